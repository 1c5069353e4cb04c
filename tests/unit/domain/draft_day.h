/* A draft on a day to test with: its acts, and what is released and planned after them. */
#ifndef P2C_TESTS_DRAFT_DAY_H
#define P2C_TESTS_DRAFT_DAY_H

#include "domain/draft.h"
#include "domain/release.h"
#include "tests/unit/domain/day.h"

/* What an act needs; members that are 0 are not said. */
struct draft_act {
	const struct agenda_session *session;
	const char *id, *note;
	unsigned fields;
	int64_t version, number;
	bool force;
	struct release_row release;
};

/* Acts for day_run; ctx is a struct draft_act. */
enum err draft_act_put(struct tx *tx, void *ctx);
enum err draft_act_remove(struct tx *tx, void *ctx);
enum err draft_act_drop(struct tx *tx, void *ctx);
enum err draft_act_discard(struct tx *tx, void *ctx); /* of no ctx */
/* What the day does to a session; ctx is the struct agenda_session as it becomes. */
enum err draft_act_live(struct tx *tx, void *ctx);

/* Acts run. A session is put over the version that its row has now; out_release may be NULL. */
enum err draft_day_put(struct day_rig *day, const struct agenda_session *session, unsigned fields);
enum err draft_day_release(struct day_rig *day, bool force, struct release_row *out_release);
enum err draft_day_restore(struct day_rig *day, int64_t number);

/* The draft as it is, a session in what is released and in what is planned (each must be there), and the version of
 * its row in the draft; 0 when it has none. */
struct draft draft_day_now(struct day_rig *day);
struct agenda_session draft_day_released(struct day_rig *day, const char *id);
struct agenda_session draft_day_planned(struct day_rig *day, const char *id);
int64_t draft_day_version(struct day_rig *day, const char *id);

/* Two rooms and a panel in each. */
struct draft_given {
	struct day_rig *day;
	const char *panel, *other;
};
struct draft_given draft_day_panels(struct day_rig *day);

#endif
