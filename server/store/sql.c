/* The names and texts behind enum sql. */
#include "store/db.h"

#include <assert.h>

static const struct {
	const char *name;
	const char *text;
} ROWS[SQL_MAX] = {
#define SQL(name, text) [SQL_##name] = { #name, text },
#include "store/sql.def"
#undef SQL
};

const char *sql_name(enum sql sql)
{
	assert(sql < SQL_MAX);
	return ROWS[sql].name;
}

const char *sql_text(enum sql sql)
{
	assert(sql < SQL_MAX);
	return ROWS[sql].text;
}
