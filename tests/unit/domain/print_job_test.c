/* Print jobs as the desk and the printing room act on them: what is queued, who was faster, what is refused. */
#include "tests/unit/domain/day.h"

#include "domain/print_job.h"
#include "domain/printer.h"

#include <stdio.h>
#include <string.h>

struct acting {
	const char *printer, *to, *job;
	int64_t serial;
	struct print_step step;
	bool printed;
	struct print_job out;
	char made[40];
	int64_t moved;
};

static enum err enter(struct tx *tx, void *ctx)
{
	struct acting *a = ctx;
	struct printer_row row;
	struct printer_form form = { .name = a->printer, .uri = "ipp://10.0.0.1/ipp/print" };
	enum err err = printer_enter(tx, &form, &row);
	snprintf(a->made, sizeof a->made, "%s", err ? "" : row.id);
	return err;
}

static enum err enqueue(struct tx *tx, void *ctx)
{
	struct acting *a = ctx;
	const char *id;
	enum err err = print_enqueue(tx, a->printer, a->serial, "4", &id);
	snprintf(a->made, sizeof a->made, "%s", err ? "" : id);
	return err;
}

static enum err step(struct tx *tx, void *ctx)
{
	struct acting *a = ctx;
	return print_job_step(tx, &a->step, &a->out);
}

static enum err answer(struct tx *tx, void *ctx)
{
	struct acting *a = ctx;
	return print_job_answer(tx, a->job, a->printed, &a->out);
}

static enum err cancel(struct tx *tx, void *ctx)
{
	struct acting *a = ctx;
	return print_job_cancel(tx, a->job, &a->out);
}

static enum err hand_over(struct tx *tx, void *ctx)
{
	struct acting *a = ctx;
	return print_job_hand_over(tx, a->printer, a->to, &a->moved);
}

static const char *a_printer(struct day_rig *day, const char *name)
{
	struct acting a = { .printer = name };
	assert_int_equal(day_run(day, enter, &a), OK);
	return arena_dup(day->arena, a.made);
}

static int64_t a_badge(struct day_rig *day)
{
	struct badge badge;
	assert_int_equal(day_badge(day, day_somebody(day, "Ada").id, "", &badge), OK);
	return badge.serial;
}

static const char *a_job(struct day_rig *day, const char *printer)
{
	struct acting a = { .printer = printer, .serial = a_badge(day) };
	assert_int_equal(day_run(day, enqueue, &a), OK);
	return arena_dup(day->arena, a.made);
}

static struct print_job job_now(struct day_rig *day, const char *id)
{
	struct print_job job;
	assert_int_equal(print_job_get(day->db, day->arena, id, &job), OK);
	return job;
}

static enum err act(struct day_rig *day, const char *printer, const char *job, enum print_act what)
{
	struct acting a = { .step = { .job_id = job, .printer_id = printer, .act = what } };
	return day_run(day, step, &a);
}

static void a_badge_is_queued_with_its_entry(void **state)
{
	struct day_rig *day = *state;
	const char *job = a_job(day, a_printer(day, "P1"));
	day_expect_entry(day, "print", "print.queue", job, 1);
	struct print_job now = job_now(day, job);
	assert_string_equal(now.state, "queued");
	assert_string_equal(now.desk, "4");
	assert_string_equal(now.printer_name, "P1");
}

static void the_same_badge_is_not_queued_twice(void **state)
{
	struct day_rig *day = *state;
	const char *printer = a_printer(day, "P1");
	struct acting again = { .printer = printer, .serial = job_now(day, a_job(day, printer)).serial };
	assert_int_equal(day_run(day, enqueue, &again), ERR_CONFLICT);
	day_expect_fault(day, ERR_CONFLICT, "serial");
}

static void a_job_that_was_handed_over_is_not_sent_by_the_first_printer(void **state)
{
	struct day_rig *day = *state;
	const char *first = a_printer(day, "P1"), *second = a_printer(day, "P2"), *job = a_job(day, first);
	struct acting over = { .printer = first, .to = second };
	assert_int_equal(day_run(day, hand_over, &over), OK);
	assert_int_equal(over.moved, 1);
	assert_int_equal(act(day, first, job, PRINT_SEND), ERR_STEP);
	assert_int_equal(act(day, second, job, PRINT_SEND), OK);
	assert_int_equal(job_now(day, job).attempts, 1);
}

static void what_was_sent_stays_with_its_printer(void **state)
{
	struct day_rig *day = *state;
	const char *first = a_printer(day, "P1"), *second = a_printer(day, "P2"), *job = a_job(day, first);
	struct acting over = { .printer = first, .to = second };
	assert_int_equal(act(day, first, job, PRINT_SEND), OK);
	assert_int_equal(day_run(day, hand_over, &over), OK);
	assert_int_equal(over.moved, 0);
	assert_string_equal(job_now(day, job).printer_id, first);
}

static void a_cancelled_job_is_not_sent(void **state)
{
	struct day_rig *day = *state;
	const char *printer = a_printer(day, "P1"), *job = a_job(day, printer);
	struct acting a = { .job = job };
	assert_int_equal(day_run(day, cancel, &a), OK);
	assert_int_equal(act(day, printer, job, PRINT_SEND), ERR_STEP);
	day_expect_fault(day, ERR_STEP, "state");
}

static void what_nobody_wants_does_not_go_back_to_the_queue(void **state)
{
	struct day_rig *day = *state;
	const char *printer = a_printer(day, "P1"), *job = a_job(day, printer);
	struct acting a = { .job = job };
	assert_int_equal(act(day, printer, job, PRINT_SEND), OK);
	assert_int_equal(day_run(day, cancel, &a), OK);
	assert_true(job_now(day, job).withdraw);
	assert_int_equal(act(day, printer, job, PRINT_RETURN), OK);
	assert_string_equal(job_now(day, job).state, "cancelled");
}

static void a_person_answers_for_an_unknown_job_once(void **state)
{
	struct day_rig *day = *state;
	const char *printer = a_printer(day, "P1"), *job = a_job(day, printer);
	struct acting a = { .job = job, .printed = false };
	assert_int_equal(day_run(day, answer, &a), ERR_STEP);
	assert_int_equal(act(day, printer, job, PRINT_SEND), OK);
	assert_int_equal(act(day, printer, job, PRINT_LOSE), OK);
	assert_int_equal(day_run(day, answer, &a), OK);
	day_expect_entry(day, "print", "print.missing", job, 4);
	assert_true(job_now(day, job).withdraw);
	a.printed = true;
	assert_int_equal(day_run(day, answer, &a), ERR_STEP);
}

static void a_note_that_says_nothing_new_is_not_written(void **state)
{
	struct day_rig *day = *state;
	const char *printer = a_printer(day, "P1"), *job = a_job(day, printer);
	int64_t before = day_entries(day);
	assert_int_equal(act(day, printer, job, PRINT_NOTE), OK);
	assert_int_equal(day_entries(day), before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(a_badge_is_queued_with_its_entry),
		day_test(the_same_badge_is_not_queued_twice),
		day_test(a_job_that_was_handed_over_is_not_sent_by_the_first_printer),
		day_test(what_was_sent_stays_with_its_printer),
		day_test(a_cancelled_job_is_not_sent),
		day_test(what_nobody_wants_does_not_go_back_to_the_queue),
		day_test(a_person_answers_for_an_unknown_job_once),
		day_test(a_note_that_says_nothing_new_is_not_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
