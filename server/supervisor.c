/* See supervisor.h. */
#include "supervisor.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { FIRST_FD = 3, MOST_SAID = 1024 };

/* A whole number of the environment, -1 when it is none. */
static int64_t number_of(const char *name)
{
	const char *text = getenv(name);
	char *end = NULL;
	long long value = text && *text ? strtoll(text, &end, 10) : -1;
	return end && !*end && value >= 0 ? value : -1;
}

/* The n-th of the names, which are separated by colons. */
static void copy_name(const char *names, int n, char out[SUPERVISOR_NAME_MAX])
{
	while (names && n-- > 0) {
		names = strchr(names, ':');
		names = names ? names + 1 : NULL;
	}
	snprintf(out, SUPERVISOR_NAME_MAX, "%.*s", names ? (int)strcspn(names, ":") : 0, names ? names : "");
}

static bool is_ours(void)
{
	return number_of("LISTEN_PID") == (int64_t)getpid();
}

int supervisor_sockets(struct supervisor_socket out_sockets[SUPERVISOR_SOCKETS_MAX])
{
	int64_t told = is_ours() ? number_of("LISTEN_FDS") : 0;
	const char *names = getenv("LISTEN_FDNAMES");
	int n = 0;
	for (int i = 0; i < told && i < MOST_SAID; i++) {
		int fd = FIRST_FD + i;
		if (n == SUPERVISOR_SOCKETS_MAX || fcntl(fd, F_SETFD, FD_CLOEXEC) != 0) {
			close(fd);
			continue;
		}
		out_sockets[n].fd = fd;
		copy_name(names, i, out_sockets[n++].name);
	}
	unsetenv("LISTEN_PID");
	unsetenv("LISTEN_FDS");
	unsetenv("LISTEN_FDNAMES");
	return n;
}

void supervisor_say(const char *state)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un where = { .sun_family = AF_UNIX };
	size_t len = path ? strlen(path) : 0;
	if (len < 2 || len >= sizeof where.sun_path || (path[0] != '/' && path[0] != '@'))
		return;
	memcpy(where.sun_path, path, len);
	if (path[0] == '@') /* an abstract socket */
		where.sun_path[0] = '\0';
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return;
	/* Nobody to tell is no trouble of ours: the manager acts on silence. */
	(void)sendto(fd, state, strlen(state), MSG_NOSIGNAL, (const struct sockaddr *)(const void *)&where,
	    (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len));
	close(fd);
}

int64_t supervisor_watchdog_ms(void)
{
	int64_t us = number_of("WATCHDOG_USEC"), pid = number_of("WATCHDOG_PID");
	return us > 0 && (pid < 0 || pid == (int64_t)getpid()) ? us / 1000 : 0;
}
