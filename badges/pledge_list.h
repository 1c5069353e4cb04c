/* The list of pledges: what was confirmed and what was only heard, totalled apart, then a row a pledge. Not for
 * adding up (the caller brings the totals) nor for formatting amounts in their own currency. */
#ifndef P2C_BADGES_PLEDGE_LIST_H
#define P2C_BADGES_PLEDGE_LIST_H

#include "badges/paper.h"

#include <stdbool.h>

struct pledge_list_pledger {
	const char *name;    /* in its own script */
	const char *country; /* display name */
	bool lead;
};

struct pledge_list_row {
	int64_t number;
	const char *state;    /* "submitted", "heard", "confirmed", "signed", "published", "withdrawn" */
	const char *type;     /* "financial", "policy", "advocacy", "programmatic" */
	unsigned focus_areas; /* bits: 1 access, 2 adoption, 4 value creation, 8 accelerate */
	const char *language; /* BCP 47, of the title */
	const char *title;
	const char *amount;   /* plain decimal, "25000000" or "1200.50"; NULL or "": none */
	const char *currency; /* ISO 4217 */
	int64_t usd;          /* estimated, whole dollars; 0: none */
	const struct pledge_list_pledger *pledgers;
	size_t n_pledgers;
	const char *const *countries; /* of the beneficiaries, display names */
	size_t n_countries;
};

struct pledge_list_sum {
	int64_t count, usd; /* whole dollars, estimated */
};

struct pledge_list_data {
	struct paper paper;
	const char *scope; /* which pledges these are, one line under the title; may be NULL */
	struct pledge_list_sum confirmed, heard;
	const struct pledge_list_row *rows;
	size_t n_rows;
};

enum { PLEDGE_LIST_ROWS_MAX = 10000 };

/* Adds a whole PDF to *out, which is untouched on failure. ERR_INVALID names what cannot be printed: "rows",
 * "rows[3].state", "rows[3].type", "rows[3].focus_areas", "rows[3].amount", "rows[3].currency", "hash"; ERR_BROKEN
 * when cairo fails. */
enum err pledge_list_pdf(
    struct badge_press *press, const struct pledge_list_data *data, struct buf *out, struct fault *out_fault);

#endif
