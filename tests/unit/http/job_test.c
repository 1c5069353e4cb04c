/* A request from its bytes to its answer in one process: the operator's through here.h, everybody else's through a
 * job by hand, with logins, roles, kept answers and dry runs against a real store. */
#include "http/job.h"

#include "ask.h"
#include "tests/unit/domain/own_store.h"

#include "find/keeper.h"
#include "http/guard.h"
#include "http/here.h"
#include "store/journal.h"

#include <jansson.h>
#include <stdlib.h>

enum { BODY_MAX = 6000, TOKEN_MAX = 64 };

static const int64_t AT = 1654605000000, HOUR = 3600000;

/* What came back. */
struct said {
	int status;
	bool replayed;
	char cookie[200], text[BODY_MAX];
};

/* What a client sends; NULL members are left out. A key makes its own when it is NULL. */
struct call {
	const char *line, *body, *token, *key, *headers;
};

static int setup(void **state)
{
	struct own_store *own = own_store_create();
	assert_int_equal(clock_zone_set("Africa/Kigali"), OK);
	clock_move(own->clock, AT);
	*state = own;
	return 0;
}

static int teardown(void **state)
{
	own_store_destroy(*state);
	return 0;
}

static int64_t entries(struct own_store *own)
{
	struct journal_head head;
	assert_int_equal(journal_head(own->db, &head), OK);
	return head.seq;
}

/* A token proves a program; without one it is a page of ours. */
static void write_headers(const struct call *call, char out[600])
{
	static int made;
	char key[40], who[100] = "Origin: http://localhost\r\nX-P2C: 1\r\n";
	snprintf(key, sizeof key, "made-key-%d", ++made);
	if (call->token)
		snprintf(who, sizeof who, "Authorization: Bearer %s\r\n", call->token);
	snprintf(out, 600, "Content-Type: application/json\r\nIdempotency-Key: %s\r\n%s%s",
	    call->key ? call->key : key, who, call->headers ? call->headers : "");
}

/* The first part of it, when it is long. */
static void keep_text(struct said *out, const char *bytes, size_t len)
{
	len = len < BODY_MAX ? len : BODY_MAX - 1;
	memcpy(out->text, bytes, len);
	out->text[len] = '\0';
}

static void keep_answer(const struct answer *answer, struct said *out)
{
	out->status = answer->status;
	keep_text(out, body_bytes(answer->body), body_len(answer->body));
	for (unsigned i = 0; i < answer->n_headers; i++) {
		if (strcmp(answer->headers[i].name, "Idempotent-Replayed") == 0)
			out->replayed = true;
		if (strcmp(answer->headers[i].name, "Set-Cookie") == 0)
			snprintf(out->cookie, sizeof out->cookie, "%s", answer->headers[i].value);
	}
}

/* ---- two ways in ---- */

static struct said by_operator(struct own_store *own, struct call call)
{
	char bytes[ASK_MAX], headers[600], length[40];
	struct buf body = { 0 };
	struct said said = { 0 };
	const char *content = call.body ? call.body : "";
	write_headers(&call, headers);
	snprintf(length, sizeof length, "Content-Length: %zu\r\n", strlen(content));
	int len = snprintf(bytes, sizeof bytes, "%s HTTP/1.1\r\nHost: localhost\r\n%s%s\r\n%s", call.line,
	    *content ? length : "", headers, content);
	assert_int_equal(here_answer(own->store, own->clock, bytes, (size_t)len, &said.status, &body), OK);
	keep_text(&said, buf_text(&body), body.len);
	buf_finish(&body);
	return said;
}

/* As dispatch.c does it, on one thread. */
static void run(struct own_store *own, struct job *job)
{
	struct worker worker = { .db = own->db };
	const struct route *route = job->request.route;
	if (route->prepare)
		job_prepare(job, &worker);
	if (job->err || route->kind != ROUTE_DO) {
		if (!job->err)
			job_ask(job, &worker);
		return;
	}
	enum err err = store_apply(own->store, &job->change);
	if (!job->reply.undo || job->err)
		job->err = err;
	job->fault = job->change.fault;
}

static struct said by_client(struct own_store *own, struct call call)
{
	struct ask asked;
	struct said said = { 0 };
	char headers[600];
	const struct route *route = NULL;
	const char *params[REQUEST_PARAMS_MAX] = { 0 }, *allow;
	struct answer answer;
	write_headers(&call, headers);
	const struct wire_request *wire = ask_read(&asked, call.line, headers, call.body ? call.body : "");
	assert_int_equal(route_find(wire->method, wire->path, own->arena, &route, params, &allow), OK);
	struct job *job = job_create(wire, route, params);
	job->request.now = clock_now(own->clock);
	job->request.keeper = keeper_create();
	job->err = guard_check(wire, route, GUARD_PLAIN, &job->fault);
	if (!job->err)
		job->err = job_take_headers(job, wire);
	if (!job->err)
		run(own, job);
	job_answer(job, &answer);
	keep_answer(&answer, &said);
	body_release(answer.body);
	keeper_destroy(job->request.keeper);
	job_destroy(job);
	return said;
}

/* ---- reading answers ---- */

static void expect(const struct said *said, int status, const char *part)
{
	if (said->status != status || !strstr(said->text, part))
		fail_msg("%d %s, not %d with %s", said->status, said->text, status, part);
}

/* A text member of the answer, in the arena. */
static const char *member(struct own_store *own, const struct said *said, const char *name)
{
	json_t *root = json_loads(said->text, 0, NULL);
	const char *text = json_string_value(json_object_get(root, name));
	if (!text)
		fail_msg("no %s in %s", name, said->text);
	const char *copy = arena_dup(own->arena, text);
	json_decref(root);
	return copy;
}

static const char PERSON[] =
    "{\"name\":{\"given\":\"Marie\",\"family\":\"Curie\"},\"entity\":{\"name\":\"Sorbonne\"}}";

static const char *add_person(struct own_store *own)
{
	struct said said = by_operator(own, (struct call){ .line = "POST /api/participants", .body = PERSON });
	assert_int_equal(said.status, 201);
	return member(own, &said, "id");
}

/* A login with these roles through a one-time code; its token. */
static const char *login(struct own_store *own, const char *role)
{
	char body[200];
	snprintf(body, sizeof body, "{\"role\":\"%s\",\"name\":\"%s-1\"}", role, role);
	struct said said = by_operator(own, (struct call){ .line = "POST /api/codes", .body = body });
	assert_int_equal(said.status, 200);
	snprintf(body, sizeof body, "{\"code\":\"%s\"}", member(own, &said, "code"));
	said = by_client(own, (struct call){ .line = "POST /api/login", .body = body });
	assert_int_equal(said.status, 200);
	char token[TOKEN_MAX];
	assert_int_equal(sscanf(said.cookie, "p2c=%63[^;]", token), 1);
	return arena_dup(own->arena, token);
}

/* ---- the operator ---- */

static void the_operator_works_without_a_server(void **state)
{
	struct own_store *own = *state;
	char line[200];
	const char *id = add_person(own);
	snprintf(line, sizeof line, "POST /api/participants/%s/check-in", id);
	struct said said = by_operator(own, (struct call){ .line = line, .body = "{\"badge\":true}" });
	expect(&said, 200, "\"state\":\"arrived\"");
	expect(&said, 200, "\"arrived_by\":\"operator\"");
	snprintf(line, sizeof line, "GET /api/participants/%s", id);
	said = by_operator(own, (struct call){ .line = line });
	expect(&said, 200, "\"display\":\"Marie Curie\"");
	said = by_operator(own, (struct call){ .line = "GET /api/participants?q=curie&limit=5" });
	expect(&said, 200, "\"total\":1");
	said = by_operator(own, (struct call){ .line = "GET /api/agenda" });
	expect(&said, 200, "\"sessions\":[]");
	said = by_operator(own, (struct call){ .line = "GET /api/badges/1.svg" });
	expect(&said, 200, "<svg");
}

static void what_needs_a_server_is_not_there_without_one(void **state)
{
	static const char *const LINES[] = { "GET /", "GET /desk", "GET /healthz", "GET /metrics",
		"GET /api/openapi.json", "GET /api/live?topics=agenda", "GET /no-such-page" };
	for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
		struct said said = by_operator(*state, (struct call){ .line = LINES[i] });
		expect(&said, 404, "\"code\":\"NOT_FOUND\"");
	}
}

static void each_refusal_has_its_status_and_its_words(void **state)
{
	static const struct {
		const char *line, *body, *code;
		int status;
	} CASES[] = {
		{ "DELETE /api/participants", NULL, "\"code\":\"METHOD\"", 405 },
		{ "GET /api/participants?page=2", NULL, "\"code\":\"QUERY\"", 400 },
		{ "GET /api/participants?limit=0", NULL, "\"field\":\"limit\"", 400 },
		{ "GET /api/participants?limit=%20+5", NULL, "\"field\":\"limit\"", 400 },
		{ "GET /api/participants?limit=99999999999999999999", NULL, "\"field\":\"limit\"", 400 },
		{ "GET /api/participants?q=a&q=b", NULL, "\"code\":\"QUERY\"", 400 },
		{ "GET /api/participants/nobody", NULL, "\"code\":\"NOT_FOUND\"", 404 },
		{ "GET /api/badges/7.pdf", NULL, "\"code\":\"NOT_FOUND\"", 404 },
		{ "GET /api/badges/1.gif", NULL, "\"code\":\"NOT_FOUND\"", 404 },
		{ "POST /api/participants", "{", "\"code\":\"JSON\"", 400 },
		{ "POST /api/participants", "[]", "\"code\":\"JSON\"", 400 },
		{ "POST /api/participants", "{\"nom\":1}", "\"code\":\"FIELD_UNKNOWN\"", 422 },
		{ "POST /api/participants", "{}", "\"code\":\"FIELD_MISSING\"", 422 },
		{ "POST /api/participants", "{\"title\":7}", "\"field\":\"title\"", 422 },
		{ "PATCH /api/participants/nobody", "{}", "\"code\":\"VERSION_MISSING\"", 428 },
		{ "POST /api/scans", "{\"code\":\"x\",\"point\":\"cellar\"}", "\"field\":\"point\"", 422 },
		{ "POST /api/pledges/nobody/confirm", "{}", "\"code\":\"NOT_FOUND\"", 404 },
		{ "POST /api/pledges/nobody/praise", "{}", "\"code\":\"NOT_FOUND\"", 404 },
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct said said = by_operator(*state, (struct call){ .line = CASES[i].line, .body = CASES[i].body });
		expect(&said, CASES[i].status, CASES[i].code);
	}
	assert_int_equal(entries(*state), 0);
}

static void bytes_that_are_no_request_are_told_so(void **state)
{
	static const char *const BAD[] = { "", "GET", "GET / HTTP/1.1\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: evil\r\n\r\n",
		"POST /api/scans HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n{}", "\x16\x03\x01" };
	struct own_store *own = *state;
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
		char bytes[200];
		struct buf body = { 0 };
		int status = -1;
		snprintf(bytes, sizeof bytes, "%s", BAD[i]);
		assert_int_equal(
		    here_answer(own->store, own->clock, bytes, strlen(BAD[i]), &status, &body), ERR_MALFORMED);
		assert_int_equal(status, -1);
		assert_int_equal(body.len, 0);
	}
}

/* ---- versions ---- */

static void a_stale_edit_gets_the_row_as_it_is(void **state)
{
	struct own_store *own = *state;
	char line[200];
	snprintf(line, sizeof line, "PATCH /api/participants/%s", add_person(own));
	struct call edit = { .line = line, .body = "{\"title\":\"first\"}", .headers = "If-Match: \"1\"\r\n" };
	struct said said = by_operator(own, edit);
	expect(&said, 200, "\"version\":2");
	edit.body = "{\"title\":\"second\"}";
	said = by_operator(own, edit);
	expect(&said, 412, "\"code\":\"STALE\"");
	expect(&said, 412, "\"current\":{\"id\":");
	expect(&said, 412, "\"title\":\"first\"");
	edit.headers = "If-Match: 2\r\n";
	said = by_operator(own, edit);
	expect(&said, 400, "\"field\":\"If-Match\"");
}

/* ---- the same act twice ---- */

static void a_repeated_act_gets_the_answer_of_the_first(void **state)
{
	struct own_store *own = *state;
	const char *desk = login(own, "desk");
	struct call add = { .line = "POST /api/participants", .body = PERSON, .token = desk, .key = "form-0001" };
	struct said first = by_client(own, add);
	assert_int_equal(first.status, 201);
	assert_false(first.replayed);
	int64_t before = entries(own);
	for (int i = 0; i < 3; i++) {
		struct said again = by_client(own, add);
		assert_int_equal(again.status, 201);
		assert_true(again.replayed);
		assert_string_equal(again.text, first.text);
	}
	assert_int_equal(entries(own), before);
}

static void a_key_that_comes_with_something_else_is_refused(void **state)
{
	struct own_store *own = *state;
	const char *admin = login(own, "admin");
	static const char CSV[] = "currency,date,per_usd\nEUR,2022-06-01,0.93\n";
	struct call rates = { .line = "POST /api/import/rates", .body = CSV, .token = admin, .key = "form-0001" };
	struct said said = by_client(own, rates);
	assert_int_equal(said.status, 200);
	struct call others[] = { rates, rates, rates, rates };
	others[0].body = "currency,date,per_usd\nEUR,2022-06-01,0.94\n";
	others[1].line = "POST /api/import/rates?dry_run=1";
	others[2].line = "POST /api/import/pledges";
	others[3].token = login(own, "admin agenda");
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		said = by_client(own, others[i]);
		expect(&said, 422, "\"code\":\"KEY_REUSED\"");
		expect(&said, 422, "\"field\":\"Idempotency-Key\"");
	}
	said = by_client(own, rates);
	assert_true(said.replayed);
}

static void a_corrected_form_may_use_its_key_again(void **state)
{
	struct own_store *own = *state;
	struct call add = { .line = "POST /api/participants", .body = "{}", .key = "form-0001" };
	struct said said = by_operator(own, add);
	assert_int_equal(said.status, 422);
	add.body = PERSON;
	said = by_operator(own, add);
	assert_int_equal(said.status, 201);
}

static void a_dry_run_tells_everything_and_leaves_nothing(void **state)
{
	struct own_store *own = *state;
	static const char CSV[] = "registration_id,family_name,entity\nA-1,Curie,Sorbonne\n";
	struct call call = { .line = "POST /api/import/participants?dry_run=1", .body = CSV, .key = "form-0001" };
	struct said said = by_operator(own, call);
	expect(&said, 200, "\"added\":1");
	assert_int_equal(entries(own), 0);
	said = by_operator(own, call);
	expect(&said, 200, "\"added\":1");
	call.line = "POST /api/import/participants";
	said = by_operator(own, call);
	expect(&said, 200, "\"added\":1");
	assert_true(entries(own) > 0);
}

/* ---- who may ---- */

static void a_login_is_needed_and_then_the_role(void **state)
{
	static const struct {
		const char *role, *line, *body;
		int status;
	} CASES[] = {
		{ NULL, "GET /api/participants", NULL, 401 },
		{ NULL, "GET /api/me", NULL, 401 },
		{ NULL, "GET /api/agenda", NULL, 200 },
		{ NULL, "POST /api/participants", PERSON, 401 },
		{ "kiosk", "GET /api/participants", NULL, 403 },
		{ "kiosk", "GET /api/me", NULL, 200 },
		{ "door", "GET /api/participants", NULL, 200 },
		{ "door", "POST /api/participants", PERSON, 403 },
		{ "door", "POST /api/scans", "{\"code\":\"x\",\"point\":\"main\"}", 200 },
		{ "desk", "POST /api/participants", PERSON, 201 },
		{ "desk", "GET /api/pledges", NULL, 403 },
		{ "desk", "POST /api/users", "{\"name\":\"x\",\"password\":\"0123456789ab\",\"role\":\"admin\"}",
		    403 },
		{ "rapporteur", "GET /api/pledges", NULL, 200 },
		{ "agenda", "GET /api/pledges", NULL, 403 },
		{ "admin", "GET /api/participants.csv", NULL, 200 },
		{ "protocol", "GET /api/participants.csv", NULL, 403 },
	};
	struct own_store *own = *state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const char *token = CASES[i].role ? login(own, CASES[i].role) : NULL;
		struct said said =
		    by_client(own, (struct call){ .line = CASES[i].line, .body = CASES[i].body, .token = token });
		expect(&said, CASES[i].status, CASES[i].status == 401 ? "LOGIN_NEEDED" : "");
	}
}

static void the_journal_says_who_it_was(void **state)
{
	struct own_store *own = *state;
	struct journal_entry *found;
	size_t n;
	const char *desk = login(own, "desk");
	struct said said =
	    by_client(own, (struct call){ .line = "POST /api/participants", .body = PERSON, .token = desk });
	assert_int_equal(said.status, 201);
	assert_int_equal(journal_of(own->db, own->arena, member(own, &said, "id"), &found, &n), OK);
	assert_int_equal(n, 1);
	assert_string_equal(found[0].actor, "desk-1");
}

static void a_login_ends_by_the_clock_and_by_signing_out(void **state)
{
	struct own_store *own = *state;
	const char *first = login(own, "desk"), *second = login(own, "desk");
	struct said said = by_client(own, (struct call){ .line = "POST /api/logout", .body = "{}", .token = first });
	assert_int_equal(said.status, 200);
	assert_non_null(strstr(said.cookie, "Max-Age=0"));
	said = by_client(own, (struct call){ .line = "GET /api/me", .token = first });
	expect(&said, 401, "LOGIN_NEEDED");
	said = by_client(own, (struct call){ .line = "GET /api/me", .token = second });
	expect(&said, 200, "\"name\":\"desk-1\"");
	clock_move(own->clock, AT + 13 * HOUR);
	said = by_client(own, (struct call){ .line = "GET /api/me", .token = second });
	expect(&said, 401, "LOGIN_NEEDED");
	said = by_client(own, (struct call){ .line = "POST /api/participants", .body = PERSON, .token = second });
	expect(&said, 401, "LOGIN_NEEDED");
}

static void a_password_comes_in_and_a_wrong_one_does_not(void **state)
{
	struct own_store *own = *state;
	struct said said = by_operator(own,
	    (struct call){ .line = "POST /api/users",
		.body =
		    "{\"name\":\"amina\",\"password\":\"correct horse\",\"roles\":[\"moderator\",\"rapporteur\"]}" });
	expect(&said, 200, "\"roles\":[\"moderator\",\"rapporteur\"]");
	assert_null(strstr(said.text, "correct horse"));
	said = by_client(own, (struct call){ .line = "POST /api/login",
				  .body = "{\"name\":\"amina\",\"password\":\"correct horse\"}" });
	expect(&said, 200, "\"name\":\"amina\"");
	assert_non_null(strstr(said.cookie, "HttpOnly; SameSite=Strict"));
	assert_null(strstr(said.text, "p2c="));
	static const char *const WRONG[] = { "{\"name\":\"amina\",\"password\":\"Correct horse\"}",
		"{\"name\":\"nobody\",\"password\":\"correct horse\"}", "{\"code\":\"nonsense\"}" };
	for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
		said = by_client(own, (struct call){ .line = "POST /api/login", .body = WRONG[i] });
		assert_int_equal(said.status, 401);
		assert_string_equal(said.cookie, "");
	}
	said = by_client(own, (struct call){ .line = "POST /api/login", .body = "{\"name\":\"amina\"}" });
	expect(&said, 422, "\"field\":\"password\"");
}

static void a_secret_is_never_answered_twice(void **state)
{
	struct own_store *own = *state;
	struct call make = { .line = "POST /api/codes", .body = "{\"role\":\"door\"}", .key = "form-0001" };
	struct said first = by_operator(own, make), second = by_operator(own, make);
	assert_int_equal(second.status, 200);
	assert_string_not_equal(member(own, &first, "code"), member(own, &second, "code"));
}

static void a_code_signs_in_once(void **state)
{
	struct own_store *own = *state;
	char body[200];
	struct said made =
	    by_operator(own, (struct call){ .line = "POST /api/codes", .body = "{\"role\":\"door\"}" });
	snprintf(body, sizeof body, "{\"code\":\"%s\"}", member(own, &made, "code"));
	struct said said = by_client(own, (struct call){ .line = "POST /api/login", .body = body });
	expect(&said, 200, "\"roles\":[\"door\"]");
	said = by_client(own, (struct call){ .line = "POST /api/login", .body = body });
	expect(&said, 401, "\"code\":\"CODE_USED\"");
	assert_string_equal(said.cookie, "");
}

/* What a question is told whose view is ended so many times (store_watch): `left` is counted down. */
static int left;

static enum err end_view(struct request *request, struct reply *reply)
{
	struct journal_head head;
	buf_add_text(&reply->body, "{}");
	if (left-- > 0)
		return fault_set(request->fault, ERR_BUSY, NULL, "its view was ended");
	return journal_head(request->db, &head);
}

static struct said ask_with_ends(struct own_store *own, int ends)
{
	const struct route route = { WIRE_GET, "/api/all", ROUTE_ASK, ROLE_ANYONE, end_view, NULL, "" };
	const char *params[REQUEST_PARAMS_MAX] = { 0 };
	struct ask asked;
	struct said said = { 0 };
	struct answer answer;
	struct job *job = job_create(ask_read(&asked, "GET /api/all", "", ""), &route, params);
	left = ends;
	run(own, job);
	job_answer(job, &answer);
	keep_answer(&answer, &said);
	body_release(answer.body);
	job_destroy(job);
	return said;
}

static void a_question_whose_view_was_ended_is_asked_again_and_not_for_ever(void **state)
{
	struct said said = ask_with_ends(*state, 2);
	assert_int_equal(said.status, 200);
	assert_string_equal(said.text, "{}");
	said = ask_with_ends(*state, 3);
	expect(&said, 503, "\"code\":\"BUSY\"");
}

static void destroying_nothing_is_fine(void **state)
{
	(void)state;
	job_destroy(NULL);
}

#define job_test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		job_test(the_operator_works_without_a_server),
		job_test(what_needs_a_server_is_not_there_without_one),
		job_test(each_refusal_has_its_status_and_its_words),
		job_test(bytes_that_are_no_request_are_told_so),
		job_test(a_stale_edit_gets_the_row_as_it_is),
		job_test(a_repeated_act_gets_the_answer_of_the_first),
		job_test(a_key_that_comes_with_something_else_is_refused),
		job_test(a_corrected_form_may_use_its_key_again),
		job_test(a_dry_run_tells_everything_and_leaves_nothing),
		job_test(a_login_is_needed_and_then_the_role),
		job_test(the_journal_says_who_it_was),
		job_test(a_login_ends_by_the_clock_and_by_signing_out),
		job_test(a_password_comes_in_and_a_wrong_one_does_not),
		job_test(a_secret_is_never_answered_twice),
		job_test(a_code_signs_in_once),
		job_test(a_question_whose_view_was_ended_is_asked_again_and_not_for_ever),
		cmocka_unit_test(destroying_nothing_is_fine),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
