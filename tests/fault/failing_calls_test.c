/* What the store does with files, while one call of the system that it makes fails: each call once, for its usual
 * reason and for a full disk, each that moves bytes by halves, and each question to the database. Then the act says
 * why in a sentence, or what it is for is there all the same; nothing stands half done; and asked again, it is done.
 * Not for what a running server does (tests/torture) nor for what a power cut leaves (power_cut_test.c). */
#include "tests/torture/faults.h"
#include "tests/unit/store/fixture.h"

#include "store/backup.h"
#include "store/ballast.h"
#include "store/folder.h"
#include "store/medium.h"
#include "store/shelf.h"
#include "store/shelf_copy.h"
#include "store/snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>

/* A database that is made calls hundreds of times, for the same few reasons: but for the first and the last of them
 * only some fail. */
enum { EACH = 14, STRIDE = 71, BYTES = 300000 };

static const char ID[] = "018f2d3c-0000-7000-8000-000000000001";

/* `made` is the path that it is for: below the folder of the test, there only when it is whole. */
struct work {
	const char *name, *made;
	enum err (*run)(struct fixture *fixture, const char *path, struct fault *out_fault);
	void (*is_whole)(struct fixture *fixture, const char *path);
	bool keeps_parts; /* what was begun stays, marked as such: it is gone on with */
};

/* ---- while something fails ---- */

static void arm(enum kind kind, int cause, int first)
{
	struct control *control = faults_control();
	control->first = first;
	control->cause = cause;
	control->counted = control->failed = 0;
	control->kinds = kind;
}

static bool rest(void)
{
	struct control *control = faults_control();
	control->kinds = 0;
	return control->failed > 0;
}

static void sweep_away(const char *path)
{
	nftw(path, fixture_remove, 16, FTW_DEPTH | FTW_PHYS);
}

/* How many of that kind there are. */
static int calls_of(struct fixture *fixture, const struct work *work, enum kind kind)
{
	const char *path = fixture_path(fixture, work->made);
	arm(kind, 0, 0);
	assert_int_equal(work->run(fixture, path, NULL), OK);
	rest();
	sweep_away(path);
	return (int)faults_control()->counted;
}

/* Once, with the `first` call of that kind failing. */
static void fails_once(struct fixture *fixture, const struct work *work, enum kind kind, int cause, int first)
{
	struct fault fault = { 0 };
	const char *path = fixture_path(fixture, work->made);
	arm(kind, cause, first);
	enum err err = work->run(fixture, path, &fault);
	bool failed = rest();
	const char *where = faults_control()->where;
	if (err == OK)
		work->is_whole(fixture, path);
	else if (!failed || fault.err != err)
		fail_msg("%s, call %d (%s): %s \"%s\"", work->name, first, where, err_name(err), fault.detail);
	else if (!work->keeps_parts && access(path, F_OK) == 0)
		fail_msg("%s, call %d (%s): %s is there", work->name, first, where, path);
	if (err != OK) {
		err = work->run(fixture, path, &fault);
		if (err != OK)
			fail_msg(
			    "%s after call %d (%s): %s %s", work->name, first, where, err_name(err), fault.detail);
		work->is_whole(fixture, path);
	}
	sweep_away(path);
}

static void each_call_fails_once(void **state)
{
	static const struct {
		enum kind kind;
		int cause;
	} WAYS[] = { { FILES, 0 }, { FILES, ENOSPC }, { HALVES, 0 }, { QUESTIONS, 0 } };
	struct fixture *fixture = *state;
	for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++) {
		int n = calls_of(fixture, fixture->asked, WAYS[i].kind);
		for (int first = 1; first <= n; first += first < EACH || first > n - EACH ? 1 : STRIDE)
			fails_once(fixture, fixture->asked, WAYS[i].kind, WAYS[i].cause, first);
		assert_true(n > 0 || WAYS[i].kind != FILES);
	}
}

/* ---- a folder and its store ---- */

static struct store_config config_of(struct fixture *fixture, const char *folder)
{
	struct store_config config = fixture_config(fixture);
	config.folder = folder;
	return config;
}

static enum err open_store(struct fixture *fixture, const char *path, struct fault *out_fault)
{
	struct store_config config = config_of(fixture, path);
	struct store *store = NULL;
	enum err err = store_open(&config, &store, out_fault);
	if (err == OK)
		store_close(store);
	return err;
}

static void expect_store(struct fixture *fixture, const char *path)
{
	struct store_config config = config_of(fixture, path);
	struct store *store = NULL;
	struct journal_head head;
	config.create = false;
	assert_int_equal(store_open(&config, &store, NULL), OK);
	struct db *reader = fixture_reader(store);
	assert_int_equal(journal_verify(reader, NULL, &head, NULL), OK);
	store_reader_close(reader);
	store_close(store);
}

static enum err measure_disk(struct fixture *fixture, const char *path, struct fault *out_fault)
{
	int64_t us = -1;
	(void)path;
	enum err err = medium_flush_us(fixture->folder, &us, out_fault);
	assert_true(err != OK || us >= 0);
	return err;
}

static void expect_nothing(struct fixture *fixture, const char *path)
{
	(void)fixture;
	(void)path;
}

static enum err make_ballast(struct fixture *fixture, const char *path, struct fault *out_fault)
{
	(void)path;
	return ballast_make(fixture->folder, BYTES, out_fault);
}

static void expect_ballast(struct fixture *fixture, const char *path)
{
	(void)path;
	assert_int_equal(ballast_size(fixture->folder), BYTES);
}

/* A log as a failed sync left it. */
static int log_setup(void **state)
{
	if (fixture_setup(state))
		return -1;
	FILE *file = fopen(fixture_path(*state, "log"), "w");
	return fputs("what was committed", file) < 0 || fclose(file);
}

static enum err renew_log(struct fixture *fixture, const char *path, struct fault *out_fault)
{
	(void)path;
	return folder_renew(fixture_path(fixture, "log"), out_fault);
}

static void expect_log(struct fixture *fixture, const char *path)
{
	char found[32] = "";
	FILE *file = fopen(fixture_path(fixture, "log"), "r");
	(void)path;
	assert_non_null(fgets(found, sizeof found, file));
	assert_string_equal(found, "what was committed");
	fclose(file);
}

/* ---- copies ---- */

/* A day of one entry, whose backup is at "good". */
static int backup_setup(void **state)
{
	if (fixture_setup(state))
		return -1;
	struct fixture *fixture = *state;
	struct store *store = fixture_store(fixture);
	struct journal_head head;
	fixture_note(store, "x", "p", "{\"a\":1}");
	struct db *reader = fixture_reader(store);
	assert_int_equal(backup_make(reader, fixture_path(fixture, "good"), NULL, NULL, &head, NULL), OK);
	store_reader_close(reader);
	store_close(store);
	return 0;
}

static enum err with_reader(struct fixture *fixture,
    enum err (*act)(struct db *reader, const char *path, struct fault *out_fault), const char *path,
    struct fault *out_fault)
{
	struct db *reader;
	enum err err = db_open(fixture_path(fixture, "p2c.db"), DB_READ, &reader, out_fault);
	if (err != OK)
		return err;
	err = act(reader, path, out_fault);
	db_close(reader);
	return err;
}

static enum err back_up(struct db *reader, const char *path, struct fault *out_fault)
{
	struct journal_head head;
	return backup_make(reader, path, NULL, NULL, &head, out_fault);
}

static enum err make_backup(struct fixture *fixture, const char *path, struct fault *out_fault)
{
	return with_reader(fixture, back_up, path, out_fault);
}

static void expect_backup(struct fixture *fixture, const char *path)
{
	struct journal_head head;
	assert_int_equal(backup_verify(path, &head, NULL), OK);
	assert_int_equal(head.seq, 1);
	assert_int_not_equal(access(arena_printf(fixture->arena, "%s.tmp", path), F_OK), 0);
}

static enum err restore(struct fixture *fixture, const char *path, struct fault *out_fault)
{
	struct journal_head head;
	enum err err = backup_restore(fixture_path(fixture, "good"), path, NULL, NULL, &head, out_fault);
	return err ? err : backup_finish(path, out_fault);
}

static enum err snapshot(struct db *reader, const char *path, struct fault *out_fault)
{
	struct journal_head head;
	bool made;
	return snapshot_take(reader, path, 2, 0, &head, &made, out_fault);
}

static enum err take_snapshot(struct fixture *fixture, const char *path, struct fault *out_fault)
{
	return with_reader(fixture, snapshot, path, out_fault);
}

static void expect_snapshot(struct fixture *fixture, const char *path)
{
	const char *const *paths;
	size_t n;
	assert_int_equal(snapshot_list(path, fixture->arena, &paths, &n, NULL), OK);
	assert_int_equal(n, 1);
	expect_backup(fixture, paths[0]);
}

/* ---- videos ---- */

static const char *film(struct fixture *fixture)
{
	char *bytes = arena_alloc(fixture->arena, BYTES);
	for (size_t i = 0; i < BYTES; i++)
		bytes[i] = (char)(i * 7 + i / 251);
	return bytes;
}

static enum err upload(int shelf, const char *bytes, struct fault *out_fault)
{
	struct shelf_upload upload;
	enum err err = shelf_put(shelf, ID, BYTES, 0, bytes, BYTES, out_fault);
	if (!err)
		err = shelf_hold(shelf, ID, BYTES, &upload, out_fault);
	return err ? err : shelf_keep(shelf, ID, &upload, out_fault);
}

static enum err put_on_shelf(struct fixture *fixture, const char *path, struct fault *out_fault)
{
	int shelf;
	(void)path;
	enum err err = shelf_open(fixture->folder, &shelf, out_fault);
	if (err)
		return err;
	err = upload(shelf, film(fixture), out_fault);
	close(shelf);
	return err;
}

static void expect_film(struct fixture *fixture, int shelf)
{
	int file;
	int64_t size;
	char *found = arena_alloc(fixture->arena, BYTES);
	assert_int_equal(shelf_read(shelf, ID, &file, &size), OK);
	assert_int_equal(size, BYTES);
	assert_int_equal(read(file, found, BYTES), BYTES);
	assert_memory_equal(found, film(fixture), BYTES);
	close(file);
	close(shelf);
}

static void expect_shelf(struct fixture *fixture, const char *path)
{
	int shelf;
	(void)path;
	assert_int_equal(shelf_open(fixture->folder, &shelf, NULL), OK);
	expect_film(fixture, shelf);
}

static int shelf_setup(void **state)
{
	if (fixture_setup(state))
		return -1;
	struct fixture *fixture = *state;
	return put_on_shelf(fixture, fixture->folder, NULL) ? -1 : 0;
}

static enum err copy_shelf(struct fixture *fixture, const char *path, struct fault *out_fault)
{
	size_t n;
	return shelf_copy(fixture_path(fixture, "videos"), path, true, &n, out_fault);
}

static void expect_copy(struct fixture *fixture, const char *path)
{
	int shelf = open(path, O_RDONLY | O_DIRECTORY);
	assert_true(shelf >= 0);
	expect_film(fixture, shelf);
}

/* ---- names ---- */

static void a_path_that_is_too_long_is_refused_before_anything_is_touched(void **state)
{
	char path[PATH_MAX];
	struct fault fault;
	struct journal_head head;
	int got;
	int64_t us;
	(void)state;
	memset(path, 'a', sizeof path - 1);
	path[0] = '/';
	path[sizeof path - 1] = '\0';
	assert_int_equal(folder_lock(path, &got, &fault), ERR_CONFIG);
	assert_int_equal(folder_prepare(path, true, &fault), ERR_CONFIG);
	assert_int_equal(shelf_open(path, &got, &fault), ERR_CONFIG);
	assert_int_equal(medium_flush_us(path, &us, &fault), ERR_CONFIG);
	assert_int_equal(ballast_make(path, BYTES, &fault), ERR_CONFIG);
	assert_int_equal(ballast_size(path), 0);
	assert_false(ballast_give(path));
	assert_int_equal(backup_make(NULL, path, NULL, NULL, &head, &fault), ERR_CONFIG);
	assert_int_equal(backup_finish(path, &fault), ERR_CONFIG);
	assert_false(backup_is_unfinished(path));
	assert_true(*fault.detail != '\0');
}

/* ---- all of it ---- */

static struct work OPENED = { "a new folder is opened", "day", open_store, expect_store, true };
static struct work MEASURED = { "a disk is measured", "none", measure_disk, expect_nothing, false };
static struct work RENEWED = { "a log is written anew", "none", renew_log, expect_log, false };
static struct work RESERVED = { "the reserve is taken", BALLAST_FILE, make_ballast, expect_ballast, false };
static struct work BACKED_UP = { "a backup is made", "copy.db", make_backup, expect_backup, false };
static struct work RESTORED = { "a backup is restored", "spare", restore, expect_store, true };
static struct work TAKEN = { "a snapshot is taken", "snapshots", take_snapshot, expect_snapshot, true };
static struct work UPLOADED = { "a video is uploaded", "videos", put_on_shelf, expect_shelf, true };
static struct work COPIED = { "videos are copied", "videos.copy", copy_shelf, expect_copy, true };

#define work_test(work, setup)                                                                                       \
	{                                                                                                            \
		"each call fails once: " #work, each_call_fails_once, setup, fixture_teardown, &(work)               \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path_that_is_too_long_is_refused_before_anything_is_touched),
		work_test(OPENED, fixture_setup),
		work_test(MEASURED, fixture_setup),
		work_test(RENEWED, log_setup),
		work_test(RESERVED, fixture_setup),
		work_test(BACKED_UP, backup_setup),
		work_test(RESTORED, backup_setup),
		work_test(TAKEN, backup_setup),
		work_test(UPLOADED, fixture_setup),
		work_test(COPIED, shelf_setup),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
