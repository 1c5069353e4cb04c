/* See pledge_fields.h. */
#include "http/pledge_fields.h"

#include "base/id.h"
#include "domain/pledge_words.h"
#include "schedule/agenda.h"

#include <string.h>

const struct field PLEDGER_FIELDS[] = {
	FIELD(struct pledger_fields, "entity", TEXT, entity),
	FIELD(struct pledger_fields, "entity_name", TEXT, entity_name),
	FIELD(struct pledger_fields, "country", TEXT, country),
	FIELD(struct pledger_fields, "lead", BOOL, lead),
	FIELDS_END,
};

static const struct field PLEDGE[] = {
	FIELD(struct pledge_fields, "type", TEXT, form.type),
	FIELD(struct pledge_fields, "title", TEXT, form.title),
	FIELD(struct pledge_fields, "text", TEXT, form.text),
	FIELD(struct pledge_fields, "language", TEXT, form.language),
	FIELD(struct pledge_fields, "session", TEXT, form.session_id),
	FIELD(struct pledge_fields, "speaker", TEXT, form.speaker_id),
	FIELD(struct pledge_fields, "amount", NULL, form.clear_amount),
	FIELD(struct pledge_fields, "amount.value", TEXT, form.amount_value),
	FIELD(struct pledge_fields, "amount.currency", TEXT, form.amount_currency),
	FIELD(struct pledge_fields, "focus_areas", LIST, focus_areas),
	FIELD(struct pledge_fields, "countries", LIST, countries),
	FIELD_ROW_LIST(struct pledge_fields, "pledgers", PLEDGER_FIELDS, struct pledger_fields, pledgers),
	FIELD(struct pledge_fields, "sdgs", INTS, sdgs),
	FIELD(struct pledge_fields, "later", SAID, later),
	FIELD(struct pledge_fields, "open", SAID, open),
	FIELD(struct pledge_fields, "regional_initiative", NULL, no_initiative),
	FIELD(struct pledge_fields, "target", NULL, no_target),
	FIELD(struct pledge_fields, "slip", NULL, no_slip),
};
enum { PLEDGE_N = sizeof PLEDGE / sizeof *PLEDGE };

/* The table of this address: the fields above, the single texts by the table of theirs, and `more`. */
static const struct field *table_of(struct arena *arena, const struct field *more)
{
	size_t n = 0;
	while (more[n].name)
		n++;
	struct field *table = arena_array(arena, struct field, PLEDGE_N + PLEDGE_WORD_MAX + n + 1);
	memcpy(table, PLEDGE, sizeof PLEDGE);
	for (size_t i = 0; i < PLEDGE_WORD_MAX; i++)
		table[PLEDGE_N + i] = (struct field){ .name = pledge_word_name((enum pledge_word)i),
			.type = FIELD_TEXT,
			.offset = offsetof(struct pledge_fields, form.words) + i * sizeof(const char *) };
	memcpy(table + PLEDGE_N + PLEDGE_WORD_MAX, more, (n + 1) * sizeof *more);
	return table;
}

static enum err take_focus_areas(struct request *request, struct pledge_fields *in)
{
	in->form.has_focus_areas = in->focus_areas.came;
	for (size_t i = 0; i < in->focus_areas.n; i++) {
		enum focus_area area;
		if (!focus_area_parse(in->focus_areas.items[i], &area))
			return fault_set(request->fault, ERR_INVALID, "focus_areas",
			    "There is no focus area \"%.30s\".", in->focus_areas.items[i]);
		in->form.focus_areas |= 1 << area;
	}
	return OK;
}

struct pledger_form pledger_fields_form(const struct pledger_fields *said)
{
	bool by_id = said->entity && id_is_valid(said->entity);
	return (struct pledger_form){ .entity_id = by_id ? said->entity : NULL,
		.entity_name = by_id          ? NULL
			       : said->entity ? said->entity
					      : said->entity_name,
		.country = said->country,
		.lead = said->lead };
}

static void take_pledgers(struct request *request, struct pledge_fields *in)
{
	struct pledger_form *forms = arena_array(request->arena, struct pledger_form, in->pledgers.n + 1);
	for (size_t i = 0; i < in->pledgers.n; i++)
		forms[i] = pledger_fields_form((const struct pledger_fields *)in->pledgers.items + i);
	in->form.pledgers = forms;
	in->form.n_pledgers = in->pledgers.n;
	in->form.has_pledgers = in->pledgers.came;
}

/* null for a whole object, or for a text, empties it. */
static void take_null(struct pledge_fields *in, bool came, const char *name)
{
	size_t len = strlen(name);
	for (enum pledge_word word = 0; came && word < PLEDGE_WORD_MAX; word++)
		if (strncmp(pledge_word_name(word), name, len) == 0)
			in->form.words[word] = "";
}

static void take_lists(struct pledge_fields *in)
{
	in->form.countries = in->countries.items;
	in->form.n_countries = in->countries.n;
	in->form.has_countries = in->countries.came;
	in->form.sdgs = in->sdgs.items;
	in->form.n_sdgs = in->sdgs.n;
	in->form.has_sdgs = in->sdgs.came;
	in->form.later = in->later == FIELD_SAID_YES;
	in->form.has_later = in->later != FIELD_NOT_SAID;
	in->form.open = in->open == FIELD_SAID_YES;
	in->form.has_open = in->open != FIELD_NOT_SAID;
}

enum err pledge_fields_read(struct request *request, const struct field *more, struct pledge_fields *out)
{
	enum err err = request_fields(request, table_of(request->arena, more), out);
	if (!err)
		err = take_focus_areas(request, out);
	if (err)
		return err;
	if (out->form.amount_currency && !out->form.amount_value)
		return fault_set(request->fault, ERR_AMOUNT, "amount", "The amount has a currency but no value.");
	take_pledgers(request, out);
	take_lists(out);
	take_null(out, out->no_initiative, "regional_initiative.");
	take_null(out, out->no_target, "target.");
	take_null(out, out->no_slip, "slip");
	return OK;
}
