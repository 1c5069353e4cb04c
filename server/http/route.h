/* The route table as a value, and how a request finds its row. Pure. */
#ifndef P2C_HTTP_ROUTE_H
#define P2C_HTTP_ROUTE_H

#include "domain/access.h"
#include "http/request.h"
#include "http/wire.h"

enum route_kind {
	ROUTE_ASK,
	ROUTE_DO,
	ROUTE_DRAW,
	ROUTE_VIEW,
	ROUTE_PAGE,
	ROUTE_LIVE,
	ROUTE_NOW,
	ROUTE_TELL,
	ROUTE_KIND_MAX
};

struct route {
	enum wire_method method;
	const char *path; /* with {name} where something stands in for it */
	enum route_kind kind;
	unsigned roles;
	handler *run, *prepare;
	const char *query; /* names it takes, separated by spaces */
};

/* All rows, in the order of routes.def. */
const struct route *route_all(size_t *out_n);
/* The row for a request; what stood for {…} is copied into params. ERR_NOT_FOUND, or ERR_METHOD when only the method
 * is wrong
 * (*out_allow then lists those that would do, "GET, POST"). A HEAD finds the GET row. */
enum err route_find(enum wire_method method, const char *path, struct arena *arena, const struct route **out_route,
    const char *params[REQUEST_PARAMS_MAX], const char **out_allow);
/* Does the row know this query parameter? */
bool route_takes(const struct route *route, const char *name);

#endif
