/* See draft_acts.h. */
#include "tests/unit/domain/draft_acts.h"

#include "domain/room.h"

enum err act_put(struct tx *tx, void *ctx)
{
	struct draft_act *act = ctx;
	return draft_put(tx, act->session, act->fields, act->version);
}

enum err act_remove(struct tx *tx, void *ctx)
{
	return draft_remove(tx, ((struct draft_act *)ctx)->id);
}

enum err act_drop(struct tx *tx, void *ctx)
{
	return draft_drop(tx, ((struct draft_act *)ctx)->id);
}

enum err act_discard(struct tx *tx, void *ctx)
{
	(void)ctx;
	return draft_discard(tx);
}

static enum err act_release(struct tx *tx, void *ctx)
{
	struct draft_act *act = ctx;
	return release_make(tx, act->note ? act->note : "", act->force, &act->release);
}

static enum err act_restore(struct tx *tx, void *ctx)
{
	struct draft_act *act = ctx;
	return release_restore(tx, act->number, act->note ? act->note : "", &act->release);
}

/* What the day does to a session. */
enum err act_live(struct tx *tx, void *ctx)
{
	const struct agenda_session *session = ctx;
	struct agenda agenda;
	assert_int_equal(programme_get(tx_db(tx), tx_arena(tx), &agenda, NULL), OK);
	struct programme_place place = programme_place_of(&agenda, session);
	return programme_write(tx, session, &place, session->version, "session.act");
}

struct draft draft_now(struct day_rig *day)
{
	struct draft draft;
	assert_int_equal(draft_get(day->db, day->arena, &draft), OK);
	return draft;
}

struct agenda_session draft_released(struct day_rig *day, const char *id)
{
	struct draft draft = draft_now(day);
	const struct agenda_session *found = agenda_session_find_sorted(&draft.released, id);
	assert_non_null(found);
	return *found;
}

struct agenda_session draft_planned(struct day_rig *day, const char *id)
{
	struct draft draft = draft_now(day);
	const struct agenda_session *found = agenda_session_find(&draft.planned, id);
	assert_non_null(found);
	return *found;
}

int64_t draft_row_version(struct day_rig *day, const char *id)
{
	struct draft draft = draft_now(day);
	const struct draft_session *found = draft_find(&draft, id);
	return found ? found->row->version : 0;
}

enum err draft_said(struct day_rig *day, const struct agenda_session *session, unsigned fields)
{
	struct draft_act act = {
		.session = session, .fields = fields, .version = draft_row_version(day, session->id)
	};
	return day_run(day, act_put, &act);
}

enum err draft_release(struct day_rig *day, bool force, struct release_row *out)
{
	struct draft_act act = { .force = force, .note = "A note" };
	enum err err = day_run(day, act_release, &act);
	if (!err && out)
		assert_int_equal(release_get(day->db, day->arena, act.release.number, out), OK);
	return err;
}

enum err draft_restore(struct day_rig *day, int64_t number)
{
	struct draft_act act = { .number = number };
	return day_run(day, act_restore, &act);
}

static enum err add_room(struct tx *tx, void *ctx)
{
	return room_keep(tx, ctx);
}

struct two_panels given_two_panels(struct day_rig *day)
{
	static const struct agenda_room ROOMS[] = { { .id = "room-a", .name = "Hall A", .position = 1 },
		{ .id = "room-b", .name = "Hall B", .position = 2 } };
	for (int i = 0; i < 2; i++)
		assert_int_equal(day_run(day, add_room, (void *)(uintptr_t)&ROOMS[i]), OK);
	struct two_panels given = { day, day_session(day, "Access"), day_session(day, "Adoption") };
	return given;
}
