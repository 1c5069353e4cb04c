/* Backups are taken while the server writes, are verified, never overwrite, and come back as they were. */
#include "fixture.h"

#include "store/backup.h"

#include <limits.h>
#include <stdatomic.h>

static enum err back_up(struct store *store, const char *path, struct journal_head *out_head, struct fault *out_fault)
{
	struct db *reader = fixture_reader(store);
	enum err err = backup_make(reader, path, NULL, NULL, out_head, out_fault);
	store_reader_close(reader);
	return err;
}

static void a_backup_holds_what_was_written_and_verifies(void **state)
{
	struct fixture *fixture = *state;
	struct journal_head made, verified;
	struct stat info;
	struct store *store = fixture_store(fixture);
	const char *path = fixture_path(fixture, "backups/one.db");
	for (int i = 0; i < 5; i++)
		fixture_note(store, "x", "p", "{}");
	assert_int_equal(back_up(store, path, &made, NULL), OK);
	assert_int_equal(made.seq, 5);
	assert_int_equal(backup_verify(path, &verified, NULL), OK);
	assert_memory_equal(&made, &verified, sizeof made);
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_int_not_equal(access(fixture_path(fixture, "backups/one.db.tmp"), F_OK), 0);
	assert_int_not_equal(access(fixture_path(fixture, "backups/one.db-wal"), F_OK), 0);
	store_close(store);
}

static void an_existing_file_is_never_overwritten(void **state)
{
	struct fixture *fixture = *state;
	struct journal_head head = { .seq = -1 };
	struct fault fault;
	struct store *store = fixture_store(fixture);
	const char *path = fixture_path(fixture, "kept");
	FILE *file = fopen(path, "w");
	fputs("thesis", file);
	fclose(file);
	assert_int_equal(back_up(store, path, &head, &fault), ERR_CONFLICT);
	assert_non_null(strstr(fault.detail, "exists already"));
	struct stat info;
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_size, 6);
	assert_int_equal(head.seq, -1);
	assert_int_equal(back_up(store, fixture_path(fixture, "no/folder/b.db"), &head, &fault), ERR_NOT_SAVED);
	store_close(store);
}

static void a_path_without_room_for_the_names_beside_it_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct journal_head head = { .seq = -1 };
	struct fault fault;
	struct store *store = fixture_store(fixture);
	char longest[PATH_MAX];
	memset(longest, '/', sizeof longest);
	memcpy(longest + PATH_MAX - 1 - strlen(fixture->folder), fixture->folder, strlen(fixture->folder) + 1);
	assert_int_equal(back_up(store, longest, &head, &fault), ERR_CONFIG);
	assert_int_equal(head.seq, -1);
	assert_int_equal(backup_finish(longest, &fault), ERR_CONFIG);
	assert_false(backup_is_unfinished(longest));
	store_close(store);
}

static void what_was_not_begun_is_not_finished(void **state)
{
	struct fixture *fixture = *state;
	struct journal_head head;
	struct fault fault;
	const char *folder = fixture_path(fixture, "new");
	assert_int_equal(backup_finish(fixture->folder, &fault), ERR_NOT_SAVED);
	assert_non_null(strstr(fault.detail, fixture->folder));
	assert_int_equal(
	    backup_restore(fixture_path(fixture, "none.db"), folder, NULL, NULL, &head, &fault), ERR_NOT_FOUND);
}

/* Keeps the writer at work until told to stop: each change submits the next one. */
struct stream {
	struct act act;
	struct store *store;
	struct latch stopped;
	atomic_bool stop;
};

static void stream_done(struct change *change, enum err err)
{
	struct stream *stream = (struct stream *)change;
	assert_int_equal(err, OK);
	if (atomic_load(&stream->stop) || store_submit(stream->store, change) != OK)
		latch_down(&stream->stopped);
}

struct watch {
	int calls, done, total;
};

static void watch_progress(void *ctx, int done, int total)
{
	struct watch *watch = ctx;
	watch->calls++;
	watch->done = done;
	watch->total = total;
}

static void a_backup_under_load_is_one_instant(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_store(fixture);
	struct stream stream = { .act = act_about("busy"), .store = store, .stopped = LATCH(1) };
	stream.act.change.done = stream_done;
	store_start(store);
	assert_int_equal(store_submit(store, &stream.act.change), OK);
	struct db *reader = fixture_reader(store);
	int64_t last = -1;
	for (int i = 0; i < 5; i++) {
		struct watch watch = { 0 };
		struct journal_head head, now;
		const char *path = arena_printf(fixture->arena, "%s/b%d.db", fixture->folder, i);
		assert_int_equal(backup_make(reader, path, watch_progress, &watch, &head, NULL), OK);
		assert_true(watch.calls > 0 && watch.done == watch.total && watch.total > 10);
		assert_int_equal(journal_head(reader, &now), OK);
		assert_true(head.seq >= last && head.seq <= now.seq);
		last = head.seq;
	}
	atomic_store(&stream.stop, true);
	latch_wait(&stream.stopped);
	store_reader_close(reader);
	store_close(store);
}

/* Commits one more change at every step of the copy. */
struct meddler {
	struct store *store;
	int calls, last_done;
	bool began_again;
};

static void meddle(void *ctx, int done, int total)
{
	struct meddler *meddler = ctx;
	struct latch latch = LATCH(1);
	struct act act = act_about("meanwhile");
	(void)total;
	if (done <= meddler->last_done)
		meddler->began_again = true;
	meddler->last_done = done;
	meddler->calls++;
	act.latch = &latch;
	assert_int_equal(store_submit(meddler->store, &act.change), OK);
	latch_wait(&latch);
	assert_int_equal(act.told, OK);
}

static void what_is_written_between_two_steps_is_not_in_the_copy(void **state)
{
	enum { ROWS = 700, LEN = 3900 };
	struct fixture *fixture = *state;
	struct store *store = fixture_store(fixture);
	struct meddler meddler = { .store = store };
	struct journal_head head;
	char data[LEN + 1];
	memset(data, 'x', LEN);
	data[LEN] = '\0';
	store_start(store);
	struct latch latch = LATCH(ROWS);
	struct act acts[ROWS];
	for (int i = 0; i < ROWS; i++) {
		acts[i] = act_about("bulk");
		acts[i].data = data;
		acts[i].latch = &latch;
		assert_int_equal(store_submit(store, &acts[i].change), OK);
	}
	latch_wait(&latch);
	struct db *reader = fixture_reader(store);
	assert_int_equal(backup_make(reader, fixture_path(fixture, "b.db"), meddle, &meddler, &head, NULL), OK);
	assert_true(meddler.calls > 1);
	assert_false(meddler.began_again);
	assert_int_equal(head.seq, ROWS);
	assert_int_equal(journal_head(reader, &head), OK);
	assert_int_equal(head.seq, ROWS + meddler.calls);
	store_reader_close(reader);
	store_close(store);
}

/* Ends the view of the copy in its first steps, as the writer does when its log is full. */
struct ender {
	struct db_watch *watch;
	int64_t ends, ended;
};

static void end_view(void *ctx, int done, int total)
{
	struct ender *ender = ctx;
	(void)done;
	(void)total;
	for (int64_t before = ender->ended; ender->ended == before && before < ender->ends;)
		ender->ended = db_watch_look(ender->watch, 1, 1).ended;
}

static void a_copy_whose_view_was_ended_is_made_again(void **state)
{
	enum { ROWS = 700, LEN = 3900 };
	struct fixture *fixture = *state;
	struct store *store = fixture_store(fixture);
	struct ender ender = { .watch = db_watch_create(), .ends = 1 };
	struct journal_head head = { 0 };
	struct fault fault = { 0 };
	struct db *reader;
	char data[LEN + 1];
	memset(data, 'x', LEN);
	data[LEN] = '\0';
	for (int i = 0; i < ROWS; i++) {
		struct act act = act_about("bulk");
		act.data = data;
		assert_int_equal(store_apply(store, &act.change), OK);
	}
	assert_int_equal(db_open(fixture_path(fixture, "p2c.db"), DB_READ, &reader, NULL), OK);
	db_watch_add(ender.watch, reader);
	assert_int_equal(backup_make(reader, fixture_path(fixture, "a.db"), end_view, &ender, &head, NULL), OK);
	assert_int_equal(ender.ended, 1);
	assert_int_equal(head.seq, ROWS);
	ender.ends = INT64_MAX;
	assert_int_equal(
	    backup_make(reader, fixture_path(fixture, "b.db"), end_view, &ender, &head, &fault), ERR_BUSY);
	assert_true(ender.ended > 2);
	assert_non_null(strstr(fault.detail, "interrupted"));
	assert_int_not_equal(access(fixture_path(fixture, "b.db"), F_OK), 0);
	assert_int_not_equal(access(fixture_path(fixture, "b.db.tmp"), F_OK), 0);
	db_close(reader);
	db_watch_destroy(ender.watch);
	store_close(store);
}

static void a_restored_folder_opens_where_the_backup_ended(void **state)
{
	struct fixture *fixture = *state;
	struct journal_head made, restored;
	struct store *store = fixture_store(fixture);
	const char *path = fixture_path(fixture, "b.db");
	fixture_note(store, "before", "p", "{\"a\":1}");
	assert_int_equal(back_up(store, path, &made, NULL), OK);
	fixture_note(store, "after", NULL, NULL);
	store_close(store);
	struct store_config config = fixture_config(fixture);
	config.folder = fixture_path(fixture, "spare");
	config.create = false;
	assert_int_equal(backup_restore(path, config.folder, NULL, NULL, &restored, NULL), OK);
	assert_memory_equal(&made, &restored, sizeof made);
	assert_int_equal(backup_finish(config.folder, NULL), OK);
	assert_int_equal(store_open(&config, &store, NULL), OK);
	fixture_note(store, "goes on", NULL, NULL);
	struct db *reader = fixture_reader(store);
	const char *personal;
	assert_int_equal(journal_verify(reader, &made, &restored, NULL), OK);
	assert_int_equal(restored.seq, 2);
	assert_int_equal(journal_unseal(reader, fixture->arena, 1, &personal), OK);
	assert_string_equal(personal, "{\"a\":1}");
	store_reader_close(reader);
	store_close(store);
}

static void a_folder_with_a_database_is_not_restored_into(void **state)
{
	struct fixture *fixture = *state;
	struct journal_head head;
	struct fault fault;
	struct store *store = fixture_store(fixture);
	const char *path = fixture_path(fixture, "b.db");
	assert_int_equal(back_up(store, path, &head, NULL), OK);
	assert_int_equal(backup_restore(path, fixture->folder, NULL, NULL, &head, &fault), ERR_IN_USE);
	fixture_note(store, "x", NULL, NULL);
	store_close(store);
	assert_int_equal(backup_restore(path, fixture->folder, NULL, NULL, &head, &fault), ERR_CONFLICT);
	assert_int_equal(fixture_number(fixture, "SELECT count(*) FROM journal"), 1);
}

static void a_left_over_wal_is_not_restored_beneath(void **state)
{
	struct fixture *fixture = *state;
	struct journal_head head;
	struct store *store = fixture_store(fixture);
	const char *path = fixture_path(fixture, "b.db");
	assert_int_equal(back_up(store, path, &head, NULL), OK);
	store_close(store);
	assert_int_equal(mkdir(fixture_path(fixture, "spare"), 0700), 0);
	fclose(fopen(fixture_path(fixture, "spare/p2c.db-wal"), "w"));
	assert_int_equal(backup_restore(path, fixture_path(fixture, "spare"), NULL, NULL, &head, NULL), ERR_CONFLICT);
	assert_int_not_equal(access(fixture_path(fixture, "spare/p2c.db"), F_OK), 0);
}

static void a_restore_that_was_cut_short_can_be_repeated(void **state)
{
	struct fixture *fixture = *state;
	struct journal_head head;
	struct store *store = fixture_store(fixture);
	const char *path = fixture_path(fixture, "b.db");
	assert_int_equal(back_up(store, path, &head, NULL), OK);
	store_close(store);
	assert_int_equal(mkdir(fixture_path(fixture, "spare"), 0700), 0);
	fclose(fopen(fixture_path(fixture, "spare/p2c.db.tmp"), "w"));
	assert_int_equal(backup_restore(path, fixture_path(fixture, "spare"), NULL, NULL, &head, NULL), OK);
}

static void a_restore_that_is_not_finished_is_no_event_and_can_be_repeated(void **state)
{
	struct fixture *fixture = *state;
	struct journal_head head;
	struct fault fault = { 0 };
	struct store *store = fixture_store(fixture);
	const char *path = fixture_path(fixture, "b.db"), *spare = fixture_path(fixture, "spare");
	assert_int_equal(back_up(store, path, &head, NULL), OK);
	store_close(store);
	struct store_config config = fixture_config(fixture);
	config.folder = spare;
	config.create = false;
	for (int tries = 0; tries < 2; tries++) {
		assert_int_equal(backup_restore(path, spare, NULL, NULL, &head, NULL), OK);
		assert_int_equal(store_open(&config, &store, &fault), ERR_CONFIG);
		assert_non_null(strstr(fault.detail, "cut short"));
	}
	config.restoring = true;
	assert_int_equal(store_open(&config, &store, NULL), OK);
	store_close(store);
	assert_int_equal(backup_finish(spare, NULL), OK);
	config.restoring = false;
	assert_int_equal(store_open(&config, &store, NULL), OK);
	store_close(store);
}

static void alter(struct fixture *fixture, const char *name, const char *sql)
{
	sqlite3 *handle = NULL;
	assert_int_equal(sqlite3_open(fixture_path(fixture, name), &handle), SQLITE_OK);
	assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(handle);
}

static void a_backup_that_does_not_verify_is_not_restored(void **state)
{
	struct fixture *fixture = *state;
	struct journal_head head = { .seq = -1 };
	struct fault fault;
	struct store *store = fixture_store(fixture);
	const char *path = fixture_path(fixture, "b.db"), *spare = fixture_path(fixture, "spare");
	fixture_note(store, "x", NULL, NULL);
	assert_int_equal(back_up(store, path, &head, NULL), OK);
	store_close(store);
	alter(fixture, "b.db", "UPDATE journal SET subject = 'y'");
	assert_int_equal(backup_restore(path, spare, NULL, NULL, &head, &fault), ERR_BROKEN);
	assert_string_equal(fault.detail, "journal entry 1 was altered");
	alter(fixture, "b.db", "UPDATE setting SET value = '9999' WHERE name IN ('schema', 'schema_least')");
	assert_int_equal(backup_restore(path, spare, NULL, NULL, &head, &fault), ERR_NEWER_DATABASE);
	assert_int_equal(truncate(path, 5000), 0);
	assert_int_equal(backup_restore(path, spare, NULL, NULL, &head, &fault), ERR_BROKEN);
	assert_int_equal(truncate(path, 0), 0);
	assert_int_equal(backup_restore(path, spare, NULL, NULL, &head, &fault), ERR_BROKEN);
	assert_string_equal(fault.detail, "the file is empty");
	assert_int_equal(
	    backup_restore(fixture_path(fixture, "none"), spare, NULL, NULL, &head, &fault), ERR_NOT_FOUND);
	assert_int_not_equal(access(spare, F_OK), 0);
}

static void a_journal_that_does_not_verify_gives_no_backup(void **state)
{
	struct fixture *fixture = *state;
	struct journal_head head;
	struct store *store = fixture_store(fixture);
	const char *path = fixture_path(fixture, "b.db");
	fixture_note(store, "x", NULL, NULL);
	fixture_raw(fixture, "UPDATE journal SET subject = 'y'");
	assert_int_equal(back_up(store, path, &head, NULL), ERR_BROKEN);
	assert_int_not_equal(access(path, F_OK), 0);
	assert_int_not_equal(access(fixture_path(fixture, "b.db.tmp"), F_OK), 0);
	store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(a_backup_holds_what_was_written_and_verifies),
		fixture_test(an_existing_file_is_never_overwritten),
		fixture_test(a_path_without_room_for_the_names_beside_it_is_refused),
		fixture_test(what_was_not_begun_is_not_finished),
		fixture_test(a_backup_under_load_is_one_instant),
		fixture_test(what_is_written_between_two_steps_is_not_in_the_copy),
		fixture_test(a_copy_whose_view_was_ended_is_made_again),
		fixture_test(a_restored_folder_opens_where_the_backup_ended),
		fixture_test(a_folder_with_a_database_is_not_restored_into),
		fixture_test(a_left_over_wal_is_not_restored_beneath),
		fixture_test(a_restore_that_was_cut_short_can_be_repeated),
		fixture_test(a_restore_that_is_not_finished_is_no_event_and_can_be_repeated),
		fixture_test(a_backup_that_does_not_verify_is_not_restored),
		fixture_test(a_journal_that_does_not_verify_gives_no_backup),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
