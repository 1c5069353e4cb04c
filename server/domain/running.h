/* The day as it runs: sessions begin, run over, are delayed, swapped, moved, cancelled. One act each; the official
 * plan (room, starts_at, ends_at) is never rewritten, what follows for others is computed (schedule/expected.h), and
 * who has to be told is noted (domain/told.h). Not for the plan itself (programme.h). */
#ifndef P2C_DOMAIN_RUNNING_H
#define P2C_DOMAIN_RUNNING_H

#include "domain/told.h"
#include "store/read.h"

enum running_act {
	RUNNING_START,     /* now, or at `at`; what runs in its room ends then */
	RUNNING_END,       /* now, or at `at` */
	RUNNING_OVERRUN,   /* takes `minutes` longer than planned in all; 0 takes it back */
	RUNNING_DELAY,     /* begins `minutes` later than decided in all; 0 takes it back */
	RUNNING_SWAP,      /* exchanges its place with that of `with` */
	RUNNING_MOVE,      /* to `room`, to `starts_at`, or both; because of `reason` */
	RUNNING_CANCEL,    /* because of `reason` */
	RUNNING_REINSTATE, /* takes swap, move or cancellation back */
	RUNNING_ACT_MAX
};
/* By its name on the wire: "start". */
bool running_act_find(const char *name, enum running_act *out_act);

enum { RUNNING_DELAY_MIN = -60, RUNNING_MINUTES_MAX = 600, RUNNING_HOURS = 12 };

struct running_form {
	int64_t at, minutes, starts_at;   /* instants ms UTC, 0 for not said */
	const char *with, *room, *reason; /* NULL for not said */
};

/* What came of an act. Everything lives in the change's arena. */
struct running_outcome {
	struct agenda agenda;    /* as it is now */
	struct agenda_rows rows; /* as they were; of persons nothing changed */
	const struct expected *times;
	const struct agenda_session *session;
	struct told_changes changes;
	struct tell *tells;
	size_t n_tells;
};

/* Does it. ERR_NOT_FOUND; ERR_STEP with the sentence when the session is not in a state for that; ERR_INVALID names
 * the field of the form. */
enum err running_do(struct tx *tx, enum running_act act, const char *session_id, const struct running_form *form,
    struct running_outcome *out_outcome);

#endif
