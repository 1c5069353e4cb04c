/* Live notices: each committed entry is told once and in order, whether it came while the page was away, while it was
 * coming back, or after that. Streams are buffers here, and the loop does not run. */
#include "live/live.h"

#include "base/buf.h"
#include "base/clock.h"
#include "store/topic.h"

#include <event2/event.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { RING = 1024, ENTRIES = 3 * RING };

/* The journal of these tests: entry n is about agenda, floor, pledges or participants in turn. */
struct rig {
	struct event_base *base;
	struct clock *clock;
	struct live *live;
	struct journal_entry journal[ENTRIES + 1]; /* by seq; [0] is not used */
};

static const char *const IN_TURN[] = { "agenda", "floor", "pledges", "participants" };

static int setup(void **state)
{
	struct rig *rig = calloc(1, sizeof *rig);
	assert_int_equal(clock_zone_set("Africa/Kigali"), OK);
	rig->base = event_base_new();
	rig->clock = clock_create(0);
	clock_move(rig->clock, 1654605000000);
	struct live_config config = {
		.base = rig->base, .clock = rig->clock, .boot = "boot-1", .epoch = "e-1", .beat_ms = 1
	};
	rig->live = live_create(&config);
	for (int64_t seq = 1; seq <= ENTRIES; seq++)
		rig->journal[seq] = (struct journal_entry){ .seq = seq,
			.at = 1654605000000 + seq * 1000,
			.version = seq,
			.actor = "desk-1",
			.topic = IN_TURN[seq % 4],
			.action = "test.act",
			.subject = "0181-subject",
			.data = "{}" };
	*state = rig;
	return 0;
}

static int teardown(void **state)
{
	struct rig *rig = *state;
	live_destroy(rig->live);
	clock_destroy(rig->clock);
	event_base_free(rig->base);
	free(rig);
	return 0;
}

/* ---- a stream that keeps what it was sent ---- */

struct page {
	struct live *live;
	struct subscriber *subscriber;
	struct buf seen;
	size_t sends;
	bool is_gone; /* send answers that the stream is ending */
	bool is_slow; /* older bytes wait: no view is taken */
};

static bool keep(void *ctx, const char *bytes, size_t len)
{
	struct page *page = ctx;
	page->sends++;
	if (page->is_gone)
		return false;
	buf_add(&page->seen, bytes, len);
	return true;
}

static unsigned topics(const char *first, const char *second)
{
	return topic_bit(topic_find(first)) | (second ? topic_bit(topic_find(second)) : 0);
}

/* Opens a page that knows everything up to `after`; the journal stood at `head` when it was read for it. */
static struct page *page_open(struct rig *rig, unsigned wanted, int64_t after, int64_t head)
{
	struct page *page = calloc(1, sizeof *page);
	struct live_missed missed = { .entries = &rig->journal[after + 1],
		.n = after && head > after ? (size_t)(head - after) : 0,
		.after_seq = after,
		.head_seq = head };
	page->live = rig->live;
	page->subscriber =
	    live_subscribe(rig->live, wanted, &missed, &(struct live_reach){ .send = keep, .ctx = page });
	return page;
}

static void page_close(struct page *page)
{
	live_unsubscribe(page->live, page->subscriber);
	buf_finish(&page->seen);
	free(page);
}

static void publish(struct rig *rig, int64_t from, int64_t to)
{
	live_publish(rig->live, &rig->journal[from], (size_t)(to - from + 1));
}

static size_t count(struct page *page, const char *part)
{
	size_t n = 0;
	for (const char *at = buf_text(&page->seen); (at = strstr(at, part)); at += strlen(part))
		n++;
	return n;
}

/* The ids of the notices came exactly from..to, those of its topics, each once and in order. */
static void expect_ids(struct page *page, unsigned wanted, int64_t from, int64_t to)
{
	const char *at = buf_text(&page->seen);
	for (int64_t seq = from; seq <= to; seq++) {
		if (!(topic_bit(topic_find(IN_TURN[seq % 4])) & wanted))
			continue;
		at = strstr(at, "id: ");
		if (!at)
			fail_msg("%lld never came", (long long)seq);
		at += 4;
		assert_int_equal(strtoll(at, NULL, 10), seq);
	}
	assert_null(strstr(at, "id: "));
}

static const unsigned ALL = (1u << TOPIC_MAX) - 1 - (1u << TOPIC_TALLY);

/* ---- the wire form ---- */

static void a_stream_begins_with_hello(void **state)
{
	struct rig *rig = *state;
	struct page *page = page_open(rig, ALL, 0, 41);
	const char *text = buf_text(&page->seen);
	assert_ptr_equal(strstr(text, "retry: 1000\nevent: hello\ndata: {\"now\":\"2022-06-07T14:30:"), text);
	assert_non_null(strstr(text, "\"seq\":41,\"boot\":\"boot-1\",\"epoch\":\"e-1\"}\n\n"));
	assert_int_equal(page->sends, 1);
	page_close(page);
}

static void a_notice_says_what_changed_and_not_to_what(void **state)
{
	struct rig *rig = *state;
	struct page *page = page_open(rig, topics("agenda", NULL), 0, 0);
	page->seen.len = 0;
	rig->journal[4].data = "{\"title\":\"secret until asked for\"}";
	publish(rig, 1, 4);
	assert_string_equal(buf_text(&page->seen),
	    "id: 4\nevent: agenda\ndata: {\"seq\":4,\"at\":\"2022-06-07T14:30:04+02:00\",\"topic\":\"agenda\","
	    "\"action\":\"test.act\",\"subject\":\"0181-subject\",\"version\":4}\n\n");
	page_close(page);
}

static void a_subject_cannot_break_out_of_its_line(void **state)
{
	struct rig *rig = *state;
	struct page *page = page_open(rig, topics("agenda", NULL), 0, 0);
	page->seen.len = 0;
	rig->journal[4].subject = "a\n\nevent: reset\ndata: {}\n\n";
	publish(rig, 1, 4);
	assert_int_equal(count(page, "\n\n"), 1);
	assert_int_equal(count(page, "\nevent: "), 1);
	page_close(page);
}

static void everybody_hears_that_totals_moved_and_only_some_hear_which_pledge(void **state)
{
	struct rig *rig = *state;
	struct page *wall = page_open(rig, topics("tally", NULL), 0, 0);
	struct page *moderator = page_open(rig, topics("pledges", "tally"), 0, 0);
	wall->seen.len = moderator->seen.len = 0;
	publish(rig, 1, 8);
	assert_int_equal(count(wall, "event: tally\n"), 2);
	assert_int_equal(count(wall, "subject"), 0);
	assert_int_equal(count(wall, "pledges"), 0);
	assert_int_equal(count(moderator, "event: tally\n"), 2);
	assert_int_equal(count(moderator, "event: pledges\n"), 2);
	assert_int_equal(count(moderator, "\"subject\":"), 2);
	page_close(wall);
	page_close(moderator);
}

static void a_topic_that_nobody_knows_disturbs_nobody(void **state)
{
	struct rig *rig = *state;
	struct page *page = page_open(rig, ALL, 0, 0);
	page->seen.len = 0;
	rig->journal[2].topic = "weather";
	publish(rig, 1, 3);
	assert_int_equal(count(page, "id: "), 2);
	assert_int_equal(count(page, "id: 2\n"), 0);
	page_close(page);
}

/* ---- exactly once ---- */

static void only_the_topics_asked_for_are_heard(void **state)
{
	struct rig *rig = *state;
	struct page *page = page_open(rig, topics("agenda", "floor"), 0, 0);
	publish(rig, 1, 40);
	expect_ids(page, topics("agenda", "floor"), 1, 40);
	page_close(page);
}

static void entries_published_twice_are_told_once(void **state)
{
	struct rig *rig = *state;
	struct page *page = page_open(rig, ALL, 0, 0);
	publish(rig, 1, 5);
	publish(rig, 1, 5);
	publish(rig, 3, 9);
	publish(rig, 9, 9);
	expect_ids(page, ALL, 1, 9);
	page_close(page);
}

static void what_was_missed_comes_before_what_is_new(void **state)
{
	struct rig *rig = *state;
	publish(rig, 1, 30);
	struct page *page = page_open(rig, ALL, 10, 30);
	publish(rig, 31, 35);
	expect_ids(page, ALL, 11, 35);
	page_close(page);
}

static void a_page_that_knows_nothing_is_told_nothing_old(void **state)
{
	struct rig *rig = *state;
	publish(rig, 1, 30);
	struct page *page = page_open(rig, ALL, 0, 30);
	publish(rig, 31, 33);
	expect_ids(page, ALL, 31, 33);
	page_close(page);
}

static void what_was_published_while_the_journal_was_read_is_not_lost(void **state)
{
	struct rig *rig = *state;
	publish(rig, 1, 30);
	struct page *fresh = page_open(rig, ALL, 0, 20), *back = page_open(rig, ALL, 15, 20);
	expect_ids(fresh, ALL, 21, 30);
	expect_ids(back, ALL, 16, 30);
	page_close(fresh);
	page_close(back);
}

static void what_the_journal_had_before_it_was_published_is_not_told_twice(void **state)
{
	struct rig *rig = *state;
	publish(rig, 1, 20);
	struct page *page = page_open(rig, ALL, 15, 30);
	expect_ids(page, ALL, 16, 30);
	publish(rig, 21, 40);
	expect_ids(page, ALL, 16, 40);
	page_close(page);
}

/* A page may read the journal after a commit and still come before that commit is published. */
static void a_newcomer_ahead_of_the_publisher_takes_nothing_from_the_others(void **state)
{
	struct rig *rig = *state;
	struct page *early = page_open(rig, ALL, 0, 10), *ahead = page_open(rig, ALL, 0, 12);
	publish(rig, 11, 13);
	expect_ids(early, ALL, 11, 13);
	expect_ids(ahead, ALL, 13, 13);
	page_close(early);
	page_close(ahead);
}

static void every_mix_of_replay_ring_and_live_gives_each_entry_once(void **state)
{
	struct rig *rig = *state;
	publish(rig, 1, 25);
	for (int64_t after = 1; after <= 25; after += 3)
		for (int64_t head = after; head <= 30; head += 2) {
			struct page *page = page_open(rig, ALL, after, head);
			expect_ids(page, ALL, after + 1, head > 25 ? head : 25);
			assert_int_equal(count(page, "event: reset"), 0);
			page_close(page);
		}
}

/* ---- reset ---- */

static void a_page_that_was_away_too_long_is_told_to_ask_again(void **state)
{
	struct rig *rig = *state;
	publish(rig, 1, 30);
	struct live_missed missed = {
		.entries = &rig->journal[11], .n = 20, .after_seq = 10, .head_seq = 30, .too_many = true
	};
	struct page page = { .live = rig->live };
	page.subscriber = live_subscribe(rig->live, ALL, &missed, &(struct live_reach){ .send = keep, .ctx = &page });
	assert_int_equal(count(&page, "event: reset\ndata: {}\n\n"), 1);
	assert_int_equal(count(&page, "id: "), 0);
	publish(rig, 31, 32);
	expect_ids(&page, ALL, 31, 32);
	live_unsubscribe(rig->live, page.subscriber);
	buf_finish(&page.seen);
}

static void the_ring_keeps_as_much_as_it_has_room_for(void **state)
{
	struct rig *rig = *state;
	publish(rig, 1, 2 * RING);
	struct page *page = page_open(rig, ALL, 0, RING);
	assert_int_equal(count(page, "event: reset"), 0);
	expect_ids(page, ALL, RING + 1, 2 * RING);
	page_close(page);
}

static void a_page_that_the_ring_ran_past_is_told_to_ask_again(void **state)
{
	struct rig *rig = *state;
	publish(rig, 1, 2 * RING);
	struct page *fresh = page_open(rig, ALL, 0, RING - 1), *back = page_open(rig, ALL, 5, 30);
	assert_int_equal(count(fresh, "event: reset"), 1);
	assert_int_equal(count(back, "event: reset"), 1);
	publish(rig, 2 * RING + 1, 2 * RING + 2);
	assert_int_equal(count(fresh, "id: 2049\n"), 1);
	assert_int_equal(count(back, "id: 2050\n"), 1);
	page_close(fresh);
	page_close(back);
}

/* ---- streams that come and go ---- */

static void a_stream_that_ends_does_not_hold_up_the_others(void **state)
{
	struct rig *rig = *state;
	struct page *gone = page_open(rig, ALL, 0, 0), *here = page_open(rig, ALL, 0, 0);
	gone->is_gone = true;
	publish(rig, 1, 10);
	expect_ids(here, ALL, 1, 10);
	page_close(gone);
	publish(rig, 11, 12);
	expect_ids(here, ALL, 1, 12);
	page_close(here);
}

static void pages_leave_in_any_order(void **state)
{
	enum { PAGES = 200 };
	struct rig *rig = *state;
	struct page *pages[PAGES];
	for (size_t i = 0; i < PAGES; i++)
		pages[i] = page_open(rig, ALL, 0, 0);
	assert_int_equal(live_subscribers(rig->live), PAGES);
	for (size_t i = 0; i < PAGES; i += 3)
		page_close(pages[i]);
	publish(rig, 1, 4);
	for (size_t i = 0; i < PAGES; i++)
		if (i % 3) {
			expect_ids(pages[i], ALL, 1, 4);
			page_close(pages[i]);
		}
	assert_int_equal(live_subscribers(rig->live), 0);
	publish(rig, 5, 8);
}

static void notices_sent_are_counted(void **state)
{
	struct rig *rig = *state;
	struct page *one = page_open(rig, topics("agenda", NULL), 0, 0), *two = page_open(rig, ALL, 0, 0);
	publish(rig, 1, 4);
	assert_int_equal(live_notices(rig->live), 1 + 4);
	page_close(one);
	page_close(two);
}

static void subscribers_that_are_left_at_the_end_are_let_go(void **state)
{
	struct rig *rig = *state;
	struct live_config config = { .base = rig->base, .clock = rig->clock, .boot = "boot-2", .epoch = "e-1" };
	struct live *live = live_create(&config);
	struct page page = { 0 };
	live_subscribe(live, ALL, &(struct live_missed){ 0 }, &(struct live_reach){ .send = keep, .ctx = &page });
	live_publish(live, &rig->journal[1], 4);
	live_destroy(live);
	live_destroy(NULL);
	buf_finish(&page.seen);
}

static void the_heart_beats_with_the_time_and_the_head_of_the_journal(void **state)
{
	struct rig *rig = *state;
	struct page *page = page_open(rig, topics("agenda", NULL), 0, 0);
	publish(rig, 1, 7);
	page->seen.len = 0;
	event_base_loop(rig->base, EVLOOP_ONCE);
	assert_int_equal(count(page, "event: beat\ndata: {\"now\":\"2022-06-07T14:30:"), 1);
	assert_int_equal(count(page, "\"seq\":7,\"boot\":\"boot-1\",\"epoch\":\"e-1\"}\n\n"), 1);
	assert_int_equal(count(page, "id: "), 0);
	page_close(page);
}

/* ---- a view that is followed ---- */

static bool keep_unless_slow(void *ctx, const char *bytes, size_t len)
{
	struct page *page = ctx;
	return !page->is_slow && keep(page, bytes, len);
}

static struct page *page_following(struct rig *rig)
{
	struct page *page = calloc(1, sizeof *page);
	const struct live_reach reach = { keep, keep_unless_slow, page };
	page->live = rig->live;
	page->subscriber = live_subscribe(rig->live, 0, &(struct live_missed){ 0 }, &reach);
	return page;
}

static void who_follows_the_view_is_told_to_ask_once_and_then_gets_it(void **state)
{
	struct rig *rig = *state;
	struct page *wall = page_following(rig), *other = page_open(rig, topics("agenda", NULL), 0, 0);
	assert_int_equal(count(wall, "event: reset"), 1);
	live_show(rig->live, "wall", "{\"a\":1}", 7);
	assert_int_equal(count(wall, "event: wall\ndata: {\"a\":1}\n\n"), 1);
	assert_int_equal(count(other, "event: wall"), 0);
	assert_int_equal(count(other, "event: reset"), 0);
	page_close(wall);
	page_close(other);
}

static void a_stream_that_is_behind_gets_a_reset_for_each_view_it_misses(void **state)
{
	struct rig *rig = *state;
	struct page *wall = page_following(rig);
	wall->is_slow = true;
	live_show(rig->live, "wall", "{}", 2);
	assert_int_equal(count(wall, "event: wall"), 0);
	assert_int_equal(count(wall, "event: reset"), 2);
	wall->is_slow = false;
	live_show(rig->live, "wall", "{}", 2);
	assert_int_equal(count(wall, "event: wall"), 1);
	page_close(wall);
}

static void a_view_is_followed_while_somebody_does(void **state)
{
	struct rig *rig = *state;
	assert_false(live_is_followed(rig->live));
	struct page *other = page_open(rig, topics("agenda", NULL), 0, 0), *wall = page_following(rig);
	assert_true(live_is_followed(rig->live));
	page_close(wall);
	assert_false(live_is_followed(rig->live));
	page_close(other);
}

#define live_test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		live_test(a_stream_begins_with_hello),
		live_test(a_notice_says_what_changed_and_not_to_what),
		live_test(a_subject_cannot_break_out_of_its_line),
		live_test(everybody_hears_that_totals_moved_and_only_some_hear_which_pledge),
		live_test(a_topic_that_nobody_knows_disturbs_nobody),
		live_test(only_the_topics_asked_for_are_heard),
		live_test(entries_published_twice_are_told_once),
		live_test(what_was_missed_comes_before_what_is_new),
		live_test(a_page_that_knows_nothing_is_told_nothing_old),
		live_test(what_was_published_while_the_journal_was_read_is_not_lost),
		live_test(what_the_journal_had_before_it_was_published_is_not_told_twice),
		live_test(a_newcomer_ahead_of_the_publisher_takes_nothing_from_the_others),
		live_test(every_mix_of_replay_ring_and_live_gives_each_entry_once),
		live_test(a_page_that_was_away_too_long_is_told_to_ask_again),
		live_test(the_ring_keeps_as_much_as_it_has_room_for),
		live_test(a_page_that_the_ring_ran_past_is_told_to_ask_again),
		live_test(a_stream_that_ends_does_not_hold_up_the_others),
		live_test(pages_leave_in_any_order),
		live_test(notices_sent_are_counted),
		live_test(subscribers_that_are_left_at_the_end_are_let_go),
		live_test(the_heart_beats_with_the_time_and_the_head_of_the_journal),
		live_test(who_follows_the_view_is_told_to_ask_once_and_then_gets_it),
		live_test(a_stream_that_is_behind_gets_a_reset_for_each_view_it_misses),
		live_test(a_view_is_followed_while_somebody_does),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
