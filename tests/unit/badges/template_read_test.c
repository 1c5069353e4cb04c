/* Templates as JSON: the shipped ones can be read, and each mistake is refused in words that say where it is. */
#include "badges/template_read.h"

#include "badges/shipped.h"
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* What each test starts from; %s is where it puts its mistake. */
#define HEAD "{\"id\": \"own\", \"name\": \"Own\", \"kind\": \"badge\", "
#define SIZE "\"width\": 80, \"height\": 60, "
#define TEXT "{\"slot\": \"name\", \"height\": 10, \"largest\": 20, \"smallest\": 8}"
#define FIELD "{\"x\": 5, \"y\": 5, \"width\": 40, \"height\": 20, \"texts\": [" TEXT "]}"
#define SIDE(more) "\"sides\": [{" more "\"fields\": [" FIELD "]}]}"
#define ONE_FIELD(members) HEAD SIZE "\"sides\": [{\"fields\": [{" members "}]}]}"
#define ONE_TEXT(members) ONE_FIELD("\"x\": 5, \"y\": 5, \"width\": 40, \"height\": 20, \"texts\": [{" members "}]")
#define LOGO(svg)                                                                                                    \
	HEAD SIZE SIDE("\"logos\": [{\"x\": 50, \"y\": 40, \"width\": 10, \"height\": 10, \"svg\": \"" svg "\"}], ")
#define SVG(inside) "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'>" inside "</svg>"

static const char GOOD[] = HEAD SIZE SIDE("\"qr\": {\"x\": 48, \"y\": 5, \"width\": 25}, ");

struct desk {
	struct arena *arena;
	const struct badge_template *template;
	struct fault fault;
};

static enum err read(struct desk *desk, const char *json)
{
	desk->arena = arena_create();
	desk->template = NULL;
	desk->fault = (struct fault){ 0 };
	return badge_template_read(desk->arena, json, strlen(json), &desk->template, &desk->fault);
}

static void assert_refused(const char *json, enum err expected, const char *field, const char *words)
{
	struct desk desk;
	enum err err = read(&desk, json);
	if (err != expected || strcmp(desk.fault.field, field) != 0 || !strstr(desk.fault.detail, words))
		print_error("%s\n%s %s: %s\n", json, err_name(err), desk.fault.field, desk.fault.detail);
	assert_int_equal(err, expected);
	assert_string_equal(desk.fault.field, field);
	assert_non_null(strstr(desk.fault.detail, words));
	assert_null(desk.template);
	arena_destroy(desk.arena);
}

static void every_shipped_template_is_read_under_the_name_of_its_file(void **state)
{
	size_t n;
	const struct badge_shipped *shipped = badge_shipped_all(&n);
	(void)state;
	assert_true(n >= 8);
	for (size_t i = 0; i < n; i++) {
		struct desk desk;
		enum err err = read(&desk, shipped[i].json);
		if (err)
			print_error("%s: %s\n", shipped[i].id, desk.fault.detail);
		assert_int_equal(err, OK);
		assert_string_equal(desk.template->id, shipped[i].id);
		arena_destroy(desk.arena);
	}
}

static void shipped_templates_are_found_by_name_and_a6_is_the_first(void **state)
{
	struct arena *arena = arena_create();
	(void)state;
	assert_string_equal(badge_template_find(arena, NULL)->id, BADGE_SHIPPED_FIRST);
	assert_string_equal(badge_template_find(arena, "")->id, "a6");
	assert_string_equal(badge_template_find(arena, "card")->id, "card");
	assert_null(badge_template_find(arena, "A6"));
	assert_null(badge_template_find(arena, "letter"));
	arena_destroy(arena);
}

static void a_template_has_what_its_file_says(void **state)
{
	struct desk desk;
	(void)state;
	assert_int_equal(read(&desk, GOOD), OK);
	const struct badge_side *side = desk.template->sides;
	assert_string_equal(desk.template->name, "Own");
	assert_int_equal(desk.template->n_sides, 1);
	assert_false(desk.template->is_black);
	assert_float_equal(side->qr.height, 25, 0.001);
	assert_int_equal(side->fields->n_texts, 1);
	assert_int_equal(side->fields->texts->slot, BADGE_NAME);
	assert_int_equal(side->fields->texts->lines, 1);
	assert_int_equal(side->fields->across, BADGE_START);
	arena_destroy(desk.arena);
}

static void own_words_are_cleaned_of_what_would_turn_them_round(void **state)
{
	struct desk desk;
	(void)state;
	assert_int_equal(
	    read(&desk,
		ONE_TEXT(
		    "\"words\": \" In an \\u202eemergency\\n\", \"height\": 10, \"largest\": 20, \"smallest\": 8")),
	    OK);
	assert_string_equal(desk.template->sides->fields->texts->words, "In an emergency");
	assert_int_equal(desk.template->sides->fields->texts->slot, BADGE_WORDS);
	arena_destroy(desk.arena);
}

static void what_is_no_json_is_told_with_its_line(void **state)
{
	(void)state;
	assert_refused("{\n\"id\": }", ERR_JSON, "", "Line 2");
	assert_refused("[]", ERR_JSON, "", "object");
	assert_refused("", ERR_JSON, "", "Line 1");
	assert_refused("{\"id\": \"a\", \"id\": \"b\"}", ERR_JSON, "", "duplicate");
}

static void a_template_of_more_than_64_kilobytes_is_not_looked_at(void **state)
{
	static char json[BADGE_TEMPLATE_BYTES_MAX + 2];
	(void)state;
	memset(json, ' ', sizeof json - 1);
	assert_refused(json, ERR_TOO_BIG, "", "64 kB");
}

static void members_that_are_missing_unknown_or_of_another_kind_are_named(void **state)
{
	(void)state;
	assert_refused("{}", ERR_FIELD_MISSING, "id", "missing");
	assert_refused(HEAD "\"height\": 60, " SIDE(""), ERR_FIELD_MISSING, "width", "missing");
	assert_refused(HEAD SIZE "\"sides\": [{}]}", ERR_FIELD_MISSING, "sides[0].fields", "missing");
	assert_refused(HEAD SIZE "\"colour\": 1, " SIDE(""), ERR_FIELD_UNKNOWN, "colour", "no such member");
	assert_refused(HEAD SIZE SIDE("\"qrcode\": {}, "), ERR_FIELD_UNKNOWN, "sides[0].qrcode", "no such member");
	assert_refused(HEAD "\"width\": \"80\", \"height\": 60, " SIDE(""), ERR_INVALID, "width", "number");
	assert_refused(HEAD "\"width\": -1, \"height\": 60, " SIDE(""), ERR_INVALID, "width", "number");
	assert_refused(HEAD SIZE SIDE("\"qr\": [], "), ERR_INVALID, "sides[0].qr", "object");
	assert_refused(HEAD SIZE "\"sides\": {}}", ERR_INVALID, "sides", "list");
	assert_refused(HEAD SIZE "\"sides\": []}", ERR_INVALID, "sides", "1 to 2");
	assert_refused(HEAD SIZE "\"colours\": \"grey\", " SIDE(""), ERR_INVALID, "colours", "all, black");
	assert_refused(
	    "{\"id\": \"own\", \"name\": \"\", \"kind\": \"badge\", " SIZE SIDE(""), ERR_INVALID, "name", "empty");
	assert_refused("{\"id\": \"../etc\", \"name\": \"x\", \"kind\": \"badge\", " SIZE SIDE(""), ERR_INVALID, "id",
	    "hyphens");
	assert_refused("{\"id\": \"own\", \"name\": \"x\", \"kind\": \"poster\", " SIZE SIDE(""), ERR_INVALID, "kind",
	    "nameplate");
}

static void sizes_that_no_printer_takes_are_refused(void **state)
{
	(void)state;
	assert_refused(HEAD "\"width\": 24.9, \"height\": 60, " SIDE(""), ERR_INVALID, "width", "25 to 420");
	assert_refused(HEAD "\"width\": 80, \"height\": 421, " SIDE(""), ERR_INVALID, "height", "421 mm");
}

static void boxes_that_leave_the_page_or_have_no_size_are_refused(void **state)
{
	(void)state;
	assert_refused(HEAD SIZE SIDE("\"qr\": {\"x\": 60, \"y\": 5, \"width\": 25}, "), ERR_INVALID, "sides[0].qr",
	    "at the right");
	assert_refused(HEAD SIZE SIDE("\"photo\": {\"x\": 60, \"y\": 40, \"width\": 18, \"height\": 24}, "),
	    ERR_INVALID, "sides[0].photo", "at the bottom");
	assert_refused(
	    HEAD SIZE SIDE("\"bands\": [{\"x\": 0, \"y\": 0, \"width\": 80, \"height\": 0, \"colour\": \"rule\"}], "),
	    ERR_INVALID, "sides[0].bands[0]", "no size");
	assert_refused(
	    HEAD SIZE SIDE(
		"\"bands\": [{\"x\": 0, \"y\": 0, \"width\": 80, \"height\": 0.05, \"colour\": \"rule\"}], "),
	    ERR_INVALID, "sides[0].bands[0]", "too thin");
	assert_refused(
	    HEAD SIZE SIDE(
		"\"bands\": [{\"x\": 0, \"y\": 0, \"width\": 80, \"height\": 2, \"colour\": \"#12345\"}], "),
	    ERR_INVALID, "sides[0].bands[0].colour", "#0B5FA5");
	assert_refused(HEAD SIZE SIDE("\"photo\": {\"x\": 60, \"y\": 40, \"width\": 6, \"height\": 8}, "),
	    ERR_INVALID, "sides[0].photo", "recognised");
}

static void a_code_that_no_scanner_reads_is_refused(void **state)
{
	(void)state;
	assert_refused(HEAD SIZE SIDE("\"qr\": {\"x\": 48, \"y\": 5, \"width\": 9.5}, "), ERR_INVALID,
	    "sides[0].qr.width", "0.33 mm");
	assert_refused(HEAD SIZE SIDE("\"qr\": {\"x\": 40, \"y\": 5, \"width\": 25}, "), ERR_INVALID,
	    "sides[0].fields[0]", "covers the QR code");
}

static void type_that_nobody_reads_and_texts_without_room_are_refused(void **state)
{
	(void)state;
	assert_refused(ONE_TEXT("\"slot\": \"name\", \"height\": 10, \"largest\": 20, \"smallest\": 4.5"),
	    ERR_INVALID, "sides[0].fields[0].texts[0]", "below 5 points");
	assert_refused(ONE_TEXT("\"slot\": \"name\", \"height\": 10, \"largest\": 7, \"smallest\": 8"), ERR_INVALID,
	    "sides[0].fields[0].texts[0]", "largest");
	assert_refused(ONE_TEXT("\"slot\": \"name\", \"height\": 2, \"largest\": 20, \"smallest\": 8"), ERR_INVALID,
	    "sides[0].fields[0].texts[0]", "no room");
	assert_refused(ONE_TEXT("\"slot\": \"name\", \"height\": 21, \"largest\": 20, \"smallest\": 8"), ERR_INVALID,
	    "sides[0].fields[0].texts", "21 mm");
	assert_refused(
	    ONE_FIELD("\"x\": 5, \"y\": 5, \"width\": 40, \"height\": 20, \"turn\": 45, \"texts\": [" TEXT "]"),
	    ERR_INVALID, "sides[0].fields[0].turn", "90");
	assert_refused(ONE_TEXT("\"slot\": \"salary\", \"height\": 10, \"largest\": 20, \"smallest\": 8"),
	    ERR_INVALID, "sides[0].fields[0].texts[0].slot", "country_code");
	assert_refused(ONE_TEXT("\"height\": 10, \"largest\": 20, \"smallest\": 8"), ERR_INVALID,
	    "sides[0].fields[0].texts[0]", "either a slot or words");
	assert_refused(
	    ONE_TEXT("\"slot\": \"name\", \"words\": \"x\", \"height\": 10, \"largest\": 20, \"smallest\": 8"),
	    ERR_INVALID, "sides[0].fields[0].texts[0]", "either a slot or words");
	assert_refused(ONE_TEXT("\"words\": \"\\u202e\", \"height\": 10, \"largest\": 20, \"smallest\": 8"),
	    ERR_INVALID, "sides[0].fields[0].texts[0].words", "empty");
}

static void a_printer_with_black_alone_gets_no_photo(void **state)
{
	(void)state;
	assert_refused(HEAD SIZE
	    "\"colours\": \"black\", " SIDE("\"photo\": {\"x\": 50, \"y\": 5, \"width\": 18, \"height\": 24}, "),
	    ERR_INVALID, "sides[0].photo", "only black");
}

static void a_logo_may_refer_to_nothing_outside_itself(void **state)
{
	static const struct {
		const char *json, *words;
	} LOGOS[] = {
		{ LOGO("not a drawing"), "no SVG" },
		{ LOGO("<svg"), "no SVG" },
		{ LOGO(SVG("<image href='http://a.b/c.png'/>")), "no pictures" },
		{ LOGO(SVG("<use href='http://a.b/c.svg#x'/>")), "outside itself" },
		{ LOGO(SVG("<use xlink:href = 'file:///etc/passwd'/>")), "outside itself" },
		{ LOGO(SVG("<path style='fill:url(http://a.b/)' d='M0 0'/>")), "outside itself" },
		{ LOGO(SVG("<style>@import 'a.css';</style>")), "style sheets" },
		{ LOGO(SVG("<script>1</script>")), "scripts" },
		{ LOGO(SVG("<text>P2C</text>")), "letters to paths" },
		{ LOGO(SVG("<filter id='f'/>")), "filters" },
		{ LOGO("<!DOCTYPE svg [<!ENTITY a 'b'>]>" SVG("")), "document type" },
	};
	struct desk desk;
	(void)state;
	for (size_t i = 0; i < sizeof LOGOS / sizeof *LOGOS; i++)
		assert_refused(LOGOS[i].json, ERR_INVALID, "sides[0].logos[0].svg", LOGOS[i].words);
	assert_int_equal(
	    read(
		&desk, LOGO(SVG("<path id='p' d='M0 0h1v1z'/><use href='#p'/><path fill='url(#g)' d='M0 0h1v1z'/>"))),
	    OK);
	arena_destroy(desk.arena);
}

static void a_logo_that_would_take_long_to_draw_is_refused(void **state)
{
	struct buf json = { 0 };
	(void)state;
	buf_add_text(&json, HEAD SIZE
	    "\"sides\": [{\"logos\": [{\"x\": 50, \"y\": 40, \"width\": 10, \"height\": 10, \"svg\": \"<svg>");
	for (int i = 0; i < 25; i++)
		buf_add_text(&json, "<use href='#a'/>");
	buf_add_text(&json, "</svg>\"}], \"fields\": [" FIELD "]}]}");
	assert_refused(buf_text(&json), ERR_INVALID, "sides[0].logos[0].svg", "too complicated");
	buf_finish(&json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_shipped_template_is_read_under_the_name_of_its_file),
		cmocka_unit_test(shipped_templates_are_found_by_name_and_a6_is_the_first),
		cmocka_unit_test(a_template_has_what_its_file_says),
		cmocka_unit_test(own_words_are_cleaned_of_what_would_turn_them_round),
		cmocka_unit_test(what_is_no_json_is_told_with_its_line),
		cmocka_unit_test(a_template_of_more_than_64_kilobytes_is_not_looked_at),
		cmocka_unit_test(members_that_are_missing_unknown_or_of_another_kind_are_named),
		cmocka_unit_test(sizes_that_no_printer_takes_are_refused),
		cmocka_unit_test(boxes_that_leave_the_page_or_have_no_size_are_refused),
		cmocka_unit_test(a_code_that_no_scanner_reads_is_refused),
		cmocka_unit_test(type_that_nobody_reads_and_texts_without_room_are_refused),
		cmocka_unit_test(a_printer_with_black_alone_gets_no_photo),
		cmocka_unit_test(a_logo_may_refer_to_nothing_outside_itself),
		cmocka_unit_test(a_logo_that_would_take_long_to_draw_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
