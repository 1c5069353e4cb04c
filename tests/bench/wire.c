/* Carries bytes between one who asks and one who answers, for each PORT of this machine that is given, and says of
 * each HTTP request when it was whole here and when its answer began: "WHICH OPERATION ASKED ANSWERED" (which port,
 * the second pair of bytes of the body as a number: of an IPP request its operation, monotonic nanoseconds), a line
 * each. The first line are the ports it listens on. One thread without an allocation a byte, because what it costs
 * counts as ours. Use: wire PORT… */
#include "tests/bench/bench.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

enum { DOORS_MAX = 4, PAIRS_MAX = 64, HEAD_MAX = 4096, PIECE = 65536 };

struct pair {
	int near, far; /* -1: none here */
	unsigned which;
	char head[HEAD_MAX]; /* of the request that comes in */
	size_t had;          /* bytes of the request so far */
	int64_t asked;       /* 0: it is not whole */
};

static struct pair pairs[PAIRS_MAX];

static struct sockaddr_in loopback(unsigned port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)
	};
}

static int open_door(void)
{
	struct sockaddr_in at = loopback(0);
	socklen_t len = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bench_need(
	    fd >= 0 && bind(fd, (struct sockaddr *)&at, sizeof at) == 0 && listen(fd, PAIRS_MAX) == 0, "listen");
	bench_need(getsockname(fd, (struct sockaddr *)&at, &len) == 0, "getsockname");
	printf("%u ", ntohs(at.sin_port));
	return fd;
}

static void begin(int door, unsigned which, unsigned port)
{
	struct sockaddr_in to = loopback(port);
	struct pair *pair = pairs;
	int on = 1;
	while (pair->near >= 0)
		bench_need(++pair < pairs + PAIRS_MAX, "PAIRS_MAX");
	*pair =
	    (struct pair){ .near = accept(door, NULL, NULL), .far = socket(AF_INET, SOCK_STREAM, 0), .which = which };
	bench_need(pair->near >= 0 && connect(pair->far, (struct sockaddr *)&to, sizeof to) == 0, "connect");
	setsockopt(pair->near, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	setsockopt(pair->far, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

/* How long the request is as a whole, 0 while its head is not there; gives where its body begins. */
static size_t whole(const struct pair *pair, const char **out_body)
{
	size_t had = pair->had < HEAD_MAX ? pair->had : HEAD_MAX;
	const char *end = memmem(pair->head, had, "\r\n\r\n", 4);
	const char *length = end ? strcasestr(pair->head, "content-length:") : NULL;
	*out_body = end ? end + 4 : NULL;
	return end ? (size_t)(end + 4 - pair->head) + (length ? strtoul(length + 15, NULL, 10) : 0) : 0;
}

static void note_asked(struct pair *pair, const char *bytes, size_t n)
{
	const char *body;
	if (pair->had < HEAD_MAX - 1)
		memcpy(pair->head + pair->had, bytes, n < HEAD_MAX - 1 - pair->had ? n : HEAD_MAX - 1 - pair->had);
	pair->had += n;
	size_t length = whole(pair, &body);
	if (length && pair->had >= length && !pair->asked)
		pair->asked = bench_now();
}

static void note_answered(struct pair *pair)
{
	const char *body;
	if (!pair->asked)
		return;
	size_t length = whole(pair, &body);
	bool has_body = body + 4 <= pair->head + length;
	printf("%u %u %lld %lld\n", pair->which,
	    has_body ? (unsigned)(unsigned char)body[2] << 8 | (unsigned char)body[3] : 0, (long long)pair->asked,
	    (long long)bench_now());
	fflush(stdout);
	memset(pair->head, 0, sizeof pair->head);
	pair->had = 0;
	pair->asked = 0;
}

/* False when that end is over. */
static bool carry(struct pair *pair, bool is_question)
{
	static char piece[PIECE];
	ssize_t n = recv(is_question ? pair->near : pair->far, piece, sizeof piece, 0);
	if (n <= 0)
		return false;
	if (is_question)
		note_asked(pair, piece, (size_t)n);
	for (ssize_t sent = 0, k; sent < n; sent += k) {
		k = send(is_question ? pair->far : pair->near, piece + sent, (size_t)(n - sent), MSG_NOSIGNAL);
		if (k <= 0)
			return false;
	}
	if (!is_question)
		note_answered(pair);
	return true;
}

static void end(struct pair *pair)
{
	close(pair->near);
	close(pair->far);
	pair->near = pair->far = -1;
}

int main(int argc, char **argv)
{
	struct pollfd polled[DOORS_MAX + 2 * PAIRS_MAX];
	nfds_t doors = (nfds_t)(argc - 1);
	bench_need(argc > 1 && doors <= DOORS_MAX, "wire PORT...");
	for (nfds_t i = 0; i < doors; i++)
		polled[i] = (struct pollfd){ .fd = open_door(), .events = POLLIN };
	printf("\n");
	fflush(stdout);
	for (size_t i = 0; i < PAIRS_MAX; i++)
		pairs[i].near = pairs[i].far = -1;
	for (;;) {
		for (size_t i = 0; i < PAIRS_MAX; i++) {
			polled[doors + 2 * i] = (struct pollfd){ .fd = pairs[i].near, .events = POLLIN };
			polled[doors + 2 * i + 1] = (struct pollfd){ .fd = pairs[i].far, .events = POLLIN };
		}
		bench_need(poll(polled, doors + 2 * PAIRS_MAX, -1) > 0, "poll");
		for (size_t i = 0; i < PAIRS_MAX; i++) {
			bool asks = polled[doors + 2 * i].revents, says = polled[doors + 2 * i + 1].revents;
			if ((asks && !carry(&pairs[i], true)) || (says && !carry(&pairs[i], false)))
				end(&pairs[i]);
		}
		for (nfds_t i = 0; i < doors; i++)
			if (polled[i].revents)
				begin(polled[i].fd, (unsigned)i, (unsigned)atoi(argv[i + 1]));
	}
}
