/* What is on in a room and what comes next, by expected times. See expected.h. */
#include "schedule/expected.h"

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static bool is_over(const struct agenda_session *session)
{
	return session->state == SESSION_ENDED || session->state == SESSION_CANCELLED;
}

/* The session that is on: a running one first, then the latest start. */
static const struct agenda_session *on_now(
    const struct agenda *agenda, const struct expected *times, int room, int64_t now)
{
	const struct agenda_session *best = NULL;
	for (size_t i = 0; i < agenda->n_sessions; i++) {
		const struct agenda_session *session = &agenda->sessions[i];
		bool running = session->state == SESSION_RUNNING;
		bool its_time = times[i].starts_at <= now && now < times[i].ends_at;
		if (agenda_room_index_now(session) != room || is_over(session) || !(running || its_time))
			continue;
		bool best_runs = best && best->state == SESSION_RUNNING;
		bool starts_later = best && times[i].starts_at > times[best - agenda->sessions].starts_at;
		if (!best || (running && !best_runs) || (running == best_runs && starts_later))
			best = session;
	}
	return best;
}

struct expected_now_next expected_now_next(
    const struct agenda *agenda, const struct expected *times, int room, int64_t now)
{
	struct expected_now_next found = { .now = on_now(agenda, times, room, now) };
	/* While something runs over its time, what waits for it is next although its own time has come. */
	int64_t after = found.now ? earlier(now, times[found.now - agenda->sessions].ends_at - 1) : now;
	for (size_t i = 0; i < agenda->n_sessions; i++) {
		const struct agenda_session *session = &agenda->sessions[i];
		bool candidate = agenda_room_index_now(session) == room && session != found.now &&
				 session->state == SESSION_PLANNED;
		if (!candidate || times[i].starts_at <= after)
			continue;
		if (!found.next || times[i].starts_at < times[found.next - agenda->sessions].starts_at)
			found.next = session;
	}
	return found;
}
