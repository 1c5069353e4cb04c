/* The shapes that other people's programs rely on, member by member: written, read back by jansson, compared. */
#include "domain/access.h"
#include "http/view.h"

#include "base/buf.h"
#include "base/clock.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const int64_t AT = 1654605000000; /* 2022-06-07T14:30:00+02:00 */

static int setup(void **state)
{
	(void)state;
	assert_int_equal(clock_zone_set("Africa/Kigali"), OK);
	return 0;
}

/* What was written, which must be one document and equal to the expected one; empties the buffer. */
static void expect_json(struct buf *out, const char *expected)
{
	json_error_t why;
	json_t *found = json_loadb(out->bytes, out->len, JSON_REJECT_DUPLICATES, &why);
	if (!found)
		fail_msg("%s in %.*s", why.text, (int)out->len, out->bytes);
	json_t *wanted = json_loads(expected, JSON_REJECT_DUPLICATES, &why);
	if (!wanted)
		fail_msg("%s in %s", why.text, expected);
	if (!json_equal(found, wanted))
		fail_msg("found  %.*s\nwanted %s", (int)out->len, out->bytes, expected);
	json_decref(found);
	json_decref(wanted);
	buf_finish(out);
}

static const struct entity KARIBA = {
	.id = "e1", .name = "Kariba \"Telecom\"", .type = "private_sector", .country = "ZMB"
};

static struct person person(void)
{
	return (struct person){ .id = "p1",
		.registration_id = "W-0001",
		.version = 3,
		.display = "王小明",
		.given = "小明",
		.family = "王",
		.latin = "Wang Xiao Ming",
		.title = "",
		.category = "MIN",
		.roles = "speaker  press",
		.language = "zh",
		.email = "",
		.gender = "x",
		.state = "approved",
		.arrived_by = "",
		.arrived_desk = "",
		.approved_by = "Focal Point",
		.approved_at = AT,
		.letter = "unseen",
		.letter_by = "",
		.identity_by = "",
		.collector = "",
		.expected_on = "2022-06-08",
		.merged_into = "",
		.host = { "p2", "Marie Núñez", "W-0002" },
		.help = { "h1", "no_letter", AT },
		.vip = true,
		.photo_needed = true,
		.entity = KARIBA };
}

static void a_participant_has_its_shape_and_null_for_what_is_empty(void **state)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	struct person p = person();
	(void)state;
	view_participant(&w, NULL, &p, ROLE_DESK);
	expect_json(&out,
	    "{\"id\":\"p1\",\"registration_id\":\"W-0001\",\"version\":3,\"name\":{\"display\":\"王小明\",\"given\":"
	    "\"小明\","
	    "\"family\":\"王\",\"latin\":\"Wang Xiao Ming\"},\"title\":null,\"entity\":{\"id\":\"e1\","
	    "\"name\":\"Kariba "
	    "\\\"Telecom\\\"\",\"type\":\"private_sector\",\"country\":\"ZMB\"},\"category\":\"MIN\","
	    "\"roles\":[\"speaker\",\"press\"],\"language\":\"zh\",\"email\":null,\"gender\":\"x\",\"state\":"
	    "\"approved\","
	    "\"arrived_at\":null,\"arrived_by\":null,\"badge\":null,"
	    "\"approval\":{\"by\":\"Focal Point\",\"at\":\"2022-06-07T14:30:00+02:00\"},\"confirmed_at\":null,"
	    "\"letter\":{\"state\":\"unseen\",\"by\":null,\"at\":null},\"identity\":null,\"collector\":\"\","
	    "\"collected\":null,\"host\":{\"id\":\"p2\",\"name\":\"Marie Núñez\"},\"remote\":false,\"vip\":true,"
	    "\"expected_on\":\"2022-06-08\",\"photo\":null,\"missing\":[\"confirmation\",\"letter\",\"photo\","
	    "\"identity\"],"
	    "\"merged_into\":null,\"help\":{\"id\":\"h1\",\"reason\":\"no_letter\",\"at\":"
	    "\"2022-06-07T14:30:00+02:00\"}}");
}

static void one_who_arrived_shows_when_and_the_badge_without_its_qr(void **state)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	struct person p = person();
	(void)state;
	p.state = "arrived";
	p.arrived_at = AT;
	p.arrived_by = "desk-1";
	p.roles = "";
	p.badge = (struct badge){ .serial = 42,
		.code = "K7QF-3M2",
		.qr = "SECRETSECRETSECRETSE",
		.state = "issued",
		.issued_at = AT,
		.issued_by = "desk-1",
		.reason = "",
		.desk = "4",
		.collected_by = "Wang Xiao Ming",
		.collected_at = AT,
		.collected_desk = "" };
	view_participant_open(&w, NULL, &p, ROLE_DESK);
	jsonw_bool(&w, "already", false);
	jsonw_object_end(&w);
	assert_null(strstr(buf_text(&out), "SECRET"));
	expect_json(&out,
	    "{\"id\":\"p1\",\"registration_id\":\"W-0001\",\"version\":3,\"name\":{\"display\":\"王小明\",\"given\":"
	    "\"小明\","
	    "\"family\":\"王\",\"latin\":\"Wang Xiao Ming\"},\"title\":null,\"entity\":{\"id\":\"e1\","
	    "\"name\":\"Kariba "
	    "\\\"Telecom\\\"\",\"type\":\"private_sector\",\"country\":\"ZMB\"},\"category\":\"MIN\","
	    "\"roles\":[],\"language\":\"zh\",\"email\":null,\"gender\":\"x\",\"state\":\"arrived\","
	    "\"arrived_at\":\"2022-06-07T14:30:00+02:00\",\"arrived_by\":\"desk-1\",\"badge\":{\"serial\":\"0042\","
	    "\"code\":\"K7QF-3M2\",\"state\":\"issued\",\"issued_at\":\"2022-06-07T14:30:00+02:00\","
	    "\"issued_by\":\"desk-1\",\"desk\":\"4\",\"reason\":null,\"collected\":true},"
	    "\"approval\":{\"by\":\"Focal Point\",\"at\":\"2022-06-07T14:30:00+02:00\"},\"confirmed_at\":null,"
	    "\"letter\":{\"state\":\"unseen\",\"by\":null,\"at\":null},\"identity\":null,\"collector\":\"\","
	    "\"collected\":{\"by\":\"Wang Xiao "
	    "Ming\",\"at\":\"2022-06-07T14:30:00+02:00\",\"desk\":null},\"host\":{\"id\":\"p2\",\"name\":\"Marie "
	    "Núñez\"},\"remote\":false,\"vip\":true,"
	    "\"expected_on\":\"2022-06-08\",\"photo\":null,\"missing\":[\"letter\",\"photo\",\"identity\"],"
	    "\"merged_into\":null,\"help\":{\"id\":\"h1\",\"reason\":\"no_letter\",\"at\":"
	    "\"2022-06-07T14:30:00+02:00\"},\"already\":false}");
}

static void a_badge_shows_its_qr_only_to_whoever_issued_it(void **state)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	struct badge badge = { .serial = 12345,
		.code = "K7QF-3M2",
		.qr = "QR",
		.state = "revoked",
		.issued_at = AT,
		.issued_by = "x",
		.reason = "lost",
		.desk = "",
		.collected_by = "",
		.collected_desk = "" };
	(void)state;
	view_badge(&w, NULL, &badge, true);
	expect_json(&out, "{\"serial\":\"12345\",\"code\":\"K7QF-3M2\",\"qr\":\"QR\",\"state\":\"revoked\","
			  "\"issued_at\":\"2022-06-07T14:30:00+02:00\",\"issued_by\":\"x\",\"desk\":null,\"reason\":"
			  "\"lost\",\"collected\":false}");
}

static struct pledge pledge(void)
{
	static struct pledger pledgers[] = {
		{ .entity = { .id = "e1", .name = "Kariba", .type = "private_sector", .country = "ZMB" },
		    .lead = true },
		{ .entity = { .id = "e2", .name = "UN", .type = "un_system", .country = "" }, .lead = false }
	};
	static const char *countries[] = { "RWA", "KEN" };
	return (struct pledge){ .id = "g1",
		.version = 2,
		.number = 7,
		.state = "heard",
		.type = "financial",
		.title = "Fibre",
		.body = "",
		.focus_areas = 5,
		.currency = "",
		.rate = "",
		.rate_on = "",
		.language = "fr",
		.session_id = "s1",
		.speaker_id = "",
		.by_actor = "amina",
		.reason = "",
		.heard_at = AT,
		.changed_at = AT,
		.pledgers = pledgers,
		.n_pledgers = 2,
		.countries = countries,
		.n_countries = 2,
		.words = { [PLEDGE_INSTRUMENT] = "grant",
		    [PLEDGE_PERIOD_TO] = "2026",
		    [PLEDGE_TARGET_NUMBER] = "400" },
		.sdgs = 1 << 4 | 1 << 17,
		.open = true };
}

/* The document of pledge() with these three members for the money. */
static void expect_pledge(const struct pledge *g, const char *money)
{
	struct buf out = { 0 }, wanted = { 0 };
	struct jsonw w = jsonw_start(&out);
	view_pledge(&w, NULL, g);
	buf_printf(&wanted,
	    "{\"id\":\"g1\",\"version\":2,\"number\":\"P-0007\",\"state\":\"heard\",\"type\":\"financial\","
	    "\"title\":\"Fibre\",\"text\":\"\",\"focus_areas\":[\"access\",\"value_creation\"],\"pledgers\":[{"
	    "\"entity\":"
	    "{\"id\":\"e1\",\"name\":\"Kariba\",\"type\":\"private_sector\",\"country\":\"ZMB\"},\"country\":\"ZMB\","
	    "\"lead\":true},{\"entity\":{\"id\":\"e2\",\"name\":\"UN\",\"type\":\"un_system\",\"country\":null},"
	    "\"country\":null,\"lead\":false}],%s,\"countries\":[\"RWA\",\"KEN\"],\"language\":\"fr\",\"session\":"
	    "\"s1\","
	    "\"speaker\":null,\"heard_at\":\"2022-06-07T14:30:00+02:00\",\"confirmed_at\":null,"
	    "\"changed_at\":\"2022-06-07T14:30:00+02:00\","
	    "\"instrument\":\"grant\",\"in_kind\":\"\",\"novelty\":\"\",\"condition\":\"\",\"period\":{\"from\":\"\","
	    "\"to\":\"2026\"},"
	    "\"pillar\":\"\",\"regional_initiative\":null,\"target\":{\"number\":\"400\",\"unit\":\"\",\"place\":"
	    "\"\","
	    "\"date\":\"\"},\"beneficiaries\":\"\",\"partners\":\"\",\"campaign\":\"\",\"measure\":\"\",\"consent\":"
	    "\"\","
	    "\"slip\":null,\"sdgs\":[4,17],\"later\":false,\"open\":true,\"regions\":[\"Africa\"],\"groups\":["
	    "\"LDC\","
	    "\"LLDC\"],\"strength\":{\"score\":80,\"met\":[\"focus\",\"resources\",\"together\",\"target\",\"when\","
	    "\"where\","
	    "\"sdgs\"],\"gaps\":[\"transformative\",\"measured\"]}}",
	    money);
	expect_json(&out, buf_text(&wanted));
	buf_finish(&wanted);
}

static void a_pledge_without_money_says_null(void **state)
{
	struct pledge g = pledge();
	(void)state;
	expect_pledge(&g, "\"amount\":null,\"usd\":null,\"rate\":null");
}

static void an_amount_is_a_decimal_text_and_the_estimate_whole_dollars(void **state)
{
	struct pledge g = pledge();
	(void)state;
	g.amount_minor = 120050;
	g.currency = "EUR";
	g.usd_minor = 129050;
	g.rate = "0.93";
	g.rate_on = "2022-06-07";
	expect_pledge(&g, "\"amount\":{\"value\":\"1200.50\",\"currency\":\"EUR\"},\"usd\":\"1291\","
			  "\"rate\":{\"value\":\"0.93\",\"date\":\"2022-06-07\"}");
	g.usd_minor = 129049;
	expect_pledge(&g, "\"amount\":{\"value\":\"1200.50\",\"currency\":\"EUR\"},\"usd\":\"1290\","
			  "\"rate\":{\"value\":\"0.93\",\"date\":\"2022-06-07\"}");
}

static void an_amount_without_a_rate_has_no_estimate(void **state)
{
	struct pledge g = pledge();
	(void)state;
	g.amount_minor = 2500000000;
	g.currency = "XOF";
	expect_pledge(&g, "\"amount\":{\"value\":\"2500000000\",\"currency\":\"XOF\"},\"usd\":null,\"rate\":null");
}

static void a_speaker_has_its_shape(void **state)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	struct speaker s = { .id = "k1",
		.version = 2,
		.session_id = "s1",
		.person_id = "p1",
		.state = "speaking",
		.display = "王小明",
		.latin = "Wang",
		.title = "Minister",
		.category = "MIN",
		.position = 3,
		.requested_at = AT,
		.started_at = AT + 1000,
		.allotted_seconds = 180,
		.entity = KARIBA,
		.kind = "statement",
		.speaks_for = "African Group",
		.language = "fr",
		.statement = "",
		.remote = true,
		.paused_ms = 10500 };
	(void)state;
	view_speaker(&w, NULL, &s, AT + 1000 + 10500 + 200900);
	expect_json(&out,
	    "{\"id\":\"k1\",\"version\":2,\"session\":\"s1\",\"person\":{\"id\":\"p1\",\"name\":{\"display\":"
	    "\"王小明\","
	    "\"latin\":\"Wang\"},\"title\":\"Minister\",\"category\":\"MIN\"},\"entity\":{\"id\":\"e1\","
	    "\"name\":\"Kariba "
	    "\\\"Telecom\\\"\",\"type\":\"private_sector\",\"country\":\"ZMB\"},\"state\":\"speaking\","
	    "\"position\":3,\"requested_at\":\"2022-06-07T14:30:00+02:00\",\"started_at\":\"2022-06-07T14:30:01+02:"
	    "00\","
	    "\"ended_at\":null,\"allotted_seconds\":180,\"kind\":\"statement\",\"speaks_for\":\"African Group\","
	    "\"remote\":true,\"prior\":false,\"by_hand\":false,\"language\":\"fr\",\"statement\":null,"
	    "\"paused_at\":null,\"paused_seconds\":10,\"spoken_seconds\":200,\"overtime_seconds\":20}");
}

static void a_session_shows_what_is_planned_and_what_is_expected(void **state)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	struct agenda_room room = { .id = "r1", .name = "Auditorium" };
	struct agenda_person persons[] = { { NULL, "A Banda", PERSON_MODERATOR },
		{ NULL, "Guest", PERSON_PANELLIST } };
	struct session_person_row entities[] = { { .entity = "Kariba", .country = "ZMB" },
		{ .entity = "", .country = "" } };
	struct agenda_session session = { .id = "s1",
		.code = "P1",
		.version = 4,
		.kind = SESSION_ROUND_TABLE,
		.state = SESSION_RUNNING,
		.starts_at = AT,
		.ends_at = AT + 3600000,
		.delay_minutes = 10,
		.focus_areas = 1u << FOCUS_ACCELERATE,
		.language = "",
		.persons = persons,
		.n_persons = 2 };
	struct agenda agenda = { .rooms = &room, .n_rooms = 1, .sessions = &session, .n_sessions = 1 };
	struct expected expected = { AT + 600000, AT + 4200000, EXPECTED_OWN, NULL, NULL };
	(void)state;
	session.title.in[LANG_FR] = "Écoles";
	session.title.in[LANG_AR] = "";
	view_session(&w, NULL, &agenda, &session, &expected, entities);
	expect_json(&out,
	    "{\"id\":\"s1\",\"code\":\"P1\",\"version\":4,\"kind\":\"round_table\",\"title\":{\"fr\":\"Écoles\"},"
	    "\"text\":{},\"room\":\"r1\",\"starts_at\":\"2022-06-07T14:30:00+02:00\","
	    "\"ends_at\":\"2022-06-07T15:30:00+02:00\",\"expected_starts_at\":\"2022-06-07T14:40:00+02:00\","
	    "\"expected_ends_at\":\"2022-06-07T15:40:00+02:00\",\"delay_minutes\":10,\"state\":\"running\","
	    "\"language\":null,\"focus_areas\":[\"accelerate\"],\"capacity\":0,\"by_invitation\":false,"
	    "\"is_fixed\":false,\"needs_high_level\":false,\"equipment\":[],\"interpretation\":[],"
	    "\"expected_room\":\"r1\",\"started_at\":null,\"ended_at\":null,\"overrun_minutes\":0,\"moved_room\":"
	    "null,"
	    "\"moved_starts_at\":null,\"reason\":null,\"because\":\"own\",\"by\":null,\"person\":null,\"people\":[{"
	    "\"name\":\"A "
	    "Banda\",\"role\":\"moderator\","
	    "\"entity\":\"Kariba\",\"country\":\"ZMB\"},{\"name\":\"Guest\",\"role\":\"panellist\",\"entity\":null,"
	    "\"country\":null}]}");
}

static void totals_are_estimated_and_in_the_order_of_the_lists(void **state)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	struct tally tally = { .submitted = 2, .unrated = 1 };
	json_t *root;
	(void)state;
	const struct tally_sum sure = { .count = 3, .usd_minor = 300050 },
			       said = { .count = 1, .usd_minor = 49, .unrated = 1 };
	const struct tally_country rwanda = { .country = "RWA", .sums.heard = said };
	tally.all = (struct tally_group){ sure, said };
	tally.by_type[3].heard = said;
	tally.by_region[3].heard = said;
	tally.by_area[2].confirmed = sure;
	view_tally(&w, NULL, &tally, &rwanda, 1, AT);
	root = json_loadb(out.bytes, out.len, 0, NULL);
	assert_non_null(root);
	assert_true(json_is_true(json_object_get(root, "estimated")));
	assert_int_equal(json_integer_value(json_object_get(root, "pledges")), 4);
	assert_int_equal(json_integer_value(json_object_get(root, "unrated")), 1);
	assert_string_equal(json_string_value(json_object_get(json_object_get(root, "confirmed"), "usd")), "3001");
	assert_string_equal(json_string_value(json_object_get(json_object_get(root, "heard"), "usd")), "0");
	json_t *type = json_array_get(json_object_get(root, "by_type"), 3);
	json_t *area = json_array_get(json_object_get(root, "by_focus_area"), 2);
	assert_string_equal(json_string_value(json_object_get(type, "key")), "programmatic");
	assert_string_equal(json_string_value(json_object_get(area, "key")), "value_creation");
	assert_int_equal(json_array_size(json_object_get(root, "by_type")), 4);
	json_t *country = json_array_get(json_object_get(root, "by_country"), 0);
	assert_string_equal(json_string_value(json_object_get(country, "country")), "RWA");
	json_t *asia = json_object_get(json_object_get(root, "by_region"), "asia_pacific");
	assert_int_equal(json_integer_value(json_object_get(json_object_get(asia, "heard"), "count")), 1);
	assert_int_equal(json_object_size(json_object_get(root, "by_group")), 3);
	json_decref(root);
	buf_finish(&out);
}

static void a_history_tells_who_did_what_and_no_data(void **state)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	struct journal_entry entries[] = { { .seq = 9,
	    .at = AT,
	    .version = 2,
	    .actor = "desk-1",
	    .topic = "participants",
	    .action = "badge.issue",
	    .subject = "p1",
	    .data = "{\"serial\":1}" } };
	(void)state;
	jsonw_object(&w, NULL);
	view_history(&w, "history", entries, 1);
	view_history(&w, "empty", NULL, 0);
	jsonw_object_end(&w);
	expect_json(&out, "{\"history\":[{\"seq\":9,\"at\":\"2022-06-07T14:30:00+02:00\",\"action\":\"badge.issue\","
			  "\"actor\":\"desk-1\",\"version\":2}],\"empty\":[]}");
}

static void words_and_areas_become_lists(void **state)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	(void)state;
	jsonw_object(&w, NULL);
	view_words(&w, "none", "");
	view_words(&w, "two", "a b");
	view_focus_areas(&w, "all", 15);
	view_focus_areas(&w, "nothing", 0);
	jsonw_object_end(&w);
	expect_json(&out,
	    "{\"none\":[],\"two\":[\"a\",\"b\"],\"all\":[\"access\",\"adoption\",\"value_creation\",\"accelerate\"],"
	    "\"nothing\":[]}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_participant_has_its_shape_and_null_for_what_is_empty),
		cmocka_unit_test(one_who_arrived_shows_when_and_the_badge_without_its_qr),
		cmocka_unit_test(a_badge_shows_its_qr_only_to_whoever_issued_it),
		cmocka_unit_test(a_pledge_without_money_says_null),
		cmocka_unit_test(an_amount_is_a_decimal_text_and_the_estimate_whole_dollars),
		cmocka_unit_test(an_amount_without_a_rate_has_no_estimate),
		cmocka_unit_test(a_speaker_has_its_shape),
		cmocka_unit_test(a_session_shows_what_is_planned_and_what_is_expected),
		cmocka_unit_test(totals_are_estimated_and_in_the_order_of_the_lists),
		cmocka_unit_test(a_history_tells_who_did_what_and_no_data),
		cmocka_unit_test(words_and_areas_become_lists),
	};
	return cmocka_run_group_tests(tests, setup, NULL);
}
