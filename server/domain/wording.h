/* A text in the six languages, as it is said by people and kept with a thing. Not for the texts of rooms and
 * sessions, which have tables of their own (programme.h). */
#ifndef P2C_DOMAIN_WORDING_H
#define P2C_DOMAIN_WORDING_H

#include "schedule/agenda.h"
#include "store/screen.h"
#include "store/tx.h"

/* Cleans what was said. ERR_INVALID with "field.LANG" when a text has more than `most` characters or a sign that
 * turns the direction of writing. */
enum err wording_take(
    struct tx *tx, const char *field, const struct texts *said, size_t most, struct texts *out_texts);
bool wording_is_empty(const struct texts *texts);
/* Keeps the texts under that owner's id, in place of those it had. */
enum err wording_save(struct tx *tx, const char *owner, const struct texts *texts);
enum err wording_load(struct db *db, struct arena *arena, const char *owner, struct texts *out_texts);
/* The texts of one owner out of those of all. */
struct texts wording_of(const struct wording *all, size_t n, const char *owner);

#endif
