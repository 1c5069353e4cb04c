/* See running.h. An act changes sessions in memory; what it touched is written, and the two states are compared. */
#include "domain/running.h"

#include "domain/plain_text.h"
#include "domain/programme.h"
#include "schedule/format.h"

#include <string.h>

static const int64_t MINUTE_MS = 60000, HOUR_MS = 3600000;

/* One act under way. */
struct running {
	struct tx *tx;
	const struct running_form *form;
	const struct agenda *before;
	struct agenda after;
	bool *touched;
};

typedef enum err act_on(struct running *r, struct agenda_session *session);

static enum err refuse(struct running *r, const char *sentence)
{
	return fault_set(tx_fault(r->tx), ERR_STEP, NULL, "%s", sentence);
}

/* The session as it will be; from now on it counts as changed. */
static struct agenda_session *touch(struct running *r, const struct agenda_session *session)
{
	size_t i = (size_t)(session - r->after.sessions);
	r->touched[i] = true;
	return &r->after.sessions[i];
}

/* When it happened: now, or as the form says, which may be late but not foretold. */
static enum err instant(struct running *r, int64_t *out_at)
{
	int64_t now = tx_now(r->tx), at = r->form->at ? r->form->at : now;
	if (at > now + MINUTE_MS || at < now - RUNNING_HOURS * HOUR_MS)
		return fault_set(tx_fault(r->tx), ERR_INVALID, "at",
		    "That is not an instant of the last %d hours. What is still to come is a delay.", RUNNING_HOURS);
	*out_at = at;
	return OK;
}

static enum err minutes(struct running *r, int64_t least, const char *what)
{
	if (r->form->minutes < least || r->form->minutes > RUNNING_MINUTES_MAX)
		return fault_set(tx_fault(r->tx), ERR_INVALID, "minutes", "%s is between %d and %d minutes.", what,
		    (int)least, RUNNING_MINUTES_MAX);
	return OK;
}

/* ---- begin and end ---- */

static void end_at(struct running *r, struct agenda_session *session, int64_t at)
{
	touch(r, session)->state = SESSION_ENDED;
	session->ended_at = at > session->started_at ? at : session->started_at;
}

static enum err act_start(struct running *r, struct agenda_session *session)
{
	int64_t at = 0;
	if (session->state != SESSION_PLANNED)
		return refuse(r, session->state == SESSION_CANCELLED ? "It is cancelled. Reinstate it first."
								     : "It has begun already.");
	enum err err = instant(r, &at);
	int room = agenda_room_index_now(session);
	for (size_t i = 0; !err && session->kind != SESSION_VIDEO && i < r->after.n_sessions; i++) {
		struct agenda_session *other = &r->after.sessions[i];
		if (other->state == SESSION_RUNNING && room >= 0 && agenda_room_index_now(other) == room)
			end_at(r, other, at);
	}
	if (err)
		return err;
	session->state = SESSION_RUNNING;
	session->started_at = at;
	return OK;
}

static enum err act_end(struct running *r, struct agenda_session *session)
{
	int64_t at = 0;
	enum err err = instant(r, &at);
	if (err)
		return err;
	if (session->state != SESSION_RUNNING)
		return refuse(r, "It is not running.");
	if (at < session->started_at)
		return fault_set(tx_fault(r->tx), ERR_INVALID, "at", "It had not begun by then.");
	end_at(r, session, at);
	return OK;
}

static enum err act_overrun(struct running *r, struct agenda_session *session)
{
	if (session->state != SESSION_PLANNED && session->state != SESSION_RUNNING)
		return refuse(r, "It is over or cancelled.");
	enum err err = minutes(r, 0, "An over-run");
	if (!err)
		session->overrun_minutes = (int)r->form->minutes;
	return err;
}

static enum err act_delay(struct running *r, struct agenda_session *session)
{
	enum err err = minutes(r, RUNNING_DELAY_MIN, "A delay");
	if (err)
		return err;
	if (session->started_at || session->ended_at)
		return refuse(r, "It has begun. Say by how much it runs over instead.");
	session->delay_minutes = (int)r->form->minutes;
	return OK;
}

/* ---- elsewhere, or not at all ---- */

static const char NOT_OURS[] = "This is a session of the conference; only its own office moves it.";

static bool may_move(const struct agenda_session *session)
{
	return session->kind != SESSION_FOREIGN && session->state == SESSION_PLANNED;
}

/* Puts it there; where the plan has it is nowhere else. */
static void place(struct agenda_session *session, int room, int64_t starts_at)
{
	session->moved_room = room == session->room || room < 0 ? 0 : room + 1;
	session->moved_starts_at = starts_at == session->starts_at ? 0 : starts_at;
}

static struct agenda_session *find(struct running *r, const char *id)
{
	const struct agenda_session *found = agenda_session_find(&r->after, id);
	return found ? &r->after.sessions[found - r->after.sessions] : NULL;
}

static enum err act_swap(struct running *r, struct agenda_session *session)
{
	struct agenda_session *other = r->form->with ? find(r, r->form->with) : NULL;
	if (!other || other == session)
		return fault_set(tx_fault(r->tx), ERR_INVALID, "with", "There is no other session of this id.");
	if (!may_move(session) || !may_move(other))
		return refuse(r, "Only two sessions of this event that have not begun can be swapped.");
	int room = agenda_room_index_now(session), others = agenda_room_index_now(other);
	int64_t start = expected_decided_start(session), start_of_other = expected_decided_start(other);
	if (room < 0 || others < 0)
		return refuse(r, "Both need a room to be swapped.");
	place(session, others, start_of_other);
	place(touch(r, other), room, start);
	/* What was announced for the old places no longer holds. */
	session->delay_minutes = other->delay_minutes = 0;
	return OK;
}

static int room_index(const struct agenda *agenda, const char *id)
{
	for (size_t i = 0; i < agenda->n_rooms; i++)
		if (strcmp(agenda->rooms[i].id, id) == 0)
			return (int)i;
	return -1;
}

static enum err take_reason(struct running *r, struct agenda_session *session)
{
	enum err err = plain_text_check(tx_fault(r->tx), "reason", r->form->reason, PLAIN_WORDS_MAX);
	if (!err && r->form->reason)
		session->reason = r->form->reason;
	return err;
}

static enum err act_move(struct running *r, struct agenda_session *session)
{
	const struct running_form *form = r->form;
	int room = form->room ? room_index(&r->after, form->room) : agenda_room_index_now(session);
	int64_t start = form->starts_at ? form->starts_at : expected_decided_start(session);
	if (!form->room && !form->starts_at)
		return fault_set(tx_fault(r->tx), ERR_FIELD_MISSING, "room", "Say where to, when to, or both.");
	if (form->room && room < 0)
		return fault_set(tx_fault(r->tx), ERR_INVALID, "room", "There is no such room.");
	if (form->starts_at && !format_instant_is_valid(form->starts_at))
		return fault_set(tx_fault(r->tx), ERR_INVALID, "starts_at", "This is no time a session can have.");
	if (session->kind == SESSION_FOREIGN)
		return refuse(r, NOT_OURS);
	if (session->state == SESSION_RUNNING ? form->starts_at != 0 : session->state != SESSION_PLANNED)
		return refuse(r, "It has begun, is over or cancelled. A running session can only change its room.");
	place(session, room, start);
	return take_reason(r, session);
}

static enum err act_cancel(struct running *r, struct agenda_session *session)
{
	if (session->kind == SESSION_FOREIGN)
		return refuse(r, NOT_OURS);
	if (session->state != SESSION_PLANNED)
		return refuse(r, session->state == SESSION_CANCELLED ? "It is cancelled already."
								     : "It has begun. End it instead.");
	session->state = SESSION_CANCELLED;
	return take_reason(r, session);
}

/* The other half of a swap: the session that stands in the planned place of this one, which stands in its. */
static struct agenda_session *partner_of(struct running *r, const struct agenda_session *session)
{
	for (size_t i = 0; i < r->after.n_sessions; i++) {
		struct agenda_session *other = &r->after.sessions[i];
		if (other != session && other->state == SESSION_PLANNED &&
		    (other->moved_room || other->moved_starts_at) && agenda_room_index_now(other) == session->room &&
		    agenda_room_index_now(session) == other->room &&
		    expected_decided_start(other) == session->starts_at &&
		    expected_decided_start(session) == other->starts_at)
			return other;
	}
	return NULL;
}

static enum err act_reinstate(struct running *r, struct agenda_session *session)
{
	bool is_off = session->state == SESSION_CANCELLED, is_moved = session->moved_room || session->moved_starts_at;
	if (!is_off && (!is_moved || session->state != SESSION_PLANNED))
		return refuse(r, "It was neither cancelled nor moved, or it has begun.");
	session->reason = "";
	if (is_off) {
		session->state = SESSION_PLANNED;
		return OK;
	}
	struct agenda_session *partner = partner_of(r, session);
	if (partner)
		place(touch(r, partner), partner->room, partner->starts_at);
	place(session, session->room, session->starts_at);
	return OK;
}

static const struct {
	const char *name, *action;
	act_on *act;
} ACTS[RUNNING_ACT_MAX] = {
	[RUNNING_START] = { "start", "session.start", act_start },
	[RUNNING_END] = { "end", "session.end", act_end },
	[RUNNING_OVERRUN] = { "overrun", "session.overrun", act_overrun },
	[RUNNING_DELAY] = { "delay", "session.delay", act_delay },
	[RUNNING_SWAP] = { "swap", "session.swap", act_swap },
	[RUNNING_MOVE] = { "move", "session.move", act_move },
	[RUNNING_CANCEL] = { "cancel", "session.cancel", act_cancel },
	[RUNNING_REINSTATE] = { "reinstate", "session.reinstate", act_reinstate },
};

bool running_act_find(const char *name, enum running_act *out_act)
{
	for (size_t i = 0; i < RUNNING_ACT_MAX; i++)
		if (strcmp(ACTS[i].name, name) == 0) {
			*out_act = (enum running_act)i;
			return true;
		}
	return false;
}

/* Writes what the act touched; what begins or is over needs no telling any more. */
static enum err write(struct running *r, const char *action)
{
	enum err err = OK;
	for (size_t i = 0; !err && i < r->after.n_sessions; i++) {
		struct agenda_session *session = &r->after.sessions[i];
		if (!r->touched[i])
			continue;
		struct programme_place at = programme_place_of(&r->after, session);
		err = programme_write(r->tx, session, &at, session->version, action);
		session->version++;
		if (!err && (session->state == SESSION_RUNNING || session->state == SESSION_ENDED))
			err = told_forget(r->tx, session->id);
	}
	return err;
}

static enum err begin(struct running *r, struct agenda *before, struct agenda_rows *out_rows)
{
	struct arena *arena = tx_arena(r->tx);
	enum err err = programme_get(tx_db(r->tx), arena, before, out_rows);
	if (err)
		return err;
	r->before = before;
	r->after = *before;
	r->after.sessions = arena_array(arena, struct agenda_session, before->n_sessions + 1);
	memcpy(r->after.sessions, before->sessions, before->n_sessions * sizeof *before->sessions);
	r->touched = arena_array(arena, bool, before->n_sessions + 1);
	return OK;
}

enum err running_do(struct tx *tx, enum running_act act, const char *session_id, const struct running_form *form,
    struct running_outcome *out_outcome)
{
	struct running r = { .tx = tx, .form = form };
	struct running_outcome out = { 0 };
	struct agenda before;
	struct agenda_session *session = NULL;
	enum err err = begin(&r, &before, &out.rows);
	if (!err)
		session = find(&r, session_id);
	if (!err && !session)
		err = ERR_NOT_FOUND;
	if (!err)
		err = ACTS[act].act(&r, touch(&r, session));
	if (err)
		return err;
	struct told_state was = { &before, expected_times(&before, tx_arena(tx)) };
	struct told_state is = { &r.after, expected_times(&r.after, tx_arena(tx)) };
	out.agenda = r.after;
	out.times = is.times;
	out.session = session;
	out.changes = told_compare(&was, &is, tx_arena(tx));
	err = told_note(tx, &r.after, &out.changes, &out.tells, &out.n_tells);
	if (!err)
		err = write(&r, ACTS[act].action);
	if (!err)
		*out_outcome = out;
	return err;
}
