/* See fatal.h. */
#include "base/fatal.h"

#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

/* The writing call promises not to change what it is given (POSIX), but its struct cannot say so. */
static struct iovec piece(const char *text)
{
	union {
		const char *given;
		void *kept;
	} bytes = { .given = text };
	return (struct iovec){ .iov_base = bytes.kept, .iov_len = strlen(text) };
}

void fatal(const char *what)
{
	struct iovec line[] = { piece("p2c: "), piece(what), piece("\n") };
	ssize_t written = writev(STDERR_FILENO, line, 3);
	(void)written; /* nowhere left to tell */
	_exit(EXIT_FATAL);
}
