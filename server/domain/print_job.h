/* Print jobs: who wants which badge on which printer, and every step on the way. Each act runs inside a change and is
 * journalled; print_rules.h says which are allowed. Who carries them out is server/print/. */
#ifndef P2C_DOMAIN_PRINT_JOB_H
#define P2C_DOMAIN_PRINT_JOB_H

#include "domain/print_reason.h"
#include "domain/print_rules.h"
#include "store/print.h"
#include "store/tx.h"

/* The badge with this serial is to be printed; call it in the change that issues it. `desk` may be NULL. ERR_INVALID
 * with field "printer" or "serial" when there is none, ERR_STEP for a printer that is switched off,
 * ERR_BADGE_REVOKED, ERR_CONFLICT where the badge was printed, may have been, or waits already: two of one code would
 * both be let in. */
enum err print_enqueue(
    struct tx *tx, const char *printer_id, int64_t serial, const char *desk, const char **out_job_id);
/* A badge of nobody, to see whether the printer prints. ERR_NOT_FOUND, ERR_STEP. */
enum err print_enqueue_test(struct tx *tx, const char *printer_id, const char **out_job_id);

/* A person looked into the tray, for an `unknown` job. When it is not there the printer is told to drop it. */
enum err print_job_answer(struct tx *tx, const char *id, bool printed, struct print_job *out_job);
/* The same badge once more, as a new job, for one that failed or was cancelled; NULL takes the same printer. ERR_STEP
 * for any other, and what print_enqueue refuses. */
enum err print_job_again(struct tx *tx, const char *id, const char *printer_id, struct print_job *out_job);
/* Takes it back: at once while it is queued; later the printer is told to drop it. ERR_STEP when it is over. */
enum err print_job_cancel(struct tx *tx, const char *id, struct print_job *out_job);
/* All queued jobs of a printer go to another one, to its backup with NULL. ERR_INVALID, ERR_STEP. */
enum err print_job_hand_over(struct tx *tx, const char *printer_id, const char *to_id, int64_t *out_moved);

/* What the printing room found out. */
struct print_step {
	const char *job_id, *printer_id; /* ERR_STEP when it was handed over to another one meanwhile */
	enum print_act act;
	enum print_reason why;
	const char *words; /* more than the reason's own sentence; NULL for none */
	int64_t remote_id; /* 0 leaves it as it is */
};
/* ERR_STEP when the table does not allow it any more: somebody else was faster. A note that says nothing new is OK
 * and changes nothing. */
enum err print_job_step(struct tx *tx, const struct print_step *step, struct print_job *out_job);

#endif
