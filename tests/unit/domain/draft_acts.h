/* The draft and its releases as changes of a day to test with. */
#ifndef P2C_TESTS_DRAFT_ACTS_H
#define P2C_TESTS_DRAFT_ACTS_H

#include "domain/draft.h"
#include "domain/release.h"
#include "tests/unit/domain/day.h"

struct draft_act {
	const struct agenda_session *session;
	const char *id, *note;
	unsigned fields;
	int64_t version, number;
	bool force;
	struct release_row release;
};
/* Acts for day_run with a draft_act; act_live takes a session as the day makes it. */
enum err act_put(struct tx *tx, void *ctx);
enum err act_remove(struct tx *tx, void *ctx);
enum err act_drop(struct tx *tx, void *ctx);
enum err act_discard(struct tx *tx, void *ctx);
enum err act_live(struct tx *tx, void *ctx);

struct draft draft_now(struct day_rig *day);
/* A session as it is released, and as it would be. */
struct agenda_session draft_released(struct day_rig *day, const char *id);
struct agenda_session draft_planned(struct day_rig *day, const char *id);
/* The version of its row in the draft; 0 for none. */
int64_t draft_row_version(struct day_rig *day, const char *id);
/* On whatever version it has. */
enum err draft_said(struct day_rig *day, const struct agenda_session *session, unsigned fields);
enum err draft_release(struct day_rig *day, bool force, struct release_row *out_release);
enum err draft_restore(struct day_rig *day, int64_t number);

/* Two rooms, and two panels that stand in none. */
struct two_panels {
	struct day_rig *day;
	const char *panel, *other;
};
struct two_panels given_two_panels(struct day_rig *day);

#endif
