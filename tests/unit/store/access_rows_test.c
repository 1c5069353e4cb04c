/* Logins, codes and kept answers go in and come out whole, by their hashes and in time. */
#include "rows.h"

static const unsigned char HASH[32] = { 1, 0, 255 }, OTHER[32] = { 1, 0, 254 };

static enum err write_access(struct db *db, const void *what)
{
	(void)what;
	const struct login login = { .name = "amina", .roles = "desk", .expires_at = NOW + 10 };
	enum err err = login_add(db, HASH, NULL, &login, NOW);
	return err ? err : code_add(db, HASH, &login, NOW);
}

static enum err end_login(struct db *db, const void *what)
{
	return login_end(db, what, NOW);
}

static enum err use_code(struct db *db, const void *what)
{
	struct arena *arena = arena_create();
	struct login grants;
	const int64_t *now = what;
	enum err err = code_use(db, arena, HASH, *now, &grants);
	if (!err)
		assert_string_equal(grants.roles, "desk");
	arena_destroy(arena);
	return err;
}

static void logins_and_codes_are_found_by_their_whole_hash_and_in_time(void **state)
{
	struct rows rows = rows_open(state);
	struct login login;
	assert_int_equal(rows_apply(&rows, write_access, NULL), OK);
	assert_int_equal(rows_apply(&rows, write_access, NULL), ERR_CONFLICT);
	assert_int_equal(login_get(rows.reader, rows.arena, HASH, NOW + 9, &login), OK);
	assert_string_equal(login.name, "amina");
	assert_int_equal(login_get(rows.reader, rows.arena, HASH, NOW + 10, &login), ERR_NOT_FOUND);
	assert_int_equal(login_get(rows.reader, rows.arena, OTHER, NOW, &login), ERR_NOT_FOUND);
	assert_int_equal(rows_apply(&rows, end_login, OTHER), OK);
	assert_int_equal(login_get(rows.reader, rows.arena, HASH, NOW, &login), OK);
	assert_int_equal(rows_apply(&rows, end_login, HASH), OK);
	assert_int_equal(login_get(rows.reader, rows.arena, HASH, NOW, &login), ERR_NOT_FOUND);
	assert_int_equal(rows_apply(&rows, use_code, &(int64_t){ NOW + 10 }), ERR_NOT_FOUND);
	assert_int_equal(rows_apply(&rows, use_code, &(int64_t){ NOW + 9 }), OK);
	assert_int_equal(rows_apply(&rows, use_code, &(int64_t){ NOW + 9 }), ERR_NOT_FOUND);
	rows_close(&rows);
}

static enum err write_answer(struct db *db, const void *what)
{
	return idem_add(db, what, NOW);
}

static void an_answer_is_kept_once_with_the_hash_of_its_request(void **state)
{
	struct rows rows = rows_open(state);
	struct idem idem = { .key = "key-0001",
		.actor = "amina",
		.route = "POST /x",
		.answer = "{\"a\":1}",
		.status = 201 },
		    back;
	memcpy(idem.body_hash, HASH, sizeof HASH);
	assert_int_equal(idem_get(rows.reader, rows.arena, "key-0001", &back), ERR_NOT_FOUND);
	assert_int_equal(rows_apply(&rows, write_answer, &idem), OK);
	assert_int_equal(rows_apply(&rows, write_answer, &idem), ERR_CONFLICT);
	assert_int_equal(idem_get(rows.reader, rows.arena, "key-0001", &back), OK);
	assert_string_equal(back.actor, "amina");
	assert_string_equal(back.route, "POST /x");
	assert_string_equal(back.answer, "{\"a\":1}");
	assert_int_equal(back.status, 201);
	assert_memory_equal(back.body_hash, HASH, sizeof HASH);
	rows_close(&rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(logins_and_codes_are_found_by_their_whole_hash_and_in_time),
		fixture_test(an_answer_is_kept_once_with_the_hash_of_its_request),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
