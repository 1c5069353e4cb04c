/* The record of processing against the schema: no table and no column can be forgotten, and what the three lists of
 * statements name is in it. */
#include "tests/unit/domain/day.h"

#include "domain/privacy.h"
#include "store/migrate.h"
#include "store/privacy.h"

#include <string.h>

static const char CREATE[] = "CREATE TABLE ";

static const struct privacy_table *table_of(const char *name, size_t len)
{
	size_t n;
	const struct privacy_table *tables = privacy_tables(&n);
	for (size_t i = 0; i < n; i++)
		if (strlen(tables[i].name) == len && strncmp(tables[i].name, name, len) == 0)
			return &tables[i];
	return NULL;
}

/* Does a schema file make this table, or add to it, and name the word in that statement? */
static bool schema_names(const char *table, const char *word)
{
	size_t n;
	const struct schema *files = schema_files(&n);
	for (size_t i = 0; i < n; i++)
		for (const char *at = files[i].text; (at = strstr(at, " TABLE ")); at++) {
			const char *name = at + 7, *end = strstr(name, ";\n");
			size_t len = strcspn(name, " (");
			if (len != strlen(table) || strncmp(name, table, len) != 0 || !end)
				continue;
			for (const char *found = name + len; (found = strstr(found, word)) && found < end; found++)
				if (strchr(" (\n", found[-1]) && found[strlen(word)] == ' ')
					return true;
		}
	return false;
}

static void every_table_of_the_schema_says_what_it_holds_of_people(void **state)
{
	size_t n, found = 0, known;
	const struct schema *files = schema_files(&n);
	(void)state;
	for (size_t i = 0; i < n; i++)
		for (const char *at = files[i].text; (at = strstr(at, CREATE)); found++) {
			at += sizeof CREATE - 1;
			size_t len = strcspn(at, " (");
			if (!table_of(at, len))
				fail_msg("%.*s stands in %s and not in privacy.def", (int)len, at, files[i].name);
		}
	privacy_tables(&known);
	assert_int_equal(found, known);
}

static void what_is_named_as_personal_is_a_column(void **state)
{
	size_t n;
	const struct privacy_table *tables = privacy_tables(&n);
	struct day_rig *day = *state;
	for (size_t i = 0; i < n; i++) {
		char *rest = NULL;
		if (!*tables[i].record)
			continue;
		assert_non_null(privacy_record_find(tables[i].record));
		for (char *word = strtok_r(arena_dup(day->arena, tables[i].columns), " ", &rest); word;
		     word = strtok_r(NULL, " ", &rest))
			if (!schema_names(tables[i].name, word))
				fail_msg("%s has no column %s", tables[i].name, word);
	}
}

static void every_record_is_of_some_table(void **state)
{
	size_t n, n_tables;
	const struct privacy_record *records = privacy_records(&n);
	const struct privacy_table *tables = privacy_tables(&n_tables);
	(void)state;
	for (size_t i = 0; i < n; i++) {
		size_t t = 0;
		while (t < n_tables && strcmp(tables[t].record, records[i].name) != 0)
			t++;
		if (t == n_tables)
			fail_msg("no table is of the record %s", records[i].name);
		assert_int_equal(records[i].rule == PRIVACY_AFTER_DAY, records[i].days > 0);
	}
}

static bool is_erased(const char *table)
{
	for (size_t i = 0; i < privacy_erase_steps(); i++)
		if (strcmp(privacy_erase_table(i), table) == 0)
			return true;
	return false;
}

static void what_is_said_to_go_has_a_statement_that_takes_it(void **state)
{
	size_t n;
	const struct privacy_table *tables = privacy_tables(&n);
	(void)state;
	for (size_t i = 0; i < n; i++)
		if ((tables[i].fate == PRIVACY_DELETE || tables[i].fate == PRIVACY_BLANK) &&
		    !is_erased(tables[i].name))
			fail_msg("nothing erases %s", tables[i].name);
}

static void what_goes_after_the_day_has_a_statement_that_takes_it(void **state)
{
	size_t n;
	const struct privacy_record *records = privacy_records(&n);
	(void)state;
	for (size_t i = 0; i < n; i++) {
		bool is_taken = strcmp(records[i].name, "links") == 0; /* by a new generation of keys */
		for (size_t s = 0; s < retention_steps(); s++)
			is_taken = is_taken || strcmp(retention_step(s).record, records[i].name) == 0;
		if (is_taken != (records[i].rule == PRIVACY_AFTER_DAY))
			fail_msg("%s: its rule and the retention job do not agree", records[i].name);
	}
}

static void what_is_exported_is_of_the_table_and_record_it_says(void **state)
{
	struct day_rig *day = *state;
	struct privacy_section *sections;
	size_t n;
	struct person person = day_somebody(day, "Amina Uwase");
	assert_int_equal(privacy_held(day->db, day->arena, person.id, &sections, &n), OK);
	for (size_t i = 0; i < n; i++) {
		const struct privacy_table *table = table_of(sections[i].table, strlen(sections[i].table));
		assert_non_null(table);
		assert_string_equal(sections[i].record, table->record);
		assert_true(sections[i].n_columns > 0);
	}
	assert_string_equal(sections[0].table, "person");
	assert_int_equal(sections[0].n_rows, 1);
	assert_string_equal(sections[0].cells[2].text, "Amina Uwase");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_table_of_the_schema_says_what_it_holds_of_people),
		day_test(what_is_named_as_personal_is_a_column),
		cmocka_unit_test(every_record_is_of_some_table),
		cmocka_unit_test(what_is_said_to_go_has_a_statement_that_takes_it),
		cmocka_unit_test(what_goes_after_the_day_has_a_statement_that_takes_it),
		day_test(what_is_exported_is_of_the_table_and_record_it_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
