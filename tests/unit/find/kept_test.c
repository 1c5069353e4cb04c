/* Rows that are kept: what comes back is what was put, member by member, and nothing that was dropped. */
#include "find/kept.h"

#include "tests/unit/find/same_person.h"

#include <stdint.h>

enum { ROOMY = 1 << 20 };

/* Every member says something of its own. */
static struct person somebody(const char *id)
{
	return (struct person){ .id = id,
		.registration_id = "KGL-0001",
		.display = "王小明",
		.given = "小明",
		.family = "王",
		.latin = "Wang Xiaoming",
		.title = "Dr",
		.category = "MIN",
		.roles = "speaker signatory",
		.language = "zh",
		.email = "wang@example.org",
		.state = "arrived",
		.arrived_by = "desk-4",
		.gender = "x",
		.version = 7,
		.arrived_at = -1,
		.entity = { .id = "e-1", .name = "Ministry", .type = "government", .country = "CHN", .version = 3 },
		.badge = { .serial = 12,
		    .code = "ABCD-EFGH",
		    .qr = "P2C0",
		    .person_id = id,
		    .state = "issued",
		    .issued_at = 1,
		    .revoked_at = 2,
		    .issued_by = "desk-1",
		    .reason = "lost",
		    .desk = "1",
		    .collected_by = "An Aide",
		    .collected_desk = "2",
		    .collected_at = 3 },
		.approved_by = "A Focal Point",
		.approved_at = 4,
		.confirmed_at = 5,
		.identity_at = 6,
		.letter_at = 8,
		.photo_at = 9,
		.created_at = INT64_MAX,
		.letter = "seen",
		.letter_by = "desk-2",
		.identity_by = "desk-3",
		.arrived_desk = "5",
		.collector = "Another Aide",
		.expected_on = "2026-11-10",
		.merged_into = "p-2",
		.host = { .id = "", .name = "", .registration_id = "" },
		.help = { .id = "h-1", .reason = "other", .at = 10 },
		.walk_in = true,
		.rooms = "r-1 r-2",
		.photo_needed = true };
}

struct rig {
	struct kept *kept;
	struct arena *arena;
};

static int setup(void **state)
{
	static struct rig rig;
	rig = (struct rig){ kept_create(ROOMY), arena_create() };
	*state = &rig;
	return 0;
}

static int teardown(void **state)
{
	struct rig *rig = *state;
	kept_destroy(rig->kept);
	arena_destroy(rig->arena);
	return 0;
}

static void a_row_comes_back_whole(void **state)
{
	struct rig *rig = *state;
	struct person put = somebody("p-1"), again, nothing = put;
	kept_put(rig->kept, &put);
	assert_true(kept_get(rig->kept, rig->arena, "p-1", &again));
	assert_same_person(&put, &again);
	nothing.version = nothing.arrived_at = nothing.badge.serial = 0;
	nothing.walk_in = nothing.photo_needed = false;
	nothing.remote = nothing.vip = true;
	kept_put(rig->kept, &nothing);
	assert_true(kept_get(rig->kept, rig->arena, "p-1", &again));
	assert_same_person(&nothing, &again);
}

static void what_was_taken_stays_when_the_row_goes(void **state)
{
	struct rig *rig = *state;
	struct person put = somebody("p-1"), taken;
	kept_put(rig->kept, &put);
	assert_true(kept_get(rig->kept, rig->arena, "p-1", &taken));
	kept_drop(rig->kept, "p-1");
	assert_same_person(&put, &taken);
}

static void what_was_dropped_or_cleared_is_gone_and_its_place_is_used_again(void **state)
{
	struct rig *rig = *state;
	struct person out;
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 500; i++) {
			struct person put = somebody(arena_printf(rig->arena, "p-%d", i));
			kept_put(rig->kept, &put);
		}
		for (int i = 0; i < 500; i += 2)
			kept_drop(rig->kept, arena_printf(rig->arena, "p-%d", i));
		for (int i = 0; i < 500; i++)
			assert_int_equal(
			    kept_get(rig->kept, rig->arena, arena_printf(rig->arena, "p-%d", i), &out), i % 2);
		if (round == 1)
			kept_clear(rig->kept);
	}
	assert_false(kept_get(rig->kept, rig->arena, "p-", &out));
	assert_false(kept_get(rig->kept, rig->arena, "p-11111", &out));
}

static void whoever_accompanies_somebody_is_not_kept(void **state)
{
	struct rig *rig = *state;
	struct person alone = somebody("p-1"), guest = alone, out;
	guest.host.id = "p-9";
	kept_put(rig->kept, &alone);
	kept_put(rig->kept, &guest);
	assert_false(kept_get(rig->kept, rig->arena, "p-1", &out));
}

static void without_room_nothing_more_is_kept(void **state)
{
	struct rig *rig = *state;
	struct kept *small = kept_create(1000);
	struct person one = somebody("p-1"), two = somebody("p-2"), three = somebody("p-3"), out;
	kept_put(small, &one);
	kept_put(small, &two);
	kept_put(small, &three);
	assert_true(kept_get(small, rig->arena, "p-2", &out));
	assert_false(kept_get(small, rig->arena, "p-3", &out));
	kept_drop(small, "p-1");
	kept_put(small, &three);
	assert_true(kept_get(small, rig->arena, "p-3", &out));
	kept_destroy(small);
}

#define rig_test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		rig_test(a_row_comes_back_whole),
		rig_test(what_was_taken_stays_when_the_row_goes),
		rig_test(what_was_dropped_or_cleared_is_gone_and_its_place_is_used_again),
		rig_test(whoever_accompanies_somebody_is_not_kept),
		rig_test(without_room_nothing_more_is_kept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
