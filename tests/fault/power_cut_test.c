/* Power cuts, simulated: the store runs on a disk that keeps a tape, and the tape is cut at many points. After each
 * cut the store must open, its pages and its journal must be whole, and nothing that was acknowledged before may be
 * missing. The same run on a disk that ignores the WAL's syncs must lose something: otherwise this test proves
 * nothing. power_cut_test [cuts [seed]]      300 cuts and seed 1 when not told otherwise */
#include "disk.h"
#include "tests/unit/store/fixture.h"

enum { WORKERS = 4, EACH = 150, CUTS = 300, FILLER = 3000, BEGINNING = 120 };

struct run {
	int cuts;
	uint64_t seed;
};

/* --- the day that is cut -----------------------------------------------------------------------------------------
 */

/* Writes its number and waits for the acknowledgement before the next one, as a desk does. */
struct desk {
	struct change change;
	struct store *store;
	struct disk *disk;
	struct latch *finished;
	int64_t seq; /* what this change became in the journal */
	int left;
	bool failed;
};

static enum err desk_run(struct change *change, struct tx *tx)
{
	struct desk *desk = (struct desk *)change;
	char *filler = arena_alloc(tx_arena(tx), FILLER + 1);
	memset(filler, 'x', FILLER);
	struct journal_note note = {
		.topic = "agenda", .action = "desk", .subject = "s", .version = desk->left, .data = filler
	};
	enum err err = tx_journal(tx, &note);
	struct db_rows rows = db_query(tx_db(tx), SQL_JOURNAL_HEAD, "");
	if (db_next(&rows))
		desk->seq = db_int(&rows, 0);
	return err == OK ? db_end(&rows) : err;
}

static void desk_done(struct change *change, enum err err)
{
	struct desk *desk = (struct desk *)change;
	if (err == OK)
		disk_mark(desk->disk, desk->seq);
	else
		desk->failed = true;
	if (--desk->left == 0 || desk->failed || store_submit(desk->store, change) != OK)
		latch_down(desk->finished);
}

/* From an empty folder to a closed store: making the schema, work, checkpoints and the last clean-up are all on the
 * tape. */
static struct disk *live_a_day(struct fixture *fixture, const struct disk_config *config)
{
	struct disk *disk = disk_open(config);
	struct store *store = fixture_store(fixture);
	struct latch finished = LATCH(WORKERS);
	struct desk desks[WORKERS];
	store_start(store);
	for (int i = 0; i < WORKERS; i++) {
		desks[i] = (struct desk){ .change = { .run = desk_run, .done = desk_done },
			.store = store,
			.disk = disk,
			.finished = &finished,
			.left = EACH };
		assert_int_equal(store_submit(store, &desks[i].change), OK);
	}
	latch_wait(&finished);
	store_close(store);
	disk_close(disk);
	for (int i = 0; i < WORKERS; i++)
		assert_false(desks[i].failed);
	return disk;
}

/* --- what a cut leaves -------------------------------------------------------------------------------------------
 */

struct tally {
	bool quiet;
	int cuts, broken, lossy;
	int64_t worst;
};

/* Opens what is left as the server would after power returns; the journal's length, or -1 when it is not whole. */
static int64_t recover(const struct fixture *fixture, const char *folder, struct fault *out_why)
{
	struct store_config config = { .folder = folder, .clock = fixture->clock, .create = true };
	struct store *store;
	struct db *reader;
	struct journal_head head = { .seq = -1 };
	if (store_open(&config, &store, out_why) != OK)
		return -1;
	enum err err = store_reader_open(store, &reader);
	if (err == OK) {
		err = db_check(reader, out_why);
		if (err == OK)
			err = journal_verify(reader, NULL, &head, out_why);
		store_reader_close(reader);
	}
	store_close(store);
	return err == OK ? head.seq : -1;
}

static void cut_once(struct fixture *fixture, const struct disk *disk, size_t at, enum disk_fate fate, uint64_t seed,
    struct tally *tally)
{
	struct fault why = { 0 };
	int64_t acknowledged;
	char *folder = fixture_path(fixture, "cut");
	assert_int_equal(mkdir(folder, 0700), 0);
	disk_cut(disk, at, fate, seed, folder, &acknowledged);
	int64_t found = recover(fixture, folder, &why);
	nftw(folder, fixture_remove, 16, FTW_DEPTH | FTW_PHYS);
	tally->cuts++;
	if (found < 0) {
		tally->broken++;
		if (!tally->quiet)
			print_message("cut at %zu, fate %d: %s\n", at, (int)fate, why.detail);
	} else if (acknowledged > found) {
		tally->lossy++;
		if (acknowledged - found > tally->worst)
			tally->worst = acknowledged - found;
	}
}

static uint64_t next_of(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return *seed >> 24;
}

static struct tally cut_often(struct fixture *fixture, const struct disk *disk, int cuts, uint64_t seed, bool quiet)
{
	struct tally tally = { .quiet = quiet };
	/* The copies need not reach the real disk. */
	struct disk *copies = disk_open(&(struct disk_config){ 0 });
	for (int i = 0; i < cuts; i++) {
		/* Every fourth one while the database is being made: few writes, many of them of their own kind. */
		size_t span = i % 4 == 0 && disk_len(disk) > BEGINNING ? BEGINNING : disk_len(disk);
		size_t at = next_of(&seed) % (span + 1);
		cut_once(fixture, disk, at, (enum disk_fate)(i / 4 % DISK_FATES), seed, &tally);
	}
	disk_close(copies);
	disk_destroy(copies);
	return tally;
}

static struct tally cut_a_day(struct fixture *fixture, const struct disk_config *config, int cuts, uint64_t seed)
{
	struct disk *disk = live_a_day(fixture, config);
	struct tally tally = cut_often(fixture, disk, cuts, seed, config->deaf_to_wal_syncs);
	print_message("%d cuts of %zu entries: %d broken, %d lost acknowledged changes (at worst %d)\n", tally.cuts,
	    disk_len(disk), tally.broken, tally.lossy, (int)tally.worst);
	disk_destroy(disk);
	return tally;
}

static void no_power_cut_breaks_or_loses_what_was_acknowledged(void **state)
{
	struct fixture *fixture = *state;
	const struct run *run = fixture->asked;
	struct tally tally = cut_a_day(fixture, &(struct disk_config){ 0 }, run->cuts, run->seed);
	assert_int_equal(tally.broken, 0);
	assert_int_equal(tally.lossy, 0);
}

static void a_disk_that_ignores_syncs_is_caught(void **state)
{
	struct fixture *fixture = *state;
	const struct run *run = fixture->asked;
	int cuts = run->cuts < 80 ? run->cuts : 80;
	struct tally tally = cut_a_day(fixture, &(struct disk_config){ .deaf_to_wal_syncs = true }, cuts, run->seed);
	assert_true(tally.lossy + tally.broken > cuts / 4);
}

int main(int argc, char **argv)
{
	struct run run = {
		.cuts = argc > 1 ? atoi(argv[1]) : CUTS,
		.seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1,
	};
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate_setup_teardown(
		    no_power_cut_breaks_or_loses_what_was_acknowledged, fixture_setup, fixture_teardown, &run),
		cmocka_unit_test_prestate_setup_teardown(
		    a_disk_that_ignores_syncs_is_caught, fixture_setup, fixture_teardown, &run),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
