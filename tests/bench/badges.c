/* Times the drawing of badges, warm and in one process. Prints milliseconds a badge (for `warm`: in all).
 * Use: badges warm|book|single|png PEOPLE COUNT
 *      badges cairo-png PEOPLE COUNT   cairo's own PNG writer on the same pictures, without drawing them
 * PEOPLE: a badge a line, tab between name, latin, title, organisation, country, code, category, words, role,
 * language, short code, what the QR carries. */
#include "tests/bench/bench.h"

#include "badges/badge.h"

#include <cairo.h>

enum { COLUMNS = 12, PEOPLE_MAX = 2000, DPI = 300, LINE_MAX_BYTES = 1024, WARM = 20 };

struct bench {
	struct badge_press *press;
	const struct badge_template *template;
	struct badge_data people[PEOPLE_MAX];
	size_t n;
	struct buf out;
};

static struct badge_data person_of(char *line)
{
	char *cells[COLUMNS], *rest = line;
	line[strcspn(line, "\n")] = '\0';
	for (size_t i = 0; i < COLUMNS; i++) {
		cells[i] = strsep(&rest, "\t");
		bench_need(cells[i] != NULL, "a line of PEOPLE is too short");
	}
	return (struct badge_data){ .day_title = "Partner2Connect · WTDC Kigali",
		.day_dates = "7–9 June 2022",
		.name = cells[0],
		.name_latin = cells[1],
		.title = cells[2],
		.organisation = cells[3],
		.country = cells[4],
		.country_code = cells[5],
		.category = cells[6],
		.category_words = cells[7],
		.category_rgb = 0x0B5FA5,
		.role = cells[8],
		.language = cells[9],
		.code = cells[10],
		.qr = cells[11] };
}

static void read_people(struct bench *bench, const char *path)
{
	char line[LINE_MAX_BYTES];
	FILE *file = fopen(path, "re");
	bench_need(file != NULL, path);
	while (bench->n < PEOPLE_MAX && fgets(line, sizeof line, file)) {
		char *kept = strdup(line);
		bench_need(kept != NULL, "memory");
		bench->people[bench->n++] = person_of(kept);
	}
	bench_need(bench->n > 0, "PEOPLE is empty");
	fclose(file);
}

static const struct badge_data *person(const struct bench *bench, size_t i)
{
	return &bench->people[i % bench->n];
}

/* ---- what is timed ---- */

static enum err throw_away(void *ctx, const void *bytes, size_t len)
{
	size_t *total = ctx;
	(void)bytes;
	*total += len;
	return OK;
}

static void draw_book(struct bench *bench, size_t from, size_t n)
{
	size_t total = 0;
	struct badge_book *book = badge_book_open(bench->press, bench->template, throw_away, &total);
	for (size_t i = from; i < from + n; i++)
		bench_need(badge_book_add(book, person(bench, i), NULL) == OK, "badge_book_add");
	bench_need(badge_book_close(book, NULL) == OK && total > 0, "badge_book_close");
}

static void draw_singles(struct bench *bench, size_t from, size_t n)
{
	for (size_t i = from; i < from + n; i++) {
		bench->out.len = 0;
		bench_need(
		    badge_pdf(bench->press, person(bench, i), bench->template, &bench->out, NULL) == OK, "badge_pdf");
	}
}

static void draw_pngs(struct bench *bench, size_t from, size_t n)
{
	for (size_t i = from; i < from + n; i++) {
		bench->out.len = 0;
		bench_need(badge_png(bench->press, person(bench, i), bench->template, DPI, &bench->out, NULL) == OK,
		    "badge_png");
	}
}

/* ---- cairo's writer ---- */

static cairo_status_t count_bytes(void *ctx, const unsigned char *bytes, unsigned len)
{
	(void)bytes;
	*(size_t *)ctx += len;
	return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t take_bytes(void *ctx, unsigned char *bytes, unsigned len)
{
	struct buf *from = ctx;
	if (from->len < len)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(bytes, from->bytes, len);
	from->bytes += len;
	from->len -= len;
	return CAIRO_STATUS_SUCCESS;
}

/* The rival is given the finished picture: only its writing is timed. */
static int64_t time_cairo(struct bench *bench, size_t n)
{
	int64_t took = 0;
	for (size_t i = 0; i < n; i++) {
		size_t total = 0;
		draw_pngs(bench, i, 1);
		struct buf rest = bench->out;
		cairo_surface_t *picture = cairo_image_surface_create_from_png_stream(take_bytes, &rest);
		int64_t from = bench_now();
		cairo_status_t status = cairo_surface_write_to_png_stream(picture, count_bytes, &total);
		took += bench_now() - from;
		bench_need(status == CAIRO_STATUS_SUCCESS && total > 0, "cairo");
		cairo_surface_destroy(picture);
	}
	return took;
}

static const struct {
	const char *name;
	void (*draw)(struct bench *bench, size_t from, size_t n);
} WAYS[] = { { "book", draw_book }, { "single", draw_singles }, { "png", draw_pngs } };

static int64_t time_way(struct bench *bench, const char *way, size_t n)
{
	for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++) {
		if (strcmp(WAYS[i].name, way) != 0)
			continue;
		WAYS[i].draw(bench, bench->n / 2, n < WARM ? n : WARM);
		int64_t from = bench_now();
		WAYS[i].draw(bench, 0, n);
		return bench_now() - from;
	}
	return time_cairo(bench, n);
}

int main(int argc, char **argv)
{
	static struct bench bench;
	bench_need(argc == 4, "badges warm|book|single|png|cairo-png PEOPLE COUNT");
	size_t n = strtoul(argv[3], NULL, 10);
	int64_t from = bench_now();
	bench_need(badge_press_create(&bench.press, NULL) == OK, "fonts");
	int64_t warmed = bench_now() - from;
	bench.template = badge_template_find(arena_create(), NULL);
	read_people(&bench, argv[2]);
	if (strcmp(argv[1], "warm") == 0)
		printf("%.3f\n", (double)warmed / 1e6);
	else
		printf("%.4f\n", (double)time_way(&bench, argv[1], n) / 1e6 / (double)n);
	badge_press_destroy(bench.press);
	return 0;
}
