/* A full disk: changes are refused with the right words, nothing is half written, reading goes on, and when there is
 * space again the store works on without a restart. */
#include "disk.h"
#include "tests/unit/store/fixture.h"

#include "store/backup.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

/* MUCH: rows that do not fit into what the WAL was grown ahead of its frames. */
enum { ROW = 3000, MUCH = 600 };

/* A change of `rows` journal rows of about ROW bytes. */
struct bulk {
	struct change change;
	int rows;
	enum err told;
	struct latch *latch;
};

static enum err bulk_run(struct change *change, struct tx *tx)
{
	struct bulk *bulk = (struct bulk *)change;
	char *filler = arena_alloc(tx_arena(tx), ROW + 1);
	enum err err = OK;
	memset(filler, 'x', ROW);
	for (int i = 0; i < bulk->rows && err == OK; i++) {
		struct journal_note note = { .topic = "agenda", .action = "bulk", .subject = "bulk", .data = filler };
		err = tx_journal(tx, &note);
	}
	return err;
}

static void bulk_done(struct change *change, enum err err)
{
	struct bulk *bulk = (struct bulk *)change;
	bulk->told = err;
	latch_down(bulk->latch);
}

static struct bulk bulk_of(int rows)
{
	return (struct bulk){ .change = { .run = bulk_run, .done = bulk_done }, .rows = rows, .told = ERR_MAX };
}

static int64_t journal_len(struct store *store)
{
	struct db *reader = fixture_reader(store);
	struct journal_head head;
	assert_int_equal(journal_verify(reader, NULL, &head, NULL), OK);
	assert_int_equal(db_check(reader, NULL), OK);
	store_reader_close(reader);
	return head.seq;
}

static int64_t size_of(struct fixture *fixture, const char *name)
{
	struct stat info;
	return stat(fixture_path(fixture, name), &info) == 0 ? info.st_size : 0;
}

static void must_not_break(void *ctx, const struct fault *fault)
{
	(void)fault;
	*(bool *)ctx = true;
}

/* Opens a store on a disk; *broken becomes true when the store gives up. */
static struct store *open_watched(struct fixture *fixture, bool *broken)
{
	struct store_config config = fixture_config(fixture);
	struct store *store = NULL;
	config.on_broken = must_not_break;
	config.ctx = broken;
	assert_int_equal(store_open(&config, &store, NULL), OK);
	return store;
}

static void a_change_that_does_not_fit_is_refused_and_the_next_one_heals(void **state)
{
	struct fixture *fixture = *state;
	bool broken = false;
	struct disk *disk = disk_open(&(struct disk_config){ 0 });
	struct store *store = open_watched(fixture, &broken);
	struct bulk bulk = bulk_of(MUCH);
	assert_int_equal(store_apply(store, &bulk.change), OK);
	disk_limit(disk, size_of(fixture, "p2c.db-wal") + 8192);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(store_apply(store, &bulk.change), ERR_DISK_FULL);
		assert_int_equal(bulk.change.fault.err, ERR_DISK_FULL);
		assert_int_equal(journal_len(store), MUCH);
	}
	disk_limit(disk, 0);
	assert_int_equal(store_apply(store, &bulk.change), OK);
	assert_int_equal(journal_len(store), 2 * MUCH);
	assert_false(broken);
	store_close(store);
	disk_close(disk);
	disk_destroy(disk);
}

/* A refusal may rest on a row of the same batch that is gone now: nobody in the batch gets another answer than
 * "full". */
static void a_refusal_in_a_batch_that_does_not_fit_is_not_told(void **state)
{
	struct fixture *fixture = *state;
	bool broken = false;
	struct disk *disk = disk_open(&(struct disk_config){ 0 });
	struct store *store = open_watched(fixture, &broken);
	struct latch latch = LATCH(2);
	struct bulk bulk = bulk_of(MUCH);
	struct act refused = act_about("x");
	struct gate gate;
	bulk.latch = &latch;
	refused.latch = &latch;
	refused.answer = ERR_STEP;
	disk_limit(disk, size_of(fixture, "p2c.db-wal") + 8192);
	store_start(store);
	gate_shut(&gate, store);
	assert_int_equal(store_submit(store, &bulk.change), OK);
	assert_int_equal(store_submit(store, &refused.change), OK);
	gate_open(&gate);
	latch_wait(&latch);
	assert_int_equal(bulk.told, ERR_DISK_FULL);
	assert_int_equal(refused.told, ERR_DISK_FULL);
	store_close(store);
	disk_close(disk);
	disk_destroy(disk);
}

/* More than the page cache holds: the disk is full before the COMMIT, and SQLite has rolled back on its own. What the
 * other changes of the batch do after that must not slip into the database by itself. */
static void a_change_that_fills_the_disk_midway_takes_its_whole_batch_down(void **state)
{
	struct fixture *fixture = *state;
	bool broken = false;
	struct disk *disk = disk_open(&(struct disk_config){ 0 });
	struct store *store = open_watched(fixture, &broken);
	struct latch latch = LATCH(3);
	struct bulk bulks[3] = { bulk_of(1), bulk_of(6000), bulk_of(1) };
	struct gate gate;
	disk_limit(disk, 4 << 20);
	store_start(store);
	gate_shut(&gate, store);
	for (int i = 0; i < 3; i++) {
		bulks[i].latch = &latch;
		assert_int_equal(store_submit(store, &bulks[i].change), OK);
	}
	gate_open(&gate);
	latch_wait(&latch);
	for (int i = 0; i < 3; i++)
		assert_int_equal(bulks[i].told, ERR_DISK_FULL);
	assert_int_equal(journal_len(store), 0);
	assert_false(broken);
	store_close(store);
	disk_close(disk);
	disk_destroy(disk);
}

static void a_checkpoint_without_space_is_tried_again(void **state)
{
	struct fixture *fixture = *state;
	bool broken = false;
	struct disk *disk = disk_open(&(struct disk_config){ 0 });
	struct store *store = open_watched(fixture, &broken);
	struct bulk bulk = bulk_of(300); /* with the schema not enough for a checkpoint yet */
	assert_int_equal(store_apply(store, &bulk.change), OK);
	int64_t before = size_of(fixture, "p2c.db");
	struct bulk more = bulk_of(700);
	assert_int_equal(store_apply(store, &more.change), OK);
	assert_true(size_of(fixture, "p2c.db") > before);
	disk_limit(disk, before);
	assert_int_equal(store_apply(store, &bulk.change), ERR_DISK_FULL);
	disk_limit(disk, 0);
	assert_int_equal(store_apply(store, &bulk.change), OK);
	assert_int_equal(journal_len(store), 1300);
	assert_false(broken);
	store_close(store);
	disk_close(disk);
	disk_destroy(disk);
}

static void a_store_cannot_be_made_on_a_full_disk_but_later(void **state)
{
	struct fixture *fixture = *state;
	struct store_config config = fixture_config(fixture);
	struct store *store = NULL;
	struct disk *disk = disk_open(&(struct disk_config){ 0 });
	for (int64_t limit = 4096; limit < 200000; limit += 20000) {
		disk_limit(disk, limit);
		assert_int_equal(store_open(&config, &store, NULL), ERR_DISK_FULL);
		assert_null(store);
	}
	disk_limit(disk, 0);
	store = fixture_store(fixture);
	assert_int_equal(journal_len(store), 0);
	store_close(store);
	disk_close(disk);
	disk_destroy(disk);
}

static void a_backup_that_does_not_fit_leaves_nothing(void **state)
{
	struct fixture *fixture = *state;
	bool broken = false;
	struct journal_head head = { .seq = -1 };
	struct disk *disk = disk_open(&(struct disk_config){ 0 });
	struct store *store = open_watched(fixture, &broken);
	struct db *reader = fixture_reader(store);
	struct bulk bulk = bulk_of(100);
	assert_int_equal(store_apply(store, &bulk.change), OK);
	disk_limit(disk, 100000);
	assert_int_equal(backup_make(reader, fixture_path(fixture, "b.db"), NULL, NULL, &head, NULL), ERR_DISK_FULL);
	assert_int_equal(head.seq, -1);
	assert_int_not_equal(access(fixture_path(fixture, "b.db"), F_OK), 0);
	assert_int_not_equal(access(fixture_path(fixture, "b.db.tmp"), F_OK), 0);
	disk_limit(disk, 0);
	assert_int_equal(backup_make(reader, fixture_path(fixture, "b.db"), NULL, NULL, &head, NULL), OK);
	assert_int_equal(head.seq, 100);
	store_reader_close(reader);
	store_close(store);
	disk_close(disk);
	disk_destroy(disk);
}

/* The same from the kernel: a limit on the size of files stands for a quota. Answers 0 when all went well. */
static int live_under_a_limit(struct fixture *fixture)
{
	struct rlimit limit = { .rlim_cur = 1 << 20, .rlim_max = RLIM_INFINITY };
	bool broken = false;
	struct bulk bulk = bulk_of(20);
	signal(SIGXFSZ, SIG_IGN);
	struct store *store = open_watched(fixture, &broken);
	if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
		return 1;
	enum err err = OK;
	int64_t kept = 0;
	for (; kept < 4000 && err == OK; kept += 20)
		err = store_apply(store, &bulk.change);
	if (err != ERR_DISK_FULL || broken)
		return 2;
	limit.rlim_cur = RLIM_INFINITY;
	setrlimit(RLIMIT_FSIZE, &limit);
	if (store_apply(store, &bulk.change) != OK)
		return 3;
	bool whole = journal_len(store) == kept;
	store_close(store);
	return whole ? 0 : 4;
}

static void a_quota_of_the_kernel_is_a_full_disk_too(void **state)
{
	int status;
	pid_t child = fork();
	if (child == 0)
		_exit(live_under_a_limit(*state));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(a_change_that_does_not_fit_is_refused_and_the_next_one_heals),
		fixture_test(a_refusal_in_a_batch_that_does_not_fit_is_not_told),
		fixture_test(a_change_that_fills_the_disk_midway_takes_its_whole_batch_down),
		fixture_test(a_checkpoint_without_space_is_tried_again),
		fixture_test(a_store_cannot_be_made_on_a_full_disk_but_later),
		fixture_test(a_backup_that_does_not_fit_leaves_nothing),
		fixture_test(a_quota_of_the_kernel_is_a_full_disk_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
