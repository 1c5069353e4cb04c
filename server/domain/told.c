/* See told.h. */
#include "domain/told.h"

#include "base/id.h"
#include "base/jsonw.h"
#include "domain/programme.h"
#include "store/db.h"

#include <string.h>

static const int64_t HOUR_MS = 3600000;

static const char *room_id(const struct agenda *agenda, int room)
{
	return room >= 0 && (size_t)room < agenda->n_rooms ? agenda->rooms[room].id : "";
}

/* What a row says that they know, or that is so, as a place. Rooms the agenda no longer has are none. */
static struct told_place place_of(const struct agenda *agenda, int64_t at, const char *room)
{
	struct told_place place = { .starts_at = at, .room = -1, .is_off = !at };
	for (size_t i = 0; i < agenda->n_rooms; i++)
		if (strcmp(agenda->rooms[i].id, room) == 0)
			place.room = (int)i;
	return place;
}

/* The row of a party: the one that is there, or a new one. */
static enum err row_of(struct tx *tx, const struct agenda_session *session, const struct told_party *party,
    struct tell *out_tell, bool *out_is_new)
{
	const struct agenda_person *person = party->person;
	const char *who = !person ? "" : person->id ? person->id : person->name;
	enum err err = tell_find(tx_db(tx), tx_arena(tx), session->id, told_whom_key(party->whom), who, out_tell);
	*out_is_new = err == ERR_NOT_FOUND;
	if (err != ERR_NOT_FOUND)
		return err;
	struct id id = tx_new_id(tx);
	*out_tell = (struct tell){ .id = arena_dup(tx_arena(tx), id.text),
		.session_id = session->id,
		.whom = told_whom_key(party->whom),
		.who = who,
		.person_id = person && person->id ? person->id : "",
		.name = person ? person->name : "",
		.done_by = "" };
	return OK;
}

/* From what they know: what they were told, or, when nobody did, what they knew before. */
static enum err note(struct tx *tx, const struct agenda *agenda, const struct told_change *change,
    const struct told_party *party, struct tell *out_tell, bool *out_is_open)
{
	bool is_new;
	enum told_what what;
	enum err err = row_of(tx, &agenda->sessions[change->session], party, out_tell, &is_new);
	if (err)
		return err;
	if (is_new && change->is_far)
		return OK;
	struct told_place knows = is_new              ? change->was
				  : out_tell->done_at ? place_of(agenda, out_tell->to.at, out_tell->to.room)
						      : place_of(agenda, out_tell->from.at, out_tell->from.room);
	*out_is_open = told_news(&knows, &change->is, &what);
	if (!*out_is_open)
		return is_new || out_tell->done_at ? OK : tell_drop(tx_db(tx), out_tell->id);
	out_tell->version++;
	out_tell->role = party->person ? person_role_key(party->person->role) : "";
	out_tell->what = told_what_key(what);
	out_tell->from.at = knows.is_off ? 0 : knows.starts_at;
	out_tell->from.room = room_id(agenda, knows.room);
	out_tell->to.at = change->is.is_off ? 0 : change->is.starts_at;
	out_tell->to.room = room_id(agenda, change->is.room);
	out_tell->made_at = tx_now(tx);
	out_tell->done_at = 0;
	out_tell->done_by = "";
	return tell_put(tx_db(tx), out_tell);
}

enum err told_note(struct tx *tx, const struct agenda *agenda, const struct told_changes *changes,
    struct tell **out_tells, size_t *out_n)
{
	struct told_party *parties;
	size_t most = 0, n = 0;
	enum err err = OK;
	for (size_t i = 0; i < changes->n; i++)
		most += agenda->sessions[changes->items[i].session].n_persons + 2;
	struct tell *tells = arena_array(tx_arena(tx), struct tell, most + 1);
	for (size_t i = 0; !err && i < changes->n; i++) {
		size_t n_parties = told_parties(agenda, &changes->items[i], tx_arena(tx), &parties);
		for (size_t p = 0; !err && p < n_parties; p++) {
			bool is_open = false;
			err = note(tx, agenda, &changes->items[i], &parties[p], &tells[n], &is_open);
			n += !err && is_open;
		}
	}
	if (err)
		return err;
	*out_tells = tells;
	*out_n = n;
	if (!n)
		return OK;
	return tx_journal(
	    tx, &(struct journal_note){ .topic = "told", .action = "told.open", .subject = "told", .version = 1 });
}

/* ---- edits of the plan ---- */

/* What was before, session by session as it is after: what is new was never expected elsewhere. */
static struct told_state lined_up(
    const struct told_state *before, const struct told_state *after, struct arena *arena)
{
	size_t n = after->agenda->n_sessions;
	struct agenda *agenda = arena_new(arena, struct agenda);
	struct expected *times = arena_array(arena, struct expected, n + 1);
	*agenda = *after->agenda;
	agenda->sessions = arena_array(arena, struct agenda_session, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct agenda_session *session = &after->agenda->sessions[i],
					    *was = agenda_session_find_sorted(before->agenda, session->id);
		agenda->sessions[i] = was ? *was : *session;
		times[i] = was ? before->times[was - before->agenda->sessions] : after->times[i];
	}
	return (struct told_state){ agenda, times };
}

static bool is_near(const struct told_place *place, int64_t now)
{
	return place->ends_at > now && place->starts_at < now + TOLD_HOURS * HOUR_MS;
}

enum err told_edit(struct tx *tx, const struct agenda *before)
{
	struct agenda agenda;
	struct tell *tells;
	size_t n;
	enum err err = programme_around(tx_db(tx), tx_arena(tx), NULL, &agenda);
	if (err)
		return err;
	struct told_state then = { before, expected_times(before, tx_arena(tx)) },
			  is = { &agenda, expected_times(&agenda, tx_arena(tx)) },
			  was = lined_up(&then, &is, tx_arena(tx));
	struct told_changes changes = told_compare(&was, &is, tx_arena(tx));
	for (size_t i = 0; i < changes.n; i++)
		changes.items[i].is_far =
		    !is_near(&changes.items[i].was, tx_now(tx)) && !is_near(&changes.items[i].is, tx_now(tx));
	return told_note(tx, &agenda, &changes, &tells, &n);
}

/* ---- telling ---- */

enum err told_forget(struct tx *tx, const char *session_id)
{
	return tell_close(tx_db(tx), session_id);
}

static const char *done_json(struct tx *tx, const struct tell *tell)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "session", tell->session_id);
	jsonw_text(&w, "whom", tell->whom);
	jsonw_text(&w, "what", tell->what);
	jsonw_object_end(&w);
	return buf_keep(&out, tx_arena(tx));
}

enum err told_done(struct tx *tx, const char *id, struct tell *out_tell)
{
	struct tell tell;
	enum err err = tell_get(tx_db(tx), tx_arena(tx), id, &tell);
	if (err)
		return err;
	if (tell.done_at)
		return fault_set(tx_fault(tx), ERR_STEP, NULL, "They have been told already.");
	tell.version++;
	tell.done_at = tx_now(tx);
	tell.done_by = tx_actor(tx);
	err = tell_put(tx_db(tx), &tell);
	if (!err)
		err = tx_journal(tx, &(struct journal_note){ .topic = "told",
					 .action = "told.done",
					 .subject = tell.id,
					 .version = tell.version,
					 .data = done_json(tx, &tell) });
	if (!err)
		*out_tell = tell;
	return err;
}
