/* Logins of the office that nobody uses any more end by themselves: of moderators, rapporteurs, protocol, the planner
 * and administrators who came in with a password or a code, half an hour after the last thing their browser asked. An
 * open page counts as use, since it listens: a moderator who watches a speaker for forty minutes is not thrown out in
 * the plenary. What this catches is the browser that was closed, the laptop whose lid is shut, and a token that was
 * copied and kept; a page left open ends with its twelve hours, or by an administrator. Desks, doors and devices are
 * not meant: people queue in front of them. In memory only: what was not used since the server started is not known
 * here. Loop thread only. */
#ifndef P2C_HTTP_IDLE_H
#define P2C_HTTP_IDLE_H

#include "http/request.h"

struct idle;
struct store;

/* After so many milliseconds; 0 for never. */
struct idle *idle_create(struct store *store, int64_t after_ms);
/* destroy(NULL) is fine. */
void idle_destroy(struct idle *idle);
/* Somebody used this login: a request of theirs was answered, or their page listens. Monotonic milliseconds. */
void idle_used(struct idle *idle, const struct request *request, int64_t now_ms);
void idle_listens(struct idle *idle, const char *token, int64_t now_ms);
/* Ends what was not used for too long; once a second. */
void idle_tick(struct idle *idle, int64_t now_ms);

#endif
