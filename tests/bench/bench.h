/* What the programs of the benches share: a clock, percentiles, and how to fail. Not for the product. */
#ifndef P2C_TESTS_BENCH_BENCH_H
#define P2C_TESTS_BENCH_BENCH_H

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Monotonic nanoseconds. */
static inline int64_t bench_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Ends the program: a bench that cannot do its work has no result. */
static inline void bench_need(int holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "%s: %s\n", what, errno ? strerror(errno) : "failed");
	exit(1);
}

static inline int bench_compare(const void *one, const void *other)
{
	int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
	return (a > b) - (a < b);
}

/* Sorts the times. */
static inline void bench_sort(int64_t *times, size_t n)
{
	qsort(times, n, sizeof *times, bench_compare);
}

/* Microseconds at that part (0 to 1) of sorted nanoseconds. */
static inline double bench_at(const int64_t *times, size_t n, double part)
{
	return n ? (double)times[(size_t)(part * (double)(n - 1))] / 1e3 : 0;
}

#endif
