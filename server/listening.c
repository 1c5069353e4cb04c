/* See listening.h. */
#include "listening.h"

#include "http/server.h"
#include "http/tls.h"
#include "operator.h"
#include "options.h"
#include "supervisor.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ADDRESS_MAX = 64, TLS_PATH_MAX = 4096 };

/* Who listens, and what was handed over. */
struct opening {
	struct listening *listening;
	const struct options *options;
	struct http_server *server;
	struct supervisor_socket sockets[SUPERVISOR_SOCKETS_MAX];
	int n_sockets;
};

/* "ADDR:PORT" or "[ADDR]:PORT" */
static enum err split_listen(
    const char *option, const char *text, char out_address[ADDRESS_MAX], uint16_t *out_port, struct fault *out_fault)
{
	const char *colon = strrchr(text, ':');
	char *end = NULL;
	unsigned long port = colon ? strtoul(colon + 1, &end, 10) : 0;
	bool bracket = text[0] == '[' && colon && colon > text && colon[-1] == ']';
	size_t len = colon ? (size_t)(colon - text) - (bracket ? 2 : 0) : 0;
	if (!colon || !colon[1] || *end || port > 65535 || !len || len >= ADDRESS_MAX)
		return fault_set(
		    out_fault, ERR_CONFIG, option, "\"%.60s\" is no ADDR:PORT such as 127.0.0.1:8022.", text);
	memcpy(out_address, text + bracket, len);
	out_address[len] = '\0';
	*out_port = (uint16_t)port;
	return OK;
}

static bool is_loopback(const char *address)
{
	return strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0;
}

/* A socket of that name that was handed over; a single one without a name is plain HTTP. */
static int handed_over(const struct opening *opening, const char *name)
{
	for (int i = 0; i < opening->n_sockets; i++)
		if (strcmp(opening->sockets[i].name, name) == 0)
			return opening->sockets[i].fd;
	bool is_only = opening->n_sockets == 1 && strcmp(opening->sockets[0].name, "https") != 0;
	return is_only && strcmp(name, "http") == 0 ? opening->sockets[0].fd : -1;
}

/* The demonstration day is nobody's secret, but its links let everybody in. */
static enum err listen_on(
    const struct opening *opening, const char *option, struct tls *tls, uint16_t *out_port, struct fault *out_fault)
{
	char address[ADDRESS_MAX];
	uint16_t port = 0;
	int fd = handed_over(opening, tls ? "https" : "http");
	bool is_demo = options_has(opening->options, "demo");
	if (fd >= 0 && !is_demo)
		return http_server_adopt(opening->server, fd, tls, out_port, out_fault);
	enum err err = split_listen(option, options_text(opening->options, option), address, &port, out_fault);
	if (!err && is_demo && !is_loopback(address))
		err = fault_set(out_fault, ERR_CONFIG, option, "The demonstration day is served on loopback only.");
	return err ? err : http_server_listen(opening->server, address, port, tls, out_port, out_fault);
}

/* What `p2c tls init` made, unless another certificate is named. */
static const char *tls_file(
    const struct options *options, const char *option, const char *made, char out[TLS_PATH_MAX])
{
	if (options_has(options, option))
		return options_text(options, option);
	snprintf(out, TLS_PATH_MAX, "%s/tls/%s", options_text(options, "data"), made);
	return out;
}

static enum err listen_tls(const struct opening *opening, struct fault *out_fault)
{
	char certificate[TLS_PATH_MAX], key[TLS_PATH_MAX];
	struct listening *to = opening->listening;
	enum err err = tls_create(tls_file(opening->options, "tls-cert", "server.crt", certificate),
	    tls_file(opening->options, "tls-key", "server.key", key), &to->tls, out_fault);
	return err ? err : listen_on(opening, "listen-tls", to->tls, &to->tls_port, out_fault);
}

enum err listening_open(struct listening *out_listening, const struct options *options, struct http_server *server,
    struct fault *out_fault)
{
	char path[OPERATOR_PATH_MAX];
	struct opening opening = { .listening = out_listening, .options = options, .server = server };
	opening.n_sockets = supervisor_sockets(opening.sockets);
	out_listening->is_handed_over = handed_over(&opening, "http") >= 0;
	enum err err = listen_on(&opening, "listen", NULL, &out_listening->port, out_fault);
	if (!err && (options_has(options, "listen-tls") || handed_over(&opening, "https") >= 0))
		err = listen_tls(&opening, out_fault);
	if (!err)
		err = operator_socket(options_text(options, "data"), path, out_fault);
	return err ? err : http_server_listen_unix(server, path, out_fault);
}
