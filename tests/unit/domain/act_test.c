/* The same key gets the same answer again and never acts twice; a key that comes with something else is refused. */
#include "tests/unit/domain/day.h"

#include "domain/act.h"

#include <string.h>

static const struct act ACT = {
	.key = "key-0001", .actor = "amina", .route = "POST /api/pledges", .body = "{}", .body_len = 2
};

struct acting {
	struct act act;
	int64_t status;
	const char *answer;
	enum err then; /* what the change answers after it kept */
};

static enum err replay(struct tx *tx, void *ctx)
{
	struct acting *acting = ctx;
	const char *answer = NULL;
	enum err err = act_replay(tx, &acting->act, &acting->status, &answer);
	acting->answer = answer ? strdup(answer) : NULL;
	return err;
}

static enum err keep(struct tx *tx, void *ctx)
{
	struct acting *acting = ctx;
	enum err err = act_keep(tx, &acting->act, acting->status, acting->answer);
	return err ? err : acting->then;
}

static void expect_kept(struct day_rig *day, const struct act *act, int64_t status, const char *answer)
{
	struct acting acting = { .act = *act, .status = -1 };
	assert_int_equal(day_run(day, replay, &acting), OK);
	assert_int_equal(acting.status, status);
	if (answer)
		assert_string_equal(acting.answer, answer);
	else
		assert_null(acting.answer);
	free((void *)(uintptr_t)acting.answer);
}

static void day_keep(struct day_rig *day, const struct act *act, int64_t status, const char *answer)
{
	struct acting acting = { .act = *act, .status = status, .answer = answer };
	assert_int_equal(day_run(day, keep, &acting), OK);
}

static void a_key_that_never_came_has_no_answer(void **state)
{
	expect_kept(*state, &ACT, 0, NULL);
}

static void the_same_act_gets_the_same_answer_however_often_it_comes(void **state)
{
	struct day_rig *day = *state;
	day_keep(day, &ACT, 201, "{\"id\":\"Núñez\\n\"}");
	for (int i = 0; i < 3; i++)
		expect_kept(day, &ACT, 201, "{\"id\":\"Núñez\\n\"}");
	clock_move(day->clock, DAY_START + (int64_t)48 * 3600000);
	expect_kept(day, &ACT, 201, "{\"id\":\"Núñez\\n\"}");
}

static void a_key_that_comes_with_something_else_is_refused(void **state)
{
	struct day_rig *day = *state;
	struct act others[] = { ACT, ACT, ACT, ACT, ACT };
	others[0].body = "[]";
	others[1].body_len = 1;
	others[2].body_len = 0;
	others[3].actor = "bernard";
	others[4].route = "POST /api/participants";
	day_keep(day, &ACT, 201, "{}");
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		struct acting acting = { .act = others[i], .status = -1 };
		assert_int_equal(day_run(day, replay, &acting), ERR_KEY_REUSED);
		day_expect_fault(day, ERR_KEY_REUSED, "Idempotency-Key");
		assert_int_equal(acting.status, 0);
		assert_null(acting.answer);
	}
	expect_kept(day, &ACT, 201, "{}");
}

static void another_key_is_another_act(void **state)
{
	struct day_rig *day = *state;
	struct act other = ACT;
	other.key = "KEY-0001";
	day_keep(day, &ACT, 201, "first");
	expect_kept(day, &other, 0, NULL);
	day_keep(day, &other, 200, "second");
	expect_kept(day, &ACT, 201, "first");
	expect_kept(day, &other, 200, "second");
}

static void an_empty_body_is_a_body(void **state)
{
	struct day_rig *day = *state;
	struct act empty = ACT;
	empty.body = NULL;
	empty.body_len = 0;
	day_keep(day, &empty, 200, "");
	expect_kept(day, &empty, 200, "");
}

static void the_answer_of_a_refused_act_is_not_kept(void **state)
{
	struct day_rig *day = *state;
	struct acting acting = { .act = ACT, .status = 201, .answer = "{}", .then = ERR_INVALID };
	assert_int_equal(day_run(day, keep, &acting), ERR_INVALID);
	expect_kept(day, &ACT, 0, NULL);
	day_keep(day, &ACT, 200, "corrected");
	expect_kept(day, &ACT, 200, "corrected");
}

static void a_key_is_kept_once(void **state)
{
	struct day_rig *day = *state;
	struct acting again = { .act = ACT, .status = 200, .answer = "second" };
	day_keep(day, &ACT, 201, "first");
	assert_int_equal(day_run(day, keep, &again), ERR_CONFLICT);
	expect_kept(day, &ACT, 201, "first");
}

static void keys_are_8_to_64_visible_characters(void **state)
{
	char key[ACT_KEY_MAX + 2];
	static const char *const BAD[] = { "", "1234567", "12345 78", "12345678\n", "\t2345678", "1234567\x7f",
		"1234567é" };
	(void)state;
	memset(key, 'k', sizeof key - 1);
	key[sizeof key - 1] = '\0';
	assert_false(act_key_is_valid(key));
	key[ACT_KEY_MAX] = '\0';
	assert_true(act_key_is_valid(key));
	assert_true(act_key_is_valid("!\"#$%&'~"));
	assert_true(act_key_is_valid("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_false(act_key_is_valid(BAD[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(a_key_that_never_came_has_no_answer),
		day_test(the_same_act_gets_the_same_answer_however_often_it_comes),
		day_test(a_key_that_comes_with_something_else_is_refused),
		day_test(another_key_is_another_act),
		day_test(an_empty_body_is_a_body),
		day_test(the_answer_of_a_refused_act_is_not_kept),
		day_test(a_key_is_kept_once),
		cmocka_unit_test(keys_are_8_to_64_visible_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
