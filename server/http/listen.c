/* Listening sockets: opening them, taking connections in batches, stepping back when descriptors run out.
 * Not for what a connection says. */
#include "base/mem.h"
#include "http/core.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum {
	BACKLOG = 1024,
	BATCH = 64,     /* connections taken before the others get a turn */
	RETRY_MS = 100, /* pause after accept() failed */
	TROUBLE_EVERY_MS = 1000,
	SOCKET_FLAGS = SOCK_NONBLOCK | SOCK_CLOEXEC,
};

union address {
	struct sockaddr any;
	struct sockaddr_in four;
	struct sockaddr_in6 six;
	struct sockaddr_un local;
};

/* Taking connections. */

static void key_of(const union address *address, unsigned char out_key[PEERS_ADDRESS_LEN])
{
	memset(out_key, 0, PEERS_ADDRESS_LEN);
	if (address->any.sa_family == AF_INET6) {
		memcpy(out_key, &address->six.sin6_addr, PEERS_ADDRESS_LEN);
	} else {
		out_key[10] = out_key[11] = 0xff;
		memcpy(out_key + 12, &address->four.sin_addr, 4);
	}
}

static void welcome(struct listener *listener, int fd, const union address *address)
{
	struct http_server *server = listener->server;
	unsigned char key[PEERS_ADDRESS_LEN] = { 0 };
	struct peer *peer = NULL;
	struct pump *pump = NULL;

	if (server->n_conns >= server->config.max_connections || server->n_pumps >= server->config.max_connections) {
		close(fd);
		return;
	}
	if (!listener->is_local) {
		key_of(address, key);
		peer = peers_enter(server->peers, key);
		if (!peer) {
			close(fd);
			return;
		}
	}
	if (listener->tls) {
		int plain = pump_open(server, listener->tls, fd, peer, &pump);
		if (plain < 0) {
			close(fd);
			peers_leave(server->peers, peer);
			return;
		}
		fd = plain;
		peer = NULL;
	}
	struct conn *conn = conn_create(listener, fd, key, peer);
	if (pump)
		pump_attach(pump, conn);
}

/* Out of descriptors or memory: the listener rests, or the loop would spin on it. */
static void step_back(struct listener *listener, int error)
{
	static const struct timeval pause = { .tv_usec = RETRY_MS * 1000 };
	struct http_server *server = listener->server;
	int64_t now = server_now(server);

	event_del(&listener->acceptable);
	event_add(&listener->retry, &pause);
	if (!server->config.on_trouble || now < server->trouble_at)
		return;
	server->trouble_at = now + TROUBLE_EVERY_MS;
	server->config.on_trouble(server->config.ctx, error);
}

static bool is_exhausted(int error)
{
	return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

static void on_acceptable(evutil_socket_t fd, short what, void *arg)
{
	(void)what;
	for (int i = 0; i < BATCH; i++) {
		union address address = { 0 };
		socklen_t len = sizeof address;
		int client = accept4(fd, &address.any, &len, SOCKET_FLAGS);

		if (client >= 0) {
			welcome(arg, client, &address);
			continue;
		}
		if (is_exhausted(errno))
			step_back(arg, errno);
		if (is_exhausted(errno) || errno == EAGAIN)
			return;
	}
}

/* A listener that nobody waits on would be deaf for good: it is tried again after its rest. */
static void await_clients(struct listener *listener)
{
	if (event_add(&listener->acceptable, NULL) != 0)
		step_back(listener, errno);
}

static void on_retry(evutil_socket_t fd, short what, void *arg)
{
	struct listener *listener = arg;

	(void)fd;
	(void)what;
	await_clients(listener);
}

/* Opening and closing. */

static void listener_create(struct http_server *server, int fd, const char *path, struct tls *tls)
{
	struct listener *listener = mem_alloc(sizeof *listener);

	listener->server = server;
	listener->fd = fd;
	listener->is_local = path != NULL;
	listener->tls = tls;
	listener->path = mem_dup(path);
	listener->next = server->listeners;
	server->listeners = listener;
	event_assign(&listener->acceptable, server->base, fd, EV_READ | EV_PERSIST, on_acceptable, listener);
	evtimer_assign(&listener->retry, server->base, on_retry, listener);
	await_clients(listener);
}

void listener_destroy_all(struct http_server *server)
{
	while (server->listeners) {
		struct listener *listener = server->listeners;

		server->listeners = listener->next;
		event_del(&listener->acceptable);
		event_del(&listener->retry);
		close(listener->fd);
		if (listener->path)
			unlink(listener->path);
		free(listener->path);
		free(listener);
	}
}

static socklen_t read_address(const char *text, uint16_t port, union address *out_address)
{
	union address address = { 0 };

	if (inet_pton(AF_INET, text, &address.four.sin_addr) == 1) {
		address.four.sin_family = AF_INET;
		address.four.sin_port = htons(port);
		*out_address = address;
		return sizeof address.four;
	}
	if (inet_pton(AF_INET6, text, &address.six.sin6_addr) == 1) {
		address.six.sin6_family = AF_INET6;
		address.six.sin6_port = htons(port);
		*out_address = address;
		return sizeof address.six;
	}
	return 0;
}

/* Options that accepted sockets inherit. Without TCP_NODELAY the second part of an answer waits for a delayed ACK. */
static bool set_options(int fd, int family)
{
	static const int on = 1;

	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0)
		return false;
	if (family == AF_INET6 && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) != 0)
		return false;
	return setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0;
}

static uint16_t port_of(int fd)
{
	union address address = { 0 };
	socklen_t len = sizeof address;

	if (getsockname(fd, &address.any, &len) != 0)
		return 0;
	return ntohs(address.any.sa_family == AF_INET6 ? address.six.sin6_port : address.four.sin_port);
}

enum err http_server_listen(struct http_server *server, const char *address, uint16_t port, struct tls *tls,
    uint16_t *out_port, struct fault *out_fault)
{
	union address where;
	socklen_t len = read_address(address, port, &where);
	int fd;

	if (len == 0)
		return fault_set(out_fault, ERR_CONFIG, "listen", "'%s' is not an IPv4 or IPv6 address.", address);
	fd = socket(where.any.sa_family, SOCK_STREAM | SOCKET_FLAGS, 0);
	if (fd < 0 || !set_options(fd, where.any.sa_family) || bind(fd, &where.any, len) != 0 ||
	    listen(fd, BACKLOG) != 0) {
		fault_set(out_fault, ERR_CONFIG, "listen", "%s port %d: %s", address, port, strerror(errno));
		if (fd >= 0)
			close(fd);
		return ERR_CONFIG;
	}
	listener_create(server, fd, NULL, tls);
	if (out_port)
		*out_port = port_of(fd);
	return OK;
}

enum err http_server_adopt(
    struct http_server *server, int fd, struct tls *tls, uint16_t *out_port, struct fault *out_fault)
{
	int listens = 0, family = 0, flags = fcntl(fd, F_GETFL);
	socklen_t len = sizeof listens, family_len = sizeof family;

	if (flags < 0 || getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &len) != 0 || !listens ||
	    getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &family_len) != 0 ||
	    (family != AF_INET && family != AF_INET6))
		return fault_set(out_fault, ERR_CONFIG, "listen",
		    "What the service manager handed over is no listening TCP socket.");
	/* IPV6_V6ONLY and the port are its own: it may take both families. */
	static const int on = 1;
	if (fcntl(fd, F_SETFL, flags | O_NONBLOCK) != 0 ||
	    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0)
		return fault_set(out_fault, ERR_CONFIG, "listen", "%s", strerror(errno));
	listener_create(server, fd, NULL, tls);
	*out_port = port_of(fd);
	return OK;
}

/* Makes way for a new socket file: removes one nobody listens on, and nothing else. */
static enum err clear_path(const union address *where, struct fault *out_fault)
{
	const char *path = where->local.sun_path;
	struct stat info;
	int fd, failed;

	if (lstat(path, &info) != 0)
		return OK;
	if (!S_ISSOCK(info.st_mode))
		return fault_set(out_fault, ERR_CONFIG, "socket", "%s exists and is not a socket.", path);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCKET_FLAGS, 0);
	failed = fd < 0 || connect(fd, &where->any, sizeof where->local) != 0 ? errno : 0;
	if (fd >= 0)
		close(fd);
	if (failed != ECONNREFUSED)
		return fault_set(out_fault, ERR_IN_USE, "socket", "Somebody answers on %s.", path);
	unlink(path);
	return OK;
}

enum err http_server_listen_unix(struct http_server *server, const char *path, struct fault *out_fault)
{
	union address where = { .local = { .sun_family = AF_UNIX } };
	size_t len = strlen(path);
	enum err err;
	int fd;

	if (len == 0 || len >= sizeof where.local.sun_path)
		return fault_set(out_fault, ERR_CONFIG, "socket",
		    "The path of the socket has %zu bytes; at most %zu.", len, sizeof where.local.sun_path - 1);
	memcpy(where.local.sun_path, path, len);
	err = clear_path(&where, out_fault);
	if (err)
		return err;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCKET_FLAGS, 0);
	/* On Linux the file inherits the mode of the unbound socket: no moment with a wider one. */
	if (fd < 0 || fchmod(fd, S_IRUSR | S_IWUSR) != 0 || bind(fd, &where.any, sizeof where.local) != 0 ||
	    listen(fd, BACKLOG) != 0) {
		fault_set(out_fault, ERR_CONFIG, "socket", "%s: %s", path, strerror(errno));
		if (fd >= 0)
			close(fd);
		return ERR_CONFIG;
	}
	listener_create(server, fd, path, NULL);
	return OK;
}
