/* The list of statements against a real schema: each one prepares, and its parameters are numbered in order of first
 * use (SQLite takes $1 for a name, PostgreSQL for a number: only in that order they mean the same). */
#include "fixture.h"

#include <ctype.h>

static sqlite3 *open_raw(struct fixture *fixture)
{
	sqlite3 *handle = NULL;
	store_close(fixture_store(fixture));
	assert_int_equal(sqlite3_open(fixture_path(fixture, "p2c.db"), &handle), SQLITE_OK);
	return handle;
}

static void every_statement_fits_the_schema(void **state)
{
	sqlite3 *handle = open_raw(*state);
	for (int i = 0; i < SQL_MAX; i++) {
		sqlite3_stmt *statement = NULL;
		if (sqlite3_prepare_v2(handle, sql_text(i), -1, &statement, NULL) != SQLITE_OK)
			fail_msg("%s: %s", sql_name(i), sqlite3_errmsg(handle));
		assert_non_null(statement);
		sqlite3_finalize(statement);
	}
	sqlite3_close(handle);
}

static void parameters_are_numbered_in_order_of_first_use(void **state)
{
	sqlite3 *handle = open_raw(*state);
	for (int i = 0; i < SQL_MAX; i++) {
		sqlite3_stmt *statement = NULL;
		assert_int_equal(sqlite3_prepare_v2(handle, sql_text(i), -1, &statement, NULL), SQLITE_OK);
		for (int at = 1; at <= sqlite3_bind_parameter_count(statement); at++) {
			char expected[16];
			snprintf(expected, sizeof expected, "$%d", at);
			const char *name = sqlite3_bind_parameter_name(statement, at);
			if (!name || strcmp(name, expected) != 0)
				fail_msg("%s: parameter %d is called %s", sql_name(i), at, name ? name : "?");
		}
		sqlite3_finalize(statement);
	}
	sqlite3_close(handle);
}

static void names_are_constants_and_differ(void **state)
{
	(void)state;
	for (int i = 0; i < SQL_MAX; i++) {
		for (const char *at = sql_name(i); *at; at++)
			assert_true(isupper((unsigned char)*at) || isdigit((unsigned char)*at) || *at == '_');
		for (int j = 0; j < i; j++)
			assert_string_not_equal(sql_name(i), sql_name(j));
	}
}

static void no_statement_speaks_one_dialect_only(void **state)
{
	static const char *const BANNED[] = { "rowid", "INSERT OR", "REPLACE INTO", "strftime", "datetime(",
		"julianday", "now()", "PRAGMA", "AUTOINCREMENT", "ILIKE", "::", "GLOB", "ifnull(" };
	(void)state;
	for (int i = 0; i < SQL_MAX; i++)
		for (size_t j = 0; j < sizeof BANNED / sizeof *BANNED; j++)
			if (strcasestr(sql_text(i), BANNED[j]))
				fail_msg("%s uses %s", sql_name(i), BANNED[j]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(every_statement_fits_the_schema),
		fixture_test(parameters_are_numbered_in_order_of_first_use),
		cmocka_unit_test(names_are_constants_and_differ),
		cmocka_unit_test(no_statement_speaks_one_dialect_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
