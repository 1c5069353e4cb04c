/* What the operator's log says of who came in, who was refused and who took lists of people away: one line each, with
 * who, from which address and on what. Personal data of attendees never stands there: a line has the route as
 * routes.def has it, not the address that was asked for, and a wrong name or password nowhere. What changed something
 * is in the journal as well; this is for what changed nothing. Loop thread only. */
#ifndef P2C_HTTP_AUDIT_H
#define P2C_HTTP_AUDIT_H

#include "http/job.h"

/* So that whoever is refused without end cannot fill a disk: refusals beyond this many lines a second are counted,
 * and the next line says how many they were. */
enum { AUDIT_LINES_A_SECOND = 20 };

struct audit {
	int64_t second;
	unsigned lines, left_out;
};

/* Says of a finished job what is worth a line, if anything is. Monotonic milliseconds. */
void audit_job(struct audit *audit, const struct job *job, int64_t now_ms);

#endif
