/* The changes of the signing ceremony's rows; the rules are write.h's. */
#ifndef P2C_STORE_CEREMONY_WRITE_H
#define P2C_STORE_CEREMONY_WRITE_H

#include "store/ceremony.h"

enum err declaration_add(struct db *db, const struct declaration *declaration, int64_t now);
enum err declaration_edit(struct db *db, const struct declaration *declaration);
/* One language of the text with that number. */
enum err declaration_text_add(
    struct db *db, const char *declaration_id, int64_t number, const struct declaration_text *text);

/* Adds at the end of the order by hand; the entity's id, person_id, state, capacity and authority are read. */
enum err signatory_add(struct db *db, const struct signatory *signatory);
enum err signatory_edit(struct db *db, const struct signatory *signatory);
/* Its place by hand; no new version, for the order is the declaration's. */
enum err signatory_place(struct db *db, const char *id, int64_t hand);

/* ERR_CONFLICT when one of this signatory is in force. */
enum err signature_add(struct db *db, const struct signature *signature);
/* annulled_at, annulled_by and annul_reason are read. */
enum err signature_annul(struct db *db, const struct signature *signature);

#endif
