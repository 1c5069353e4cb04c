/* What is held of one person, on paper for that person: a heading with name and photo, then a table of names and
 * values for each row, by kind of record. Not for choosing what is held. */
#ifndef P2C_BADGES_PERSON_FILE_H
#define P2C_BADGES_PERSON_FILE_H

#include "badges/paper.h"
#include "badges/badge.h"

struct person_file_line {
	const char *name, *value;
};
struct person_file_row {
	const struct person_file_line *lines;
	size_t n;
};
struct person_file_section {
	const char *record; /* its key, "registration": the title is drawn in the paper's language */
	const struct person_file_row *rows;
	size_t n;
};
struct person_file_data {
	struct paper paper;
	const char *name, *latin;        /* in their own script; "" where that can be read without */
	const char *language;            /* theirs, BCP 47 */
	const struct badge_photo *photo; /* NULL for none */
	const struct person_file_section *sections;
	size_t n_sections;
};

/* Adds a whole PDF to *out, which is untouched on failure: ERR_INVALID with the field "hash", ERR_BROKEN when cairo
 * fails. */
enum err person_file_pdf(
    struct badge_press *press, const struct person_file_data *data, struct buf *out, struct fault *out_fault);

#endif
