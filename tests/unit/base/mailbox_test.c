/* Letters of other threads are opened on the loop thread: all of them, once, in the order of posting. */
#include "base/mailbox.h"

#include <event2/event.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { POSTERS = 4, LETTERS = 2000 };

struct count;

struct numbered {
	struct letter letter; /* first */
	struct count *count;
	int poster, number;
};

/* What the loop has seen. */
struct count {
	struct mailbox *mailbox;
	struct event_base *base;
	pthread_t loop;
	int opened, last[POSTERS], wanted;
	struct numbered reply;
};

static void open_numbered(struct letter *letter)
{
	struct numbered *numbered = (struct numbered *)letter;
	struct count *count = numbered->count;
	assert_true(pthread_equal(pthread_self(), count->loop));
	assert_int_equal(numbered->number, count->last[numbered->poster] + 1);
	count->last[numbered->poster] = numbered->number;
	if (++count->opened == count->wanted)
		event_base_loopbreak(count->base);
}

static int setup(void **state)
{
	static struct count count;
	count = (struct count){ .loop = pthread_self(), .base = event_base_new() };
	count.mailbox = mailbox_create(count.base);
	*state = &count;
	return 0;
}

static int teardown(void **state)
{
	struct count *count = *state;
	mailbox_destroy(count->mailbox);
	event_base_free(count->base);
	return 0;
}

struct poster {
	struct count *count;
	struct numbered letters[LETTERS];
};

static void *post_all(void *arg)
{
	struct poster *poster = arg;
	for (int i = 0; i < LETTERS; i++)
		mailbox_post(poster->count->mailbox, &poster->letters[i].letter);
	return NULL;
}

static void letters_left_without_a_sound_wait_for_the_ring(void **state)
{
	struct numbered letters[3];
	struct count *count = *state;
	count->wanted = 3;
	for (int i = 0; i < 3; i++) {
		letters[i] = (struct numbered){ { NULL, open_numbered }, count, 0, i + 1 };
		mailbox_leave(count->mailbox, &letters[i].letter);
	}
	event_base_loop(count->base, EVLOOP_NONBLOCK);
	assert_int_equal(count->opened, 0);
	mailbox_ring(count->mailbox);
	mailbox_ring(count->mailbox);
	event_base_loop(count->base, EVLOOP_NONBLOCK);
	assert_int_equal(count->opened, 3);
}

static void letters_of_many_threads_are_each_opened_once_and_in_order(void **state)
{
	static struct poster posters[POSTERS];
	struct count *count = *state;
	pthread_t threads[POSTERS];
	count->wanted = POSTERS * LETTERS;
	for (int p = 0; p < POSTERS; p++) {
		posters[p].count = count;
		for (int i = 0; i < LETTERS; i++)
			posters[p].letters[i] = (struct numbered){ { NULL, open_numbered }, count, p, i + 1 };
		assert_int_equal(pthread_create(&threads[p], NULL, post_all, &posters[p]), 0);
	}
	event_base_dispatch(count->base);
	for (int p = 0; p < POSTERS; p++) {
		pthread_join(threads[p], NULL);
		assert_int_equal(count->last[p], LETTERS);
	}
	assert_int_equal(count->opened, POSTERS * LETTERS);
	event_base_loop(count->base, EVLOOP_NONBLOCK);
	assert_int_equal(count->opened, POSTERS * LETTERS);
}

static void nothing_is_opened_before_the_loop_turns(void **state)
{
	struct count *count = *state;
	struct numbered letter = { { NULL, open_numbered }, count, 0, 1 };
	mailbox_post(count->mailbox, &letter.letter);
	assert_int_equal(count->opened, 0);
	event_base_loop(count->base, EVLOOP_NONBLOCK);
	assert_int_equal(count->opened, 1);
}

/* Opens, and posts the reply while it is open. */
static void open_and_answer(struct letter *letter)
{
	struct count *count = ((struct numbered *)letter)->count;
	open_numbered(letter);
	count->reply = (struct numbered){ { NULL, open_numbered }, count, 1, 1 };
	mailbox_post(count->mailbox, &count->reply.letter);
}

static void a_letter_may_post_another_while_it_is_opened(void **state)
{
	struct count *count = *state;
	struct numbered letter = { { NULL, open_and_answer }, count, 0, 1 };
	mailbox_post(count->mailbox, &letter.letter);
	event_base_loop(count->base, EVLOOP_NONBLOCK);
	event_base_loop(count->base, EVLOOP_NONBLOCK);
	assert_int_equal(count->opened, 2);
}

static void a_letter_can_be_posted_again_from_its_own_opening(void **state)
{
	struct count *count = *state;
	struct numbered letter = { { NULL, open_numbered }, count, 0, 1 };
	for (int i = 1; i <= 3; i++) {
		letter.number = i;
		mailbox_post(count->mailbox, &letter.letter);
		event_base_loop(count->base, EVLOOP_NONBLOCK);
	}
	assert_int_equal(count->opened, 3);
}

static void what_is_still_inside_is_opened_at_the_end_and_so_is_what_that_posts(void **state)
{
	struct count *count = *state;
	struct mailbox *mailbox = count->mailbox;
	struct numbered letter = { { NULL, open_and_answer }, count, 0, 1 };
	mailbox_post(mailbox, &letter.letter);
	mailbox_destroy(mailbox);
	count->mailbox = NULL;
	assert_int_equal(count->opened, 2);
}

#define mailbox_test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		mailbox_test(letters_left_without_a_sound_wait_for_the_ring),
		mailbox_test(letters_of_many_threads_are_each_opened_once_and_in_order),
		mailbox_test(nothing_is_opened_before_the_loop_turns),
		mailbox_test(a_letter_may_post_another_while_it_is_opened),
		mailbox_test(a_letter_can_be_posted_again_from_its_own_opening),
		mailbox_test(what_is_still_inside_is_opened_at_the_end_and_so_is_what_that_posts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
