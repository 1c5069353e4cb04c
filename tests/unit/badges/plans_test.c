/* Seating plans and rosters, read back by other people's programs: names of any script and length, empty seats,
 * delegations, six languages, equal bytes for equal values. */
#include "table.h"
#include "tools.h"

#include "badges/roster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char *const LANGUAGES[] = { "en", "fr", "es", "ar", "ru", "zh" };

struct bench {
	struct badge_press *press;
	struct folder folder;
	struct fault fault;
};

static int setup(void **state)
{
	static struct bench bench;
	if (badge_press_create(&bench.press, &bench.fault)) {
		print_error("%s\n", bench.fault.detail);
		return -1;
	}
	bench.folder = folder_make();
	*state = &bench;
	return 0;
}

static int teardown(void **state)
{
	struct bench *bench = *state;
	badge_press_destroy(bench->press);
	folder_remove(&bench->folder);
	return 0;
}

/* ---- the table for six ---- */

static struct buf plan(struct bench *bench, const struct seating_plan_data *data)
{
	struct buf pdf = { 0 };
	assert_int_equal(seating_plan_pdf(bench->press, data, &pdf, &bench->fault), OK);
	return pdf;
}

static void assert_has(struct bench *bench, const struct buf *pdf, const char *what)
{
	char *text = tool_text(&bench->folder, pdf);
	assert_non_null(text);
	if (!strstr(text, what))
		print_error("not found: %s\nin:\n%s\n", what, text);
	assert_non_null(strstr(text, what));
	free(text);
}

static void everybody_stands_on_the_plan_and_in_its_list(void **state)
{
	struct bench *bench = *state;
	struct seating_plan_data data = table_for_six("en");
	struct buf pdf = plan(bench, &data);
	assert_has(bench, &pdf, "Two per cent");
	assert_has(bench, &pdf, "In the French alphabetical order of Members");
	assert_has(bench, &pdf, "Wang Xiaoming");
	assert_has(bench, &pdf, "王小明");
	assert_has(bench, &pdf, "Égypte");
	assert_has(bench, &pdf, "Ministry of Transport");
	assert_has(bench, &pdf, "Without a seat");
	assert_has(bench, &pdf, "Latecomer");
	buf_finish(&pdf);
}

static void plans_speak_six_languages(void **state)
{
	static const char *const SEAT_WORDS[] = { "Seat", "Place", "Asiento", "المقعد", "Место", "座位" };
	struct bench *bench = *state;
	for (size_t i = 0; i < 6; i++) {
		struct seating_plan_data data = table_for_six(LANGUAGES[i]);
		struct buf pdf = plan(bench, &data);
		if (i != 3) /* poppler gives Arabic words letter by letter */
			assert_has(bench, &pdf, SEAT_WORDS[i]);
		assert_has(bench, &pdf, "Ana Souza");
		buf_finish(&pdf);
	}
}

static void equal_plans_are_equal_bytes_and_a_picture_is_whole(void **state)
{
	struct bench *bench = *state;
	struct seating_plan_data data = table_for_six("zh");
	struct buf one = plan(bench, &data), other = plan(bench, &data), svg = { 0 };
	assert_int_equal(one.len, other.len);
	assert_memory_equal(one.bytes, other.bytes, one.len);
	assert_int_equal(seating_plan_svg(bench->press, &data, &svg, &bench->fault), OK);
	char *whole = tool_read(&bench->folder, "plan.svg", &svg, TOOL("xmllint", "--noout", "%s"));
	assert_non_null(whole);
	assert_non_null(strstr(buf_text(&svg), "<svg"));
	free(whole);
	buf_finish(&one);
	buf_finish(&other);
	buf_finish(&svg);
}

static void a_head_that_is_no_hash_is_refused_and_nothing_is_drawn(void **state)
{
	struct bench *bench = *state;
	struct seating_plan_data data = table_for_six("en");
	struct roster_data roster = { .paper = { .seq = 7, .hash = "abc" }, .title = "", .scope = "" };
	struct buf out = { 0 };
	data.paper.seq = 7;
	data.paper.hash = "abc";
	assert_int_equal(seating_plan_pdf(bench->press, &data, &out, &bench->fault), ERR_INVALID);
	assert_string_equal(bench->fault.field, "hash");
	assert_int_equal(roster_pdf(bench->press, &roster, &out, &bench->fault), ERR_INVALID);
	assert_int_equal(out.len, 0);
}

/* ---- rosters ---- */

static const struct roster_person PEOPLE[] = {
	{ "فاطمة بن علي", "Fatima Ben Ali", "هيئة تنظيم الاتصالات", "قطر", "ar" },
	{ "王小明", "Wang Xiaoming", "工业和信息化部", "China", "zh" },
	{ LONG, "", LONG, "Germany", "de" },
};

static unsigned pages_of(struct bench *bench, const struct buf *pdf)
{
	char *info = tool_read(&bench->folder, "info.pdf", pdf, TOOL("pdfinfo", "%s"));
	assert_non_null(info);
	const char *pages = strstr(info, "Pages:");
	assert_non_null(pages);
	unsigned n = (unsigned)strtoul(pages + 6, NULL, 10);
	free(info);
	return n;
}

static void a_roster_is_a_page_a_group_with_room_moderator_and_language(void **state)
{
	struct bench *bench = *state;
	const struct roster_group groups[] = {
		{ "Teachers and trainers", "MH3", "Innocent Ndayishimiye", "fr", 12, PEOPLE, 3 },
		{ "Learning without a connection", "", "", "", 8, NULL, 0 },
	};
	struct roster_data data = {
		.title = "Digital skills", .scope = "2022-06-08 15:45", .groups = groups, .n_groups = 2
	};
	for (size_t i = 0; i < 6; i++) {
		struct buf pdf = { 0 };
		data.paper = (struct paper){ .language = LANGUAGES[i], .day_title = "Partner2Connect" };
		assert_int_equal(roster_pdf(bench->press, &data, &pdf, &bench->fault), OK);
		assert_int_equal(pages_of(bench, &pdf), 2);
		assert_has(bench, &pdf, "Teachers and trainers");
		assert_has(bench, &pdf, "Innocent Ndayishimiye");
		assert_has(bench, &pdf, "Fatima Ben Ali");
		buf_finish(&pdf);
	}
}

static void many_go_on_to_the_next_page_and_no_groups_are_said_so(void **state)
{
	struct bench *bench = *state;
	static struct roster_person many[90];
	for (size_t i = 0; i < 90; i++)
		many[i] = PEOPLE[i % 3];
	const struct roster_group group = { "Large", "", "", "", 90, many, 90 };
	struct roster_data data = { .title = "T", .scope = "S", .groups = &group, .n_groups = 1 };
	struct buf pdf = { 0 }, none = { 0 };
	assert_int_equal(roster_pdf(bench->press, &data, &pdf, &bench->fault), OK);
	assert_true(pages_of(bench, &pdf) >= 3);
	data.n_groups = 0;
	assert_int_equal(roster_pdf(bench->press, &data, &none, &bench->fault), OK);
	assert_has(bench, &none, "no groups yet");
	buf_finish(&pdf);
	buf_finish(&none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everybody_stands_on_the_plan_and_in_its_list),
		cmocka_unit_test(plans_speak_six_languages),
		cmocka_unit_test(equal_plans_are_equal_bytes_and_a_picture_is_whole),
		cmocka_unit_test(a_head_that_is_no_hash_is_refused_and_nothing_is_drawn),
		cmocka_unit_test(a_roster_is_a_page_a_group_with_room_moderator_and_language),
		cmocka_unit_test(many_go_on_to_the_next_page_and_no_groups_are_said_so),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
