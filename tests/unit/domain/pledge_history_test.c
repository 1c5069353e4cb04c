/* The history of a pledge and the way back: any act is undone as a new act, further and further back, never forth. */
#include "tests/unit/domain/record.h"

#include "domain/tally.h"

#include <string.h>

static const struct pledger_form KARIBA[] = { { .entity_name = "Kariba Telecom", .country = "ZMB" } };
static const struct pledge_form PLEDGE = { .type = "financial",
	.title = "Fibre for schools",
	.amount_value = "100",
	.amount_currency = "USD",
	.pledgers = KARIBA,
	.n_pledgers = 1,
	.has_pledgers = true };

static struct pledge logged(struct day_rig *day)
{
	struct pledge pledge;
	assert_int_equal(record_log(day, "moderator-1", &PLEDGE, &pledge), OK);
	return pledge;
}

static struct pledge titled(struct day_rig *day, const struct pledge *pledge, const char *title)
{
	struct pledge now;
	struct pledge_form form = { .title = title };
	assert_int_equal(day_correct(day, pledge->id, 0, &form, &now), OK);
	return now;
}

static struct pledge_act *acts_of(struct day_rig *day, const char *id, size_t *out_n)
{
	struct pledge_act *acts;
	assert_int_equal(pledge_history(day->db, day->arena, id, &acts, out_n), OK);
	return acts;
}

static void expect_changed(struct day_rig *day, const struct pledge_act *act, const char *names)
{
	const char *said = "";
	for (size_t i = 0; i < act->n_changed; i++)
		said = arena_printf(day->arena, "%s%s%s", said, i ? " " : "", act->changed[i]);
	assert_string_equal(said, names);
}

/* ---- reading ---- */

static void every_act_tells_who_when_and_what_it_changed(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	struct pledge_form form = { .title = "Fibre for all",
		.amount_value = "7",
		.amount_currency = "EUR",
		.words[PLEDGE_PARTNERS] = "Them" };
	size_t n;
	assert_int_equal(day_rate(day, "EUR", "2022-06-01", "0.95"), OK);
	assert_int_equal(day_correct(day, g.id, 1, &form, &g), OK);
	assert_int_equal(day_step(day, g.id, 0, STEP_CONFIRM, NULL, NULL, &g), OK);
	struct pledge_act *acts = acts_of(day, g.id, &n);
	assert_int_equal(n, 3);
	assert_string_equal(acts[0].entry.action, "pledge.log");
	assert_string_equal(acts[0].entry.actor, "moderator-1");
	expect_changed(day, &acts[0], "state type title amount rate pledgers");
	assert_string_equal(acts[1].entry.actor, "desk-1");
	expect_changed(day, &acts[1], "title amount rate partners");
	assert_int_equal(acts[1].entry.version, 2);
	expect_changed(day, &acts[2], "state");
	assert_true(acts[2].carries);
	assert_non_null(strstr(acts[2].entry.data, "\"state\":\"confirmed\""));
}

static void an_entry_gives_the_whole_pledge_back(void **state)
{
	static const struct pledger_form BOTH[] = { { .entity_name = "Kariba Telecom" },
		{ .entity_name = "Lac Kivu Fibre", .lead = true } };
	static const char *const COUNTRIES[] = { "RWA", "KEN" };
	static const int64_t GOALS[] = { 4, 9 };
	struct day_rig *day = *state;
	struct pledge_form form = PLEDGE;
	struct pledge g, read;
	form.pledgers = BOTH;
	form.n_pledgers = 2;
	form.countries = COUNTRIES;
	form.n_countries = 2;
	form.has_countries = true;
	form.sdgs = GOALS;
	form.n_sdgs = 2;
	form.open = form.has_open = true;
	form.words[PLEDGE_PERIOD_TO] = "2027";
	form.words[PLEDGE_SLIP] = "42";
	form.words[PLEDGE_MEASURE] = "Schools connected";
	assert_int_equal(record_log(day, "moderator-1", &form, &g), OK);
	const struct journal_entry entry = day_last(day);
	assert_int_equal(pledge_of_entry_whole(day->db, day->arena, entry.data, entry.at, &read), OK);
	assert_string_equal(read.title, g.title);
	assert_int_equal(read.amount_minor, g.amount_minor);
	assert_int_equal(read.heard_at, g.heard_at);
	assert_int_equal(read.sdgs, g.sdgs);
	assert_true(read.open);
	assert_false(read.later);
	assert_int_equal(read.n_pledgers, 2);
	assert_false(read.pledgers[0].lead);
	assert_true(read.pledgers[1].lead);
	assert_string_equal(read.pledgers[1].entity.name, "Lac Kivu Fibre");
	assert_string_equal(read.countries[1], "KEN");
	for (int word = 0; word < PLEDGE_WORD_MAX; word++)
		assert_string_equal(read.words[word], g.words[word]);
}

static void an_entry_that_is_no_pledge_is_broken(void **state)
{
	struct day_rig *day = *state;
	struct pledge read;
	assert_int_equal(pledge_of_entry(day->arena, "no json", 1, &read), ERR_BROKEN);
	assert_int_equal(pledge_of_entry(day->arena, "[]", 1, &read), ERR_BROKEN);
	assert_int_equal(pledge_of_entry(day->arena, "{\"usd_minor\":1.5}", 1, &read), ERR_BROKEN);
	assert_int_equal(pledge_of_entry(day->arena, "{\"pledgers\":[1],\"countries\":[null]}", 1, &read), OK);
	assert_string_equal(read.countries[0], "");
	assert_int_equal(pledge_counted_of_entry(day->arena, "no json", 1, &read), ERR_BROKEN);
}

/* An entry as another version of this program, or somebody with a tool, may have left it. */
static enum err act_entry(struct tx *tx, void *ctx)
{
	return tx_journal(tx, ctx);
}

static void foreign_entry(struct day_rig *day, const struct pledge *g, const char *data)
{
	struct journal_note note = {
		.topic = "pledges", .action = "pledge.correct", .subject = g->id, .version = g->version, .data = data
	};
	assert_int_equal(record_as(day, "moderator-1", act_entry, &note), OK);
}

static void a_history_with_an_entry_that_cannot_be_read_is_not_told_and_nothing_taken_back_to_it(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	struct pledge_act *acts;
	size_t n;
	foreign_entry(day, &g, "[]");
	titled(day, &g, "After it");
	assert_int_equal(pledge_history(day->db, day->arena, g.id, &acts, &n), ERR_BROKEN);
	assert_int_equal(record_undo(day, g.id, 0, &g), ERR_BROKEN);
	assert_string_equal(day_pledge_now(day, g.id).title, "After it");
}

static void an_entry_of_another_version_tells_what_it_changed(void **state)
{
	static const struct {
		const char *data, *changed;
	} ENTRIES[] = {
		{ "{\"sdgs\":1,\"later\":false,\"countries\":[\"RWA\"],\"period\":{\"from\":\"2026\"}}", "" },
		{ "{\"sdgs\":2,\"later\":true,\"countries\":[\"KEN\"],\"period\":{\"from\":\"2027\"}}",
		    "sdgs later countries period" },
		{ "{\"sdgs\":null,\"later\":true,\"countries\":[\"KEN\",\"RWA\"],\"period\":{\"to\":\"2027\"}}",
		    "sdgs countries period" },
		{ "{\"sdgs\":\"none\",\"later\":true,\"countries\":[\"KEN\",\"RWA\"],\"period\":{\"to\":\"2027\"}}",
		    "sdgs" },
	};
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	size_t n;
	for (size_t i = 0; i < sizeof ENTRIES / sizeof *ENTRIES; i++)
		foreign_entry(day, &g, ENTRIES[i].data);
	struct pledge_act *acts = acts_of(day, g.id, &n);
	for (size_t i = 1; i < sizeof ENTRIES / sizeof *ENTRIES; i++)
		expect_changed(day, &acts[1 + i], ENTRIES[i].changed);
}

static void an_entry_of_the_first_days_was_heard_when_it_was_written(void **state)
{
	struct day_rig *day = *state;
	struct pledge read;
	const char *old = "{\"state\":\"heard\",\"pledgers\":[\"a\",\"b\"]}";
	assert_int_equal(pledge_of_entry(day->arena, old, DAY_START, &read), OK);
	assert_int_equal(read.heard_at, DAY_START);
	assert_true(read.pledgers[0].lead);
	assert_false(read.pledgers[1].lead);
	assert_int_equal(pledge_of_entry(day->arena, "{\"state\":\"submitted\"}", DAY_START, &read), OK);
	assert_int_equal(read.heard_at, 0);
}

/* ---- undoing ---- */

static void an_undo_is_a_new_act_that_brings_back_what_was(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day), was = g;
	titled(day, &g, "Misheard");
	assert_int_equal(record_undo(day, g.id, 2, &g), OK);
	assert_string_equal(g.title, was.title);
	assert_int_equal(g.version, 3);
	assert_string_equal(g.by_actor, "moderator-1");
	record_expect_entry(day, "moderator-1", "pledge.undo", g.id, 3);
}

static void undoing_again_goes_further_back_and_never_forth(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	titled(day, &g, "Second");
	titled(day, &g, "Third");
	assert_int_equal(record_undo(day, g.id, 0, &g), OK);
	assert_string_equal(g.title, "Second");
	assert_int_equal(record_undo(day, g.id, 0, &g), OK);
	assert_string_equal(g.title, "Fibre for schools");
	titled(day, &g, "Fourth"); /* a new act stands on what was brought back */
	assert_int_equal(record_undo(day, g.id, 0, &g), OK);
	assert_string_equal(g.title, "Fibre for schools");
}

static void a_read_back_that_was_asked_is_no_act_to_take_back(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	char code[ACCESS_TOKEN_LEN + 1];
	size_t n;
	titled(day, &g, "Misheard");
	assert_int_equal(record_ask(day, g.id, "link", 0, code), OK);
	struct pledge_act *acts = acts_of(day, g.id, &n);
	assert_false(acts[n - 1].carries);
	assert_int_equal(record_undo(day, g.id, 0, &g), OK);
	assert_string_equal(g.title, "Fibre for schools");
}

static void what_was_only_logged_is_withdrawn(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	struct tally tally;
	assert_int_equal(record_undo(day, g.id, 1, &g), OK);
	assert_string_equal(g.state, "withdrawn");
	assert_string_equal(g.reason, "logged by mistake");
	assert_int_equal(tally_get(day->db, day->arena, &tally), OK);
	assert_int_equal(tally.all.heard.count, 0);
	assert_int_equal(tally.all.heard.usd_minor, 0);
	assert_int_equal(record_undo(day, g.id, 0, &g), ERR_STEP);
	day_expect_fault(day, ERR_STEP, "state");
	assert_non_null(strstr(day->fault.detail, "Nothing is left"));
}

static void every_step_is_undone_with_the_totals(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	struct tally tally;
	assert_int_equal(day_step(day, g.id, 0, STEP_CONFIRM, NULL, NULL, &g), OK);
	assert_int_equal(day_step(day, g.id, 0, STEP_SIGN, NULL, NULL, &g), OK);
	assert_int_equal(day_step(day, g.id, 0, STEP_WITHDRAW, NULL, "asked to", &g), OK);
	assert_int_equal(record_undo(day, g.id, 0, &g), OK);
	assert_string_equal(g.state, "signed");
	assert_string_equal(g.reason, "");
	assert_int_equal(record_undo(day, g.id, 0, &g), OK);
	assert_string_equal(g.state, "confirmed");
	assert_true(g.confirmed_at > 0);
	assert_int_equal(record_undo(day, g.id, 0, &g), OK);
	assert_string_equal(g.state, "heard");
	assert_int_equal(g.confirmed_at, 0);
	assert_int_equal(tally_get(day->db, day->arena, &tally), OK);
	assert_int_equal(tally.all.heard.count, 1);
	assert_int_equal(tally.all.heard.usd_minor, 10000);
	assert_int_equal(tally.all.confirmed.count, 0);
}

static void an_announcement_is_undone_to_what_was_handed_in(void **state)
{
	struct day_rig *day = *state;
	struct pledge g;
	assert_int_equal(day_log(day, &PLEDGE, PLEDGE_SUBMITTED, &g), OK);
	assert_int_equal(day_step(day, g.id, 0, STEP_ANNOUNCE, NULL, NULL, &g), OK);
	assert_true(g.heard_at > 0);
	assert_int_equal(record_undo(day, g.id, 0, &g), OK);
	assert_string_equal(g.state, "submitted");
	assert_int_equal(g.heard_at, 0);
}

static void the_estimate_comes_back_as_it_was_frozen(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = PLEDGE, other = { .amount_value = "95", .amount_currency = "EUR" };
	struct pledge g;
	form.amount_currency = "EUR";
	assert_int_equal(day_rate(day, "EUR", "2022-06-01", "0.5"), OK);
	assert_int_equal(record_log(day, "moderator-1", &form, &g), OK);
	assert_int_equal(day_rate(day, "EUR", "2022-06-07", "0.95"), OK);
	assert_int_equal(day_correct(day, g.id, 1, &other, &g), OK);
	assert_int_equal(g.usd_minor, 10000);
	assert_int_equal(record_undo(day, g.id, 0, &g), OK);
	assert_int_equal(g.usd_minor, 20000);
	assert_string_equal(g.rate, "0.5");
	assert_string_equal(g.rate_on, "2022-06-01");
}

static void a_published_pledge_is_not_taken_back(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	assert_int_equal(day_step(day, g.id, 0, STEP_CONFIRM, NULL, NULL, &g), OK);
	assert_int_equal(day_step(day, g.id, 0, STEP_PUBLISH, NULL, NULL, &g), OK);
	assert_int_equal(record_undo(day, g.id, 0, &g), ERR_STEP);
	assert_non_null(strstr(day->fault.detail, "published"));
	titled(day, &g, "A misprint corrected");
	assert_int_equal(record_undo(day, g.id, 0, &g), ERR_STEP);
}

static void an_undo_on_an_old_version_is_stale(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	titled(day, &g, "Somebody was faster");
	assert_int_equal(record_undo(day, g.id, 1, &g), ERR_STALE);
	assert_string_equal(day_pledge_now(day, g.id).title, "Somebody was faster");
	assert_int_equal(record_undo(day, "nobody", 0, &g), ERR_NOT_FOUND);
}

static void a_clock_that_was_set_back_changes_no_order(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	clock_move(day->clock, DAY_START - 3600000);
	titled(day, &g, "An hour before it was logged");
	assert_int_equal(record_undo(day, g.id, 0, &g), OK);
	assert_string_equal(g.title, "Fibre for schools");
}

static void a_slip_keyed_in_again_meanwhile_is_not_taken_back(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = PLEDGE;
	struct pledge g, other;
	form.words[PLEDGE_SLIP] = "42";
	assert_int_equal(record_log(day, "moderator-1", &form, &g), OK);
	assert_int_equal(day_step(day, g.id, 0, STEP_WITHDRAW, NULL, "keyed in twice", &g), OK);
	assert_int_equal(record_log(day, "moderator-1", &form, &other), OK);
	assert_int_equal(record_undo(day, g.id, 0, &g), ERR_SLIP_KEYED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(every_act_tells_who_when_and_what_it_changed),
		day_test(an_entry_gives_the_whole_pledge_back),
		day_test(an_entry_that_is_no_pledge_is_broken),
		day_test(a_history_with_an_entry_that_cannot_be_read_is_not_told_and_nothing_taken_back_to_it),
		day_test(an_entry_of_another_version_tells_what_it_changed),
		day_test(an_entry_of_the_first_days_was_heard_when_it_was_written),
		day_test(an_undo_is_a_new_act_that_brings_back_what_was),
		day_test(undoing_again_goes_further_back_and_never_forth),
		day_test(a_read_back_that_was_asked_is_no_act_to_take_back),
		day_test(what_was_only_logged_is_withdrawn),
		day_test(every_step_is_undone_with_the_totals),
		day_test(an_announcement_is_undone_to_what_was_handed_in),
		day_test(the_estimate_comes_back_as_it_was_frozen),
		day_test(a_published_pledge_is_not_taken_back),
		day_test(an_undo_on_an_old_version_is_stale),
		day_test(a_clock_that_was_set_back_changes_no_order),
		day_test(a_slip_keyed_in_again_meanwhile_is_not_taken_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
