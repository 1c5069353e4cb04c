/* How readers put an agenda together: it grows session by session, and what breaks it as a whole is found once, here.
 * Private to the readers. */
#ifndef P2C_SCHEDULE_BUILD_H
#define P2C_SCHEDULE_BUILD_H

#include "schedule/format.h"

struct build {
	struct arena *arena;
	struct read_report report;
	struct read_options options;
	struct agenda agenda;
	int *lines; /* where each session stands in the file */
	size_t sessions_cap;
	bool rooms_over; /* more than FORMAT_ROOMS_MAX, first noticed on that line */
	int rooms_over_line;
};

/* An empty one; options may be NULL. */
struct build build_start(struct arena *arena, const struct read_options *options);
/* The room with that name, made when it is new; -1 for an empty name, and for every one once there are
 * too many: build_finish then refuses the file. */
int build_room(struct build *build, const char *name, int line);
/* A new session at the end, all zero but without room; NULL beyond FORMAT_SESSIONS_MAX. It may move with the next
 * call.
 */
struct agenda_session *build_session(struct build *build, int line);
/* The id of a session from what its file calls it: a UUID stays (lower case), anything else becomes one made from it,
 * which is reported; NULL or "" takes `instead`. */
const char *build_id(struct build *build, const char *source, const char *instead, int line);
/* Refuses two sessions with one id and too many rooms (ERR_FILE_FORMAT), else gives agenda and report away. */
enum err build_finish(
    struct build *build, struct agenda *out_agenda, struct read_report *out_report, struct fault *out_fault);
/* The error of a file that is too big, else OK. */
enum err build_check_size(size_t len, struct fault *out_fault);
/* ERR_FILE_FORMAT with the line in front of the detail; line 0 is left out. */
enum err build_refuse(struct fault *out_fault, int line, const char *detail, ...)
    __attribute__((format(printf, 3, 4)));

#endif
