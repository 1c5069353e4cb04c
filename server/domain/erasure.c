/* See erasure.h. */
#include "domain/erasure.h"

#include "base/jsonw.h"
#include "domain/event_mark.h"
#include "domain/floor.h"
#include "domain/floor_rules.h"
#include "domain/fold.h"
#include "domain/journalled.h"
#include "domain/participant_note.h"
#include "domain/participant_rules.h"
#include "domain/plain_text.h"
#include "domain/privacy.h"
#include "store/ceremony.h"
#include "store/journal.h"
#include "store/privacy.h"
#include "store/told.h"

#include <string.h>

enum { NAMES_MAX = 24, WORD_LEAST = 8 };

/* A name and its Latin form, as they stand now or stood once. */
struct name {
	const char *display, *latin;
};
struct erasing {
	struct tx *tx;
	const struct erasure_form *form;
	struct erasure *out;
	struct name names[NAMES_MAX]; /* of one registration; the first is the present one */
	size_t n_names;
};

/* ---- which registrations ---- */

static enum err add_merged(struct erasing *e)
{
	struct erasure *out = e->out;
	for (size_t i = 0; i < out->n_ids; i++) {
		const char **ids;
		size_t n;
		enum err err = privacy_merged(tx_db(e->tx), tx_arena(e->tx), out->ids[i], &ids, &n);
		if (!err && out->n_ids + n > ERASURE_ROWS_MAX)
			err = fault_set(tx_fault(e->tx), ERR_CONFLICT, NULL,
			    "More than %d registrations were merged into this one.", ERASURE_ROWS_MAX);
		if (err)
			return err;
		for (size_t k = 0; k < n; k++)
			out->ids[out->n_ids++] = ids[k];
	}
	return OK;
}

/* The row that counts, then all that were merged into it. */
static enum err find_all(struct erasing *e, const char *id)
{
	struct person person;
	enum err err = person_get(tx_db(e->tx), tx_arena(e->tx), id, &person);
	for (int i = 0; !err && *person.merged_into && i < ERASURE_ROWS_MAX; i++)
		err = person_get(tx_db(e->tx), tx_arena(e->tx), person.merged_into, &person);
	if (!err && person_is(&person, PERSON_ERASED))
		err = fault_set(tx_fault(e->tx), ERR_ERASED, NULL, NULL);
	if (err)
		return err;
	e->out->ids[e->out->n_ids++] = person.id;
	return add_merged(e);
}

/* ---- which names ---- */

static void add_name(struct erasing *e, const char *display, const char *latin)
{
	for (size_t i = 0; i < e->n_names; i++)
		if (strcmp(e->names[i].display, display) == 0 && strcmp(e->names[i].latin, latin) == 0)
			return;
	if (e->n_names < NAMES_MAX && *display)
		e->names[e->n_names++] = (struct name){ display, latin };
}

/* The names before they were corrected, which may still stand in plans and notes: the journal has them, sealed. */
static enum err add_earlier_names(struct erasing *e, const char *id)
{
	struct db *db = tx_db(e->tx);
	struct arena *arena = tx_arena(e->tx);
	struct journal_entry *entries;
	size_t n = 0;
	enum err err = journal_about(db, arena, id, &entries, &n);
	for (size_t i = 0; !err && i < n; i++) {
		const struct journalled *said;
		const char *text;
		err = journal_unseal(db, arena, entries[i].seq, &text);
		if (!err && text && journalled_read(arena, text, &said) == OK)
			add_name(e, journalled_text(said, "display", ""), journalled_text(said, "latin", ""));
	}
	return err;
}

/* ---- the reason ---- */

static bool names_somebody(struct arena *arena, const char *text, const char *name)
{
	const char *folded = fold_plain(arena, text), *part = fold_plain(arena, name);
	return *part && strstr(arena_printf(arena, " %s ", folded), arena_printf(arena, " %s ", part));
}

static enum err check_reason(struct erasing *e, const struct person *p)
{
	const char *reason = e->form->reason;
	struct fault *fault = tx_fault(e->tx);
	if (!reason || !*reason)
		return fault_set(fault, ERR_FIELD_MISSING, "reason", "Say who asked for it, and how.");
	enum err err = plain_text_check(fault, "reason", reason, PLAIN_WORDS_MAX);
	const char *const parts[] = { p->display, p->latin, p->family, p->email, p->registration_id };
	for (size_t i = 0; !err && i < sizeof parts / sizeof *parts; i++)
		if (names_somebody(tx_arena(e->tx), reason, parts[i]))
			err = fault_set(fault, ERR_INVALID, "reason",
			    "The reason stays for ever: say it without the name, e-mail or registration ID.");
	return err;
}

bool erasure_may_keep(const char *record)
{
	static const char *const MAY[] = { "scans", "desk", "groups", "told", "floor" };
	for (size_t i = 0; i < sizeof MAY / sizeof *MAY; i++)
		if (strcmp(MAY[i], record) == 0)
			return true;
	return false;
}

static enum err check_keep(const struct erasing *e)
{
	for (size_t i = 0; i < e->form->n_keep; i++)
		if (!erasure_may_keep(e->form->keep[i]))
			return fault_set(tx_fault(e->tx), ERR_INVALID, "keep",
			    "\"%.40s\" is nothing that can be kept.", e->form->keep[i]);
	return OK;
}

/* ---- the floor ---- */

/* Whoever waits on a list is taken off it; who speaks now has to be let finish. */
static enum err leave_lists(struct erasing *e, const char *person_id)
{
	struct db *db = tx_db(e->tx);
	struct arena *arena = tx_arena(e->tx);
	const char **sessions;
	size_t n_sessions = 0;
	enum err err = concern_list(db, arena, CONCERN_LISTED, person_id, &sessions, &n_sessions);
	for (size_t s = 0; !err && s < n_sessions; s++) {
		struct speaker *rows, left;
		size_t n = 0;
		err = speaker_list(db, arena, sessions[s], &rows, &n);
		for (size_t i = 0; !err && i < n; i++) {
			if (strcmp(rows[i].person_id, person_id) != 0)
				continue;
			if (floor_is(&rows[i], FLOOR_WAITING))
				err = floor_withdraw(e->tx, rows[i].id, &left);
			else if (floor_is_open(&rows[i]))
				err = fault_set(tx_fault(e->tx), ERR_STEP, NULL,
				    "This person has the floor now. End the statement first.");
		}
	}
	return err;
}

/* ---- the rows ---- */

static const char *quoted(struct arena *arena, const char *text)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	if (!*text)
		return "";
	jsonw_text(&w, NULL, text);
	return buf_keep(&out, arena);
}

/* A name within a text: short ones may be a part of other words and are left. */
static const char *as_words(const char *name)
{
	return strchr(name, ' ') || strlen(name) >= WORD_LEAST ? name : "";
}

static const char *unquoted(struct arena *arena, const char *text)
{
	const char *json = quoted(arena, text);
	size_t len = strlen(json);
	return len ? arena_copy(arena, json + 1, len - 2) : "";
}

static struct privacy_values values_of(struct erasing *e, const struct person *p, const struct name *name)
{
	struct arena *arena = tx_arena(e->tx);
	const char *words = as_words(name->display), *latin_words = as_words(name->latin);
	return (struct privacy_values){ .of = {
					    ['p'] = p->id,
					    ['m'] = ERASED_NAME,
					    ['M'] = quoted(arena, ERASED_NAME),
					    ['R'] = quoted(arena, p->registration_id),
					    ['d'] = name->display,
					    ['l'] = name->latin,
					    ['D'] = quoted(arena, name->display),
					    ['L'] = quoted(arena, name->latin),
					    ['w'] = words,
					    ['x'] = latin_words,
					    ['W'] = unquoted(arena, words),
					    ['X'] = unquoted(arena, latin_words),
					    ['e'] = fold_plain(arena, name->display),
					    ['g'] = fold_plain(arena, name->latin),
					} };
}

static bool is_kept(const struct erasing *e, const char *table)
{
	size_t n;
	const struct privacy_table *tables = privacy_tables(&n);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < e->form->n_keep && strcmp(tables[i].name, table) == 0; k++)
			if (strcmp(tables[i].record, e->form->keep[k]) == 0)
				return true;
	return false;
}

static enum err run_steps(struct erasing *e, const struct privacy_values *values, bool by_name_only)
{
	enum err err = OK;
	for (size_t step = 0; !err && step < privacy_erase_steps(); step++) {
		int64_t rows = 0;
		if (is_kept(e, privacy_erase_table(step)) ||
		    (by_name_only && !strpbrk(privacy_erase_values(step), "dlDLwxWXeg")))
			continue;
		err = privacy_erase_run(tx_db(e->tx), step, values, &rows);
		e->out->rows += rows;
	}
	return err;
}

/* One of the names. The rows of others that had it are other rows now, and whoever keeps them hears of it. */
static enum err erase_name(struct erasing *e, const struct person *p, size_t i)
{
	const struct name *name = &e->names[i];
	struct privacy_values values = values_of(e, p, name);
	const char **others;
	size_t n = 0;
	enum err err = privacy_naming(tx_db(e->tx), tx_arena(e->tx),
	    &(struct privacy_named){ p->id, i ? "" : p->id, name->display, name->latin }, &others, &n);
	if (!err)
		err = run_steps(e, &values, i > 0);
	for (size_t k = 0; !err && k < n; k++)
		err = participant_note_along(e->tx, others[k], "person.erase");
	return err;
}

static enum err count_signatures(struct erasing *e, const char *person_id)
{
	struct signature *rows;
	size_t n = 0;
	enum err err = signature_list(tx_db(e->tx), tx_arena(e->tx), "", &rows, &n);
	for (size_t i = 0; !err && i < n; i++)
		e->out->signatures += !rows[i].annulled_at && strcmp(rows[i].person_id, person_id) == 0;
	return err;
}

static enum err mark_of(struct tx *tx, const char *registration_id, const char **out_mark)
{
	struct event_mark mark;
	char *text = arena_alloc(tx_arena(tx), EVENT_MARK_TEXT);
	enum err err = event_mark_get(tx_db(tx), tx_arena(tx), &mark);
	if (!err)
		event_mark_text(&mark, registration_id, text);
	*out_mark = err == ERR_NOT_FOUND ? "" : text;
	return err == ERR_NOT_FOUND ? OK : err;
}

static enum err write_down(struct erasing *e, const struct person *p, const char *mark)
{
	struct journal_head head;
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "reason", e->form->reason);
	jsonw_array(&w, "keep");
	for (size_t i = 0; i < e->form->n_keep; i++)
		jsonw_text(&w, NULL, e->form->keep[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	enum err err = tx_journal(e->tx, &(struct journal_note){ .topic = "participants",
					     .action = "person.erase",
					     .subject = p->id,
					     .version = p->version + 1,
					     .data = buf_keep(&out, tx_arena(e->tx)) });
	if (!err)
		err = journal_head(tx_db(e->tx), &head);
	if (err)
		return err;
	e->out->seq = head.seq;
	return erasure_add(tx_db(e->tx), &(struct erasure_row){ .person_id = p->id,
					     .at = tx_now(e->tx),
					     .by = tx_actor(e->tx),
					     .reason = e->form->reason,
					     .mark = mark,
					     .seq = head.seq });
}

/* One registration; a statement that still waits is withdrawn before its words go. */
static enum err erase_one(struct erasing *e, const char *id)
{
	struct person p;
	const char *mark = NULL;
	enum err err = person_get(tx_db(e->tx), tx_arena(e->tx), id, &p);
	if (!err)
		err = check_reason(e, &p);
	if (!err)
		err = leave_lists(e, id);
	if (!err)
		err = mark_of(e->tx, p.registration_id, &mark);
	if (!err)
		err = count_signatures(e, id);
	e->n_names = 0;
	if (!err)
		add_name(e, p.display, p.latin);
	if (!err)
		err = add_earlier_names(e, id);
	for (size_t i = e->n_names; !err && i-- > 0;)
		err = erase_name(e, &p, i);
	return err ? err : write_down(e, &p, mark);
}

/* Whoever looks at something that may have shown the name asks again. */
static enum err tell(struct tx *tx, const char *id)
{
	static const char *const TOPICS[] = { "agenda", "floor", "ceremony", "doors", "groups", "pledges", "videos" };
	enum err err = OK;
	for (size_t i = 0; !err && i < sizeof TOPICS / sizeof *TOPICS; i++)
		err = tx_journal(tx, &(struct journal_note){
					 .topic = TOPICS[i], .action = "person.erase", .subject = id, .version = 1 });
	return err;
}

enum err person_erase(
    struct tx *tx, const char *person_id, const struct erasure_form *form, struct erasure *out_erasure)
{
	struct erasure out = { .n_ids = 0 };
	struct erasing e = { .tx = tx, .form = form, .out = &out };
	enum err err = find_all(&e, person_id);
	if (!err)
		err = check_keep(&e);
	for (size_t i = out.n_ids; !err && i-- > 0;)
		err = erase_one(&e, out.ids[i]);
	if (!err)
		err = tell(tx, out.ids[0]);
	if (err)
		return err;
	tx_forget(tx);
	*out_erasure = out;
	return OK;
}

enum err erasure_knows(struct db *db, struct arena *arena, const char *registration_id, bool *out_known)
{
	struct event_mark mark;
	char text[EVENT_MARK_TEXT];
	*out_known = false;
	enum err err = event_mark_get(db, arena, &mark);
	if (err)
		return err == ERR_NOT_FOUND ? OK : err;
	event_mark_text(&mark, registration_id, text);
	return erasure_marked(db, text, out_known);
}
