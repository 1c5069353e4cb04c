/* What the page of evidence says at the close of a session: how many spoke and how many were not heard, what was
 * pledged, and at which head of the journal. The one place that turns rows into evidence_data. */
#ifndef P2C_DOMAIN_EVIDENCE_H
#define P2C_DOMAIN_EVIDENCE_H

#include "badges/evidence.h"
#include "store/read.h"

/* Fills *out_data with text in the arena; an empty session_id means the whole day. ERR_NOT_FOUND for a session that
 * does not exist. */
enum err evidence_facts(struct db *db, struct arena *arena, const char *session_id, const char *language, int64_t now,
    struct evidence_data *out_data);

#endif
