/* Memory of one request: zeroed, aligned, whole until it is let go, and clean for the next user. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int setup(void **state)
{
	*state = arena_create();
	return 0;
}

static int teardown(void **state)
{
	arena_destroy(*state);
	return 0;
}

static void expect_zeroed(const unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_int_equal(bytes[i], 0);
}

static void memory_is_zeroed_and_aligned_for_any_type(void **state)
{
	for (size_t size = 0; size < 200; size++) {
		unsigned char *bytes = arena_alloc(*state, size);
		assert_int_equal((uintptr_t)bytes % alignof(max_align_t), 0);
		expect_zeroed(bytes, size);
		memset(bytes, 0xff, size);
	}
}

static void memory_that_was_used_before_a_reset_is_zeroed_again(void **state)
{
	memset(arena_alloc(*state, 3000), 0xff, 3000);
	arena_reset(*state);
	expect_zeroed(arena_alloc(*state, 3000), 3000);
}

static void a_reset_lets_go_of_the_large_blocks_too(void **state)
{
	for (int round = 0; round < 20; round++) {
		for (size_t size = 100; size < 4u << 20; size *= 4)
			memset(arena_alloc(*state, size), round, size);
		arena_reset(*state);
		expect_zeroed(arena_alloc(*state, 4096), 4096);
		arena_reset(*state);
	}
}

static void no_two_pieces_overlap(void **state)
{
	enum { PIECES = 3000 };
	static unsigned char *pieces[PIECES];
	for (size_t i = 0; i < PIECES; i++) {
		pieces[i] = arena_alloc(*state, i % 97 + 1);
		memset(pieces[i], (int)(i % 251), i % 97 + 1);
	}
	for (size_t i = 0; i < PIECES; i++)
		for (size_t k = 0; k < i % 97 + 1; k++)
			assert_int_equal(pieces[i][k], i % 251);
}

static void a_piece_larger_than_any_block_is_given_and_small_ones_follow(void **state)
{
	enum { LARGE = 5 << 20 };
	unsigned char *large = arena_alloc(*state, LARGE);
	memset(large, 1, LARGE);
	unsigned char *small = arena_alloc(*state, 16);
	memset(small, 2, 16);
	assert_int_equal(large[LARGE - 1], 1);
	assert_int_equal(large[0], 1);
}

static void copies_end_with_a_nul_and_keep_every_byte(void **state)
{
	char *copy = arena_copy(*state, "a\0b", 3);
	assert_memory_equal(copy, "a\0b", 4);
	assert_string_equal(arena_copy(*state, NULL, 0), "");
	assert_string_equal(arena_dup(*state, "Núñez"), "Núñez");
	assert_null(arena_dup(*state, NULL));
}

static void text_of_any_length_is_printed_whole(void **state)
{
	char *text = arena_printf(*state, "%s-%d", "W", 7);
	assert_string_equal(text, "W-7");
	char *wide = arena_printf(*state, "%*d", 100000, 1);
	assert_int_equal(strlen(wide), 100000);
	assert_string_equal(text, "W-7");
	assert_string_equal(arena_printf(*state, "%s", ""), "");
}

static void destroying_nothing_is_fine(void **state)
{
	(void)state;
	arena_destroy(NULL);
	arena_destroy(arena_create());
}

#define arena_test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		arena_test(memory_is_zeroed_and_aligned_for_any_type),
		arena_test(memory_that_was_used_before_a_reset_is_zeroed_again),
		arena_test(a_reset_lets_go_of_the_large_blocks_too),
		arena_test(no_two_pieces_overlap),
		arena_test(a_piece_larger_than_any_block_is_given_and_small_ones_follow),
		arena_test(copies_end_with_a_nul_and_keep_every_byte),
		arena_test(text_of_any_length_is_printed_whole),
		cmocka_unit_test(destroying_nothing_is_fine),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
