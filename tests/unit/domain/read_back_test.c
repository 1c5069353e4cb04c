/* Read-back: what a link lets its delegate do, once, for one pledge and for its time; and what is kept of each
 * answer. */
#include "tests/unit/domain/record.h"

#include <string.h>

enum { HOUR = 3600 * 1000 };

static const struct pledger_form KARIBA[] = { { .entity_name = "Kariba Telecom", .country = "ZMB" } };
static const struct pledge_form PLEDGE = {
	.type = "financial", .title = "Fibre for schools", .pledgers = KARIBA, .n_pledgers = 1, .has_pledgers = true
};

static struct pledge logged(struct day_rig *day)
{
	struct pledge pledge;
	assert_int_equal(record_log(day, "moderator-1", &PLEDGE, &pledge), OK);
	return pledge;
}

static struct login delegate_of(struct day_rig *day, const struct pledge *pledge)
{
	char code[ACCESS_TOKEN_LEN + 1];
	struct login login;
	assert_int_equal(record_ask(day, pledge->id, "link", 0, code), OK);
	assert_int_equal(record_enter(day, code, &login), OK);
	return login;
}

static void a_link_lets_in_a_delegate_of_one_pledge(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	struct login login = delegate_of(day, &g);
	struct read_back b;
	assert_string_equal(login.roles, "delegate");
	assert_string_equal(login.name, "delegate P-0001");
	assert_int_equal(roles_parse(login.roles), ROLE_DELEGATE);
	assert_int_equal(read_back_find(day->db, day->arena, login.scope, &b, &g), OK);
	assert_string_equal(b.pledge_id, g.id);
	assert_string_equal(b.asked_by, "moderator-1");
	assert_string_equal(b.answer, "");
	assert_int_equal(g.record.read_back.round, 1);
}

static void a_link_is_used_once(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	char code[ACCESS_TOKEN_LEN + 1];
	struct login login;
	assert_int_equal(record_ask(day, g.id, "tablet", 1, code), OK);
	assert_int_equal(record_enter(day, code, &login), OK);
	assert_int_equal(record_enter(day, code, &login), ERR_CODE_USED);
}

static void a_link_and_its_login_end_with_their_time(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	char early[ACCESS_TOKEN_LEN + 1], late[ACCESS_TOKEN_LEN + 1];
	struct login login;
	assert_int_equal(record_ask(day, g.id, "link", 2, early), OK);
	clock_move(day->clock, DAY_START + HOUR);
	assert_int_equal(record_enter(day, early, &login), OK);
	assert_in_range(login.expires_at, DAY_START + 2 * HOUR, DAY_START + 2 * HOUR + 60000);
	assert_int_equal(record_ask(day, g.id, "link", 1, late), OK);
	clock_move(day->clock, DAY_START + 3 * HOUR);
	assert_int_equal(record_enter(day, late, &login), ERR_CODE_USED);
	assert_int_equal(record_answer(day, &login, 0, "confirmed", "Amina Diallo"), ERR_CODE_USED);
}

static void a_long_link_gives_no_longer_login_than_others(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	char code[ACCESS_TOKEN_LEN + 1];
	struct login login;
	assert_int_equal(record_ask(day, g.id, "link", 168, code), OK);
	assert_int_equal(record_enter(day, code, &login), OK);
	assert_in_range(login.expires_at, DAY_START + ACCESS_LOGIN_MS, DAY_START + ACCESS_LOGIN_MS + 60000);
}

static void a_confirmation_takes_the_step_and_keeps_who_when_and_where(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	struct login login = delegate_of(day, &g);
	assert_int_equal(record_answer(day, &login, 1, "confirmed", "Amina Diallo"), OK);
	g = day_pledge_now(day, g.id);
	assert_string_equal(g.state, "confirmed");
	assert_string_equal(g.record.read_back.answer, "confirmed");
	assert_string_equal(g.record.read_back.name, "Amina Diallo");
	assert_string_equal(g.record.read_back.remark, "As agreed.");
	assert_string_equal(g.record.read_back.device, "A tablet");
	assert_true(g.record.read_back.answered_at > 0);
	assert_string_equal(day_last(day).actor, "delegate P-0001");
}

static void names_are_sealed_in_the_journal(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	struct login login = delegate_of(day, &g);
	struct journal_entry *entries;
	const char *personal;
	size_t n;
	assert_int_equal(record_answer(day, &login, 0, "differs", "Amina Diallo"), OK);
	assert_int_equal(pledge_entries(day->db, day->arena, g.id, &entries, &n), OK);
	assert_string_equal(entries[n - 1].action, "read_back.answer");
	for (size_t i = 0; i < n; i++)
		assert_null(strstr(entries[i].data, "Amina"));
	assert_int_equal(journal_unseal(day->db, day->arena, entries[n - 1].seq, &personal), OK);
	assert_non_null(strstr(personal, "Amina Diallo"));
}

static void a_pledge_that_differs_is_only_noted(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	struct login login = delegate_of(day, &g);
	assert_int_equal(record_answer(day, &login, 1, "differs", "Amina Diallo"), OK);
	g = day_pledge_now(day, g.id);
	assert_string_equal(g.state, "heard");
	assert_int_equal(g.version, 1);
	assert_string_equal(g.record.read_back.answer, "differs");
}

static void nobody_answers_twice(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	struct login login = delegate_of(day, &g);
	assert_int_equal(record_answer(day, &login, 0, "differs", "Amina Diallo"), OK);
	assert_int_equal(record_answer(day, &login, 0, "confirmed", "Amina Diallo"), ERR_CONFLICT);
	assert_string_equal(day_pledge_now(day, g.id).state, "heard");
}

static void after_the_answer_the_login_lasts_minutes(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	struct login login = delegate_of(day, &g);
	assert_int_equal(record_answer(day, &login, 0, "confirmed", "Amina Diallo"), OK);
	clock_move(day->clock, clock_now(day->clock) + READ_BACK_AFTER_MS + 1000);
	struct read_back b;
	assert_int_equal(read_back_find(day->db, day->arena, login.scope, &b, &g), OK);
	assert_true(b.answered_at + READ_BACK_AFTER_MS < clock_now(day->clock));
	assert_int_equal(record_answer(day, &login, 0, "confirmed", "Amina Diallo"), ERR_CONFLICT);
}

static void a_newer_round_closes_the_one_before(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	struct login old = delegate_of(day, &g), new = delegate_of(day, &g);
	assert_int_equal(record_answer(day, &old, 0, "confirmed", "Amina Diallo"), ERR_CONFLICT);
	assert_int_equal(record_answer(day, &new, 0, "confirmed", "Amina Diallo"), OK);
	assert_int_equal(day_pledge_now(day, g.id).record.read_back.round, 2);
}

static void a_clock_set_back_does_not_bring_an_old_round_back(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	struct login old = delegate_of(day, &g);
	clock_move(day->clock, DAY_START - HOUR);
	struct login new = delegate_of(day, &g);
	assert_int_equal(record_answer(day, &old, 0, "confirmed", "Amina Diallo"), ERR_CONFLICT);
	assert_int_equal(record_answer(day, &new, 0, "differs", "Amina Diallo"), OK);
}

static void a_withdrawn_or_changed_pledge_is_not_confirmed(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	struct login login = delegate_of(day, &g);
	struct pledge_form form = { .title = "Something else" };
	assert_int_equal(day_correct(day, g.id, 1, &form, &g), OK);
	assert_int_equal(record_answer(day, &login, 1, "confirmed", "Amina Diallo"), ERR_STALE);
	assert_int_equal(day_step(day, g.id, 0, STEP_WITHDRAW, NULL, "asked to", &g), OK);
	assert_int_equal(record_answer(day, &login, 0, "confirmed", "Amina Diallo"), ERR_STEP);
	day_expect_fault(day, ERR_STEP, "state");
}

static void what_is_missing_or_too_much_is_refused(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	struct login login = delegate_of(day, &g);
	char code[ACCESS_TOKEN_LEN + 1], *name = arena_alloc(day->arena, READ_BACK_NAME_MAX + 2);
	memset(name, 'a', READ_BACK_NAME_MAX + 1);
	assert_int_equal(record_answer(day, &login, 0, "perhaps", "Amina Diallo"), ERR_INVALID);
	assert_int_equal(record_answer(day, &login, 0, "confirmed", ""), ERR_FIELD_MISSING);
	assert_int_equal(record_answer(day, &login, 0, "confirmed", name), ERR_INVALID);
	assert_int_equal(record_ask(day, g.id, "pigeon", 1, code), ERR_INVALID);
	assert_int_equal(record_ask(day, g.id, "link", 169, code), ERR_INVALID);
	assert_int_equal(record_ask(day, g.id, "link", -1, code), ERR_INVALID);
	assert_int_equal(record_ask(day, "nobody", "link", 1, code), ERR_NOT_FOUND);
	assert_int_equal(day_step(day, g.id, 0, STEP_CONFIRM, NULL, NULL, &g), OK);
	assert_int_equal(record_ask(day, g.id, "link", 1, code), ERR_STEP);
}

struct confirm_args {
	const char *id, *means, *remark;
	struct pledge pledge;
};

static enum err act_confirm(struct tx *tx, void *ctx)
{
	struct confirm_args *args = ctx;
	struct read_back_said said = {
		.means = args->means, .name = "Amina Diallo", .remark = args->remark, .device = "A desk"
	};
	return read_back_confirm(tx, args->id, 0, NULL, &said, &args->pledge);
}

static void a_rapporteur_confirms_from_the_text(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	struct confirm_args args = { .id = g.id, .means = "pigeon" };
	assert_int_equal(record_as(day, "rapporteur-1", act_confirm, &args), ERR_INVALID);
	args.means = "text";
	args.remark = arena_printf(day->arena, "%*s", READ_BACK_REMARK_MAX + 1, "Long.");
	assert_int_equal(record_as(day, "rapporteur-1", act_confirm, &args), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "remark");
	args.remark = "As agreed.";
	assert_int_equal(record_as(day, "rapporteur-1", act_confirm, &args), OK);
	g = day_pledge_now(day, g.id);
	assert_string_equal(g.state, "confirmed");
	assert_string_equal(g.record.read_back.means, "text");
	assert_string_equal(g.record.read_back.asked_by, "rapporteur-1");
	record_expect_entry(day, "rapporteur-1", "read_back.confirm", g.id, 2);
	assert_int_equal(record_as(day, "rapporteur-1", act_confirm, &args), ERR_STEP);
}

static enum err act_code(struct tx *tx, void *ctx)
{
	char code[ACCESS_TOKEN_LEN + 1];
	const char *const *roles = ctx;
	return access_make_code(tx, "somebody", *roles, code);
}

static void no_account_and_no_plain_code_is_a_delegates(void **state)
{
	struct day_rig *day = *state;
	assert_int_equal(day_run(day, act_code, &(const char *){ "delegate" }), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "role");
	assert_int_equal(day_run(day, act_code, &(const char *){ "desk delegate" }), ERR_INVALID);
	assert_int_equal(day_run(day, act_code, &(const char *){ "desk" }), OK);
}

/* ---- who edits ---- */

struct editing_args {
	const char *id;
	bool on;
	struct pledge_record record;
};

static enum err act_editing(struct tx *tx, void *ctx)
{
	struct editing_args *args = ctx;
	return editing_set(tx, args->id, args->on, &args->record);
}

static const char *editor(struct day_rig *day, const char *actor, const char *id, bool on)
{
	struct editing_args args = { .id = id, .on = on };
	assert_int_equal(record_as(day, actor, act_editing, &args), OK);
	struct pledge_record record = day_pledge_now(day, id).record;
	const char *by = editing_by(&record, clock_now(day->clock));
	return by ? by : "nobody";
}

static void whoever_edits_first_is_shown_until_they_close_it(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	assert_string_equal(editor(day, "moderator-1", g.id, true), "moderator-1");
	assert_string_equal(editor(day, "moderator-2", g.id, true), "moderator-1");
	assert_string_equal(editor(day, "moderator-2", g.id, false), "moderator-1");
	assert_string_equal(editor(day, "moderator-1", g.id, false), "nobody");
	assert_string_equal(editor(day, "moderator-2", g.id, true), "moderator-2");
}

static void whoever_falls_silent_is_no_longer_shown(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	editor(day, "moderator-1", g.id, true);
	clock_move(day->clock, DAY_START + EDITING_MS - 5000);
	assert_string_equal(editor(day, "moderator-2", g.id, true), "moderator-1");
	int64_t entries = day_entries(day);
	assert_string_equal(editor(day, "moderator-1", g.id, true), "moderator-1");
	assert_int_equal(day_entries(day), entries); /* a renewal is no news */
	clock_move(day->clock, DAY_START + 3 * EDITING_MS);
	assert_string_equal(editor(day, "moderator-2", g.id, true), "moderator-2");
	clock_move(day->clock, DAY_START - HOUR); /* set back: nobody stays for an hour */
	assert_string_equal(editor(day, "moderator-3", g.id, true), "moderator-3");
}

static void editing_changes_no_version_and_tells_no_history(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = logged(day);
	struct pledge_act *acts;
	size_t n;
	editor(day, "moderator-1", g.id, true);
	record_expect_entry(day, "moderator-1", "editing.on", g.id, 1);
	assert_int_equal(day_pledge_now(day, g.id).version, 1);
	assert_int_equal(pledge_history(day->db, day->arena, g.id, &acts, &n), OK);
	assert_int_equal(n, 1);
	struct editing_args args = { .id = "nobody", .on = true };
	assert_int_equal(record_as(day, "moderator-1", act_editing, &args), ERR_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(a_link_lets_in_a_delegate_of_one_pledge),
		day_test(a_link_is_used_once),
		day_test(a_link_and_its_login_end_with_their_time),
		day_test(a_long_link_gives_no_longer_login_than_others),
		day_test(a_confirmation_takes_the_step_and_keeps_who_when_and_where),
		day_test(names_are_sealed_in_the_journal),
		day_test(a_pledge_that_differs_is_only_noted),
		day_test(nobody_answers_twice),
		day_test(after_the_answer_the_login_lasts_minutes),
		day_test(a_newer_round_closes_the_one_before),
		day_test(a_clock_set_back_does_not_bring_an_old_round_back),
		day_test(a_withdrawn_or_changed_pledge_is_not_confirmed),
		day_test(what_is_missing_or_too_much_is_refused),
		day_test(a_rapporteur_confirms_from_the_text),
		day_test(no_account_and_no_plain_code_is_a_delegates),
		day_test(whoever_edits_first_is_shown_until_they_close_it),
		day_test(whoever_falls_silent_is_no_longer_shown),
		day_test(editing_changes_no_version_and_tells_no_history),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
