/* Folders and paths as they are given: what cannot be is said with the path, and names are synced in the right
 * parent. */
#include "store/folder.h"
#include "tests/unit/store/fixture.h"

#include <limits.h>

enum { LONG = PATH_MAX - 4 }; /* itself short enough, but with no room for a name in it */

/* The fixture's folder, written with so many slashes before it. */
static const char *of_length(struct fixture *fixture, size_t len)
{
	char *path = arena_alloc(fixture->arena, len + 1);
	size_t own = strlen(fixture->folder);
	memset(path, '/', len - own);
	memcpy(path + len - own, fixture->folder, own + 1);
	return path;
}

static void a_path_that_is_too_long_is_refused_and_not_cut(void **state)
{
	const char *longest = of_length(*state, LONG), *longer = of_length(*state, PATH_MAX);
	struct fault fault = { 0 };
	int lock = -1;
	assert_int_equal(folder_prepare(longest, true, &fault), ERR_CONFIG);
	assert_non_null(strstr(fault.detail, "////"));
	assert_int_equal(folder_lock(longest, &lock, &fault), ERR_CONFIG);
	assert_int_equal(lock, -1);
	assert_int_equal(folder_sync_parent(longer, &fault), ERR_CONFIG);
}

static void a_parent_is_found_however_the_path_is_written(void **state)
{
	struct fixture *fixture = *state;
	struct fault fault = { 0 };
	static const char *const BELOW[] = { "a", "a/", "a///" };
	static const char *const NOWHERE[] = { "none/a", "none/a//" };
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(
		    folder_sync_parent(arena_printf(fixture->arena, "%s/%s", fixture->folder, BELOW[i]), &fault), OK);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(
		    folder_sync_parent(arena_printf(fixture->arena, "%s/%s", fixture->folder, NOWHERE[i]), &fault),
		    ERR_NOT_FOUND);
	assert_int_equal(folder_sync_parent("a-name-alone", &fault), OK);
	assert_int_equal(folder_sync_parent("/a-name-at-the-root", &fault), OK);
}

static void what_is_not_there_is_neither_synced_nor_marked(void **state)
{
	struct fixture *fixture = *state;
	struct fault fault = { 0 };
	const char *none = arena_printf(fixture->arena, "%s/none", fixture->folder);
	const char *mark = arena_printf(fixture->arena, "%s/mark", none);
	int lock = -1;
	assert_int_equal(folder_sync(none, &fault), ERR_NOT_FOUND);
	assert_non_null(strstr(fault.detail, none));
	assert_int_equal(folder_touch(none, mark, &fault), ERR_NOT_FOUND);
	assert_int_equal(folder_lock(none, &lock, &fault), ERR_NOT_FOUND);
	assert_int_equal(folder_renew(mark, &fault), OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(a_path_that_is_too_long_is_refused_and_not_cut),
		fixture_test(a_parent_is_found_however_the_path_is_written),
		fixture_test(what_is_not_there_is_neither_synced_nor_marked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
