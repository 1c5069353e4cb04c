/* See promise.h. Reads HTTP/1.1 as this server and its tests speak it: no chunks, no pipelining, bodies by
 * Content-Length. The texts live as long as the process. */
#include "tests/power/promise.h"

#include "base/buf.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct message {
	char *whole, *head; /* head: the first line and the headers */
	const char *body;   /* in whole */
};

struct connection {
	struct buf heard, said;
	size_t said_at;       /* the entry in which the answer that stands in `said` began */
	struct message asked; /* waits for its answer */
	bool is_stream;
};

struct reader {
	struct promises *found;
	struct connection *connections;
	size_t n;
};

static void promise(struct reader *reader, struct promise promise)
{
	struct promises *found = reader->found;
	found->items = mem_grow(found->items, (found->n + 1) * sizeof *found->items);
	found->items[found->n++] = promise;
}

static char *copy(const char *from, size_t len)
{
	char *text = mem_alloc(len + 1);
	memcpy(text, from, len);
	text[len] = '\0';
	return text;
}

/* A header's value; NULL when there is none. */
static char *header(const struct message *message, const char *name)
{
	size_t len = strlen(name);
	for (const char *line = message->head; line && *line; line = strchr(line, '\n') + 1) {
		if (strncasecmp(line, name, len) == 0 && line[len] == ':') {
			const char *value = line + len + 1 + strspn(line + len + 1, " ");
			return copy(value, strcspn(value, "\r\n"));
		}
		if (!strchr(line, '\n'))
			break;
	}
	return NULL;
}

/* Takes one whole message off the front; false while it is not whole. */
static bool cut_message(struct buf *from, struct message *out)
{
	const char *text = buf_text(from), *blank = strstr(text, "\r\n\r\n");
	if (!blank)
		return false;
	struct message message = { .head = copy(text, (size_t)(blank + 2 - text)) };
	const char *length = header(&message, "content-length");
	size_t head = (size_t)(blank + 4 - text), whole = head + (length ? strtoul(length, NULL, 10) : 0);
	if (from->len < whole)
		return false;
	message.whole = copy(text, whole);
	message.body = message.whole + head;
	memmove(from->bytes, from->bytes + whole, from->len - whole);
	from->len -= whole;
	*out = message;
	return true;
}

/* ---- answers ---- */

/* An answer that carries a code is not kept under its key; whoever comes in by it has a login. */
static bool is_secret(const struct message *asked)
{
	static const char CODES[] = "POST /api/codes ";
	return strncmp(asked->head, CODES, sizeof CODES - 1) == 0;
}

static void take_answer(struct reader *reader, struct connection *connection, const struct message *answer)
{
	const char *key = header(&connection->asked, "idempotency-key"), *cookie = header(answer, "set-cookie");
	int64_t status = strtol(answer->head + strcspn(answer->head, " "), NULL, 10);
	if (cookie && status == 200 && strncmp(cookie, "p2c=", 4) == 0)
		promise(reader, (struct promise){ .kind = PROMISE_LOGIN,
				    .at = connection->said_at,
				    .text = copy(cookie + 4, strcspn(cookie + 4, ";")) });
	else if (key && status / 100 == 2 && !is_secret(&connection->asked))
		promise(reader, (struct promise){ .kind = PROMISE_ANSWER,
				    .at = connection->said_at,
				    .asked = connection->asked.whole,
				    .key = key,
				    .answer = answer->body,
				    .number = status });
}

/* Notices: the "id:" lines of a stream. */
static void take_stream(struct reader *reader, struct connection *connection, size_t at)
{
	struct buf *said = &connection->said;
	char *text = copy(buf_text(said), said->len), *line = text;
	for (char *end; (end = strchr(line, '\n')); line = end + 1)
		if (strncmp(line, "id:", 3) == 0)
			promise(reader, (struct promise){
					    .kind = PROMISE_NOTICE, .at = at, .number = strtol(line + 3, NULL, 10) });
	size_t taken = (size_t)(line - text);
	memmove(said->bytes, said->bytes + taken, said->len - taken);
	said->len -= taken;
	free(text);
}

static bool begins_stream(const struct connection *connection)
{
	const char *text = connection->said.len ? connection->said.bytes : "",
		   *end = memmem(text, connection->said.len, "\r\n\r\n", 4);
	return end && memmem(text, (size_t)(end - text), "text/event-stream", 17);
}

static void take_said(struct reader *reader, struct connection *connection, size_t at, const struct tape_entry *entry)
{
	struct message answer;
	if (!connection->said.len)
		connection->said_at = at;
	buf_add(&connection->said, tape_bytes(entry), entry->kept);
	connection->is_stream |= begins_stream(connection);
	if (connection->is_stream) {
		take_stream(reader, connection, at);
		return;
	}
	while (cut_message(&connection->said, &answer)) {
		if (connection->asked.whole)
			take_answer(reader, connection, &answer);
		connection->asked = (struct message){ 0 };
		connection->said_at = at;
	}
}

static void take_heard(
    struct reader *reader, struct connection *connection, size_t at, const struct tape_entry *entry)
{
	struct promises *found = reader->found;
	buf_add(&connection->heard, tape_bytes(entry), entry->kept);
	if (!cut_message(&connection->heard, &connection->asked))
		return;
	const char *key = header(&connection->asked, "idempotency-key");
	if (!key)
		return;
	found->asked = mem_grow(found->asked, (found->n_asked + 1) * sizeof *found->asked);
	found->asked[found->n_asked++] = (struct asked){ key, at };
}

/* ---- the tape ---- */

static struct connection *connection_of(struct reader *reader, int64_t number)
{
	size_t at = (size_t)number;
	if (at >= reader->n) {
		reader->connections = mem_grow(reader->connections, (at + 1) * sizeof *reader->connections);
		memset(reader->connections + reader->n, 0, (at + 1 - reader->n) * sizeof *reader->connections);
		reader->n = at + 1;
	}
	return &reader->connections[at];
}

static const char *command_of(const struct tape *tape, size_t at)
{
	for (size_t i = at; i-- > 0;)
		if (tape->entries[i]->kind == TAPE_START && tape->entries[i]->process == tape->entries[at]->process)
			return copy(tape_bytes(tape->entries[i]), tape->entries[i]->len);
	return "";
}

struct promises promises_read(const struct tape *tape)
{
	struct promises found = { 0 };
	struct reader reader = { .found = &found };
	for (size_t at = 0; at < tape->n; at++) {
		const struct tape_entry *entry = tape->entries[at];
		if (entry->kind == TAPE_HEARD)
			take_heard(&reader, connection_of(&reader, entry->at), at, entry);
		else if (entry->kind == TAPE_SAID && entry->kept)
			take_said(&reader, connection_of(&reader, entry->at), at, entry);
		else if (entry->kind == TAPE_ENDED && entry->at == 0)
			promise(&reader,
			    (struct promise){ .kind = PROMISE_COMMAND, .at = at, .text = command_of(tape, at) });
	}
	free(reader.connections);
	return found;
}
