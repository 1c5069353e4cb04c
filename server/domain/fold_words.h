/* A text cut into the words it is found by, and the forms a word is looked up in: its own script without case and
 * accents, Latin letters, and a skeleton of consonants for scripts that write no vowels or spell them in many ways.
 * Not for whole texts (fold.h) and not for deciding what fits (find/). Thread safe. */
#ifndef P2C_DOMAIN_FOLD_WORDS_H
#define P2C_DOMAIN_FOLD_WORDS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FOLD_FORM_MAX = 96 /* bytes; a longer form is cut */, FOLD_FORMS_MAX = 8, FOLD_PIECES_MAX = 96 };

/* A piece of a text. */
struct fold_piece {
	const char *text; /* as written; not terminated */
	size_t len;
	uint32_t from, to; /* where it stands, in UTF-16 units */
	uint32_t word;     /* which word of the text it belongs to, from 0 */
	bool whole;        /* a word; otherwise a part of one (王 of 王小明) or two together (Al Amin) */
};
/* The pieces of a text, in its order, at most FOLD_PIECES_MAX. With `parts`, Han and Hangul names of two to four
 * characters also give their family and given name, and a word of at most three letters also goes together with the
 * next. Format characters and signs do not matter. */
size_t fold_pieces(const char *text, bool parts, struct fold_piece out_pieces[FOLD_PIECES_MAX]);

/* FOLD_OWN: its script, or Latin letters for a Latin word. FOLD_LATIN: by transliteration. FOLD_BONES: consonants. */
enum fold_kind { FOLD_OWN, FOLD_LATIN, FOLD_BONES, FOLD_KIND_MAX };
struct fold_form {
	const char *text;
	enum fold_kind kind;
};
/* Is it written in signs that are words or syllables by themselves, Han or Hangul, with nothing else beside them? */
bool fold_is_signs(const char *text);

/* The forms of one piece, without spaces; none for a piece without letters. An Arabic word with an article also has
 * the forms without it. */
size_t fold_forms(struct arena *arena, const char *piece, size_t len, struct fold_form out_forms[FOLD_FORMS_MAX]);

/* The consonants of a Latin word in classes that spellings share: "muhammad" and "mohamed" are "mhmd". "" when there
 * are none. `out` has FOLD_BONES_ROOM bytes. */
#define FOLD_BONES_ROOM(latin) (2 * strlen(latin) + 2)
void fold_bones(const char *latin, char *out);

/* Where the bytes [from, to) of a piece's FOLD_OWN form come from, in UTF-16 units from the piece's beginning; the
 * whole piece when that cannot be said. */
void fold_locate(struct arena *arena, const struct fold_piece *piece, const char *own, size_t from, size_t to,
    uint32_t *out_from, uint32_t *out_to);

#endif
