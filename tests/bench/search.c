/* The crowd of the search bench. Use:
 *   search people FROM N       N of its people as CSV for p2c import
 *   search countries           alpha3 and the names of every country in six languages, tab separated
 *   search questions N COUNT   questions about them: kind, person, text, tab separated. Whole ones, and as many that
 * are still being typed (kind -1) search inside N COUNT      asks the directory in this process. Prints JSON: how
 * long it took to fill, its memory, latencies of typed and of mistyped questions, and recall by kind */
#include "tests/bench/bench.h"
#include "tests/unit/find/town.h"

#include "domain/country.h"

#include <malloc.h>

static void print_people(size_t from, size_t n)
{
	struct arena *arena = arena_create();
	puts("registration_id,family_name,given_name,name_latin,entity,entity_type,country,category,roles,email,"
	     "language,state");
	for (size_t i = from; i < from + n; i++) {
		struct crowd_person p = crowd_person(arena, i);
		printf("%s,%s,%s,%s,%s,%s,%s,%s,,,,confirmed\n", p.registration_id, p.family, p.given, p.latin,
		    p.entity, p.entity_type, p.country, i % 50 ? "DEL" : "MIN");
		arena_reset(arena);
	}
	arena_destroy(arena);
}

static void print_countries(void)
{
	static const char *const LANGUAGES[] = { "en", "fr", "es", "ar", "ru", "zh" };
	size_t n;
	const struct country *countries = country_all(&n);
	for (size_t i = 0; i < n; i++) {
		printf("%s\t%s", countries[i].alpha3, countries[i].alpha3);
		for (size_t k = 0; k < sizeof LANGUAGES / sizeof *LANGUAGES; k++)
			printf(" %s", country_name(&countries[i], LANGUAGES[k]));
		puts("");
	}
}

/* The beginning of a question, two letters of it at least: what a desk asks while somebody types. */
static const char *begun(struct arena *arena, const char *text, size_t q)
{
	size_t letters = 0, end = 0, most = 2 + q % 7;
	for (; text[end]; end++)
		if (((unsigned char)text[end] & 0xC0) != 0x80 && letters++ == most)
			break;
	return arena_copy(arena, text, end);
}

static void print_questions(size_t people, size_t n)
{
	struct arena *arena = arena_create();
	for (size_t q = 0; q < n; q++) {
		struct crowd_question question = crowd_question(arena, q, people);
		printf("%d\t%zu\t%s\n", (int)question.kind, question.person, question.text);
		printf("-1\t%zu\t%s\n", question.person, begun(arena, question.text, q / CROWD_KIND_MAX));
	}
	arena_destroy(arena);
}

struct figures {
	int64_t *times;
	size_t n;
};

static void report(const char *name, struct figures *figures)
{
	bench_sort(figures->times, figures->n);
	printf("\"%s\":{\"p50_us\":%.1f,\"p99_us\":%.1f},", name, bench_at(figures->times, figures->n, 0.5),
	    bench_at(figures->times, figures->n, 0.99));
}

static void time_one(struct town *town, const char *text, struct figures *figures)
{
	struct find_answer answer;
	struct find_question question = { .text = text, .limit = 20 };
	int64_t from = bench_now();
	directory_ask(town->directory, town->room, town->arena, &question, &answer);
	figures->times[figures->n++] = bench_now() - from;
}

static void ask_inside(size_t people, size_t n)
{
	int first[CROWD_KIND_MAX] = { 0 }, five[CROWD_KIND_MAX] = { 0 }, asked[CROWD_KIND_MAX] = { 0 };
	struct figures typed = { calloc(2 * n + 1, sizeof(int64_t)), 0 },
		       slips = { calloc(n + 1, sizeof(int64_t)), 0 };
	int64_t from = bench_now();
	struct town *town = town_create(people);
	printf("{\"fill_ms\":%.0f,", (double)(bench_now() - from) / 1e6);
	struct mallinfo2 memory = mallinfo2();
	printf("\"heap_mb\":%.1f,", (double)(memory.uordblks + memory.hblkhd) / 1e6);
	for (size_t q = 0; q < n; q++, arena_reset(town->arena)) {
		struct crowd_question question = crowd_question(town->arena, q, people);
		bool slip = question.kind == CROWD_TYPO || question.kind == CROWD_SWAPPED;
		time_one(town, question.text, slip ? &slips : &typed);
		if (!slip)
			time_one(town, begun(town->arena, question.text, q / CROWD_KIND_MAX), &typed);
		size_t rank = town_rank(town, &question, 5);
		asked[question.kind]++;
		first[question.kind] += rank == 1;
		five[question.kind] += rank > 0;
	}
	report("typed", &typed);
	report("slips", &slips);
	printf("\"recall\":[");
	for (int k = 0; k < CROWD_KIND_MAX; k++)
		printf("%s{\"kind\":\"%s\",\"asked\":%d,\"first\":%d,\"five\":%d}", k ? "," : "", CROWD_KIND_NAMES[k],
		    asked[k], first[k], five[k]);
	puts("]}");
	town_destroy(town);
	free(typed.times);
	free(slips.times);
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	size_t n = argc > 2 ? strtoul(argv[2], NULL, 10) : 0, count = argc > 3 ? strtoul(argv[3], NULL, 10) : 0;
	if (!strcmp(what, "people"))
		print_people(n, count);
	else if (!strcmp(what, "countries"))
		print_countries();
	else if (!strcmp(what, "questions"))
		print_questions(n, count);
	else
		ask_inside(n, count);
	return 0;
}
