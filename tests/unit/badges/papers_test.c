/* Finished documents, read back by other people's programs: poppler and zbar. */
#include "leaks.h"
#include "papers.h"
#include "tools.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const char *const LANGUAGES[] = { "en", "fr", "es", "ar", "ru", "zh" };
static const char HEAD[] = "P2C HEAD 48213:9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08";
static const char GROUPS[] = "9f86d081 884c7d65 9a2feaa0 c55ad015 a3bf4f1b 2b0b822c d15d6c15 b0f00a08";

struct bench {
	struct badge_press *press;
	struct folder folder;
	struct fault fault;
	struct register_signatory signatories[2000];
	struct pledge_list_row pledges[2000];
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

/* ---- the four documents from the samples ---- */

static struct buf draw_register(struct bench *bench, const struct register_data *data)
{
	struct buf pdf = { 0 };
	assert_int_equal(register_pdf(bench->press, data, &pdf, &bench->fault), OK);
	return pdf;
}

static struct buf draw_pledges(struct bench *bench, const struct pledge_list_data *data)
{
	struct buf pdf = { 0 };
	assert_int_equal(pledge_list_pdf(bench->press, data, &pdf, &bench->fault), OK);
	return pdf;
}

static struct buf sample(struct bench *bench, unsigned kind, const char *language)
{
	struct buf pdf = { 0 };
	struct register_data declaration = sample_register(bench->signatories, SIGNATORIES_N);
	struct pledge_list_data list = sample_pledges(bench->pledges, 12);
	struct evidence_data evidence = EVIDENCE;
	struct slips_data slips = SLIPS;
	declaration.paper.language = list.paper.language = evidence.paper.language = slips.paper.language = language;
	enum err err = kind == 0   ? register_pdf(bench->press, &declaration, &pdf, &bench->fault)
		       : kind == 1 ? pledge_list_pdf(bench->press, &list, &pdf, &bench->fault)
		       : kind == 2 ? evidence_pdf(bench->press, &evidence, &pdf, &bench->fault)
				   : slips_pdf(bench->press, &slips, &pdf, &bench->fault);
	assert_int_equal(err, OK);
	return pdf;
}

/* ---- reading back ---- */

static char *text_of(struct bench *bench, const struct buf *pdf)
{
	char *text = tool_text(&bench->folder, pdf);
	assert_non_null(text);
	return text;
}

static void flatten(char *text)
{
	for (; *text; text++)
		if (*text == '\n')
			*text = ' ';
}

static void assert_has(struct bench *bench, const struct buf *pdf, const char *what)
{
	char *text = text_of(bench, pdf);
	flatten(text);
	if (!strstr(text, what))
		print_error("not found: %s\nin:\n%s\n", what, text);
	assert_non_null(strstr(text, what));
	free(text);
}

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

/* What poppler reads on one page. */
static char *page_text(struct bench *bench, const struct buf *pdf, unsigned page)
{
	char number[12];
	snprintf(number, sizeof number, "%u", page);
	char *text = tool_read(
	    &bench->folder, "page.pdf", pdf, TOOL("pdftotext", "-layout", "-f", number, "-l", number, "%s", "-"));
	assert_non_null(text);
	return text;
}

static void assert_page_says(struct bench *bench, const struct buf *pdf, unsigned page, const char *what)
{
	char *text = page_text(bench, pdf, page);
	if (!strstr(text, what))
		print_error("page %u does not say: %s\nbut:\n%s\n", page, what, text);
	assert_non_null(strstr(text, what));
	free(text);
}

static struct buf picture_of(struct bench *bench, const struct buf *pdf, unsigned page)
{
	struct buf png = { 0 };
	char path[320], number[12];
	snprintf(number, sizeof number, "%u", page);
	folder_write(&bench->folder, "page.pdf", pdf->bytes, pdf->len);
	folder_path(&bench->folder, "page.pdf", path);
	assert_int_equal(tool_run(TOOL("pdftoppm", "-png", "-r", "200", "-f", number, "-l", number, path), &png), 0);
	return png;
}

/* Is that one of the codes on the page? */
static void assert_code(struct bench *bench, const struct buf *pdf, unsigned page, const char *what)
{
	struct buf png = picture_of(bench, pdf, page);
	char *codes = tool_read(&bench->folder, "scan.png", &png, TOOL("zbarimg", "--nodbus", "-q", "--raw", "%s"));
	assert_non_null(codes);
	if (!strstr(codes, what))
		print_error("not among the codes: %s\n%s\n", what, codes);
	assert_non_null(strstr(codes, what));
	free(codes);
	buf_finish(&png);
}

/* Where a word begins on its page, points from the left; below 0 when it is not there. */
static double left_of(struct bench *bench, const struct buf *pdf, const char *word)
{
	char *boxes = tool_read(&bench->folder, "boxes.pdf", pdf, TOOL("pdftotext", "-bbox", "%s", "-"));
	char end[80];
	double left = -1;
	assert_non_null(boxes);
	snprintf(end, sizeof end, "\">%s</word>", word);
	const char *at = strstr(boxes, end);
	while (at && at > boxes && strncmp(at, "xMin=\"", 6) != 0)
		at--;
	if (at)
		left = strtod(at + 6, NULL);
	free(boxes);
	return left;
}

/* ---- what stands on them ---- */

static void every_document_carries_the_journals_head_in_every_language(void **state)
{
	struct bench *bench = *state;
	for (unsigned kind = 0; kind < 3; kind++)
		for (size_t l = 0; l < COUNT(LANGUAGES); l++) {
			struct buf pdf = sample(bench, kind, LANGUAGES[l]);
			unsigned pages = pages_of(bench, &pdf);
			for (unsigned page = 1; page <= pages; page++)
				assert_page_says(bench, &pdf, page, GROUPS);
			buf_finish(&pdf);
		}
}

static void the_head_is_read_back_from_the_printed_code(void **state)
{
	struct bench *bench = *state;
	for (size_t l = 0; l < COUNT(LANGUAGES); l += 3) {
		struct buf declaration = sample(bench, 0, LANGUAGES[l]), evidence = sample(bench, 2, LANGUAGES[l]);
		assert_code(bench, &declaration, pages_of(bench, &declaration), HEAD);
		assert_int_equal(pages_of(bench, &evidence), 1);
		assert_code(bench, &evidence, 1, HEAD);
		buf_finish(&declaration);
		buf_finish(&evidence);
	}
}

static void the_declaration_has_its_texts_and_its_signatories(void **state)
{
	static const char *const WORDS[] = { "Kigali Declaration on Digital Coalition", "Déclaration de Kigali",
		"Кигалийская декларация", "数字联盟基加利宣言", "Register of signatures (4)",
		"Signed after the launch (1)", "Absent at the ceremony (1)", "Théogène Uwimana", "王小明",
		"Екатерина", "Signed on paper badge 6KD7-R8B", "The Kingdom understands paragraph 2",
		"Launched: 9 June 2022, 17:30:00 CAT", "Version: 3" };
	struct bench *bench = *state;
	struct buf pdf = sample(bench, 0, "en");
	for (size_t i = 0; i < COUNT(WORDS); i++)
		assert_has(bench, &pdf, WORDS[i]);
	buf_finish(&pdf);
}

static void the_list_tells_confirmed_from_heard_and_names_joint_pledgers(void **state)
{
	static const char *const WORDS[] = { "18,550,000,000", "1,240,500,000", "USD, estimated · 212 pledges",
		"Heard, not yet confirmed", "CHF 25,000,000", "27,800,000", "Saudi Arabia · lead",
		"Jointly with: Ministry of ICT and Innovation (Rwanda); Агентство связи (Kazakhstan)" };
	struct bench *bench = *state;
	struct buf pdf = sample(bench, 1, "en");
	for (size_t i = 0; i < COUNT(WORDS); i++)
		assert_has(bench, &pdf, WORDS[i]);
	buf_finish(&pdf);
}

static void slips_are_numbered_three_to_a_page_and_each_has_its_code(void **state)
{
	struct bench *bench = *state;
	struct buf pdf = sample(bench, 3, "en");
	assert_int_equal(pages_of(bench, &pdf), 3);
	assert_code(bench, &pdf, 1, "P2C SLIP P2C-0040");
	assert_code(bench, &pdf, 1, "P2C SLIP P2C-0042");
	assert_code(bench, &pdf, 3, "P2C SLIP P2C-0046");
	assert_has(bench, &pdf, "Beneficiary countries");
	assert_has(bench, &pdf, "VALUE CREATION");
	buf_finish(&pdf);
}

static void words_come_in_the_papers_language(void **state)
{
	static const char *const TITLES[COUNT(LANGUAGES)] = { "List of pledges", "Liste des engagements",
		"Lista de compromisos", "قائمة التعهدات", "Перечень обязательств", "承诺清单" };
	struct bench *bench = *state;
	for (size_t l = 0; l < COUNT(LANGUAGES); l++) {
		struct buf pdf = sample(bench, 1, LANGUAGES[l]);
		assert_has(bench, &pdf, TITLES[l]);
		buf_finish(&pdf);
	}
}

static void an_arabic_table_has_its_columns_from_the_right(void **state)
{
	struct bench *bench = *state;
	struct buf english = sample(bench, 1, "en"), arabic = sample(bench, 1, "ar");
	assert_true(left_of(bench, &english, "27,800,000") > 700);
	assert_in_range((int)left_of(bench, &arabic, "27,800,000"), 51, 100);
	buf_finish(&english);
	buf_finish(&arabic);
}

static void an_arabic_text_begins_at_the_right_in_an_english_document(void **state)
{
	struct bench *bench = *state;
	struct register_data data = sample_register(bench->signatories, 0);
	data.texts = &TEXTS_OF_DECLARATION[TEXT_AR];
	data.n_texts = 1;
	struct buf pdf = draw_register(bench, &data);
	assert_true(left_of(bench, &pdf, "إ") > 500); /* the title's first letter, which poppler takes for a word */
	buf_finish(&pdf);
}

/* ---- pages ---- */

static void pages_are_numbered_and_the_tables_head_is_repeated(void **state)
{
	struct bench *bench = *state;
	struct pledge_list_data list = sample_pledges(bench->pledges, 100);
	struct buf pdf = draw_pledges(bench, &list);
	unsigned pages = pages_of(bench, &pdf);
	char number[24];
	assert_true(pages > 5);
	for (unsigned page = 1; page <= pages; page++) {
		snprintf(number, sizeof number, "%u / %u", page, pages);
		assert_page_says(bench, &pdf, page, number);
		assert_page_says(bench, &pdf, page, "Beneficiary countries");
	}
	buf_finish(&pdf);
}

/* Each row says its number where it begins and again where it ends. */
static void no_row_is_split_between_pages(void **state)
{
	struct bench *bench = *state;
	struct register_data data = sample_register(bench->signatories, 60);
	char begins[60][24], ends[60][1200];
	for (unsigned i = 0; i < 60; i++) {
		size_t len = (10 + i % 20 * 3) * 12;
		for (size_t c = 0; c < len; c++)
			ends[i][c] = "reservation "[c % 12];
		snprintf(begins[i], sizeof begins[i], "begins%u.", i);
		snprintf(ends[i] + len, sizeof ends[i] - len, "ends%u.", i);
		bench->signatories[i] =
		    (struct register_signatory){ .number = "1", .entity = begins[i], .statement = ends[i] };
	}
	struct buf pdf = draw_register(bench, &data);
	unsigned pages = pages_of(bench, &pdf), found = 0;
	for (unsigned page = 1; page <= pages; page++) {
		char *text = page_text(bench, &pdf, page);
		for (unsigned i = 0; i < 60; i++) {
			char last[24];
			snprintf(last, sizeof last, "ends%u.", i);
			assert_int_equal(strstr(text, begins[i]) != NULL, strstr(text, last) != NULL);
			found += strstr(text, last) != NULL;
		}
		free(text);
	}
	assert_int_equal(found, 60);
	buf_finish(&pdf);
}

static void two_thousand_rows_are_printed(void **state)
{
	struct bench *bench = *state;
	struct register_data data = sample_register(bench->signatories, 2000);
	struct pledge_list_data list = sample_pledges(bench->pledges, 2000);
	struct buf declaration = draw_register(bench, &data), pledges = draw_pledges(bench, &list);
	assert_in_range(pages_of(bench, &declaration), 150, 400);
	assert_in_range(pages_of(bench, &pledges), 150, 400);
	assert_has(bench, &pledges, "P-2000");
	buf_finish(&declaration);
	buf_finish(&pledges);
}

static void documents_without_rows_say_so(void **state)
{
	struct bench *bench = *state;
	struct register_data data = sample_register(bench->signatories, 0);
	struct pledge_list_data list = sample_pledges(bench->pledges, 0);
	struct buf declaration = draw_register(bench, &data), pledges = draw_pledges(bench, &list);
	assert_has(bench, &declaration, "Nobody has signed yet.");
	assert_has(bench, &pledges, "No pledge.");
	buf_finish(&declaration);
	buf_finish(&pledges);
}

/* ---- hostile and wrong data ---- */

static void hostile_texts_neither_break_nor_overflow_a_page(void **state)
{
	struct bench *bench = *state;
	static char wide[10001], arabic[10001], statement[3601];
	static const char CONTROLS[] = "a\x01\x02\x1b[31m\xff\xfe\u202Eb\u2028c";
	memset(wide, 'W', 10000);
	memset(statement, 'x', 3600);
	for (size_t i = 0; i < 10000; i += 2)
		memcpy(arabic + i, i % 22 ? "\xd9\x85" : "- ", 2);
	const char *const texts[] = { wide, arabic, CONTROLS, "", "<b>&amp;</b>%s" };
	for (size_t i = 0; i < COUNT(texts); i++) {
		const char *text = texts[i];
		struct register_text declaration = { text, text, text };
		struct register_data data = { .paper = THE_PAPER,
			.texts = &declaration,
			.n_texts = 1,
			.version = text,
			.text_hash = HASH,
			.signatories = bench->signatories,
			.n_signatories = 3,
			.launched_at = text };
		for (unsigned r = 0; r < 3; r++)
			bench->signatories[r] = (struct register_signatory){ REGISTER_SIGNED, REGISTER_PAPER, text,
				text, text, text, text, text, text, text, text, { 0 }, statement, HASH };
		struct pledge_list_pledger pledger = { text, text, true };
		bench->pledges[0] = (struct pledge_list_row){ .state = "heard",
			.type = "policy",
			.title = text,
			.pledgers = &pledger,
			.n_pledgers = 1,
			.countries = texts,
			.n_countries = COUNT(texts) };
		struct pledge_list_data list = {
			.paper = THE_PAPER, .scope = text, .rows = bench->pledges, .n_rows = 1
		};
		struct buf first = draw_register(bench, &data), second = draw_pledges(bench, &list);
		assert_in_range(pages_of(bench, &first), 2, 12);
		assert_in_range(pages_of(bench, &second), 1, 3);
		buf_finish(&first);
		buf_finish(&second);
	}
}

static void equal_values_give_equal_bytes_whatever_was_drawn_between(void **state)
{
	struct bench *bench = *state;
	struct badge_press *other = NULL;
	assert_int_equal(badge_press_create(&other, NULL), OK);
	for (unsigned kind = 0; kind < 4; kind++) {
		struct bench elsewhere = { .press = other };
		struct buf first = sample(bench, kind, "ar"), between = sample(bench, (kind + 1) % 4, "zh");
		struct buf again = sample(bench, kind, "ar"), third = sample(&elsewhere, kind, "ar");
		assert_int_equal(first.len, again.len);
		assert_memory_equal(first.bytes, again.bytes, first.len);
		assert_int_equal(first.len, third.len);
		assert_memory_equal(first.bytes, third.bytes, first.len);
		buf_finish(&first);
		buf_finish(&between);
		buf_finish(&again);
		buf_finish(&third);
	}
	badge_press_destroy(other);
}

static void assert_refused(struct bench *bench, enum err err, const char *field, const struct buf *out)
{
	assert_int_equal(err, ERR_INVALID);
	assert_string_equal(bench->fault.field, field);
	assert_true(bench->fault.detail[0] != '\0');
	assert_int_equal(out->len, 0);
}

static void a_register_that_cannot_be_printed_is_refused_by_the_name_of_its_field(void **state)
{
	static const struct ink_point NOWHERE = { NAN, 0, 0, 0 };
	static const struct ink_stroke STROKE = { &NOWHERE, 1 };
	struct bench *bench = *state;
	struct buf out = { 0 };
	struct register_data good = sample_register(bench->signatories, 3), data = good;
	data.n_texts = 0;
	assert_refused(bench, register_pdf(bench->press, &data, &out, &bench->fault), "texts", &out);
	data = good;
	data.text_hash = "12345";
	assert_refused(bench, register_pdf(bench->press, &data, &out, &bench->fault), "text_hash", &out);
	data = good;
	data.paper.hash = NULL;
	assert_refused(bench, register_pdf(bench->press, &data, &out, &bench->fault), "hash", &out);
	data = good;
	bench->signatories[2].hash = "g";
	assert_refused(bench, register_pdf(bench->press, &data, &out, &bench->fault), "signatories[2].hash", &out);
	bench->signatories[2].hash = HASH;
	bench->signatories[1].ink = (struct ink){ &STROKE, 1 };
	assert_refused(bench, register_pdf(bench->press, &data, &out, &bench->fault), "signatories[1].ink", &out);
}

static void a_pledge_that_cannot_be_printed_is_refused_by_the_name_of_its_field(void **state)
{
	struct bench *bench = *state;
	struct buf out = { 0 };
	struct pledge_list_data data = sample_pledges(bench->pledges, 4);
	const struct pledge_list_row good = bench->pledges[3];
	struct pledge_list_row *row = &bench->pledges[3];
	row->state = "imagined";
	assert_refused(bench, pledge_list_pdf(bench->press, &data, &out, &bench->fault), "rows[3].state", &out);
	*row = good;
	row->type = NULL;
	assert_refused(bench, pledge_list_pdf(bench->press, &data, &out, &bench->fault), "rows[3].type", &out);
	*row = good;
	row->focus_areas = 16;
	assert_refused(bench, pledge_list_pdf(bench->press, &data, &out, &bench->fault), "rows[3].focus_areas", &out);
	*row = good;
	row->amount = "1e9";
	assert_refused(bench, pledge_list_pdf(bench->press, &data, &out, &bench->fault), "rows[3].amount", &out);
	*row = good;
	row->currency = "Fr.";
	assert_refused(bench, pledge_list_pdf(bench->press, &data, &out, &bench->fault), "rows[3].currency", &out);
}

static void slips_and_evidence_that_make_no_sense_are_refused(void **state)
{
	struct bench *bench = *state;
	struct buf out = { 0 };
	struct slips_data slips = SLIPS;
	struct evidence_data evidence = EVIDENCE;
	slips.count = 0;
	assert_refused(bench, slips_pdf(bench->press, &slips, &out, &bench->fault), "count", &out);
	slips.count = SLIPS_MAX + 1;
	assert_refused(bench, slips_pdf(bench->press, &slips, &out, &bench->fault), "count", &out);
	slips = SLIPS;
	slips.first = 0;
	assert_refused(bench, slips_pdf(bench->press, &slips, &out, &bench->fault), "first", &out);
	slips = SLIPS;
	slips.prefix = "p2c ";
	assert_refused(bench, slips_pdf(bench->press, &slips, &out, &bench->fault), "prefix", &out);
	evidence.paper.seq = 0;
	assert_refused(bench, evidence_pdf(bench->press, &evidence, &out, &bench->fault), "seq", &out);
	evidence = EVIDENCE;
	evidence.session = "";
	assert_refused(bench, evidence_pdf(bench->press, &evidence, &out, &bench->fault), "session", &out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_document_carries_the_journals_head_in_every_language),
		cmocka_unit_test(the_head_is_read_back_from_the_printed_code),
		cmocka_unit_test(the_declaration_has_its_texts_and_its_signatories),
		cmocka_unit_test(the_list_tells_confirmed_from_heard_and_names_joint_pledgers),
		cmocka_unit_test(slips_are_numbered_three_to_a_page_and_each_has_its_code),
		cmocka_unit_test(words_come_in_the_papers_language),
		cmocka_unit_test(an_arabic_table_has_its_columns_from_the_right),
		cmocka_unit_test(an_arabic_text_begins_at_the_right_in_an_english_document),
		cmocka_unit_test(pages_are_numbered_and_the_tables_head_is_repeated),
		cmocka_unit_test(no_row_is_split_between_pages),
		cmocka_unit_test(two_thousand_rows_are_printed),
		cmocka_unit_test(documents_without_rows_say_so),
		cmocka_unit_test(hostile_texts_neither_break_nor_overflow_a_page),
		cmocka_unit_test(equal_values_give_equal_bytes_whatever_was_drawn_between),
		cmocka_unit_test(a_register_that_cannot_be_printed_is_refused_by_the_name_of_its_field),
		cmocka_unit_test(a_pledge_that_cannot_be_printed_is_refused_by_the_name_of_its_field),
		cmocka_unit_test(slips_and_evidence_that_make_no_sense_are_refused),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
