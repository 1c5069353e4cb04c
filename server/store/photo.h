/* People's photos as rows. The rules are read.h's and write.h's: text and bytes live in the arena; changes run only
 * inside a change. Not for what a photo is (badges/photo.h) or who may (http/routes.def). */
#ifndef P2C_STORE_PHOTO_H
#define P2C_STORE_PHOTO_H

#include "base/arena.h"
#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct db;

struct photo {
	const void *jpeg;
	size_t len;
	const char *sha256; /* of the JPEG, 64 hex digits */
	int64_t taken_at;
	const char *by;
};
/* ERR_NOT_FOUND when this person has none. */
enum err photo_get(struct db *db, struct arena *arena, const char *person_id, struct photo *out_photo);

/* The new one takes the place of the earlier one. ERR_CONFLICT when there is no such person. */
enum err photo_put(struct db *db, const char *person_id, const struct photo *photo);
/* ERR_NOT_FOUND when there was none. */
enum err photo_drop(struct db *db, const char *person_id);

#endif
