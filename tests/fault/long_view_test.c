/* Readers that stay: as long as a view of the database is held no page of the write-ahead log can be used again. A
 * view that stays too long is ended, and views that come and go without a pause do not let the log grow beyond 64 MB.
 */
#include "disk.h"
#include "tests/unit/store/fixture.h"

#include <sched.h>
#include <stdatomic.h>
#include <time.h>

enum { ROW = 3000, ROWS = 100, PATIENCE_MS = 30000, WAL_MOST = 64 * 1024 * 1024, VIEW_MS = 60, READERS = 2 };
/* Nobody at a desk waits longer for a reader, on however busy a machine. */
enum { WAITED_MS = 10000 };

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static enum err write_rows(struct change *change, struct tx *tx)
{
	char *filler = arena_alloc(tx_arena(tx), ROW + 1);
	enum err err = OK;
	(void)change;
	memset(filler, 'x', ROW);
	for (int i = 0; i < ROWS && err == OK; i++) {
		struct journal_note note = { .topic = "agenda", .action = "long", .subject = "s", .data = filler };
		err = tx_journal(tx, &note);
	}
	return err;
}

static void write_some(struct store *store)
{
	struct change change = { .run = write_rows };
	assert_int_equal(store_apply(store, &change), OK);
}

static int64_t seen(struct db *reader)
{
	struct journal_head head = { 0 };
	assert_int_equal(journal_head(reader, &head), OK);
	return head.seq;
}

static void a_view_in_the_way_is_ended_after_a_second_and_a_long_one_later(void **state)
{
	struct fixture *fixture = *state;
	struct disk *disk = disk_open(&(struct disk_config){ 0 });
	struct store *store = fixture_store(fixture);
	struct db *reader = fixture_reader(store), *drawer = fixture_reader(store);
	struct journal_head head;
	struct store_state now = { 0 };
	write_some(store);
	assert_int_equal(store_read_begin(reader), OK);
	assert_int_equal(store_read_begin_long(drawer), OK);
	assert_int_equal(seen(reader), ROWS);
	assert_int_equal(seen(drawer), ROWS);
	for (int64_t from = now_ms(); !now.reads_ended && now_ms() - from < PATIENCE_MS;) {
		if (now.wal_held < 20000000)
			write_some(store);
		store_watch(store, &now);
	}
	assert_int_equal(now.reads_ended, 1);
	assert_true(now.read_oldest > 1000);
	assert_int_equal(journal_head(reader, &head), ERR_BUSY);
	assert_int_equal(journal_head(reader, &head), ERR_BUSY);
	store_read_end(reader);
	assert_int_equal(store_read_begin(reader), OK);
	assert_true(seen(reader) > ROWS);
	store_read_end(reader);
	assert_int_equal(seen(drawer), ROWS);
	store_read_end(drawer);
	store_watch(store, &now);
	assert_int_equal(now.read_oldest, 0);
	assert_int_equal(now.busy, 0);
	store_reader_close(reader);
	store_reader_close(drawer);
	store_close(store);
	disk_close(disk);
	disk_destroy(disk);
}

static void a_view_in_nobodys_way_may_stay(void **state)
{
	struct store *store = fixture_store(*state);
	struct db *reader = fixture_reader(store);
	struct store_state now = { 0 };
	write_some(store);
	assert_int_equal(store_read_begin(reader), OK);
	assert_int_equal(seen(reader), ROWS);
	for (int64_t from = now_ms(); now.read_oldest < 1200 && now_ms() - from < PATIENCE_MS; sched_yield())
		store_watch(store, &now);
	assert_true(now.read_oldest >= 1200);
	assert_int_equal(now.reads_ended, 0);
	assert_int_equal(seen(reader), ROWS);
	store_read_end(reader);
	store_reader_close(reader);
	store_close(store);
}

/* A reader that holds one view after the other, with no pause between them. */
struct visitor {
	pthread_t thread;
	struct store *store;
	atomic_bool *is_over;
	int views;
};

static void *visit(void *arg)
{
	struct visitor *visitor = arg;
	struct db *reader = fixture_reader(visitor->store);
	for (; !*visitor->is_over; visitor->views++) {
		int64_t from = now_ms();
		if (store_read_begin(reader) != OK)
			break;
		struct journal_head head;
		if (journal_head(reader, &head) != OK)
			break;
		while (now_ms() - from < VIEW_MS && !*visitor->is_over)
			sched_yield();
		store_read_end(reader);
	}
	store_reader_close(reader);
	return NULL;
}

static void begin_visits(struct visitor visitors[READERS], struct store *store, atomic_bool *is_over)
{
	for (int i = 0; i < READERS; i++) {
		visitors[i] = (struct visitor){ .store = store, .is_over = is_over };
		assert_int_equal(pthread_create(&visitors[i].thread, NULL, visit, &visitors[i]), 0);
	}
}

static void end_visits(struct visitor visitors[READERS], atomic_bool *is_over)
{
	*is_over = true;
	for (int i = 0; i < READERS; i++) {
		pthread_join(visitors[i].thread, NULL);
		assert_true(visitors[i].views > 1);
	}
}

/* --- a writer that is never idle ------------------------------------------------------------------------------ */

/* Changes that follow each other without a pause, and the longest that the log became meanwhile. */
struct crowd {
	struct writing {
		struct change change;
		struct crowd *crowd;
		int64_t since;
	} writings[2];
	struct store *store;
	atomic_bool is_over;
	struct latch left;
	_Atomic int64_t written, held, longest_file, longest_ms;
};

static void submit(struct writing *writing)
{
	writing->since = now_ms();
	assert_int_equal(store_submit(writing->crowd->store, &writing->change), OK);
}

static void written(struct change *change, enum err err)
{
	struct writing *writing = (struct writing *)change;
	struct crowd *crowd = writing->crowd;
	struct store_state now;
	int64_t took = now_ms() - writing->since;
	assert_int_equal(err, OK);
	store_watch(crowd->store, &now);
	crowd->written++;
	crowd->held = now.wal_held;
	if (now.wal_bytes > crowd->longest_file)
		crowd->longest_file = now.wal_bytes;
	if (took > crowd->longest_ms)
		crowd->longest_ms = took;
	if (crowd->is_over)
		latch_down(&crowd->left);
	else
		submit(writing);
}

static void crowd_begin(struct crowd *crowd, struct store *store)
{
	*crowd = (struct crowd){ .store = store, .left = LATCH(2) };
	store_start(store);
	for (int i = 0; i < 2; i++) {
		crowd->writings[i] =
		    (struct writing){ .change = { .run = write_rows, .done = written }, .crowd = crowd };
		submit(&crowd->writings[i]);
	}
}

static void crowd_end(struct crowd *crowd)
{
	crowd->is_over = true;
	latch_wait(&crowd->left);
}

static void await_held(const struct crowd *crowd, int64_t bytes)
{
	for (int64_t from = now_ms(); crowd->held < bytes; sched_yield())
		assert_true(now_ms() - from < PATIENCE_MS);
}

/* One view is in the way just when pages are moved, so that they are moved in unequal portions. */
static void the_log_stays_below_64_mb_however_many_read(void **state)
{
	struct fixture *fixture = *state;
	struct disk *disk = disk_open(&(struct disk_config){ 0 });
	struct store *store = fixture_store(fixture);
	struct db *reader = fixture_reader(store);
	atomic_bool is_over = false;
	struct visitor visitors[READERS];
	struct store_state now = { 0 };
	struct crowd crowd;
	crowd_begin(&crowd, store);
	begin_visits(visitors, store, &is_over);
	await_held(&crowd, WAL_MOST / 4);
	assert_int_equal(store_read_begin(reader), OK);
	assert_true(seen(reader) > 0);
	await_held(&crowd, WAL_MOST / 2);
	store_read_end(reader);
	for (int64_t from = now_ms(); crowd.written < 300; sched_yield())
		assert_true(now_ms() - from < PATIENCE_MS);
	crowd_end(&crowd);
	end_visits(visitors, &is_over);
	store_watch(store, &now);
	assert_true(crowd.longest_file <= WAL_MOST);
	assert_int_equal(now.busy, 0);
	store_reader_close(reader);
	store_close(store);
	disk_close(disk);
	disk_destroy(disk);
}

/* It may take its time until it is in the way. */
static void a_long_view_is_ended_before_the_log_is_64_mb_long(void **state)
{
	struct fixture *fixture = *state;
	struct disk *disk = disk_open(&(struct disk_config){ 0 });
	struct store *store = fixture_store(fixture);
	struct db *drawer = fixture_reader(store);
	struct journal_head head;
	struct crowd crowd;
	enum err err = OK;
	crowd_begin(&crowd, store);
	await_held(&crowd, WAL_MOST / 8);
	int64_t held = crowd.held;
	assert_int_equal(store_read_begin_long(drawer), OK);
	for (int64_t from = now_ms(); !err; err = journal_head(drawer, &head))
		assert_true(now_ms() - from < PATIENCE_MS);
	assert_int_equal(err, ERR_BUSY);
	assert_true(crowd.held > held);
	store_read_end(drawer);
	for (int64_t from = now_ms(); crowd.held > WAL_MOST / 8; sched_yield())
		assert_true(now_ms() - from < PATIENCE_MS);
	assert_int_equal(store_read_begin_long(drawer), OK);
	assert_true(seen(drawer) > 0);
	store_read_end(drawer);
	crowd_end(&crowd);
	assert_true(crowd.longest_file <= WAL_MOST);
	store_reader_close(drawer);
	store_close(store);
	disk_close(disk);
	disk_destroy(disk);
}

/* As that of another program is, which cannot be ended: this one asks nothing that could be refused. */
static void a_view_that_does_not_hear_holds_nobody_up_for_long(void **state)
{
	struct fixture *fixture = *state;
	struct disk *disk = disk_open(&(struct disk_config){ 0 });
	struct store *store = fixture_store(fixture);
	struct db *deaf = fixture_reader(store);
	atomic_bool is_over = false;
	struct visitor visitors[READERS];
	struct crowd crowd;
	assert_int_equal(store_read_begin_long(deaf), OK);
	assert_int_equal(seen(deaf), 0);
	crowd_begin(&crowd, store);
	await_held(&crowd, WAL_MOST * 9 / 8);
	begin_visits(visitors, store, &is_over);
	store_read_end(deaf);
	int64_t held = crowd.held;
	for (int64_t from = now_ms(); crowd.held >= held; sched_yield())
		assert_true(now_ms() - from < PATIENCE_MS);
	end_visits(visitors, &is_over);
	crowd_end(&crowd);
	assert_true(crowd.longest_ms < WAITED_MS);
	store_reader_close(deaf);
	store_close(store);
	disk_close(disk);
	disk_destroy(disk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(a_view_in_the_way_is_ended_after_a_second_and_a_long_one_later),
		fixture_test(a_view_in_nobodys_way_may_stay),
		fixture_test(the_log_stays_below_64_mb_however_many_read),
		fixture_test(a_long_view_is_ended_before_the_log_is_64_mb_long),
		fixture_test(a_view_that_does_not_hear_holds_nobody_up_for_long),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
