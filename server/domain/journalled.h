/* What a journal entry said, read again as names and values: an act is taken back, and a history is told, from what
 * the journal kept. journalled.c is the one file of the domain that knows jansson, because it reads what this program
 * itself wrote (base/jsonw.h). Not for the words of strangers: those go through http/fields.h. */
#ifndef P2C_DOMAIN_JOURNALLED_H
#define P2C_DOMAIN_JOURNALLED_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum journalled_kind {
	JOURNALLED_NULL,
	JOURNALLED_BOOL,
	JOURNALLED_INT,
	JOURNALLED_TEXT,
	JOURNALLED_OBJECT,
	JOURNALLED_ARRAY
};

/* One value. All of it lives in the arena that journalled_read was given. */
struct journalled {
	enum journalled_kind kind;
	const char *name;         /* as a member of an object; NULL in an array and at the top */
	const char *text;         /* JOURNALLED_TEXT */
	int64_t number;           /* JOURNALLED_INT, and 0 or 1 of JOURNALLED_BOOL */
	struct journalled *items; /* members of an object in the order written, or items of an array */
	size_t n;
};

/* Reads an entry's data. ERR_BROKEN when it is not JSON of this program's kind (an object; whole numbers). */
enum err journalled_read(struct arena *arena, const char *data, const struct journalled **out_data);

/* The member of that name; NULL when there is none or `object` is NULL or no object. */
const struct journalled *journalled_find(const struct journalled *object, const char *name);
/* The member's value, or `otherwise` when it is missing, null or of another kind. */
const char *journalled_text(const struct journalled *object, const char *name, const char *otherwise);
int64_t journalled_int(const struct journalled *object, const char *name, int64_t otherwise);
bool journalled_bool(const struct journalled *object, const char *name, bool otherwise);
/* The items of a member that is an array; NULL and 0 when it is none. */
const struct journalled *journalled_items(const struct journalled *object, const char *name, size_t *out_n);

#endif
