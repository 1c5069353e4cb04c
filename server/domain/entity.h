/* Organisations and delegations: found by name, added when they are new. */
#ifndef P2C_DOMAIN_ENTITY_H
#define P2C_DOMAIN_ENTITY_H

#include "store/read.h"
#include "store/tx.h"

/* An entity as somebody says it; type and country may be NULL. */
struct entity_said {
	const char *name, *type, *country; /* type: a key of ENTITY_TYPES; country: alpha3 or "" */
};
/* The entity of that name (and country, when said); added with a journal entry when there is none. A new one without
 * a type is a private company. ERR_COUNTRY, ERR_INVALID for an unknown type, ERR_FIELD_MISSING for an empty name. */
enum err entity_take(struct tx *tx, const struct entity_said *said, struct entity *out_entity);

/* What somebody corrects of an entity: NULL stays as it is. Whatever shows it says so at once; badges that were
 * printed do not change. ERR_NOT_FOUND; ERR_STALE when it is no longer at `version`, with *out_entity as it is;
 * ERR_CONFLICT when another one is called so in that country; else as entity_take. */
enum err entity_edit(
    struct tx *tx, const char *id, int64_t version, const struct entity_said *said, struct entity *out_entity);

/* A person's name in Latin letters, each word capitalised, for a badge when the passport's form is not known. */
const char *name_latin(struct arena *arena, const char *display);

#endif
