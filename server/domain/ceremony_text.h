/* What is signed, byte for byte, so that a reader can rebuild it and compare SHA-256 sums. Pure: no store, no clock.
 *
 * The text of a declaration (GET /api/declarations/{id}.txt) is UTF-8. For each language that has a title, in the
 * order of their codes (ar en es fr ru zh), with an empty line between languages:
 *
 *     [en]
 *     The title
 *
 *     The body, as many lines as it has
 *
 * Every line ends with one line feed. Lines have no spaces or tabs at their end, a body neither begins nor ends with
 * an empty line, a title is one line; text without a body ends after the title. Nothing else is normalised. A body's
 * line may not itself look like "[en]", so no two texts have the same bytes.
 *
 * The record of a signature (GET /api/signatures/{id}.txt) is UTF-8, one line a fact, in this order:
 *
 *     P2C SIGNATURE 1
 *     declaration: the declaration's id
 *     text: its number and SHA-256, with a space between
 *     entity: id of the signatory entity
 *     person: id of the person who signed
 *     means: tablet or paper
 *     time: milliseconds since 1970-01-01T00:00:00Z
 *     strokes: compact JSON, as GET /api/declarations/{id}/signatures has it; empty on paper
 *     reservation: text, may be empty
 *     statement: text, may be empty
 *
 * Where a text has more lines, each further one begins with a tab. */
#ifndef P2C_DOMAIN_CEREMONY_TEXT_H
#define P2C_DOMAIN_CEREMONY_TEXT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "schedule/agenda.h"
#include "store/ceremony.h"

enum {
	CEREMONY_HASH_LEN = 64,
	CEREMONY_TITLE_MAX = 400,    /* bytes */
	CEREMONY_BODY_MAX = 20000,   /* a language */
	CEREMONY_REMARK_MAX = 4000,  /* a reservation or a statement */
	CEREMONY_STROKES_MAX = 60000 /* bytes of JSON; a request has 64 KiB */
};

/* Text as it is kept: line ends are line feeds, no spaces at ends of lines, no empty lines around it; in the arena.
 */
const char *ceremony_clean(struct arena *arena, const char *text);
/* May these stand as title and body (both cleaned)? ERR_INVALID with the field "title.fr" or "body.fr" and why. */
enum err ceremony_check_text(const char *language, const char *title, const char *body, struct fault *out_fault);
/* The bytes that are hashed; texts that have no title are left out. Adds to *out. */
void ceremony_text_write(const struct texts *title, const struct texts *body, struct buf *out);
/* Adds the record of a signature, as above. */
void ceremony_record_write(const struct signature *signature, struct buf *out);
/* SHA-256 in hexadecimal, lower case. */
void ceremony_hash(const struct buf *bytes, char out_hash[CEREMONY_HASH_LEN + 1]);

/* An instant as people read it, in the day's zone and to the second, since signatures follow each other fast:
 * "2022-06-08 16:04:31". */
const char *ceremony_time(struct arena *arena, int64_t at);

/* Are they strokes: a list of at least one stroke, each a list of at least one [x, y, t], whole numbers from 0 on, x
 * and y at most 100,000 (thousandths of the pad's width), t the milliseconds since the pen first touched, never
 * running backwards? `json` is compact. ERR_INVALID with the field "strokes" and why. */
enum err ceremony_check_strokes(const char *json, struct fault *out_fault);

#endif
