/* What a service manager and the server say to each other: listening sockets that outlive the process
 * (sd_listen_fds(3)), that it is ready, that it stops, that it is alive (sd_notify(3)). Both protocols are a few
 * environment variables and one datagram; a library for them would be loaded at each start of every command. Without
 * a service manager all of it does nothing. */
#ifndef P2C_SUPERVISOR_H
#define P2C_SUPERVISOR_H

#include <stdint.h>

enum { SUPERVISOR_SOCKETS_MAX = 8, SUPERVISOR_NAME_MAX = 32 };

struct supervisor_socket {
	int fd;
	char
	    name[SUPERVISOR_NAME_MAX]; /* FileDescriptorName= of the socket unit: "http", "https"; "" when not said */
};

/* Takes the sockets that were handed over to this process, and clears what announced them, so that a child cannot
 * take them for its own. Close-on-exec is set. Returns how many; those beyond the most are closed. */
int supervisor_sockets(struct supervisor_socket out_sockets[SUPERVISOR_SOCKETS_MAX]);

/* Says one state: "READY=1", "STOPPING=1", "WATCHDOG=1". */
void supervisor_say(const char *state);

/* How often the manager wants to hear WATCHDOG=1 at the latest, in ms; 0 when it does not ask. */
int64_t supervisor_watchdog_ms(void);

#endif
