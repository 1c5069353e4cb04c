/* The way of a print job, every act from every state; and the plain vocabulary of what goes wrong. */
#include "domain/print_reason.h"
#include "domain/print_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* One letter a state an act leads to, in the order of the states; "-" where it is refused. */
static const struct {
	enum print_act act;
	const char *leads; /* from queued sent accepted printing printed failed unknown cancelled */
} ROWS[] = {
	{ PRINT_SEND, "S-------" },
	{ PRINT_RETURN, "-Q------" },
	{ PRINT_NOTE, "QSAP----" },
	{ PRINT_ACCEPT, "-A------" },
	{ PRINT_START, "-PP-----" },
	{ PRINT_FINISH, "-DDD----" },
	{ PRINT_FAIL, "FFFF----" },
	{ PRINT_LOSE, "-UUU----" },
	{ PRINT_DROP, "-CCC----" },
	{ PRINT_CANCEL, "C-------" },
	{ PRINT_WITHDRAW, "-SAP----" },
	{ PRINT_SEEN, "------D-" },
	{ PRINT_MISSING, "------F-" },
	{ PRINT_WITHDRAWN, "-----F--" },
	{ PRINT_AFTER_ALL, "-----D--" },
};

static void every_act_from_every_state(void **state)
{
	(void)state;
	static const char LETTERS[] = "QSAPDFUC-";
	assert_int_equal(sizeof ROWS / sizeof *ROWS, PRINT_ACT_MAX);
	for (size_t i = 0; i < PRINT_ACT_MAX; i++)
		for (int from = 0; from <= PRINT_STATE_MAX; from++) {
			char expected = from < PRINT_STATE_MAX ? ROWS[i].leads[from] : '-';
			assert_int_equal(LETTERS[print_act_leads(ROWS[i].act, (enum print_state)from)], expected);
		}
}

/* Whatever happens to it, a job is sent again only from the queue, and comes back there only from `sent`. */
static void nothing_that_may_be_on_paper_is_sent_again(void **state)
{
	(void)state;
	for (int act = 0; act < PRINT_ACT_MAX; act++)
		for (int from = PRINT_ACCEPTED; from < PRINT_STATE_MAX; from++) {
			enum print_state to = print_act_leads((enum print_act)act, (enum print_state)from);
			assert_true(to != PRINT_QUEUED && (to != PRINT_SENT || act == PRINT_NOTE));
		}
}

static void the_room_has_to_do_with_what_is_not_over(void **state)
{
	(void)state;
	for (int at = 0; at <= PRINT_STATE_MAX; at++)
		assert_int_equal(print_state_is_open((enum print_state)at), at <= PRINT_PRINTING);
}

static void names_are_found_again(void **state)
{
	(void)state;
	for (int at = 0; at < PRINT_STATE_MAX; at++)
		assert_int_equal(print_state_find(print_state_name((enum print_state)at)), at);
	assert_int_equal(print_state_find("lost"), PRINT_STATE_MAX);
	for (int why = 0; why < PRINT_WHY_MAX; why++)
		assert_int_equal(print_reason_find(print_reason_key((enum print_reason)why)), why);
	assert_int_equal(print_reason_find("nonsense"), PRINT_WHY_NONE);
}

static enum print_reason heard(const char *keyword)
{
	return print_reason_read(keyword, strlen(keyword));
}

static void what_printers_say_is_put_plainly(void **state)
{
	(void)state;
	assert_int_equal(heard("media-empty-error"), PRINT_WHY_MEDIA_EMPTY);
	assert_int_equal(heard("media-empty"), PRINT_WHY_MEDIA_EMPTY);
	assert_int_equal(heard("media-needed-report"), PRINT_WHY_MEDIA_EMPTY);
	assert_int_equal(heard("door-open-warning"), PRINT_WHY_COVER_OPEN);
	assert_int_equal(heard("marker-supply-low-report"), PRINT_WHY_TONER_LOW);
	assert_int_equal(heard("offline-report"), PRINT_WHY_OFFLINE);
	assert_int_equal(heard("none"), PRINT_WHY_NONE);
	assert_int_equal(heard(""), PRINT_WHY_NONE);
	assert_int_equal(heard("com.vendor-frobnicator-error"), PRINT_WHY_OTHER);
	assert_int_equal(heard("com.vendor-frobnicator-warning"), PRINT_WHY_NONE);
	assert_int_equal(heard("media"), PRINT_WHY_NONE);
	assert_int_equal(heard("-error"), PRINT_WHY_NONE);
}

static void every_reason_is_a_sentence_and_fits_in_a_set(void **state)
{
	(void)state;
	assert_true(PRINT_WHY_MAX <= 64);
	for (int why = PRINT_WHY_NONE + 1; why < PRINT_WHY_MAX; why++) {
		const char *words = print_reason_words((enum print_reason)why);
		assert_true(strlen(words) > 10 && strchr(".?", words[strlen(words) - 1]));
	}
	assert_true(print_reason_holds(PRINT_WHY_MEDIA_EMPTY) && print_reason_holds(PRINT_WHY_COVER_OPEN));
	assert_false(print_reason_holds(PRINT_WHY_TONER_LOW) || print_reason_holds(PRINT_WHY_NONE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_act_from_every_state),
		cmocka_unit_test(nothing_that_may_be_on_paper_is_sent_again),
		cmocka_unit_test(the_room_has_to_do_with_what_is_not_over),
		cmocka_unit_test(names_are_found_again),
		cmocka_unit_test(what_printers_say_is_put_plainly),
		cmocka_unit_test(every_reason_is_a_sentence_and_fits_in_a_set),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
