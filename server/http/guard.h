/* What a request must carry before anybody looks at its content: same-origin signs, media type, Idempotency-Key.
 * Pure. Not for logins and roles: those need the store (dispatch.c). */
#ifndef P2C_HTTP_GUARD_H
#define P2C_HTTP_GUARD_H

#include "base/err.h"
#include "http/route.h"
#include "http/wire.h"

enum {
	GUARD_TOKEN_MAX = 64,
	GUARD_IMPORT_MAX = 8 * 1024 * 1024,
	GUARD_PHOTO_MAX = 4 * 1024 * 1024,
	GUARD_PLAN_MAX = 2 * 1024 * 1024,
	GUARD_PART_MAX = 4 * 1024 * 1024,
	GUARD_CAPTION_MAX = 1024 * 1024
};

/* How a request came: to the socket in the data folder (the operator), by plain HTTP, or by TLS. */
enum guard_way { GUARD_LOCAL, GUARD_PLAIN, GUARD_SECURE };

/* Checks a request for this row. Over the local socket (the operator) only the form is checked. A bearer token proves
 * a program, so it needs no Origin; everything else that changes something must come from a page of this server:
 * Origin equal to scheme://Host, X-P2C: 1 and, where the browser says it, Sec-Fetch-Site: same-origin. A POST that
 * only draws (routes.def) is asked for the same, but for no key: there is nothing to do twice. ERR_CROSS_SITE,
 * ERR_MEDIA_TYPE, ERR_KEY_MISSING, ERR_MALFORMED. */
enum err guard_check(
    const struct wire_request *wire, const struct route *route, enum guard_way way, struct fault *out_fault);
/* Does another website ask for our data? Pages and calendars may be linked to from anywhere; /api/ answers our own
 * pages only. */
bool guard_is_crossing(const struct wire_request *wire);
/* The cookie of a login: over TLS one that no plain page and no other host can set (RFC 6265bis, __Host-). */
const char *guard_cookie(bool is_secure);
/* The Set-Cookie of a login's token for so many milliseconds; "" and 0 take it away. In the arena. */
const char *guard_set_cookie(struct arena *arena, bool is_secure, const char *token, int64_t lasts_ms);
/* The login's token: from Authorization: Bearer, else from the cookie. Copies into out and returns it; NULL when
 * there is none. */
const char *guard_token(const struct wire_request *wire, bool is_secure, char out[GUARD_TOKEN_MAX + 1]);
/* The version in If-Match: "3"; 0 when the header did not come, or names what is not there yet ("0"). ERR_MALFORMED
 * when it is something else. */
enum err guard_version(const struct wire_request *wire, int64_t *out_version, struct fault *out_fault);
/* How large the body of this request may be: imports, photos and parts of videos are files. For
 * wire_rules.body_limit. */
size_t guard_body_limit(void *ctx, const struct wire_request *head);

#endif
