/* See route.h. Sixty rows are walked in order: cheaper than it looks, since almost every row fails at its first
 * bytes. */
#include "http/route.h"

#include "http/handlers.h"

#include <string.h>

#define ANYONE ROLE_ANYONE
#define KIOSK ROLE_KIOSK
#define DOOR ROLE_DOOR
#define DESK ROLE_DESK
#define MODERATOR ROLE_MODERATOR
#define RAPPORTEUR ROLE_RAPPORTEUR
#define PROTOCOL ROLE_PROTOCOL
#define AGENDA ROLE_AGENDA
#define ADMIN ROLE_ADMIN
#define DELEGATE ROLE_DELEGATE
#define SCREEN ROLE_SCREEN

static const struct route ROUTES[] = {
#define ROUTE(method, path, kind, roles, handler, prepare, query)                                                    \
	{ WIRE_##method, path, ROUTE_##kind, roles, handler, prepare, query },
#include "http/routes.def"
#undef ROUTE
};

enum { ROUTES_N = sizeof ROUTES / sizeof *ROUTES };

const struct route *route_all(size_t *out_n)
{
	*out_n = ROUTES_N;
	return ROUTES;
}

/* Does the path fit the pattern? A {name} takes one segment, or the part of it up to the character that follows in
 * the pattern; it never takes nothing. */
static bool fits(const char *pattern, const char *path, const char *starts[], size_t lens[])
{
	size_t n = 0;
	while (*pattern && *path) {
		if (*pattern != '{') {
			if (*pattern++ != *path++)
				return false;
			continue;
		}
		pattern = strchr(pattern, '}') + 1;
		char stop[] = { '/', *pattern, '\0' };
		size_t len = strcspn(path, stop);
		if (!len || n == REQUEST_PARAMS_MAX)
			return false;
		starts[n] = path;
		lens[n++] = len;
		path += len;
	}
	return !*pattern && !*path;
}

static bool same_method(enum wire_method row, enum wire_method asked)
{
	return row == asked || (row == WIRE_GET && asked == WIRE_HEAD);
}

enum err route_find(enum wire_method method, const char *path, struct arena *arena, const struct route **out_route,
    const char *params[REQUEST_PARAMS_MAX], const char **out_allow)
{
	const char *allow = NULL;
	for (size_t i = 0; i < ROUTES_N; i++) {
		const char *starts[REQUEST_PARAMS_MAX] = { 0 };
		size_t lens[REQUEST_PARAMS_MAX] = { 0 };
		if (!fits(ROUTES[i].path, path, starts, lens))
			continue;
		if (!same_method(ROUTES[i].method, method)) {
			const char *name = wire_method_name(ROUTES[i].method);
			allow = allow ? arena_printf(arena, "%s, %s", allow, name) : name;
			continue;
		}
		for (size_t k = 0; k < REQUEST_PARAMS_MAX; k++)
			params[k] = starts[k] ? arena_copy(arena, starts[k], lens[k]) : NULL;
		*out_route = &ROUTES[i];
		return OK;
	}
	*out_allow = allow;
	return allow ? ERR_METHOD : ERR_NOT_FOUND;
}

bool route_takes(const struct route *route, const char *name)
{
	size_t len = strlen(name);
	for (const char *at = route->query; *at; at += strcspn(at, " "), at += strspn(at, " "))
		if (strcspn(at, " ") == len && strncmp(at, name, len) == 0)
			return true;
	return false;
}
