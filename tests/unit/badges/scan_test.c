/* The code of every shipped badge, read back by zbar from what a printer of 203 or 300 dots an inch would make of it:
 * as it is, out of focus, aslant, on its side, on its head, and at 60 % of its size. */
#include "badges/badge.h"
#include "badges/sample.h"

#include "tools.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { WAYS = 6 };

/* Makes v-0.png to v-5.png of a picture. */
static void make_ways(const struct folder *folder, const struct buf *png)
{
	char from[320], to[320];
	struct buf said = { 0 };
	folder_write(folder, "badge.png", png->bytes, png->len);
	folder_path(folder, "badge.png", from);
	folder_path(folder, "v-%d.png", to);
	assert_int_equal(
	    tool_run(TOOL("convert", from, "(", "-clone", "0", "-blur", "0x2", ")", "(", "-clone", "0", "-background",
			 "white", "-rotate", "7", ")", "(", "-clone", "0", "-rotate", "90", ")", "(", "-clone", "0",
			 "-rotate", "180", ")", "(", "-clone", "0", "-resize", "60%", ")", to),
		&said),
	    0);
	buf_finish(&said);
}

static char *scan_ways(const struct folder *folder)
{
	char path[WAYS][320];
	struct buf said = { 0 };
	for (int i = 0; i < WAYS; i++) {
		char name[32];
		snprintf(name, sizeof name, "v-%d.png", i);
		folder_path(folder, name, path[i]);
	}
	tool_run(
	    TOOL("zbarimg", "--nodbus", "-q", "--raw", path[0], path[1], path[2], path[3], path[4], path[5]), &said);
	buf_text(&said);
	return buf_steal(&said, NULL);
}

static size_t count(const char *text, const char *what)
{
	size_t n = 0;
	for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
		n++;
	return n;
}

static void assert_is_read(const struct folder *folder, struct badge_press *press,
    const struct badge_template *template, const char *sample, unsigned dpi)
{
	const struct badge_data *data = badge_sample(sample);
	struct buf png = { 0 };
	assert_int_equal(badge_png(press, data, template, dpi, &png, NULL), OK);
	make_ways(folder, &png);
	char *codes = scan_ways(folder);
	if (count(codes, data->qr) != WAYS)
		print_error(
		    "%s, %s, %u dpi: read %zu of %d\n", template->id, sample, dpi, count(codes, data->qr), WAYS);
	assert_int_equal(count(codes, data->qr), WAYS);
	free(codes);
	buf_finish(&png);
}

static void every_shipped_badge_is_read(struct badge_press *press, unsigned dpi)
{
	size_t n, scanned = 0;
	struct arena *arena = arena_create();
	struct folder folder = folder_make();
	const struct badge_shipped *shipped = badge_shipped_all(&n);
	for (size_t i = 0; i < n; i++) {
		const struct badge_template *whole = badge_template_find(arena, shipped[i].id);
		for (size_t side = 1; side <= whole->n_sides; side++) {
			struct badge_template template = badge_template_side(whole, side);
			if (template.sides->qr.width <= 0)
				continue;
			assert_is_read(&folder, press, &template, scanned % 2 ? "arabic" : "long", dpi);
			scanned++;
		}
	}
	assert_int_equal(scanned, 6);
	folder_remove(&folder);
	arena_destroy(arena);
}

static void every_code_is_read_at_203_dots_an_inch(void **state)
{
	every_shipped_badge_is_read(*state, 203);
}

static void every_code_is_read_at_300_dots_an_inch(void **state)
{
	every_shipped_badge_is_read(*state, 300);
}

static int setup(void **state)
{
	struct badge_press *press = NULL;
	enum err err = badge_press_create(&press, NULL);
	*state = press;
	return err ? -1 : 0;
}

static int teardown(void **state)
{
	badge_press_destroy(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_is_read_at_203_dots_an_inch),
		cmocka_unit_test(every_code_is_read_at_300_dots_an_inch),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
