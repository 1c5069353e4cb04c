/* LD_PRELOAD: a database of which one question fails. $P2C_QUESTIONS is a file of two numbers of 64 bits: which
 * question from now on fails (from 1; 0 is none), and how many were begun since. What is tried again meets the same
 * failure at the same place. Counted are the questions of readers, not of the writer. */
#include <dlfcn.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct questions {
	volatile int64_t at, seen;
};

static struct questions *questions;

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("P2C_QUESTIONS");
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	void *map = fd >= 0 ? mmap(NULL, sizeof *questions, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;
	questions = map == MAP_FAILED ? NULL : map;
	if (fd >= 0)
		close(fd);
}

/* A question, not BEGIN or COMMIT, at its first row. */
static int is_begun(sqlite3_stmt *statement)
{
	const char *text = sqlite3_sql(statement);
	return text && (strncmp(text, "SELECT", 6) == 0 || strncmp(text, "WITH", 4) == 0) &&
	       !sqlite3_stmt_busy(statement) && sqlite3_db_readonly(sqlite3_db_handle(statement), "main") == 1;
}

int sqlite3_step(sqlite3_stmt *statement)
{
	int (*real)(sqlite3_stmt *);
	*(void **)&real = dlsym(RTLD_NEXT, "sqlite3_step");
	int64_t at = questions ? questions->at : 0;
	if (at && is_begun(statement) && __atomic_add_fetch(&questions->seen, 1, __ATOMIC_SEQ_CST) % at == 0)
		return SQLITE_BUSY;
	return real(statement);
}
