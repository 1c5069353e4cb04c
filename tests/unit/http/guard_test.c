/* What a request must carry before anybody looks at its content, one missing sign at a time. */
#include "http/guard.h"

#include "ask.h"

#define PAGE_SIGNS "Origin: http://localhost\r\nX-P2C: 1\r\nSec-Fetch-Site: same-origin\r\n"
#define JSON_TYPE "Content-Type: application/json\r\n"
#define KEY "Idempotency-Key: key-0001\r\n"

static const struct route DO_ROW = { .method = WIRE_POST, .path = "/api/pledges", .kind = ROUTE_DO, .query = "" };
static const struct route ASK_ROW = { .method = WIRE_GET, .path = "/api/pledges", .kind = ROUTE_ASK, .query = "" };
static const struct route PAGE_ROW = { .method = WIRE_GET, .path = "/desk", .kind = ROUTE_PAGE, .query = "" };

static enum err check_at(const char *target, const char *headers, enum guard_way way, struct fault *out_fault)
{
	struct ask ask;
	char line[100];
	snprintf(line, sizeof line, "POST %s", target);
	return guard_check(ask_read(&ask, line, headers, "{}"), &DO_ROW, way, out_fault);
}

static void refused(const char *headers, enum err err, const char *field)
{
	struct fault fault = { 0 };
	enum err found = check_at("/api/pledges", headers, GUARD_PLAIN, &fault);
	if (found != err || strcmp(fault.field, field) != 0)
		fail_msg("%s: %s at %s", headers, err_name(found), fault.field);
}

static void a_page_of_ours_may_change_things(void **state)
{
	struct fault fault = { 0 };
	(void)state;
	assert_int_equal(check_at("/api/pledges", PAGE_SIGNS JSON_TYPE KEY, GUARD_PLAIN, &fault), OK);
	assert_int_equal(
	    check_at("/api/pledges", "Origin: https://localhost\r\nX-P2C: 1\r\n" JSON_TYPE KEY, GUARD_SECURE, &fault),
	    OK);
}

static void each_sign_that_is_missing_or_wrong_is_named(void **state)
{
	static const struct {
		const char *headers, *field;
		enum err err;
	} CASES[] = {
		{ "", "Origin", ERR_CROSS_SITE },
		{ "X-P2C: 1\r\n" JSON_TYPE KEY, "Origin", ERR_CROSS_SITE },
		{ "Origin: null\r\nX-P2C: 1\r\n" JSON_TYPE KEY, "Origin", ERR_CROSS_SITE },
		{ "Origin: http://evil.example\r\nX-P2C: 1\r\n" JSON_TYPE KEY, "Origin", ERR_CROSS_SITE },
		{ "Origin: http://localhost.evil.example\r\nX-P2C: 1\r\n" JSON_TYPE KEY, "Origin", ERR_CROSS_SITE },
		{ "Origin: http://localhost:81\r\nX-P2C: 1\r\n" JSON_TYPE KEY, "Origin", ERR_CROSS_SITE },
		{ "Origin: ftp://localhost\r\nX-P2C: 1\r\n" JSON_TYPE KEY, "Origin", ERR_CROSS_SITE },
		{ "Origin: localhost\r\nX-P2C: 1\r\n" JSON_TYPE KEY, "Origin", ERR_CROSS_SITE },
		{ "Origin: http://localhost\r\n" JSON_TYPE KEY, "X-P2C", ERR_CROSS_SITE },
		{ "Origin: http://localhost\r\nX-P2C: 0\r\n" JSON_TYPE KEY, "X-P2C", ERR_CROSS_SITE },
		{ PAGE_SIGNS JSON_TYPE, "Idempotency-Key", ERR_KEY_MISSING },
		{ PAGE_SIGNS JSON_TYPE "Idempotency-Key: short\r\n", "Idempotency-Key", ERR_KEY_MISSING },
		{ PAGE_SIGNS JSON_TYPE "Idempotency-Key: with a space\r\n", "Idempotency-Key", ERR_KEY_MISSING },
		{ PAGE_SIGNS KEY, "Content-Type", ERR_MEDIA_TYPE },
		{ PAGE_SIGNS KEY "Content-Type: text/plain\r\n", "Content-Type", ERR_MEDIA_TYPE },
		{ PAGE_SIGNS KEY "Content-Type: application/jsonp\r\n", "Content-Type", ERR_MEDIA_TYPE },
		{ PAGE_SIGNS KEY "Content-Type: application/x-www-form-urlencoded\r\n", "Content-Type",
		    ERR_MEDIA_TYPE },
		{ PAGE_SIGNS KEY "Content-Type: text/csv\r\n", "Content-Type", ERR_MEDIA_TYPE },
	};
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		refused(CASES[i].headers, CASES[i].err, CASES[i].field);
}

static void a_browser_that_says_where_from_is_believed(void **state)
{
	static const char *const SITES[] = { "cross-site", "same-site", "none", "", "Same-Origin" };
	char headers[300];
	(void)state;
	for (size_t i = 0; i < sizeof SITES / sizeof *SITES; i++) {
		snprintf(headers, sizeof headers,
		    "Origin: http://localhost\r\nX-P2C: 1\r\nSec-Fetch-Site: %s\r\n%s%s", SITES[i], JSON_TYPE, KEY);
		refused(headers, ERR_CROSS_SITE, "Sec-Fetch-Site");
	}
}

static void media_types_may_have_parameters_and_any_case(void **state)
{
	static const char *const TYPES[] = { "application/json; charset=utf-8", "Application/JSON",
		"application/json;x" };
	char headers[300];
	(void)state;
	for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
		snprintf(headers, sizeof headers, "%s%sContent-Type: %s\r\n", PAGE_SIGNS, KEY, TYPES[i]);
		assert_int_equal(check_at("/api/pledges", headers, GUARD_PLAIN, NULL), OK);
	}
}

static void files_are_taken_where_files_are_imported(void **state)
{
	static const char *const TYPES[] = { "text/csv", "text/csv; charset=utf-8", "text/calendar",
		"application/xml", "text/xml", "application/json" };
	char headers[300];
	(void)state;
	for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
		snprintf(headers, sizeof headers, "%s%sContent-Type: %s\r\n", PAGE_SIGNS, KEY, TYPES[i]);
		assert_int_equal(check_at("/api/import/participants", headers, GUARD_PLAIN, NULL), OK);
	}
	assert_int_equal(
	    check_at("/api/import/participants", PAGE_SIGNS KEY "Content-Type: text/html\r\n", GUARD_PLAIN, NULL),
	    ERR_MEDIA_TYPE);
}

static void a_program_with_a_bearer_token_needs_no_origin(void **state)
{
	(void)state;
	assert_int_equal(
	    check_at("/api/pledges", "Authorization: Bearer abc\r\n" JSON_TYPE KEY, GUARD_PLAIN, NULL), OK);
	refused("Authorization: Basic abc\r\n" JSON_TYPE KEY, ERR_CROSS_SITE, "Origin");
	refused("Cookie: p2c=abc\r\n" JSON_TYPE KEY, ERR_CROSS_SITE, "Origin");
	refused("Authorization: Bearer abc\r\n" JSON_TYPE, ERR_KEY_MISSING, "Idempotency-Key");
}

static void the_operator_on_the_local_socket_needs_the_form_only(void **state)
{
	(void)state;
	assert_int_equal(check_at("/api/pledges", JSON_TYPE KEY, GUARD_LOCAL, NULL), OK);
	assert_int_equal(check_at("/api/pledges", KEY, GUARD_LOCAL, NULL), ERR_MEDIA_TYPE);
	assert_int_equal(check_at("/api/pledges", JSON_TYPE, GUARD_LOCAL, NULL), ERR_KEY_MISSING);
}

static void other_sites_may_link_to_pages_and_calendars_but_not_read_the_interface(void **state)
{
	struct ask ask;
	struct fault fault = { 0 };
	(void)state;
	const struct wire_request *plain = ask_read(&ask, "GET /api/pledges", "", "");
	assert_int_equal(guard_check(plain, &ASK_ROW, GUARD_PLAIN, &fault), OK);
	const struct wire_request *crossing =
	    ask_read(&ask, "GET /api/pledges", "Sec-Fetch-Site: cross-site\r\n", "");
	assert_int_equal(guard_check(crossing, &ASK_ROW, GUARD_PLAIN, &fault), ERR_CROSS_SITE);
	assert_string_equal(fault.field, "Sec-Fetch-Site");
	struct ask page;
	const struct wire_request *linked = ask_read(&page, "GET /kiosk", "Sec-Fetch-Site: cross-site\r\n", "");
	assert_int_equal(guard_check(linked, &PAGE_ROW, GUARD_PLAIN, &fault), OK);
	const struct wire_request *calendar = ask_read(&ask, "GET /agenda.ics", "Sec-Fetch-Site: cross-site\r\n", "");
	assert_int_equal(guard_check(calendar, &ASK_ROW, GUARD_PLAIN, &fault), OK);
}

/* ---- tokens ---- */

static void expect_token(const char *headers, const char *token)
{
	struct ask ask;
	char out[GUARD_TOKEN_MAX + 1];
	const char *found = guard_token(ask_read(&ask, "GET /api/me", headers, ""), false, out);
	if (token)
		assert_string_equal(found, token);
	else
		assert_null(found);
}

static void the_token_is_in_the_authorization_or_in_our_cookie(void **state)
{
	(void)state;
	expect_token("Authorization: Bearer abc\r\n", "abc");
	expect_token("Authorization: bearer abc\r\n", "abc");
	expect_token("Cookie: p2c=abc\r\n", "abc");
	expect_token("Cookie: lang=fr; p2c=abc; x=y\r\n", "abc");
	expect_token("Cookie: xp2c=no; p2c=abc\r\n", "abc");
	expect_token("Cookie: p2c=first; p2c=second\r\n", "first");
	expect_token("Authorization: Bearer abc\r\nCookie: p2c=other\r\n", "abc");
	expect_token("Authorization: Basic abc\r\nCookie: p2c=other\r\n", "other");
}

static void what_is_no_token_is_none(void **state)
{
	char headers[200];
	(void)state;
	expect_token("", NULL);
	expect_token("Authorization: Bearer\r\n", NULL);
	expect_token("Authorization: Bearerabc\r\n", NULL);
	expect_token("Cookie: p2c=\r\n", NULL);
	expect_token("Cookie: p2c\r\n", NULL);
	expect_token("Cookie: xp2c=abc; P2C=abc\r\n", NULL);
	expect_token("Cookie: ;;; ;\r\n", NULL);
	snprintf(headers, sizeof headers, "Authorization: Bearer %065d\r\n", 1);
	expect_token(headers, NULL);
	snprintf(headers, sizeof headers, "Cookie: p2c=%065d\r\n", 1);
	expect_token(headers, NULL);
}

/* ---- versions and sizes ---- */

static void the_version_is_a_number_in_quotes(void **state)
{
	static const char *const BAD[] = { "3", "\"3", "3\"", "\"\"", "\"-1\"", "\"+3\"", "\" 3\"", "\"3 \"",
		"\"03\"", "\"3x\"", "\"x\"", "*", "W/\"3\"", "\"3\", \"4\"", "\"" };
	struct ask ask;
	struct fault fault = { 0 };
	int64_t version = -1;
	(void)state;
	assert_int_equal(guard_version(ask_read(&ask, "PATCH /x", "", "{}"), &version, &fault), OK);
	assert_int_equal(version, 0);
	assert_int_equal(
	    guard_version(ask_read(&ask, "PATCH /x", "If-Match: \"17\"\r\n", "{}"), &version, &fault), OK);
	assert_int_equal(version, 17);
	assert_int_equal(
	    guard_version(ask_read(&ask, "PATCH /x", "If-Match: \"0\"\r\n", "{}"), &version, &fault), OK);
	assert_int_equal(version, 0);
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
		char headers[60];
		snprintf(headers, sizeof headers, "If-Match: %s\r\n", BAD[i]);
		if (guard_version(ask_read(&ask, "PATCH /x", headers, "{}"), &version, &fault) != ERR_MALFORMED)
			fail_msg("was taken: %s", BAD[i]);
		assert_string_equal(fault.field, "If-Match");
		assert_int_equal(version, 0);
	}
}

static void only_imports_may_be_large(void **state)
{
	struct ask ask;
	(void)state;
	assert_int_equal(guard_body_limit(NULL, ask_read(&ask, "POST /api/import/agenda", "", "")), GUARD_IMPORT_MAX);
	assert_int_equal(guard_body_limit(NULL, ask_read(&ask, "POST /api/import", "", "")), WIRE_BODY_MAX);
	assert_int_equal(guard_body_limit(NULL, ask_read(&ask, "POST /api/pledges", "", "")), WIRE_BODY_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_of_ours_may_change_things),
		cmocka_unit_test(each_sign_that_is_missing_or_wrong_is_named),
		cmocka_unit_test(a_browser_that_says_where_from_is_believed),
		cmocka_unit_test(media_types_may_have_parameters_and_any_case),
		cmocka_unit_test(files_are_taken_where_files_are_imported),
		cmocka_unit_test(a_program_with_a_bearer_token_needs_no_origin),
		cmocka_unit_test(the_operator_on_the_local_socket_needs_the_form_only),
		cmocka_unit_test(other_sites_may_link_to_pages_and_calendars_but_not_read_the_interface),
		cmocka_unit_test(the_token_is_in_the_authorization_or_in_our_cookie),
		cmocka_unit_test(what_is_no_token_is_none),
		cmocka_unit_test(the_version_is_a_number_in_quotes),
		cmocka_unit_test(only_imports_may_be_large),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
