/* Static files: pages, scripts and styles of kiosk/, embedded in the program or read from a folder while one works on
 * them. ETag, conditional requests, gzip and one Range (RFC 9110 §13, §14). Not for generated documents. */
#ifndef P2C_HTTP_FILES_H
#define P2C_HTTP_FILES_H

#include "http/answer.h"
#include "http/wire.h"

#include <stdbool.h>
#include <stddef.h>

/* One file. The table the front end's build embeds is sorted by path (strcmp). */
struct asset {
	const char *path; /* as requested, "/assets/desk-3fa1c2.js"; of some pages as routed, "/sign/{room}" */
	const char *content_type;
	const char *etag;      /* quoted */
	const char *gzip_etag; /* quoted, another one; NULL when there is no gzip form */
	const char *bytes;
	size_t len;
	const char *gzip;
	size_t gzip_len;
	bool immutable;     /* the name has a hash of the content: cache for a year */
	struct body *owner; /* keeps bytes and gzip alive; NULL for embedded ones */
};

struct files;

/* Files from a table (not copied) and, when `folder` is not NULL, before it from that folder: read when first asked
 * for and again when they change; "/x" is also looked for as "x.html", "/" as "index.html". */
struct files *files_create(const struct asset *table, size_t n, const char *folder);
void files_destroy(struct files *files);
/* The file under this path, or NULL. Valid until the next files_find. */
const struct asset *files_find(struct files *files, const char *path);

/* The answer for a GET or HEAD of this file: 200, 206, 304 or 416. Pure; *out_answer borrows from the asset. */
void files_answer(const struct asset *asset, const struct wire_request *request, struct answer *out_answer);

#endif
