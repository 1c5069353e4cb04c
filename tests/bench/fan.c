/* Screens that listen, and fetch when they hear: STREAMS connections for server-sent events on one port and, if
 * FETCH_PATH is given, as many keep-alive connections on another. It obeys lines on standard input and prints a line
 * of JSON each: publish LEN   sends the LEN bytes that follow (a request) to the streams' port; ends when every
 * stream has had an `event: agenda` whole and, with FETCH_PATH, what it fetched because of that fetch         every
 * connection fetches at once; ends when all have everything Prints {"first_us", "p50_us", "last_us", "acked_us",
 * "bytes"}, from the sending of the request. Any other answer than 200 to 299 ends the program.    Use: fan
 * STREAM_PORT STREAM_PATH STREAMS [FETCH_PORT FETCH_PATH] */
#include "tests/bench/bench.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	AT_ONCE = 64,
	READ_MAX = 256 * 1024,
	REQUEST_MAX = 4096,
	HEAD_MAX = 1024,
	READY_MAX = 512,
	PATIENCE_MS = 20000,
	PAUSE_NS = 100000
};

#define PATIENCE_NS (PATIENCE_MS * INT64_C(1000000))

static const char MARK[] = "event: agenda\n", END[] = "\n\n";

enum role { STREAM, FETCHER, PUBLISHER };

struct peer {
	enum role role;
	int fd;
	unsigned matched;   /* of MARK, then of END */
	int marked, opened; /* the stream's MARK was seen; its head has come */
	size_t left;        /* of the body, once the head is whole */
	size_t head_len;
	char head[HEAD_MAX];
	struct peer *other; /* the fetcher of a stream */
};

struct fan {
	struct sockaddr_in streams_at, fetch_at;
	struct peer *streams, *fetchers, publisher;
	size_t n;
	int poll;
	char ask_stream[REQUEST_MAX], ask_fetch[REQUEST_MAX];
	char bytes[READ_MAX];
	/* of the measurement that runs */
	int64_t from, acked;
	int64_t *times;
	size_t done, received;
	int fetches;
};

static struct sockaddr_in address_of(const char *port)
{
	return (struct sockaddr_in){ .sin_family = AF_INET,
		.sin_port = htons((uint16_t)atoi(port)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

static void join(struct fan *fan, struct peer *peer, enum role role, const struct sockaddr_in *at)
{
	int on = 1;
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = peer };
	peer->role = role;
	peer->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bench_need(peer->fd >= 0 && connect(peer->fd, (const struct sockaddr *)at, sizeof *at) == 0, "connect");
	bench_need(setsockopt(peer->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0, "TCP_NODELAY");
	bench_need(epoll_ctl(fan->poll, EPOLL_CTL_ADD, peer->fd, &event) == 0, "epoll_ctl");
}

/* Acknowledges what came from here, as another machine would: left alone, the kernel does that on the CPU of who
 * sends. */
static void acknowledge(const struct peer *peer)
{
	int now = 1, later = 0;
	setsockopt(peer->fd, IPPROTO_TCP, TCP_QUICKACK, &now, sizeof now);
	setsockopt(peer->fd, IPPROTO_TCP, TCP_QUICKACK, &later, sizeof later);
}

static void say(const struct peer *peer, const char *bytes, size_t len)
{
	bench_need(send(peer->fd, bytes, len, MSG_NOSIGNAL) == (ssize_t)len, "send");
}

/* Takes the head from the bytes; how many of them it was. opened turns 1 with its last byte. */
static size_t take_head(struct peer *peer, const char *bytes, size_t len)
{
	size_t used = 0;
	while (used < len && !peer->opened) {
		bench_need(peer->head_len < HEAD_MAX - 1, "a head that is too long");
		peer->head[peer->head_len++] = bytes[used++];
		peer->head[peer->head_len] = '\0';
		peer->opened = peer->head_len > 3 && !memcmp(peer->head + peer->head_len - 4, "\r\n\r\n", 4);
	}
	if (!peer->opened)
		return used;
	const char *length = strstr(peer->head, "Content-Length: ");
	peer->left = length ? strtoul(length + 16, NULL, 10) : 0;
	if (strncmp(peer->head, "HTTP/1.1 2", 10) != 0) {
		fprintf(stderr, "refused: %s\n", peer->head);
		exit(1);
	}
	return used;
}

static void finish(struct fan *fan)
{
	fan->times[fan->done++] = bench_now() - fan->from;
}

/* Is the notice whole with one of these bytes? */
static int hears(struct peer *peer, const char *bytes, size_t len)
{
	int whole = 0;
	for (size_t i = 0; i < len; i++) {
		const char *wanted = peer->marked ? END : MARK;
		peer->matched = bytes[i] == wanted[peer->matched] ? peer->matched + 1 : bytes[i] == *wanted;
		if (wanted[peer->matched])
			continue;
		whole |= peer->marked;
		peer->marked = !peer->marked;
		peer->matched = 0;
	}
	return whole;
}

static void take(struct fan *fan, struct peer *peer, const char *bytes, size_t len)
{
	size_t used = peer->opened ? 0 : take_head(peer, bytes, len);
	bytes += used;
	len -= used;
	if (peer->role == STREAM) {
		if (!hears(peer, bytes, len) || !fan->from)
			return;
		if (fan->fetches)
			say(peer->other, fan->ask_fetch, strlen(fan->ask_fetch));
		else
			finish(fan);
		return;
	}
	if (!peer->opened)
		return;
	peer->left -= len;
	fan->received += peer->role == FETCHER ? len : 0;
	if (peer->left)
		return;
	peer->opened = 0;
	peer->head_len = 0;
	if (peer->role == FETCHER)
		finish(fan);
	else
		fan->acked = bench_now() - fan->from;
}

/* One turn of the loop; how many sockets had something. */
static int turn(struct fan *fan, int patience)
{
	struct epoll_event ready[READY_MAX];
	int n = epoll_wait(fan->poll, ready, READY_MAX, patience);
	bench_need(n >= 0, "epoll_wait");
	for (int i = 0; i < n; i++) {
		struct peer *peer = ready[i].data.ptr;
		ssize_t len = recv(peer->fd, fan->bytes, sizeof fan->bytes, MSG_DONTWAIT);
		bench_need(len > 0, "recv");
		if (peer->role == STREAM && !fan->fetches)
			acknowledge(peer);
		take(fan, peer, fan->bytes, (size_t)len);
	}
	return n;
}

/* Looks again and again instead of sleeping: waking a reader costs the server a call to the hypervisor for each
 * stream, which the screens of a venue do not. And not too often, so that the two do not fight for one list of what
 * is ready. */
static void look(struct fan *fan)
{
	int64_t next = bench_now() + PAUSE_NS;
	while (turn(fan, 0) == READY_MAX)
		continue;
	while (bench_now() < next)
		continue;
}

static void open_streams(struct fan *fan, const char *path)
{
	size_t waiting = 0;
	snprintf(fan->ask_stream, REQUEST_MAX,
	    "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/event-stream\r\n\r\n", path,
	    ntohs(fan->streams_at.sin_port));
	for (size_t i = 0; i < fan->n; i++) {
		join(fan, &fan->streams[i], STREAM, &fan->streams_at);
		say(&fan->streams[i], fan->ask_stream, strlen(fan->ask_stream));
		for (; i >= waiting + AT_ONCE || (i + 1 == fan->n && waiting < fan->n);
		     waiting += (size_t)fan->streams[waiting].opened)
			while (!fan->streams[waiting].opened)
				bench_need(turn(fan, PATIENCE_MS) > 0, "a stream that does not open");
	}
	join(fan, &fan->publisher, PUBLISHER, &fan->streams_at);
}

static void open_fetchers(struct fan *fan, const char *path)
{
	snprintf(fan->ask_fetch, REQUEST_MAX,
	    "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: application/json\r\nAccept-Encoding: gzip, deflate, "
	    "br\r\n\r\n",
	    path, ntohs(fan->fetch_at.sin_port));
	fan->fetches = 1;
	for (size_t i = 0; i < fan->n; i++) {
		join(fan, &fan->fetchers[i], FETCHER, &fan->fetch_at);
		fan->streams[i].other = &fan->fetchers[i];
	}
}

static void begin(struct fan *fan)
{
	while (turn(fan, 0) > 0)
		continue;
	fan->done = fan->received = 0;
	fan->acked = 0;
	fan->from = bench_now();
}

static void report(struct fan *fan)
{
	while (fan->done < fan->n) {
		look(fan);
		bench_need(bench_now() - fan->from < PATIENCE_NS, "not all have it");
	}
	bench_sort(fan->times, fan->n);
	printf("{\"first_us\":%.1f,\"p50_us\":%.1f,\"last_us\":%.1f,\"acked_us\":%.1f,\"bytes\":%zu}\n",
	    bench_at(fan->times, fan->n, 0), bench_at(fan->times, fan->n, 0.5), bench_at(fan->times, fan->n, 1),
	    (double)fan->acked / 1e3, fan->received);
	fflush(stdout);
	fan->from = 0;
}

static void publish(struct fan *fan, size_t len)
{
	char request[REQUEST_MAX];
	bench_need(len <= sizeof request && fread(request, 1, len, stdin) == len, "a request that can be read");
	begin(fan);
	say(&fan->publisher, request, len);
	report(fan);
	while (!fan->acked && fan->publisher.head_len)
		bench_need(turn(fan, PATIENCE_MS) > 0, "no answer to the publisher");
}

static void fetch(struct fan *fan)
{
	begin(fan);
	for (size_t i = 0; i < fan->n; i++) {
		say(&fan->fetchers[i], fan->ask_fetch, strlen(fan->ask_fetch));
		if (i % AT_ONCE == 0)
			turn(fan, 0);
	}
	report(fan);
}

int main(int argc, char **argv)
{
	static struct fan fan;
	char command[64];
	size_t len;
	struct rlimit files;
	bench_need(argc == 4 || argc == 6, "fan STREAM_PORT STREAM_PATH STREAMS [FETCH_PORT FETCH_PATH]");
	bench_need(getrlimit(RLIMIT_NOFILE, &files) == 0, "RLIMIT_NOFILE");
	files.rlim_cur = files.rlim_max;
	bench_need(setrlimit(RLIMIT_NOFILE, &files) == 0, "RLIMIT_NOFILE");
	fan.n = strtoul(argv[3], NULL, 10);
	fan.streams_at = address_of(argv[1]);
	fan.poll = epoll_create1(EPOLL_CLOEXEC);
	fan.streams = calloc(fan.n, sizeof *fan.streams);
	fan.fetchers = calloc(fan.n, sizeof *fan.fetchers);
	fan.times = calloc(2 * fan.n + 1, sizeof *fan.times);
	bench_need(fan.n > 0 && fan.poll >= 0 && fan.streams && fan.fetchers && fan.times, "memory");
	open_streams(&fan, argv[2]);
	if (argc == 6) {
		fan.fetch_at = address_of(argv[4]);
		open_fetchers(&fan, argv[5]);
	}
	puts("{\"ready\":true}");
	fflush(stdout);
	while (fgets(command, sizeof command, stdin)) {
		if (sscanf(command, "publish %zu", &len) == 1)
			publish(&fan, len);
		else
			fetch(&fan);
	}
	return 0;
}
