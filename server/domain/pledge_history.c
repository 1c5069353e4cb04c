/* See pledge_history.h. */
#include "domain/pledge_history.h"

#include "domain/hearing.h"
#include "domain/journalled.h"
#include "domain/pledge.h"
#include "domain/pledge_words.h"

#include <string.h>

static const char CARRIES[] = "pledge.", UNDO[] = "pledge.undo", SETTLE[] = "pledge.settle", EDITING[] = "editing.";

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* ---- the pledge in an entry ---- */

static const struct {
	const char *name;
	size_t offset;
} TEXTS[] = {
	{ "state", offsetof(struct pledge, state) },
	{ "type", offsetof(struct pledge, type) },
	{ "title", offsetof(struct pledge, title) },
	{ "text", offsetof(struct pledge, body) },
	{ "currency", offsetof(struct pledge, currency) },
	{ "rate", offsetof(struct pledge, rate) },
	{ "rate_on", offsetof(struct pledge, rate_on) },
	{ "language", offsetof(struct pledge, language) },
	{ "session", offsetof(struct pledge, session_id) },
	{ "speaker", offsetof(struct pledge, speaker_id) },
	{ "reason", offsetof(struct pledge, reason) },
};
static const struct {
	const char *name;
	size_t offset;
} NUMBERS[] = {
	{ "number", offsetof(struct pledge, number) },
	{ "focus_areas", offsetof(struct pledge, focus_areas) },
	{ "amount_minor", offsetof(struct pledge, amount_minor) },
	{ "usd_minor", offsetof(struct pledge, usd_minor) },
	{ "confirmed_at", offsetof(struct pledge, confirmed_at) },
	{ "sdgs", offsetof(struct pledge, sdgs) },
};

/* Single texts by their names; a point leads into an object. */
static void take_words(struct arena *arena, const struct journalled *data, const char *words[PLEDGE_WORD_MAX])
{
	for (enum pledge_word word = 0; word < PLEDGE_WORD_MAX; word++) {
		const char *name = pledge_word_name(word), *point = strchr(name, '.');
		const char *outer = point ? arena_copy(arena, name, (size_t)(point - name)) : NULL;
		words[word] = point ? journalled_text(journalled_find(data, outer), point + 1, "")
				    : journalled_text(data, name, "");
	}
}

/* An item of a list of texts. */
static const char *text_at(const struct journalled *items, size_t i)
{
	return items[i].kind == JOURNALLED_TEXT ? items[i].text : "";
}

static void take_countries(struct arena *arena, const struct journalled *data, struct pledge *g)
{
	const struct journalled *countries = journalled_items(data, "countries", &g->n_countries);
	g->countries = arena_array(arena, const char *, g->n_countries + 1);
	for (size_t i = 0; i < g->n_countries; i++)
		g->countries[i] = text_at(countries, i);
}

/* Entries of the first days did not say when it was heard: then it was with one of them. */
static void take_heard_at(const struct journalled *data, int64_t at, struct pledge *g)
{
	bool was_heard = strcmp(g->state, pledge_state_name(PLEDGE_SUBMITTED)) != 0;
	g->heard_at = journalled_int(data, "heard_at", was_heard ? at : 0);
}

static void take_pledgers(struct arena *arena, const struct journalled *data, struct pledge *g)
{
	const struct journalled *ids = journalled_items(data, "pledgers", &g->n_pledgers);
	const char *lead = journalled_text(data, "lead", g->n_pledgers ? text_at(ids, 0) : "");
	g->pledgers = arena_array(arena, struct pledger, g->n_pledgers + 1);
	for (size_t i = 0; i < g->n_pledgers; i++)
		g->pledgers[i] =
		    (struct pledger){ .entity.id = text_at(ids, i), .lead = strcmp(text_at(ids, i), lead) == 0 };
}

enum err pledge_of_entry(struct arena *arena, const char *data, int64_t at, struct pledge *out_pledge)
{
	const struct journalled *read;
	struct pledge g = { .by_actor = "" };
	enum err err = journalled_read(arena, data, &read);
	if (err)
		return err;
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
		*(const char **)(void *)((char *)&g + TEXTS[i].offset) = journalled_text(read, TEXTS[i].name, "");
	for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++)
		*(int64_t *)(void *)((char *)&g + NUMBERS[i].offset) = journalled_int(read, NUMBERS[i].name, 0);
	g.later = journalled_bool(read, "later", false);
	g.open = journalled_bool(read, "open", false);
	take_words(arena, read, g.words);
	take_heard_at(read, at, &g);
	take_countries(arena, read, &g);
	take_pledgers(arena, read, &g);
	*out_pledge = g;
	return OK;
}

enum err pledge_counted_of_entry(struct arena *arena, const char *data, int64_t at, struct pledge *out_pledge)
{
	const struct journalled *read;
	enum err err = journalled_read(arena, data, &read);
	if (err)
		return err;
	struct pledge g = { .state = journalled_text(read, "state", ""),
		.type = journalled_text(read, "type", ""),
		.rate = journalled_text(read, "rate", ""),
		.focus_areas = journalled_int(read, "focus_areas", 0),
		.amount_minor = journalled_int(read, "amount_minor", 0),
		.usd_minor = journalled_int(read, "usd_minor", 0) };
	take_heard_at(read, at, &g);
	take_countries(arena, read, &g);
	*out_pledge = g;
	return OK;
}

enum err pledge_of_entry_whole(
    struct db *db, struct arena *arena, const char *data, int64_t at, struct pledge *out_pledge)
{
	struct pledge g;
	enum err err = pledge_of_entry(arena, data, at, &g);
	for (size_t i = 0; !err && i < g.n_pledgers; i++)
		err = entity_get(db, arena, g.pledgers[i].entity.id, &g.pledgers[i].entity);
	if (!err)
		*out_pledge = g;
	return err;
}

/* ---- what an act changed ---- */

/* Members that are one field for people, and members that are nobody's field. */
static const struct {
	const char *member, *field; /* NULL: not told */
} FIELDS[] = { { "amount_minor", "amount" }, { "currency", "amount" }, { "usd_minor", "rate" }, { "rate_on", "rate" },
	{ "number", NULL }, { "heard_at", NULL }, { "confirmed_at", NULL }, { "lead", "pledgers" } };

static const char *field_of(const char *member)
{
	for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
		if (strcmp(FIELDS[i].member, member) == 0)
			return FIELDS[i].field;
	return member;
}

static bool same(const struct journalled *a, const struct journalled *b)
{
	if (a->kind != b->kind || a->n != b->n || a->number != b->number)
		return false;
	if (a->kind == JOURNALLED_TEXT)
		return strcmp(a->text, b->text) == 0;
	for (size_t i = 0; i < a->n; i++) {
		const struct journalled *other =
		    a->kind == JOURNALLED_OBJECT ? journalled_find(b, a->items[i].name) : &b->items[i];
		if (!other || !same(&a->items[i], other))
			return false;
	}
	return true;
}

static bool is_empty(const struct journalled *value)
{
	bool empty = value->kind == JOURNALLED_TEXT ? !*value->text : !value->number;
	for (size_t i = 0; empty && i < value->n; i++)
		empty = is_empty(&value->items[i]);
	return empty;
}

static void tell_changed(
    struct arena *arena, const struct journalled *before, const struct journalled *after, struct pledge_act *act)
{
	act->changed = arena_array(arena, const char *, after->n + 1);
	for (size_t i = 0; i < after->n; i++) {
		const struct journalled *was = journalled_find(before, after->items[i].name);
		const char *field = field_of(after->items[i].name);
		bool told = was ? same(was, &after->items[i]) : is_empty(&after->items[i]);
		for (size_t k = 0; !told && field && k < act->n_changed; k++)
			told = strcmp(act->changed[k], field) == 0;
		if (field && !told)
			act->changed[act->n_changed++] = field;
	}
}

enum err pledge_entries(
    struct db *db, struct arena *arena, const char *pledge_id, struct journal_entry **out_entries, size_t *out_n)
{
	struct journal_entry *entries = NULL;
	size_t n = 0, n_all = 0;
	enum err err = journal_of(db, arena, pledge_id, &entries, &n_all);
	for (size_t i = 0; !err && i < n_all; i++)
		if (!begins(entries[i].action, EDITING))
			entries[n++] = entries[i];
	*out_entries = entries;
	*out_n = n;
	return err;
}

enum err pledge_history(
    struct db *db, struct arena *arena, const char *pledge_id, struct pledge_act **out_acts, size_t *out_n)
{
	struct journal_entry *entries;
	const struct journalled *before = NULL, *after = NULL;
	size_t n = 0;
	enum err err = pledge_entries(db, arena, pledge_id, &entries, &n);
	if (err)
		return err;
	struct pledge_act *acts = arena_array(arena, struct pledge_act, n + 1);
	for (size_t i = 0; !err && i < n; i++) {
		struct pledge_act *act = &acts[i];
		*act = (struct pledge_act){ .entry = entries[i], .carries = begins(entries[i].action, CARRIES) };
		if (!act->carries)
			continue;
		err = journalled_read(arena, entries[i].data, &after);
		if (!err)
			tell_changed(arena, before, after, act);
		before = after;
	}
	*out_acts = acts;
	*out_n = n;
	return err;
}

/* ---- the way back ---- */

/* The acts that still stand, as a stack: each undo has taken one off. */
static enum err standing(struct tx *tx, const char *id, struct journal_entry **out_acts, size_t *out_n)
{
	size_t n_entries = 0, n = 0;
	struct journal_entry *entries = NULL;
	enum err err = journal_of(tx_db(tx), tx_arena(tx), id, &entries, &n_entries);
	for (size_t i = 0; !err && i < n_entries; i++) {
		if (strcmp(entries[i].action, UNDO) == 0)
			n -= n > 0;
		else if (begins(entries[i].action, CARRIES))
			entries[n++] = entries[i];
	}
	*out_acts = entries;
	*out_n = n;
	return err;
}

/* What is the row's own and not an act's. */
static void keep_identity(const struct pledge *row, struct pledge *g)
{
	g->id = row->id;
	g->version = row->version;
	g->number = row->number;
	g->by_actor = row->by_actor;
	g->created_at = row->created_at;
	g->changed_at = row->changed_at;
	g->record = row->record;
}

enum err pledge_undo(struct tx *tx, const char *id, int64_t version, struct pledge *out_pledge)
{
	struct pledge row, g;
	struct journal_entry *acts;
	size_t n;
	enum err err = pledge_expect(tx, id, version, &row);
	if (err == ERR_STALE)
		*out_pledge = row;
	if (err)
		return err;
	if (pledge_state_find(row.state) == PLEDGE_PUBLISHED)
		return fault_set(tx_fault(tx), ERR_STEP, "state",
		    "A published pledge is not taken back; correct it, and the correction is told.");
	err = standing(tx, id, &acts, &n);
	if (!err && !n)
		return fault_set(tx_fault(tx), ERR_STEP, "state", "Nothing is left that could be taken back.");
	g = row;
	if (!err && n > 1)
		err = pledge_of_entry_whole(tx_db(tx), tx_arena(tx), acts[n - 2].data, acts[n - 2].at, &g);
	if (err)
		return err;
	keep_identity(&row, &g);
	if (n == 1) {
		g.state = pledge_state_name(PLEDGE_WITHDRAWN);
		g.reason = "logged by mistake";
	}
	bool settled = strcmp(acts[n - 1].action, SETTLE) == 0;
	err = pledge_put(tx, &row, &g, UNDO, out_pledge);
	return err || !settled ? err : hearing_reopen(tx, out_pledge);
}
