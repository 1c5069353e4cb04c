/* The signing ceremony: declarations with their texts, and the list of those who sign in its order. One use case is
 * one function and one change; the tables of steps are ceremony_rules.h. Not for acts on one signatory (signatory.h)
 * and not for signing (signing.h). */
#ifndef P2C_DOMAIN_CEREMONY_H
#define P2C_DOMAIN_CEREMONY_H

#include "domain/ceremony_rules.h"
#include "domain/ceremony_text.h"
#include "store/ceremony.h"
#include "store/tx.h"

enum { CEREMONY_NEXT = 3, CEREMONY_NAME_MAX = 300 /* bytes */ };

/* ---- declarations ---- */

/* NULL leaves a field as it is (or at its default in a new one: protocol order, French), "" empties it. */
struct declaration_form {
	const char *coalition, *order, *language, *session_id;
	struct texts title, body;
};
/* A draft with its text number 1. ERR_INVALID or ERR_FIELD_MISSING with the field ("coalition", "title.fr" …). */
enum err ceremony_add(struct tx *tx, const struct declaration_form *form, struct declaration *out_declaration);
/* Changes what the form names, if the row is still at `version`: ERR_STALE, and *out_declaration is then the row as
 * it is. A text that differs gets the next number and its own hash; ERR_STEP for a text that somebody has signed, and
 * where one that was opened would be left without a text in its host language. */
enum err ceremony_edit(struct tx *tx, const char *id, int64_t version, const struct declaration_form *form,
    struct declaration *out_declaration);
/* Opens, closes, re-opens for accession, or marks the launch of the coalition. Opening needs a text in the host
 * language, a launch happens once and needs a signature. ERR_STEP with the reason in words. */
enum err ceremony_step(
    struct tx *tx, const char *id, enum declaration_step step, struct declaration *out_declaration);
/* Title and body with that number, by language. ERR_NOT_FOUND when there is no such number. */
enum err ceremony_text(struct db *db, struct arena *arena, const char *id, int64_t number, struct texts *out_title,
    struct texts *out_body);

/* For signatory.c: the order is by hand from now on, with an entry where it was not. */
enum err ceremony_order_by_hand(struct tx *tx, struct declaration *declaration);

/* ---- the list ---- */

struct ceremony_counts {
	int64_t expected, called, has_signed, absent, late, declined;
};
/* A declaration with everybody on its list, in its order. */
struct ceremony {
	struct declaration declaration;
	struct signatory *signatories;
	size_t n;
	const struct signatory *now;                 /* who is called; NULL for nobody */
	const struct signatory *next[CEREMONY_NEXT]; /* who comes then: expected in order, late ones behind them */
	size_t n_next;
	struct ceremony_counts counts;
};
enum err ceremony_get(struct db *db, struct arena *arena, const char *id, struct ceremony *out_ceremony);

#endif
