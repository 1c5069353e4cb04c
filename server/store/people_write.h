/* Changes of what people.h reads; the rules of write.h hold. */
#ifndef P2C_STORE_PEOPLE_WRITE_H
#define P2C_STORE_PEOPLE_WRITE_H

#include "store/people.h"

/* Adds or replaces, with the version it says. ERR_CONFLICT for a letter that another category has. */
enum err category_put(struct db *db, const struct category *category);

/* Writes how the registration stands: state, registration ID, roles, arrival, approval, confirmation, letter,
 * identity, merged_into and help.id; raises the version. ERR_CONFLICT for a registration ID that exists. */
enum err person_stand(struct db *db, const struct person *person);
/* When the person's photo was taken; 0 when there is none any more. Raises the version. */
enum err person_photo(struct db *db, const char *id, int64_t at);
/* To whom, when and where the badge was handed over (collected_... and serial are read). */
enum err badge_collect(struct db *db, const struct badge *badge);

enum err help_case_add(struct db *db, const struct help_case *help);
/* State, who took and who closed it, and the outcome. */
enum err help_case_edit(struct db *db, const struct help_case *help);

enum err alert_add(struct db *db, const char *id, const char *person_id, const char *place, int64_t at);
enum err alert_see(struct db *db, const char *id, const char *actor, int64_t at, bool *out_first);
/* Those of this person from that instant on; out_any tells whether there were any. */
enum err alert_take_back(struct db *db, const char *person_id, int64_t since, int64_t now, bool *out_any);

/* What refers to a person and moves when two rows of one person are merged. `kind` is speaker, signatory, session,
 * cochair, guest, presence or invitation; `key` names the row. */
struct reference {
	const char *kind, *key;
};
/* Those of `from`, without what `to` has already: a place at a door, an invitation; and without signatures given. */
enum err reference_list(struct db *db, struct arena *arena, const char *from, const char *to,
    struct reference **out_references, size_t *out_n);
/* Moves one, if it still is `from`'s. ERR_BROKEN for a kind that does not exist. */
enum err reference_move(struct db *db, const struct reference *reference, const char *from, const char *to);

#endif
