/* See record.h. */
#include "tests/unit/domain/record.h"

#include <string.h>

struct doing {
	const char *actor;
	enum err (*act)(struct tx *tx, void *ctx);
	void *ctx;
};

static enum err act_as(struct tx *tx, void *ctx)
{
	const struct doing *doing = ctx;
	tx_act_as(tx, doing->actor);
	return doing->act(tx, doing->ctx);
}

enum err record_as(struct day_rig *day, const char *actor, enum err (*act)(struct tx *tx, void *ctx), void *ctx)
{
	return day_run(day, act_as, &(struct doing){ actor, act, ctx });
}

void record_expect_entry(
    struct day_rig *day, const char *actor, const char *action, const char *subject, int64_t version)
{
	day_expect_entry_of(day, actor, "pledges", action, subject, version);
}

struct hearing record_hearing(struct day_rig *day, const char *id)
{
	struct hearing hearing;
	assert_int_equal(hearing_get(day->db, day->arena, id, &hearing), OK);
	return hearing;
}

struct record_args {
	const char *id, *take;
	int64_t version;
	const struct pledge_form *form;
	struct pledge pledge;
	struct hearing hearing;
};

static enum err act_log(struct tx *tx, void *ctx)
{
	struct record_args *args = ctx;
	enum err err = pledge_log(tx, args->form, PLEDGE_HEARD, &args->pledge);
	args->id = args->pledge.id;
	return err;
}

enum err record_log(struct day_rig *day, const char *actor, const struct pledge_form *form, struct pledge *out_pledge)
{
	struct record_args args = { .form = form };
	enum err err = record_as(day, actor, act_log, &args);
	if (!err)
		*out_pledge = day_pledge_now(day, args.pledge.id);
	return err;
}

static enum err act_undo(struct tx *tx, void *ctx)
{
	struct record_args *args = ctx;
	return pledge_undo(tx, args->id, args->version, &args->pledge);
}

enum err record_undo(struct day_rig *day, const char *id, int64_t version, struct pledge *out_pledge)
{
	struct record_args args = { .id = id, .version = version };
	enum err err = record_as(day, "moderator-1", act_undo, &args);
	if (!err)
		*out_pledge = day_pledge_now(day, id);
	return err;
}

static enum err act_hear(struct tx *tx, void *ctx)
{
	struct record_args *args = ctx;
	return hearing_log(tx, args->form, &args->hearing);
}

enum err record_hear(
    struct day_rig *day, const char *actor, const struct pledge_form *form, struct hearing *out_hearing)
{
	struct record_args args = { .form = form };
	enum err err = record_as(day, actor, act_hear, &args);
	if (!err)
		*out_hearing = record_hearing(day, args.hearing.id);
	return err;
}

static enum err act_settle(struct tx *tx, void *ctx)
{
	struct record_args *args = ctx;
	return hearing_settle(tx, args->id, args->version, args->take, args->form, &args->hearing);
}

enum err record_settle(struct day_rig *day, const char *id, int64_t version, const char *take,
    const struct pledge_form *form, struct hearing *out_hearing)
{
	static const struct pledge_form NOTHING = { 0 };
	struct record_args args = { .id = id, .version = version, .take = take, .form = form ? form : &NOTHING };
	enum err err = record_as(day, "rapporteur-1", act_settle, &args);
	if (!err || err == ERR_STALE)
		*out_hearing = record_hearing(day, id);
	return err;
}

/* ---- read-back ---- */

struct ask_args {
	const char *pledge_id;
	struct read_back_form form;
	char code[ACCESS_TOKEN_LEN + 1];
	struct read_back asked;
};

static enum err act_ask(struct tx *tx, void *ctx)
{
	struct ask_args *args = ctx;
	return read_back_ask(tx, args->pledge_id, &args->form, args->code, &args->asked);
}

enum err record_ask(
    struct day_rig *day, const char *pledge_id, const char *means, int64_t hours, char out_code[ACCESS_TOKEN_LEN + 1])
{
	struct ask_args args = { .pledge_id = pledge_id, .form = { .means = means, .hours = hours } };
	enum err err = record_as(day, "moderator-1", act_ask, &args);
	if (!err)
		memcpy(out_code, args.code, sizeof args.code);
	return err;
}

struct enter_args {
	const char *code;
	char token[ACCESS_TOKEN_LEN + 1];
	struct login login;
};

static enum err act_enter(struct tx *tx, void *ctx)
{
	struct enter_args *args = ctx;
	return access_login_by_code(tx, args->code, &args->login, args->token);
}

enum err record_enter(struct day_rig *day, const char *code, struct login *out_login)
{
	struct enter_args args = { .code = code };
	enum err err = record_as(day, "guest", act_enter, &args);
	return err ? err : access_who(day->db, day->arena, args.token, clock_now(day->clock), out_login);
}

struct answer_args {
	const struct login *login;
	int64_t version;
	struct read_back_said said;
	struct pledge pledge;
};

static enum err act_answer(struct tx *tx, void *ctx)
{
	struct answer_args *args = ctx;
	return read_back_answer(tx, args->login->scope, args->version, &args->said, &args->pledge);
}

enum err record_answer(
    struct day_rig *day, const struct login *login, int64_t version, const char *answer, const char *name)
{
	struct answer_args args = { .login = login,
		.version = version,
		.said = { .answer = answer, .name = name, .remark = "As agreed.", .device = "A tablet" } };
	return record_as(day, login->name, act_answer, &args);
}
