/* The moment between a commit and its sync: the disk holds a sync of the WAL up while the writer goes on. Nobody is
 * told anything in that moment, a power cut in it loses nothing that was promised, and when the sync fails everything
 * behind it fails too and no page is moved into the database. */
#include "disk.h"
#include "tests/unit/store/fixture.h"

#include <sched.h>

/* More pages than a checkpoint waits for under load. */
enum { ROW = 3000, ROWS_OF_A_CHECKPOINT = 24500 };

struct moment {
	struct disk *disk;
	struct store *store;
	struct latch entered, opened; /* the sync that is held up */
	struct latch broken, told_ahead;
	bool armed, fails;
	int held, told_broken;
	int64_t ahead, committed;
};

static bool on_wal_sync(void *ctx)
{
	struct moment *moment = ctx;
	if (!moment->armed || moment->held++)
		return true;
	latch_down(&moment->entered);
	latch_wait(&moment->opened);
	return !moment->fails;
}

static void on_commit(void *ctx, int64_t last_seq, unsigned topics)
{
	struct moment *moment = ctx;
	(void)topics;
	moment->committed = last_seq;
}

static void on_ahead(void *ctx, int64_t last_seq, unsigned topics)
{
	struct moment *moment = ctx;
	(void)topics;
	moment->ahead = last_seq;
	latch_down(&moment->told_ahead);
}

static void on_broken(void *ctx, const struct fault *fault)
{
	struct moment *moment = ctx;
	assert_int_equal(fault->err, ERR_BROKEN);
	assert_true(fault->detail[0] != '\0');
	moment->told_broken++;
	latch_down(&moment->broken);
}

/* A store whose next sync of the WAL is held up. */
static void begin(struct fixture *fixture, struct moment *moment, bool fails)
{
	*moment = (struct moment){ .entered = LATCH(1),
		.opened = LATCH(1),
		.broken = LATCH(1),
		.told_ahead = LATCH(2),
		.armed = false,
		.fails = fails };
	moment->disk = disk_open(&(struct disk_config){ .on_wal_sync = on_wal_sync, .ctx = moment });
	struct store_config config = fixture_config(fixture);
	config.on_ahead = on_ahead;
	config.on_commit = on_commit;
	config.on_broken = on_broken;
	config.ctx = moment;
	assert_int_equal(store_open(&config, &moment->store, NULL), OK);
	store_start(moment->store);
	moment->armed = true;
}

/* The tape stays readable. */
static void end(struct moment *moment)
{
	store_close(moment->store);
	disk_close(moment->disk);
}

/* A change that writes `rows` rows, and may wait in its run for what comes behind it. */
struct step {
	struct change change;
	int rows;
	struct latch ran, go, *done;
	enum err told;
};

static enum err step_run(struct change *change, struct tx *tx)
{
	struct step *step = (struct step *)change;
	char *filler = arena_alloc(tx_arena(tx), ROW + 1);
	enum err err = OK;
	memset(filler, 'x', ROW);
	for (int i = 0; i < step->rows && err == OK; i++) {
		struct journal_note note = { .topic = "agenda", .action = "step", .subject = "s", .data = filler };
		err = tx_journal(tx, &note);
	}
	latch_down(&step->ran);
	latch_wait(&step->go);
	return err;
}

static void step_done(struct change *change, enum err err)
{
	struct step *step = (struct step *)change;
	step->told = err;
	latch_down(step->done);
}

static struct step step_of(int rows, int waits, struct latch *done)
{
	return (struct step){ .change = { .run = step_run, .done = step_done },
		.rows = rows,
		.ran = LATCH(1),
		.go = LATCH(waits),
		.done = done,
		.told = ERR_MAX };
}

/* Others see a commit at once: only whoever asked for it waits. */
static void wait_until_seen(struct store *store, int64_t seq)
{
	struct db *reader = fixture_reader(store);
	struct journal_head head = { 0 };
	while (head.seq < seq) {
		sched_yield();
		assert_int_equal(journal_head(reader, &head), OK);
	}
	store_reader_close(reader);
}

/* The first is committed and its sync held up; the second is committed behind it. */
static void run_both(struct moment *moment, struct step *first, struct step *second)
{
	assert_int_equal(store_submit(moment->store, &first->change), OK);
	latch_wait(&first->ran);
	assert_int_equal(store_submit(moment->store, &second->change), OK);
	latch_down(&first->go);
	latch_wait(&moment->entered);
	wait_until_seen(moment->store, first->rows + second->rows);
}

static int64_t journal_len(struct fixture *fixture, const char *folder)
{
	struct store_config config = { .folder = folder, .clock = fixture->clock, .create = true };
	struct store *store = NULL;
	struct journal_head head = { 0 };
	assert_int_equal(store_open(&config, &store, NULL), OK);
	struct db *reader = fixture_reader(store);
	assert_int_equal(db_check(reader, NULL), OK);
	assert_int_equal(journal_verify(reader, NULL, &head, NULL), OK);
	store_reader_close(reader);
	store_close(store);
	return head.seq;
}

static void the_next_batch_runs_while_a_sync_is_under_way_and_nobody_is_told_before(void **state)
{
	struct moment moment;
	struct latch done = LATCH(2);
	struct step first = step_of(1, 1, &done), second = step_of(1, 0, &done);
	begin(*state, &moment, false);
	run_both(&moment, &first, &second);
	assert_int_equal(first.told, ERR_MAX);
	assert_int_equal(second.told, ERR_MAX);
	latch_wait(&moment.told_ahead); /* what will be shown is made ready meanwhile */
	assert_int_equal(moment.ahead, 2);
	assert_int_equal(moment.committed, 0);
	latch_down(&moment.opened);
	latch_wait(&done);
	assert_int_equal(first.told, OK);
	assert_int_equal(second.told, OK);
	end(&moment);
	disk_destroy(moment.disk);
	assert_int_equal(moment.committed, 2);
	assert_int_equal(moment.told_broken, 0);
}

static void a_power_cut_while_a_sync_is_under_way_leaves_a_whole_database(void **state)
{
	struct fixture *fixture = *state;
	struct moment moment;
	struct latch done = LATCH(2);
	struct step first = step_of(3, 1, &done), second = step_of(3, 0, &done);
	int64_t acknowledged, shortest = INT64_MAX;
	begin(fixture, &moment, false);
	run_both(&moment, &first, &second);
	size_t at = disk_len(moment.disk);
	latch_down(&moment.opened);
	latch_wait(&done);
	end(&moment);
	struct disk *copies = disk_open(&(struct disk_config){ 0 }); /* need not reach the real disk */
	for (uint64_t cut = 0; cut < 40; cut++) {
		char *folder = fixture_path(fixture, "cut");
		assert_int_equal(mkdir(folder, 0700), 0);
		disk_cut(moment.disk, at, (enum disk_fate)(cut % DISK_FATES), cut, folder, &acknowledged);
		int64_t found = journal_len(fixture, folder);
		assert_true(found >= 0 && found <= 6);
		if (found < shortest)
			shortest = found;
		nftw(folder, fixture_remove, 16, FTW_DEPTH | FTW_PHYS);
	}
	assert_int_equal(shortest, 0); /* the moment was real: the disk might not have had it */
	disk_close(copies);
	disk_destroy(copies);
	disk_destroy(moment.disk);
}

static void a_sync_that_fails_takes_what_ran_behind_it_along(void **state)
{
	struct fixture *fixture = *state;
	struct moment moment;
	struct latch done = LATCH(2);
	struct step first = step_of(1, 1, &done), second = step_of(1, 0, &done), third = step_of(1, 0, &done);
	begin(fixture, &moment, true);
	run_both(&moment, &first, &second);
	latch_down(&moment.opened);
	latch_wait(&done);
	latch_wait(&moment.broken);
	assert_int_equal(first.told, ERR_NOT_SAVED);
	assert_int_equal(second.told, ERR_NOT_SAVED);
	assert_int_equal(second.change.fault.err, ERR_NOT_SAVED);
	assert_int_equal(store_submit(moment.store, &third.change), ERR_NOT_SAVED);
	end(&moment);
	disk_destroy(moment.disk);
	assert_int_equal(moment.committed, 0);
	assert_int_equal(moment.told_broken, 1);
	assert_true(journal_len(fixture, fixture->folder) <= 2);
}

static void a_checkpoint_behind_a_sync_that_fails_moves_nothing(void **state)
{
	struct fixture *fixture = *state;
	struct moment moment;
	struct latch done = LATCH(2);
	struct step first = step_of(1, 1, &done), second = step_of(ROWS_OF_A_CHECKPOINT, 0, &done);
	begin(fixture, &moment, true);
	size_t before = disk_written(moment.disk, "p2c.db");
	run_both(&moment, &first, &second);
	latch_down(&moment.opened);
	latch_wait(&done);
	latch_wait(&moment.broken);
	end(&moment);
	assert_int_equal(disk_written(moment.disk, "p2c.db"), before);
	disk_destroy(moment.disk);
	assert_int_equal(second.told, ERR_NOT_SAVED);
	assert_int_equal(moment.told_broken, 1);
}

static void a_checkpoint_after_syncs_that_held_moves_all(void **state)
{
	struct fixture *fixture = *state;
	struct moment moment;
	struct latch done = LATCH(2);
	struct step first = step_of(1, 1, &done), second = step_of(ROWS_OF_A_CHECKPOINT, 0, &done);
	begin(fixture, &moment, false);
	size_t before = disk_written(moment.disk, "p2c.db");
	run_both(&moment, &first, &second);
	latch_down(&moment.opened);
	latch_wait(&done);
	end(&moment);
	assert_true(disk_written(moment.disk, "p2c.db") > before + ROWS_OF_A_CHECKPOINT / 2);
	disk_destroy(moment.disk);
	assert_int_equal(journal_len(fixture, fixture->folder), ROWS_OF_A_CHECKPOINT + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(the_next_batch_runs_while_a_sync_is_under_way_and_nobody_is_told_before),
		fixture_test(a_power_cut_while_a_sync_is_under_way_leaves_a_whole_database),
		fixture_test(a_sync_that_fails_takes_what_ran_behind_it_along),
		fixture_test(a_checkpoint_behind_a_sync_that_fails_moves_nothing),
		fixture_test(a_checkpoint_after_syncs_that_held_moves_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
