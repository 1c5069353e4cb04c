/* Rows go in and come out whole: people, agenda, floor, pledges. What a row may not be, the database refuses by
 * itself, whatever the rules above it think. Not for logins and kept answers: access_rows_test.c. */
#include "rows.h"

/* ---- people ---- */

static const struct entity KARIBA = {
	.id = "e1", .name = "Kariba Telecom", .type = "private_sector", .country = "ZMB"
};

static struct person person(const char *id, const char *display)
{
	return (struct person){ .id = id,
		.registration_id = id,
		.display = display,
		.given = "given",
		.family = "family",
		.latin = display,
		.title = "title",
		.category = "REG",
		.roles = "speaker press",
		.language = "fr",
		.email = "a@example.org",
		.state = "approved",
		.gender = "x",
		.arrived_desk = "",
		.approved_by = "Focal Point",
		.approved_at = 5,
		.confirmed_at = 6,
		.letter = "unseen",
		.letter_by = "",
		.identity_by = "",
		.collector = "A Colleague",
		.expected_on = "2022-06-08",
		.merged_into = "",
		.host = { "", "", "" },
		.help = { "", "", 0 },
		.walk_in = true,
		.remote = true,
		.entity = KARIBA };
}

static enum err write_entity(struct db *db, const void *what)
{
	const struct entity *entity = what;
	return entity_add(db, entity, entity->name, NOW);
}

static enum err write_person(struct db *db, const void *what)
{
	const struct person *p = what;
	return person_add(db, p, NOW);
}

static void add_people(struct rows *rows, const char *const *names, size_t n)
{
	assert_int_equal(rows_apply(rows, write_entity, &KARIBA), OK);
	for (size_t i = 0; i < n; i++) {
		struct person p = person(arena_printf(rows->arena, "p%zu", i), names[i]);
		assert_int_equal(rows_apply(rows, write_person, &p), OK);
	}
}

static void a_person_comes_out_as_it_went_in(void **state)
{
	static const char *const NAMES[] = { "王小明" };
	struct rows rows = rows_open(state);
	struct person p;
	add_people(&rows, NAMES, 1);
	assert_int_equal(person_get(rows.reader, rows.arena, "p0", &p), OK);
	assert_string_equal(p.display, "王小明");
	assert_string_equal(p.roles, "speaker press");
	assert_string_equal(p.email, "a@example.org");
	assert_string_equal(p.entity.name, "Kariba Telecom");
	assert_int_equal(p.entity.version, 1);
	assert_int_equal(p.version, 1);
	assert_int_equal(p.arrived_at, 0);
	assert_string_equal(p.arrived_by, "");
	assert_int_equal(p.badge.serial, 0);
	assert_string_equal(p.badge.qr, "");
	assert_int_equal(person_by_registration(rows.reader, rows.arena, "p0", &p), OK);
	assert_int_equal(person_by_registration(rows.reader, rows.arena, "P0", &p), ERR_NOT_FOUND);
	assert_int_equal(person_get(rows.reader, rows.arena, "", &p), ERR_NOT_FOUND);
	rows_close(&rows);
}

static void what_no_person_may_be_the_database_refuses(void **state)
{
	static const char *const NAMES[] = { "A" };
	struct rows rows = rows_open(state);
	struct person p = person("p9", "B");
	assert_int_equal(rows_apply(&rows, write_person, &p), ERR_CONFLICT); /* of no entity */
	add_people(&rows, NAMES, 1);
	p = person("p0", "B");
	p.registration_id = "other";
	assert_int_equal(rows_apply(&rows, write_person, &p), ERR_CONFLICT);
	p = person("p1", "B");
	p.registration_id = "p0";
	assert_int_equal(rows_apply(&rows, write_person, &p), ERR_CONFLICT);
	p = person("p2", "B"); /* nothing is wrong with this one, but a reader writes nothing */
	assert_int_not_equal(person_add(rows.reader, &p, NOW), OK);
	assert_int_equal(rows_apply(&rows, write_person, &p), OK);
	struct entity twice = KARIBA;
	twice.id = "e2";
	assert_int_equal(rows_apply(&rows, write_entity, &twice), ERR_CONFLICT);
	rows_close(&rows);
}

struct walk {
	size_t seen, stop_at;
	const char *last;
	char text[20];
};

static enum err look(void *ctx, const struct person *p)
{
	struct walk *walk = ctx;
	assert_true(strcmp(walk->text, p->registration_id) < 0);
	snprintf(walk->text, sizeof walk->text, "%s", p->registration_id);
	return ++walk->seen == walk->stop_at ? ERR_BUSY : OK;
}

static void everybody_is_walked_in_order_until_somebody_stops_it(void **state)
{
	static const char *const NAMES[] = { "A", "B", "C", "D" };
	struct rows rows = rows_open(state);
	struct walk walk = { 0 };
	assert_int_equal(person_each(rows.reader, look, &walk), OK);
	assert_int_equal(walk.seen, 0);
	add_people(&rows, NAMES, 4);
	assert_int_equal(person_each(rows.reader, look, &walk), OK);
	assert_int_equal(walk.seen, 4);
	walk = (struct walk){ .stop_at = 2 };
	assert_int_equal(person_each(rows.reader, look, &walk), ERR_BUSY);
	assert_int_equal(walk.seen, 2);
	walk = (struct walk){ 0 };
	assert_int_equal(person_each(rows.reader, look, &walk), OK);
	rows_close(&rows);
}

static enum err write_badges(struct db *db, const void *what)
{
	const struct badge *badges = what;
	enum err err = badge_replace(db, &badges[0]);
	return err ? err : badge_replace(db, &badges[1]);
}

static enum err write_badge(struct db *db, const void *what)
{
	return badge_replace(db, what);
}

static void one_badge_counts_and_every_code_is_its_own(void **state)
{
	static const char *const NAMES[] = { "A", "B" };
	struct rows rows = rows_open(state);
	struct badge badges[] = {
		{ .serial = 1,
		    .person_id = "p0",
		    .code = "AAAA-AAA",
		    .qr = "A",
		    .issued_at = NOW,
		    .issued_by = "x",
		    .reason = "",
		    .desk = "" },
		{ .serial = 2,
		    .person_id = "p0",
		    .code = "BBBB-BBB",
		    .qr = "B",
		    .issued_at = NOW + 5,
		    .issued_by = "x",
		    .reason = "",
		    .desk = "" },
	};
	struct badge found, *history;
	size_t n;
	add_people(&rows, NAMES, 2);
	assert_int_equal(rows_apply(&rows, write_badges, badges), OK);
	assert_int_equal(badge_find(rows.reader, rows.arena, "AAAA-AAA", &found), OK);
	assert_string_equal(found.state, "revoked");
	assert_int_equal(found.revoked_at, NOW + 5);
	assert_int_equal(badge_find(rows.reader, rows.arena, "B", &found), OK);
	assert_string_equal(found.state, "issued");
	assert_string_equal(found.person_id, "p0");
	assert_int_equal(badge_get(rows.reader, rows.arena, 3, &found), ERR_NOT_FOUND);
	assert_int_equal(badge_find(rows.reader, rows.arena, "C", &found), ERR_NOT_FOUND);
	static const struct badge BAD[] = {
		{ .serial = 2,
		    .person_id = "p1",
		    .code = "CCCC-CCC",
		    .qr = "C",
		    .issued_by = "",
		    .reason = "",
		    .desk = "" },
		{ .serial = 3,
		    .person_id = "p1",
		    .code = "AAAA-AAA",
		    .qr = "C",
		    .issued_by = "",
		    .reason = "",
		    .desk = "" },
		{ .serial = 3,
		    .person_id = "p1",
		    .code = "CCCC-CCC",
		    .qr = "B",
		    .issued_by = "",
		    .reason = "",
		    .desk = "" },
		{ .serial = 3,
		    .person_id = "p7",
		    .code = "CCCC-CCC",
		    .qr = "C",
		    .issued_by = "",
		    .reason = "",
		    .desk = "" },
	};
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_int_equal(rows_apply(&rows, write_badge, &BAD[i]), ERR_CONFLICT);
	assert_int_equal(badge_history(rows.reader, rows.arena, "p1", &history, &n), OK);
	assert_int_equal(n, 0);
	rows_close(&rows);
}

/* ---- agenda and floor ---- */

static const struct session_row SESSION = { .id = "s1",
	.version = 1,
	.code = "S1",
	.kind = "panel",
	.state = "planned",
	.room_id = "",
	.language = "fr",
	.starts_at = 1,
	.ends_at = 2,
	.delay_minutes = 3,
	.focus_areas = 15 };

static enum err write_session(struct db *db, const void *what)
{
	return session_put(db, what);
}

static enum err write_room(struct db *db, const void *what)
{
	return room_put(db, what);
}

static void a_session_is_put_again_under_its_id(void **state)
{
	struct rows rows = rows_open(state);
	struct session_row session = SESSION;
	struct agenda_rows agenda;
	int64_t version;
	assert_int_equal(session_version(rows.reader, "s1", &version), ERR_NOT_FOUND);
	assert_int_equal(rows_apply(&rows, write_session, &session), OK);
	session.version = 2;
	session.room_id = "r1";
	assert_int_equal(rows_apply(&rows, write_session, &session), ERR_CONFLICT);
	assert_int_equal(
	    rows_apply(&rows, write_room,
		&(struct room_row){ .id = "r1", .name = "Auditorium", .version = 1, .capacity = 5, .position = 1 }),
	    OK);
	assert_int_equal(rows_apply(&rows, write_session, &session), OK);
	assert_int_equal(session_version(rows.reader, "s1", &version), OK);
	assert_int_equal(version, 2);
	assert_int_equal(agenda_rows_get(rows.reader, rows.arena, NULL, &agenda), OK);
	assert_int_equal(agenda.n_sessions, 1);
	assert_string_equal(agenda.sessions[0].room_id, "r1");
	assert_int_equal(agenda.sessions[0].focus_areas, 15);
	assert_int_equal(agenda.n_rooms, 1);
	rows_close(&rows);
}

struct request {
	struct speaker speaker;
	int64_t *position;
};

static enum err write_speaker(struct db *db, const void *what)
{
	const struct request *request = what;
	return speaker_add(db, &request->speaker, request->position);
}

static void speakers_take_the_next_place(void **state)
{
	static const char *const NAMES[] = { "A" };
	struct rows rows = rows_open(state);
	struct speaker *list;
	size_t n;
	int64_t position = 0;
	add_people(&rows, NAMES, 1);
	assert_int_equal(rows_apply(&rows, write_session, &SESSION), OK);
	for (int64_t i = 1; i <= 3; i++) {
		struct request request = {
			{ .id = arena_printf(rows.arena, "k%d", (int)i), .session_id = "s1", .person_id = "p0" },
			&position
		};
		assert_int_equal(rows_apply(&rows, write_speaker, &request), OK);
		assert_int_equal(position, i);
	}
	struct request nobody = { { .id = "k9", .session_id = "s1", .person_id = "p9" }, &position };
	assert_int_equal(rows_apply(&rows, write_speaker, &nobody), ERR_CONFLICT);
	assert_int_equal(speaker_list(rows.reader, rows.arena, "s1", &list, &n), OK);
	assert_int_equal(n, 3);
	assert_string_equal(list[0].state, "waiting");
	assert_int_equal(speaker_list(rows.reader, rows.arena, "s2", &list, &n), OK);
	assert_int_equal(n, 0);
	rows_close(&rows);
}

/* ---- pledges ---- */

static struct pledge pledge(int64_t number, const char *pledge_state, int64_t heard_at)
{
	static struct pledger kariba = { .entity = { .id = "e1" }, .lead = true };
	static const char *countries[] = { "RWA", "KEN" };
	static const char *const IDS[] = { "g0", "g1", "g2", "g3", "g4" };
	return (struct pledge){ .id = IDS[number],
		.number = number,
		.state = pledge_state,
		.type = "policy",
		.title = "title",
		.body = "body",
		.currency = "",
		.rate = "",
		.rate_on = "",
		.language = "",
		.session_id = "",
		.speaker_id = "",
		.by_actor = "x",
		.reason = "",
		.heard_at = heard_at,
		.pledgers = &kariba,
		.n_pledgers = 1,
		.countries = countries,
		.n_countries = 2 };
}

static enum err write_pledge(struct db *db, const void *what)
{
	const struct pledge *g = what;
	return pledge_add(db, g, " p 0001 fibre", NOW + g->number);
}

static enum err rewrite_pledge(struct db *db, const void *what)
{
	return pledge_edit(db, what, " p 0001 fibre again", NOW + 100);
}

static void pledges_are_listed_by_what_is_asked(void **state)
{
	struct rows rows = rows_open(state);
	struct pledge *found;
	size_t n;
	assert_int_equal(rows_apply(&rows, write_entity, &KARIBA), OK);
	static const char *const STATES[] = { "submitted", "heard", "withdrawn", "confirmed" };
	for (int64_t i = 0; i < 4; i++) {
		struct pledge g = pledge(i, STATES[i], i ? NOW + 10 - i : 0);
		assert_int_equal(rows_apply(&rows, write_pledge, &g), OK);
	}
	struct pledge_query query = { .state = "", .session_id = "", .entity_id = "", .limit = 10 };
	assert_int_equal(pledge_list(rows.reader, rows.arena, &query, &found, &n), OK);
	assert_int_equal(n, 4);
	assert_int_equal(found[0].number, 3);
	assert_int_equal(found[0].n_countries, 2);
	assert_string_equal(found[0].countries[1], "KEN");
	assert_string_equal(found[0].pledgers[0].entity.name, "Kariba Telecom");
	query.state = "heard";
	assert_int_equal(pledge_list(rows.reader, rows.arena, &query, &found, &n), OK);
	assert_int_equal(n, 1);
	query = (struct pledge_query){ .state = "", .session_id = "", .entity_id = "e2", .limit = 10 };
	assert_int_equal(pledge_list(rows.reader, rows.arena, &query, &found, &n), OK);
	assert_int_equal(n, 0);
	struct pledge_mark *marks;
	assert_int_equal(pledge_on_wall(rows.reader, rows.arena, 10, &marks, &n), OK);
	assert_int_equal(n, 2);
	struct pledge newest;
	assert_int_equal(pledge_get(rows.reader, rows.arena, marks[0].id, &newest), OK);
	assert_int_equal(newest.number, 1);
	assert_int_equal(marks[0].version, newest.version);
	assert_int_equal(pledge_on_wall(rows.reader, rows.arena, 1, &marks, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(pledge_all(rows.reader, rows.arena, &found, &n), OK);
	assert_int_equal(found[0].number, 0);
	rows_close(&rows);
}

static void what_is_said_of_a_pledge_comes_out_of_its_own_column(void **state)
{
	struct rows rows = rows_open(state);
	struct pledge g = pledge(1, "heard", NOW), back;
	for (int i = 0; i < PLEDGE_WORD_MAX; i++)
		g.words[i] = arena_printf(rows.arena, "%d", i);
	g.sdgs = 1 << 17 | 1 << 4;
	g.later = true;
	assert_int_equal(rows_apply(&rows, write_entity, &KARIBA), OK);
	assert_int_equal(rows_apply(&rows, write_pledge, &g), OK);
	assert_int_equal(pledge_by_slip(rows.reader, rows.arena, g.words[PLEDGE_SLIP], &back), OK);
	for (size_t i = 0; i < PLEDGE_WORD_MAX; i++)
		assert_string_equal(back.words[i], g.words[i]);
	assert_int_equal(back.sdgs, g.sdgs);
	assert_true(back.later && !back.open);
	assert_int_equal(back.created_at, NOW + 1);
	g.id = "g2";
	g.number = 2;
	assert_int_equal(rows_apply(&rows, write_pledge, &g), ERR_CONFLICT);
	g.state = "withdrawn";
	assert_int_equal(rows_apply(&rows, write_pledge, &g), OK);
	rows_close(&rows);
}

static void an_edit_replaces_pledgers_and_countries(void **state)
{
	struct rows rows = rows_open(state);
	struct pledge g = pledge(1, "heard", NOW), back;
	assert_int_equal(rows_apply(&rows, write_entity, &KARIBA), OK);
	assert_int_equal(rows_apply(&rows, write_pledge, &g), OK);
	g.n_countries = 1;
	g.amount_minor = 500;
	g.currency = "KES";
	assert_int_equal(rows_apply(&rows, rewrite_pledge, &g), OK);
	assert_int_equal(pledge_get(rows.reader, rows.arena, "g1", &back), OK);
	assert_int_equal(back.version, 2);
	assert_int_equal(back.n_countries, 1);
	assert_int_equal(back.amount_minor, 500);
	assert_int_equal(back.changed_at, NOW + 100);
	g.session_id = "no-such-session";
	assert_int_equal(rows_apply(&rows, rewrite_pledge, &g), ERR_CONFLICT);
	g = pledge(2, "heard", NOW);
	g.number = 1;
	assert_int_equal(rows_apply(&rows, write_pledge, &g), ERR_CONFLICT);
	assert_int_equal(pledge_get(rows.reader, rows.arena, "g2", &back), ERR_NOT_FOUND);
	rows_close(&rows);
}

static enum err write_rates(struct db *db, const void *what)
{
	(void)what;
	static const char *const ROWS[][3] = { { "XOF", "2022-01-01", "500" }, { "XOF", "2022-06-07", "612" },
		{ "XOF", "2022-06-07", "612.5" }, { "KES", "2022-06-01", "117" } };
	enum err err = OK;
	for (size_t i = 0; !err && i < sizeof ROWS / sizeof *ROWS; i++)
		err = rate_put(db, ROWS[i][0], ROWS[i][1], ROWS[i][2]);
	return err;
}

static void the_rate_of_a_date_is_the_last_one_before_it(void **state)
{
	static const struct {
		const char *currency, *on, *per_usd;
	} CASES[] = { { "XOF", "2021-12-31", NULL }, { "XOF", "2022-01-01", "500" }, { "XOF", "2022-06-06", "500" },
		{ "XOF", "2022-06-07", "612.5" }, { "XOF", "2030-01-01", "612.5" }, { "KES", "2022-06-01", "117" },
		{ "EUR", "2022-06-07", NULL } };
	struct rows rows = rows_open(state);
	const char *per_usd, *valid_on;
	assert_int_equal(rows_apply(&rows, write_rates, NULL), OK);
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		enum err err = rate_get(rows.reader, rows.arena, CASES[i].currency, CASES[i].on, &per_usd, &valid_on);
		assert_int_equal(err, CASES[i].per_usd ? OK : ERR_NOT_FOUND);
		if (!err)
			assert_string_equal(per_usd, CASES[i].per_usd);
	}
	rows_close(&rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(a_person_comes_out_as_it_went_in),
		fixture_test(what_no_person_may_be_the_database_refuses),
		fixture_test(everybody_is_walked_in_order_until_somebody_stops_it),
		fixture_test(one_badge_counts_and_every_code_is_its_own),
		fixture_test(a_session_is_put_again_under_its_id),
		fixture_test(speakers_take_the_next_place),
		fixture_test(pledges_are_listed_by_what_is_asked),
		fixture_test(what_is_said_of_a_pledge_comes_out_of_its_own_column),
		fixture_test(an_edit_replaces_pledgers_and_countries),
		fixture_test(the_rate_of_a_date_is_the_last_one_before_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
