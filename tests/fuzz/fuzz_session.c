/* Any bytes as a session that a draft or a release kept: never a crash, and what is read is written and read again as
 * the same. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/jsonw.h"
#include "schedule/agenda.h"
#include "schedule/session_json.h"

#include <stdlib.h>
#include <string.h>

static void write(struct buf *out, const struct agenda *agenda, const struct agenda_session *session)
{
	struct jsonw w = jsonw_start(out);
	out->len = 0;
	session_json_write(&w, NULL, agenda, session);
}

/* Before 1970 some zones were seconds off, which RFC 3339 cannot say: such a time comes back as another. */
static bool is_of_our_time(const struct agenda_session *session)
{
	return session->starts_at >= 0 && session->ends_at >= 0 && session->started_at >= 0 &&
	       session->ended_at >= 0 && session->moved_starts_at >= 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct agenda_room rooms[] = { { .id = "r1", .name = "Hall" }, { .id = "r2", .name = "Other" } };
	struct arena *arena = arena_create();
	struct agenda_session session = { 0 }, again = { 0 };
	struct agenda agenda = { .rooms = rooms, .n_rooms = 2, .sessions = &session, .n_sessions = 1 };
	struct buf one = { 0 }, two = { 0 };
	if (clock_zone_set("Europe/Berlin") != OK)
		abort();
	if (session_json_read(arena, &agenda, arena_copy(arena, (const char *)data, size), &session)) {
		write(&one, &agenda, &session);
		if (!session_json_read(arena, &agenda, buf_text(&one), &again))
			abort();
		write(&two, &agenda, &again);
		if (is_of_our_time(&session) && strcmp(buf_text(&one), buf_text(&two)) != 0)
			abort();
	}
	buf_finish(&one);
	buf_finish(&two);
	arena_destroy(arena);
	return 0;
}
