/* The table of addresses: every row can be reached, no two rows hide each other, and what is not in it is not there.
 */
#include "http/route.h"

#include "http/handlers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct found {
	enum err err;
	const struct route *route;
	const char *params[REQUEST_PARAMS_MAX], *allow;
};

static int setup(void **state)
{
	*state = arena_create();
	return 0;
}

static int teardown(void **state)
{
	arena_destroy(*state);
	return 0;
}

static struct found find(struct arena *arena, enum wire_method method, const char *path)
{
	struct found found = { 0 };
	found.err = route_find(method, path, arena, &found.route, found.params, &found.allow);
	return found;
}

/* The pattern with "x1", "x2" in the places of its names. */
static const char *filled(struct arena *arena, const char *pattern, size_t *out_n)
{
	char *path = arena_alloc(arena, strlen(pattern) + 1);
	size_t len = 0;
	for (*out_n = 0; *pattern; pattern++) {
		if (*pattern != '{') {
			path[len++] = *pattern;
			continue;
		}
		path[len++] = 'x';
		path[len++] = (char)('0' + ++*out_n);
		pattern = strchr(pattern, '}');
	}
	return path;
}

static void every_row_is_found_under_its_own_address(void **state)
{
	size_t n;
	const struct route *routes = route_all(&n);
	assert_true(n > 50);
	for (size_t i = 0; i < n; i++) {
		size_t n_params;
		struct found found = find(*state, routes[i].method, filled(*state, routes[i].path, &n_params));
		if (found.err || found.route != &routes[i])
			fail_msg("%s %s is hidden", wire_method_name(routes[i].method), routes[i].path);
		for (size_t k = 0; k < REQUEST_PARAMS_MAX; k++)
			if (k < n_params)
				assert_string_equal(found.params[k], k ? "x2" : "x1");
			else
				assert_null(found.params[k]);
	}
}

static void rows_are_whole_and_sound(void **state)
{
	size_t n;
	const struct route *routes = route_all(&n);
	(void)state;
	for (size_t i = 0; i < n; i++) {
		const struct route *r = &routes[i];
		bool without = r->kind == ROUTE_PAGE || r->kind == ROUTE_LIVE;
		assert_int_equal(r->run == NULL, without);
		assert_true(!r->prepare || r->kind == ROUTE_DO);
		assert_int_not_equal(r->roles, 0);
		if (r->method == WIRE_GET)
			assert_int_not_equal(r->kind, ROUTE_DO);
		else if (r->kind != ROUTE_DO) /* a draft or a badge is sent to be looked at: nothing is kept of it */
			assert_true((r->kind == ROUTE_DRAW || r->kind == ROUTE_ASK || r->kind == ROUTE_TELL) &&
				    r->method == WIRE_POST);
		assert_int_equal(r->path[0], '/');
		if (r->kind == ROUTE_VIEW || r->kind == ROUTE_NOW || r->kind == ROUTE_PAGE)
			assert_true(r->roles & ROLE_ANYONE);
		for (size_t k = 0; k < i; k++)
			assert_true(routes[k].method != r->method || strcmp(routes[k].path, r->path) != 0);
	}
}

/* Who has no login yet: a person comes in, and a device asks to, shows its code and waits for the office's yes. And
 * whoever holds a badge may look at its own agenda. */
static bool is_before_a_login(const struct route *route)
{
	return route->run == on_login || route->run == on_logout || route->run == on_device_ask ||
	       route->run == on_device_enrol || route->run == on_my_agenda_scan;
}

static void nobody_may_send_anything_without_a_login_but_to_come_in(void **state)
{
	size_t n;
	const struct route *routes = route_all(&n);
	(void)state;
	for (size_t i = 0; i < n; i++)
		if (routes[i].method != WIRE_GET)
			assert_int_equal(!!(routes[i].roles & ROLE_ANYONE), is_before_a_login(&routes[i]));
}

static void addresses_that_are_not_in_the_table_are_not_there(void **state)
{
	static const char *const PATHS[] = { "/x", "/api", "/api/", "/api/participants/", "/api/participants/x/",
		"/api/participants//check-in", "/api/participants/x/check-in/", "/api/participants/x/y",
		"/API/participants", "/api/participant", "/api/participantsx", "/api/pledges/x/confirm/y",
		"/api/badges/7", "/api/badges/.pdf", "/api/badges/7.", "/api/badges/7/.pdf", "/{id}",
		"/api/openapi.jso", "/index.html" };
	for (size_t i = 0; i < sizeof PATHS / sizeof *PATHS; i++)
		for (enum wire_method m = 0; m < WIRE_METHOD_MAX; m++) {
			struct found found = find(*state, m, PATHS[i]);
			assert_int_equal(found.err, ERR_NOT_FOUND);
			assert_null(found.allow);
			assert_null(found.route);
		}
}

static void a_wrong_method_is_told_which_would_do(void **state)
{
	static const struct {
		enum wire_method method;
		const char *path, *allow;
	} CASES[] = {
		{ WIRE_DELETE, "/api/participants", "GET, POST" },
		{ WIRE_POST, "/api/participants/x", "GET, PATCH" },
		{ WIRE_PUT, "/api/pledges/x", "GET, PATCH" },
		{ WIRE_GET, "/api/login", "POST" },
		{ WIRE_HEAD, "/api/scans", "POST" },
		{ WIRE_OPTIONS, "/healthz", "GET" },
		{ WIRE_POST, "/", "GET" },
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct found found = find(*state, CASES[i].method, CASES[i].path);
		assert_int_equal(found.err, ERR_METHOD);
		assert_string_equal(found.allow, CASES[i].allow);
	}
}

static void head_is_answered_where_get_is(void **state)
{
	struct found head = find(*state, WIRE_HEAD, "/api/agenda"), get = find(*state, WIRE_GET, "/api/agenda");
	assert_int_equal(head.err, OK);
	assert_ptr_equal(head.route, get.route);
}

static void names_in_a_path_are_cut_where_the_pattern_goes_on(void **state)
{
	struct found badge = find(*state, WIRE_GET, "/api/badges/0042.png");
	assert_string_equal(badge.params[0], "0042");
	assert_string_equal(badge.params[1], "png");
	struct found dotted = find(*state, WIRE_GET, "/api/badges/7.tar.gz");
	assert_string_equal(dotted.params[0], "7");
	assert_string_equal(dotted.params[1], "tar.gz");
	struct found step = find(*state, WIRE_POST, "/api/pledges/g-1.x/publish");
	assert_string_equal(step.params[0], "g-1.x");
	assert_string_equal(step.params[1], "publish");
}

static void a_row_takes_the_names_it_lists_and_no_others(void **state)
{
	struct found pledges = find(*state, WIRE_GET, "/api/pledges"), me = find(*state, WIRE_GET, "/api/me");
	static const char *const OTHERS[] = { "", "sta", "states", "state session", " ", "State", "qq" };
	assert_true(route_takes(pledges.route, "state"));
	assert_true(route_takes(pledges.route, "session"));
	assert_true(route_takes(pledges.route, "limit"));
	for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
		assert_false(route_takes(pledges.route, OTHERS[i]));
		assert_false(route_takes(me.route, OTHERS[i]));
	}
}

#define route_test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		route_test(every_row_is_found_under_its_own_address),
		route_test(rows_are_whole_and_sound),
		route_test(nobody_may_send_anything_without_a_login_but_to_come_in),
		route_test(addresses_that_are_not_in_the_table_are_not_there),
		route_test(a_wrong_method_is_told_which_would_do),
		route_test(head_is_answered_where_get_is),
		route_test(names_in_a_path_are_cut_where_the_pattern_goes_on),
		route_test(a_row_takes_the_names_it_lists_and_no_others),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
