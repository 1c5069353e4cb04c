/* An interruption that comes too late: the view that it was for has ended meanwhile, and no other one may suffer. */
#include "fixture.h"

#include "store/db_sqlite_state.h"

/* By itself, and in views that end one way or the other. */
static void expect_answers(struct db *reader)
{
	struct journal_head head;
	assert_int_equal(journal_head(reader, &head), OK);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(db_begin_read(reader), OK);
		assert_int_equal(journal_head(reader, &head), OK);
		assert_int_equal(i ? db_rollback(reader) : db_commit(reader), OK);
	}
}

static struct db *begin_watched(struct fixture *fixture, struct db_watch *watch)
{
	struct journal_head head;
	struct db *reader;
	store_close(fixture_store(fixture));
	assert_int_equal(db_open(fixture_path(fixture, "p2c.db"), DB_READ, &reader, NULL), OK);
	db_watch_add(watch, reader);
	assert_int_equal(db_begin_read(reader), OK);
	assert_int_equal(journal_head(reader, &head), OK);
	return reader;
}

/* Whoever looks has read `since`, and goes on when the view has ended: db_watch_look halted between two lines. */
static void the_next_view_answers_after_an_interruption_that_came_too_late(void **state)
{
	struct db_watch *watch = db_watch_create();
	struct db *reader = begin_watched(*state, watch);
	while (db_watch_look(watch, 0, 0).oldest_ms < 1)
		;
	int64_t since = reader->watched.since;
	assert_int_equal(db_commit(reader), OK);
	reader->watched.ended = since;
	sqlite3_interrupt(reader->handle);
	expect_answers(reader);
	db_close(reader);
	db_watch_destroy(watch);
}

static void a_view_that_is_interrupted_in_time_refuses_until_it_is_given_back(void **state)
{
	struct journal_head head;
	struct db_watch *watch = db_watch_create();
	struct db *reader = begin_watched(*state, watch);
	while (db_watch_look(watch, 1, 1).ended < 1)
		;
	for (int i = 0; i < 2; i++)
		assert_int_equal(journal_head(reader, &head), ERR_BUSY);
	assert_int_equal(db_commit(reader), ERR_BUSY);
	expect_answers(reader);
	db_close(reader);
	db_watch_destroy(watch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(the_next_view_answers_after_an_interruption_that_came_too_late),
		fixture_test(a_view_that_is_interrupted_in_time_refuses_until_it_is_given_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
