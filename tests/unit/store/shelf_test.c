/* The videos as files, on disks that fill up, fail, are interrupted, or are another one than the copy's. Each call of
 * the system that stands between a video and its name is made to fail: then nothing has that name, the words fit, and
 * said again it is done. */
#include "fixture.h"

#include "store/shelf.h"
#include "store/shelf_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>

static const char ID[] = "018f2d3c-0000-7000-8000-000000000001";
enum { SIZE = SHELF_PART_BYTES + 100 };

/* ---- calls that fail ---- */

struct failure {
	const char *call;
	int cause;
	enum err told;
};
static struct failure failing;
static int times; /* how often it still fails */
static bool is_other_disk;

static bool fails(const char *call)
{
	if (!times || strcmp(failing.call, call) != 0)
		return false;
	times--;
	errno = failing.cause;
	return true;
}

static void fail_with(struct failure failure, int n)
{
	failing = failure;
	times = n;
}

ssize_t pwrite(int file, const void *bytes, size_t len, off_t at)
{
	if (fails("pwrite"))
		return -1;
	return syscall(SYS_pwrite64, file, bytes, fails("half") ? (len + 1) / 2 : len, at);
}

int fallocate(int file, int mode, off_t at, off_t len)
{
	return fails("fallocate") ? -1 : (int)syscall(SYS_fallocate, file, mode, at, len);
}

int fdatasync(int file)
{
	return fails("fdatasync") ? -1 : (int)syscall(SYS_fdatasync, file);
}

int fsync(int file)
{
	return fails("fsync") ? -1 : (int)syscall(SYS_fsync, file);
}

int renameat(int from, const char *old, int to, const char *new)
{
	return fails("renameat") ? -1 : (int)syscall(SYS_renameat2, from, old, to, new, 0);
}

int linkat(int from, const char *old, int to, const char *new, int flags)
{
	if (is_other_disk)
		errno = EXDEV;
	return is_other_disk ? -1 : (int)syscall(SYS_linkat, from, old, to, new, flags);
}

ssize_t sendfile(int to, int from, off_t *at, size_t len)
{
	return fails("sendfile") ? -1 : syscall(SYS_sendfile, to, from, at, len);
}

int fstatvfs(int file, struct statvfs *out_disk)
{
	(void)file;
	*out_disk =
	    (struct statvfs){ .f_frsize = 1 << 20, .f_bavail = (1 << 10) + 50 }; /* 50 MiB beside what stays */
	return fails("fstatvfs") ? -1 : 0;
}

/* ---- a shelf ---- */

static int shelf_of(const struct fixture *fixture, const char *name)
{
	char data[FIXTURE_PATH + 16];
	int shelf = -1;
	snprintf(data, sizeof data, "%s/%s", fixture->folder, name);
	assert_true(mkdir(data, 0700) == 0 || errno == EEXIST);
	assert_int_equal(shelf_open(data, &shelf, NULL), OK);
	return shelf;
}

static char *video_bytes(const struct fixture *fixture)
{
	char *bytes = arena_alloc(fixture->arena, SIZE);
	for (size_t i = 0; i < SIZE; i++)
		bytes[i] = (char)(i * 7 + i / 251);
	return bytes;
}

static enum err put(int shelf, const char *bytes, size_t number, struct fault *out_fault)
{
	size_t len = number ? SIZE - SHELF_PART_BYTES : SHELF_PART_BYTES;
	return shelf_put(shelf, ID, SIZE, number, bytes + number * SHELF_PART_BYTES, len, out_fault);
}

static size_t missing(int shelf)
{
	size_t first;
	return shelf_missing(shelf, ID, SIZE, &first, 1);
}

static void expect_whole(const struct fixture *fixture, int shelf)
{
	int file;
	int64_t size;
	char *found = arena_alloc(fixture->arena, SIZE);
	assert_int_equal(shelf_read(shelf, ID, &file, &size), OK);
	assert_int_equal(size, SIZE);
	assert_int_equal(read(file, found, SIZE), SIZE);
	assert_memory_equal(found, video_bytes(fixture), SIZE);
	close(file);
}

static void keep(int shelf)
{
	struct shelf_upload upload;
	assert_int_equal(shelf_hold(shelf, ID, SIZE, &upload, NULL), OK);
	assert_int_equal(shelf_keep(shelf, ID, &upload, NULL), OK);
}

static int whole_video(const struct fixture *fixture, const char *name)
{
	int shelf = shelf_of(fixture, name);
	const char *bytes = video_bytes(fixture);
	for (size_t number = 0; number < 2; number++)
		assert_int_equal(put(shelf, bytes, number, NULL), OK);
	keep(shelf);
	return shelf;
}

/* ---- uploads ---- */

static void a_part_that_could_not_be_saved_has_not_arrived(void **state)
{
	static const struct failure FAILURES[] = { { "fallocate", ENOSPC, ERR_DISK_FULL },
		{ "fallocate", EIO, ERR_NOT_SAVED }, { "pwrite", EDQUOT, ERR_DISK_FULL },
		{ "pwrite", EFBIG, ERR_DISK_FULL }, { "pwrite", EIO, ERR_NOT_SAVED },
		{ "fdatasync", EIO, ERR_NOT_SAVED } };
	const struct fixture *fixture = *state;
	int shelf = shelf_of(fixture, "day");
	const char *bytes = video_bytes(fixture);
	for (size_t i = 0; i < sizeof FAILURES / sizeof *FAILURES; i++) {
		struct fault fault = { 0 };
		fail_with(FAILURES[i], 1);
		assert_string_equal(err_name(put(shelf, bytes, 0, &fault)), err_name(FAILURES[i].told));
		assert_int_equal(times, 0);
		assert_int_equal(missing(shelf), 2);
	}
	assert_int_equal(put(shelf, bytes, 0, NULL), OK);
	assert_int_equal(missing(shelf), 1);
	close(shelf);
}

static void what_is_interrupted_or_written_by_halves_goes_on(void **state)
{
	static const struct failure FAILURES[] = { { "pwrite", EINTR, OK }, { "half", 0, OK },
		{ "fallocate", EOPNOTSUPP, OK } };
	const struct fixture *fixture = *state;
	int shelf = shelf_of(fixture, "day");
	const char *bytes = video_bytes(fixture);
	const struct shelf_name again[] = { { .is_part = true }, { .is_map = true }, { .is_part = false } };
	for (size_t i = 0; i < sizeof FAILURES / sizeof *FAILURES; i++) {
		fail_with(FAILURES[i], 1);
		for (size_t number = 2; number-- > 0;)
			assert_int_equal(put(shelf, bytes, number, NULL), OK);
		assert_int_equal(times, 0);
		keep(shelf);
		expect_whole(fixture, shelf);
		for (size_t k = 0; k < sizeof again / sizeof *again; k++) {
			struct shelf_name name = again[k];
			memcpy(name.id, ID, sizeof ID);
			shelf_remove(shelf, &name);
		}
	}
	close(shelf);
}

static void an_upload_is_finished_under_its_name_or_not_at_all(void **state)
{
	static const struct failure FAILURES[] = { { "fsync", EIO, ERR_NOT_SAVED },
		{ "renameat", EIO, ERR_NOT_SAVED }, { "renameat", ENOSPC, ERR_DISK_FULL } };
	const struct fixture *fixture = *state;
	int shelf = shelf_of(fixture, "day");
	const char *bytes = video_bytes(fixture);
	struct shelf_upload upload;
	for (size_t number = 0; number < 2; number++)
		assert_int_equal(put(shelf, bytes, number, NULL), OK);
	for (size_t i = 0; i < sizeof FAILURES / sizeof *FAILURES; i++) {
		assert_int_equal(shelf_hold(shelf, ID, SIZE, &upload, NULL), OK);
		fail_with(FAILURES[i], 1);
		assert_string_equal(err_name(shelf_keep(shelf, ID, &upload, NULL)), err_name(FAILURES[i].told));
		assert_false(shelf_has(shelf, ID));
	}
	keep(shelf);
	expect_whole(fixture, shelf);
	assert_int_equal(put(shelf, bytes, 0, NULL), OK); /* kept: there is nothing to send */
	keep(shelf);                                      /* said again: it is kept already */
	close(shelf);
}

static void nobody_looks_at_a_video_while_a_part_is_being_saved(void **state)
{
	const struct fixture *fixture = *state;
	int shelf = shelf_of(fixture, "day");
	const char *bytes = video_bytes(fixture);
	struct shelf_upload upload;
	for (size_t number = 0; number < 2; number++)
		assert_int_equal(put(shelf, bytes, number, NULL), OK);
	assert_int_equal(shelf_hold(shelf, ID, SIZE, &upload, NULL), OK);
	assert_int_equal(put(shelf, bytes, 0, NULL), ERR_BUSY);
	shelf_let_go(&upload);
	assert_int_equal(put(shelf, bytes, 0, NULL), OK);
	close(shelf);
}

static void a_name_that_is_no_id_is_no_file(void **state)
{
	static const char *const NAMES[] = { "", "../../../../../../../../../etc/passwd", "018f2d3c",
		"018F2D3C-0000-7000-8000-000000000001", "018f2d3c/0000-7000-8000-000000000001" };
	const struct fixture *fixture = *state;
	int shelf = shelf_of(fixture, "day"), file;
	int64_t size;
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
		assert_int_equal(shelf_read(shelf, NAMES[i], &file, &size), ERR_NOT_FOUND);
		assert_false(shelf_has(shelf, NAMES[i]));
		assert_int_equal(shelf_put(shelf, NAMES[i], 1, 0, "x", 1, NULL), ERR_NOT_FOUND);
	}
	assert_int_equal(mkdirat(shelf, ID, 0700), 0);
	assert_int_equal(shelf_read(shelf, ID, &file, &size), ERR_NOT_FOUND);
	close(shelf);
}

static void a_file_that_cannot_be_opened_now_is_not_called_missing(void **state)
{
	int shelf = whole_video(*state, "day"), file;
	int64_t size;
	struct rlimit usual, none;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &usual), 0);
	none = (struct rlimit){ .rlim_max = usual.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	enum err err = shelf_read(shelf, ID, &file, &size);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &usual), 0);
	assert_int_equal(err, ERR_BUSY);
	close(shelf);
}

static void room_is_asked_for_beside_what_the_journal_needs(void **state)
{
	const struct fixture *fixture = *state;
	int shelf = shelf_of(fixture, "day");
	struct fault fault = { 0 };
	assert_int_equal(shelf_has_room(shelf, 50 << 20, NULL), OK);
	assert_int_equal(shelf_has_room(shelf, (50 << 20) + 1, &fault), ERR_DISK_FULL);
	assert_string_equal(fault.field, "size");
	assert_non_null(strstr(fault.detail, "52 MB are free for videos"));
	fail_with((struct failure){ "fstatvfs", EIO, ERR_NOT_SAVED }, 1);
	assert_int_equal(shelf_has_room(shelf, 1, NULL), ERR_NOT_SAVED);
	close(shelf);
}

static void a_shelf_that_cannot_be_is_said_with_its_path(void **state)
{
	const struct fixture *fixture = *state;
	char path[FIXTURE_PATH + 32], longest[5000];
	int shelf;
	struct fault fault = { 0 };
	snprintf(path, sizeof path, "%s/nowhere", fixture->folder);
	assert_int_equal(shelf_open(path, &shelf, &fault), ERR_CONFIG);
	assert_non_null(strstr(fault.detail, "/nowhere/videos: No such file"));
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof path, "%s/nowhere/videos", fixture->folder);
	close(open(path, O_CREAT | O_WRONLY, 0600));
	snprintf(path, sizeof path, "%s/nowhere", fixture->folder);
	assert_int_equal(shelf_open(path, &shelf, &fault), ERR_CONFIG);
	assert_non_null(strstr(fault.detail, "Not a directory"));
	memset(longest, 'x', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	assert_int_equal(shelf_open(longest, &shelf, &fault), ERR_CONFIG);
}

/* ---- copies ---- */

struct copying {
	char from[FIXTURE_PATH + 32], to[FIXTURE_PATH + 32];
	int shelf;
};

static struct copying copying_of(const struct fixture *fixture, bool to_another_disk)
{
	struct copying c = { .shelf = whole_video(fixture, "day") };
	snprintf(c.from, sizeof c.from, "%s/day/videos", fixture->folder);
	snprintf(c.to, sizeof c.to, "%s/videos", fixture->folder);
	is_other_disk = to_another_disk;
	return c;
}

static void expect_copy(const struct fixture *fixture)
{
	int copies = -1;
	struct shelf_name *names;
	assert_int_equal(shelf_open(fixture->folder, &copies, NULL), OK);
	assert_int_equal(shelf_list(copies, &names), 1);
	free(names);
	expect_whole(fixture, copies);
	close(copies);
}

static void copies_are_the_same_on_this_disk_and_on_another(void **state)
{
	for (int other = 0; other < 2; other++) {
		const struct fixture *fixture = *state;
		struct copying c = copying_of(fixture, other);
		size_t n = 0;
		assert_int_equal(shelf_copy(c.from, c.to, false, &n, NULL), OK);
		assert_int_equal(n, 1);
		expect_copy(fixture);
		assert_int_equal(shelf_copy(c.from, c.to, false, &n, NULL), OK);
		assert_int_equal(n, 0);
		close(c.shelf);
		assert_int_equal(nftw(c.to, fixture_remove, 8, FTW_DEPTH | FTW_PHYS), 0);
		assert_int_equal(nftw(c.from, fixture_remove, 8, FTW_DEPTH | FTW_PHYS), 0);
	}
}

static bool is_empty(const char *path)
{
	return rmdir(path) == 0 || errno == ENOENT;
}

static void a_copy_that_failed_leaves_nothing_and_is_made_the_next_time(void **state)
{
	static const struct failure FAILURES[] = { { "sendfile", ENOSPC, ERR_DISK_FULL },
		{ "sendfile", EDQUOT, ERR_DISK_FULL }, { "sendfile", EIO, ERR_NOT_SAVED },
		{ "fsync", EIO, ERR_NOT_SAVED }, { "renameat", EIO, ERR_NOT_SAVED } };
	const struct fixture *fixture = *state;
	struct copying c = copying_of(fixture, true);
	size_t n = 0;
	for (size_t i = 0; i < sizeof FAILURES / sizeof *FAILURES; i++) {
		struct fault fault = { 0 };
		fail_with(FAILURES[i], 1);
		assert_string_equal(
		    err_name(shelf_copy(c.from, c.to, false, &n, &fault)), err_name(FAILURES[i].told));
		assert_non_null(strstr(fault.detail, strerror(FAILURES[i].cause)));
		assert_true(is_empty(c.to));
	}
	fail_with((struct failure){ "sendfile", EINTR, OK }, 2);
	assert_int_equal(shelf_copy(c.from, c.to, false, &n, NULL), OK);
	expect_copy(fixture);
	close(c.shelf);
}

static void what_is_no_more_is_taken_away_where_that_is_wanted(void **state)
{
	const struct fixture *fixture = *state;
	struct copying c = copying_of(fixture, false);
	struct shelf_name name = { .is_part = false };
	size_t n = 0;
	assert_int_equal(shelf_copy(c.from, c.to, true, &n, NULL), OK);
	expect_copy(fixture);
	memcpy(name.id, ID, sizeof ID);
	shelf_remove(c.shelf, &name);
	assert_int_equal(shelf_copy(c.from, c.to, false, &n, NULL), OK);
	expect_copy(fixture);
	assert_int_equal(shelf_copy(c.from, c.to, true, &n, NULL), OK);
	assert_true(is_empty(c.to));
	close(c.shelf);
}

static void without_videos_there_is_nothing_to_copy_and_without_a_place_it_is_said(void **state)
{
	const struct fixture *fixture = *state;
	struct copying c = copying_of(fixture, true);
	char path[FIXTURE_PATH + 64];
	struct fault fault = { 0 };
	size_t n = 7;
	snprintf(path, sizeof path, "%s/none", fixture->folder);
	assert_int_equal(shelf_copy(path, c.to, false, &n, NULL), OK);
	assert_int_equal(n, 0);
	snprintf(path, sizeof path, "%s/none/videos", fixture->folder);
	assert_int_equal(shelf_copy(c.from, path, false, &n, &fault), ERR_NOT_SAVED);
	assert_non_null(strstr(fault.detail, "none/videos: No such file"));
	close(c.shelf);
}

static int begin(void **state)
{
	times = 0;
	is_other_disk = false;
	return fixture_setup(state);
}

#define shelf_case(f) cmocka_unit_test_setup_teardown(f, begin, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		shelf_case(a_part_that_could_not_be_saved_has_not_arrived),
		shelf_case(what_is_interrupted_or_written_by_halves_goes_on),
		shelf_case(an_upload_is_finished_under_its_name_or_not_at_all),
		shelf_case(nobody_looks_at_a_video_while_a_part_is_being_saved),
		shelf_case(a_name_that_is_no_id_is_no_file),
		shelf_case(a_file_that_cannot_be_opened_now_is_not_called_missing),
		shelf_case(room_is_asked_for_beside_what_the_journal_needs),
		shelf_case(a_shelf_that_cannot_be_is_said_with_its_path),
		shelf_case(copies_are_the_same_on_this_disk_and_on_another),
		shelf_case(a_copy_that_failed_leaves_nothing_and_is_made_the_next_time),
		shelf_case(what_is_no_more_is_taken_away_where_that_is_wanted),
		shelf_case(without_videos_there_is_nothing_to_copy_and_without_a_place_it_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
