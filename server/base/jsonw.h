/* Writes JSON straight into a buffer: one pass, no tree (measured ten times faster than building one; see README).
 * Commas and quotes are the writer's business, so hand-glued JSON never appears elsewhere.
 * Not for reading: untrusted JSON is read by jansson in http/ and schedule/. */
#ifndef P2C_BASE_JSONW_H
#define P2C_BASE_JSONW_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

struct jsonw {
	struct buf *out;
	unsigned depth;
	bool comma; /* a value stands before the next one on this level */
};

/* Starts writing at the end of *out. */
struct jsonw jsonw_start(struct buf *out);

/* Each call takes the member's name, or NULL inside an array and at the top. Text that is NULL becomes null;
 * bytes that are not UTF-8 become U+FFFD, so that what is written always parses. */
void jsonw_object(struct jsonw *w, const char *name);
void jsonw_object_end(struct jsonw *w);
void jsonw_array(struct jsonw *w, const char *name);
void jsonw_array_end(struct jsonw *w);
void jsonw_text(struct jsonw *w, const char *name, const char *text);
void jsonw_text_len(struct jsonw *w, const char *name, const char *text, size_t len);
void jsonw_int(struct jsonw *w, const char *name, int64_t value);
void jsonw_bool(struct jsonw *w, const char *name, bool value);
void jsonw_null(struct jsonw *w, const char *name);
/* An instant as RFC 3339 in the event's zone; 0 becomes null. */
void jsonw_time(struct jsonw *w, const char *name, int64_t ms);
/* JSON that was written by this module before (a stored answer, a cached part). */
void jsonw_raw(struct jsonw *w, const char *name, const char *json);
/* The members of an object that was written by this module before, among those of the one that is open. */
void jsonw_members(struct jsonw *w, const char *object);

#endif
