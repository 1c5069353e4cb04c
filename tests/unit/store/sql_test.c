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

/* The blocks of the journal are counted, not read: one for 256 entries. */
static bool is_end_to_end(const char *detail)
{
	return strncmp(detail, "SCAN ", 5) == 0 && !strstr(detail, " USING INDEX ") &&
	       strcmp(detail, "SCAN block") != 0 && strcmp(detail, "SCAN CONSTANT ROW") != 0;
}

/* What runs with every save and every look at the wall: its cost must not grow with the book. */
static void a_save_and_the_wall_read_no_table_from_end_to_end(void **state)
{
	static const enum sql OFTEN[] = { SQL_PLEDGE_GET, SQL_PLEDGE_ON_WALL, SQL_PLEDGE_EDIT, SQL_PLEDGER_OF,
		SQL_PLEDGER_CLEAR, SQL_PLEDGE_COUNTRY_OF, SQL_PLEDGE_COUNTRY_CLEAR, SQL_TALLY_ADD, SQL_PLEDGE_RECORD,
		SQL_HEARING_OF, SQL_HEARING_WAITING, SQL_PLEDGE_UNHEARD, SQL_PLEDGE_FIRST_EAR, SQL_READ_BACK_LAST,
		SQL_READ_BACK_ANSWER, SQL_JOURNAL_OF, SQL_IDEM_GET, SQL_LOGIN_GET, SQL_LOGIN_SHORTEN };
	sqlite3 *handle = open_raw(*state);
	for (size_t i = 0; i < sizeof OFTEN / sizeof *OFTEN; i++) {
		char text[8000];
		sqlite3_stmt *plan = NULL;
		snprintf(text, sizeof text, "EXPLAIN QUERY PLAN %s", sql_text(OFTEN[i]));
		assert_int_equal(sqlite3_prepare_v2(handle, text, -1, &plan, NULL), SQLITE_OK);
		while (sqlite3_step(plan) == SQLITE_ROW) {
			const char *detail = (const char *)sqlite3_column_text(plan, 3);
			if (is_end_to_end(detail))
				fail_msg("%s: %s", sql_name(OFTEN[i]), detail);
		}
		sqlite3_finalize(plan);
	}
	sqlite3_close(handle);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(every_statement_fits_the_schema),
		fixture_test(parameters_are_numbered_in_order_of_first_use),
		fixture_test(a_save_and_the_wall_read_no_table_from_end_to_end),
		cmocka_unit_test(names_are_constants_and_differ),
		cmocka_unit_test(no_statement_speaks_one_dialect_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
