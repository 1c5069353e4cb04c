/* See draft.h. A row of the draft is three plans: what was released then (base), what is wanted (document) and what
 * is released now. What is wanted and different from then is laid over now. */
#include "domain/draft.h"

#include "base/jsonw.h"
#include "domain/release.h"
#include "schedule/session_json.h"
#include "store/setting.h"

#include <stdlib.h>
#include <string.h>

/* Of row versions: none comes twice, so that nobody takes a later draft for the one they saw. */
#define SERIES "draft"

/* ---- reading ---- */

/* Lays one row over the plan; one whose document cannot be read is left out, which only a damaged disk can bring. */
static bool lay_over(struct draft *draft, struct arena *arena, const struct draft_row *row,
    const struct agenda_session *released, struct agenda_session *planned, struct draft_session *out)
{
	struct agenda_session wanted, base = { .id = row->session_id, .room = -1 };
	const struct agenda *agenda = &draft->released;
	if (!session_json_read(arena, agenda, row->document, &wanted))
		return false;
	bool is_new = !released;
	if (*row->base && !session_json_read(arena, agenda, row->base, &base))
		return false;
	struct draft_session laid = { .row = row, .released = released, .planned = planned };
	laid.fields = is_new ? PLANNED_ALL : planned_differs(agenda, &base, agenda, &wanted);
	if (!is_new)
		laid.conflicts = laid.fields & planned_differs(agenda, &base, agenda, released) &
				 planned_differs(agenda, released, agenda, &wanted);
	else
		*planned = (struct agenda_session){ .id = row->session_id, .room = -1 };
	planned_take(planned, &wanted, laid.fields);
	if (row->removed && planned->state == SESSION_PLANNED)
		planned->state = SESSION_CANCELLED;
	laid.change = row->removed ? DRAFT_REMOVED : is_new ? DRAFT_ADDED : DRAFT_EDITED;
	*out = laid;
	return true;
}

static void lay_all(struct draft *draft, struct arena *arena, const struct draft_row *rows, size_t n)
{
	struct agenda *planned = &draft->planned;
	struct agenda *released = &draft->released;
	agenda_sort_by_id(released);
	*planned = *released;
	planned->sessions = arena_array(arena, struct agenda_session, released->n_sessions + n + 1);
	for (size_t i = 0; i < released->n_sessions; i++)
		planned->sessions[i] = released->sessions[i];
	draft->sessions = arena_array(arena, struct draft_session, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct agenda_session *known = agenda_session_find_sorted(released, rows[i].session_id);
		size_t at = known ? (size_t)(known - released->sessions) : planned->n_sessions;
		bool good =
		    lay_over(draft, arena, &rows[i], known, &planned->sessions[at], &draft->sessions[draft->n]);
		draft->n += good;
		planned->n_sessions += good && !known;
	}
}

enum err draft_get(struct db *db, struct arena *arena, struct draft *out_draft)
{
	struct draft draft = { 0 };
	struct draft_row *rows;
	size_t n;
	enum err err = programme_get(db, arena, &draft.released, &draft.rows);
	if (!err)
		err = draft_rows(db, arena, &rows, &n);
	if (!err)
		err = counter_get(db, SERIES, &draft.version);
	if (err)
		return err;
	lay_all(&draft, arena, rows, n);
	*out_draft = draft;
	return OK;
}

static int by_session(const void *key, const void *item)
{
	return strcmp(key, ((const struct draft_session *)item)->row->session_id);
}

const struct draft_session *draft_find(const struct draft *draft, const char *session_id)
{
	return draft->n ? bsearch(session_id, draft->sessions, draft->n, sizeof *draft->sessions, by_session) : NULL;
}

/* ---- writing ---- */

static enum err note(struct tx *tx, const char *action, const struct agenda_session *session, int64_t version)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	if (session) {
		jsonw_text(&w, "code", session->code);
		jsonw_text(&w, "title", texts_best(&session->title, LANG_EN));
		jsonw_time(&w, "starts_at", session->starts_at);
		jsonw_time(&w, "ends_at", session->ends_at);
	}
	jsonw_object_end(&w);
	return tx_journal(tx, &(struct journal_note){ .topic = "draft",
				  .action = action,
				  .subject = session ? session->id : "draft",
				  .version = version,
				  .data = buf_keep(&out, tx_arena(tx)) });
}

static const char *document(struct tx *tx, const struct agenda *agenda, const struct agenda_session *session)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	struct agenda_session plan = planned_only(session);
	session_json_write(&w, NULL, agenda, &plan);
	return buf_keep(&out, tx_arena(tx));
}

static enum err check_code(struct tx *tx, const struct draft *draft, const struct agenda_session *session)
{
	for (size_t i = 0; session->code && *session->code && i < draft->planned.n_sessions; i++) {
		const struct agenda_session *other = &draft->planned.sessions[i];
		if (other->code && !strcmp(other->code, session->code) && strcmp(other->id, session->id) != 0)
			return fault_set(tx_fault(tx), ERR_CONFLICT, "code", "The code %s is that of \"%s\".",
			    session->code, texts_best(&other->title, LANG_EN));
	}
	return OK;
}

/* Who is named without an id and was there already keeps the id. */
static void keep_ids(struct arena *arena, struct agenda_session *session, const struct agenda_session *before)
{
	struct agenda_person *persons = arena_array(arena, struct agenda_person, session->n_persons + 1);
	for (size_t i = 0; i < session->n_persons; i++) {
		persons[i] = session->persons[i];
		for (size_t p = 0; !persons[i].id && p < before->n_persons; p++)
			if (!strcmp(before->persons[p].name, persons[i].name))
				persons[i].id = before->persons[p].id;
	}
	session->persons = persons;
}

/* Whoever is named by id is known, and called as the register does where no name was said. */
static enum err name_people(struct tx *tx, struct agenda_session *session)
{
	struct agenda_person *persons = arena_array(tx_arena(tx), struct agenda_person, session->n_persons + 1);
	for (size_t i = 0; i < session->n_persons; i++) {
		struct person known;
		persons[i] = session->persons[i];
		if (persons[i].id && person_get(tx_db(tx), tx_arena(tx), persons[i].id, &known) != OK)
			return fault_set(tx_fault(tx), ERR_INVALID, "people", "Person %zu is not registered.", i + 1);
		if (persons[i].id && (!persons[i].name || !*persons[i].name))
			persons[i].name = known.display;
		if (!persons[i].name || !*persons[i].name)
			return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "people", "Person %zu has no name.", i + 1);
	}
	session->persons = persons;
	return OK;
}

/* What stood there when the draft was begun: as released now, but for the conflicts that are left. */
static const char *base_of(struct tx *tx, const struct draft *draft, const struct draft_session *found,
    const struct agenda_session *released, unsigned conflicts)
{
	struct agenda_session base, then;
	if (!released)
		return "";
	base = *released;
	if (conflicts && session_json_read(tx_arena(tx), &draft->released, found->row->base, &then))
		planned_take(&base, &then, conflicts);
	return document(tx, &draft->released, &base);
}

static enum err write_row(struct tx *tx, const struct draft *draft, const struct draft_session *found,
    const struct agenda_session *released, const struct agenda_session *wanted, unsigned said, bool removed)
{
	unsigned conflicts = found ? found->conflicts & ~said : 0;
	struct draft_row row = { .session_id = wanted->id,
		.base_version = !released   ? 0
				: conflicts ? found->row->base_version
					    : released->version,
		.removed = removed,
		.base = base_of(tx, draft, found, released, conflicts),
		.document = document(tx, &draft->released, wanted),
		.by = tx_actor(tx),
		.at = tx_now(tx) };
	enum err err = counter_next(tx, SERIES, &row.version);
	bool same = released && !removed && !conflicts &&
		    !planned_differs(&draft->released, released, &draft->released, wanted);
	if (!err)
		err = same ? draft_row_drop(tx_db(tx), wanted->id) : draft_row_put(tx_db(tx), &row);
	return err ? err : note(tx, removed ? "draft.remove" : "draft.put", wanted, row.version);
}

/* One session into a draft that was read. */
static enum err put(struct tx *tx, const struct draft *draft, const struct agenda_session *released,
    const struct agenda_session *session, unsigned fields)
{
	const struct draft_session *found = draft_find(draft, session->id);
	struct agenda_session blank = { .id = session->id, .room = -1 };
	const struct agenda_session *before = found ? found->planned : released ? released : &blank;
	struct agenda_session wanted = *before;
	planned_take(&wanted, session, fields);
	if (fields & 1u << PLANNED_PEOPLE)
		keep_ids(tx_arena(tx), &wanted, before);
	if (found && found->row->removed && !(fields & 1u << PLANNED_CANCELLED))
		wanted.state = released->state; /* who edits it wants it again */
	enum err err = programme_check(tx, &wanted);
	if (!err)
		err = check_code(tx, draft, &wanted);
	return err ? err : write_row(tx, draft, found, released, &wanted, fields, false);
}

/* The draft before a change: the first one fixes what is released, so that the log knows what changed. */
static enum err begin(struct tx *tx, struct draft *out_draft)
{
	enum err err = release_begin(tx, "");
	return err ? err : draft_get(tx_db(tx), tx_arena(tx), out_draft);
}

enum err draft_put(struct tx *tx, const struct agenda_session *session, unsigned fields, int64_t version)
{
	struct draft draft;
	struct agenda_session wanted = *session;
	enum err err = begin(tx, &draft);
	if (!err && fields & 1u << PLANNED_PEOPLE)
		err = name_people(tx, &wanted);
	if (err)
		return err;
	const struct draft_session *found = draft_find(&draft, session->id);
	if ((found ? found->row->version : 0) != version)
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	return put(tx, &draft, agenda_session_find_sorted(&draft.released, session->id), &wanted, fields);
}

enum err draft_remove(struct tx *tx, const char *session_id)
{
	struct draft draft;
	enum err err = begin(tx, &draft);
	if (err)
		return err;
	const struct draft_session *found = draft_find(&draft, session_id);
	const struct agenda_session *released = agenda_session_find_sorted(&draft.released, session_id);
	if (!found && !released)
		return ERR_NOT_FOUND;
	if (!released)
		return draft_drop(tx, session_id);
	if (released->state == SESSION_RUNNING || released->state == SESSION_ENDED)
		return fault_set(tx_fault(tx), ERR_STEP, NULL, "It has begun already.");
	struct agenda_session wanted = found ? *found->planned : *released;
	wanted.state = SESSION_CANCELLED;
	return write_row(tx, &draft, found, released, &wanted, 0, true);
}

enum err draft_drop(struct tx *tx, const char *session_id)
{
	struct draft draft;
	int64_t version;
	enum err err = draft_get(tx_db(tx), tx_arena(tx), &draft);
	if (err)
		return err;
	const struct draft_session *found = draft_find(&draft, session_id);
	if (!found)
		return ERR_NOT_FOUND;
	err = counter_next(tx, SERIES, &version);
	if (!err)
		err = draft_row_drop(tx_db(tx), session_id);
	return err ? err : note(tx, "draft.drop", found->planned, version);
}

enum err draft_end(struct tx *tx)
{
	int64_t version;
	enum err err = counter_next(tx, SERIES, &version);
	return err ? err : draft_rows_clear(tx_db(tx));
}

enum err draft_discard(struct tx *tx)
{
	int64_t version;
	enum err err = draft_end(tx);
	if (!err)
		err = counter_get(tx_db(tx), SERIES, &version);
	return err ? err : note(tx, "draft.discard", NULL, version);
}

enum err draft_import(struct tx *tx, const struct agenda *agenda, struct programme_import *out_counts)
{
	struct draft draft;
	struct programme_import counts = { 0 };
	int *rooms;
	enum err err = programme_import_rooms(tx, agenda, &rooms);
	if (!err)
		err = begin(tx, &draft);
	for (size_t i = 0; !err && i < agenda->n_sessions; i++) {
		struct agenda_session wanted = agenda->sessions[i];
		const struct agenda_session *released = agenda_session_find_sorted(&draft.released, wanted.id);
		const struct draft_session *found = draft_find(&draft, wanted.id);
		const struct agenda_session *planned = found ? found->planned : released;
		wanted.room = wanted.room >= 0 ? rooms[wanted.room] : -1;
		unsigned fields =
		    planned ? planned_differs(&draft.planned, planned, &draft.planned, &wanted) : PLANNED_ALL;
		fields &= planned ? programme_import_says(&wanted) : PLANNED_ALL;
		counts.added += !planned;
		counts.changed += planned && fields;
		counts.same += planned && !fields;
		err = fields ? put(tx, &draft, released, &wanted, fields) : OK;
	}
	if (!err)
		*out_counts = counts;
	return err;
}
