/* See client.h. */
#include "print/client.h"

#include "base/fatal.h"
#include "base/mem.h"
#include "domain/printer_uri.h"
#include "print/answer.h"
#include "print/secure.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/bufferevent_ssl.h>
#include <event2/event.h>
#include <stdlib.h>
#include <string.h>

struct client {
	struct bufferevent *stream;
	struct event *deadline;
	client_done *done;
	void *ctx;
	unsigned left_ms; /* for the answer, once there is a connection */
	bool connected, is_secure;
	struct secure_seen seen;
};

static struct timeval after(unsigned ms)
{
	return (struct timeval){ .tv_sec = ms / 1000, .tv_usec = (suseconds_t)(ms % 1000) * 1000 };
}

void client_cancel(struct client *client)
{
	if (!client)
		return;
	bufferevent_free(client->stream);
	event_free(client->deadline);
	free(client);
}

static void finish(struct client *client, const struct client_answer *answer)
{
	client_done *done = client->done;
	void *ctx = client->ctx;
	struct secure_seen seen = client->seen;
	struct client_answer whole = *answer;
	whole.certificate = seen.shown;
	client_cancel(client);
	done(ctx, &whole);
}

bool client_is_unsent(enum client_end end)
{
	return end != CLIENT_ANSWERED && end != CLIENT_CUT;
}

static void give_up(struct client *client)
{
	enum client_end end = client->connected          ? CLIENT_CUT
			      : client->seen.is_stranger ? CLIENT_STRANGER
			      : client->is_secure && secure_is_of_tls(bufferevent_get_openssl_error(client->stream))
				  ? CLIENT_NO_TLS
				  : CLIENT_NOT_REACHED;
	finish(client, &(struct client_answer){ .end = end });
}

/* What has come so far. A printer may answer before it has read everything (it refuses), and close. */
static void look(struct client *client, bool ended)
{
	struct evbuffer *in = bufferevent_get_input(client->stream);
	size_t len = evbuffer_get_length(in);
	struct client_answer answer = { .end = CLIENT_ANSWERED };
	struct buf body = { 0 };
	enum answer_state state = ANSWER_MORE;
	if (len)
		state = answer_read((const char *)evbuffer_pullup(in, -1), len, ended, &answer.status, &body);
	answer.bytes = buf_text(&body);
	answer.len = body.len;
	if (state == ANSWER_WHOLE)
		finish(client, &answer);
	else if (state == ANSWER_BROKEN || ended)
		give_up(client);
	buf_finish(&body);
}

static void on_read(struct bufferevent *stream, void *ctx)
{
	(void)stream;
	look(ctx, false);
}

static void on_event(struct bufferevent *stream, short what, void *ctx)
{
	struct client *client = ctx;
	if (what & BEV_EVENT_CONNECTED) {
		struct timeval left = after(client->left_ms);
		client->connected = true;
		event_add(client->deadline, &left);
	} else if (what & BEV_EVENT_WRITING && client->connected) {
		bufferevent_disable(stream, EV_WRITE); /* it does not want the rest: its answer says why */
		bufferevent_enable(stream, EV_READ);
	} else {
		look(client, true);
	}
}

static void on_deadline(evutil_socket_t fd, short what, void *ctx)
{
	(void)fd;
	(void)what;
	give_up(ctx);
}

static void free_bytes(const void *bytes, size_t len, void *ctx)
{
	(void)bytes;
	(void)len;
	free(ctx);
}

/* Moves a buffer's bytes to the end of what is to be sent, without copying them. */
static void add_whole(struct evbuffer *out, struct buf *buf)
{
	size_t len;
	char *bytes = buf_steal(buf, &len);
	if (len)
		evbuffer_add_reference(out, bytes, len, free_bytes, bytes);
	else
		free(bytes);
}

static void write_request(struct evbuffer *out, const struct client_request *request)
{
	const struct printer_uri *uri = request->uri;
	bool bare6 = strchr(uri->host, ':') != NULL;
	evbuffer_add_printf(out,
	    "POST %s HTTP/1.1\r\nHost: %s%s%s:%u\r\nContent-Type: application/ipp\r\nContent-Length: %zu\r\n"
	    "User-Agent: p2c\r\nConnection: close\r\n\r\n",
	    uri->path, bare6 ? "[" : "", uri->host, bare6 ? "]" : "", uri->port,
	    request->ipp->len + (request->document ? request->document->len : 0));
	add_whole(out, request->ipp);
	if (request->document)
		add_whole(out, request->document);
}

/* NULL when there is no memory for it. */
static struct bufferevent *open_stream(
    struct event_base *base, const struct client_request *request, struct secure_seen *seen)
{
	struct ssl_st *ssl;
	if (!request->uri->secure)
		return bufferevent_socket_new(base, -1, BEV_OPT_CLOSE_ON_FREE);
	memcpy(seen->pinned, request->pinned, strnlen(request->pinned, PRINTER_PRINT_LEN));
	ssl = secure_session(request->secure, request->uri->host, seen);
	return ssl ? bufferevent_openssl_socket_new(base, -1, ssl, BUFFEREVENT_SSL_CONNECTING, BEV_OPT_CLOSE_ON_FREE)
		   : NULL;
}

struct client *client_ask(struct event_base *base, const struct client_request *request, client_done *done, void *ctx)
{
	struct client *client = mem_alloc(sizeof *client);
	struct timeval connect = after(request->connect_ms);
	*client = (struct client){
		.done = done, .ctx = ctx, .left_ms = request->whole_ms, .is_secure = request->uri->secure
	};
	client->stream = open_stream(base, request, &client->seen);
	if (!client->stream)
		fatal("no memory for a connection to a printer");
	client->deadline = evtimer_new(base, on_deadline, client);
	bufferevent_setcb(client->stream, on_read, NULL, on_event, client);
	write_request(bufferevent_get_output(client->stream), request);
	bufferevent_enable(client->stream, EV_READ | EV_WRITE);
	event_add(client->deadline, &connect);
	struct sockaddr_storage address = request->address;
	if (bufferevent_socket_connect(
		client->stream, (struct sockaddr *)(void *)&address, (int)request->address_len) != 0) {
		struct timeval now = { 0 };
		event_add(client->deadline, &now);
	}
	return client;
}
