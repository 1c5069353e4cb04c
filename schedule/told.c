/* See told.h. */
#include "schedule/told.h"

#include <string.h>

static const char *const WHOM[TOLD_WHOM_MAX] = {
	[TOLD_PERSON] = "person", [TOLD_INTERPRETERS] = "interpreters", [TOLD_DOOR] = "door"
};
static const char *const WHAT[TOLD_WHAT_MAX] = { [TOLD_RETIMED] = "retimed",
	[TOLD_MOVED] = "moved",
	[TOLD_CANCELLED] = "cancelled",
	[TOLD_REINSTATED] = "reinstated" };

const char *told_whom_key(enum told_whom whom)
{
	return WHOM[whom];
}

const char *told_what_key(enum told_what what)
{
	return WHAT[what];
}

static struct told_place place_of(const struct told_state *state, size_t i)
{
	const struct agenda_session *session = &state->agenda->sessions[i];
	return (struct told_place){ .starts_at = state->times[i].starts_at,
		.ends_at = state->times[i].ends_at,
		.room = agenda_room_index_now(session),
		.is_off = session->state == SESSION_CANCELLED };
}

struct told_changes told_compare(const struct told_state *before, const struct told_state *after, struct arena *arena)
{
	size_t n = after->agenda->n_sessions;
	struct told_changes changes = { .items = arena_array(arena, struct told_change, n + 1) };
	for (size_t i = 0; i < n; i++) {
		struct told_place was = place_of(before, i), is = place_of(after, i);
		if (was.starts_at != is.starts_at || was.ends_at != is.ends_at || was.room != is.room ||
		    was.is_off != is.is_off)
			changes.items[changes.n++] = (struct told_change){ i, was, is, &after->times[i], false };
	}
	return changes;
}

bool told_news(const struct told_place *was, const struct told_place *is, enum told_what *out_what)
{
	enum told_what what;
	if (was->is_off && is->is_off)
		return false;
	if (was->is_off != is->is_off)
		what = is->is_off ? TOLD_CANCELLED : TOLD_REINSTATED;
	else if (was->room != is->room)
		what = TOLD_MOVED;
	else if (was->starts_at != is->starts_at)
		what = TOLD_RETIMED;
	else
		return false;
	*out_what = what;
	return true;
}

static bool same_person(const struct agenda_person *a, const struct agenda_person *b)
{
	if (a->id && b->id)
		return strcmp(a->id, b->id) == 0;
	return !a->id && !b->id && strcmp(a->name ? a->name : "", b->name ? b->name : "") == 0;
}

/* Does the person stand earlier in the list, in another role? */
static bool is_repeated(const struct agenda_session *session, size_t person)
{
	for (size_t i = 0; i < person; i++)
		if (same_person(&session->persons[i], &session->persons[person]))
			return true;
	return false;
}

size_t told_parties(const struct agenda *agenda, const struct told_change *change, struct arena *arena,
    struct told_party **out_parties)
{
	const struct agenda_session *session = &agenda->sessions[change->session];
	struct told_party *parties = arena_array(arena, struct told_party, session->n_persons + 2);
	bool has_begun = session->state == SESSION_RUNNING || session->state == SESSION_ENDED;
	bool is_ours =
	    session->kind != SESSION_BREAK && session->kind != SESSION_VIDEO && session->kind != SESSION_FOREIGN;
	enum told_what what;
	size_t n = 0;
	*out_parties = parties;
	if (has_begun || !is_ours || !told_news(&change->was, &change->is, &what))
		return 0;
	for (size_t i = 0; i < session->n_persons; i++)
		if (!is_repeated(session, i))
			parties[n++] = (struct told_party){ TOLD_PERSON, &session->persons[i] };
	if (session->interpretation)
		parties[n++] = (struct told_party){ TOLD_INTERPRETERS, NULL };
	if (what != TOLD_RETIMED || session->by_invitation)
		parties[n++] = (struct told_party){ TOLD_DOOR, NULL };
	return n;
}
