/* Everything that is held of one person, for that person: master data, photo, badges, scans, what they spoke, pledged
 * and signed, and every journal entry about them with its seal opened; with the registrations that were merged into
 * theirs. As JSON and as a document on paper (badges/person_file.h). Who takes such a copy is in the journal. */
#ifndef P2C_DOMAIN_PERSON_EXPORT_H
#define P2C_DOMAIN_PERSON_EXPORT_H

#include "badges/person_file.h"
#include "base/buf.h"
#include "store/tx.h"

enum { PERSON_EXPORT_MINUTES = 15 };

/* Writes into the journal that the actor takes a copy, which allows it for PERSON_EXPORT_MINUTES. ERR_NOT_FOUND. */
enum err person_export_open(struct tx *tx, const char *person_id);
/* ERR_STEP when this actor has not said so. */
enum err person_export_may(struct db *db, struct arena *arena, const char *person_id, const char *actor, int64_t now,
    struct fault *out_fault);
/* Adds the JSON to *out. ERR_NOT_FOUND. */
enum err person_export_json(struct db *db, struct arena *arena, const char *person_id, int64_t now, struct buf *out);
/* The same for paper; `language` of its headings, NULL for English. */
enum err person_export_file(struct db *db, struct arena *arena, const char *person_id, const char *language,
    int64_t now, struct person_file_data *out_data);

/* What is held, in numbers: rows by table, with what an erasure would do to them. */
struct person_held {
	const char *record, *table;
	const char *fate; /* privacy_fate_key */
	int64_t rows;
};
enum err person_held(
    struct db *db, struct arena *arena, const char *person_id, struct person_held **out_held, size_t *out_n);

#endif
