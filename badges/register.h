/* The signed declaration with its register: the text in its languages, then a row a signatory with the signature
 * itself, those who signed after the launch and those who were absent apart, the launch and the journal's head. For
 * the archive of a ministry: everything needed to check it later stands on it. */
#ifndef P2C_BADGES_REGISTER_H
#define P2C_BADGES_REGISTER_H

#include "badges/ink.h"
#include "badges/paper.h"

/* The declaration in one language, set in that language's direction. A line feed begins a paragraph. */
struct register_text {
	const char *language; /* BCP 47 */
	const char *title;
	const char *body;
};

/* In which part of the register a row stands. */
enum register_part { REGISTER_SIGNED, REGISTER_LATE, REGISTER_ABSENT, REGISTER_PART_MAX };

enum register_means { REGISTER_TABLET, REGISTER_PAPER, REGISTER_MEANS_MAX };

struct register_signatory {
	enum register_part part;
	enum register_means means;
	const char *number;    /* "12" */
	const char *language;  /* BCP 47, of the entity's name */
	const char *entity;    /* in its own script */
	const char *country;   /* display name */
	const char *name;      /* who signed, or was to sign */
	const char *title;     /* or in which capacity: "Minister of ICT and Innovation" */
	const char *authority; /* "Full powers seen by A. Uwimana", "ex officio" */
	const char *signed_at; /* "9 June 2022, 17:21:08" */
	const char *badge;     /* of who signed on paper: "K7QF-3M2" */
	struct ink ink;        /* drawn for REGISTER_TABLET */
	const char *statement; /* a reservation or an interpretative statement, as a note under the row */
	const char *hash;      /* SHA-256 of the signature's record, 64 hex digits */
};

struct register_data {
	struct paper paper;
	const struct register_text *texts; /* at least one */
	size_t n_texts;
	const char *version;   /* of the text: "3" */
	const char *text_hash; /* SHA-256 of the text, 64 hex digits */
	const struct register_signatory *signatories;
	size_t n_signatories;
	const char *launched_at; /* when the coalition was launched; NULL: not yet */
};

/* Texts and rows; bytes of a body and of a statement. */
enum { REGISTER_TEXTS_MAX = 12, REGISTER_ROWS_MAX = 5000, REGISTER_BODY_MAX = 60000, REGISTER_STATEMENT_MAX = 4000 };

/* Adds a whole PDF to *out, which is untouched on failure. ERR_INVALID names what cannot be printed: "texts" (none or
 * too many), "body", "text_hash", "hash", "signatories", "signatories[12].hash", ".ink", ".statement", ".part";
 * ERR_BROKEN when cairo fails. */
enum err register_pdf(
    struct badge_press *press, const struct register_data *data, struct buf *out, struct fault *out_fault);

#endif
