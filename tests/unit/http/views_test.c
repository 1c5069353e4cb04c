/* Public views: built once however many ask, built again only after a change, and nobody is shown what was before the
 * change they know of. The exchanges are real (rig.h), the building is done by hand. */
#include "http/views.h"

#include "ask.h"
#include "rig.h"

#include "store/topic.h"

#include <unistd.h>

enum { CLIENTS = 4 };

struct stage {
	struct rig rig;
	struct views *views;
	struct view *tally;
	struct ask asked[HELD_MAX];
	int clients[CLIENTS];
	unsigned builds;   /* how often a build was begun */
	enum err on_build; /* what beginning one answers */
	unsigned version;  /* of what is built */
	int64_t seq;       /* of the journal */
};

static enum err on_build(void *ctx, struct view *view, const struct route *route)
{
	struct stage *stage = ctx;
	assert_ptr_equal(view, stage->tally);
	assert_string_equal(route->path, "/api/tally");
	stage->builds++;
	return stage->on_build;
}

static int setup(void **state)
{
	static struct stage stage;
	stage = (struct stage){ 0 };
	struct http_config config = rig_config(&stage.rig);
	rig_start(&stage.rig, &config);
	stage.views = views_create(on_build, &stage);
	stage.tally = views_find(stage.views, "/api/tally");
	for (size_t i = 0; i < CLIENTS; i++)
		stage.clients[i] = rig_connect(&stage.rig);
	*state = &stage;
	return 0;
}

static int teardown(void **state)
{
	struct stage *stage = *state;
	views_destroy(stage->views);
	for (size_t i = 0; i < CLIENTS; i++)
		close(stage->clients[i]);
	rig_stop(&stage->rig);
	return 0;
}

/* A client asks for the view, with more header lines. */
static void ask(struct stage *stage, size_t client, const char *headers)
{
	unsigned n = stage->rig.n_held;
	rig_say(stage->clients[client], GET("/hold"));
	rig_turn(&stage->rig);
	assert_int_equal(stage->rig.n_held, n + 1);
	const struct wire_request *wire = ask_read(&stage->asked[n % HELD_MAX], "GET /api/tally", headers, "");
	view_serve(stage->tally, stage->rig.held[n % HELD_MAX], wire);
}

/* The build that runs has ended with "version N". */
static void built(struct stage *stage, bool with_gzip)
{
	struct buf text = { 0 };
	buf_printf(&text, "version %u", ++stage->version);
	struct body *gzip = with_gzip ? body_copy("squeezed", 8) : NULL;
	view_built(stage->tally, OK, NULL, "text/plain", body_steal(&text), gzip);
}

static void pledge_made(struct stage *stage)
{
	views_stale(stage->views, topic_bit(TOPIC_PLEDGES), ++stage->seq);
}

static void expect(struct stage *stage, size_t client, const char *part)
{
	char seen[SEEN_MAX];
	rig_read_answer(&stage->rig, stage->clients[client], false, seen);
	rig_expect_has(seen, part);
}

static void only_views_are_found(void **state)
{
	struct stage *stage = *state;
	static const char *const VIEWS[] = { "/api/agenda", "/api/tally", "/api/wall", "/agenda.ics",
		"/api/catalogue" };
	static const char *const OTHERS[] = { "/", "/api/me", "/api/tally/", "/api/pledges", "" };
	for (size_t i = 0; i < sizeof VIEWS / sizeof *VIEWS; i++)
		assert_non_null(views_find(stage->views, VIEWS[i]));
	for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
		assert_null(views_find(stage->views, OTHERS[i]));
}

static void a_view_is_built_once_however_many_ask(void **state)
{
	struct stage *stage = *state;
	for (size_t i = 0; i < CLIENTS; i++)
		ask(stage, i, "");
	assert_int_equal(stage->builds, 1);
	built(stage, false);
	for (size_t i = 0; i < CLIENTS; i++)
		expect(stage, i, "\r\n\r\nversion 1");
	ask(stage, 0, "");
	expect(stage, 0, "\r\n\r\nversion 1");
	assert_int_equal(stage->builds, 1);
}

static void only_a_change_of_its_topics_makes_it_stale(void **state)
{
	struct stage *stage = *state;
	ask(stage, 0, "");
	built(stage, false);
	expect(stage, 0, "version 1");
	views_stale(stage->views, topic_bit(TOPIC_PARTICIPANTS) | topic_bit(TOPIC_ACCESS) | topic_bit(TOPIC_AGENDA),
	    ++stage->seq);
	ask(stage, 0, "");
	expect(stage, 0, "version 1");
	pledge_made(stage);
	assert_int_equal(stage->builds, 1);
	ask(stage, 0, "");
	assert_int_equal(stage->builds, 2);
	built(stage, false);
	expect(stage, 0, "version 2");
}

static void whoever_asks_after_a_change_sees_it(void **state)
{
	struct stage *stage = *state;
	ask(stage, 0, "");
	pledge_made(stage);
	ask(stage, 1, "");
	assert_int_equal(stage->builds, 1);
	built(stage, false);
	expect(stage, 0, "version 1");
	rig_expect_silence(&stage->rig, stage->clients[1]);
	assert_int_equal(stage->builds, 2);
	built(stage, false);
	expect(stage, 1, "version 2");
	ask(stage, 0, "");
	expect(stage, 0, "version 2");
	assert_int_equal(stage->builds, 2);
}

static void a_build_that_became_stale_is_repeated_only_when_somebody_asks(void **state)
{
	struct stage *stage = *state;
	ask(stage, 0, "");
	pledge_made(stage);
	built(stage, false);
	expect(stage, 0, "version 1");
	assert_int_equal(stage->builds, 1);
	ask(stage, 0, "");
	assert_int_equal(stage->builds, 2);
	built(stage, false);
	expect(stage, 0, "version 2");
}

static void a_view_that_is_followed_is_built_before_anybody_asks(void **state)
{
	struct stage *stage = *state;
	view_refresh(stage->tally);
	assert_int_equal(stage->builds, 1);
	built(stage, false);
	assert_non_null(view_bytes(stage->tally));
	view_refresh(stage->tally);
	assert_int_equal(stage->builds, 1);
}

static void a_view_that_is_followed_and_became_stale_while_it_was_built_is_built_once_more(void **state)
{
	struct stage *stage = *state;
	view_refresh(stage->tally);
	for (int i = 0; i < 3; i++) {
		pledge_made(stage);
		view_refresh(stage->tally);
	}
	assert_int_equal(stage->builds, 1);
	built(stage, false);
	assert_int_equal(stage->builds, 2);
	built(stage, false);
	assert_int_equal(stage->builds, 2);
	ask(stage, 0, "");
	expect(stage, 0, "version 2");
}

static void what_was_built_ahead_of_a_commit_is_not_built_again_for_it(void **state)
{
	struct stage *stage = *state;
	unsigned topics = topic_bit(TOPIC_PLEDGES);
	ask(stage, 0, "");
	built(stage, false);
	expect(stage, 0, "version 1");
	view_stale(stage->tally, topics, 7); /* committed, not durable */
	view_refresh(stage->tally);
	views_stale(stage->views, topics, 7); /* durable, while it is built */
	built(stage, false);
	views_stale(stage->views, topics, 7); /* and afterwards */
	ask(stage, 0, "");
	expect(stage, 0, "version 2");
	assert_int_equal(stage->builds, 2);
	views_stale(stage->views, topics, 8);
	ask(stage, 0, "");
	built(stage, false);
	expect(stage, 0, "version 3");
}

static void a_build_that_was_to_be_repeated_and_fails_is_not_tried_for_ever(void **state)
{
	struct stage *stage = *state;
	struct fault fault = { .err = ERR_BROKEN };
	view_refresh(stage->tally);
	pledge_made(stage);
	view_refresh(stage->tally);
	view_built(stage->tally, ERR_BROKEN, &fault, NULL, NULL, NULL);
	view_built(stage->tally, ERR_BROKEN, &fault, NULL, NULL, NULL);
	assert_int_equal(stage->builds, 2);
}

static void a_stream_of_changes_starves_nobody(void **state)
{
	struct stage *stage = *state;
	for (unsigned round = 1; round <= 20; round++) {
		ask(stage, round % CLIENTS, "");
		pledge_made(stage);
		built(stage, false);
		expect(stage, round % CLIENTS, "version ");
	}
	assert_int_equal(stage->builds, 20);
}

static void everybody_who_waits_is_told_why_it_failed(void **state)
{
	struct stage *stage = *state;
	struct fault fault = { 0 };
	ask(stage, 0, "");
	ask(stage, 1, "");
	fault_set(&fault, ERR_BROKEN, NULL, "the disk is gone");
	view_built(stage->tally, ERR_BROKEN, &fault, NULL, NULL, NULL);
	for (size_t i = 0; i < 2; i++) {
		char seen[SEEN_MAX];
		rig_read_answer(&stage->rig, stage->clients[i], false, seen);
		rig_expect_has(seen, "HTTP/1.1 500 ");
		rig_expect_has(seen, "application/problem+json");
		rig_expect_has(seen, "the disk is gone");
	}
	ask(stage, 0, "");
	assert_int_equal(stage->builds, 2);
	built(stage, false);
	expect(stage, 0, "version 1");
}

static void those_who_asked_after_a_change_do_not_share_the_failure_before_it(void **state)
{
	struct stage *stage = *state;
	struct fault fault = { .err = ERR_BROKEN };
	ask(stage, 0, "");
	pledge_made(stage);
	ask(stage, 1, "");
	view_built(stage->tally, ERR_BROKEN, &fault, NULL, NULL, NULL);
	expect(stage, 0, "HTTP/1.1 500 ");
	assert_int_equal(stage->builds, 2);
	built(stage, false);
	expect(stage, 1, "version 1");
}

static void a_build_that_cannot_begin_is_refused_at_once(void **state)
{
	struct stage *stage = *state;
	stage->on_build = ERR_BUSY;
	ask(stage, 0, "");
	expect(stage, 0, "HTTP/1.1 503 ");
	stage->on_build = OK;
	ask(stage, 0, "");
	built(stage, false);
	expect(stage, 0, "version 1");
}

static void gzip_is_sent_to_those_who_take_it(void **state)
{
	struct stage *stage = *state;
	char seen[SEEN_MAX];
	ask(stage, 0, "Accept-Encoding: gzip, br\r\n");
	ask(stage, 1, "Accept-Encoding: br\r\n");
	built(stage, true);
	rig_read_answer(&stage->rig, stage->clients[0], false, seen);
	rig_expect_has(seen, "Content-Encoding: gzip\r\n");
	rig_expect_has(seen, "Vary: Accept-Encoding\r\n");
	rig_expect_has(seen, "-gz\"");
	rig_expect_has(seen, "\r\n\r\nsqueezed");
	rig_read_answer(&stage->rig, stage->clients[1], false, seen);
	rig_expect_not(seen, "Content-Encoding");
	rig_expect_has(seen, "Vary: Accept-Encoding\r\n");
	rig_expect_has(seen, "version 1");
}

/* The tag of the answer a client got. */
static void etag_in(const char *seen, char out[32])
{
	const char *at = strstr(seen, "ETag: ");
	assert_non_null(at);
	assert_int_equal(sscanf(at, "ETag: %31[^\r]", out), 1);
}

static void a_known_tag_saves_the_body_until_the_content_changes(void **state)
{
	struct stage *stage = *state;
	char seen[SEEN_MAX], etag[32], headers[80];
	ask(stage, 0, "");
	built(stage, false);
	rig_read_answer(&stage->rig, stage->clients[0], false, seen);
	etag_in(seen, etag);
	snprintf(headers, sizeof headers, "If-None-Match: %s\r\n", etag);
	ask(stage, 0, headers);
	rig_read_answer(&stage->rig, stage->clients[0], true, seen);
	rig_expect_has(seen, "HTTP/1.1 304 ");
	rig_expect_has(seen, etag);
	pledge_made(stage);
	ask(stage, 0, headers);
	built(stage, false);
	expect(stage, 0, "HTTP/1.1 200 ");
}

static void a_client_that_left_meanwhile_is_no_trouble(void **state)
{
	struct stage *stage = *state;
	ask(stage, 0, "");
	ask(stage, 1, "");
	close(stage->clients[0]);
	rig_turn(&stage->rig);
	built(stage, false);
	expect(stage, 1, "version 1");
	stage->clients[0] = rig_connect(&stage->rig);
}

static void those_who_still_wait_at_the_end_are_let_go(void **state)
{
	struct stage *stage = *state;
	ask(stage, 0, "");
	pledge_made(stage);
	ask(stage, 1, "");
	views_destroy(stage->views);
	stage->views = NULL;
	views_destroy(NULL);
}

#define views_test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		views_test(only_views_are_found),
		views_test(a_view_is_built_once_however_many_ask),
		views_test(only_a_change_of_its_topics_makes_it_stale),
		views_test(whoever_asks_after_a_change_sees_it),
		views_test(a_build_that_became_stale_is_repeated_only_when_somebody_asks),
		views_test(a_view_that_is_followed_is_built_before_anybody_asks),
		views_test(a_view_that_is_followed_and_became_stale_while_it_was_built_is_built_once_more),
		views_test(what_was_built_ahead_of_a_commit_is_not_built_again_for_it),
		views_test(a_build_that_was_to_be_repeated_and_fails_is_not_tried_for_ever),
		views_test(a_stream_of_changes_starves_nobody),
		views_test(everybody_who_waits_is_told_why_it_failed),
		views_test(those_who_asked_after_a_change_do_not_share_the_failure_before_it),
		views_test(a_build_that_cannot_begin_is_refused_at_once),
		views_test(gzip_is_sent_to_those_who_take_it),
		views_test(a_known_tag_saves_the_body_until_the_content_changes),
		views_test(a_client_that_left_meanwhile_is_no_trouble),
		views_test(those_who_still_wait_at_the_end_are_let_go),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
