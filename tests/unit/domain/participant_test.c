/* Registration at the desk: what may be said about somebody, numbers for walk-ins, edits of rows that moved. Arrival
 * and badges are arrival_test.c, scans door_test.c. */
#include "tests/unit/domain/day.h"

#include "domain/vocabulary.h"

#include <string.h>

static const struct participant_form MARIE = { .given = "Marie",
	.family = "Núñez",
	.entity_name = "Ministry of ICT",
	.entity_type = "government",
	.entity_country = "RWA",
	.category = "MIN",
	.roles = "speaker head_of_delegation",
	.language = "fr",
	.title = "Minister",
	.email = "marie@example.org" };

static char *long_text(struct day_rig *day, size_t len)
{
	char *text = arena_alloc(day->arena, len + 1);
	memset(text, 'a', len);
	return text;
}

/* ---- registration ---- */

static void a_walk_in_is_approved_numbered_and_findable(void **state)
{
	struct day_rig *day = *state;
	struct person person;
	assert_int_equal(day_add(day, &MARIE, &person), OK);
	assert_string_equal(person.registration_id, "W-0001");
	assert_string_equal(person.state, "approved");
	assert_int_equal(person.version, 1);
	assert_string_equal(person.display, "Marie Núñez");
	assert_string_equal(person.latin, "Marie Nunez");
	assert_string_equal(person.entity.name, "Ministry of ICT");
	assert_string_equal(person.entity.country, "RWA");
	assert_int_equal(person.arrived_at, 0);
	assert_int_equal(person.badge.serial, 0);
	day_expect_entry(day, "participants", "participant.add", person.id, 1);
	assert_int_equal(day_add(day, &MARIE, &person), OK);
	assert_string_equal(person.registration_id, "W-0002");
}

static void the_least_that_must_be_said_is_a_name_and_an_organisation(void **state)
{
	struct day_rig *day = *state;
	struct person person = { .id = "untouched" };
	struct participant_form nameless = { .entity_name = "Kariba Telecom" }, alone = { .family = "Banda" };
	struct participant_form blank = { .given = "", .family = "", .display = "", .entity_name = "Kariba Telecom" };
	assert_int_equal(day_add(day, &nameless, &person), ERR_FIELD_MISSING);
	day_expect_fault(day, ERR_FIELD_MISSING, "name");
	assert_int_equal(day_add(day, &blank, &person), ERR_FIELD_MISSING);
	day_expect_fault(day, ERR_FIELD_MISSING, "name");
	assert_int_equal(day_add(day, &alone, &person), ERR_FIELD_MISSING);
	day_expect_fault(day, ERR_FIELD_MISSING, "entity");
	assert_string_equal(person.id, "untouched");
	alone.entity_name = "Kariba Telecom";
	assert_int_equal(day_add(day, &alone, &person), OK);
	assert_string_equal(person.display, "Banda");
	assert_string_equal(person.category, "DEL");
	assert_string_equal(person.entity.type, "private_sector");
}

static void a_name_in_another_script_gets_a_latin_form(void **state)
{
	struct day_rig *day = *state;
	assert_string_equal(day_somebody(day, "王小明").latin, "Wang Xiao Ming");
	struct participant_form form = { .display = "محمد", .latin = "Mohamed", .entity_name = "x" };
	struct person person;
	assert_int_equal(day_add(day, &form, &person), OK);
	assert_string_equal(person.latin, "Mohamed");
}

static void each_field_that_is_wrong_is_named(void **state)
{
	struct day_rig *day = *state;
	struct participant_form good = MARIE;
	const char *too_long = long_text(day, 201);
	const struct {
		const char **at;
		const char *value, *field;
		enum err err;
	} CASES[] = {
		{ &good.category, "KING", "category", ERR_INVALID },
		{ &good.category, "", "category", ERR_INVALID },
		{ &good.roles, "speaker sorcerer", "roles", ERR_INVALID },
		{ &good.roles, "speaker,press", "roles", ERR_INVALID },
		{ &good.language, "de", "language", ERR_INVALID },
		{ &good.language, "FR", "language", ERR_INVALID },
		{ &good.email, "nobody", "email", ERR_INVALID },
		{ &good.email, "a b@example.org", "email", ERR_INVALID },
		{ &good.email, "a@example.org\r\nBcc: all", "email", ERR_INVALID },
		{ &good.state, "dead", "state", ERR_INVALID },
		{ &good.state, "arrived", "state", ERR_INVALID },
		{ &good.entity_country, "ZZZ", "country", ERR_COUNTRY },
		{ &good.entity_country, "rwa", "country", ERR_COUNTRY },
		{ &good.entity_type, "kingdom", "entity.type", ERR_INVALID },
		{ &good.entity_name, "", "entity", ERR_FIELD_MISSING },
		{ &good.entity_name, "???", "entity", ERR_INVALID },
		{ &good.entity_name, too_long, "entity", ERR_INVALID },
		{ &good.entity_id, "no-such-entity", "entity", ERR_INVALID },
		{ &good.given, too_long, "name", ERR_INVALID },
		{ &good.family, too_long, "name", ERR_INVALID },
		{ &good.display, too_long, "name", ERR_INVALID },
		{ &good.latin, too_long, "name", ERR_INVALID },
		{ &good.title, too_long, "title", ERR_INVALID },
		{ &good.roles, too_long, "roles", ERR_INVALID },
		{ &good.registration_id, "", "registration_id", ERR_INVALID },
		{ &good.registration_id, long_text(day, 41), "registration_id", ERR_INVALID },
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct person person = { .id = "untouched" };
		good = MARIE;
		*CASES[i].at = CASES[i].value;
		if (day_add(day, &good, &person) != CASES[i].err)
			fail_msg("%.40s=\"%.40s\": %s", CASES[i].field, CASES[i].value, err_name(day->fault.err));
		day_expect_fault(day, CASES[i].err, CASES[i].field);
		assert_true(*day->fault.detail);
		assert_string_equal(person.id, "untouched");
	}
	good = MARIE;
	struct person person;
	assert_int_equal(day_add(day, &good, &person), OK);
	assert_string_equal(person.registration_id, "W-0001");
}

static void the_longest_texts_that_fit_are_kept_whole(void **state)
{
	struct day_rig *day = *state;
	struct participant_form form = MARIE;
	struct person person;
	form.display = long_text(day, 200);
	form.registration_id = long_text(day, 40);
	form.entity_name = long_text(day, 200);
	assert_int_equal(day_add(day, &form, &person), OK);
	assert_int_equal(strlen(person.display), 200);
	assert_int_equal(strlen(person.registration_id), 40);
}

static void a_registration_id_belongs_to_one_person(void **state)
{
	struct day_rig *day = *state;
	struct participant_form form = MARIE;
	struct person person;
	form.registration_id = "KGL-17";
	assert_int_equal(day_add(day, &form, &person), OK);
	assert_int_equal(day_add(day, &form, &person), ERR_CONFLICT);
	day_expect_fault(day, ERR_CONFLICT, "registration_id");
	assert_non_null(strstr(day->fault.detail, "KGL-17"));
}

static void walk_in_numbers_pass_over_those_that_a_list_brought_along(void **state)
{
	struct day_rig *day = *state;
	struct participant_form form = MARIE;
	struct person person;
	static const char *const TAKEN[] = { "W-0001", "W-0002", "W-0004" };
	for (size_t i = 0; i < 3; i++) {
		form.registration_id = TAKEN[i];
		assert_int_equal(day_add(day, &form, &person), OK);
	}
	assert_string_equal(day_somebody(day, "A").registration_id, "W-0003");
	assert_string_equal(day_somebody(day, "B").registration_id, "W-0005");
}

static void an_entity_can_be_named_by_its_id(void **state)
{
	struct day_rig *day = *state;
	struct person first = day_somebody(day, "A Banda"), second;
	struct participant_form form = { .family = "Phiri", .entity_id = first.entity.id };
	assert_int_equal(day_add(day, &form, &second), OK);
	assert_string_equal(second.entity.id, first.entity.id);
	assert_string_equal(second.entity.name, "Kariba Telecom");
}

static void colleagues_share_one_entity(void **state)
{
	struct day_rig *day = *state;
	assert_string_equal(day_somebody(day, "A").entity.id, day_somebody(day, "B").entity.id);
}

static void a_country_or_type_without_a_name_is_no_organisation(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	struct participant_form country = { .entity_country = "RWA" }, type = { .entity_type = "government" };
	assert_int_equal(day_edit(day, person.id, 1, &country, &person), ERR_FIELD_MISSING);
	day_expect_fault(day, ERR_FIELD_MISSING, "entity");
	assert_int_equal(day_edit(day, person.id, 1, &type, &person), ERR_FIELD_MISSING);
}

static enum err add_halfway(struct tx *tx, void *ctx)
{
	struct person person;
	enum err err = participant_add(tx, ctx, &person);
	assert_int_equal(err, OK);
	return ERR_INVALID;
}

static void a_refused_change_leaves_no_person_no_entity_and_no_number(void **state)
{
	struct day_rig *day = *state;
	struct participant_form form = MARIE;
	struct entity *entities;
	size_t n;
	assert_int_equal(day_run(day, add_halfway, &form), ERR_INVALID);
	assert_int_equal(entity_search(day->db, day->arena, "ministry", 10, &entities, &n), OK);
	assert_int_equal(n, 0);
	assert_int_equal(day_entries(day), 0);
	assert_string_equal(day_somebody(day, "A").registration_id, "W-0001");
}

/* ---- the journal keeps names sealed ---- */

static void a_journal_entry_names_nobody_and_unseals_with_the_key(void **state)
{
	struct day_rig *day = *state;
	struct person person;
	const char *personal;
	assert_int_equal(day_add(day, &MARIE, &person), OK);
	struct journal_entry entry = day_last(day);
	assert_null(strstr(entry.data, "Núñez"));
	assert_null(strstr(entry.data, "example.org"));
	assert_non_null(strstr(entry.data, "\"category\":\"MIN\""));
	assert_int_equal(journal_unseal(day->db, day->arena, entry.seq, &personal), OK);
	assert_non_null(strstr(personal, "\"display\":\"Marie Núñez\""));
	assert_non_null(strstr(personal, "\"email\":\"marie@example.org\""));
}

/* ---- edits ---- */

static void an_edit_changes_what_it_names_and_nothing_else(void **state)
{
	struct day_rig *day = *state;
	struct person before, after;
	assert_int_equal(day_add(day, &MARIE, &before), OK);
	struct participant_form form = { .title = "Prime Minister" };
	assert_int_equal(day_edit(day, before.id, 1, &form, &after), OK);
	assert_int_equal(after.version, 2);
	assert_string_equal(after.title, "Prime Minister");
	assert_string_equal(after.display, before.display);
	assert_string_equal(after.roles, before.roles);
	assert_string_equal(after.entity.id, before.entity.id);
	day_expect_entry(day, "participants", "participant.edit", before.id, 2);
}

static void an_edit_may_empty_a_text_but_not_the_name(void **state)
{
	struct day_rig *day = *state;
	struct person person;
	assert_int_equal(day_add(day, &MARIE, &person), OK);
	struct participant_form form = { .title = "", .email = "", .language = "", .roles = "" };
	assert_int_equal(day_edit(day, person.id, 1, &form, &person), OK);
	assert_string_equal(person.title, "");
	assert_string_equal(person.email, "");
	assert_string_equal(person.roles, "");
	struct participant_form nameless = { .given = "", .family = "" };
	assert_int_equal(day_edit(day, person.id, 2, &nameless, &person), ERR_FIELD_MISSING);
	day_expect_fault(day, ERR_FIELD_MISSING, "name");
	assert_string_equal(day_person(day, person.id).display, "Marie Núñez");
}

static void a_changed_name_changes_what_is_made_of_it(void **state)
{
	struct day_rig *day = *state;
	struct person person;
	assert_int_equal(day_add(day, &MARIE, &person), OK);
	struct participant_form family = { .family = "García" };
	assert_int_equal(day_edit(day, person.id, 1, &family, &person), OK);
	assert_string_equal(person.display, "Marie García");
	assert_string_equal(person.latin, "Marie Garcia");
	struct participant_form display = { .display = "H.E. Maria García" };
	assert_int_equal(day_edit(day, person.id, 2, &display, &person), OK);
	assert_string_equal(person.display, "H.E. Maria García");
	assert_string_equal(person.given, "Marie");
	assert_non_null(strstr(person.latin, "Garcia"));
}

static void a_stale_edit_changes_nothing_and_shows_the_row_as_it_is(void **state)
{
	struct day_rig *day = *state;
	struct person person, shown;
	assert_int_equal(day_add(day, &MARIE, &person), OK);
	struct participant_form first = { .title = "first" }, second = { .title = "second" };
	assert_int_equal(day_edit(day, person.id, 1, &first, &shown), OK);
	static const int64_t OTHER[] = { 0, 1, 3, -1, INT64_MAX };
	for (size_t i = 0; i < sizeof OTHER / sizeof *OTHER; i++) {
		assert_int_equal(day_edit(day, person.id, OTHER[i], &second, &shown), ERR_STALE);
		assert_string_equal(shown.title, "first");
		assert_int_equal(shown.version, 2);
	}
	assert_string_equal(day_person(day, person.id).title, "first");
}

static void nobody_is_edited_under_an_unknown_id(void **state)
{
	static const char *const IDS[] = { "", "x", "0181-0000", "' OR 1=1 --" };
	struct day_rig *day = *state;
	struct person person;
	for (size_t i = 0; i < sizeof IDS / sizeof *IDS; i++)
		assert_int_equal(day_edit(day, IDS[i], 1, &MARIE, &person), ERR_NOT_FOUND);
}

static void an_edit_is_checked_like_a_registration(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	struct participant_form form = { .category = "KING" };
	assert_int_equal(day_edit(day, person.id, 1, &form, &person), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "category");
	assert_int_equal(day_person(day, person.id).version, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(a_walk_in_is_approved_numbered_and_findable),
		day_test(the_least_that_must_be_said_is_a_name_and_an_organisation),
		day_test(a_name_in_another_script_gets_a_latin_form),
		day_test(each_field_that_is_wrong_is_named),
		day_test(the_longest_texts_that_fit_are_kept_whole),
		day_test(a_registration_id_belongs_to_one_person),
		day_test(walk_in_numbers_pass_over_those_that_a_list_brought_along),
		day_test(an_entity_can_be_named_by_its_id),
		day_test(colleagues_share_one_entity),
		day_test(a_country_or_type_without_a_name_is_no_organisation),
		day_test(a_refused_change_leaves_no_person_no_entity_and_no_number),
		day_test(a_journal_entry_names_nobody_and_unseals_with_the_key),
		day_test(an_edit_changes_what_it_names_and_nothing_else),
		day_test(an_edit_may_empty_a_text_but_not_the_name),
		day_test(a_changed_name_changes_what_is_made_of_it),
		day_test(a_stale_edit_changes_nothing_and_shows_the_row_as_it_is),
		day_test(nobody_is_edited_under_an_unknown_id),
		day_test(an_edit_is_checked_like_a_registration),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
