/* A question to the database that fails, at any place of an act: the act says so, nothing of it stays, and said again
 * it is done. Each act of the pledges' way to the record and of letting people in is tried once for each of its
 * questions. Not for disks (tests/fault) nor for calls of the system (tests/torture): what failed here left the
 * database well. */
#include "tests/unit/domain/record.h"

#include "domain/device.h"
#include "domain/epoch.h"
#include "domain/personal_link.h"
#include "domain/recount.h"
#include "domain/tally.h"

#include <dlfcn.h>
#include <sqlite3.h>
#include <string.h>

enum { QUESTIONS_MAX = 1000, LEAST = 2 };

/* ---- the question that fails ---- */

static struct {
	int at, seen; /* the at-th fails, from 1; 0 is none */
} failing;

/* Of an act: not of those that only read, and not what begins and ends transactions, which is the store's matter. */
static bool is_of_an_act(sqlite3_stmt *statement)
{
	static const char *const OF_THE_STORE[] = { "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA" };
	const char *text = sqlite3_sql(statement);
	for (size_t i = 0; i < sizeof OF_THE_STORE / sizeof *OF_THE_STORE; i++)
		if (!text || strncmp(text, OF_THE_STORE[i], strlen(OF_THE_STORE[i])) == 0)
			return false;
	return sqlite3_db_readonly(sqlite3_db_handle(statement), "main") == 0;
}

/* Stands before SQLite's own. */
int sqlite3_step(sqlite3_stmt *statement)
{
	int (*real)(sqlite3_stmt *);
	*(void **)&real = dlsym(RTLD_NEXT, "sqlite3_step");
	if (failing.at && is_of_an_act(statement) && ++failing.seen == failing.at)
		return SQLITE_BUSY;
	return real(statement);
}

/* ---- what the database holds ---- */

static uint64_t mix(uint64_t sum, const void *bytes, int len)
{
	for (int i = 0; i < len; i++)
		sum = (sum ^ ((const unsigned char *)bytes)[i]) * 0x100000001b3u;
	return (sum ^ (uint64_t)len) * 0x100000001b3u;
}

static uint64_t mix_rows(uint64_t sum, sqlite3 *db, const char *question)
{
	sqlite3_stmt *rows;
	assert_int_equal(sqlite3_prepare_v2(db, question, -1, &rows, NULL), SQLITE_OK);
	while (sqlite3_step(rows) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(rows); i++) {
			const void *bytes = sqlite3_column_blob(rows, i);
			sum = mix(sum, bytes, sqlite3_column_bytes(rows, i));
		}
	sqlite3_finalize(rows);
	return sum;
}

/* A sum over every row of every table. */
static uint64_t content(const struct day_rig *day)
{
	char path[64], question[128];
	sqlite3 *db;
	sqlite3_stmt *tables;
	uint64_t sum = 0;
	snprintf(path, sizeof path, "%s/p2c.db", day->own->folder);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(
	    sqlite3_prepare_v2(db, "SELECT name FROM sqlite_master WHERE type = 'table'", -1, &tables, NULL),
	    SQLITE_OK);
	while (sqlite3_step(tables) == SQLITE_ROW) {
		snprintf(question, sizeof question, "SELECT * FROM %s", (const char *)sqlite3_column_text(tables, 0));
		sum = mix_rows(sum, db, question);
	}
	sqlite3_finalize(tables);
	sqlite3_close(db);
	return sum;
}

/* ---- an act, again and again ---- */

typedef enum err trial(struct day_rig *day, void *ctx);

static void whatever_fails(struct day_rig *day, trial *act, void *ctx)
{
	bool has_failed = true;
	uint64_t before = content(day);
	for (int at = 1; has_failed; at++) {
		failing.at = at;
		failing.seen = 0;
		enum err err = act(day, ctx);
		has_failed = failing.seen >= failing.at;
		failing.at = 0;
		assert_string_equal(err_name(err), err_name(has_failed ? ERR_BUSY : OK));
		assert_true(!has_failed || content(day) == before);
		assert_in_range(at, has_failed ? 1 : LEAST, QUESTIONS_MAX);
	}
}

/* An act of somebody, of which only the answer matters. */
struct deed {
	enum err (*act)(struct tx *tx, void *ctx);
	void *ctx;
};

static enum err try_deed(struct day_rig *day, void *ctx)
{
	const struct deed *deed = ctx;
	return record_as(day, "moderator-1", deed->act, deed->ctx);
}

static void deed_fails(struct day_rig *day, enum err (*act)(struct tx *tx, void *ctx), void *ctx)
{
	whatever_fails(day, try_deed, &(struct deed){ act, ctx });
}

/* ---- pledges ---- */

static const struct pledger_form BOTH[] = { { .entity_name = "Kariba Telecom", .country = "ZMB", .lead = true },
	{ .entity_name = "Nile Fibre", .country = "EGY" } };
static const char *const COUNTRIES[] = { "ZMB", "RWA" };

struct heard {
	struct pledge_form form;
	const char *take, *answer, *code;
	struct login login;
	struct pledge pledge;
	struct hearing hearing;
	char made[ACCESS_TOKEN_LEN + 1];
	enum pledge_step step;
};

static struct heard heard(struct day_rig *day)
{
	const char *session = day_session(day, "Pledging plenary");
	struct speaker speaker = day_speaker(day, session, "Amina Diallo");
	assert_int_equal(day_rate(day, "EUR", "2022-06-01", "0.93"), OK);
	return (struct heard){ .form = { .type = "financial",
				   .title = "Fibre for schools",
				   .session_id = session,
				   .speaker_id = speaker.id,
				   .amount_value = "1000000",
				   .amount_currency = "EUR",
				   .pledgers = BOTH,
				   .n_pledgers = 2,
				   .has_pledgers = true,
				   .countries = COUNTRIES,
				   .n_countries = 2,
				   .has_countries = true } };
}

static enum err try_log(struct day_rig *day, void *ctx)
{
	struct heard *h = ctx;
	return record_log(day, "moderator-1", &h->form, &h->pledge);
}

static enum err try_hear(struct day_rig *day, void *ctx)
{
	struct heard *h = ctx;
	return record_hear(day, "moderator-2", &h->form, &h->hearing);
}

static enum err try_settle(struct day_rig *day, void *ctx)
{
	struct heard *h = ctx;
	return record_settle(day, h->hearing.id, h->hearing.version, h->take, NULL, &h->hearing);
}

static enum err try_undo(struct day_rig *day, void *ctx)
{
	struct heard *h = ctx;
	return record_undo(day, h->pledge.id, h->pledge.version, &h->pledge);
}

static enum err try_correct(struct day_rig *day, void *ctx)
{
	struct heard *h = ctx;
	return day_correct(day, h->pledge.id, 0, &h->form, &h->pledge);
}

static enum err try_step(struct day_rig *day, void *ctx)
{
	struct heard *h = ctx;
	return day_step(day, h->pledge.id, 0, h->step, NULL, "As agreed.", &h->pledge);
}

static enum err try_ask(struct day_rig *day, void *ctx)
{
	struct heard *h = ctx;
	return record_ask(day, h->pledge.id, "link", 0, h->made);
}

static enum err try_enter(struct day_rig *day, void *ctx)
{
	struct heard *h = ctx;
	return record_enter(day, h->made, &h->login);
}

static enum err try_answer(struct day_rig *day, void *ctx)
{
	struct heard *h = ctx;
	return record_answer(day, &h->login, 0, h->answer, "Amina Diallo");
}

static void a_pledge_is_logged_whole_or_not_at_all(void **state)
{
	struct heard h = heard(*state);
	h.form.words[PLEDGE_SLIP] = "42";
	whatever_fails(*state, try_log, &h);
	assert_string_equal(h.pledge.type, "financial");
	assert_int_equal(h.pledge.n_pledgers, 2);
}

static void whoever_speaks_pledges_whole_or_not_at_all(void **state)
{
	struct heard h = heard(*state);
	h.form.has_pledgers = false;
	whatever_fails(*state, try_log, &h);
	assert_string_equal(h.pledge.pledgers[0].entity.name, "Kariba Telecom");
}

static void what_a_second_ear_heard_is_compared_and_settled_whole(void **state)
{
	struct heard h = heard(*state);
	assert_int_equal(try_log(*state, &h), OK);
	h.form.amount_value = "10000000";
	whatever_fails(*state, try_hear, &h);
	assert_string_equal(h.hearing.state, "differs");
	h.take = "second";
	whatever_fails(*state, try_settle, &h);
	h.pledge = day_pledge_now(*state, h.pledge.id);
	assert_int_equal(h.pledge.amount_minor, 1000000000);
	whatever_fails(*state, try_undo, &h);
	assert_int_equal(h.pledge.amount_minor, 100000000);
	assert_true(h.pledge.record.hearing_differs);
}

static void a_pledge_is_corrected_and_taken_on_whole(void **state)
{
	struct heard h = heard(*state);
	assert_int_equal(try_log(*state, &h), OK);
	h.form.amount_value = "3";
	h.form.amount_currency = "USD";
	whatever_fails(*state, try_correct, &h);
	h.step = STEP_WITHDRAW;
	whatever_fails(*state, try_step, &h);
	assert_string_equal(h.pledge.state, "withdrawn");
	whatever_fails(*state, try_undo, &h);
	assert_string_equal(h.pledge.state, "heard");
}

static void a_read_back_is_asked_entered_and_answered_whole(void **state)
{
	struct heard h = heard(*state);
	assert_int_equal(try_log(*state, &h), OK);
	static const char *const ANSWERS[] = { "differs", "confirmed" };
	for (size_t i = 0; i < 2; i++) {
		h.answer = ANSWERS[i];
		whatever_fails(*state, try_ask, &h);
		whatever_fails(*state, try_enter, &h);
		whatever_fails(*state, try_answer, &h);
	}
	assert_string_equal(day_pledge_now(*state, h.pledge.id).state, "confirmed");
}

static enum err act_confirm(struct tx *tx, void *ctx)
{
	const struct read_back_said said = { .means = "person", .name = "Amina Diallo" };
	const struct heard *h = ctx;
	struct pledge confirmed;
	return read_back_confirm(tx, h->pledge.id, 0, NULL, &said, &confirmed);
}

static enum err act_join(struct tx *tx, void *ctx)
{
	static const struct pledger_form THIRD = { .entity_name = "Lake Radio", .country = "TZA" };
	const struct heard *h = ctx;
	struct pledge joined;
	return pledge_join(tx, h->pledge.id, 0, &THIRD, &joined);
}

static enum err act_slips(struct tx *tx, void *ctx)
{
	int64_t *from = ctx;
	return pledge_slips(tx, 3, from);
}

static void joining_confirming_and_numbers_of_slips_are_whole_too(void **state)
{
	struct heard h = heard(*state);
	int64_t from = 0;
	h.form.has_open = true;
	h.form.open = true;
	assert_int_equal(try_log(*state, &h), OK);
	deed_fails(*state, act_join, &h);
	deed_fails(*state, act_confirm, &h);
	deed_fails(*state, act_slips, &from);
	assert_int_equal(from, 1);
	struct pledge stored = day_pledge_now(*state, h.pledge.id);
	assert_string_equal(stored.state, "confirmed");
	assert_int_equal(stored.n_pledgers, 3);
}

static enum err act_look(struct tx *tx, void *ctx)
{
	const struct heard *h = ctx;
	struct pledge_act *acts;
	struct tally tally;
	struct tally_country *countries;
	struct tally_sheet *sheet = arena_alloc(tx_arena(tx), sizeof *sheet);
	size_t n = 0;
	enum err err = pledge_history(tx_db(tx), tx_arena(tx), h->pledge.id, &acts, &n);
	if (!err && n < 2)
		return ERR_BROKEN;
	err = err ? err : tally_get(tx_db(tx), tx_arena(tx), &tally);
	err = err ? err : tally_countries(tx_db(tx), tx_arena(tx), &countries, &n);
	err = err ? err : tally_sheet_get(tx_db(tx), tx_arena(tx), sheet);
	return err ? err : recount(tx_db(tx), sheet);
}

static void nobody_is_shown_half_a_history_or_half_a_total(void **state)
{
	struct heard h = heard(*state);
	assert_int_equal(try_log(*state, &h), OK);
	h.step = STEP_WITHDRAW;
	assert_int_equal(try_step(*state, &h), OK);
	deed_fails(*state, act_look, &h);
}

/* ---- who may come in ---- */

struct coming_in {
	const char *name;
	const struct account *account;
	struct login login;
	struct device device;
	char id[64], secret[ACCESS_TOKEN_LEN + 1], token[ACCESS_TOKEN_LEN + 1], code[ACCESS_TOKEN_LEN + 1];
	char device_code[DEVICE_CODE_LEN + 1];
};

static enum err act_put(struct tx *tx, void *ctx)
{
	const struct coming_in *in = ctx;
	return access_put_account(tx, in->name, "moderator", "a hash");
}

static enum err act_login(struct tx *tx, void *ctx)
{
	struct coming_in *in = ctx;
	return access_login(tx, in->account, "a newer hash", &in->login, in->token);
}

static enum err act_code(struct tx *tx, void *ctx)
{
	struct coming_in *in = ctx;
	return access_make_code(tx, in->name, "desk", in->code);
}

static enum err act_by_code(struct tx *tx, void *ctx)
{
	struct coming_in *in = ctx;
	return access_login_by_code(tx, in->code, &in->login, in->token);
}

static enum err act_who(struct tx *tx, void *ctx)
{
	struct coming_in *in = ctx;
	return access_who(tx_db(tx), tx_arena(tx), in->token, tx_now(tx), &in->login);
}

static enum err act_logout(struct tx *tx, void *ctx)
{
	const struct coming_in *in = ctx;
	return access_logout(tx, in->token);
}

static enum err act_end_all(struct tx *tx, void *ctx)
{
	const struct coming_in *in = ctx;
	unsigned char id[32];
	return access_hash_secret(in->token, id) ? access_end_login(tx, id, true) : ERR_NOT_FOUND;
}

static enum err act_close(struct tx *tx, void *ctx)
{
	const struct coming_in *in = ctx;
	return access_close_account(tx, in->name);
}

static void an_account_a_code_and_a_login_are_there_whole_or_not_at_all(void **state)
{
	struct day_rig *day = *state;
	struct account account;
	struct coming_in in = { .name = "amina", .account = &account };
	deed_fails(day, act_put, &in);
	assert_int_equal(account_get(day->db, day->arena, "amina", &account), OK);
	deed_fails(day, act_login, &in);
	deed_fails(day, act_logout, &in);
	deed_fails(day, act_code, &in);
	deed_fails(day, act_by_code, &in);
	deed_fails(day, act_who, &in);
	deed_fails(day, act_end_all, &in);
	deed_fails(day, act_close, &in);
	assert_int_equal(account_get(day->db, day->arena, "amina", &account), ERR_NOT_FOUND);
	assert_int_equal(
	    access_who(day->db, day->arena, in.token, clock_now(day->clock), &in.login), ERR_LOGIN_NEEDED);
}

static enum err act_device_ask(struct tx *tx, void *ctx)
{
	struct coming_in *in = ctx;
	enum err err = device_ask(tx, "A browser", &in->device, in->secret);
	if (!err) {
		snprintf(in->id, sizeof in->id, "%s", in->device.id);
		snprintf(in->device_code, sizeof in->device_code, "%s", in->device.code);
	}
	return err;
}

static enum err act_device_approve(struct tx *tx, void *ctx)
{
	struct coming_in *in = ctx;
	const struct device_form form = { .code = in->device_code, .name = "Door hall 1", .role = "door" };
	return device_approve(tx, in->id, &form, &in->device);
}

static enum err act_device_enrol(struct tx *tx, void *ctx)
{
	struct coming_in *in = ctx;
	return device_enrol(tx, in->id, in->secret, &in->login, in->token);
}

static enum err act_device_revoke(struct tx *tx, void *ctx)
{
	struct coming_in *in = ctx;
	return device_revoke(tx, in->id, &in->device);
}

static void a_device_is_let_in_and_shut_out_whole(void **state)
{
	struct day_rig *day = *state;
	struct coming_in in = { 0 };
	deed_fails(day, act_device_ask, &in);
	deed_fails(day, act_device_approve, &in);
	deed_fails(day, act_device_enrol, &in);
	deed_fails(day, act_device_enrol, &in); /* the answer was lost */
	deed_fails(day, act_device_revoke, &in);
	assert_int_equal(
	    access_who(day->db, day->arena, in.token, clock_now(day->clock), &in.login), ERR_LOGIN_NEEDED);
}

struct link_case {
	const char *person;
	char token[PERSONAL_TOKEN_LEN + 1];
};

static enum err act_token(struct tx *tx, void *ctx)
{
	struct link_case *link = ctx;
	return personal_token(tx_db(tx), tx_arena(tx), link->person, link->token);
}

static enum err act_token_person(struct tx *tx, void *ctx)
{
	const struct link_case *link = ctx;
	struct person person;
	return personal_token_person(tx_db(tx), tx_arena(tx), link->token, &person);
}

static enum err act_renew(struct tx *tx, void *ctx)
{
	(void)ctx;
	return personal_links_renew(tx);
}

static void a_personal_link_is_not_called_wrong_when_nobody_could_look(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "Amina Diallo");
	struct link_case link = { .person = person.id };
	assert_int_equal(event_mark_open(day->store, NULL), OK);
	deed_fails(day, act_token, &link);
	deed_fails(day, act_token_person, &link);
	deed_fails(day, act_renew, &link);
	assert_int_equal(personal_token_person(day->db, day->arena, link.token, &person), ERR_NOT_FOUND);
}

static enum err try_raise(struct day_rig *day, void *ctx)
{
	struct fault fault;
	return epoch_raise(day->store, ctx, &fault);
}

static void the_epoch_is_raised_once(void **state)
{
	struct day_rig *day = *state;
	int64_t number = 0;
	assert_int_equal(event_mark_open(day->store, NULL), OK);
	whatever_fails(day, try_raise, &number);
	assert_int_equal(number, 2);
}

static enum err try_check_in(struct day_rig *day, void *ctx)
{
	struct check_in check_in;
	return day_check_in(day, ctx, true, &check_in);
}

static void whoever_arrives_has_a_badge_or_has_not_arrived(void **state)
{
	char id[64];
	snprintf(id, sizeof id, "%s", day_somebody(*state, "Amina Diallo").id);
	whatever_fails(*state, try_check_in, id);
	assert_int_equal(day_person(*state, id).badge.serial, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(a_pledge_is_logged_whole_or_not_at_all),
		day_test(whoever_speaks_pledges_whole_or_not_at_all),
		day_test(what_a_second_ear_heard_is_compared_and_settled_whole),
		day_test(a_pledge_is_corrected_and_taken_on_whole),
		day_test(a_read_back_is_asked_entered_and_answered_whole),
		day_test(joining_confirming_and_numbers_of_slips_are_whole_too),
		day_test(nobody_is_shown_half_a_history_or_half_a_total),
		day_test(an_account_a_code_and_a_login_are_there_whole_or_not_at_all),
		day_test(a_device_is_let_in_and_shut_out_whole),
		day_test(a_personal_link_is_not_called_wrong_when_nobody_could_look),
		day_test(the_epoch_is_raised_once),
		day_test(whoever_arrives_has_a_badge_or_has_not_arrived),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
