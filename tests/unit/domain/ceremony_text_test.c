/* What is signed, byte for byte: texts are cleaned, written and hashed in one way only, and strokes are what they
 * say. */
#include "domain/ceremony_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *written(struct buf *out, const struct texts *title, const struct texts *body)
{
	out->len = 0;
	ceremony_text_write(title, body, out);
	return buf_text(out);
}

static void a_text_is_kept_with_line_feeds_and_without_loose_space(void **state)
{
	static const struct {
		const char *said, *kept;
	} CASES[] = { { "", "" }, { "one", "one" }, { "one \t\r\ntwo\rthree\n", "one\ntwo\nthree" },
		{ "\n\n  \none\n\n\ntwo\n \n", "one\n\n\ntwo" }, { "  indented", "  indented" }, { " \t ", "" },
		{ "é\r\né", "é\né" } };
	struct arena *arena = arena_create();
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		assert_string_equal(ceremony_clean(arena, CASES[i].said), CASES[i].kept);
	arena_destroy(arena);
}

static void languages_are_written_by_their_codes(void **state)
{
	struct texts title = { .in = {
				   [LANG_ZH] = "标题", [LANG_EN] = "Title", [LANG_AR] = "عنوان", [LANG_FR] = "" } };
	struct texts body = { .in = { [LANG_EN] = "One.\n\nTwo." } };
	struct buf out = { 0 };
	(void)state;
	assert_string_equal(
	    written(&out, &title, &body), "[ar]\nعنوان\n\n[en]\nTitle\n\nOne.\n\nTwo.\n\n[zh]\n标题\n");
	buf_finish(&out);
}

static void nothing_is_written_of_no_text(void **state)
{
	struct texts none = { 0 };
	struct buf out = { 0 };
	char hash[CEREMONY_HASH_LEN + 1];
	(void)state;
	assert_string_equal(written(&out, &none, &none), "");
	/* FIPS 180-4's own value for no bytes at all. */
	ceremony_hash(&out, hash);
	assert_string_equal(hash, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	buf_finish(&out);
}

static void one_changed_character_changes_the_hash(void **state)
{
	struct texts title = { .in = { [LANG_EN] = "T" } };
	static const char *const BODIES[] = { "", "a", "b", "a\nb", "a\n\nb" };
	char hashes[sizeof BODIES / sizeof *BODIES][CEREMONY_HASH_LEN + 1];
	struct buf out = { 0 };
	(void)state;
	for (size_t i = 0; i < sizeof BODIES / sizeof *BODIES; i++) {
		written(&out, &title, &(struct texts){ .in = { [LANG_EN] = BODIES[i] } });
		ceremony_hash(&out, hashes[i]);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(hashes[k], hashes[i]);
	}
	buf_finish(&out);
}

static enum err check(const char *title, const char *body, struct fault *fault)
{
	*fault = (struct fault){ 0 };
	return ceremony_check_text("fr", title, body, fault);
}

static void a_text_that_could_be_read_in_two_ways_is_refused(void **state)
{
	struct fault fault;
	char long_title[CEREMONY_TITLE_MAX + 2], *long_body = malloc(CEREMONY_BODY_MAX + 2);
	memset(long_title, 'x', sizeof long_title - 1);
	long_title[sizeof long_title - 1] = '\0';
	memset(long_body, 'x', CEREMONY_BODY_MAX + 1);
	long_body[CEREMONY_BODY_MAX + 1] = '\0';
	(void)state;
	assert_int_equal(check("Titre", "Texte [en] dans la ligne\n[e]\n[eng]", &fault), OK);
	assert_int_equal(check("", "", &fault), OK);
	assert_int_equal(check("deux\nlignes", "", &fault), ERR_INVALID);
	assert_string_equal(fault.field, "title.fr");
	assert_int_equal(check(long_title, "", &fault), ERR_INVALID);
	assert_int_equal(check("", "texte", &fault), ERR_FIELD_MISSING);
	assert_string_equal(fault.field, "title.fr");
	assert_int_equal(check("Titre", long_body, &fault), ERR_INVALID);
	assert_string_equal(fault.field, "body.fr");
	assert_int_equal(check("Titre", "[en]\nmore", &fault), ERR_INVALID);
	assert_int_equal(check("Titre", "more\n[en]", &fault), ERR_INVALID);
	assert_int_equal(check("Titre", "bell \a", &fault), ERR_INVALID);
	free(long_body);
}

static struct signature signature(const char *reservation)
{
	return (struct signature){ .declaration_id = "d1",
		.number = 2,
		.text_sha256 = "abc",
		.entity.id = "e1",
		.person_id = "p1",
		.means = "tablet",
		.signed_at = 1654605000000,
		.strokes = "[[[1,2,0]]]",
		.reservation = reservation,
		.statement = "" };
}

static void a_record_has_one_line_a_fact(void **state)
{
	struct signature g = signature("one\ntwo");
	struct buf out = { 0 };
	(void)state;
	ceremony_record_write(&g, &out);
	assert_string_equal(buf_text(&out), "P2C SIGNATURE 1\ndeclaration: d1\ntext: 2 abc\nentity: e1\nperson: p1\n"
					    "means: tablet\ntime: 1654605000000\nstrokes: [[[1,2,0]]]\n"
					    "reservation: one\n\ttwo\nstatement: \n");
	buf_finish(&out);
}

/* What a signatory writes cannot pass for another fact. */
static void no_reservation_can_forge_a_statement(void **state)
{
	struct signature forged = signature("none\nstatement: never"), honest = signature("none");
	struct buf one = { 0 }, other = { 0 };
	char forged_hash[CEREMONY_HASH_LEN + 1], honest_hash[CEREMONY_HASH_LEN + 1];
	(void)state;
	honest.statement = "never\nstatement: ";
	ceremony_record_write(&forged, &one);
	ceremony_record_write(&honest, &other);
	ceremony_hash(&one, forged_hash);
	ceremony_hash(&other, honest_hash);
	assert_string_not_equal(forged_hash, honest_hash);
	assert_null(strstr(buf_text(&one), "\nstatement: never"));
	buf_finish(&one);
	buf_finish(&other);
}

static void strokes_are_lists_of_points_whose_time_runs_on(void **state)
{
	static const char *const GOOD[] = { "[[[0,0,0]]]", "[[[1,2,3],[4,5,3]],[[100000,100000,86400000]]]" };
	static const char *const BAD[] = { "[[]]", "[[[1,2]]]", "[[[1,2,3,4]]]", "[[[1,2,5],[1,2,4]]]", "[[[1,2,3]]",
		"[[[1,2,3]]]]", "[[[100001,0,0]]]", "[[[1,2,86400001]]]", "[[[1,-2,3]]]", "[[[1.5,2,3]]]",
		"[[1,2,3]]", "{}", "[[[1,2,3],]]", "[[[1,2,3]],[[1,2,2]]]", "[[[9999999999,0,0]]]" };
	struct fault fault = { 0 };
	(void)state;
	for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++)
		assert_int_equal(ceremony_check_strokes(GOOD[i], &fault), OK);
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
		assert_int_equal(ceremony_check_strokes(BAD[i], &fault), ERR_INVALID);
		assert_string_equal(fault.field, "strokes");
	}
	assert_int_equal(ceremony_check_strokes("", &fault), ERR_FIELD_MISSING);
	assert_int_equal(ceremony_check_strokes("[]", &fault), ERR_FIELD_MISSING);
}

static void more_strokes_than_a_request_carries_are_refused(void **state)
{
	struct buf out = { 0 };
	struct fault fault = { 0 };
	(void)state;
	buf_add_text(&out, "[[[1,1,0]");
	while (out.len < CEREMONY_STROKES_MAX)
		buf_add_text(&out, ",[1,1,0]");
	buf_add_text(&out, "]]");
	assert_int_equal(ceremony_check_strokes(buf_text(&out), &fault), ERR_INVALID);
	assert_non_null(strstr(fault.detail, "too many points"));
	buf_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_kept_with_line_feeds_and_without_loose_space),
		cmocka_unit_test(languages_are_written_by_their_codes),
		cmocka_unit_test(nothing_is_written_of_no_text),
		cmocka_unit_test(one_changed_character_changes_the_hash),
		cmocka_unit_test(a_text_that_could_be_read_in_two_ways_is_refused),
		cmocka_unit_test(a_record_has_one_line_a_fact),
		cmocka_unit_test(no_reservation_can_forge_a_statement),
		cmocka_unit_test(strokes_are_lists_of_points_whose_time_runs_on),
		cmocka_unit_test(more_strokes_than_a_request_carries_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
