/* What a data folder may stand on: file systems that are refused, with words for a technician, and how quickly a disk
 * says that it has written. */
#include "fixture.h"

#include "store/ballast.h"
#include "store/medium.h"

static void network_sticks_and_foreign_drivers_are_refused_with_advice(void **state)
{
	static const unsigned long KINDS[] = { 0x6969, 0xff534d42, 0xfe534d42, 0x517b, 0x00c36400, 0x5346414f, 0x4d44,
		0x2011bab0, 0x5346544e, 0x7366746e, 0x482b, 0x65735546 };
	(void)state;
	for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
		struct fault fault = { 0 };
		assert_int_equal(medium_judge_kind(KINDS[i], "/srv/day", &fault), ERR_CONFIG);
		assert_non_null(strstr(fault.detail, "/srv/day is "));
		assert_non_null(strstr(fault.detail, "use a folder on a local disk"));
	}
}

static void local_disks_overlays_and_memory_are_taken(void **state)
{
	static const unsigned long KINDS[] = { 0xef53, 0x58465342, 0x9123683e, 0x794c7630, 0x01021994, 0x2fc12fc1,
		0xf2f52010 };
	(void)state;
	for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
		assert_int_equal(medium_judge_kind(KINDS[i], "/srv/day", NULL), OK);
}

static void a_folder_that_is_not_there_is_not_found(void **state)
{
	struct fault fault = { 0 };
	assert_int_equal(medium_judge(fixture_path(*state, "nowhere"), &fault), ERR_NOT_FOUND);
	assert_non_null(strstr(fault.detail, "p2c init makes one"));
}

static void the_time_of_a_sync_is_measured_and_nothing_stays_of_it(void **state)
{
	struct fixture *fixture = *state;
	int64_t us = -1;
	assert_int_equal(medium_flush_us(fixture->folder, &us, NULL), OK);
	assert_true(us >= 0);
	assert_int_not_equal(access(fixture_path(fixture, "flush-test"), F_OK), 0);
	us = -1;
	assert_int_equal(medium_flush_us(fixture_path(fixture, "nowhere"), &us, NULL), ERR_NOT_SAVED);
	assert_int_equal(us, -1);
}

static void a_ballast_takes_real_room_and_gives_it_back_once(void **state)
{
	enum { BYTES = 3000000, SECTOR = 512 };
	struct fixture *fixture = *state;
	struct stat info;
	assert_int_equal(ballast_size(fixture->folder), 0);
	assert_false(ballast_give(fixture->folder));
	assert_int_equal(ballast_make(fixture->folder, BYTES, NULL), OK);
	assert_int_equal(ballast_make(fixture->folder, BYTES, NULL), OK);
	assert_int_equal(stat(fixture_path(fixture, BALLAST_FILE), &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_true(info.st_blocks * SECTOR >= BYTES);
	assert_int_equal(ballast_size(fixture->folder), BYTES);
	assert_true(ballast_give(fixture->folder));
	assert_false(ballast_give(fixture->folder));
	assert_int_equal(ballast_make(fixture_path(fixture, "nowhere"), BYTES, NULL), ERR_NOT_SAVED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(network_sticks_and_foreign_drivers_are_refused_with_advice),
		fixture_test(local_disks_overlays_and_memory_are_taken),
		fixture_test(a_folder_that_is_not_there_is_not_found),
		fixture_test(the_time_of_a_sync_is_measured_and_nothing_stays_of_it),
		fixture_test(a_ballast_takes_real_room_and_gives_it_back_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
