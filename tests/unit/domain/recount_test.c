/* Totals that are kept against totals that are counted again: after thousands of acts in any order they are the same,
 * by type, focus area, region, group and country. */
#include "tests/unit/domain/record.h"

#include "domain/recount.h"
#include "store/db.h"

#include <string.h>

enum { ACTS = 3000 };

static const struct pledger_form KARIBA[] = { { .entity_name = "Kariba Telecom", .country = "ZMB" } };

static int64_t agreed(struct day_rig *day)
{
	struct fault fault = { 0 };
	int64_t pledges = -1;
	if (recount_check(day->db, &pledges, &fault))
		fail_msg("%s", fault.detail);
	return pledges;
}

static struct pledge_form form_of(const char *value, const char *const *countries, size_t n)
{
	return (struct pledge_form){ .type = "financial",
		.amount_value = value,
		.amount_currency = value ? "USD" : NULL,
		.pledgers = KARIBA,
		.n_pledgers = 1,
		.has_pledgers = true,
		.countries = countries,
		.n_countries = n,
		.has_countries = n > 0 };
}

/* A small generator of our own: the same acts in every run. */
static unsigned next(unsigned *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

struct ledger {
	char ids[ACTS][40];
	size_t n;
	unsigned seed;
};

static struct pledge_form any_form(struct ledger *ledger, char value[16])
{
	static const char *const TYPES[] = { "financial", "policy", "advocacy", "programmatic" };
	static const char *const CURRENCIES[] = { "USD", "EUR", "KPW" }; /* KPW has no rate here */
	static const char *const COUNTRIES[] = { "RWA", "KEN", "FJI", "BRA", "EGY", "KAZ", "FRA", "NPL" };
	unsigned first = next(&ledger->seed) % 6;
	struct pledge_form form = form_of(NULL, &COUNTRIES[first], next(&ledger->seed) % 3);
	form.type = TYPES[next(&ledger->seed) % 4];
	form.focus_areas = next(&ledger->seed) % 16;
	form.has_focus_areas = true;
	if (next(&ledger->seed) % 4 == 0) {
		form.clear_amount = true;
		return form;
	}
	snprintf(value, 16, "%u", 1 + next(&ledger->seed));
	form.amount_value = value;
	form.amount_currency = CURRENCIES[next(&ledger->seed) % 3];
	return form;
}

/* One act, allowed or not: a refusal must change no total either. */
static void any_act(struct day_rig *day, struct ledger *ledger)
{
	char value[16];
	struct pledge g;
	struct pledge_form form = any_form(ledger, value);
	unsigned kind = next(&ledger->seed) % 8;
	if (!ledger->n || kind == 0) {
		bool handed_in = next(&ledger->seed) % 2;
		assert_int_equal(day_log(day, &form, handed_in ? PLEDGE_SUBMITTED : PLEDGE_HEARD, &g), OK);
		snprintf(ledger->ids[ledger->n++], sizeof *ledger->ids, "%s", g.id);
		return;
	}
	const char *id = ledger->ids[next(&ledger->seed) % ledger->n];
	if (kind <= 3)
		day_correct(day, id, day_pledge_now(day, id).version - (next(&ledger->seed) % 5 == 0), &form, &g);
	else if (kind <= 5)
		record_undo(day, id, 0, &g);
	else
		day_step(day, id, 0, (enum pledge_step)(next(&ledger->seed) % PLEDGE_STEP_MAX), NULL, "because", &g);
}

static void thousands_of_acts_leave_kept_and_recounted_totals_the_same(void **state)
{
	struct day_rig *day = *state;
	struct ledger *ledger = calloc(1, sizeof *ledger);
	ledger->seed = 20220607;
	assert_int_equal(day_rate(day, "EUR", "2022-06-01", "0.95"), OK);
	for (int i = 1; i <= ACTS; i++) {
		any_act(day, ledger);
		if (i % 500 == 0)
			assert_true(agreed(day) <= (int64_t)ledger->n);
	}
	assert_true(ledger->n > ACTS / 12);
	assert_true(agreed(day) > 0);
	free(ledger);
}

static void a_pledge_counts_once_in_each_place_it_is_for(void **state)
{
	/* Rwanda is an LDC and an LLDC; Rwanda and Kenya are both in Africa; Fiji is a SIDS. */
	static const char *const COUNTRIES[] = { "RWA", "KEN", "FJI" };
	struct day_rig *day = *state;
	struct pledge_form form = form_of("100", COUNTRIES, 3);
	struct tally tally;
	struct tally_country *countries;
	struct pledge g;
	size_t n;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	form = form_of("1", COUNTRIES, 1);
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(tally_get(day->db, day->arena, &tally), OK);
	assert_int_equal(tally.all.heard.count, 2);
	assert_int_equal(tally.by_region[0].heard.count, 2);
	assert_int_equal(tally.by_region[0].heard.usd_minor, 10100);
	assert_int_equal(tally.by_region[3].heard.count, 1);
	assert_int_equal(tally.by_group[0].heard.count, 2); /* LDC */
	assert_int_equal(tally.by_group[1].heard.count, 2); /* LLDC */
	assert_int_equal(tally.by_group[2].heard.count, 1); /* SIDS */
	assert_int_equal(tally_countries(day->db, day->arena, &countries, &n), OK);
	assert_int_equal(n, 3);
	assert_string_equal(countries[0].country, "RWA");
	assert_string_equal(countries[1].country, "FJI");
	assert_string_equal(countries[2].country, "KEN");
}

static void a_total_that_would_not_fit_is_refused_and_nothing_moves(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form largest = form_of("1000000000000000", NULL, 0), small = form_of("1", NULL, 0);
	struct pledge g;
	struct tally tally;
	for (int i = 0; i < 90; i++)
		assert_int_equal(day_log(day, &largest, PLEDGE_HEARD, &g), OK);
	assert_int_equal(day_log(day, &small, PLEDGE_HEARD, &g), ERR_AMOUNT);
	day_expect_fault(day, ERR_AMOUNT, "amount");
	assert_int_equal(tally_get(day->db, day->arena, &tally), OK);
	assert_int_equal(tally.all.heard.count, 90);
	assert_int_equal(tally.all.heard.usd_minor, INT64_C(9000000000000000000));
	assert_int_equal(agreed(day), 90);
	assert_int_equal(record_undo(day, day_pledge_now(day, day_last(day).subject).id, 0, &g), OK);
	assert_int_equal(day_log(day, &small, PLEDGE_HEARD, &g), OK);
	assert_int_equal(agreed(day), 90);
}

static enum err act_script(struct tx *tx, void *ctx)
{
	return db_script(tx_db(tx), ctx, tx_fault(tx));
}

static void totals_that_were_changed_by_hand_are_named(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = form_of("100", NULL, 0);
	struct fault fault = { 0 };
	struct pledge g;
	int64_t pledges = 7;
	char script[] = "UPDATE tally SET usd_minor = 5 WHERE dimension = 'type';\n";
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(day_run(day, act_script, script), OK);
	assert_int_equal(recount_check(day->db, &pledges, &fault), ERR_BROKEN);
	assert_non_null(strstr(fault.detail, "type financial (heard)"));
	assert_int_equal(pledges, 7);
}

static enum err act_unreadable(struct tx *tx, void *ctx)
{
	return tx_journal(
	    tx, &(struct journal_note){
		    .topic = "pledges", .action = "pledge.correct", .subject = ctx, .version = 2, .data = "[]" });
}

static void no_total_is_called_right_when_an_entry_cannot_be_read(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = form_of("100", NULL, 0);
	struct fault fault = { 0 };
	struct pledge g;
	int64_t pledges = 7;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	char id[64];
	snprintf(id, sizeof id, "%s", g.id);
	assert_int_equal(day_run(day, act_unreadable, id), OK);
	assert_int_equal(recount_check(day->db, &pledges, &fault), ERR_BROKEN);
	assert_int_equal(pledges, 7);
}

static void an_older_book_is_counted_once_when_it_is_opened(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = form_of("100", NULL, 0);
	struct tally tally;
	struct pledge g;
	char script[] = "DELETE FROM tally;\n";
	assert_int_equal(recount_open(day->store, NULL), OK); /* nothing to count */
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(day_log(day, &form, PLEDGE_SUBMITTED, &g), OK);
	assert_int_equal(day_run(day, act_script, script), OK);
	assert_int_equal(recount_open(day->store, NULL), OK);
	assert_int_equal(recount_open(day->store, NULL), OK);
	assert_int_equal(tally_get(day->db, day->arena, &tally), OK);
	assert_int_equal(tally.all.heard.count, 1);
	assert_int_equal(tally.all.heard.usd_minor, 10000);
	assert_int_equal(tally.submitted, 1);
	assert_int_equal(agreed(day), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(thousands_of_acts_leave_kept_and_recounted_totals_the_same),
		day_test(a_pledge_counts_once_in_each_place_it_is_for),
		day_test(a_total_that_would_not_fit_is_refused_and_nothing_moves),
		day_test(totals_that_were_changed_by_hand_are_named),
		day_test(no_total_is_called_right_when_an_entry_cannot_be_read),
		day_test(an_older_book_is_counted_once_when_it_is_opened),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
