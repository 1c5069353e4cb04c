/* A disk whose n-th sync or write fails, once or from then on: for every n the store never acknowledges afterwards
 * what the disk may not have, says once that it gave up, and leaves a folder that opens with everything acknowledged
 * in it. (After a failed fsync the kernel forgets the pages were dirty: a later sync that succeeds proves nothing.)
 */
#include "disk.h"
#include "tests/unit/store/fixture.h"

enum { CHANGES = 24, ROW = 30000 };

struct day {
	enum err opened;
	int64_t acknowledged; /* the last journal number that was told OK */
	int told_broken;
	bool acknowledged_after; /* something was told OK after the store gave up */
	enum err refusal;        /* what the first refused change was told */
	enum err last;           /* what one more change was told at the end */
};

static void on_broken(void *ctx, const struct fault *fault)
{
	struct day *day = ctx;
	day->told_broken++;
	assert_int_equal(fault->err, ERR_BROKEN);
	assert_true(fault->detail[0] != '\0');
}

/* One change after the other, each waiting for its answer. */
static void work(struct fixture *fixture, struct store *store, struct day *day)
{
	char *filler = arena_alloc(fixture->arena, ROW + 1);
	memset(filler, 'x', ROW);
	store_start(store);
	for (int i = 0; i < CHANGES; i++) {
		struct latch latch = LATCH(1);
		struct act act = act_about("x");
		act.data = filler;
		act.latch = &latch;
		enum err err = store_submit(store, &act.change);
		if (err == OK) {
			latch_wait(&latch);
			err = act.told;
		}
		if (err == OK && day->refusal != OK)
			day->acknowledged_after = true;
		if (err == OK)
			day->acknowledged++;
		else if (day->refusal == OK)
			day->refusal = err;
	}
	struct act act = act_about("last");
	day->last = store_submit(store, &act.change);
	store_close(store);
	if (day->last == OK)
		day->last = act.told;
}

static struct day live(struct fixture *fixture, struct disk *disk)
{
	struct day day = { .last = OK };
	struct store_config config = fixture_config(fixture);
	struct store *store;
	config.folder = fixture_path(fixture, "day");
	config.on_broken = on_broken;
	config.ctx = &day;
	day.opened = store_open(&config, &store, NULL);
	if (day.opened == OK)
		work(fixture, store, &day);
	disk_close(disk);
	return day;
}

static void assert_nothing_is_lost(struct fixture *fixture, const struct day *day)
{
	struct store_config config = fixture_config(fixture);
	struct store *store = NULL;
	struct journal_head head;
	config.folder = fixture_path(fixture, "day");
	assert_int_equal(store_open(&config, &store, NULL), OK);
	struct db *reader = fixture_reader(store);
	assert_int_equal(db_check(reader, NULL), OK);
	assert_int_equal(journal_verify(reader, NULL, &head, NULL), OK);
	assert_true(head.seq >= day->acknowledged);
	store_reader_close(reader);
	store_close(store);
	nftw(config.folder, fixture_remove, 16, FTW_DEPTH | FTW_PHYS);
}

static void survive(struct fixture *fixture, const struct disk_config *config)
{
	struct disk *disk = disk_open(config);
	struct day day = live(fixture, disk);
	if (day.opened != OK) {
		assert_int_equal(day.opened, ERR_BROKEN);
	} else if (day.refusal != OK) {
		assert_int_equal(day.refusal, ERR_NOT_SAVED);
		assert_int_equal(day.told_broken, 1);
		assert_false(day.acknowledged_after);
		assert_int_equal(day.last, ERR_NOT_SAVED);
	}
	assert_nothing_is_lost(fixture, &day);
	disk_destroy(disk);
	arena_reset(fixture->arena);
}

/* How many syncs and writes a day without failures has. */
static void measure(struct fixture *fixture, int64_t *out_syncs, int64_t *out_writes)
{
	struct disk *disk = disk_open(&(struct disk_config){ 0 });
	struct day day = live(fixture, disk);
	assert_int_equal(day.opened, OK);
	assert_int_equal(day.acknowledged, CHANGES);
	assert_int_equal(day.told_broken, 0);
	assert_int_equal(day.last, OK);
	assert_nothing_is_lost(fixture, &day);
	*out_syncs = disk_syncs(disk);
	*out_writes = disk_writes(disk);
	assert_true(*out_syncs > CHANGES && *out_writes > CHANGES);
	disk_destroy(disk);
}

static void every_failing_sync_is_survived(void **state)
{
	int64_t syncs, writes;
	measure(*state, &syncs, &writes);
	for (int64_t n = 1; n <= syncs; n++) {
		survive(*state, &(struct disk_config){ .fail_sync_at = n });
		survive(*state, &(struct disk_config){ .fail_sync_at = n, .fail_for_ever = true });
	}
}

static void failing_writes_are_survived(void **state)
{
	int64_t syncs, writes;
	measure(*state, &syncs, &writes);
	for (int64_t n = 1; n <= writes; n += n < 30 ? 1 : 13) {
		survive(*state, &(struct disk_config){ .fail_write_at = n });
		survive(*state, &(struct disk_config){ .fail_write_at = n, .fail_for_ever = true });
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(every_failing_sync_is_survived),
		fixture_test(failing_writes_are_survived),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
