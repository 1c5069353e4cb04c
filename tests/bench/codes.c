/* What a door without network asks of each code, on one core: read it as a scanner sends it, verify the event's mark,
 * and look its hash up in a list of as many. Prints {"verified", "listed"} codes a second. Use: codes COUNT */
#include "domain/event_mark.h"
#include "tests/bench/bench.h"

static const uint8_t KEY[EVENT_MARK_KEY] = { 8, 0, 2, 2 };

static struct badge_code *draw_codes(const struct event_mark *mark, size_t n)
{
	struct badge_code *codes = calloc(n, sizeof *codes);
	uint8_t random[BADGE_CODE_RANDOM] = { 0 };
	bench_need(codes != NULL, "memory");
	for (size_t i = 0, tried = 0; i < n; tried++) {
		memcpy(random, &tried, sizeof tried);
		i += event_mark_make(mark, random, &codes[i]);
	}
	return codes;
}

static double verify(const struct event_mark *mark, const struct badge_code *codes, size_t n)
{
	int64_t from = bench_now();
	for (size_t i = 0; i < n; i++) {
		char clean[BADGE_CODE_QR_LEN + 1];
		bench_need(badge_code_normalise(codes[i].qr, BADGE_CODE_QR_LEN, clean) == BADGE_CODE_QR, "a code");
		bench_need(event_mark_fits(mark, clean), "a mark");
	}
	return (double)n * 1e9 / (double)(bench_now() - from);
}

static int compare(const void *a, const void *b)
{
	return memcmp(a, b, EVENT_MARK_HASH);
}

static double look_up(const struct event_mark *mark, const struct badge_code *codes, size_t n)
{
	uint8_t *list = calloc(n, EVENT_MARK_HASH), hash[EVENT_MARK_HASH];
	bench_need(list != NULL, "memory");
	for (size_t i = 0; i < n; i++)
		event_mark_hash(mark, codes[i].qr, list + i * EVENT_MARK_HASH);
	qsort(list, n, EVENT_MARK_HASH, compare);
	int64_t from = bench_now();
	for (size_t i = 0; i < n; i++) {
		event_mark_hash(mark, codes[i].qr, hash);
		bench_need(bsearch(hash, list, n, EVENT_MARK_HASH, compare) != NULL, "a row");
	}
	free(list);
	return (double)n * 1e9 / (double)(bench_now() - from);
}

int main(int argc, char **argv)
{
	bench_need(argc == 2, "use: codes COUNT");
	size_t n = strtoul(argv[1], NULL, 10);
	const struct event_mark mark = event_mark_of(KEY);
	struct badge_code *codes = draw_codes(&mark, n);
	double verified = verify(&mark, codes, n), listed = look_up(&mark, codes, n);
	free(codes);
	printf("{\"verified\":%.0f,\"listed\":%.0f}\n", verified, listed);
	return 0;
}
