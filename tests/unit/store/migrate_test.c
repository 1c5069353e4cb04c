/* Schema files: run once each, in order, whole or not at all. */
#include "fixture.h"

#include "store/migrate.h"

static const struct schema FILES[] = {
	{ "001", "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);\nCREATE TABLE one (a TEXT);\n",
	    false },
	{ "002", "-- a column more\nALTER TABLE one ADD COLUMN b BIGINT;\nINSERT INTO one VALUES ('x', 2);\n",
	    false },
	{ "003", "CREATE TABLE three (a TEXT);\nINSERT INTO no_such_table VALUES (1);\n", false },
};

static struct db *open_empty(struct fixture *fixture)
{
	struct db *db = NULL;
	fclose(fopen(fixture_path(fixture, "p2c.db"), "w"));
	assert_int_equal(db_open(fixture_path(fixture, "p2c.db"), DB_WRITE, &db, NULL), OK);
	return db;
}

static size_t version_of(struct db *db)
{
	size_t version = 99;
	assert_int_equal(migrate_version(db, &version, NULL), OK);
	return version;
}

static void an_empty_database_gets_every_file(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = open_empty(fixture);
	assert_int_equal(version_of(db), 0);
	assert_int_equal(migrate_with(db, FILES, 2, NULL), OK);
	assert_int_equal(version_of(db), 2);
	db_close(db);
	assert_int_equal(fixture_number(fixture, "SELECT b FROM one"), 2);
}

static void a_file_runs_only_once(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = open_empty(fixture);
	assert_int_equal(migrate_with(db, FILES, 1, NULL), OK);
	assert_int_equal(version_of(db), 1);
	assert_int_equal(migrate_with(db, FILES, 2, NULL), OK);
	assert_int_equal(migrate_with(db, FILES, 2, NULL), OK);
	db_close(db);
	assert_int_equal(fixture_number(fixture, "SELECT count(*) FROM one"), 1);
}

static void a_file_that_fails_leaves_the_version_before_it(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = open_empty(fixture);
	struct fault fault = { 0 };
	assert_int_equal(migrate_with(db, FILES, 3, &fault), ERR_BROKEN);
	assert_string_equal(fault.field, "003");
	assert_non_null(strstr(fault.detail, "no_such_table"));
	assert_int_equal(version_of(db), 2);
	db_close(db);
	assert_int_equal(fixture_number(fixture, "SELECT count(*) FROM sqlite_schema WHERE name = 'three'"), 0);
}

static void a_newer_database_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = open_empty(fixture);
	struct fault fault = { 0 };
	assert_int_equal(migrate_with(db, FILES, 2, NULL), OK);
	assert_int_equal(migrate_with(db, FILES, 1, &fault), ERR_NEWER_DATABASE);
	assert_string_equal(fault.detail, "its schema is 2, this p2c knows 1");
	assert_int_equal(version_of(db), 2);
	db_close(db);
}

static void a_newer_database_is_opened_where_the_files_in_between_only_add(void **state)
{
	static const struct schema MORE[] = {
		{ "001", "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);\n", false },
		{ "002", "CREATE TABLE two (a TEXT);\n", true },
		{ "003", "CREATE TABLE three (a TEXT);\n", true },
		{ "004", "CREATE TABLE four (a TEXT);\n", false },
	};
	struct fixture *fixture = *state;
	struct db *db = open_empty(fixture);
	struct fault fault = { 0 };
	assert_int_equal(migrate_with(db, MORE, 3, NULL), OK);
	assert_int_equal(migrate_with(db, MORE, 1, NULL), OK);
	assert_int_equal(version_of(db), 3);
	assert_int_equal(migrate_with(db, MORE, 4, NULL), OK);
	assert_int_equal(migrate_with(db, MORE, 3, &fault), ERR_NEWER_DATABASE);
	assert_int_equal(db_run(db, SQL_SETTING_PUT, "tt", "schema_least", "soup"), OK);
	assert_int_equal(migrate_with(db, MORE, 3, &fault), ERR_NEWER_DATABASE);
	db_close(db);
}

/* What a file that only adds may hold, which is an index in the place of another too; that nothing has to be kept up
 * is for whoever writes the row. */
static void the_programs_files_that_only_add_take_nothing_away(void **state)
{
	static const char *const TAKING[] = { "DROP TABLE ", "DROP COLUMN ", "DROP VIEW ", "RENAME ", "DELETE ",
		"UPDATE ", "TRIGGER " };
	(void)state;
	size_t n;
	const struct schema *files = schema_files(&n);
	for (size_t i = 0; i < n; i++)
		for (size_t word = 0; files[i].adds && word < sizeof TAKING / sizeof *TAKING; word++)
			assert_null(strstr(files[i].text, TAKING[word]));
}

static void a_version_that_is_no_number_is_not_ours(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = open_empty(fixture);
	size_t version = 99;
	assert_int_equal(migrate_with(db, FILES, 1, NULL), OK);
	assert_int_equal(db_run(db, SQL_SETTING_PUT, "tt", "schema", "soup"), OK);
	assert_int_equal(migrate_version(db, &version, NULL), ERR_BROKEN);
	assert_int_equal(db_run(db, SQL_SETTING_PUT, "tt", "schema", "-1"), OK);
	assert_int_equal(migrate_version(db, &version, NULL), ERR_BROKEN);
	assert_int_equal(version, 99);
	db_close(db);
}

static void the_programs_own_files_are_whole_and_run(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = open_empty(fixture);
	size_t n;
	const struct schema *files = schema_files(&n);
	assert_true(n >= 1);
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(files[i].text);
		assert_int_equal(atoi(files[i].name), i + 1);
		assert_true(len > 3 && strcmp(files[i].text + len - 2, ";\n") == 0);
	}
	assert_int_equal(migrate(db, NULL), OK);
	assert_int_equal(version_of(db), n);
	assert_int_equal(db_check(db, NULL), OK);
	db_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(an_empty_database_gets_every_file),
		fixture_test(a_file_runs_only_once),
		fixture_test(a_file_that_fails_leaves_the_version_before_it),
		fixture_test(a_newer_database_is_refused),
		fixture_test(a_newer_database_is_opened_where_the_files_in_between_only_add),
		fixture_test(the_programs_files_that_only_add_take_nothing_away),
		fixture_test(a_version_that_is_no_number_is_not_ours),
		fixture_test(the_programs_own_files_are_whole_and_run),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
