/* Several threads have something to draw at once: nothing falls over, and each draws what it would draw alone. */
#include "badges/turn.h"

#include "badges/badge.h"
#include "badges/press.h"

#include "leaks.h"
#include "people.h"

#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { THREADS = 6, ROUNDS = 2, DPI = 150, TURNS = 2000 };

static _Atomic int inside, most_inside, taken;

static void *take_turns(void *context)
{
	(void)context;
	for (int i = 0; i < TURNS; i++) {
		turn_take();
		if (++inside > most_inside)
			most_inside = inside;
		sched_yield();
		taken++;
		inside--;
		turn_give();
	}
	return NULL;
}

static void only_one_has_the_turn(void **state)
{
	(void)state;
	pthread_t threads[THREADS];
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, take_turns, NULL), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(most_inside, 1);
	assert_int_equal(taken, THREADS * TURNS);
}

/* Between two rows of a long paper, a desk that asked meanwhile gets its badge. */
static void *ask_once(void *context)
{
	_Atomic int *asked = context;
	*asked = 1;
	turn_take();
	*asked = 2;
	turn_give();
	return NULL;
}

static void who_waits_comes_before_the_next_row(void **state)
{
	(void)state;
	pthread_t desk;
	_Atomic int asked = 0;
	turn_take();
	turn_pass(); /* nobody waits: it goes on */
	assert_int_equal(pthread_create(&desk, NULL, ask_once, &asked), 0);
	while (asked < 2) /* a row more, a row more */
		turn_pass();
	turn_give();
	pthread_join(desk, NULL);
}

/* A worker of a server just after its start: the fonts are new to it, and everybody wants something. */
struct worker {
	pthread_t thread;
	struct buf pngs[PEOPLE];
	unsigned failed;
};

static void draw_everybody(struct worker *worker)
{
	struct badge_press *press = NULL;
	struct arena *arena = arena_create();
	worker->failed += badge_press_create(&press, NULL) != OK;
	const struct badge_template *a6 = badge_template_find(arena, NULL);
	for (int i = 0; press && i < PEOPLE; i++) {
		struct buf pdf = { 0 };
		worker->pngs[i].len = 0;
		worker->failed += badge_png(press, &PERSON[i], a6, DPI, &worker->pngs[i], NULL) != OK;
		worker->failed += badge_pdf(press, &PERSON[i], a6, &pdf, NULL) != OK;
		buf_finish(&pdf);
	}
	badge_press_destroy(press);
	arena_destroy(arena);
}

static void *work(void *context)
{
	for (int round = 0; round < ROUNDS; round++)
		draw_everybody(context);
	return NULL;
}

static void assert_same(const struct worker *worker, const struct worker *alone)
{
	assert_int_equal(worker->failed, 0);
	for (int i = 0; i < PEOPLE; i++) {
		assert_int_equal(worker->pngs[i].len, alone->pngs[i].len);
		assert_memory_equal(worker->pngs[i].bytes, alone->pngs[i].bytes, alone->pngs[i].len);
	}
}

static void finish(struct worker *worker)
{
	for (int i = 0; i < PEOPLE; i++)
		buf_finish(&worker->pngs[i]);
}

static void threads_that_draw_at_once_draw_what_one_draws_alone(void **state)
{
	(void)state;
	struct worker workers[THREADS] = { 0 }, alone = { 0 };
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(workers[i].thread, NULL);
	draw_everybody(&alone);
	for (int i = 0; i < THREADS; i++) {
		assert_same(&workers[i], &alone);
		finish(&workers[i]);
	}
	finish(&alone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_one_has_the_turn),
		cmocka_unit_test(who_waits_comes_before_the_next_row),
		cmocka_unit_test(threads_that_draw_at_once_draw_what_one_draws_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
