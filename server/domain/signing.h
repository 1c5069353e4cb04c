/* The act of signing: checked, hashed, kept for ever; taken back only with a reason. And what follows from it: the
 * members of the coalitions and the scene on the wall. */
#ifndef P2C_DOMAIN_SIGNING_H
#define P2C_DOMAIN_SIGNING_H

#include "domain/signatory.h"

enum { SIGNING_SLACK_MS = 60 * 1000 };

struct signing_form {
	const char *signatory_id;            /* or by the badge alone: */
	const char *code;                    /* of the scanned badge; evidence of who signs on paper */
	const char *means;                   /* tablet, paper */
	const char *strokes;                 /* compact JSON, on the tablet only (ceremony_text.h) */
	const char *text_sha256;             /* of the text that lay before the signatory */
	const char *reservation, *statement; /* NULL for none */
};
/* Signs for a signatory of this declaration. The time is the server's; where its clock stands up to SIGNING_SLACK_MS
 * before the last signature, that one's time is taken, so that the order holds. The record is hashed as
 * ceremony_text.h says. Refused with the reason in words: ERR_STEP (declaration not open, not called, no authority
 * seen, nobody named), ERR_CONFLICT (signed already, text changed meanwhile, badge of somebody else, clock that
 * jumped), ERR_BADGE_REVOKED, ERR_CODE_UNKNOWN, ERR_INVALID and ERR_FIELD_MISSING with the field. */
enum err signing_sign(
    struct tx *tx, const char *declaration_id, const struct signing_form *form, struct signature *out_signature);
/* Takes a signature back: it is kept with who and why, its signatory is expected again. ERR_FIELD_MISSING without a
 * reason, ERR_STEP when it was annulled already. */
enum err signing_annul(struct tx *tx, const char *id, const char *reason, struct signature *out_signature);

/* Members of the coalitions: who has signed, in the order of signing; of one declaration, or of all with "". */
enum err signing_members(
    struct db *db, struct arena *arena, const char *declaration_id, struct signature **out_members, size_t *out_n);
/* The members of all coalitions as a table for spreadsheets: adds CSV to *out. */
enum err signing_members_csv(struct db *db, struct buf *out);

/* What a wall shows of the ceremony: the open declaration (the one opened last), or else the one closed last. */
struct signing_scene {
	bool any; /* false: there is nothing to show */
	struct ceremony ceremony;
	struct texts title;
	struct signature last; /* id "": nobody has signed; strokes only while the wall's scene is signing */
};
enum err signing_scene_get(struct db *db, struct arena *arena, struct signing_scene *out_scene);

#endif
