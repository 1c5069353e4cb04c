/* Rooms, co-chairs and the interpreters' hours: kept at once, against a version, refused with the field. */
#include "tests/unit/domain/day.h"

#include "domain/interpreters.h"
#include "domain/room.h"

#include <string.h>

static enum err act_room(struct tx *tx, void *ctx)
{
	return room_keep(tx, ctx);
}

static struct agenda_room hall(void)
{
	return (struct agenda_room){ .id = "room-1",
		.name = "MH1",
		.capacity = 180,
		.position = 3,
		.names = { { "Meeting hall 1", "Salle 1" } },
		.way = { { [LANG_AR] = "الطابق الأول" } },
		.level = "First floor",
		.languages = { LANG_FR, LANG_EN },
		.n_languages = 2,
		.equipment = 1u << EQUIPMENT_BOOTHS,
		.turn_round_minutes = 15,
		.plan_x = 250,
		.plan_y = 1000 };
}

static struct agenda_room stored(struct day_rig *day)
{
	struct agenda agenda;
	assert_int_equal(programme_get(day->db, day->arena, &agenda, NULL), OK);
	assert_int_equal(agenda.n_rooms, 1);
	return agenda.rooms[0];
}

static void a_room_comes_back_as_it_was_kept(void **state)
{
	struct day_rig *day = *state;
	struct agenda_room room = hall();
	assert_int_equal(day_run(day, act_room, &room), OK);
	day_expect_entry(day, "agenda", "room.add", "room-1", 1);
	struct agenda_room back = stored(day);
	assert_string_equal(back.name, "MH1");
	assert_string_equal(back.names.in[LANG_FR], "Salle 1");
	assert_string_equal(back.way.in[LANG_AR], "الطابق الأول");
	assert_string_equal(back.level, "First floor");
	assert_int_equal(back.n_languages, 2);
	assert_int_equal(back.languages[0], LANG_FR);
	assert_int_equal(back.languages[1], LANG_EN);
	assert_int_equal(back.equipment, room.equipment);
	assert_int_equal(back.turn_round_minutes, 15);
	assert_int_equal(back.plan_x, 250);
	assert_int_equal(back.plan_y, 1000);
	assert_int_equal(back.version, 1);
}

static void a_room_is_changed_against_its_version(void **state)
{
	struct day_rig *day = *state;
	struct agenda_room room = hall();
	assert_int_equal(day_run(day, act_room, &room), OK);
	assert_int_equal(day_run(day, act_room, &room), ERR_STALE);
	room.version = 1;
	room.way.in[LANG_AR] = "";
	room.n_languages = 0;
	assert_int_equal(day_run(day, act_room, &room), OK);
	day_expect_entry(day, "agenda", "room.edit", "room-1", 2);
	assert_int_equal(stored(day).version, 2);
	assert_int_equal(stored(day).n_languages, 0);
	assert_null(stored(day).way.in[LANG_AR] && *stored(day).way.in[LANG_AR] ? "still there" : NULL);
	room.id = "room-9";
	assert_int_equal(day_run(day, act_room, &room), ERR_NOT_FOUND);
	room.version = 0;
	assert_int_equal(day_run(day, act_room, &room), ERR_CONFLICT);
	day_expect_fault(day, ERR_CONFLICT, "name");
}

static void what_no_room_can_be_is_refused_with_the_field(void **state)
{
	struct day_rig *day = *state;
	char long_text[1100];
	memset(long_text, 'a', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = '\0';
	struct agenda_room rooms[] = { hall(), hall(), hall(), hall(), hall(), hall(), hall() };
	const char *const fields[] = { "name", "capacity", "turn_round_minutes", "plan.x", "way", "level", "name" };
	rooms[0].name = "";
	rooms[1].capacity = -1;
	rooms[2].turn_round_minutes = 1441;
	rooms[3].plan_x = 1001;
	rooms[4].way.in[LANG_RU] = long_text;
	rooms[5].level = long_text;
	rooms[6].name = long_text;
	for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
		enum err err = i ? ERR_INVALID : ERR_FIELD_MISSING;
		assert_int_equal(day_run(day, act_room, &rooms[i]), err);
		day_expect_fault(day, err, fields[i]);
	}
}

/* ---- co-chairs ---- */

struct cochairing {
	const struct cochair_form *people;
	size_t n;
};

static enum err act_cochairs(struct tx *tx, void *ctx)
{
	const struct cochairing *c = ctx;
	return cochairs_keep(tx, FOCUS_ADOPTION, c->people, c->n);
}

static void co_chairs_are_people_of_ours_in_order_and_replaced_together(void **state)
{
	struct day_rig *day = *state;
	struct person first = day_somebody(day, "A Banda"), second = day_somebody(day, "B Phiri");
	struct cochair_form both[] = { { first.id, "member" }, { second.id, "private_sector" } };
	struct agenda agenda;
	struct agenda_rows rows;
	assert_int_equal(day_run(day, act_cochairs, &(struct cochairing){ both, 2 }), OK);
	day_expect_entry(day, "agenda", "cochairs.keep", "adoption", 2);
	assert_int_equal(programme_get(day->db, day->arena, &agenda, &rows), OK);
	assert_int_equal(rows.n_cochairs, 2);
	assert_string_equal(rows.cochairs[0].display, "A Banda");
	assert_string_equal(rows.cochairs[1].person_id, second.id);
	assert_string_equal(rows.cochairs[1].entity, "Kariba Telecom");
	assert_int_equal(day_run(day, act_cochairs, &(struct cochairing){ both + 1, 1 }), OK);
	assert_int_equal(programme_get(day->db, day->arena, &agenda, &rows), OK);
	assert_int_equal(rows.n_cochairs, 1);
	assert_string_equal(rows.cochairs[0].display, "B Phiri");
}

static void co_chairs_nobody_knows_are_refused_and_the_old_ones_stay(void **state)
{
	struct day_rig *day = *state;
	struct person first = day_somebody(day, "A Banda");
	struct cochair_form good[] = { { first.id, "member" } };
	struct cochair_form unknown[] = { { "no-such-person", "member" } }, seat[] = { { first.id, "throne" } };
	struct cochair_form twice[] = { { first.id, "member" }, { first.id, "private_sector" } };
	struct cochair_form crowd[COCHAIRS_MAX + 1] = { { first.id, "member" } };
	struct cochairing bad[] = { { unknown, 1 }, { seat, 1 }, { twice, 2 }, { crowd, COCHAIRS_MAX + 1 } };
	assert_int_equal(day_run(day, act_cochairs, &(struct cochairing){ good, 1 }), OK);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(day_run(day, act_cochairs, &bad[i]), ERR_INVALID);
		day_expect_fault(day, ERR_INVALID, "people");
	}
	struct agenda agenda;
	struct agenda_rows rows;
	assert_int_equal(programme_get(day->db, day->arena, &agenda, &rows), OK);
	assert_int_equal(rows.n_cochairs, 1);
}

/* ---- what the rules want to know ---- */

struct hours {
	struct rules_interpreters can;
	int64_t version;
};

static enum err act_hours(struct tx *tx, void *ctx)
{
	const struct hours *hours = ctx;
	return interpreters_keep(tx, &hours->can, hours->version);
}

static void interpreters_hours_come_back(void **state)
{
	struct day_rig *day = *state;
	struct hours hours = { .version = 1 };
	struct rules_interpreters back;
	int64_t version;
	hours.can =
	    (struct rules_interpreters){ .n_hours = 2, .teams = 3, .longest_minutes = 180, .rest_minutes = 30 };
	hours.can.hours[0].from = 9 * 60;
	hours.can.hours[0].to = hours.can.hours[1].from = 12 * 60 + 30;
	hours.can.hours[1].to = 24 * 60;
	assert_int_equal(day_run(day, act_hours, &hours), OK);
	assert_int_equal(interpreters_read(day->db, day->arena, &back, &version), OK);
	assert_int_equal(version, 2);
	assert_memory_equal(&back, &hours.can, sizeof back);
	assert_int_equal(day_run(day, act_hours, &hours), ERR_STALE);
}

static void hours_that_cannot_be_are_refused(void **state)
{
	struct day_rig *day = *state;
	struct hours hours = { .version = 1, .can = { .n_hours = 1 } };
	hours.can.hours[0].from = hours.can.hours[0].to = 60;
	assert_int_equal(day_run(day, act_hours, &hours), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "interpreters.hours");
	hours.can.n_hours = 0;
	hours.can.teams = -1;
	assert_int_equal(day_run(day, act_hours, &hours), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "interpreters.teams");
	int minutes = -7;
	static const char *const BAD[] = { "", "9:00", "09.00", "24:01", "09:60", "09:000", "-1:00", "ab:cd" };
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_false(interpreters_parse_time(BAD[i], &minutes));
	assert_int_equal(minutes, -7);
	assert_true(interpreters_parse_time("24:00", &minutes));
	assert_int_equal(minutes, 24 * 60);
}

static void high_level_are_vips_of_governments_where_they_are_wanted(void **state)
{
	struct day_rig *day = *state;
	struct participant_form minister = { .display = "H.E. A Banda",
		.category = "MIN",
		.entity_name = "Zambia",
		.entity_country = "ZMB",
		.entity_type = "government" };
	struct person high, plain = day_somebody(day, "B Phiri");
	assert_int_equal(day_add(day, &minister, &high), OK);
	struct agenda_person persons[] = { { plain.id, "B Phiri", PERSON_SPEAKER },
		{ high.id, "A Banda", PERSON_CHAIR }, { NULL, "A guest", PERSON_SPEAKER } };
	struct agenda_session session = { .id = "s", .persons = persons, .n_persons = 3 };
	struct agenda agenda = { .sessions = &session, .n_sessions = 1 };
	struct agenda_rows rows = { 0 };
	struct rules_known known;
	assert_int_equal(rules_known_read(day->db, day->arena, &agenda, &rows, &known), OK);
	assert_int_equal(known.n_high_level, 0);
	session.needs_high_level = true;
	assert_int_equal(rules_known_read(day->db, day->arena, &agenda, &rows, &known), OK);
	assert_int_equal(known.n_high_level, 1);
	assert_string_equal(known.high_level[0], high.id);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(a_room_comes_back_as_it_was_kept),
		day_test(a_room_is_changed_against_its_version),
		day_test(what_no_room_can_be_is_refused_with_the_field),
		day_test(co_chairs_are_people_of_ours_in_order_and_replaced_together),
		day_test(co_chairs_nobody_knows_are_refused_and_the_old_ones_stay),
		day_test(interpreters_hours_come_back),
		day_test(hours_that_cannot_be_are_refused),
		day_test(high_level_are_vips_of_governments_where_they_are_wanted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
