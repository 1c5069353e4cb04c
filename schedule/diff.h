/* What changed between two agendas, as people want to read it: one line for each thing of a session that is
 * different. For the change log of a release and for what an import would do. The fields themselves are in planned.h.
 */
#ifndef P2C_SCHEDULE_DIFF_H
#define P2C_SCHEDULE_DIFF_H

#include "base/jsonw.h"
#include "schedule/agenda.h"

enum agenda_change_kind {
	CHANGE_ADDED,
	CHANGE_REMOVED,
	CHANGE_CANCELLED,
	CHANGE_MOVED,    /* to another room */
	CHANGE_RETIMED,  /* "starts_at"; "ends_at" only when it became longer or shorter by it */
	CHANGE_RETITLED, /* a title in one language */
	CHANGE_PEOPLE,   /* somebody came or went; another role is both */
	CHANGE_OTHER,
	CHANGE_KIND_MAX
};

struct agenda_change {
	enum agenda_change_kind kind;
	const struct agenda_session *session; /* as it is after; one that was removed as it was before */
	const char *field;                    /* wire name: "room", "starts_at", "title.fr", "people.chair" */
	/* What stood there and what stands there now; NULL for nothing. Instants are RFC 3339, rooms and people are
	 * names, sets are keys with spaces between them. Of descriptions (text.…) neither is said. Of a session that
	 * was added, removed or cancelled: when it starts. */
	const char *from, *to;
};

struct agenda_changes {
	struct agenda_change *items; /* session by session in order of time */
	size_t n;
	size_t added, changed, removed; /* sessions; one that was cancelled is removed */
};

/* An agenda that is PART of a plan says nothing about sessions that are not in it: an imported file. */
enum diff_scope { DIFF_WHOLE, DIFF_PART };

/* The stable key of a kind: "moved". */
const char *agenda_change_kind_key(enum agenda_change_kind kind);
/* What is different in `after`, in the arena; the sessions in it are those of the arguments. Sessions are the same
 * when their ids are, rooms when their names are. Ids are unique in each. O(n log n). */
struct agenda_changes agenda_diff(
    const struct agenda *before, const struct agenda *after, enum diff_scope scope, struct arena *arena);
/* One change as a sentence in English, for the command line. */
const char *agenda_change_words(const struct agenda_change *change, struct arena *arena);
/* [{session: {id, code, title}, kind, field, from, to}, …] */
void agenda_changes_write(struct jsonw *w, const char *name, const struct agenda_changes *changes);

#endif
