/* The table of single texts: what each kind may say, what holds between them, and their shape on the wire. */
#include "domain/pledge_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

struct take {
	struct arena *arena;
	const char *words[PLEDGE_WORD_MAX];
	struct fault fault;
};

static int setup(void **state)
{
	static struct take take;
	take = (struct take){ .arena = arena_create() };
	*state = &take;
	return 0;
}

static int teardown(void **state)
{
	struct take *take = *state;
	arena_destroy(take->arena);
	return 0;
}

static enum err say(struct take *take, enum pledge_word word, const char *text)
{
	const char *said[PLEDGE_WORD_MAX] = { [0] = NULL };
	said[word] = text;
	take->fault = (struct fault){ 0 };
	return pledge_words_take(take->arena, said, take->words, &take->fault);
}

static void taken(struct take *take, enum pledge_word word, const char *text, const char *kept)
{
	if (say(take, word, text))
		fail_msg("\"%s\": %s", text, take->fault.detail);
	assert_string_equal(take->words[word], kept);
}

static void refused(struct take *take, enum pledge_word word, const char *text)
{
	const char *before = take->words[word];
	if (say(take, word, text) != ERR_INVALID)
		fail_msg("\"%s\" was taken as %s", text, pledge_word_name(word));
	assert_string_equal(take->fault.field, pledge_word_name(word));
	assert_true(*take->fault.detail);
	assert_ptr_equal(take->words[word], before);
}

static void a_name_finds_its_row_and_only_that(void **state)
{
	(void)state;
	for (enum pledge_word word = 0; word < PLEDGE_WORD_MAX; word++)
		assert_int_equal(pledge_word_find(pledge_word_name(word)), word);
	assert_int_equal(pledge_word_find("period"), PLEDGE_WORD_MAX);
	assert_int_equal(pledge_word_find(""), PLEDGE_WORD_MAX);
}

static void a_choice_is_one_of_its_words_and_nothing_near_them(void **state)
{
	static const char *const NEAR[] = { "gran", "grants", "GRANT", "grant loan", "policy", "_act" };
	taken(*state, PLEDGE_INSTRUMENT, "grant", "grant");
	taken(*state, PLEDGE_INSTRUMENT, " policy_act ", "policy_act");
	for (size_t i = 0; i < sizeof NEAR / sizeof *NEAR; i++)
		refused(*state, PLEDGE_INSTRUMENT, NEAR[i]);
	assert_non_null(strstr(((struct take *)*state)->fault.detail, "grant loan in_kind policy_act"));
	taken(*state, PLEDGE_INSTRUMENT, "", "");
}

static void a_date_is_a_year_a_month_or_a_day_that_exists(void **state)
{
	static const char *const GOOD[] = { "2026", "2026-02", "2026-02-28", "2024-02-29", "2000-02-29",
		"2026-12-31" };
	static const char *const BAD[] = { "26", "2026-", "2026-1", "2026-13", "2026-00", "2026-02-29", "2100-02-29",
		"2026-04-31", "2026-01-00", "2026/01/01", "2026-01-01T", "0000", "3000", "soon", "2026 01", "-026" };
	for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++)
		taken(*state, PLEDGE_TARGET_DATE, GOOD[i], GOOD[i]);
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		refused(*state, PLEDGE_TARGET_DATE, BAD[i]);
}

static void a_number_is_a_decimal_of_at_most_fifteen_digits(void **state)
{
	static const char *const GOOD[] = { "0", "1200", "0.5", "2.50", "123456789012345", "12345678901234.5" };
	static const char *const BAD[] = { "-1", "1e6", ".5", "5.", "1,200", "1 200", "1234567890123456",
		"123456789012345.6", "1.2.3", "\xd9\xa1\xd9\xa2" };
	for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++)
		taken(*state, PLEDGE_TARGET_NUMBER, GOOD[i], GOOD[i]);
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		refused(*state, PLEDGE_TARGET_NUMBER, BAD[i]);
}

static void a_slip_has_one_way_of_writing(void **state)
{
	static const char *const BAD[] = { "0", "000", "P2C SLIP ", "P2C SLIP P2C SLIP 4", "-4", "4a", "4.0",
		"1234567890" };
	taken(*state, PLEDGE_SLIP, "42", "42");
	taken(*state, PLEDGE_SLIP, "0042", "42");
	taken(*state, PLEDGE_SLIP, "P2C SLIP 0042", "42");
	taken(*state, PLEDGE_SLIP, "", "");
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		refused(*state, PLEDGE_SLIP, BAD[i]);
}

static void a_text_is_cut_of_the_space_around_it_and_has_an_end(void **state)
{
	struct take *take = *state;
	char *text = arena_alloc(take->arena, 2002);
	memset(text, 'a', 2001);
	refused(take, PLEDGE_CONDITION, text);
	text[2000] = '\0';
	taken(take, PLEDGE_CONDITION, text, text);
	taken(take, PLEDGE_CONDITION, "  subject to a vote\n", "subject to a vote");
}

static void what_is_not_said_stays_and_what_is_empty_goes(void **state)
{
	struct take *take = *state;
	taken(take, PLEDGE_CAMPAIGN, "GenConnect", "GenConnect");
	taken(take, PLEDGE_PILLAR, "Skills", "Skills");
	assert_string_equal(take->words[PLEDGE_CAMPAIGN], "GenConnect");
	taken(take, PLEDGE_CAMPAIGN, "", "");
	assert_string_equal(take->words[PLEDGE_PILLAR], "Skills");
}

static void a_period_runs_forward_whatever_its_ends_say(void **state)
{
	static const char *const PAIRS[][2] = { { "2026-06", "2026" }, { "2026", "2026-01" },
		{ "2026-06-30", "2026-07" } };
	struct take *take = *state;
	for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
		taken(take, PLEDGE_PERIOD_FROM, "", "");
		taken(take, PLEDGE_PERIOD_TO, "", "");
		taken(take, PLEDGE_PERIOD_FROM, PAIRS[i][0], PAIRS[i][0]);
		taken(take, PLEDGE_PERIOD_TO, PAIRS[i][1], PAIRS[i][1]);
	}
	refused(take, PLEDGE_PERIOD_TO, "2026-06-29");
	refused(take, PLEDGE_PERIOD_TO, "2025");
	assert_int_equal(say(take, PLEDGE_PERIOD_FROM, "2027"), ERR_INVALID);
	assert_string_equal(take->fault.field, "period.to");
}

static void a_code_of_an_initiative_needs_its_period(void **state)
{
	struct take *take = *state;
	const char *said[PLEDGE_WORD_MAX] = {
		[PLEDGE_INITIATIVE] = "EUR5", [PLEDGE_INITIATIVE_PERIOD] = "2026-2029"
	};
	assert_int_equal(say(take, PLEDGE_INITIATIVE, "EUR5"), ERR_INVALID);
	assert_string_equal(take->fault.field, "regional_initiative");
	assert_int_equal(pledge_words_take(take->arena, said, take->words, &take->fault), OK);
	refused(take, PLEDGE_INITIATIVE, "EUR0");
	refused(take, PLEDGE_INITIATIVE, "EUR6");
	refused(take, PLEDGE_INITIATIVE, "XYZ1");
	refused(take, PLEDGE_INITIATIVE, "AFR");
	assert_int_equal(say(take, PLEDGE_INITIATIVE_PERIOD, ""), ERR_INVALID);
	assert_string_equal(take->words[PLEDGE_INITIATIVE_PERIOD], "2026-2029");
}

static void what_is_written_has_its_objects_and_null_for_none(void **state)
{
	static const char EMPTY[] =
	    "{\"instrument\":\"\",\"in_kind\":\"\",\"novelty\":\"\",\"condition\":\"\",\"period\":{\"from\":\"\","
	    "\"to\":\"\"},"
	    "\"pillar\":\"\",\"regional_initiative\":null,\"target\":null,\"beneficiaries\":\"\",\"partners\":\"\","
	    "\"campaign\":\"\",\"measure\":\"\",\"consent\":\"\",\"slip\":null}";
	struct take *take = *state;
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	pledge_words_write(&w, take->words);
	jsonw_object_end(&w);
	assert_string_equal(buf_text(&out), EMPTY);
	buf_finish(&out);
	taken(take, PLEDGE_TARGET_UNIT, "schools", "schools");
	w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	pledge_words_write(&w, take->words);
	jsonw_object_end(&w);
	assert_non_null(strstr(
	    buf_text(&out), "\"target\":{\"number\":\"\",\"unit\":\"schools\",\"place\":\"\",\"date\":\"\"},"));
	buf_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_finds_its_row_and_only_that),
		cmocka_unit_test_setup_teardown(a_choice_is_one_of_its_words_and_nothing_near_them, setup, teardown),
		cmocka_unit_test_setup_teardown(a_date_is_a_year_a_month_or_a_day_that_exists, setup, teardown),
		cmocka_unit_test_setup_teardown(a_number_is_a_decimal_of_at_most_fifteen_digits, setup, teardown),
		cmocka_unit_test_setup_teardown(a_slip_has_one_way_of_writing, setup, teardown),
		cmocka_unit_test_setup_teardown(a_text_is_cut_of_the_space_around_it_and_has_an_end, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_not_said_stays_and_what_is_empty_goes, setup, teardown),
		cmocka_unit_test_setup_teardown(a_period_runs_forward_whatever_its_ends_say, setup, teardown),
		cmocka_unit_test_setup_teardown(a_code_of_an_initiative_needs_its_period, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_written_has_its_objects_and_null_for_none, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
