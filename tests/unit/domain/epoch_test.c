/* Which server counts: only a token of the same event, with a higher number and the right MAC, says "another". */
#include "domain/epoch.h"

#include "tests/unit/domain/own_store.h"

#include <string.h>

static struct epoch epoch_of(uint8_t key, int64_t number)
{
	const uint8_t bytes[EVENT_MARK_KEY] = { key };
	return (struct epoch){ .number = number, .mark = event_mark_of(bytes) };
}

/* What a page that met `met` says to `asked`: has another taken its place? */
static bool is_superseded(struct epoch asked, struct epoch met)
{
	char token[EPOCH_TOKEN_LEN + 1];
	epoch_token(&met, token);
	return epoch_is_superseded_by(&asked, token);
}

static void only_a_later_server_of_the_same_event_takes_the_place(void **state)
{
	(void)state;
	assert_true(is_superseded(epoch_of(1, 1), epoch_of(1, 2)));
	assert_true(is_superseded(epoch_of(1, 2), epoch_of(1, 1000000)));
	assert_false(is_superseded(epoch_of(1, 2), epoch_of(1, 2)));
	assert_false(is_superseded(epoch_of(1, 3), epoch_of(1, 2)));
	assert_false(is_superseded(epoch_of(1, 1), epoch_of(2, 2)));
}

static void a_token_that_was_changed_anywhere_says_nothing(void **state)
{
	struct epoch first = epoch_of(1, 1), later = epoch_of(1, 25);
	char token[EPOCH_TOKEN_LEN + 1], changed[EPOCH_TOKEN_LEN + 1];
	(void)state;
	epoch_token(&later, token);
	for (size_t at = 0; token[at]; at++) {
		memcpy(changed, token, sizeof changed);
		changed[at] = changed[at] == '3' ? '4' : '3';
		assert_false(epoch_is_superseded_by(&first, changed));
		changed[at] = '\0';
		assert_false(epoch_is_superseded_by(&first, changed));
	}
}

static void what_is_no_token_says_nothing(void **state)
{
	static const char *const TEXTS[] = { "", "2", "-", "00000000-", "00000000-2", "00000000--2-0011223344556677",
		"00000000- 2-0011223344556677", "00000000-99999999999999999999-0011223344556677",
		"00000000-2-0011223344556677-and-something-behind-it-that-is-longer-than-any-token" };
	struct epoch first = epoch_of(1, 1);
	(void)state;
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
		assert_false(epoch_is_superseded_by(&first, TEXTS[i]));
}

static void a_copy_that_takes_over_is_one_later_each_time(void **state)
{
	struct own_store *own = own_store_create();
	int64_t number = 0;
	struct epoch before, after;
	(void)state;
	assert_int_equal(event_mark_open(own->store, NULL), OK);
	assert_int_equal(epoch_get(own->db, own->arena, &before), OK);
	assert_int_equal(before.number, 1);
	for (int64_t expected = 2; expected <= 4; expected++) {
		assert_int_equal(epoch_raise(own->store, &number, NULL), OK);
		assert_int_equal(number, expected);
	}
	assert_int_equal(epoch_get(own->db, own->arena, &after), OK);
	assert_true(is_superseded(before, after));
	own_store_destroy(own);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_a_later_server_of_the_same_event_takes_the_place),
		cmocka_unit_test(a_token_that_was_changed_anywhere_says_nothing),
		cmocka_unit_test(what_is_no_token_says_nothing),
		cmocka_unit_test(a_copy_that_takes_over_is_one_later_each_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
