/* Desks or doors in a hurry: N keep-alive connections, each checks one person in (or scans one badge) after the
 * other, each once and with a key of its own that begins with the time, with the headers a browser sends. Every
 * answer must be 200, and of a scan that it admits. With a RATE they come at that pace, so many a second, and a
 * latency counts from the moment at which the act was due. Prints {"answered", "seconds", "p50_us", "p99_us",
 * "max_us"}.
 * Use: load PORT CONNECTIONS TOKEN IDS FIRST COUNT [check-in|scan [RATE]]    IDS: a file with an id of 36
 * characters a line, or with a code of 20 to be scanned */
#include "tests/bench/bench.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	ID_LEN = 36,
	CODE_LEN = 20,
	KEY_TIME_LEN = 12,
	ANSWER_MAX = 32768,
	REQUEST_MAX = 2048,
	PART_MAX = 128,
	CONNECTIONS_MAX = 1024
};

struct client {
	int fd;
	int64_t sent_at;
	size_t len;
	char answer[ANSWER_MAX];
};

/* What is asked with each line of the file: path and body, with the line where %s stands. */
static const struct act {
	size_t len; /* of a line */
	const char *path, *body, *answer;
} CHECK_IN = { ID_LEN, "/api/participants/%s/check-in", "{\"badge\":false}", "" },
  SCAN = { CODE_LEN, "/api/scans", "{\"code\":\"%s\",\"point\":\"main\"}", "\"result\":\"admitted\"" };

struct load {
	const struct act *act;
	unsigned port;
	const char *token, *ids;
	size_t next, end, answered;
	int64_t *times;
	int64_t gap, due; /* ns between two acts, when the next one is due; gap 0: as fast as it goes */
	struct client *idle[CONNECTIONS_MAX];
	size_t n_idle;
};

static int connect_to(unsigned port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)
	};
	int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bench_need(fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0, "connect");
	bench_need(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0, "TCP_NODELAY");
	return fd;
}

/* The text with the line where %s stands, or as it is. */
static int fill(char *out, size_t size, const char *text, const char *line)
{
	const char *hole = strstr(text, "%s");
	int before = hole ? (int)(hole - text) : (int)strlen(text);
	return snprintf(out, size, "%.*s%s%s", before, text, hole ? line : "", hole ? hole + 2 : "");
}

static int64_t time_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void ask(struct load *load, struct client *client)
{
	static const char FORMAT[] =
	    "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
	    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 "
	    "Safari/537.36\r\n"
	    "Accept: application/json\r\nAccept-Language: fr,en;q=0.8\r\nAccept-Encoding: gzip, deflate, br\r\n"
	    "Origin: http://127.0.0.1:%u\r\nReferer: http://127.0.0.1:%u/desk\r\nSec-Fetch-Site: same-origin\r\n"
	    "Sec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\nX-P2C: 1\r\nIdempotency-Key: %s\r\n"
	    "Cookie: p2c=%s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s";
	char request[REQUEST_MAX], line[ID_LEN + 1] = "", path[PART_MAX], body[PART_MAX], key[ID_LEN + 1];
	memcpy(line, load->ids + load->next++ * (load->act->len + 1), load->act->len);
	fill(path, sizeof path, load->act->path, line);
	int body_len = fill(body, sizeof body, load->act->body, line);
	snprintf(key, sizeof key, "%012llx%s", (unsigned long long)time_ms(), line + KEY_TIME_LEN);
	int len = snprintf(request, sizeof request, FORMAT, path, load->port, load->port, load->port, key,
	    load->token, body_len, body);
	client->len = 0;
	client->sent_at = load->gap ? load->due : bench_now();
	load->due += load->gap;
	bench_need(send(client->fd, request, (size_t)len, MSG_NOSIGNAL) == len, "send");
}

/* Has the whole answer come? */
static int is_whole(const struct client *client)
{
	const char *end = strstr(client->answer, "\r\n\r\n"), *length = strstr(client->answer, "Content-Length: ");
	if (!end)
		return 0;
	size_t head = (size_t)(end - client->answer) + 4;
	return client->len >= head + (length && length < end ? strtoul(length + 16, NULL, 10) : 0);
}

static void receive(struct load *load, struct client *client)
{
	ssize_t n = recv(client->fd, client->answer + client->len, ANSWER_MAX - 1 - client->len, 0);
	bench_need(n > 0, "recv");
	client->len += (size_t)n;
	client->answer[client->len] = '\0';
	if (!is_whole(client))
		return;
	load->times[load->answered++] = bench_now() - client->sent_at;
	if (strncmp(client->answer, "HTTP/1.1 200 ", 13) != 0 || !strstr(client->answer, load->act->answer)) {
		fprintf(stderr, "an act was refused: %s\n", client->answer);
		exit(1);
	}
	if (load->gap)
		load->idle[load->n_idle++] = client;
	else if (load->next < load->end)
		ask(load, client);
}

static int wait_for(const struct load *load, int poll, struct epoll_event *ready, int n)
{
	int64_t most = 10000000000, wait = load->gap && load->next < load->end ? load->due - bench_now() : most;
	wait = wait < 0 || !load->n_idle ? (load->n_idle ? 0 : most) : wait;
	struct timespec until = { .tv_sec = wait / 1000000000, .tv_nsec = wait % 1000000000 };
	int k = epoll_pwait2(poll, ready, n, &until, NULL);
	bench_need(k > 0 || wait < most, "no answer within ten seconds");
	return k;
}

static void run(struct load *load, struct client *clients, size_t n)
{
	int poll = epoll_create1(EPOLL_CLOEXEC);
	size_t goal = load->end - load->next;
	struct epoll_event ready[64];
	for (size_t i = 0; i < n; i++) {
		struct epoll_event event = { .events = EPOLLIN, .data.ptr = &clients[i] };
		bench_need(epoll_ctl(poll, EPOLL_CTL_ADD, clients[i].fd, &event) == 0, "epoll_ctl");
	}
	load->due = bench_now();
	for (size_t i = 0; i < n; i++)
		load->idle[load->n_idle++] = &clients[i];
	while (load->answered < goal) {
		while (load->n_idle && load->next < load->end && (!load->gap || load->due <= bench_now()))
			ask(load, load->idle[--load->n_idle]);
		int k = wait_for(load, poll, ready, 64);
		for (int i = 0; i < k; i++)
			receive(load, ready[i].data.ptr);
	}
	close(poll);
}

static const char *read_ids(const char *path, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bench_need(fd >= 0 && lseek(fd, 0, SEEK_END) >= (off_t)size, path);
	const char *ids = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
	bench_need(ids != MAP_FAILED, "mmap");
	close(fd);
	return ids;
}

static void report(struct load *load, int64_t took)
{
	int64_t *times = load->times;
	size_t n = load->answered;
	bench_sort(times, n);
	printf("{\"answered\":%zu,\"seconds\":%.4f,\"p50_us\":%.1f,\"p99_us\":%.1f,\"max_us\":%.1f}\n", n,
	    (double)took / 1e9, bench_at(times, n, 0.5), bench_at(times, n, 0.99), bench_at(times, n, 1));
}

int main(int argc, char **argv)
{
	bench_need(argc >= 7 && argc <= 9, "load PORT CONNECTIONS TOKEN IDS FIRST COUNT [check-in|scan [RATE]]");
	size_t n = strtoul(argv[2], NULL, 10), first = strtoul(argv[5], NULL, 10);
	size_t end = first + strtoul(argv[6], NULL, 10);
	bench_need(n > 0 && n <= CONNECTIONS_MAX, "CONNECTIONS");
	struct load load = { .port = (unsigned)atoi(argv[1]),
		.token = argv[3],
		.next = first,
		.end = end,
		.act = argc > 7 && strcmp(argv[7], "scan") == 0 ? &SCAN : &CHECK_IN,
		.gap = argc > 8 ? 1000000000 / atol(argv[8]) : 0 };
	load.ids = read_ids(argv[4], end * (load.act->len + 1));
	load.times = calloc(end - first + 1, sizeof *load.times);
	struct client *clients = calloc(n, sizeof *clients);
	bench_need(load.times && clients, "memory");
	for (size_t i = 0; i < n; i++)
		clients[i].fd = connect_to(load.port);
	int64_t from = bench_now();
	run(&load, clients, n);
	report(&load, bench_now() - from);
	free(clients);
	free(load.times);
	return 0;
}
