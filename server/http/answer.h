/* What is sent back for one request, as a value: a handler fills it, the connection writes it.
 * Not for errors in JSON: views above write those into a body. */
#ifndef P2C_HTTP_ANSWER_H
#define P2C_HTTP_ANSWER_H

#include "http/body.h"
#include "http/file_send.h"

#include <stdbool.h>
#include <stddef.h>

enum { ANSWER_HEADERS_MAX = 8 };

/* Which content security policy goes with it (the other security headers are the same on every answer). */
enum answer_policy {
	ANSWER_DATA, /* nothing may run: JSON, files to download, refusals */
	ANSWER_PAGE, /* our own pages, their scripts and workers */
	ANSWER_LOOK, /* a page that other pages of ours may show within them: the wall, seen small */
};

struct answer_header {
	const char *name, *value;
};

/* An all-zero answer with a status is complete. Text is copied while the answer is given; a text with control
 * characters or 8-bit bytes turns the whole answer into a 500. */
struct answer {
	int status;               /* 200..599; 204 and 304 never carry a body */
	const char *content_type; /* NULL: none */
	/* What is sent: bytes[0..len), or the whole body when bytes is NULL. A body given beside bytes keeps them
	 * alive (they lie in it when it is a file); without one they live as long as the program. The connection
	 * takes a reference of its own: the caller's stays the caller's. */
	struct body *body;
	const char *bytes;
	size_t len;
	/* Or a file, which passes to the connection: answering ends it, whatever becomes of the answer. */
	struct file_send *file;
	const char *etag;  /* quoted, or NULL */
	const char *cache; /* Cache-Control; NULL: no-store */
	enum answer_policy policy;
	bool close; /* the connection ends after this answer */
	/* What answer_fix wrote of it before, so that it need not be written again; NULL: none. */
	const struct buf *fixed;
	struct answer_header headers[ANSWER_HEADERS_MAX];
	unsigned n_headers;
	char content_range[72]; /* empty: none */
};

/* One header more; at most ANSWER_HEADERS_MAX, beyond that the program is wrong and ends. */
void answer_add(struct answer *answer, const char *name, const char *value);
/* Writes the part of the head that is the same each time, for what is answered again and again. What it is made of
 * must be sound: it is the program's own. */
void answer_fix(struct buf *out, const struct answer *answer);
/* The words of a status: "Not Found"; "" for one that is not in RFC 9110, 6585 or 4918. */
const char *answer_words(int status);

#endif
