/* LD_PRELOAD: a disk whose flush takes P2C_SLOW_US microseconds more (2,000 when not said), as a laptop's SSD or an
 * SD card. Everything else is as it was. */
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int slowly(long number, int fd)
{
	const char *said = getenv("P2C_SLOW_US");
	long us = said ? atol(said) : 2000;
	struct timespec more = { us / 1000000, us % 1000000 * 1000 };
	long result = syscall(number, fd);
	nanosleep(&more, NULL);
	return (int)result;
}

int fdatasync(int fd)
{
	return slowly(SYS_fdatasync, fd);
}

int fsync(int fd)
{
	return slowly(SYS_fsync, fd);
}
