/* The facts of finished badges (page size, text, code) against tests/golden/badges.txt: facts, not pixels, so that a
 * new version of a font changes nothing here. P2C_GOLDEN=write writes the file anew; read the difference before it is
 * kept. Runs from the top of the tree, as `make unit` does. */
#include "badges/badge.h"

#include "leaks.h"
#include "people.h"
#include "tools.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char GOLDEN[] = "tests/golden/badges.txt";
static const char *const TEMPLATES[] = { "a6", "card", "credit-card", "fan-fold", "label-62" };

static int compare_lines(const void *one, const void *other)
{
	return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* The lines sorted: which one poppler finds first is its own affair. */
static void add_lines(struct buf *out, char *text)
{
	const char *lines[64];
	size_t count = 0;
	for (char *save, *line = strtok_r(text, "\n", &save); line && count < 64; line = strtok_r(NULL, "\n", &save))
		lines[count++] = line;
	qsort(lines, count, sizeof *lines, compare_lines);
	for (size_t i = 0; i < count; i++)
		buf_printf(out, "  %s\n", lines[i]);
}

static void add_page_size(struct buf *out, const struct folder *folder, const struct buf *pdf)
{
	double width, height;
	char *info = tool_read(folder, "info.pdf", pdf, TOOL("pdfinfo", "%s"));
	assert_non_null(info);
	const char *size = strstr(info, "Page size:");
	assert_non_null(size);
	assert_int_equal(sscanf(size, "Page size: %lf x %lf", &width, &height), 2);
	buf_printf(out, "page %.0f x %.0f mm\n", width / 72 * 25.4, height / 72 * 25.4);
	free(info);
}

static void add_badge(struct buf *out, const struct folder *folder, struct badge_press *press,
    const struct badge_data *data, const struct badge_template *template)
{
	struct buf pdf = { 0 }, png = { 0 };
	assert_int_equal(badge_pdf(press, data, template, &pdf, NULL), OK);
	assert_int_equal(badge_png(press, data, template, 300, &png, NULL), OK);
	char *text = tool_text(folder, &pdf), *code = tool_scan(folder, &png);
	assert_non_null(text);
	assert_non_null(code);
	buf_printf(out, "%s%s %s\n", out->len ? "\n" : "", template->id, data->country_code);
	add_page_size(out, folder, &pdf);
	buf_printf(out, "qr %s\n", code);
	add_lines(out, text);
	free(text);
	free(code);
	buf_finish(&pdf);
	buf_finish(&png);
}

static void read_file(const char *path, struct buf *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	read_all(fd, out);
	close(fd);
}

static void write_file(const char *path, const struct buf *bytes)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes->bytes, 1, bytes->len, file), bytes->len);
	assert_int_equal(fclose(file), 0);
}

static void badges_carry_what_the_golden_file_says(void **state)
{
	struct badge_press *press = NULL;
	struct arena *arena = arena_create();
	struct folder folder = folder_make();
	struct buf is = { 0 }, expected = { 0 };
	const char *mode = getenv("P2C_GOLDEN");
	(void)state;
	assert_int_equal(badge_press_create(&press, NULL), OK);
	for (size_t t = 0; t < sizeof TEMPLATES / sizeof *TEMPLATES; t++)
		for (int i = 0; i < PEOPLE; i++)
			add_badge(&is, &folder, press, &PERSON[i], badge_template_find(arena, TEMPLATES[t]));
	arena_destroy(arena);
	if (mode && strcmp(mode, "write") == 0)
		write_file(GOLDEN, &is);
	read_file(GOLDEN, &expected);
	assert_string_equal(buf_text(&is), buf_text(&expected));
	buf_finish(&is);
	buf_finish(&expected);
	badge_press_destroy(press);
	folder_remove(&folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(badges_carry_what_the_golden_file_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
