/* Members of a row as a table, so that one list serves the journal entry ("before"), the question whether anything
 * changed, and the way back. Not for what is sealed unless the caller seals what is written. */
#ifndef P2C_DOMAIN_MEMBERS_H
#define P2C_DOMAIN_MEMBERS_H

#include "base/jsonw.h"
#include "domain/journalled.h"

#include <stddef.h>

enum member_type { MEMBER_TEXT, MEMBER_NUMBER, MEMBER_TRUTH }; /* const char *, int64_t, bool */
struct member {
	const char *name;
	enum member_type type;
	size_t offset;
};
#define MEMBER(type, TYPE, member)                                                                                   \
	{                                                                                                            \
#member, MEMBER_##TYPE, offsetof(type, member)                                                       \
	}

/* How many of the members differ. */
size_t members_changed(const struct member *members, size_t n, const void *was, const void *is);
/* Writes those that differ, as they were, into the object that is open. */
void members_write(struct jsonw *w, const struct member *members, size_t n, const void *was, const void *is);
/* Puts into the row what an entry says about its members; the others stay. Texts are the entry's. */
void members_put_back(const struct member *members, size_t n, const struct journalled *before, void *row);

#endif
