/* Strangers at the door: DRIPS connections from twenty addresses that send a byte of a head a second each and begin
 * again when they are closed, and REFUSED connections a second from one address that has its share already. Says "up"
 * on standard error when all of it is on its way, and goes on until it is ended. Use: drip PORT DRIPS REFUSED SHARE
 */
#include "tests/bench/bench.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum { ADDRESSES = 20, DRIPS_MAX = 8192, SECOND = 1000 };

static unsigned port;

/* A connection from 127.0.GROUP.HOST, not waited for; -1 when it cannot be made now. */
static int connect_from(unsigned group, unsigned host)
{
	struct sockaddr_in from = { .sin_family = AF_INET }, to = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	from.sin_addr.s_addr = htonl(0x7f000000u | group << 8 | host);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	to.sin_port = htons((uint16_t)port);
	bench_need(fd >= 0 && bind(fd, (struct sockaddr *)&from, sizeof from) == 0, "bind");
	if (connect(fd, (struct sockaddr *)&to, sizeof to) == 0 || errno == EINPROGRESS)
		return fd;
	close(fd);
	return -1;
}

/* One byte more on this connection, or a new one in its place. */
static void drip(int *fd, unsigned i)
{
	static const char head[] = "GET / HTTP/1.1\r\nX: aaaaaaaaaaaaaaaa";
	char heard[512];
	if (*fd >= 0 && recv(*fd, heard, sizeof heard, 0) < 0 && errno == EAGAIN &&
	    send(*fd, &head[i % (sizeof head - 1)], 1, MSG_NOSIGNAL) == 1)
		return;
	if (*fd >= 0)
		close(*fd);
	*fd = connect_from(1, 1 + i % ADDRESSES);
}

int main(int argc, char **argv)
{
	static int drips[DRIPS_MAX];
	bench_need(argc == 5, "drip PORT DRIPS REFUSED SHARE");
	port = (unsigned)atoi(argv[1]);
	unsigned n = (unsigned)atoi(argv[2]), refused = (unsigned)atoi(argv[3]), share = (unsigned)atoi(argv[4]);
	struct itimerspec each = { .it_value.tv_nsec = 1000000, .it_interval.tv_nsec = 1000000 };
	struct rlimit files;
	bench_need(n > 0 && n <= DRIPS_MAX, "DRIPS");
	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	for (unsigned i = 0; i < n; i++)
		drips[i] = connect_from(1, 1 + i % ADDRESSES);
	int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
	bench_need(timer >= 0 && timerfd_settime(timer, 0, &each, NULL) == 0, "timerfd");
	unsigned long done_drips = 0, done_refused = 0;
	for (uint64_t ms = 0, ticks = 0; read(timer, &ticks, sizeof ticks) == sizeof ticks;) {
		static int held[1024]; /* those that have the share; the oldest is replaced */
		if (ms < SECOND && ms + ticks >= SECOND)
			fputs("up\n", stderr);
		ms += ticks;
		for (; done_drips < ms * n / SECOND; done_drips++)
			drip(&drips[done_drips % n], (unsigned)done_drips);
		for (; done_refused < ms * refused / SECOND; done_refused++) {
			int fd = connect_from(2, 1);
			if (fd >= 0 && done_refused < share && done_refused < sizeof held / sizeof held[0])
				held[done_refused] = fd;
			else if (fd >= 0)
				close(fd);
		}
	}
	return 0;
}
