/* One page to sign at the close of a session: the journal's head, in groups to read aloud and as a QR, what it
 * counts, and how anybody checks the data against it later. */
#ifndef P2C_BADGES_EVIDENCE_H
#define P2C_BADGES_EVIDENCE_H

#include "badges/paper.h"

/* A fact with a number: { "Pledges confirmed", "212" }, in the paper's language. */
struct evidence_count {
	const char *words, *value;
};

struct evidence_data {
	struct paper paper;    /* with a head */
	const char *session;   /* at whose close */
	const char *closed_at; /* as people read it */
	const struct evidence_count *counts;
	size_t n_counts;
	const char *signers[2]; /* who is to sign, under the two lines; NULL leaves only the line */
};

enum { EVIDENCE_COUNTS_MAX = 12 };

/* Adds a whole PDF of one page to *out, which is untouched on failure. ERR_INVALID names "seq" (no head), "hash",
 * "session" (none) or "counts" (too many); ERR_BROKEN when cairo fails. */
enum err evidence_pdf(
    struct badge_press *press, const struct evidence_data *data, struct buf *out, struct fault *out_fault);

#endif
