/* A question as it was typed, cut into the terms that are looked for. */
#ifndef P2C_FIND_TERMS_H
#define P2C_FIND_TERMS_H

#include "find/directory_state.h"

struct term {
	const char *own;   /* in its own script, or Latin letters */
	const char *latin; /* by transliteration; NULL for a Latin term */
	const char *bones; /* as a form of the lexicon; NULL for none */
	bool optional;     /* an article, which other scripts write together with its word */
	const char *id;    /* as a registration ID's form; NULL when it has no digit */
};

/* The first FIND_TERMS_MAX terms. Pieces that hang together and have a digit ("W-0042") are one term when a
 * registration ID begins with them. */
size_t terms_read(
    const struct directory *directory, struct arena *arena, const char *text, struct term out_terms[FIND_TERMS_MAX]);

#endif
