/* What became of a badge that was sent: the printer is asked until it says printed, failed or cancelled, or until
 * nobody can tell. Nothing is ever sent again from here. See state.h. */
#include "print/state.h"

#include <string.h>

enum { WHOLE_MS = 5000, POLL_MS = 250, SILENT_MS = 8000 };

static void inquire(struct errand *errand);

static void lose(struct errand *errand, enum print_reason why)
{
	errand_save(errand, PRINT_LOSE, errand->doubt == PRINT_WHY_NONE ? why : errand->doubt, NULL, errand_rest);
}

static void again(struct errand *errand)
{
	errand_in(errand, POLL_MS, inquire);
}

/* No answer is no news, for a while. */
static void is_silent(struct errand *errand)
{
	int64_t now = asking_clock();
	errand->silent_since = errand->silent_since ? errand->silent_since : now;
	if (now - errand->silent_since < SILENT_MS)
		again(errand);
	else
		lose(errand, PRINT_WHY_SILENT);
}

/* ---- telling the printer to drop it ---- */

static void on_told(struct asking *asking, const struct talk_heard *heard, enum client_end end)
{
	struct errand *errand = PRINT_OF(asking, struct errand, asking);
	(void)end;
	errand->told_withdraw = heard != NULL;
	again(errand);
}

static void tell(struct errand *errand)
{
	struct talk_said said = { .ask = TALK_CANCEL, .job = errand->remote_id };
	asking_ask(&errand->asking, &said, NULL, WHOLE_MS, on_told);
}

/* ---- judging ---- */

/* Why it does not come out, as far as the printer says. */
static enum print_reason hold_of(const struct printer *printer)
{
	for (int why = PRINT_WHY_NONE + 1; why < PRINT_WHY_MAX; why++)
		if (printer->watch.caps.reasons & UINT64_C(1) << why && print_reason_holds((enum print_reason)why))
			return (enum print_reason)why;
	return PRINT_WHY_NONE;
}

/* It is at the printer still. */
static void judge_waiting(struct errand *errand, enum print_state now)
{
	enum print_reason hold = hold_of(errand->note.printer);
	errand->pause_ms = 0;
	bool has_all = !errand->sending.client;
	if (errand->state == PRINT_SENT && now == PRINT_ACCEPTED && has_all)
		errand_save(errand, PRINT_ACCEPT, hold, NULL, again);
	else if (errand->state != PRINT_PRINTING && now == PRINT_PRINTING)
		errand_save(errand, PRINT_START, hold, NULL, again);
	else if (errand->withdraw && !errand->told_withdraw && errand->remote_id)
		tell(errand);
	else if (errand->why != hold)
		errand_save(errand, PRINT_NOTE, hold, NULL, again);
	else
		again(errand);
}

/* A person called it missing: only what became of it in the end is news. */
static void judge_missing(struct errand *errand, enum talk_job_state state)
{
	if (state == TALK_JOB_DONE)
		errand_save(errand, PRINT_AFTER_ALL, PRINT_WHY_AFTER_ALL, NULL, errand_rest);
	else if (state == TALK_JOB_ABORTED || state == TALK_JOB_CANCELLED)
		errand_save(errand, PRINT_WITHDRAWN, PRINT_WHY_NONE, NULL, errand_rest);
	else if (errand->told_withdraw)
		again(errand);
	else
		tell(errand);
}

void inquiry_judge(struct errand *errand, const struct talk_job *job)
{
	errand->silent_since = 0;
	errand->remote_id = job->number ? job->number : errand->remote_id;
	if (errand->state == PRINT_FAILED) {
		judge_missing(errand, job->state);
		return;
	}
	switch (job->state) {
	case TALK_JOB_DONE:
		errand_save(errand, PRINT_FINISH, PRINT_WHY_NONE, NULL, errand_rest);
		return;
	case TALK_JOB_ABORTED:
		errand_save(errand, PRINT_FAIL, PRINT_WHY_ABORTED, NULL, errand_rest);
		return;
	case TALK_JOB_CANCELLED:
		errand_save(
		    errand, PRINT_DROP, errand->withdraw ? PRINT_WHY_NONE : PRINT_WHY_DROPPED, NULL, errand_rest);
		return;
	default:
		judge_waiting(errand, job->state == TALK_JOB_AT_WORK ? PRINT_PRINTING : PRINT_ACCEPTED);
	}
}

static void is_not_there(struct errand *errand)
{
	if (errand->state == PRINT_FAILED)
		errand_save(errand, PRINT_WITHDRAWN, PRINT_WHY_NONE, NULL, errand_rest);
	else if (errand->sending.client)
		again(errand); /* not there yet */
	else
		lose(errand, PRINT_WHY_LOST);
}

/* ---- asking ---- */

static void on_job(struct asking *asking, const struct talk_heard *heard, enum client_end end)
{
	struct errand *errand = PRINT_OF(asking, struct errand, asking);
	(void)end;
	if (heard && heard->outcome == TALK_DONE && heard->n_jobs)
		inquiry_judge(errand, &heard->jobs[0]);
	else if (heard && heard->outcome == TALK_NOT_FOUND)
		is_not_there(errand);
	else
		is_silent(errand);
}

static void search(struct errand *errand);

/* Among those that wait first, then among those that are over. */
static void on_jobs(struct asking *asking, const struct talk_heard *heard, enum client_end end)
{
	struct errand *errand = PRINT_OF(asking, struct errand, asking);
	(void)end;
	if (!heard || heard->outcome == TALK_BUSY) {
		is_silent(errand);
		return;
	}
	for (size_t i = 0; i < heard->n_jobs; i++)
		if (strcmp(heard->jobs[i].name, errand->job_id) == 0) {
			inquiry_judge(errand, &heard->jobs[i]);
			return;
		}
	if (errand->over) {
		is_not_there(errand);
		return;
	}
	errand->over = true;
	search(errand);
}

static void search(struct errand *errand)
{
	struct talk_said said = { .ask = TALK_JOBS, .over = errand->over };
	asking_ask(&errand->asking, &said, NULL, WHOLE_MS, on_jobs);
}

static void inquire(struct errand *errand)
{
	struct talk_said said = { .ask = TALK_JOB, .job = errand->remote_id };
	if (errand->refused != PRINT_WHY_NONE) {
		errand_refused(errand);
	} else if (!errand->note.printer->watch.address_len) {
		is_silent(errand);
	} else if (errand->remote_id) {
		asking_ask(&errand->asking, &said, NULL, WHOLE_MS, on_job);
	} else {
		errand->over = false;
		search(errand);
	}
}

void inquiry_begin(struct errand *errand)
{
	errand->inquiring = true;
	inquire(errand);
}

void inquiry_withdraw(struct errand *errand)
{
	errand->withdraw = true;
	inquire(errand);
}
