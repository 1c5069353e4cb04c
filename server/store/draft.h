/* The draft of the plan, its releases and the interpreters' settings, as rows. The rules are read.h's and write.h's.
 * Not for what a draft means (domain/draft.h) nor for when it may be released (domain/release.h). */
#ifndef P2C_STORE_DRAFT_H
#define P2C_STORE_DRAFT_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;

struct draft_row {
	const char *session_id;
	int64_t version;      /* of this row; the draft's own series, so that no number comes twice */
	int64_t base_version; /* of the released session it lies over; 0 when it is new */
	bool removed;
	const char *base;     /* the released session as it stood then, "" when it is new */
	const char *document; /* the session as it would be */
	const char *by;
	int64_t at;
};
/* All of it, in order of session id. */
enum err draft_rows(struct db *db, struct arena *arena, struct draft_row **out_rows, size_t *out_n);
enum err draft_row_put(struct db *db, const struct draft_row *row);
enum err draft_row_drop(struct db *db, const char *session_id);
enum err draft_rows_clear(struct db *db);

struct release_row {
	int64_t number, at, added, changed, removed;
	int64_t restored; /* the number it brought back, 0 for none */
	const char *by, *note;
	const char *changes; /* JSON, as diff.h writes it */
};
/* Newest first, at most so many. */
enum err release_list(struct db *db, struct arena *arena, int64_t most, struct release_row **out_rows, size_t *out_n);
enum err release_get(struct db *db, struct arena *arena, int64_t number, struct release_row *out_row);
/* The number of the last one, 0 when there is none. */
enum err release_last(struct db *db, int64_t *out_number);
enum err release_add(struct db *db, const struct release_row *row);

struct release_session_row {
	const char *session_id, *document;
};
/* The whole plan as it stood in that release, in order of session id. */
enum err release_sessions(
    struct db *db, struct arena *arena, int64_t number, struct release_session_row **out_rows, size_t *out_n);
enum err release_session_add(struct db *db, int64_t number, const struct release_session_row *row);
/* Takes the code off a session (it becomes its id), so that another may have it. */
enum err session_code_free(struct db *db, const char *session_id);

struct interpreters_row {
	int64_t version, teams, longest_minutes, rest_minutes;
	const char *hours;
};
enum err interpreters_get(struct db *db, struct arena *arena, struct interpreters_row *out_row);
enum err interpreters_put(struct db *db, const struct interpreters_row *row);

#endif
