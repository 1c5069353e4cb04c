/* The questions about the signing ceremony and the rows that answer them; the rules are read.h's: text lives in the
 * arena and is never NULL, 0 stands for an instant that has not come. Not for changes (ceremony_write.h) and not for
 * rules (domain/). */
#ifndef P2C_STORE_CEREMONY_H
#define P2C_STORE_CEREMONY_H

#include "store/read.h"

struct declaration {
	const char *id, *state, *coalition, *order, *language, *session_id /* "" for none */, *sha256;
	int64_t version, number /* of the present text */, opened_at, closed_at, launched_at;
	int64_t signatories, n_signed; /* counted; signatures in force */
	bool reopened;
};
enum err declaration_get(struct db *db, struct arena *arena, const char *id, struct declaration *out_declaration);
/* Oldest first. */
enum err declaration_all(struct db *db, struct arena *arena, struct declaration **out_declarations, size_t *out_n);

struct declaration_text {
	const char *language, *title, *body;
};
/* The text of that number, by language code; none when there is no such number. */
enum err declaration_texts(struct db *db, struct arena *arena, const char *id, int64_t number,
    struct declaration_text **out_texts, size_t *out_n);

struct signature {
	const char *id; /* "" where there is none */
	const char *signatory_id, *declaration_id, *person_id, *means, *device, *badge, *text_sha256, *reservation,
	    *statement, *sha256, *annulled_by, *annul_reason;
	int64_t signed_at, number /* of the text */, annulled_at;
	bool accession;
	/* Only where signatures are asked for, not inside a signatory: */
	const char *strokes, *display, *latin, *title, *capacity;
	struct entity entity;
};
enum err signature_get(struct db *db, struct arena *arena, const char *id, struct signature *out_signature);
/* Of one declaration, or of all with ""; in the order of signing, annulled ones too. */
enum err signature_list(
    struct db *db, struct arena *arena, const char *declaration_id, struct signature **out_signatures, size_t *out_n);
/* The latest in force; ERR_NOT_FOUND when nobody has signed. */
enum err signature_last(
    struct db *db, struct arena *arena, const char *declaration_id, struct signature *out_signature);

struct signatory {
	const char *id, *declaration_id, *state, *capacity, *authority, *authority_kind, *authority_by;
	const char *person_id /* "" for nobody yet */, *display, *latin, *title, *category;
	int64_t version, hand, authority_at, called_at, photo_at;
	struct entity entity;
	struct signature signature; /* the one in force */
};
enum err signatory_get(struct db *db, struct arena *arena, const char *id, struct signatory *out_signatory);
/* By hand; domain/ceremony.h puts them in the order of the declaration. */
enum err signatory_rows(struct db *db, struct arena *arena, const char *declaration_id,
    struct signatory **out_signatories, size_t *out_n);

#endif
