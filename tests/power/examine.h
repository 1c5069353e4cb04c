/* Looks at what a cut left, as the server would that starts when the power returns: does it open, is it whole, is it
 * the same history, and does it have everything that was promised and nothing that nobody had asked for yet? */
#ifndef P2C_TESTS_POWER_EXAMINE_H
#define P2C_TESTS_POWER_EXAMINE_H

#include "base/err.h"
#include "tests/power/promise.h"

struct examiner;

/* `history` is a folder with all that the tape wrote; `data` the name of the data folder in it. */
struct examiner *examiner_create(const struct tape *tape, const char *data, const char *history);
void examiner_destroy(struct examiner *examiner);
const struct promises *examiner_promises(const struct examiner *examiner);

struct finding {
	struct fault broken; /* OK: it is whole */
	int promised, missing;
	struct fault first_missing;
};
/* Opens what stands in `folder` after a cut before entry `at`, and closes it. `copies`: reads every copy (snapshots,
 * backups), too. */
void examine(struct examiner *examiner, const char *folder, size_t at, bool copies, struct finding *out_finding);

#endif
