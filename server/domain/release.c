/* See release.h. A release keeps each session only when it differs from the release before, so the plan of any of
 * them is the newest row of each session up to it. */
#include "domain/release.h"

#include "base/jsonw.h"
#include "domain/draft.h"
#include "domain/interpreters.h"
#include "domain/told.h"
#include "schedule/diff.h"
#include "schedule/session_json.h"

#include <stdio.h>
#include <string.h>

/* What is in force, what it was in the last release and what it shall be; sessions in order of id. */
struct move {
	struct tx *tx;
	struct agenda now;    /* as the rows are */
	struct agenda before; /* as the last release says */
	struct agenda plan;   /* as the next one shall say */
	int64_t number;       /* of the last release, 0 for none */
};

enum err release_plan(
    struct db *db, struct arena *arena, int64_t number, const struct agenda *agenda, struct agenda *out_plan)
{
	struct release_session_row *rows;
	size_t n;
	enum err err = release_sessions(db, arena, number, &rows, &n);
	if (err)
		return err;
	struct agenda plan = *agenda;
	plan.n_sessions = 0;
	plan.sessions = arena_array(arena, struct agenda_session, n + 1);
	for (size_t i = 0; i < n; i++)
		if (session_json_read(arena, agenda, rows[i].document, &plan.sessions[plan.n_sessions]))
			plan.n_sessions++;
	*out_plan = plan;
	return OK;
}

/* The plan that is in force: a cancellation counts as planned only where a release said so. */
static void plan_in_force(struct move *move, size_t spare)
{
	struct arena *arena = tx_arena(move->tx);
	move->plan = move->now;
	move->plan.sessions = arena_array(arena, struct agenda_session, move->now.n_sessions + spare + 1);
	for (size_t i = 0; i < move->now.n_sessions; i++) {
		struct agenda_session *session = &move->plan.sessions[i];
		const struct agenda_session *before =
		    agenda_session_find_sorted(&move->before, move->now.sessions[i].id);
		*session = planned_only(&move->now.sessions[i]);
		session->state = before ? before->state : session->state;
	}
}

static enum err begin(struct tx *tx, size_t spare, struct move *out_move)
{
	struct move move = { .tx = tx };
	enum err err = programme_get(tx_db(tx), tx_arena(tx), &move.now, NULL);
	if (!err)
		err = release_last(tx_db(tx), &move.number);
	if (!err)
		err = release_plan(tx_db(tx), tx_arena(tx), move.number, &move.now, &move.before);
	if (err)
		return err;
	agenda_sort_by_id(&move.now);
	plan_in_force(&move, spare);
	*out_move = move;
	return OK;
}

/* ---- what is in force becomes the plan ---- */

/* The session as its row shall be. */
static struct agenda_session target_of(const struct move *move, const struct agenda_session *planned)
{
	const struct agenda_session *now = agenda_session_find_sorted(&move->now, planned->id),
				    *before = agenda_session_find_sorted(&move->before, planned->id);
	struct agenda_session target = now ? *now : (struct agenda_session){ .id = planned->id };
	bool cancels = !before || (before->state == SESSION_CANCELLED) != (planned->state == SESSION_CANCELLED);
	planned_take(&target, planned, cancels ? PLANNED_ALL : PLANNED_ALL & ~(1u << PLANNED_CANCELLED));
	if (now && now->state == SESSION_CANCELLED && target.state != SESSION_CANCELLED && !target.moved_room)
		target.reason = NULL; /* it was that of the cancellation */
	return target;
}

/* Two sessions may change codes with each other, so those that change theirs let go of it first. */
static enum err free_codes(const struct move *move)
{
	enum err err = OK;
	for (size_t i = 0; !err && i < move->plan.n_sessions; i++) {
		const struct agenda_session *planned = &move->plan.sessions[i],
					    *now = agenda_session_find_sorted(&move->now, planned->id);
		if (now && planned->code && now->code && strcmp(planned->code, now->code) != 0)
			err = session_code_free(tx_db(move->tx), planned->id);
	}
	return err;
}

static enum err write_plan(const struct move *move)
{
	enum err err = free_codes(move);
	for (size_t i = 0; !err && i < move->plan.n_sessions; i++) {
		const struct agenda_session *planned = &move->plan.sessions[i],
					    *now = agenda_session_find_sorted(&move->now, planned->id);
		struct agenda_session target = target_of(move, planned);
		if (now && !planned_differs(&move->now, now, &move->now, &target))
			continue;
		struct programme_place place = programme_place_of(&move->now, &target);
		err = programme_write(
		    move->tx, &target, &place, now ? now->version : 0, now ? "session.edit" : "session.add");
	}
	return err ? err : told_edit(move->tx, &move->now);
}

/* ---- the release itself ---- */

static enum err keep_session(const struct move *move, const struct agenda_session *session, int64_t number)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	const struct agenda_session *before = agenda_session_find_sorted(&move->before, session->id);
	if (before && !planned_differs(&move->before, before, &move->plan, session))
		return OK;
	session_json_write(&w, NULL, &move->plan, session);
	struct release_session_row row = { session->id, buf_keep(&out, tx_arena(move->tx)) };
	return release_session_add(tx_db(move->tx), number, &row);
}

static enum err note_release(struct tx *tx, const struct release_row *row)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	char number[24];
	jsonw_object(&w, NULL);
	jsonw_int(&w, "number", row->number);
	jsonw_text(&w, "note", row->note);
	jsonw_int(&w, "added", row->added);
	jsonw_int(&w, "changed", row->changed);
	jsonw_int(&w, "removed", row->removed);
	jsonw_int(&w, "restored", row->restored);
	jsonw_object_end(&w);
	snprintf(number, sizeof number, "%lld", (long long)row->number);
	return tx_journal(tx, &(struct journal_note){ .topic = "agenda",
				  .action = "agenda.release",
				  .subject = arena_dup(tx_arena(tx), number),
				  .version = row->number,
				  .data = buf_keep(&out, tx_arena(tx)) });
}

/* Keeps move->plan as the next release. */
static enum err keep(const struct move *move, const char *note, int64_t restored, struct release_row *out_release)
{
	struct arena *arena = tx_arena(move->tx);
	struct agenda_changes changes = agenda_diff(&move->before, &move->plan, DIFF_WHOLE, arena);
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	agenda_changes_write(&w, NULL, &changes);
	struct release_row row = { .number = move->number + 1,
		.at = tx_now(move->tx),
		.by = tx_actor(move->tx),
		.note = note,
		.added = (int64_t)changes.added,
		.changed = (int64_t)changes.changed,
		.removed = (int64_t)changes.removed,
		.restored = restored,
		.changes = buf_keep(&out, arena) };
	enum err err = release_add(tx_db(move->tx), &row);
	for (size_t i = 0; !err && i < move->plan.n_sessions; i++)
		err = keep_session(move, &move->plan.sessions[i], row.number);
	if (!err)
		err = note_release(move->tx, &row);
	if (!err && out_release)
		*out_release = row;
	return err;
}

enum err release_begin(struct tx *tx, const char *note)
{
	struct move move;
	int64_t number = 0;
	enum err err = release_last(tx_db(tx), &number);
	if (err || number)
		return err;
	err = begin(tx, 0, &move);
	return err ? err : keep(&move, note, 0, NULL);
}

static enum err check_note(struct tx *tx, const char *note)
{
	if (strlen(note) > RELEASE_NOTE_MAX)
		return fault_set(tx_fault(tx), ERR_INVALID, "note", "A note has at most %d bytes.", RELEASE_NOTE_MAX);
	return OK;
}

/* ---- from the draft ---- */

static enum err check_conflicts(struct tx *tx, const struct draft *draft)
{
	const char *names = "";
	for (size_t i = 0; i < draft->n; i++) {
		const struct draft_session *session = &draft->sessions[i];
		bool began = session->change == DRAFT_REMOVED && session->planned->state != SESSION_CANCELLED;
		if (session->conflicts || began)
			names = arena_printf(tx_arena(tx), "%s%s\"%s\"", names, *names ? ", " : "",
			    texts_best(&session->planned->title, LANG_EN));
	}
	if (!*names)
		return OK;
	return fault_set(tx_fault(tx), ERR_STALE, "sessions",
	    "Somebody released other values meanwhile: %s. Say again what you want there.", names);
}

static enum err check_rules(struct tx *tx, const struct draft *draft)
{
	struct rules_known known;
	enum err err = rules_known_read(tx_db(tx), tx_arena(tx), &draft->planned, &draft->rows, &known);
	if (err)
		return err;
	struct findings findings = rules_check_with(&draft->planned, &known, tx_arena(tx));
	for (size_t i = 0; i < findings.n; i++)
		if (findings.items[i].severity == FINDING_ERROR)
			return fault_set(tx_fault(tx), ERR_CLASH, "sessions", "%s%s", findings.items[i].sentence,
			    findings.n_errors == 1 ? "" : " There are more.");
	return OK;
}

static void plan_the_draft(struct move *move, const struct draft *draft)
{
	size_t known = move->plan.n_sessions;
	for (size_t i = 0; i < draft->n; i++) {
		struct draft_session *from = &draft->sessions[i];
		struct agenda wanted = { .sessions = move->plan.sessions, .n_sessions = known };
		struct agenda_session *to = agenda_session_find_sorted(&wanted, from->row->session_id);
		if (!to) {
			to = &move->plan.sessions[move->plan.n_sessions++];
			*to = planned_only(from->planned);
		}
		planned_take(to, from->planned, from->fields);
		if (from->change == DRAFT_REMOVED)
			to->state = SESSION_CANCELLED;
	}
	agenda_sort_by_id(&move->plan);
}

enum err release_make(struct tx *tx, const char *note, bool force, struct release_row *out_release)
{
	struct draft draft = { 0 };
	struct move move;
	enum err err = check_note(tx, note);
	if (!err)
		err = release_begin(tx, "");
	if (!err)
		err = draft_get(tx_db(tx), tx_arena(tx), &draft);
	if (!err)
		err = check_conflicts(tx, &draft);
	if (!err && !force)
		err = check_rules(tx, &draft);
	if (!err)
		err = begin(tx, draft.n, &move);
	if (err)
		return err;
	plan_the_draft(&move, &draft);
	err = write_plan(&move);
	if (!err)
		err = draft_end(tx);
	return err ? err : keep(&move, note, 0, out_release);
}

/* ---- back ---- */

/* A session that came since gives up a code that the old plan needs. */
static void settle_code(const struct agenda *then, struct agenda_session *later)
{
	for (size_t i = 0; i < then->n_sessions; i++)
		if (later->code && then->sessions[i].code && !strcmp(later->code, then->sessions[i].code))
			later->code = later->id;
}

static void plan_as_then(struct move *move, const struct agenda *then)
{
	for (size_t i = 0; i < move->plan.n_sessions; i++) {
		struct agenda_session *session = &move->plan.sessions[i];
		const struct agenda_session *was = agenda_session_find_sorted(then, session->id);
		if (was) {
			*session = *was;
			continue;
		}
		session->state = SESSION_CANCELLED;
		settle_code(then, session);
	}
}

enum err release_restore(struct tx *tx, int64_t number, const char *note, struct release_row *out_release)
{
	struct move move;
	struct agenda then;
	struct release_row row;
	enum err err = check_note(tx, note);
	if (!err)
		err = release_get(tx_db(tx), tx_arena(tx), number, &row);
	if (!err)
		err = begin(tx, 0, &move);
	if (!err)
		err = release_plan(tx_db(tx), tx_arena(tx), number, &move.now, &then);
	if (err)
		return err;
	plan_as_then(&move, &then);
	err = write_plan(&move);
	return err ? err : keep(&move, note, number, out_release);
}
