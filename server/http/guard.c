/* See guard.h. */
#include "http/guard.h"

#include "domain/act.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char BEARER[] = "Bearer ";
static const char API[] = "/api/";

/* Bodies by address: how large, of which media types. The first row that fits counts; the last one fits all. */
enum { TYPES_MAX = 5 };
static const struct kind_of_body {
	const char *starts, *has, *ends;
	size_t limit;
	const char *types[TYPES_MAX];
} BODIES[] = {
	{ "/api/import/", "", "", GUARD_IMPORT_MAX,
	    { "text/csv", "text/calendar", "application/xml", "text/xml", "application/json" } },
	{ "/api/participants/", "", "/photo", GUARD_PHOTO_MAX, { "image/jpeg", "image/png" } },
	{ "/api/videos/", "/parts/", "", GUARD_PART_MAX, { "application/octet-stream" } },
	{ "/api/videos/", "", "/captions", GUARD_CAPTION_MAX, { "text/vtt", "application/x-subrip", "text/plain" } },
	{ "/api/plan", "", "", GUARD_PLAN_MAX, { "image/svg+xml", "image/png" } },
	{ "", "", "", WIRE_BODY_MAX, { "application/json" } },
};

static bool ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), end_len = strlen(end);
	return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

static const struct kind_of_body *body_of(const char *path)
{
	const struct kind_of_body *body = BODIES;
	while (strncmp(path, body->starts, strlen(body->starts)) != 0 || !strstr(path, body->has) ||
	       !ends_with(path, body->ends))
		body++;
	return body;
}

size_t guard_body_limit(void *ctx, const struct wire_request *head)
{
	(void)ctx;
	return body_of(head->path)->limit;
}

static bool starts_with(const char *text, const char *start)
{
	return text && strncasecmp(text, start, strlen(start)) == 0;
}

static bool has_bearer(const struct wire_request *wire)
{
	return starts_with(wire_known(wire, WIRE_AUTHORIZATION), BEARER);
}

const char *guard_cookie(bool is_secure)
{
	return is_secure ? "__Host-p2c=" : "p2c=";
}

const char *guard_set_cookie(struct arena *arena, bool is_secure, const char *token, int64_t lasts_ms)
{
	return arena_printf(arena, "%s%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%lld%s", guard_cookie(is_secure),
	    token, (long long)(lasts_ms / 1000), is_secure ? "; Secure" : "");
}

const char *guard_token(const struct wire_request *wire, bool is_secure, char out[GUARD_TOKEN_MAX + 1])
{
	const char *from = NULL, *cookies = wire_known(wire, WIRE_COOKIE), *name = guard_cookie(is_secure);
	size_t len = 0, name_len = strlen(name);
	if (has_bearer(wire)) {
		from = wire_known(wire, WIRE_AUTHORIZATION) + sizeof BEARER - 1;
		len = strlen(from);
	}
	while (!from && cookies && *cookies) {
		len = strcspn(cookies, ";");
		if (strncmp(cookies, name, name_len) == 0) {
			from = cookies + name_len;
			len -= name_len;
			break;
		}
		cookies += len + strspn(cookies + len, "; ");
	}
	if (!from || !len || len > GUARD_TOKEN_MAX)
		return NULL;
	memcpy(out, from, len);
	out[len] = '\0';
	return out;
}

/* Is it the media type, with or without parameters? */
static bool is_type(const char *header, const char *type)
{
	size_t len = strlen(type);
	return starts_with(header, type) && (!header[len] || header[len] == ';' || header[len] == ' ');
}

static bool type_is_fit(const struct wire_request *wire)
{
	const struct kind_of_body *body = body_of(wire->path);
	const char *type = wire_known(wire, WIRE_CONTENT_TYPE);
	for (size_t i = 0; i < TYPES_MAX && body->types[i]; i++)
		if (is_type(type, body->types[i]))
			return true;
	return false;
}

/* Origin must be this server as the browser knows it: scheme and the Host it asked for. */
static bool origin_is_ours(const struct wire_request *wire, bool is_secure)
{
	const char *origin = wire_known(wire, WIRE_ORIGIN), *host = wire_known(wire, WIRE_HOST);
	const char *scheme = is_secure ? "https://" : "http://";
	return host && starts_with(origin, scheme) && strcasecmp(origin + strlen(scheme), host) == 0;
}

static enum err check_source(const struct wire_request *wire, bool is_secure, struct fault *out_fault)
{
	const char *site = wire_known(wire, WIRE_SEC_FETCH_SITE), *mark = wire_known(wire, WIRE_X_P2C);
	if (site && strcmp(site, "same-origin") != 0)
		return fault_set(out_fault, ERR_CROSS_SITE, "Sec-Fetch-Site", NULL);
	if (!origin_is_ours(wire, is_secure))
		return fault_set(out_fault, ERR_CROSS_SITE, "Origin", NULL);
	if (!mark || strcmp(mark, "1") != 0)
		return fault_set(out_fault, ERR_CROSS_SITE, "X-P2C", NULL);
	return OK;
}

bool guard_is_crossing(const struct wire_request *wire)
{
	const char *site = wire_known(wire, WIRE_SEC_FETCH_SITE);
	return site && strcmp(site, "cross-site") == 0 && strncmp(wire->path, API, sizeof API - 1) == 0;
}

enum err guard_check(
    const struct wire_request *wire, const struct route *route, enum guard_way way, struct fault *out_fault)
{
	const char *key = wire_known(wire, WIRE_IDEMPOTENCY_KEY);
	if (route->method == WIRE_GET)
		return guard_is_crossing(wire) ? fault_set(out_fault, ERR_CROSS_SITE, "Sec-Fetch-Site", NULL) : OK;
	enum err err =
	    way == GUARD_LOCAL || has_bearer(wire) ? OK : check_source(wire, way == GUARD_SECURE, out_fault);
	if (!err && !type_is_fit(wire))
		err = fault_set(out_fault, ERR_MEDIA_TYPE, "Content-Type", NULL);
	if (!err && route->kind == ROUTE_DO && (!key || !act_key_is_valid(key)))
		err = fault_set(out_fault, ERR_KEY_MISSING, "Idempotency-Key", NULL);
	return err;
}

enum err guard_version(const struct wire_request *wire, int64_t *out_version, struct fault *out_fault)
{
	const char *header = wire_known(wire, WIRE_IF_MATCH);
	char *end = NULL;
	*out_version = 0;
	if (!header)
		return OK;
	if (strcmp(header, "\"0\"") == 0)
		return OK; /* the version of what is not there yet */
	bool quoted = header[0] == '"' && header[1] >= '1' && header[1] <= '9';
	long long version = quoted ? strtoll(header + 1, &end, 10) : 0;
	if (!quoted || strcmp(end, "\"") != 0)
		return fault_set(
		    out_fault, ERR_MALFORMED, "If-Match", "If-Match is a version in quotes, such as \"3\".");
	*out_version = version;
	return OK;
}
