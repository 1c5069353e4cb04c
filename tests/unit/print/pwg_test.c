/* Raster of both sides, read back with CUPS's own reader: what a printer does with a back that it wants turned has to
 * give the back as it was drawn. */
#include "print/pwg.h"

#include <cups/cups.h>
#include <cups/raster.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { DPI = 100, WIDTH = 6, HEIGHT = 4, TURNED = -1 };
static const char MEDIA[] = "custom_25.4x50.8mm_25.4x50.8mm"; /* 100 x 200 dots */

/* A grey of its own for each dot and side; the rest of the page stays white. */
static uint8_t grey_at(unsigned side, unsigned x, unsigned y)
{
	return (uint8_t)(100 * side + 10 * y + x);
}

static void add_page(struct pwg *pwg, unsigned side)
{
	uint32_t dots[HEIGHT][WIDTH];
	for (unsigned y = 0; y < HEIGHT; y++)
		for (unsigned x = 0; x < WIDTH; x++)
			dots[y][x] = grey_at(side, x, y) * 0x010101u;
	struct badge_pixels pixels = { (const uint8_t *)dots, WIDTH, HEIGHT, sizeof dots[0], DPI };
	assert_int_equal(pwg_page(pwg, &pixels), OK);
}

struct source {
	const char *bytes;
	size_t len;
};

static ssize_t give(void *ctx, unsigned char *bytes, size_t len)
{
	struct source *source = ctx;
	size_t n = len < source->len ? len : source->len;
	memcpy(bytes, source->bytes, n);
	source->bytes += n;
	source->len -= n;
	return (ssize_t)n;
}

static int turn_of(const cups_page_header2_t *page, int which)
{
	return (int)page->cupsInteger[which];
}

/* Reads the next page and undoes its turn, as the printer's own way of feeding a back does. */
static void expect_page(cups_raster_t *raster, unsigned side, bool duplex, bool tumble, int across, int down)
{
	cups_page_header2_t page;
	assert_true(cupsRasterReadHeader2(raster, &page));
	assert_int_equal(page.Duplex, duplex);
	assert_int_equal(page.Tumble, tumble);
	assert_int_equal(page.cupsInteger[CUPS_RASTER_PWG_TotalPageCount], 2);
	assert_int_equal(turn_of(&page, CUPS_RASTER_PWG_CrossFeedTransform), across);
	assert_int_equal(turn_of(&page, CUPS_RASTER_PWG_FeedTransform), down);
	unsigned char *line = malloc(page.cupsBytesPerLine);
	assert_non_null(line);
	for (unsigned row = 0; row < page.cupsHeight; row++) {
		unsigned y = down == TURNED ? page.cupsHeight - 1 - row : row;
		assert_int_equal(cupsRasterReadPixels(raster, line, page.cupsBytesPerLine), page.cupsBytesPerLine);
		for (unsigned at = 0; at < page.cupsWidth; at++) {
			unsigned x = across == TURNED ? page.cupsWidth - 1 - at : at;
			unsigned want = x < WIDTH && y < HEIGHT ? grey_at(side, x, y) : 0xFF;
			assert_in_range(line[at], want ? want - 1 : 0, want);
		}
	}
	free(line);
}

static void expect(const char *sides, const char *back, bool duplex, bool tumble, int across, int down)
{
	struct buf out = { 0 };
	struct pwg_form form = { .kind = PWG_GREY, .media = MEDIA, .sides = sides, .back = back, .pages = 2 };
	struct pwg *pwg = pwg_begin(&form, &out);
	add_page(pwg, 0);
	add_page(pwg, 1);
	pwg_end(pwg);
	struct source source = { out.bytes, out.len };
	cups_raster_t *raster = cupsRasterOpenIO(give, &source, CUPS_RASTER_READ);
	assert_non_null(raster);
	expect_page(raster, 0, duplex, tumble, 1, 1);
	expect_page(raster, 1, duplex, tumble, across, down);
	cups_page_header2_t none;
	assert_false(cupsRasterReadHeader2(raster, &none));
	cupsRasterClose(raster);
	buf_finish(&out);
}

/* PWG 5102.4 §5.1 and table 11. */
static void the_back_is_turned_as_the_printer_wants_it(void **state)
{
	static const struct {
		const char *sides, *back;
		int across, down;
	} TURNS[] = {
		{ "two-sided-long-edge", "normal", 1, 1 },
		{ "two-sided-short-edge", "normal", 1, 1 },
		{ "two-sided-long-edge", "flipped", 1, TURNED },
		{ "two-sided-short-edge", "flipped", TURNED, 1 },
		{ "two-sided-long-edge", "rotated", TURNED, TURNED },
		{ "two-sided-short-edge", "rotated", 1, 1 },
		{ "two-sided-long-edge", "manual-tumble", 1, 1 },
		{ "two-sided-short-edge", "manual-tumble", TURNED, TURNED },
	};
	(void)state;
	for (size_t i = 0; i < sizeof TURNS / sizeof *TURNS; i++)
		expect(TURNS[i].sides, TURNS[i].back, true, strcmp(TURNS[i].sides, "two-sided-short-edge") == 0,
		    TURNS[i].across, TURNS[i].down);
}

static void on_one_side_both_pages_are_fronts(void **state)
{
	(void)state;
	expect("one-sided", "rotated", false, false, 1, 1);
	expect(NULL, "flipped", false, false, 1, 1);
}

static void a_paper_that_is_none_is_refused(void **state)
{
	(void)state;
	struct buf out = { 0 };
	uint32_t dot = 0;
	struct badge_pixels pixels = { (const uint8_t *)&dot, 1, 1, sizeof dot, DPI };
	struct pwg_form form = { .kind = PWG_GREY, .media = "nothing", .pages = 1 };
	struct pwg *pwg = pwg_begin(&form, &out);
	assert_int_equal(pwg_page(pwg, &pixels), ERR_BROKEN);
	pwg_end(pwg);
	buf_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_back_is_turned_as_the_printer_wants_it),
		cmocka_unit_test(on_one_side_both_pages_are_fronts),
		cmocka_unit_test(a_paper_that_is_none_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
