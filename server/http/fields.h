/* Typed JSON fields: which names a body may have, of which type, and where each goes in a struct. A handler declares
 * a table and sees only valid values; everything else is refused with the field named. The only reader of JSON from
 * strangers. */
#ifndef P2C_HTTP_FIELDS_H
#define P2C_HTTP_FIELDS_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum field_type {
	FIELD_TEXT,  /* const char * */
	FIELD_INT,   /* int64_t */
	FIELD_BOOL,  /* bool */
	FIELD_SAID,  /* enum field_said: true, false or not said, for edits that leave alone what they do not name */
	FIELD_TIME,  /* int64_t, ms UTC; RFC 3339 on the wire */
	FIELD_WORDS, /* const char *: a list of texts joined by spaces; each must be one word */
	FIELD_LIST,  /* struct field_list: a list of texts */
	FIELD_INTS,  /* struct field_ints: a list of whole numbers */
	FIELD_ROWS,  /* struct field_rows: a list of objects read with another table */
	FIELD_NUMBERS, /* const char *: lists of lists of whole numbers, as compact JSON */
	FIELD_NULL,    /* bool: the member came and was null (stands beside a row of the same name) */
	FIELD_TYPE_MAX
};

enum field_said { FIELD_NOT_SAID, FIELD_SAID_NO, FIELD_SAID_YES };

struct field_ints {
	int64_t *items;
	size_t n;
	bool came;
};
struct field_list {
	const char **items;
	size_t n;
	bool came;
};

struct field {
	const char *name; /* "amount.value" for a member of an object inside */
	enum field_type type;
	size_t offset;
	bool required;
	const struct field *rows; /* FIELD_ROWS: the table of one row, ended by a row without a name */
	size_t row_size;
};

struct field_rows {
	void *items;
	size_t n;
	bool came;
};

#define FIELD(type, name, kind, member)                                                                              \
	{                                                                                                            \
		name, FIELD_##kind, offsetof(type, member), false, NULL, 0                                           \
	}
#define FIELD_REQUIRED(type, name, kind, member)                                                                     \
	{                                                                                                            \
		name, FIELD_##kind, offsetof(type, member), true, NULL, 0                                            \
	}
#define FIELD_ROW_LIST(type, name, table, row, member)                                                               \
	{                                                                                                            \
		name, FIELD_ROWS, offsetof(type, member), false, table, sizeof(row)                                  \
	}
/* A text in the six languages, "title.en" and so on, into a struct texts. */
#define FIELD_TEXTS(type, name, member)                                                                              \
	FIELD(type, name ".en", TEXT, member.in[LANG_EN]), FIELD(type, name ".fr", TEXT, member.in[LANG_FR]),        \
	    FIELD(type, name ".es", TEXT, member.in[LANG_ES]), FIELD(type, name ".ar", TEXT, member.in[LANG_AR]),    \
	    FIELD(type, name ".ru", TEXT, member.in[LANG_RU]), FIELD(type, name ".zh", TEXT, member.in[LANG_ZH])
#define FIELDS_END                                                                                                   \
	{                                                                                                            \
		NULL, FIELD_TEXT, 0, false, NULL, 0                                                                  \
	}

/* What was said as domain forms take it: NULL for nothing. */
const bool *field_truth(enum field_said said);

/* Reads a JSON object into *out (zeroed by the caller) by a table ended with FIELDS_END. Text lives in the arena. An
 * empty body counts as {}. ERR_JSON, ERR_FIELD_UNKNOWN, ERR_FIELD_MISSING, ERR_INVALID. */
enum err fields_read(
    const char *json, size_t len, const struct field *table, struct arena *arena, void *out, struct fault *out_fault);

#endif
