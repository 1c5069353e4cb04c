/* The contract of db.h, as any driver has to keep it; and what this one promises of its own: settings and files. */
#include "fixture.h"

#include <sys/wait.h>

static struct db *open_writer(struct fixture *fixture)
{
	struct db *db = NULL;
	store_close(fixture_store(fixture));
	assert_int_equal(db_open(fixture_path(fixture, "p2c.db"), DB_WRITE, &db, NULL), OK);
	return db;
}

static struct db *open_reader(struct fixture *fixture)
{
	struct db *db = NULL;
	assert_int_equal(db_open(fixture_path(fixture, "p2c.db"), DB_READ, &db, NULL), OK);
	return db;
}

static void put(struct db *db, const char *name, const char *value)
{
	assert_int_equal(db_run(db, SQL_SETTING_PUT, "tt", name, value), OK);
}

static const char *get(struct fixture *fixture, struct db *db, const char *name)
{
	const char *value = NULL;
	struct db_rows rows = db_query(db, SQL_SETTING_GET, "t", name);
	if (db_next(&rows))
		value = arena_dup(fixture->arena, db_text(&rows, 0));
	assert_false(db_next(&rows));
	assert_int_equal(db_end(&rows), OK);
	return value;
}

/* --- opening --------------------------------------------------------------------------------------------------- */

static void a_missing_database_is_not_found_and_not_made(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = (struct db *)fixture;
	struct fault fault;
	const char *path = fixture_path(fixture, "none.db");
	assert_int_equal(db_open(path, DB_WRITE, &db, &fault), ERR_NOT_FOUND);
	assert_int_equal(db_open(path, DB_READ, &db, NULL), ERR_NOT_FOUND);
	assert_ptr_equal(db, fixture);
	assert_non_null(strstr(fault.detail, "none.db"));
	assert_int_not_equal(access(path, F_OK), 0);
}

static void a_file_of_another_kind_is_refused_with_the_reason(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = NULL;
	struct fault fault = { 0 };
	const char *path = fixture_path(fixture, "p2c.db");
	FILE *file = fopen(path, "w");
	for (int i = 0; i < 1000; i++)
		fputs("this is a diary, not a database\n", file);
	fclose(file);
	assert_int_equal(db_open(path, DB_WRITE, &db, &fault), ERR_BROKEN);
	assert_non_null(strstr(fault.detail, "not a database"));
	assert_int_equal(db_open(path, DB_READ, &db, &fault), ERR_BROKEN);
	assert_null(db);
}

static void the_writer_keeps_a_wal_and_the_reader_changes_nothing(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = open_writer(fixture);
	struct db *reader = open_reader(fixture);
	put(db, "a", "1");
	assert_int_equal(access(fixture_path(fixture, "p2c.db-wal"), F_OK), 0);
	assert_int_not_equal(db_run(reader, SQL_SETTING_PUT, "tt", "a", "2"), OK);
	assert_false(db_is_broken(reader));
	assert_string_equal(get(fixture, reader, "a"), "1");
	db_close(reader);
	db_close(db);
	assert_int_equal(fixture_number(fixture, "PRAGMA page_size"), 4096);
}

/* A server killed in the middle leaves its WAL; a command that only reads must leave it too. */
static void a_reader_that_closes_last_does_not_checkpoint(void **state)
{
	struct fixture *fixture = *state;
	struct stat before, after;
	int status;
	store_close(fixture_store(fixture));
	pid_t child = fork();
	if (child == 0) {
		struct db *db = NULL;
		if (db_open(fixture_path(fixture, "p2c.db"), DB_WRITE, &db, NULL) != OK)
			_exit(1);
		_exit(db_run(db, SQL_SETTING_PUT, "tt", "a", "1") == OK ? 0 : 2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(stat(fixture_path(fixture, "p2c.db-wal"), &before), 0);
	assert_true(before.st_size > 0);
	struct db *reader = open_reader(fixture);
	assert_string_equal(get(fixture, reader, "a"), "1");
	db_close(reader);
	assert_int_equal(stat(fixture_path(fixture, "p2c.db-wal"), &after), 0);
	assert_int_equal(after.st_size, before.st_size);
	db_close(open_writer(fixture));
	assert_int_not_equal(access(fixture_path(fixture, "p2c.db-wal"), F_OK), 0);
}

/* --- statements ------------------------------------------------------------------------------------------------ */

static void values_come_back_as_they_went_in(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = open_writer(fixture);
	static const unsigned char HASH[32] = { 1, 0, 2, 0, 3 };
	assert_int_equal(db_run(db, SQL_JOURNAL_ADD, "iittttittbb", INT64_C(1), INT64_MIN, "awa", "agenda", "x",
			     "مرحبا", INT64_MAX, "", "", (const void *)NULL, (size_t)0, HASH, sizeof HASH),
	    OK);
	assert_int_equal(db_changes(db), 1);
	struct db_rows rows = db_query(db, SQL_JOURNAL_WALK, "");
	assert_true(db_next(&rows));
	assert_int_equal(db_int(&rows, 1), INT64_MIN);
	assert_string_equal(db_text(&rows, 2), "awa");
	assert_string_equal(db_text(&rows, 5), "مرحبا");
	assert_true(db_int(&rows, 6) == INT64_MAX);
	assert_string_equal(db_text(&rows, 7), "");
	size_t len = 7;
	assert_null(db_bytes(&rows, 9, &len));
	assert_int_equal(len, 0);
	assert_null(db_text(&rows, 9));
	assert_int_equal(db_int(&rows, 9), 0);
	assert_memory_equal(db_bytes(&rows, 10, &len), HASH, sizeof HASH);
	assert_int_equal(len, sizeof HASH);
	assert_false(db_next(&rows));
	assert_false(db_next(&rows));
	assert_int_equal(db_end(&rows), OK);
	db_close(db);
}

static void null_text_is_null_and_a_constraint_is_a_conflict(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = open_writer(fixture);
	assert_int_equal(db_run(db, SQL_SETTING_PUT, "tt", "a", (const char *)NULL), ERR_CONFLICT);
	assert_non_null(strstr(db_reason(db), "NOT NULL"));
	assert_null(get(fixture, db, "a"));
	assert_int_equal(db_run(db, SQL_PERSON_KEY_ADD, "tb", "p", "k", (size_t)1), OK);
	assert_int_equal(db_run(db, SQL_PERSON_KEY_ADD, "tb", "p", "k", (size_t)1), ERR_CONFLICT);
	assert_false(db_is_broken(db));
	put(db, "a", "works on");
	db_close(db);
}

static void a_cursor_may_be_left_early_and_used_again(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = open_writer(fixture);
	put(db, "a", "1");
	for (int i = 0; i < 3; i++) {
		struct db_rows rows = db_query(db, SQL_SETTING_GET, "t", "a");
		assert_true(db_next(&rows));
		assert_int_equal(db_end(&rows), OK);
		assert_int_equal(db_end(&rows), OK);
	}
	db_close(db);
}

static void a_statement_has_one_open_cursor(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = open_writer(fixture);
	put(db, "a", "1");
	struct db_rows outer = db_query(db, SQL_SETTING_GET, "t", "a");
	assert_true(db_next(&outer));
	struct db_rows inner = db_query(db, SQL_SETTING_GET, "t", "a");
	assert_false(db_next(&inner));
	assert_int_equal(db_end(&inner), ERR_BROKEN);
	assert_string_equal(db_reason(db), "SETTING_GET is still open");
	assert_string_equal(db_text(&outer, 0), "1");
	assert_int_equal(db_end(&outer), OK);
	assert_false(db_is_broken(db));
	db_close(db);
}

/* --- transactions ---------------------------------------------------------------------------------------------- */

static void a_rollback_undoes_and_a_commit_keeps(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = open_writer(fixture);
	assert_int_equal(db_begin(db), OK);
	put(db, "a", "1");
	db_rollback(db);
	assert_null(get(fixture, db, "a"));
	assert_int_equal(db_begin(db), OK);
	put(db, "a", "2");
	assert_int_equal(db_commit(db), OK);
	assert_string_equal(get(fixture, db, "a"), "2");
	db_rollback(db);
	db_close(db);
}

static void a_savepoint_undoes_only_its_own(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = open_writer(fixture);
	assert_int_equal(db_begin(db), OK);
	put(db, "a", "1");
	assert_int_equal(db_savepoint(db), OK);
	put(db, "a", "2");
	put(db, "b", "2");
	db_rollback_to(db);
	assert_int_equal(db_savepoint(db), OK);
	put(db, "c", "3");
	assert_int_equal(db_release(db), OK);
	assert_int_equal(db_commit(db), OK);
	assert_string_equal(get(fixture, db, "a"), "1");
	assert_null(get(fixture, db, "b"));
	assert_string_equal(get(fixture, db, "c"), "3");
	db_close(db);
}

static void a_second_writer_is_busy_not_broken(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = open_writer(fixture), *second = NULL;
	assert_int_equal(db_open(fixture_path(fixture, "p2c.db"), DB_WRITE, &second, NULL), OK);
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(db_begin(second), ERR_BUSY);
	assert_false(db_is_broken(second));
	assert_int_equal(db_commit(db), OK);
	assert_int_equal(db_begin(second), OK);
	db_rollback(second);
	db_close(second);
	db_close(db);
}

static void a_script_that_fails_is_undone_with_its_transaction(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = open_writer(fixture);
	struct fault fault = { 0 };
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(
	    db_script(db, "CREATE TABLE one (a TEXT);\nCREATE TABLE two (a TEXT;\n", &fault), ERR_BROKEN);
	assert_non_null(strstr(fault.detail, "syntax error"));
	db_rollback(db);
	db_close(db);
	assert_int_equal(fixture_number(fixture, "SELECT count(*) FROM sqlite_schema WHERE name = 'one'"), 0);
}

/* --- the whole database ---------------------------------------------------------------------------------------- */

static void a_checkpoint_moves_the_pages_of_the_wal(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = open_writer(fixture);
	put(db, "a", "1");
	put(db, "b", "1");
	assert_true(db_wal_pages(db) >= 2);
	assert_int_equal(db_checkpoint(db), OK);
	assert_int_equal(db_wal_pages(db), 0);
	put(db, "a", "2");
	assert_true(db_wal_pages(db) >= 1 && db_wal_pages(db) < 4);
	db_close(db);
}

static void a_reader_holds_back_a_checkpoint_without_harm(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = open_writer(fixture);
	struct db *reader = open_reader(fixture);
	put(db, "a", "1");
	assert_int_equal(db_begin_read(reader), OK);
	assert_string_equal(get(fixture, reader, "a"), "1");
	put(db, "a", "2");
	put(db, "a", "3");
	assert_int_equal(db_checkpoint(db), OK);
	assert_true(db_wal_pages(db) > 0);
	assert_string_equal(get(fixture, reader, "a"), "1");
	assert_int_equal(db_commit(reader), OK);
	assert_int_equal(db_checkpoint(db), OK);
	assert_int_equal(db_wal_pages(db), 0);
	db_close(reader);
	db_close(db);
}

static void a_copy_is_one_plain_file_of_one_instant(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = open_writer(fixture);
	struct db *reader = open_reader(fixture), *copied = NULL;
	const char *path = fixture_path(fixture, "copy.db");
	struct stat info;
	put(db, "a", "1");
	assert_int_equal(db_copy(reader, path, NULL, NULL), OK);
	put(db, "a", "2");
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_int_equal(db_open(path, DB_READ, &copied, NULL), OK);
	assert_string_equal(get(fixture, copied, "a"), "1");
	assert_int_equal(db_check(copied, NULL), OK);
	db_close(copied);
	assert_int_not_equal(access(fixture_path(fixture, "copy.db-wal"), F_OK), 0);
	assert_int_not_equal(access(fixture_path(fixture, "copy.db-journal"), F_OK), 0);
	assert_int_equal(db_copy(reader, path, NULL, NULL), ERR_CONFLICT);
	assert_int_equal(access(path, F_OK), 0);
	assert_int_not_equal(db_copy(reader, fixture_path(fixture, "no/such/folder"), NULL, NULL), OK);
	db_close(reader);
	db_close(db);
}

static void damage_and_orphans_are_found(void **state)
{
	struct fixture *fixture = *state;
	struct fault fault = { 0 };
	db_close(open_writer(fixture));
	fixture_raw(fixture, "PRAGMA foreign_keys=OFF; INSERT INTO presence (person_id, point, at, by_actor)"
			     " VALUES ('nobody', 'main', 1, 'x')");
	struct db *db = open_reader(fixture);
	assert_int_equal(db_check(db, &fault), ERR_BROKEN);
	assert_string_equal(fault.detail, "a row of presence belongs to nothing");
	db_close(db);
	FILE *file = fopen(fixture_path(fixture, "p2c.db"), "r+");
	fseek(file, 4096 * 3, SEEK_SET);
	for (int i = 0; i < 4096 * 4; i++)
		fputc(0xa5, file);
	fclose(file);
	enum err err = db_open(fixture_path(fixture, "p2c.db"), DB_READ, &db, NULL);
	if (err == OK) {
		err = db_check(db, &fault);
		db_close(db);
	}
	assert_int_equal(err, ERR_BROKEN);
}

static void a_fresh_file_is_empty_and_a_migrated_one_is_not(void **state)
{
	struct fixture *fixture = *state;
	bool empty = false;
	struct db *db = NULL;
	fclose(fopen(fixture_path(fixture, "fresh.db"), "w"));
	assert_int_equal(db_open(fixture_path(fixture, "fresh.db"), DB_READ, &db, NULL), OK);
	assert_int_equal(db_is_empty(db, &empty), OK);
	assert_true(empty);
	db_close(db);
	db = open_writer(fixture);
	assert_int_equal(db_is_empty(db, &empty), OK);
	assert_false(empty);
	db_close(db);
}

static void closing_nothing_is_fine(void **state)
{
	(void)state;
	db_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(a_missing_database_is_not_found_and_not_made),
		fixture_test(a_file_of_another_kind_is_refused_with_the_reason),
		fixture_test(the_writer_keeps_a_wal_and_the_reader_changes_nothing),
		fixture_test(a_reader_that_closes_last_does_not_checkpoint),
		fixture_test(values_come_back_as_they_went_in),
		fixture_test(null_text_is_null_and_a_constraint_is_a_conflict),
		fixture_test(a_cursor_may_be_left_early_and_used_again),
		fixture_test(a_statement_has_one_open_cursor),
		fixture_test(a_rollback_undoes_and_a_commit_keeps),
		fixture_test(a_savepoint_undoes_only_its_own),
		fixture_test(a_second_writer_is_busy_not_broken),
		fixture_test(a_script_that_fails_is_undone_with_its_transaction),
		fixture_test(a_checkpoint_moves_the_pages_of_the_wal),
		fixture_test(a_reader_holds_back_a_checkpoint_without_harm),
		fixture_test(a_copy_is_one_plain_file_of_one_instant),
		fixture_test(damage_and_orphans_are_found),
		fixture_test(a_fresh_file_is_empty_and_a_migrated_one_is_not),
		cmocka_unit_test(closing_nothing_is_fine),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
