/* Screens and the emergency as rows, and texts in several languages. The rules are read.h's and write.h's. */
#ifndef P2C_STORE_SCREEN_H
#define P2C_STORE_SCREEN_H

#include "base/arena.h"
#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct db;

/* A text of a thing ("emergency", the id of a video) in one language. */
struct wording {
	const char *owner, *language, *words;
};
enum err wording_get(
    struct db *db, struct arena *arena, const char *owner, struct wording **out_wordings, size_t *out_n);
/* Of all things, in the order of their ids. */
enum err wording_all(struct db *db, struct arena *arena, struct wording **out_wordings, size_t *out_n);

struct emergency_row {
	int64_t version, since; /* since 0: none is on */
	const char *kind;       /* "" for none */
	const char *by;
	const char *rooms; /* ids separated by spaces; "" is the whole venue */
};
enum err emergency_row_get(struct db *db, struct arena *arena, struct emergency_row *out_emergency);

/* ---- changes ---- */

/* Replaces all texts of that owner; those without words are left out. */
enum err wording_put(struct db *db, const char *owner, const struct wording *wordings, size_t n);
enum err emergency_row_put(struct db *db, const struct emergency_row *emergency);

#endif
