/* The event's own templates as rows. The rules are read.h's and write.h's. Not for what a template is
 * (badges/template.h) and not for the shipped ones (domain/template.h has both). */
#ifndef P2C_STORE_TEMPLATE_H
#define P2C_STORE_TEMPLATE_H

#include "base/arena.h"
#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct db;

struct template_row {
	const char *id, *json;
	int64_t version;
};
/* ERR_NOT_FOUND when there is none. */
enum err template_row_get(struct db *db, struct arena *arena, const char *id, struct template_row *out_row);
/* By kind and name. */
enum err template_row_all(struct db *db, struct arena *arena, struct template_row **out_rows, size_t *out_n);

struct template_said {
	const char *kind, *name, *by;
	int64_t at;
};
/* ERR_CONFLICT when the id is taken. */
enum err template_row_add(struct db *db, const struct template_row *row, const struct template_said *said);
enum err template_row_edit(struct db *db, const struct template_row *row, const struct template_said *said);
enum err template_row_remove(struct db *db, const char *id);

#endif
