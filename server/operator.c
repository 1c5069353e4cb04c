/* See operator.h. */
#include "operator.h"

#include "base/clock.h"
#include "base/id.h"
#include "domain/event_mark.h"
#include "domain/recount.h"
#include "http/here.h"
#include "zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum err operator_socket(const char *folder, char out[OPERATOR_PATH_MAX], struct fault *out_fault)
{
	int len = snprintf(out, OPERATOR_PATH_MAX, "%s/p2c.sock", folder);
	if (len >= OPERATOR_PATH_MAX)
		return fault_set(
		    out_fault, ERR_CONFIG, "data", "The path of the data folder is too long for a socket.");
	return OK;
}

static void write_request(const struct request_said *said, struct buf *out)
{
	struct id key = id_new(0);
	buf_printf(out, "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n", said->method, said->target);
	if (strcmp(said->method, "GET") != 0)
		buf_printf(out, "Idempotency-Key: %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n", key.text,
		    said->content_type ? said->content_type : "application/json", said->body_len);
	buf_add_text(out, "\r\n");
	buf_add(out, said->body, said->body_len);
}

/* ---- a running server ---- */

static int connect_to(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static bool send_all(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t sent = send(fd, bytes, len, MSG_NOSIGNAL);
		if (sent <= 0)
			return false;
		bytes += sent;
		len -= (size_t)sent;
	}
	return true;
}

static void receive_all(int fd, struct buf *out)
{
	ssize_t got;
	while ((got = recv(fd, buf_room(out, 65536), 65536, 0)) > 0)
		out->len += (size_t)got;
}

/* Cuts the head off an answer that ended with its connection. */
static enum err split_answer(struct buf *answer, int *out_status, struct buf *out_body)
{
	const char *text = buf_text(answer), *body = strstr(text, "\r\n\r\n");
	if (!body || strncmp(text, "HTTP/1.1 ", 9) != 0)
		return ERR_NOT_SAVED;
	*out_status = atoi(text + 9);
	body += 4;
	buf_add(out_body, body, answer->len - (size_t)(body - text));
	return OK;
}

static enum err ask_server(int fd, const struct buf *request, int *out_status, struct buf *out_body)
{
	struct buf answer = { 0 };
	enum err err = send_all(fd, request->bytes, request->len) ? OK : ERR_NOT_SAVED;
	if (!err) {
		receive_all(fd, &answer);
		err = split_answer(&answer, out_status, out_body);
	}
	buf_finish(&answer);
	close(fd);
	return err;
}

/* ---- the data folder itself ---- */

static enum err ask_folder(
    const char *folder, struct buf *request, int *out_status, struct buf *out_body, struct fault *out_fault)
{
	struct clock *clock = clock_create(0);
	struct store_config config = { .folder = folder, .clock = clock };
	struct store *store = NULL;
	enum err err = store_open(&config, &store, out_fault);
	if (!err)
		err = zone_take(store, out_fault);
	if (!err)
		err = recount_open(store, out_fault);
	if (!err)
		err = event_mark_open(store, out_fault);
	if (!err)
		err = here_answer(store, clock, request->bytes, request->len, out_status, out_body);
	store_close(store);
	clock_destroy(clock);
	return err;
}

enum err operator_ask(const char *folder, const struct request_said *said, int *out_status, struct buf *out_body,
    struct fault *out_fault)
{
	char path[OPERATOR_PATH_MAX];
	struct buf request = { 0 };
	enum err err = operator_socket(folder, path, out_fault);
	if (err)
		return err;
	write_request(said, &request);
	int fd = connect_to(path);
	err = fd >= 0 ? ask_server(fd, &request, out_status, out_body)
		      : ask_folder(folder, &request, out_status, out_body, out_fault);
	buf_finish(&request);
	return err;
}
