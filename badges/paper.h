/* What every document on paper says of itself: in which language, of which day, made when, at which head of the
 * journal. The documents are register.h, pledge_list.h, slips.h and evidence.h: values in, PDF bytes out, A4, no
 * clock and no database; equal values give equal bytes. Not for drawing (document.h). */
#ifndef P2C_BADGES_PAPER_H
#define P2C_BADGES_PAPER_H

#include "badges/press.h"
#include "base/buf.h"
#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

/* All text UTF-8 and as it came: it is cleaned (text.h) before it is set; NULL and "" leave a place empty. */
struct paper {
	const char *language; /* BCP 47, of headings and column titles; none of the six official ones means English */
	const char *day_title; /* "Partner2Connect · Kigali, 7–9 June 2022", at the top of every page */
	const char *made_at;   /* as people read it: "9 June 2022, 17:42 CAT" */
	const char
	    *made_iso;    /* the same for the file's properties: "2022-06-09T15:42:00Z"; NULL leaves them undated */
	uint64_t seq;     /* the journal's head when the values were read; 0 is no head */
	const char *hash; /* its SHA-256, 64 hex digits; NULL only where seq is 0 */
};

/* What a QR of the head says: "P2C HEAD 1234:9F86D081…", upper case. */
enum { PAPER_HEAD_LEN = 100 };
/* ERR_INVALID with field "hash" when the hash is not 64 hex digits, or missing beside a seq. Gives "" for no head. */
enum err paper_head(const struct paper *paper, char out_head[PAPER_HEAD_LEN], struct fault *out_fault);
/* May the text stand as a SHA-256? ERR_INVALID with that field unless it is 64 hex digits, or NULL or "". */
enum err paper_check_hash(const char *field, const char *hash, struct fault *out_fault);

#endif
