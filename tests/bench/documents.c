/* Times the drawing of documents, warm and in one process. Prints milliseconds a document.
 * Use: documents register|pledges ROWS COUNT
 * ROWS: what documents.mjs writes, a row a line, tabs between. */
#include "tests/bench/bench.h"

#include "badges/pledge_list.h"
#include "badges/register.h"

#include <stdbool.h>

enum { ROWS_MAX = 2000, COLUMNS = 11, LIST_MAX = 8, STROKES_MAX = 8, POINTS_MAX = 200 };

#define HASH "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
#define THE_PAPER                                                                                                    \
	{                                                                                                            \
		.language = "en", .day_title = "Partner2Connect · Kigali, 7–9 June 2022",                            \
		.made_at = "9 June 2022, 17:42 CAT", .seq = 48213, .hash = HASH                                      \
	}

struct bench {
	struct badge_press *press;
	size_t n;
	struct register_signatory signatories[ROWS_MAX];
	struct pledge_list_row pledges[ROWS_MAX];
	struct buf out;
};

static void *need_memory(size_t n, size_t size)
{
	void *memory = calloc(n, size);
	bench_need(memory != NULL, "memory");
	return memory;
}

static struct ink_stroke stroke_of(char *text)
{
	struct ink_point *points = need_memory(POINTS_MAX, sizeof *points);
	struct ink_stroke stroke = { points, 0 };
	for (char *point; (point = strsep(&text, ";")) && stroke.n_points < POINTS_MAX; stroke.n_points++) {
		struct ink_point *to = &points[stroke.n_points];
		bench_need(sscanf(point, "%f,%f,%u", &to->x, &to->y, &to->ms) == 3, "a point of ROWS is wrong");
	}
	return stroke;
}

static struct ink ink_of(char *text)
{
	struct ink_stroke *strokes = need_memory(STROKES_MAX, sizeof *strokes);
	struct ink ink = { strokes, 0 };
	for (char *stroke; (stroke = strsep(&text, "|")) && ink.n_strokes < STROKES_MAX;)
		strokes[ink.n_strokes++] = stroke_of(stroke);
	return ink;
}

static void take_signatory(struct bench *bench, char *const cells[COLUMNS])
{
	bench->signatories[bench->n] = (struct register_signatory){ .number = cells[0],
		.language = cells[1],
		.entity = cells[2],
		.country = cells[3],
		.name = cells[4],
		.title = cells[5],
		.authority = cells[6],
		.signed_at = cells[7],
		.statement = cells[8],
		.hash = cells[9],
		.ink = ink_of(cells[10]) };
}

static void take_pledge(struct bench *bench, char *const cells[COLUMNS])
{
	struct pledge_list_pledger *pledgers = need_memory(LIST_MAX, sizeof *pledgers);
	const char **countries = need_memory(LIST_MAX, sizeof *countries);
	struct pledge_list_row *row = &bench->pledges[bench->n];
	char *rest = cells[9];
	*row = (struct pledge_list_row){ .number = strtoll(cells[0], NULL, 10),
		.state = cells[1],
		.type = cells[2],
		.focus_areas = (unsigned)strtoul(cells[3], NULL, 10),
		.language = cells[4],
		.title = cells[5],
		.amount = cells[6],
		.currency = cells[7],
		.usd = strtoll(cells[8], NULL, 10),
		.pledgers = pledgers,
		.countries = countries };
	for (char *one; (one = strsep(&rest, ";")) && row->n_pledgers < LIST_MAX; row->n_pledgers++) {
		const char *name = strsep(&one, "|");
		pledgers[row->n_pledgers] = (struct pledge_list_pledger){ name, one, row->n_pledgers == 0 };
	}
	rest = cells[10];
	for (char *one; (one = strsep(&rest, ";")) && row->n_countries < LIST_MAX;)
		countries[row->n_countries++] = one;
}

static void draw_register(struct bench *bench)
{
	static const struct register_text TEXT = { "en", "Kigali Declaration on Digital Coalition",
		"We, the signatories, launch the Digital Coalition and commit ourselves to report every year." };
	struct register_data data = { .paper = THE_PAPER,
		.texts = &TEXT,
		.n_texts = 1,
		.version = "3",
		.text_hash = HASH,
		.signatories = bench->signatories,
		.n_signatories = bench->n,
		.launched_at = "9 June 2022, 17:30:00" };
	bench_need(register_pdf(bench->press, &data, &bench->out, NULL) == OK, "register_pdf");
}

static void draw_pledges(struct bench *bench)
{
	struct pledge_list_data data = { .paper = THE_PAPER,
		.confirmed = { 212, 18550000000 },
		.heard = { 31, 1240500000 },
		.rows = bench->pledges,
		.n_rows = bench->n };
	bench_need(pledge_list_pdf(bench->press, &data, &bench->out, NULL) == OK, "pledge_list_pdf");
}

static const struct way {
	const char *name;
	void (*take)(struct bench *bench, char *const cells[COLUMNS]);
	void (*draw)(struct bench *bench);
} WAYS[] = { { "register", take_signatory, draw_register }, { "pledges", take_pledge, draw_pledges } };

static void read_rows(struct bench *bench, const struct way *way, const char *path)
{
	char *line = NULL;
	size_t cap = 0;
	FILE *file = fopen(path, "re");
	bench_need(file != NULL, path);
	for (; bench->n < ROWS_MAX && getline(&line, &cap, file) > 0; bench->n++, line = NULL, cap = 0) {
		char *cells[COLUMNS], *rest = line;
		line[strcspn(line, "\n")] = '\0';
		for (size_t i = 0; i < COLUMNS; i++) {
			cells[i] = strsep(&rest, "\t");
			bench_need(cells[i] != NULL, "a line of ROWS is too short");
		}
		way->take(bench, cells);
	}
	free(line);
	bench_need(bench->n > 0, "ROWS is empty");
	fclose(file);
}

int main(int argc, char **argv)
{
	static struct bench bench;
	bench_need(argc == 4, "documents register|pledges ROWS COUNT");
	const struct way *way = strcmp(argv[1], WAYS[0].name) == 0 ? &WAYS[0] : &WAYS[1];
	size_t n = strtoul(argv[3], NULL, 10);
	bench_need(badge_press_create(&bench.press, NULL) == OK, "fonts");
	read_rows(&bench, way, argv[2]);
	way->draw(&bench);
	int64_t from = bench_now();
	for (size_t i = 0; i < n; i++) {
		bench.out.len = 0;
		way->draw(&bench);
	}
	printf("%.3f\n", (double)(bench_now() - from) / 1e6 / (double)n);
	badge_press_destroy(bench.press);
	return 0;
}
