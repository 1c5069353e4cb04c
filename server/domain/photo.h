/* A person's photo on the day: kept, replaced, removed. The journal has its SHA-256, never the picture. Not for
 * pixels (badges/photo.h). */
#ifndef P2C_DOMAIN_PHOTO_H
#define P2C_DOMAIN_PHOTO_H

#include "store/read.h"
#include "store/tx.h"

/* Keeps a JPEG made by photo_take as this person's photo; an earlier one is gone. Raises the person's version.
 * ERR_NOT_FOUND when there is no such person. */
enum err photo_keep(struct tx *tx, const char *person_id, const void *jpeg, size_t len, struct person *out_person);
/* Takes it away. ERR_STEP when there is none, ERR_NOT_FOUND when there is no such person. */
enum err photo_remove(struct tx *tx, const char *person_id, struct person *out_person);

#endif
