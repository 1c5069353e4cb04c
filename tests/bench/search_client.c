/* Desks that look for people: N connections, a thread each, ask one question after the other and wait for each
 * answer. The same client for our server over HTTP and for PostgreSQL over libpq. Prints JSON: {"answered",
 * "seconds", "p50_us", "p99_us", "first", "five", "judged"}: how often the person meant came first, and among the
 * first five, of the questions that are whole. Use: search_client http PORT:TOKEN CONNECTIONS QUESTIONS KINDS TIMES
 *      search_client pg FOLDER:DATABASE:FORM CONNECTIONS QUESTIONS KINDS TIMES   FORM: words or name; the SQL is read
 * from standard input and has the folded question as $1 KINDS: "typed" (all but slips) or "slips". TIMES: how often
 * all of them are asked. */
#include "tests/bench/bench.h"
#include "tests/unit/find/crowd.h"

#include "domain/fold.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <postgresql/libpq-fe.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ANSWER_MAX = 1 << 18, QUESTIONS_MAX = 20000, FIVE = 5, SQL_MAX_BYTES = 4096, TARGET_MAX = 400 };

struct question {
	struct crowd_question asked;
	bool whole;
	const char *wire; /* as this side sends it */
};

struct client {
	const struct load *load;
	pthread_t thread;
	size_t first, n; /* its share: every n-th question from `first` */
	int64_t *times;
	size_t done, right_first, right_five, judged;
	char *answer;
	int fd;
	PGconn *pg;
	struct arena *arena;
};

struct load {
	bool is_http, is_words;
	char target[TARGET_MAX], sql[SQL_MAX_BYTES];
	struct question *questions;
	size_t n, times, connections;
};

/* ---- questions ---- */

static const char *percent(struct arena *arena, const char *text)
{
	static const char HEX[] = "0123456789ABCDEF";
	char *out = arena_alloc(arena, 3 * strlen(text) + 1), *at = out;
	for (; *text; text++) {
		*at++ = '%';
		*at++ = HEX[(unsigned char)*text >> 4];
		*at++ = HEX[(unsigned char)*text & 15];
	}
	return out;
}

/* "a:* & b:*" of the words of a question. */
static const char *tsquery(struct arena *arena, const char *text)
{
	char *rest = NULL;
	const char *query = "";
	for (char *word = strtok_r(fold_plain(arena, text), " ", &rest); word; word = strtok_r(NULL, " ", &rest))
		query = arena_printf(arena, "%s%s%s:*", query, *query ? " & " : "", word);
	return query;
}

static const char *wire_of(const struct load *load, struct arena *arena, const char *text)
{
	if (load->is_http)
		return percent(arena, text);
	return load->is_words ? tsquery(arena, text) : fold_plain(arena, text);
}

static void read_questions(struct load *load, struct arena *arena, const char *path, bool slips)
{
	char line[4096];
	FILE *file = fopen(path, "r");
	bench_need(file != NULL, path);
	load->questions = calloc(QUESTIONS_MAX, sizeof *load->questions);
	while (load->n < QUESTIONS_MAX && fgets(line, sizeof line, file)) {
		char *end, *text;
		long kind = strtol(line, &end, 10);
		size_t person = strtoul(end, &text, 10);
		text[strcspn(text, "\n")] = '\0';
		bool is_slip = kind == CROWD_TYPO || kind == CROWD_SWAPPED;
		if (is_slip != slips)
			continue;
		struct question *q = &load->questions[load->n++];
		q->whole = kind >= 0;
		q->asked = (struct crowd_question){ kind >= 0 ? (enum crowd_kind)kind : 0, arena_dup(arena, text + 1),
			person };
		q->wire = wire_of(load, arena, q->asked.text);
	}
	fclose(file);
	bench_need(load->n > 0, "no questions");
}

/* ---- asking ---- */

/* Judges the registration IDs of an answer, one at a time. */
struct judging {
	struct crowd_person meant;
	size_t place, rank;
};

static void judge(struct client *client, const struct question *q, struct judging *judging, const char *id)
{
	size_t person = strtoul(id + 2, NULL, 10);
	if (judging->rank || judging->place++ >= FIVE || !person)
		return;
	struct crowd_person found = crowd_person(client->arena, person - 1);
	if (crowd_is_answer(&q->asked, &judging->meant, &found))
		judging->rank = judging->place;
}

static void count(struct client *client, const struct judging *judging)
{
	client->judged++;
	client->right_first += judging->rank == 1;
	client->right_five += judging->rank > 0;
}

static void connect_http(struct client *client)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)atoi(client->load->target)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int on = 1;
	client->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bench_need(
	    client->fd >= 0 && connect(client->fd, (struct sockaddr *)&address, sizeof address) == 0, "connect");
	bench_need(setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0, "TCP_NODELAY");
}

static void ask_http(struct client *client, const struct question *q)
{
	char request[4096];
	size_t got = 0, need = 0;
	int len = snprintf(request, sizeof request,
	    "GET /api/participants?q=%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: application/json\r\nCookie: "
	    "p2c=%s\r\n\r\n",
	    q->wire, atoi(client->load->target), strchr(client->load->target, ':') + 1);
	bench_need(send(client->fd, request, (size_t)len, MSG_NOSIGNAL) == len, "send");
	while (!need || got < need) {
		ssize_t n = recv(client->fd, client->answer + got, ANSWER_MAX - 1 - got, 0);
		bench_need(n > 0, "recv");
		got += (size_t)n;
		client->answer[got] = '\0';
		const char *end = need ? NULL : strstr(client->answer, "\r\n\r\n");
		const char *length = end ? strstr(client->answer, "Content-Length: ") : NULL;
		if (length)
			need = (size_t)(end - client->answer) + 4 + strtoul(length + 16, NULL, 10);
	}
	bench_need(strncmp(client->answer, "HTTP/1.1 200 ", 13) == 0, client->answer);
}

static void judge_http(struct client *client, const struct question *q, struct judging *judging)
{
	static const char KEY[] = "\"registration_id\":\"";
	for (const char *at = client->answer; (at = strstr(at, KEY)); at++)
		judge(client, q, judging, at + sizeof KEY - 1);
}

static void connect_pg(struct client *client)
{
	char folder[TARGET_MAX], conninfo[3 * TARGET_MAX];
	snprintf(folder, sizeof folder, "%.*s", TARGET_MAX - 1, client->load->target);
	char *database = strchr(folder, ':');
	*database++ = '\0';
	*strchr(database, ':') = '\0';
	snprintf(conninfo, sizeof conninfo, "host=%s user=p2c dbname=%s", folder, database);
	client->pg = PQconnectdb(conninfo);
	bench_need(PQstatus(client->pg) == CONNECTION_OK, PQerrorMessage(client->pg));
	PGresult *result = PQprepare(client->pg, "q", client->load->sql, 1, NULL);
	bench_need(PQresultStatus(result) == PGRES_COMMAND_OK, PQerrorMessage(client->pg));
	PQclear(result);
}

static PGresult *ask_pg(struct client *client, const struct question *q)
{
	const char *const values[] = { q->wire };
	PGresult *result = PQexecPrepared(client->pg, "q", 1, values, NULL, NULL, 0);
	bench_need(PQresultStatus(result) == PGRES_TUPLES_OK, PQerrorMessage(client->pg));
	return result;
}

static void ask(struct client *client, const struct question *q)
{
	PGresult *result = NULL;
	int64_t from = bench_now();
	if (client->load->is_http)
		ask_http(client, q);
	else
		result = ask_pg(client, q);
	client->times[client->done++] = bench_now() - from;
	if (q->whole) {
		struct judging judging = { .meant = crowd_person(client->arena, q->asked.person) };
		if (client->load->is_http)
			judge_http(client, q, &judging);
		for (int row = 0; result && row < PQntuples(result) && row < FIVE; row++)
			judge(client, q, &judging, PQgetvalue(result, row, 1));
		count(client, &judging);
		arena_reset(client->arena);
	}
	PQclear(result);
}

static void *run(void *ctx)
{
	struct client *client = ctx;
	const struct load *load = client->load;
	for (size_t i = client->first; i < load->n * load->times; i += load->connections)
		ask(client, &load->questions[i % load->n]);
	return NULL;
}

/* ---- the report ---- */

static void report(const struct load *load, struct client *clients, int64_t took)
{
	int64_t *times = calloc(load->n * load->times, sizeof *times);
	size_t n = 0, first = 0, five = 0, judged = 0;
	for (size_t i = 0; i < load->connections; i++) {
		memcpy(times + n, clients[i].times, clients[i].done * sizeof *times);
		n += clients[i].done;
		first += clients[i].right_first;
		five += clients[i].right_five;
		judged += clients[i].judged;
	}
	bench_sort(times, n);
	printf("{\"answered\":%zu,\"seconds\":%.4f,\"p50_us\":%.1f,\"p99_us\":%.1f,\"first\":%zu,\"five\":%zu,"
	       "\"judged\":%zu}\n",
	    n, (double)took / 1e9, bench_at(times, n, 0.5), bench_at(times, n, 0.99), first, five, judged);
	free(times);
}

int main(int argc, char **argv)
{
	bench_need(argc == 7, "search_client http|pg TARGET CONNECTIONS QUESTIONS KINDS TIMES");
	struct arena *arena = arena_create();
	struct load load = { .is_http = !strcmp(argv[1], "http"), .is_words = strstr(argv[2], ":words") != NULL };
	snprintf(load.target, sizeof load.target, "%s", argv[2]);
	load.connections = strtoul(argv[3], NULL, 10);
	load.times = strtoul(argv[6], NULL, 10);
	if (!load.is_http)
		bench_need(fread(load.sql, 1, sizeof load.sql - 1, stdin) > 0, "no SQL");
	read_questions(&load, arena, argv[4], !strcmp(argv[5], "slips"));
	struct client *clients = calloc(load.connections, sizeof *clients);
	for (size_t i = 0; i < load.connections; i++) {
		clients[i] =
		    (struct client){ .load = &load, .first = i, .n = load.connections, .arena = arena_create() };
		clients[i].times = calloc(load.n * load.times, sizeof(int64_t));
		clients[i].answer = malloc(ANSWER_MAX);
		if (load.is_http)
			connect_http(&clients[i]);
		else
			connect_pg(&clients[i]);
	}
	int64_t from = bench_now();
	for (size_t i = 0; i < load.connections; i++)
		bench_need(pthread_create(&clients[i].thread, NULL, run, &clients[i]) == 0, "pthread_create");
	for (size_t i = 0; i < load.connections; i++)
		pthread_join(clients[i].thread, NULL);
	report(&load, clients, bench_now() - from);
	free(clients);
	return 0;
}
