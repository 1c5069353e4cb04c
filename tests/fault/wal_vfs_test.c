/* The WAL's gathered writes: few of them reach the disk, and yet whoever may see a commit finds all of it, also when
 * a change is larger than the page cache and reads its own pages back. */
#include "disk.h"
#include "tests/unit/store/fixture.h"

/* MOVED: more pages than an idle writer leaves in the WAL; SEVERAL_WRITES: more than one piece. */
enum { ROW = 3000, LARGER_THAN_THE_CACHE = 4000, MOVED = 1100, SEVERAL_WRITES = 200, GROWN_AHEAD = 8 };

/* A change of `rows` journal rows, about a page each. */
struct bulk {
	struct change change;
	int rows;
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

static void apply(struct store *store, int rows)
{
	struct bulk bulk = { .change.run = bulk_run, .rows = rows };
	assert_int_equal(store_apply(store, &bulk.change), OK);
}

static void assert_whole(struct db *reader, int64_t rows)
{
	struct journal_head head;
	assert_int_equal(journal_verify(reader, NULL, &head, NULL), OK);
	assert_int_equal(head.seq, rows);
	assert_int_equal(db_check(reader, NULL), OK);
}

/* Commits small changes until the file was made longer for the next ones, which by itself takes GROWN_AHEAD writes.
 */
static void grow_the_wal(struct store *store, const struct disk *disk)
{
	int64_t before;
	int commits = 0;
	do {
		assert_in_range(++commits, 1, MOVED);
		before = disk_writes(disk);
		apply(store, 1);
	} while (disk_writes(disk) - before < GROWN_AHEAD);
}

static void a_commit_of_many_pages_is_a_few_writes(void **state)
{
	struct disk *disk = disk_open(&(struct disk_config){ 0 });
	struct store *store = fixture_store(*state);
	grow_the_wal(store, disk);
	int64_t writes = disk_writes(disk), syncs = disk_syncs(disk);
	apply(store, 40);
	assert_in_range(disk_writes(disk) - writes, 1, 4);
	assert_int_equal(disk_syncs(disk) - syncs, 1);
	store_close(store);
	disk_close(disk);
	disk_destroy(disk);
}

static void a_commit_of_any_size_is_seen_whole_by_a_reader_at_once(void **state)
{
	struct store *store = fixture_store(*state);
	struct db *reader = fixture_reader(store);
	int64_t rows = 0;
	for (int n = 1; n <= 256; n *= 2) {
		apply(store, n);
		rows += n;
		assert_whole(reader, rows);
	}
	store_reader_close(reader);
	store_close(store);
}

static void a_change_larger_than_the_page_cache_reads_its_own_pages_back(void **state)
{
	struct store *store = fixture_store(*state);
	struct db *reader = fixture_reader(store);
	apply(store, LARGER_THAN_THE_CACHE);
	apply(store, 1);
	assert_whole(reader, LARGER_THAN_THE_CACHE + 1);
	store_reader_close(reader);
	store_close(store);
}

/* Rows after a power cut before tape entry `at`; -1 when what is left is not whole. */
static int64_t rows_after_cut(
    struct fixture *fixture, const struct disk *disk, size_t at, enum disk_fate fate, uint64_t seed)
{
	char *folder = fixture_path(fixture, "cut");
	struct store_config config = { .folder = folder, .clock = fixture->clock, .create = true };
	struct store *store;
	struct journal_head head = { .seq = -1 };
	int64_t acknowledged;
	assert_int_equal(mkdir(folder, 0700), 0);
	disk_cut(disk, at, fate, seed, folder, &acknowledged);
	assert_int_equal(store_open(&config, &store, NULL), OK);
	struct db *reader = fixture_reader(store);
	if (db_check(reader, NULL) != OK || journal_verify(reader, NULL, &head, NULL) != OK)
		head.seq = -1;
	store_reader_close(reader);
	store_close(store);
	nftw(folder, fixture_remove, 16, FTW_DEPTH | FTW_PHYS);
	return head.seq;
}

/* The old frames begin with small commits: a part of them would be a database of long ago. */
static void a_power_cut_while_the_wal_begins_again_brings_no_old_frames_back(void **state)
{
	struct fixture *fixture = *state;
	struct disk *disk = disk_open(&(struct disk_config){ 0 });
	struct store *store = fixture_store(fixture);
	for (int i = 0; i < 5; i++)
		apply(store, 1);
	apply(store, MOVED);
	size_t from = disk_len(disk);
	apply(store, SEVERAL_WRITES);
	size_t to = disk_len(disk);
	store_close(store);
	disk_close(disk);
	assert_in_range(to - from, 8, 16); /* the header and its sync, the frames and theirs */
	struct disk *copies = disk_open(&(struct disk_config){ 0 });
	for (uint64_t seed = 0; seed < 64; seed++) {
		size_t at = to - seed % (to - from);
		int64_t rows = rows_after_cut(fixture, disk, at, DISK_KEEP_SOME, seed);
		assert_in_range(rows, 5 + MOVED, 5 + MOVED + SEVERAL_WRITES);
	}
	disk_close(copies);
	disk_destroy(copies);
	disk_destroy(disk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(a_commit_of_many_pages_is_a_few_writes),
		fixture_test(a_commit_of_any_size_is_seen_whole_by_a_reader_at_once),
		fixture_test(a_change_larger_than_the_page_cache_reads_its_own_pages_back),
		fixture_test(a_power_cut_while_the_wal_begins_again_brings_no_old_frames_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
