/* One page for whoever brings the day back on another machine, with a printed card in hand and no other knowledge:
 * numbered steps with the commands of this very server, what to do when one fails, whom to call; and at which head of
 * the journal it was printed, so that a restored copy can be told from an old one. */
#ifndef P2C_BADGES_RESTORE_CARD_H
#define P2C_BADGES_RESTORE_CARD_H

#include "badges/paper.h"

/* NULL and "" leave a place to be written by hand, or leave out what is optional. */
struct restore_card {
	struct paper paper;       /* with a head */
	const char *version;      /* of the program that has to be on the spare */
	int64_t epoch;            /* of the server that printed it */
	const char *snapshots;    /* the folder of the copies, as a word of the shell */
	const char *folder;       /* where the day is put on the spare, as a word of the shell */
	const char *addresses;    /* of the lost machine: "192.0.2.7, desk.example" */
	const char *url;          /* where anybody looks whether it works: "https://desk.example:8443" */
	const char *const *serve; /* what the server is started with, an option and its value each */
	size_t n_serve;
	const char *authority_url; /* where the venue's certificate is had; "" when there is none */
	const char *fingerprint;   /* its SHA-256 */
	const char *contact;       /* whom to call */
};

enum { RESTORE_CARD_SERVE_MAX = 8 };

/* Adds a whole PDF of one page to *out, which is untouched on failure. ERR_INVALID names "seq" (no head), "hash",
 * "snapshots" (none) or "serve" (too many); ERR_BROKEN when cairo fails. */
enum err restore_card_pdf(
    struct badge_press *press, const struct restore_card *card, struct buf *out, struct fault *out_fault);

#endif
