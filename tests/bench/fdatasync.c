/* What the disk itself gives: overwrites 4 KiB pages of a file in turn and flushes each. The floor of every durable
 * commit. Prints {"p50_us", "p99_us"}.
 * Use: fdatasync FILE COUNT */
#include "tests/bench/bench.h"

#include <fcntl.h>
#include <unistd.h>

enum { PAGE = 4096, PAGES = 1024 };

static int64_t flush_one(int fd, const char *page, size_t at)
{
	int64_t from = bench_now();
	bench_need(pwrite(fd, page, PAGE, (off_t)(at % PAGES * PAGE)) == PAGE, "pwrite");
	bench_need(fdatasync(fd) == 0, "fdatasync");
	return bench_now() - from;
}

int main(int argc, char **argv)
{
	bench_need(argc == 3, "fdatasync FILE COUNT");
	size_t n = strtoul(argv[2], NULL, 10);
	char page[PAGE];
	memset(page, 'p', sizeof page);
	int64_t *times = calloc(n + 1, sizeof *times);
	int fd = open(argv[1], O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0600);
	bench_need(times && fd >= 0, argv[1]);
	/* Blocks that were written once: an overwrite needs no entry in the file system's journal. */
	for (size_t i = 0; i < PAGES; i++)
		bench_need(pwrite(fd, page, PAGE, (off_t)(i * PAGE)) == PAGE, "pwrite");
	bench_need(fsync(fd) == 0, "fsync");
	for (size_t i = 0; i < n; i++)
		times[i] = flush_one(fd, page, i);
	bench_sort(times, n);
	printf("{\"p50_us\":%.1f,\"p99_us\":%.1f}\n", bench_at(times, n, 0.5), bench_at(times, n, 0.99));
	unlink(argv[1]);
	free(times);
	close(fd);
	return 0;
}
