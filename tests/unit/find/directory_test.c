/* Who is found by what, in which order, and which letters are shown: the pure directory. */
#include "find/lexicon.h"
#include "tests/unit/find/town.h"

#include <stdlib.h>
#include <string.h>

static int setup(void **state)
{
	*state = town_create(0);
	return 0;
}

static int teardown(void **state)
{
	town_destroy(*state);
	return 0;
}

#define town_test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
#define expect_found(town, text, ids) assert_string_equal(town_found(town, text), ids)

/* ---- every kind of match, and what is marked ---- */

static void each_way_to_fit_is_told_with_the_letters_that_fit(void **state)
{
	static const struct {
		const char *display, *latin, *question, *why;
	} CASES[] = {
		{ "José Núñez", "Jose Nunez", "núñez", "name:exact:5-10" },
		{ "José Núñez", "Jose Nunez", "nun", "name:prefix:5-8" },
		{ "José Núñez", "Jose Nunez", "unez", "name:inside:6-10" },
		{ "José Núñez", "Jose Nunez", "nuñes", "name:typo:5-10" },
		{ "José Núñez", "Jose Nunez", "jsoe", "name:typo:0-4" },
		{ "José Núñez", "Jose Nunez", "jose nunez", "name:exact:0-4,5-10" },
		{ "José Núñez", "Jose Nunez", "nunez jose", "name:order:0-4,5-10" },
		{ "Straße Weiß", "", "weiss", "name:exact:7-11" },
		{ "Straße Weiß", "", "stras", "name:prefix:0-5" },
		{ "Łukasz", "", "luk", "name:prefix:0-3" },
		{ "O’Brien", "", "obrien", "name:exact:0-7" },
		{ "محمد الفاسي", "", "محمد", "name:exact:0-4" },
		{ "محمد الفاسي", "", "فاسي", "name:exact:5-11" },
		{ "محمد الفاسي", "", "muhammad", "name:latin:0-4" },
		{ "محمد الفاسي", "", "mohamed fassi", "name:latin:0-4,5-11" },
		{ "محمد الفاسي", "Mohammed El Fassi", "mohammed", "latin:exact:0-8" },
		{ "王小明", "", "小明", "name:exact:1-3" },
		{ "王小明", "", "明", "name:inside:2-3" },
		{ "王小明", "", "xiaoming", "name:latin:1-3" },
		{ "王小明", "", "wang xiaoming", "name:latin:0-3" },
		{ "欧阳小明", "", "阳小", "name:inside:1-3" },
		{ "欧阳小明", "", "小 欧 阳", "name:inside:0-3" },
		{ "Щербаков Юрий", "", "shcherb", "name:latin:0-8" },
		{ "Щербаков Юрий", "", "щерб", "name:prefix:0-4" },
		{ "ተስፋዬ በቀለ", "", "tesfaye", "name:latin:0-4" },
		{ "राजेश कुमार", "", "rajesh", "name:latin:0-5" },
		{ "김민준", "", "민준", "name:exact:1-3" },
		{ "😀 Zoë", "", "zoe", "name:exact:3-6" },
		{ "Ada Lovelace", "", "acme", "entity:exact:0-4" },
		{ "Ada Lovelace", "", "ada 法国", "name:exact:0-3 country:exact:0-2" },
		{ "Ada Lovelace", "", "frankreich", "nobody" },
		{ "Ada Lovelace", "", "фран", "country:prefix:0-4" },
		{ "Ada Lovelace", "", "acme ada", "entity:exact:0-4 name:exact:0-3" },
	};
	struct town *town = *state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct find_person person = town_put(town, "one", CASES[i].display, CASES[i].latin, "W-0042");
		assert_string_equal(town_why(town, CASES[i].question, &person), CASES[i].why);
	}
}

static void a_registration_id_is_found_with_and_without_its_signs(void **state)
{
	struct town *town = *state;
	struct find_person person = town_put(town, "one", "Ada", "", "W-0042");
	town_put(town, "two", "Bo", "", "W-00421");
	town_put(town, "three", "Cy", "", "W-1004");
	expect_found(town, "W-0042", "one two");
	expect_found(town, "w0042", "one two");
	expect_found(town, "w-00421", "two");
	expect_found(town, "bo w-0042", "two");
	expect_found(town, "004", "three one two");
	assert_string_equal(town_why(town, "w-0042", &person), "registration_id:exact:0-6");
	assert_string_equal(town_why(town, "0042 ada", &person), "registration_id:inside:2-6 name:exact:0-3");
	/* A number with another digit is somebody else's. */
	expect_found(town, "W-0043", "");
}

static void an_article_may_be_left_out_or_written_together(void **state)
{
	struct town *town = *state;
	town_put(town, "arabic", "خالد الزهراني", "", "");
	town_put(town, "latin", "Khalid Al Zahrani", "Khalid Al Zahrani", "");
	town_put(town, "together", "Khalid Alzahrani", "Khalid Alzahrani", "");
	static const char *const QUESTIONS[] = { "khalid zahrani", "khalid al zahrani", "khalid alzahrani",
		"zahrani khalid" };
	for (size_t i = 0; i < sizeof QUESTIONS / sizeof *QUESTIONS; i++)
		assert_int_equal(town_ask(town, QUESTIONS[i]).n, 3);
	expect_found(town, "al", "latin together arabic");
}

/* ---- the order ---- */

static void exact_comes_before_begun_before_inside_before_a_slip(void **state)
{
	struct town *town = *state;
	town_put(town, "slip", "Karim Bandi", "", "");
	town_put(town, "inside", "Karim Rubanda", "", "");
	town_put(town, "begun", "Karim Bandalo", "", "");
	town_put(town, "exact", "Karim Banda", "", "");
	expect_found(town, "banda", "exact begun inside slip");
}

static void slips_do_not_come_where_there_is_enough_without(void **state)
{
	struct town *town = *state;
	town_put(town, "slip", "Karim Bandi", "", "");
	for (int i = 0; i < 9; i++)
		town_put(town, arena_printf(town->arena, "e%d", i), "Karim Banda", "", "");
	assert_int_equal(town_ask(town, "banda").total, 9);
}

static void a_name_comes_before_an_organisation_before_a_country(void **state)
{
	struct town *town = *state;
	struct find_person country = { .id = "country",
		.display = "Cy",
		.latin = "",
		.entity_id = "e1",
		.entity = "Acme",
		.country = { "TCD", "Chad" } };
	struct find_person entity = {
		.id = "entity", .display = "Bo", .latin = "", .entity_id = "e2", .entity = "Chad Bank"
	};
	struct find_person name = {
		.id = "name", .display = "Chad Zed", .latin = "", .entity_id = "e3", .entity = "Acme"
	};
	struct find_person begun = {
		.id = "begun", .display = "Chadwick Zed", .latin = "", .entity_id = "e3", .entity = "Acme"
	};
	directory_put(town->directory, &country);
	directory_put(town->directory, &entity);
	directory_put(town->directory, &begun);
	directory_put(town->directory, &name);
	expect_found(town, "chad", "name begun entity country");
}

static void vips_and_who_is_expected_today_come_first_among_equals_only(void **state)
{
	struct town *town = *state;
	struct find_person plain = {
		.id = "plain", .display = "Aa Banda", .latin = "", .entity_id = "e", .entity = "E"
	};
	struct find_person vip = {
		.id = "vip", .display = "Zz Banda", .latin = "", .entity_id = "e", .entity = "E", .vip = true
	};
	struct find_person today = { .id = "today",
		.display = "Yy Banda",
		.latin = "",
		.entity_id = "e",
		.entity = "E",
		.expected_on = 20261110 };
	struct find_person other = { .id = "other",
		.display = "Xx Banda",
		.latin = "",
		.entity_id = "e",
		.entity = "E",
		.expected_on = 20261111 };
	struct find_person begun = {
		.id = "begun", .display = "Bandalo", .latin = "", .entity_id = "e", .entity = "E", .vip = true
	};
	const struct find_person *const ALL[] = { &plain, &vip, &today, &other, &begun };
	for (size_t i = 0; i < 5; i++)
		directory_put(town->directory, ALL[i]);
	expect_found(town, "banda", "today vip plain other begun");
	/* Only that changed: nothing else is known anew. */
	vip.vip = false;
	directory_put(town->directory, &vip);
	expect_found(town, "banda", "today plain other vip begun");
}

/* The day is kept in a byte beside each person: days that share it are still told apart. */
static void whoever_is_expected_on_any_other_day_does_not_come_first(void **state)
{
	enum { TODAY = 20261110, DAYS = 1100 };
	struct town *town = *state;
	struct find_person late = {
		.id = "late", .display = "Zz Banda", .latin = "", .entity_id = "acme", .entity = "Acme"
	};
	town_put(town, "plain", "Aa Banda", "", "");
	for (int32_t day = TODAY - DAYS; day <= TODAY + DAYS; day++, arena_reset(town->arena)) {
		late.expected_on = day;
		directory_put(town->directory, &late);
		expect_found(town, "banda", day == TODAY ? "late plain" : "plain late");
	}
}

static void a_whole_name_comes_before_a_longer_one_and_its_order_counts(void **state)
{
	struct town *town = *state;
	town_put(town, "longer", "Wei Ming Li", "", "");
	town_put(town, "turned", "Wei Li", "", "");
	town_put(town, "meant", "Li Wei", "", "");
	expect_found(town, "li wei", "meant turned longer");
	expect_found(town, "wei li", "turned meant longer");
}

static void ties_are_broken_by_name_and_then_by_id(void **state)
{
	struct town *town = *state;
	town_put(town, "3", "Ann Banda", "", "");
	town_put(town, "2", "Bob Banda", "", "");
	town_put(town, "1", "Ann Banda", "", "");
	expect_found(town, "banda", "1 3 2");
	expect_found(town, "", "1 3 2");
}

static void every_word_has_to_fit_something(void **state)
{
	struct town *town = *state;
	town_put(town, "one", "Wairimu Kamau", "", "");
	expect_found(town, "kamau wairimu acme france", "one");
	expect_found(town, "kamau nobodyelse", "");
}

/* A word of very many is held against the few whom the other word names; one of some is followed to all of them. */
static void a_word_of_many_and_a_word_of_few_agree_either_way(void **state)
{
	static const size_t MANY[] = { 3, 400 };
	struct town *town = *state;
	town_put(town, "both", "Zora Banda", "", "");
	town_put(town, "begun", "Zora Bandalo", "", "");
	town_put(town, "other", "Zora Kamau", "", "");
	for (size_t i = 0, n = 0; i < 2; i++) {
		for (; n < MANY[i]; n++, arena_reset(town->arena))
			town_put(town, arena_printf(town->arena, "%zu", n), "Ann Banda", "", "");
		expect_found(town, "zora banda", "both begun");
		expect_found(town, "banda zora acme", "both begun");
		expect_found(town, "zora kamau", "other");
		expect_found(town, "banda kamau", "");
		assert_int_equal(town_ask(town, "banda").total, n + 2);
	}
}

static void of_very_many_equals_the_first_by_name_are_shown(void **state)
{
	enum { PEOPLE = 1000, SHOWN = 20, STEP = 7919 /* a prime: they come in no order */ };
	struct town *town = *state;
	for (size_t i = 0; i < PEOPLE; i++, arena_reset(town->arena)) {
		size_t place = i * STEP % PEOPLE;
		const char *name = arena_printf(town->arena, "%c%c%c Banda", (int)('a' + place / 100),
		    (int)('a' + place / 10 % 10), (int)('a' + place % 10));
		town_put(town, arena_printf(town->arena, "%zu", place), name, "", "");
	}
	struct find_answer answer = town_ask(town, "banda");
	assert_int_equal(answer.total, PEOPLE);
	assert_int_equal(answer.n, SHOWN);
	for (size_t i = 0; i < SHOWN; i++)
		assert_string_equal(answer.hits[i].id, arena_printf(town->arena, "%zu", i));
}

/* ---- changes ---- */

static void a_changed_person_is_found_by_the_new_words_only(void **state)
{
	struct town *town = *state;
	town_put(town, "one", "Ada Lovelace", "", "P-1");
	town_put(town, "one", "Ada Byron", "", "P-1");
	expect_found(town, "byron", "one");
	expect_found(town, "lovelace", "");
	assert_int_equal(directory_people(town->directory), 1);
}

static void a_dropped_person_is_gone_and_the_place_is_used_again(void **state)
{
	struct town *town = *state;
	town_put(town, "one", "Ada Lovelace", "", "P-1");
	town_put(town, "two", "Bo Diddley", "", "P-2");
	directory_drop(town->directory, "one");
	directory_drop(town->directory, "nobody");
	expect_found(town, "lovelace", "");
	expect_found(town, "", "two");
	town_put(town, "three", "Cy Young", "", "P-1");
	expect_found(town, "acme", "two three");
	expect_found(town, "P-1", "three");
}

static void a_renamed_organisation_renames_it_for_all_its_people(void **state)
{
	struct town *town = *state;
	town_put(town, "one", "Ada", "", "");
	town_put(town, "two", "Bo", "", "");
	struct find_person entity = { .entity_id = "acme", .entity = "Nile Cloud", .country = { "EGY", "Egypt" } };
	directory_put_entity(town->directory, &entity);
	expect_found(town, "nile", "one two");
	expect_found(town, "egypt", "one two");
	expect_found(town, "acme", "");
	expect_found(town, "france", "");
}

/* ---- what strangers send ---- */

static void odd_questions_find_nobody_and_break_nothing(void **state)
{
	struct town *town = *state;
	town_put(town, "one", "Ada Lovelace", "", "P-1");
	static const char *const NOBODY[] = { "%", "_", "'", "*", "\\", "😀", "\xff\xfe", "\x01 zd", "zzzzqqq", "-",
		"\xe2\x80\xae" };
	for (size_t i = 0; i < sizeof NOBODY / sizeof *NOBODY; i++)
		expect_found(town, NOBODY[i], "");
	expect_found(town, " \t", "one");
	expect_found(town, "a", "one");
	expect_found(town,
	    "\xe2\x80\xae"
	    "ada"
	    "\xe2\x80\xac",
	    "one");
	char many[2000];
	memset(many, 'a', sizeof many - 1);
	many[sizeof many - 1] = '\0';
	expect_found(town, many, "");
	for (size_t i = 1; i < sizeof many - 1; i += 2)
		many[i] = ' ';
	expect_found(town, many, "one");
}

static void names_of_three_hundred_characters_and_with_bidi_controls_are_found(void **state)
{
	struct town *town = *state;
	char word[301], words[301];
	for (size_t i = 0; i < 300; i++) {
		word[i] = (char)('a' + i % 23);
		words[i] = i % 3 == 2 ? ' ' : (char)('a' + i % 26);
	}
	word[300] = words[300] = '\0';
	town_put(town, "word", word, word, word);
	town_put(town, "words", words, words, "");
	struct find_person bidi = town_put(town, "bidi", "Ada\xe2\x80\xae Lovelace\xe2\x80\xac", "", "");
	town_put(town, "nothing", "", "", "");
	expect_found(town, "abcdefghij", "word");
	assert_string_equal(town_why(town, "lovelace", &bidi), "name:exact:5-14");
	expect_found(town, "nothing", "");
	assert_int_equal(town_ask(town, "").n, 4);
}

/* ---- against the plain rule ---- */

static uint64_t next(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return *seed >> 33;
}

static void random_word(uint64_t *seed, char *out)
{
	static const char *const LETTERS[] = { "a", "b", "c", "ж", "ш", "щ", "明", "小", "王" };
	size_t n = 1 + next(seed) % 7;
	*out = '\0';
	size_t from = next(seed) % 10 ? 0 : 3 + 3 * (next(seed) % 2);
	for (size_t i = 0; i < n; i++)
		out = stpcpy(out, LETTERS[from + next(seed) % 3]);
}

struct seen {
	unsigned char best[4000];
};

static void see(void *ctx, uint32_t form, enum fit fit)
{
	struct seen *seen = ctx;
	if (!seen->best[form] || fit < seen->best[form])
		seen->best[form] = (unsigned char)fit;
}

/* For every term and form, the lexicon says what the rule for two texts says, whether sorted in or new. */
static void the_lexicon_finds_what_the_rule_says_for_each_form(void **state)
{
	(void)state;
	struct lexicon lexicon = { 0 };
	uint64_t seed = 11;
	char word[64];
	for (int i = 0; i < 3000; i++) {
		random_word(&seed, word);
		lexicon_take(&lexicon, word, strlen(word));
		lexicon_settle(&lexicon, i % 700 == 699);
	}
	for (int i = 0; i < 1500; i++) {
		random_word(&seed, word);
		struct seen typed = { { 0 } }, slips = { { 0 } };
		size_t len = strlen(word), at;
		struct fit_rules rules = fit_rules(word, len);
		lexicon_search(&lexicon, word, len, false, &(struct lexicon_visit){ see, &typed });
		lexicon_search(&lexicon, word, len, true, &(struct lexicon_visit){ see, &slips });
		for (uint32_t form = 0; form < lexicon.n; form++) {
			enum fit rule =
			    fit(word, len, &rules, lexicon_text(&lexicon, form), lexicon.forms[form].len, &at);
			enum fit found = typed.best[form] ? typed.best[form] : slips.best[form];
			assert_int_equal(found, rule);
		}
	}
	lexicon_finish(&lexicon);
}

/* ---- change after change ---- */

/* One that was changed three thousand times answers as one that was made of what is left. */
static void a_much_changed_directory_answers_as_a_new_one(void **state)
{
	enum { PEOPLE = 300, ACTS = 3000, QUESTIONS = 300 };
	struct town *town = *state, *fresh = town_create(0);
	size_t is[PEOPLE] = { 0 };
	uint64_t seed = 5;
	for (int i = 0; i < ACTS; i++, arena_reset(town->arena)) {
		size_t place = next(&seed) % PEOPLE;
		const char *id = arena_printf(town->arena, "%zu", place);
		is[place] = next(&seed) % 5 ? 1 + next(&seed) % 5000 : 0;
		struct find_person person = town_person(town->arena, is[place]);
		person.id = id;
		if (is[place])
			directory_put(town->directory, &person);
		else
			directory_drop(town->directory, id);
		directory_settle(town->directory);
	}
	for (size_t place = 0; place < PEOPLE; place++, arena_reset(town->arena)) {
		struct find_person person = town_person(town->arena, is[place]);
		person.id = arena_printf(town->arena, "%zu", place);
		if (is[place])
			directory_put(fresh->directory, &person);
	}
	for (size_t q = 0; q < QUESTIONS; q++) {
		struct crowd_question question = crowd_question(town->arena, q, 5000);
		const char *text = q % 2 ? question.text : arena_copy(town->arena, question.text, 3);
		assert_string_equal(town_found(town, text), town_found(fresh, text));
		assert_int_equal(town_ask(town, text).total, town_ask(fresh, text).total);
	}
	assert_int_equal(directory_people(town->directory), directory_people(fresh->directory));
	town_destroy(fresh);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		town_test(each_way_to_fit_is_told_with_the_letters_that_fit),
		town_test(a_registration_id_is_found_with_and_without_its_signs),
		town_test(an_article_may_be_left_out_or_written_together),
		town_test(exact_comes_before_begun_before_inside_before_a_slip),
		town_test(slips_do_not_come_where_there_is_enough_without),
		town_test(a_name_comes_before_an_organisation_before_a_country),
		town_test(vips_and_who_is_expected_today_come_first_among_equals_only),
		town_test(whoever_is_expected_on_any_other_day_does_not_come_first),
		town_test(a_whole_name_comes_before_a_longer_one_and_its_order_counts),
		town_test(ties_are_broken_by_name_and_then_by_id),
		town_test(every_word_has_to_fit_something),
		town_test(a_word_of_many_and_a_word_of_few_agree_either_way),
		town_test(of_very_many_equals_the_first_by_name_are_shown),
		town_test(a_changed_person_is_found_by_the_new_words_only),
		town_test(a_dropped_person_is_gone_and_the_place_is_used_again),
		town_test(a_renamed_organisation_renames_it_for_all_its_people),
		town_test(odd_questions_find_nobody_and_break_nothing),
		town_test(names_of_three_hundred_characters_and_with_bidi_controls_are_found),
		town_test(the_lexicon_finds_what_the_rule_says_for_each_form),
		town_test(a_much_changed_directory_answers_as_a_new_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
