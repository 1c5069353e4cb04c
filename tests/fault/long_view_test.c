/* Readers that stay: as long as a view of the database is held no page of the write-ahead log can be used again. A
 * view that stays too long is ended, and views that come and go without a pause do not let the log grow beyond 64 MB.
 */
#include "disk.h"
#include "tests/unit/store/fixture.h"

#include <sched.h>
#include <stdatomic.h>
#include <time.h>

enum { ROW = 3000, ROWS = 100, PATIENCE_MS = 30000, WAL_MOST = 64 * 1024 * 1024, VIEW_MS = 150, READERS = 2 };
/* A write that took so long has waited for readers; what comes soon is not after the writer's pause of 30 s. */
enum { WAITED_MS = 1800, SOON_MS = 15000 };

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

static void the_log_stays_below_64_mb_however_many_read(void **state)
{
	struct fixture *fixture = *state;
	struct disk *disk = disk_open(&(struct disk_config){ 0 });
	struct store *store = fixture_store(fixture);
	atomic_bool is_over = false;
	struct visitor visitors[READERS];
	struct store_state now = { 0 };
	int64_t most = 0, written = 0;
	begin_visits(visitors, store, &is_over);
	for (; written < 300; written++) {
		write_some(store);
		store_watch(store, &now);
		if (now.wal_bytes > most)
			most = now.wal_bytes;
	}
	end_visits(visitors, &is_over);
	assert_true(most > WAL_MOST / 8); /* there was something to bound */
	assert_true(most <= WAL_MOST);
	assert_int_equal(now.busy, 0);
	store_close(store);
	disk_close(disk);
	disk_destroy(disk);
}

/* A long view was waited for in vain; when it ends, others come and go all the time. */
static void the_log_begins_anew_soon_after_a_long_view(void **state)
{
	struct fixture *fixture = *state;
	struct disk *disk = disk_open(&(struct disk_config){ 0 });
	struct store *store = fixture_store(fixture);
	struct db *drawer = fixture_reader(store);
	atomic_bool is_over = false;
	struct visitor visitors[READERS];
	struct store_state now = { 0 };
	assert_int_equal(store_read_begin_long(drawer), OK);
	assert_int_equal(seen(drawer), 0);
	for (int64_t took = 0; took < WAITED_MS;) {
		int64_t from = now_ms();
		write_some(store);
		took = now_ms() - from;
	}
	store_watch(store, &now);
	assert_true(now.wal_held > WAL_MOST / 2);
	begin_visits(visitors, store, &is_over);
	store_read_end(drawer);
	int64_t from = now_ms(), held = now.wal_held;
	for (; now.wal_held >= held && now_ms() - from < SOON_MS; store_watch(store, &now))
		write_some(store);
	end_visits(visitors, &is_over);
	assert_true(now.wal_held < held);
	store_reader_close(drawer);
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
		fixture_test(the_log_begins_anew_soon_after_a_long_view),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
