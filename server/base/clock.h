/* Time as a seam: instants are milliseconds UTC inside, RFC 3339 with offset at the edge.
 * One event has one IANA time zone, set once at start, before any thread. A movable clock serves tests and the
 * demonstration day. Not for deadlines of connections: those use the monotonic clock of libevent. */
#ifndef P2C_BASE_CLOCK_H
#define P2C_BASE_CLOCK_H

#include "base/err.h"

#include <stdint.h>

enum { CLOCK_RFC3339_LEN = 29, CLOCK_DATE_LEN = 10 }; /* 2022-06-07T14:30:00.000+02:00 */

struct clock;

/* A clock that shows the system's time, moved by `shift_ms`. Thread safe; destroy(NULL) is fine. */
struct clock *clock_create(int64_t shift_ms);
void clock_destroy(struct clock *clock);
/* The present instant, ms UTC. */
int64_t clock_now(const struct clock *clock);
/* Moves the clock so that now is `at_ms`; it runs on from there. */
void clock_move(struct clock *clock, int64_t at_ms);

/* Sets the event's zone ("Africa/Kigali") for the whole process; call once at start. ERR_CONFIG for an unknown name.
 */
enum err clock_zone_set(const char *tzid);
/* The zone's name as set. */
const char *clock_zone(void);
/* Offset from UTC in minutes at that instant. */
int clock_offset(int64_t ms);
/* Local calendar date and time of an instant, and back (mktime's rules in gaps and overlaps of DST). */
struct clock_local {
	int year, month, day, hour, minute, second;
};
struct clock_local clock_local(int64_t ms);
int64_t clock_from_local(const struct clock_local *local);
/* RFC 3339 with the zone's offset; seconds precision, milliseconds only when they are not zero. Writes to and returns
 * `out`. */
char *clock_rfc3339(int64_t ms, char out[CLOCK_RFC3339_LEN + 1]);
/* The local date, 2022-06-07. */
char *clock_date(int64_t ms, char out[CLOCK_DATE_LEN + 1]);
/* Reads RFC 3339 (offset or Z required, fraction allowed, space or T; a time without seconds too, as browsers write
 * it). ERR_INVALID otherwise. */
enum err clock_parse(const char *text, int64_t *out_ms);

#endif
