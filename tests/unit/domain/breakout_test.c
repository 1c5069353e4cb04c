/* Breakout groups as use cases: who takes part, what is kept, what is journalled and what of it is sealed. The rule
 * of the assignment itself is tests/unit/schedule/breakout_test.c. */
#include "tests/unit/domain/day.h"

#include "domain/breakout.h"
#include "domain/card.h"
#include "domain/groups.h"

#include <string.h>

/* What an act of a test is told, and what it answers. */
struct wanted {
	const char *session, *group, *person;
	const struct group_form *forms;
	size_t n;
	const char *wishes[BREAKOUT_WISHES];
	size_t n_wishes;
	struct breakout answer;
};

static enum err act_add(struct tx *tx, void *ctx)
{
	struct wanted *w = ctx;
	return breakout_add_groups(tx, w->session, w->forms, w->n, &w->answer);
}

static enum err act_wish(struct tx *tx, void *ctx)
{
	struct wanted *w = ctx;
	return breakout_wish(tx, w->session, w->person, w->wishes, w->n_wishes);
}

static enum err act_assign(struct tx *tx, void *ctx)
{
	struct wanted *w = ctx;
	return breakout_assign_all(tx, w->session, true, &w->answer);
}

static enum err act_place(struct tx *tx, void *ctx)
{
	struct wanted *w = ctx;
	return breakout_place(tx, w->group, w->person, &w->answer);
}

static enum err act_remove(struct tx *tx, void *ctx)
{
	struct wanted *w = ctx;
	return breakout_remove_group(tx, w->group, &w->answer);
}

static enum err act_invite(struct tx *tx, void *ctx)
{
	struct wanted *w = ctx;
	return invitation_change(tx, w->session, &w->person, 1, NULL, 0);
}

static struct breakout stored(struct day_rig *day, const char *session)
{
	struct breakout breakout;
	assert_int_equal(breakout_get(day->db, day->arena, session, &breakout), OK);
	return breakout;
}

static const struct group_form TWO[] = { { .name = "Fibre", .capacity = 2 }, { .name = "الأقمار", .capacity = 2 } };

/* A session with those two groups. */
static struct breakout two_groups(struct day_rig *day)
{
	struct wanted w = { .session = day_session(day, "Breakout"), .forms = TWO, .n = 2 };
	assert_int_equal(day_run(day, act_add, &w), OK);
	return stored(day, w.session);
}

static void wishes(struct day_rig *day, const struct breakout *b, const char *person, size_t group)
{
	struct wanted w = {
		.session = b->session_id, .person = person, .wishes = { b->groups[group].id }, .n_wishes = 1
	};
	assert_int_equal(day_run(day, act_wish, &w), OK);
}

static const char *group_of(const struct breakout *b, const char *person)
{
	for (size_t i = 0; i < b->n_members; i++)
		if (strcmp(b->members[i].person.id, person) == 0)
			return b->members[i].group_id;
	return NULL;
}

static void groups_stand_in_the_order_in_which_they_were_added(void **state)
{
	struct day_rig *day = *state;
	struct breakout b = two_groups(day);
	assert_int_equal(b.version, 1);
	assert_int_equal(b.n_groups, 2);
	assert_string_equal(b.groups[0].name, "Fibre");
	assert_string_equal(b.groups[1].name, "الأقمار");
	day_expect_entry(day, "groups", "groups.add", b.session_id, 1);
}

static void the_invited_take_part_without_a_word(void **state)
{
	struct day_rig *day = *state;
	struct breakout b = two_groups(day);
	struct person guest = day_somebody(day, "Guest");
	struct wanted w = { .session = b.session_id, .person = guest.id };
	assert_int_equal(day_run(day, act_invite, &w), OK);
	assert_int_equal(day_run(day, act_assign, &w), OK);
	b = stored(day, b.session_id);
	assert_int_equal(b.n_members, 1);
	assert_non_null(breakout_group_find(&b, b.members[0].group_id));
}

static void whose_place_it_is_is_sealed_and_the_public_part_has_numbers_only(void **state)
{
	struct day_rig *day = *state;
	struct breakout b = two_groups(day);
	struct person somebody = day_somebody(day, "Somebody");
	wishes(day, &b, somebody.id, 0);
	struct journal_entry wish = day_last(day);
	assert_string_equal(wish.action, "groups.wish");
	assert_string_equal(wish.subject, b.session_id);
	assert_null(strstr(wish.data, somebody.id));
	struct wanted w = { .session = b.session_id };
	assert_int_equal(day_run(day, act_assign, &w), OK);
	assert_non_null(strstr(day_last(day).data, "\"placed\":1"));
}

static void a_full_group_takes_nobody_by_hand(void **state)
{
	struct day_rig *day = *state;
	struct breakout b = two_groups(day);
	for (int i = 0; i < 2; i++) {
		struct wanted w = { .group = b.groups[0].id, .person = day_somebody(day, "One").id };
		assert_int_equal(day_run(day, act_place, &w), OK);
	}
	struct wanted third = { .group = b.groups[0].id, .person = day_somebody(day, "Third").id };
	assert_int_equal(day_run(day, act_place, &third), ERR_CONFLICT);
	day_expect_fault(day, ERR_CONFLICT, "person");
	assert_int_equal(stored(day, b.session_id).n_members, 2);
}

static void by_hand_outlives_the_next_assignment(void **state)
{
	struct day_rig *day = *state;
	struct breakout b = two_groups(day);
	struct person somebody = day_somebody(day, "Somebody");
	wishes(day, &b, somebody.id, 0);
	struct wanted w = { .session = b.session_id, .group = b.groups[1].id, .person = somebody.id };
	assert_int_equal(day_run(day, act_place, &w), OK);
	assert_int_equal(day_run(day, act_assign, &w), OK);
	b = stored(day, b.session_id);
	assert_string_equal(group_of(&b, somebody.id), b.groups[1].id);
	assert_string_equal(b.members[0].wishes, b.groups[0].id);
}

static void a_group_that_goes_leaves_its_people_and_voids_wishes(void **state)
{
	struct day_rig *day = *state;
	struct breakout b = two_groups(day);
	struct person somebody = day_somebody(day, "Somebody");
	wishes(day, &b, somebody.id, 0);
	struct wanted w = { .session = b.session_id, .group = b.groups[0].id };
	assert_int_equal(day_run(day, act_assign, &w), OK);
	assert_int_equal(day_run(day, act_remove, &w), OK);
	assert_string_equal(group_of(&w.answer, somebody.id), "");
	assert_int_equal(day_run(day, act_assign, &w), OK);
	b = stored(day, b.session_id);
	assert_string_equal(group_of(&b, somebody.id), b.groups[0].id);
}

static void one_person_finds_their_group(void **state)
{
	struct day_rig *day = *state;
	struct breakout b = two_groups(day);
	struct person somebody = day_somebody(day, "Somebody");
	struct group_of_person *places;
	size_t n;
	assert_int_equal(groups_of_person(day->db, day->arena, somebody.id, &places, &n), OK);
	assert_int_equal(n, 0);
	struct wanted w = { .group = b.groups[1].id, .person = somebody.id };
	assert_int_equal(day_run(day, act_place, &w), OK);
	assert_int_equal(groups_of_person(day->db, day->arena, somebody.id, &places, &n), OK);
	assert_int_equal(n, 1);
	assert_string_equal(places[0].session_id, b.session_id);
	assert_string_equal(places[0].group.name, "الأقمار");
	assert_string_equal(places[0].seat, "");
}

static void more_groups_than_a_session_has_are_refused(void **state)
{
	struct day_rig *day = *state;
	struct group_form many[BREAKOUT_GROUPS_MAX + 1];
	for (size_t i = 0; i <= BREAKOUT_GROUPS_MAX; i++)
		many[i] = TWO[0];
	struct wanted w = { .session = day_session(day, "Breakout"), .forms = many, .n = BREAKOUT_GROUPS_MAX + 1 };
	assert_int_equal(day_run(day, act_add, &w), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "groups");
	w.n = BREAKOUT_GROUPS_MAX;
	assert_int_equal(day_run(day, act_add, &w), OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(groups_stand_in_the_order_in_which_they_were_added),
		day_test(the_invited_take_part_without_a_word),
		day_test(whose_place_it_is_is_sealed_and_the_public_part_has_numbers_only),
		day_test(a_full_group_takes_nobody_by_hand),
		day_test(by_hand_outlives_the_next_assignment),
		day_test(a_group_that_goes_leaves_its_people_and_voids_wishes),
		day_test(one_person_finds_their_group),
		day_test(more_groups_than_a_session_has_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
