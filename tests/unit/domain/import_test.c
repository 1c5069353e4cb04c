/* Files as people really send them: every spelling of a header that we promise, every way to be wrong, all or
 * nothing. */
#include "domain/arrival.h"
#include "domain/import.h"

#include "base/buf.h"
#include "domain/import_csv.h"
#include "domain/participant.h"
#include "tests/unit/domain/own_store.h"

#include <string.h>

typedef enum err import_function(struct tx *tx, const char *csv, size_t len, const struct import_options *options,
    struct import_report *out_report);

/* One import as one change; the report's texts live in the test's arena. */
struct attempt {
	struct change change;
	import_function *import;
	const char *csv;
	size_t len;
	struct import_options options;
	struct import_report report;
	struct fault fault;
	struct arena *arena;
};

static enum err run(struct change *change, struct tx *tx)
{
	struct attempt *attempt = (struct attempt *)(void *)change;
	enum err err = attempt->import(tx, attempt->csv, attempt->len, &attempt->options, &attempt->report);
	struct import_line *lines = arena_array(attempt->arena, struct import_line, attempt->report.n_lines + 1);
	for (size_t i = 0; i < attempt->report.n_lines; i++) {
		lines[i] = attempt->report.lines[i];
		lines[i].field = arena_dup(attempt->arena, lines[i].field);
		lines[i].words = arena_dup(attempt->arena, lines[i].words);
	}
	attempt->report.lines = lines;
	attempt->fault = *tx_fault(tx);
	/* A dry run is undone by its caller. */
	return err ? err : attempt->options.dry_run ? ERR_CONFLICT : OK;
}

static struct attempt attempt_len(struct own_store *own, import_function *import, const char *csv, size_t len)
{
	struct attempt attempt = { .change.run = run, .import = import, .csv = csv, .len = len, .arena = own->arena };
	attempt.fault.err = store_apply(own->store, &attempt.change);
	return attempt;
}

static struct attempt attempt_of(struct own_store *own, import_function *import, const char *csv)
{
	return attempt_len(own, import, csv, strlen(csv));
}

static int setup(void **state)
{
	*state = own_store_create();
	return 0;
}

static int teardown(void **state)
{
	own_store_destroy(*state);
	return 0;
}

static struct person find(struct own_store *own, const char *registration_id)
{
	struct person person;
	assert_int_equal(person_by_registration(own->db, own->arena, registration_id, &person), OK);
	return person;
}

static int64_t people_in(struct own_store *own)
{
	int64_t total;
	assert_int_equal(person_count(own->db, &total), OK);
	return total;
}

static void expect_refused(
    struct own_store *own, import_function *import, const char *csv, int64_t line, const char *field)
{
	struct attempt attempt = attempt_of(own, import, csv);
	assert_int_equal(attempt.fault.err, ERR_FILE_FORMAT);
	assert_true(attempt.report.refused >= 1);
	for (size_t i = 0; i < attempt.report.n_lines; i++)
		if (attempt.report.lines[i].refused) {
			assert_int_equal(attempt.report.lines[i].line, line);
			assert_string_equal(attempt.report.lines[i].field, field);
			assert_true(*attempt.report.lines[i].words);
			return;
		}
	fail();
}

/* ---- participants ---- */

static void a_plain_file_adds_its_people(void **state)
{
	struct own_store *own = *state;
	struct attempt attempt = attempt_of(own, import_participants,
	    "registration_id,family_name,given_name,name_latin,entity,entity_type,country,category,roles,email,"
	    "language,state\n"
	    "P-1,Núñez,José,Jose "
	    "Nunez,Ministerio,government,Perú,MIN,head_of_delegation;speaker,j@x.example,es,confirmed\n"
	    "P-2,王,小明,Wang Xiaoming,长河通信,private_sector,CHN,SM,,,zh,approved\n");
	assert_int_equal(attempt.fault.err, OK);
	assert_int_equal(attempt.report.rows, 2);
	assert_int_equal(attempt.report.added, 2);
	assert_int_equal(attempt.report.n_lines, 0);
	struct person person = find(own, "P-1");
	assert_string_equal(person.display, "José Núñez");
	assert_string_equal(person.latin, "Jose Nunez");
	assert_string_equal(person.entity.country, "PER");
	assert_string_equal(person.roles, "head_of_delegation speaker");
	assert_string_equal(person.category, "MIN");
	assert_string_equal(find(own, "P-2").entity.name, "长河通信");
}

static void headers_are_known_in_six_languages_in_any_order_and_case(void **state)
{
	struct own_store *own = *state;
	static const char *const FILES[] = {
		"Nom;Prénom;Organisme;Pays;Langue\nDiop;Aïssatou;ARTP;Sénégal;français\n",
		"APELLIDOS;NOMBRE;ORGANIZACIÓN;PAÍS\nPeña;Lucía;MinTIC;Colombia\n",
		"فئة,اسم العائلة,الاسم,المنظمة,البلد\nx,حداد,سلمى,هيئة,الأردن\n",
		"Фамилия;Имя;Организация;Страна\nЩербаков;Юрий;Минцифры;Россия\n",
		"姓,名,单位,国家\n陈,丽华,工信部,中国\n",
		"Country\tLast Name\tFirst Name\tCompany\nTürkiye\tYıldırım\tAyşe\tBosphorus\n"
	};
	for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
		struct attempt attempt = attempt_of(own, import_participants, FILES[i]);
		assert_int_equal(attempt.fault.err, OK);
		assert_int_equal(attempt.report.added, 1);
	}
	assert_int_equal(people_in(own), 6);
}

static void bom_line_ends_quotes_and_empty_lines_do_not_matter(void **state)
{
	struct own_store *own = *state;
	struct attempt attempt = attempt_of(own, import_participants,
	    "\xef\xbb\xbfregistration_id,display,entity\r\n\r\nQ-1,\"Doe, \"\"Jay\"\"\",\"Two\r\nlines "
	    "Ltd\"\r\n\r\nQ-2,Ann,Acme\rQ-3,Bob,Acme");
	assert_int_equal(attempt.fault.err, OK);
	assert_int_equal(attempt.report.added, 3);
	assert_string_equal(find(own, "Q-1").display, "Doe, \"Jay\"");
	assert_string_equal(find(own, "Q-3").entity.name, "Acme");
}

static void the_line_told_is_the_line_where_the_row_starts(void **state)
{
	expect_refused(*state, import_participants,
	    "display,entity,country\r\n\r\n\"A\r\nB\",Acme,FRA\r\nC,Acme,Atlantis\r\n", 5, "country");
	expect_refused(*state, import_participants, "display,entity,country\rA,Acme,FRA\r\"C\nD\",Acme,Atlantis\r", 3,
	    "country");
}

static void one_bad_line_among_a_hundred_thousand_leaves_nothing_behind(void **state)
{
	enum { LINES = 100000, BAD = 66000 };
	struct own_store *own = *state;
	struct buf csv = { 0 };
	buf_add_text(&csv, "registration_id,display,entity,category\n");
	for (int i = 2; i < LINES + 2; i++)
		buf_printf(&csv, "B-%d,Person %d,House %d,%s\n", i, i, i % 400, i == BAD ? "KING" : "DEL");
	struct attempt attempt = attempt_of(own, import_participants, buf_text(&csv));
	buf_finish(&csv);
	assert_int_equal(attempt.fault.err, ERR_FILE_FORMAT);
	assert_string_equal(attempt.fault.field, "category");
	assert_non_null(strstr(attempt.fault.detail, "Line 66000"));
	assert_non_null(strstr(attempt.fault.detail, "KING"));
	assert_int_equal(attempt.report.rows, LINES);
	assert_int_equal(attempt.report.refused, 1);
	assert_int_equal(people_in(own), 0);
}

static void a_known_registration_id_changes_that_person_and_the_same_row_changes_nothing(void **state)
{
	struct own_store *own = *state;
	const char *first = "registration_id,display,entity,title\nR-1,Ann,Acme,CEO\n";
	attempt_of(own, import_participants, first);
	struct attempt again = attempt_of(own, import_participants, first);
	assert_int_equal(again.report.same, 1);
	assert_int_equal(again.report.added + again.report.changed, 0);
	struct attempt changed =
	    attempt_of(own, import_participants, "registration_id,display,entity,title\nR-1,Ann,Acme,CTO\n");
	assert_int_equal(changed.report.changed, 1);
	struct person person = find(own, "R-1");
	assert_string_equal(person.title, "CTO");
	assert_int_equal(person.version, 2);
	assert_int_equal(people_in(own), 1);
}

static void one_bad_line_leaves_nothing_behind_and_all_bad_lines_are_told(void **state)
{
	struct own_store *own = *state;
	struct attempt attempt = attempt_of(own, import_participants,
	    "display,entity,country,category,entity_type,language,state,roles,email\n"
	    "Good,Acme,FRA,DEL,private_sector,fr,approved,,\n"
	    ",Acme,FRA,DEL,private_sector,fr,approved,,\n"
	    "A,,FRA,DEL,private_sector,fr,approved,,\n"
	    "A,Acme,Atlantis,DEL,private_sector,fr,approved,,\n"
	    "A,Acme,FRA,KING,private_sector,fr,approved,,\n"
	    "A,Acme,FRA,DEL,pirates,fr,approved,,\n"
	    "A,Acme,FRA,DEL,private_sector,tlh,approved,,\n"
	    "A,Acme,FRA,DEL,private_sector,fr,asleep,,\n"
	    "A,Acme,FRA,DEL,private_sector,fr,approved,juggler,\n"
	    "A,Acme,FRA,DEL,private_sector,fr,approved,,nomail\n");
	static const char *const FIELDS[] = { "name", "entity", "country", "category", "entity_type", "language",
		"state", "roles", "email" };
	assert_int_equal(attempt.fault.err, ERR_FILE_FORMAT);
	assert_int_equal(attempt.report.refused, 9);
	assert_int_equal(attempt.report.n_lines, 9);
	for (size_t i = 0; i < 9; i++) {
		assert_int_equal(attempt.report.lines[i].line, (int64_t)i + 3);
		assert_string_equal(attempt.report.lines[i].field, FIELDS[i]);
	}
	assert_int_equal(people_in(own), 0);
}

static void a_registration_id_that_stands_twice_is_refused(void **state)
{
	expect_refused(*state, import_participants, "registration_id,display,entity\nA,Ann,Acme\nA,Bob,Acme\n", 3,
	    "registration_id");
}

static void a_name_of_more_than_300_characters_is_refused(void **state)
{
	struct buf csv = { 0 };
	buf_add_text(&csv, "display,entity\n");
	for (int i = 0; i < 1300; i++)
		buf_add_byte(&csv, 'x');
	buf_add_text(&csv, ",Acme\n");
	expect_refused(*state, import_participants, buf_text(&csv), 2, "name");
	buf_finish(&csv);
}

static void a_dry_run_reports_and_leaves_nothing(void **state)
{
	struct own_store *own = *state;
	struct attempt attempt = {
		.change.run = run, .import = import_participants, .arena = own->arena, .options.dry_run = true
	};
	attempt.csv = "display,entity,country\nAnn,Acme,FRA\nBob,Acme,Atlantis\n";
	attempt.len = strlen(attempt.csv);
	assert_int_equal(store_apply(own->store, &attempt.change), ERR_CONFLICT);
	assert_int_equal(attempt.report.added, 1);
	assert_int_equal(attempt.report.refused, 1);
	assert_int_equal(people_in(own), 0);
}

static void a_map_names_columns_that_the_lists_do_not_know(void **state)
{
	struct own_store *own = *state;
	struct attempt attempt = { .change.run = run, .import = import_participants, .arena = own->arena };
	attempt.options.map = "Wie heißt du?=display;Firma=entity;title=roles";
	attempt.csv = "wie heißt du,FIRMA,Title,Shoe size\nAnn,Acme,speaker,41\n";
	attempt.len = strlen(attempt.csv);
	assert_int_equal(store_apply(own->store, &attempt.change), OK);
	assert_int_equal(attempt.report.added, 1);
	assert_int_equal(attempt.report.n_lines, 1);
	assert_false(attempt.report.lines[0].refused);
	assert_string_equal(attempt.report.lines[0].field, "Shoe size");
	assert_int_equal(people_in(own), 1);
}

static void a_file_that_is_no_table_of_people_is_refused(void **state)
{
	expect_refused(*state, import_participants, "", 1, "file");
	expect_refused(*state, import_participants, "\n\n\n", 1, "file");
	expect_refused(*state, import_participants, "\xef\xbb\xbf", 1, "file");
	expect_refused(*state, import_participants, "hello world", 1, "header");
	expect_refused(*state, import_participants, "display,country\nAnn,FRA\n", 1, "header");
	expect_refused(*state, import_participants, "entity,category\nAcme,DEL\n", 1, "header");
	expect_refused(*state, import_participants, "display,entity,full name\nAnn,Acme,Bob\n", 1, "display");
	expect_refused(*state, import_participants, "display,entity\nJos\xe9,Acme\n", 1, "file");
	expect_refused(*state, import_participants, "display,entity\nAnn,\"Acme\nBob,Acme\n", 1, "file");
	struct attempt utf16 = attempt_len(*state, import_participants,
	    "\xff\xfe"
	    "d\0i\0s\0",
	    8);
	assert_int_equal(utf16.fault.err, ERR_FILE_FORMAT);
	assert_int_equal(people_in(*state), 0);
}

static void the_line_that_is_not_utf8_is_named(void **state)
{
	struct attempt attempt = attempt_of(*state, import_participants, "display,entity\nAnn,Acme\nJos\xe9,Acme\n");
	assert_non_null(strstr(attempt.report.lines[0].words, "Line 3"));
}

static void a_file_of_more_than_8_mib_or_100000_lines_is_too_big(void **state)
{
	size_t len = IMPORT_CSV_BYTES_MAX + 1;
	char *csv = calloc(1, len);
	memset(csv, 'a', len);
	assert_int_equal(attempt_len(*state, import_participants, csv, len).fault.err, ERR_TOO_BIG);
	memset(csv, '\n', len);
	assert_int_equal(
	    attempt_len(*state, import_participants, csv, IMPORT_CSV_LINES_MAX + 2).fault.err, ERR_TOO_BIG);
	free(csv);
}

static void rows_that_are_shorter_or_longer_than_the_header_are_read(void **state)
{
	struct own_store *own = *state;
	struct attempt attempt = attempt_of(
	    own, import_participants, "registration_id,display,entity,title\nS-1,Ann,Acme\nS-2,Bob,Acme,CEO,x,y,z\n");
	assert_int_equal(attempt.fault.err, OK);
	assert_int_equal(attempt.report.added, 2);
	assert_string_equal(find(own, "S-1").title, "");
}

struct arrival {
	struct change change;
	const char *id;
};

static enum err arrive(struct change *change, struct tx *tx)
{
	const struct arrival *arrival = (const struct arrival *)(void *)change;
	struct check_in check_in;
	return participant_check_in(tx, arrival->id, &(struct check_in_form){ .badge = false }, &check_in);
}

static void who_has_arrived_is_not_changed_by_a_file_that_still_says_confirmed(void **state)
{
	struct own_store *own = *state;
	const char *csv = "registration_id,display,entity,state\nR-1,Ann,Acme,confirmed\n";
	attempt_of(own, import_participants, csv);
	struct arrival arrival = { .change.run = arrive, .id = find(own, "R-1").id };
	assert_int_equal(store_apply(own->store, &arrival.change), OK);
	struct attempt again = attempt_of(own, import_participants, csv);
	assert_int_equal(again.report.same, 1);
	assert_int_equal(again.report.changed, 0);
	assert_string_equal(find(own, "R-1").state, "arrived");
}

/* ---- out and in again ---- */

static void what_is_exported_can_be_imported_and_is_the_same(void **state)
{
	struct own_store *own = *state;
	struct buf csv = { 0 };
	attempt_of(own, import_participants,
	    "registration_id,family_name,given_name,entity,country,roles,title\n"
	    "E-1,\"=HYPERLINK(\"\"x\"\")\",Ann,\"Acme; Sons, \"\"Ltd\"\"\",FRA,speaker,+1\nE-2,Al "
	    "Amin,محمد,@home,SDN,,-\n");
	assert_int_equal(people_in(own), 2);
	assert_int_equal(export_participants_csv(own->db, &csv), OK);
	struct attempt again = attempt_len(own, import_participants, csv.bytes, csv.len);
	assert_int_equal(again.fault.err, OK);
	assert_int_equal(again.report.same, 2);
	buf_finish(&csv);
}

static void no_cell_of_an_export_can_run_in_a_spreadsheet(void **state)
{
	(void)state;
	static const char *const CASES[][2] = { { "plain", "plain" }, { "", "" }, { "a,b", "\"a,b\"" },
		{ "a;b", "\"a;b\"" }, { "say \"hi\"", "\"say \"\"hi\"\"\"" }, { "two\nlines", "\"two\nlines\"" },
		{ "=1+1", "'=1+1" }, { "+250 788", "'+250 788" }, { "-5", "'-5" }, { "@SUM(A1)", "'@SUM(A1)" },
		{ "\tx", "\"'\tx\"" }, { " x", "\" x\"" }, { "=cmd|' /C calc'!A0,x", "\"'=cmd|' /C calc'!A0,x\"" } };
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct buf out = { 0 };
		csv_cell(&out, CASES[i][0], i % 2);
		size_t len = strlen(CASES[i][1]);
		assert_int_equal(out.len, len + (i % 2 ? 2 : 1));
		assert_memory_equal(out.bytes, CASES[i][1], len);
		assert_string_equal(buf_text(&out) + len, i % 2 ? "\r\n" : ",");
		buf_finish(&out);
	}
}

/* ---- pledges ---- */

static void pledges_are_filed_as_submitted_with_their_pledgers_amounts_and_countries(void **state)
{
	struct own_store *own = *state;
	struct attempt attempt = attempt_of(own, import_pledges,
	    "Type;Title;Entity;Country;Amount;Currency;Focus areas;Countries;Language\n"
	    "financial;School fund;Acme | Beta Fund;Sénégal;2 500 000 000;XOF;ACCESS, adoption;SEN, Mali;fr\n"
	    "Politique;Réforme;Ministère;Bénin;;;CRÉATION DE VALEUR;BEN;français\n"
	    "programmatic;Skills;Gamma;;1200,50;USD;accelerate;;\n");
	assert_int_equal(attempt.fault.err, OK);
	assert_int_equal(attempt.report.added, 3);
	struct pledge *pledges;
	size_t n;
	assert_int_equal(pledge_all(own->db, own->arena, &pledges, &n), OK);
	assert_int_equal(n, 3);
	assert_string_equal(pledges[0].state, "submitted");
	assert_int_equal(pledges[0].amount_minor, 2500000000);
	assert_int_equal(pledges[0].n_pledgers, 2);
	assert_true(pledges[0].pledgers[0].lead && !pledges[0].pledgers[1].lead);
	assert_string_equal(pledges[0].pledgers[0].entity.country, "SEN");
	assert_int_equal(pledges[0].focus_areas, 3);
	assert_string_equal(pledges[0].countries[1], "MLI");
	assert_string_equal(pledges[1].type, "policy");
	assert_int_equal(pledges[1].focus_areas, 4);
	assert_int_equal(pledges[2].amount_minor, 120050);
}

static void a_file_of_pledges_that_comes_again_files_nothing_twice(void **state)
{
	struct own_store *own = *state;
	const char *csv =
	    "type,title,entity,country,amount,currency\nfinancial,F,Acme,SEN,5,USD\npolicy,L,Acme,SEN,,\n";
	assert_int_equal(attempt_of(own, import_pledges, csv).report.added, 2);
	struct attempt again = attempt_of(own, import_pledges, csv);
	assert_int_equal(again.report.added, 0);
	assert_int_equal(again.report.same, 2);
	struct attempt other = attempt_of(
	    own, import_pledges, "type,title,entity,country,amount,currency\nfinancial,F,Acme,SEN,6,USD\n");
	assert_int_equal(other.report.added, 1);
}

static void a_pledge_that_cannot_be_read_is_refused_with_its_field(void **state)
{
	static const struct {
		const char *row, *field;
	} CASES[] = { { "bribery,x,Acme,,,,,", "type" }, { ",x,Acme,,,,,", "type" },
		{ "financial,x,,,,,,", "entity" }, { "financial,x,Acme,Atlantis,,,,", "country" },
		{ "financial,x,Acme,,-5,USD,,", "amount" }, { "financial,x,Acme,,abc,USD,,", "amount" },
		{ "financial,x,Acme,,\"1,200\",USD,,", "amount" }, { "financial,x,Acme,,1e309,USD,,", "amount" },
		{ "financial,x,Acme,,5,EURO,,", "currency" }, { "financial,x,Acme,,0,USD,,", "amount" },
		{ "financial,x,Acme,,1.005,USD,,", "amount" }, { "financial,x,Acme,,,,Everything,", "focus_areas" },
		{ "financial,x,Acme,,,,,\"FRA,Narnia\"", "countries" },
		{ "financial,x,Acme|Acme,,,,,", "pledgers" } };
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		char csv[200];
		snprintf(csv, sizeof csv, "type,title,entity,country,amount,currency,focus_areas,countries\n%s\n",
		    CASES[i].row);
		expect_refused(*state, import_pledges, csv, 2, CASES[i].field);
	}
	expect_refused(*state, import_pledges, "title,entity\nx,Acme\n", 1, "header");
}

static void exported_pledges_carry_exact_amounts(void **state)
{
	struct own_store *own = *state;
	struct buf csv = { 0 };
	attempt_of(own, import_rates, "currency,per_usd,valid_on\nXOF,610.7,2022-06-01\n");
	attempt_of(
	    own, import_pledges, "type,title,entity,country,amount,currency\nfinancial,F,Acme,SEN,2500000000,XOF\n");
	assert_int_equal(export_pledges_csv(own->db, &csv), OK);
	assert_non_null(strstr(buf_text(&csv), ",2500000000,XOF,4093663.01,610.7,2022-06-01,"));
	assert_memory_equal(csv.bytes,
	    "\xef\xbb\xbf"
	    "number,",
	    10);
	buf_finish(&csv);
}

/* ---- rates ---- */

static void rates_come_in_the_forms_of_the_united_nations_table(void **state)
{
	struct own_store *own = *state;
	const char *rate, *on;
	struct attempt attempt = attempt_of(own, import_rates,
	    "Currency Code;Operational Rate;Effective Date\nXOF;610,7;1 Jun 2022\nRWF;1 "
	    "021,5;01-Jun-22\nKWD;0.306;2022-06-01\n");
	assert_int_equal(attempt.fault.err, OK);
	assert_int_equal(attempt.report.added, 3);
	assert_int_equal(rate_get(own->db, own->arena, "XOF", "2022-06-07", &rate, &on), OK);
	assert_string_equal(rate, "610.7");
	assert_string_equal(on, "2022-06-01");
	assert_int_equal(rate_get(own->db, own->arena, "RWF", "2022-06-07", &rate, &on), OK);
	assert_string_equal(rate, "1021.5");
	struct attempt again =
	    attempt_of(own, import_rates, "currency,rate,date\nXOF,610.7,2022-06-01\nKWD,0.307,2022-06-01\n");
	assert_int_equal(again.report.same, 1);
	assert_int_equal(again.report.changed, 1);
}

static void a_rate_that_cannot_be_used_is_refused(void **state)
{
	static const struct {
		const char *row, *field;
	} CASES[] = { { "XTS,1,2022-06-01", "currency" }, { ",1,2022-06-01", "currency" },
		{ "EUR,0,2022-06-01", "per_usd" }, { "EUR,-1,2022-06-01", "per_usd" },
		{ "EUR,,2022-06-01", "per_usd" }, { "EUR,1e2,2022-06-01", "per_usd" }, { "EUR,0.9,", "valid_on" },
		{ "EUR,0.9,2022-13-01", "valid_on" }, { "EUR,0.9,yesterday", "valid_on" },
		{ "EUR,0.9,2022-06-01x", "valid_on" }, { "EUR,0.9,32 Jun 2022", "valid_on" },
		{ "EUR,0.9,1 anf 2022", "valid_on" } };
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		char csv[120];
		snprintf(csv, sizeof csv, "currency,per_usd,valid_on\nUSD,1,2022-06-01\n%s\n", CASES[i].row);
		expect_refused(*state, import_rates, csv, 3, CASES[i].field);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_plain_file_adds_its_people),
		TEST(headers_are_known_in_six_languages_in_any_order_and_case),
		TEST(bom_line_ends_quotes_and_empty_lines_do_not_matter),
		TEST(the_line_told_is_the_line_where_the_row_starts),
		TEST(one_bad_line_among_a_hundred_thousand_leaves_nothing_behind),
		TEST(a_known_registration_id_changes_that_person_and_the_same_row_changes_nothing),
		TEST(one_bad_line_leaves_nothing_behind_and_all_bad_lines_are_told),
		TEST(a_registration_id_that_stands_twice_is_refused),
		TEST(a_name_of_more_than_300_characters_is_refused),
		TEST(a_dry_run_reports_and_leaves_nothing),
		TEST(a_map_names_columns_that_the_lists_do_not_know),
		TEST(a_file_that_is_no_table_of_people_is_refused),
		TEST(the_line_that_is_not_utf8_is_named),
		TEST(a_file_of_more_than_8_mib_or_100000_lines_is_too_big),
		TEST(rows_that_are_shorter_or_longer_than_the_header_are_read),
		TEST(who_has_arrived_is_not_changed_by_a_file_that_still_says_confirmed),
		TEST(what_is_exported_can_be_imported_and_is_the_same),
		TEST(no_cell_of_an_export_can_run_in_a_spreadsheet),
		TEST(pledges_are_filed_as_submitted_with_their_pledgers_amounts_and_countries),
		TEST(a_file_of_pledges_that_comes_again_files_nothing_twice),
		TEST(a_pledge_that_cannot_be_read_is_refused_with_its_field),
		TEST(exported_pledges_carry_exact_amounts),
		TEST(rates_come_in_the_forms_of_the_united_nations_table),
		TEST(a_rate_that_cannot_be_used_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
