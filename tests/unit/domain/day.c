/* See day.h. */
#include "tests/unit/domain/day.h"

#include "base/id.h"
#include "store/write.h"

#include <string.h>

int day_setup(void **state)
{
	struct day_rig *day = calloc(1, sizeof *day);
	assert_int_equal(clock_zone_set("Africa/Kigali"), OK);
	day->own = own_store_create();
	day->store = day->own->store;
	day->db = day->own->db;
	day->arena = day->own->arena;
	day->clock = day->own->clock;
	clock_move(day->clock, DAY_START);
	*state = day;
	return 0;
}

int day_teardown(void **state)
{
	struct day_rig *day = *state;
	struct journal_head head;
	assert_int_equal(journal_verify(day->db, NULL, &head, NULL), OK);
	own_store_destroy(day->own);
	free(day);
	return 0;
}

/* ---- changes ---- */

struct day_change {
	struct change change; /* first */
	enum err (*act)(struct tx *tx, void *ctx);
	void *ctx;
};

static enum err run(struct change *change, struct tx *tx)
{
	struct day_change *ours = (struct day_change *)change;
	tx_act_as(tx, "desk-1");
	return ours->act(tx, ours->ctx);
}

enum err day_run(struct day_rig *day, enum err (*act)(struct tx *tx, void *ctx), void *ctx)
{
	struct day_change change = { .change = { .run = run }, .act = act, .ctx = ctx };
	int64_t before = day_entries(day);
	enum err err = store_apply(day->store, &change.change);
	day->fault = change.change.fault;
	if (err) {
		assert_int_equal(day_entries(day), before);
		assert_int_equal(day->fault.err, err);
	}
	return err;
}

/* ---- the journal ---- */

int64_t day_entries(struct day_rig *day)
{
	struct journal_head head;
	assert_int_equal(journal_head(day->db, &head), OK);
	return head.seq;
}

struct journal_entry day_last(struct day_rig *day)
{
	struct journal_entry *entries;
	size_t n;
	assert_int_equal(journal_after(day->db, day->arena, day_entries(day) - 1, 1, &entries, &n), OK);
	assert_int_equal(n, 1);
	return entries[0];
}

void day_expect_fault(const struct day_rig *day, enum err err, const char *field)
{
	assert_string_equal(err_name(day->fault.err), err_name(err));
	assert_string_equal(day->fault.field, field);
}

void day_expect_entry_of(struct day_rig *day, const char *actor, const char *topic, const char *action,
    const char *subject, int64_t version)
{
	struct journal_entry entry = day_last(day);
	assert_string_equal(entry.actor, actor);
	assert_string_equal(entry.topic, topic);
	assert_string_equal(entry.action, action);
	assert_string_equal(entry.subject, subject);
	assert_int_equal(entry.version, version);
}

void day_expect_entry(
    struct day_rig *day, const char *topic, const char *action, const char *subject, int64_t version)
{
	day_expect_entry_of(day, "desk-1", topic, action, subject, version);
}

/* ---- participants ---- */

static void expect_same_person(const struct person *a, const struct person *b)
{
	const char *const pairs[][2] = { { a->id, b->id }, { a->registration_id, b->registration_id },
		{ a->display, b->display }, { a->given, b->given }, { a->family, b->family }, { a->latin, b->latin },
		{ a->title, b->title }, { a->category, b->category }, { a->roles, b->roles },
		{ a->language, b->language }, { a->email, b->email }, { a->state, b->state },
		{ a->arrived_by, b->arrived_by }, { a->entity.id, b->entity.id },
		{ a->entity.name, b->entity.name } };
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		assert_string_equal(pairs[i][0], pairs[i][1]);
	assert_int_equal(a->version, b->version);
	assert_int_equal(a->arrived_at, b->arrived_at);
	assert_int_equal(a->badge.serial, b->badge.serial);
	if (a->badge.serial)
		assert_string_equal(a->badge.qr, b->badge.qr);
}

struct person day_person(struct day_rig *day, const char *id)
{
	struct person person;
	assert_int_equal(person_get(day->db, day->arena, id, &person), OK);
	return person;
}

/* What is stored now, which has to be what was answered. */
static struct person as_stored(struct day_rig *day, const struct person *answered)
{
	struct person person = day_person(day, answered->id);
	expect_same_person(answered, &person);
	return person;
}

struct person_act {
	const struct participant_form *form;
	const char *id, *text;
	int64_t version;
	bool with_badge;
	struct person person;
	struct check_in check_in;
	struct badge badge;
};

static enum err act_add(struct tx *tx, void *ctx)
{
	struct person_act *act = ctx;
	return participant_add(tx, act->form, &act->person);
}

enum err day_add(struct day_rig *day, const struct participant_form *form, struct person *out_person)
{
	struct person_act act = { .form = form };
	enum err err = day_run(day, act_add, &act);
	if (!err)
		*out_person = as_stored(day, &act.person);
	return err;
}

static enum err act_edit(struct tx *tx, void *ctx)
{
	struct person_act *act = ctx;
	return participant_edit(tx, act->id, act->version, act->form, &act->person);
}

enum err day_edit(struct day_rig *day, const char *id, int64_t version, const struct participant_form *form,
    struct person *out_person)
{
	struct person_act act = { .form = form, .id = id, .version = version };
	enum err err = day_run(day, act_edit, &act);
	if (!err || err == ERR_STALE)
		*out_person = as_stored(day, &act.person);
	return err;
}

static enum err act_check_in(struct tx *tx, void *ctx)
{
	struct person_act *act = ctx;
	return participant_check_in(tx, act->id, &(struct check_in_form){ .badge = act->with_badge }, &act->check_in);
}

enum err day_check_in(struct day_rig *day, const char *id, bool with_badge, struct check_in *out_check_in)
{
	struct person_act act = { .id = id, .with_badge = with_badge };
	enum err err = day_run(day, act_check_in, &act);
	if (!err)
		*out_check_in = (struct check_in){ as_stored(day, &act.check_in.person), "", act.check_in.already };
	return err;
}

static enum err act_badge(struct tx *tx, void *ctx)
{
	struct person_act *act = ctx;
	return participant_issue_badge(tx, act->id, &(struct badge_form){ .reason = act->text }, &act->badge);
}

enum err day_badge(struct day_rig *day, const char *id, const char *reason, struct badge *out_badge)
{
	struct person_act act = { .id = id, .text = reason };
	enum err err = day_run(day, act_badge, &act);
	if (err)
		return err;
	assert_int_equal(badge_get(day->db, day->arena, act.badge.serial, out_badge), OK);
	assert_string_equal(out_badge->code, act.badge.code);
	assert_string_equal(out_badge->qr, act.badge.qr);
	return OK;
}

struct scan_act {
	const struct door_form *form;
	struct door_answer answer;
};

static enum err act_scan(struct tx *tx, void *ctx)
{
	struct scan_act *act = ctx;
	return door_scan(tx, act->form, &act->answer);
}

enum err day_scan_as(struct day_rig *day, const struct door_form *form, struct door_answer *out_answer)
{
	struct scan_act act = { .form = form };
	enum err err = day_run(day, act_scan, &act);
	if (err)
		return err;
	*out_answer = act.answer;
	out_answer->reason = arena_dup(day->arena, act.answer.reason);
	out_answer->conflict = arena_dup(day->arena, act.answer.conflict);
	out_answer->values.session = out_answer->values.entity = NULL;
	assert_int_equal(point_get(day->db, day->arena, form->point, &out_answer->point), OK);
	assert_int_equal(out_answer->point.inside, act.answer.point.inside);
	if (act.answer.person.id)
		out_answer->person = as_stored(day, &act.answer.person);
	return OK;
}

struct door_answer day_scan(struct day_rig *day, const char *code)
{
	struct door_form form = { .code = code, .point = "main" };
	struct door_answer answer;
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	return answer;
}

struct badge_code day_foreign_code(void)
{
	const uint8_t key[EVENT_MARK_KEY] = { 9 };
	uint8_t random[BADGE_CODE_RANDOM] = { 1 };
	const struct event_mark elsewhere = event_mark_of(key);
	struct badge_code made;
	while (!event_mark_make(&elsewhere, random, &made))
		random[0]++;
	return made;
}

struct person day_somebody(struct day_rig *day, const char *display)
{
	struct person person;
	struct participant_form form = { .display = display,
		.entity_name = "Kariba Telecom",
		.entity_country = "ZMB",
		.entity_type = "private_sector" };
	assert_int_equal(day_add(day, &form, &person), OK);
	return person;
}

/* ---- the agenda and the floor ---- */

struct put_act {
	const struct agenda_session *session;
	const char *room;
	int64_t version;
};

static enum err act_put(struct tx *tx, void *ctx)
{
	struct put_act *act = ctx;
	struct programme_place place = { .room_id = act->room };
	return programme_put(tx, act->session, &place, &act->version);
}

enum err day_put(struct day_rig *day, const struct agenda_session *session, const char *room, int64_t *out_version)
{
	struct put_act act = { .session = session, .room = room };
	int64_t stored;
	enum err err = day_run(day, act_put, &act);
	if (err)
		return err;
	assert_int_equal(session_version(day->db, session->id, &stored), OK);
	assert_int_equal(stored, act.version);
	*out_version = act.version;
	return OK;
}

const char *day_session(struct day_rig *day, const char *title)
{
	struct id id = id_new(DAY_START);
	struct agenda_session session = {
		.id = id.text, .room = -1, .starts_at = DAY_START, .ends_at = DAY_START + 3600000
	};
	int64_t version;
	session.title.in[LANG_EN] = title;
	assert_int_equal(day_put(day, &session, NULL, &version), OK);
	return arena_dup(day->arena, id.text);
}

static struct speaker speaker_as_stored(struct day_rig *day, const struct speaker *answered)
{
	struct speaker speaker;
	assert_int_equal(speaker_get(day->db, day->arena, answered->id, &speaker), OK);
	assert_string_equal(speaker.state, answered->state);
	assert_string_equal(speaker.display, answered->display);
	assert_int_equal(speaker.version, answered->version);
	assert_int_equal(speaker.position, answered->position);
	assert_int_equal(speaker.started_at, answered->started_at);
	assert_int_equal(speaker.ended_at, answered->ended_at);
	return speaker;
}

struct floor_case {
	const char *session, *speaker_id;
	struct floor_form form;
	day_floor_act *act;
	struct speaker speaker;
};

static enum err act_request(struct tx *tx, void *ctx)
{
	struct floor_case *act = ctx;
	return floor_request(tx, act->session, &act->form, &act->speaker);
}

enum err day_request(
    struct day_rig *day, const char *session, const char *person, const char *code, struct speaker *out_speaker)
{
	struct floor_case act = { .session = session, .form = { .person_id = person, .code = code } };
	enum err err = day_run(day, act_request, &act);
	if (!err)
		*out_speaker = speaker_as_stored(day, &act.speaker);
	return err;
}

static enum err act_floor(struct tx *tx, void *ctx)
{
	struct floor_case *act = ctx;
	return act->act(tx, act->speaker_id, &act->speaker);
}

enum err day_floor(struct day_rig *day, day_floor_act *act, const char *speaker, struct speaker *out_speaker)
{
	struct floor_case floor = { .act = act, .speaker_id = speaker };
	enum err err = day_run(day, act_floor, &floor);
	if (!err)
		*out_speaker = speaker_as_stored(day, &floor.speaker);
	return err;
}

/* ---- pledges ---- */

static void expect_same_pledge(const struct pledge *a, const struct pledge *b)
{
	const char *const pairs[][2] = { { a->id, b->id }, { a->state, b->state }, { a->type, b->type },
		{ a->title, b->title }, { a->body, b->body }, { a->currency, b->currency }, { a->rate, b->rate },
		{ a->rate_on, b->rate_on }, { a->language, b->language }, { a->session_id, b->session_id },
		{ a->speaker_id, b->speaker_id }, { a->by_actor, b->by_actor }, { a->reason, b->reason } };
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		assert_string_equal(pairs[i][0], pairs[i][1]);
	for (size_t i = 0; i < PLEDGE_WORD_MAX; i++)
		assert_string_equal(a->words[i], b->words[i]);
	const int64_t numbers[][2] = { { a->version, b->version }, { a->number, b->number }, { a->sdgs, b->sdgs },
		{ a->later, b->later }, { a->open, b->open }, { a->created_at, b->created_at },
		{ a->focus_areas, b->focus_areas }, { a->heard_at, b->heard_at },
		{ a->confirmed_at, b->confirmed_at }, { a->changed_at, b->changed_at },
		{ a->amount_minor, b->amount_minor }, { a->usd_minor, b->usd_minor } };
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		assert_int_equal(numbers[i][0], numbers[i][1]);
	assert_int_equal(a->n_pledgers, b->n_pledgers);
	for (size_t i = 0; i < a->n_pledgers; i++) {
		assert_string_equal(a->pledgers[i].entity.id, b->pledgers[i].entity.id);
		assert_int_equal(a->pledgers[i].lead, b->pledgers[i].lead);
	}
	assert_int_equal(a->n_countries, b->n_countries);
	for (size_t i = 0; i < a->n_countries; i++)
		assert_string_equal(a->countries[i], b->countries[i]);
}

static struct pledge pledge_as_stored(struct day_rig *day, const struct pledge *answered)
{
	struct pledge pledge;
	assert_int_equal(pledge_get(day->db, day->arena, answered->id, &pledge), OK);
	expect_same_pledge(answered, &pledge);
	return pledge;
}

struct pledge_act {
	const struct pledge_form *form;
	const char *id, *reason;
	int64_t version;
	enum pledge_state state;
	enum pledge_step step;
	struct pledge pledge;
};

static enum err act_log(struct tx *tx, void *ctx)
{
	struct pledge_act *act = ctx;
	return pledge_log(tx, act->form, act->state, &act->pledge);
}

static enum err act_correct(struct tx *tx, void *ctx)
{
	struct pledge_act *act = ctx;
	return pledge_correct(tx, act->id, act->version, act->form, &act->pledge);
}

static enum err act_step(struct tx *tx, void *ctx)
{
	struct pledge_act *act = ctx;
	return pledge_step(tx, act->id, act->version, act->step, act->form, act->reason, &act->pledge);
}

static enum err run_pledge(
    struct day_rig *day, enum err (*run_act)(struct tx *, void *), struct pledge_act *act, struct pledge *out_pledge)
{
	enum err err = day_run(day, run_act, act);
	if (!err || err == ERR_STALE)
		*out_pledge = pledge_as_stored(day, &act->pledge);
	return err;
}

enum err day_log(
    struct day_rig *day, const struct pledge_form *form, enum pledge_state state, struct pledge *out_pledge)
{
	struct pledge_act act = { .form = form, .state = state };
	return run_pledge(day, act_log, &act, out_pledge);
}

enum err day_correct(
    struct day_rig *day, const char *id, int64_t version, const struct pledge_form *form, struct pledge *out_pledge)
{
	struct pledge_act act = { .form = form, .id = id, .version = version };
	return run_pledge(day, act_correct, &act, out_pledge);
}

enum err day_step(struct day_rig *day, const char *id, int64_t version, enum pledge_step step,
    const struct pledge_form *form, const char *reason, struct pledge *out_pledge)
{
	struct pledge_act act = { .form = form, .id = id, .version = version, .step = step, .reason = reason };
	return run_pledge(day, act_step, &act, out_pledge);
}

struct rate_act {
	const char *currency, *valid_on, *per_usd;
};

static enum err act_rate(struct tx *tx, void *ctx)
{
	const struct rate_act *act = ctx;
	return rate_put(tx_db(tx), act->currency, act->valid_on, act->per_usd);
}

enum err day_rate(struct day_rig *day, const char *currency, const char *valid_on, const char *per_usd)
{
	return day_run(day, act_rate, &(struct rate_act){ currency, valid_on, per_usd });
}

/* ---- as it is stored now ---- */

struct speaker day_speaker(struct day_rig *day, const char *session, const char *display)
{
	struct speaker speaker;
	struct person person = day_somebody(day, display);
	assert_int_equal(day_request(day, session, person.id, NULL, &speaker), OK);
	return speaker;
}

struct speaker day_speaker_now(struct day_rig *day, const char *id)
{
	struct speaker speaker;
	assert_int_equal(speaker_get(day->db, day->arena, id, &speaker), OK);
	return speaker;
}

struct pledge day_pledge_now(struct day_rig *day, const char *id)
{
	struct pledge pledge;
	assert_int_equal(pledge_get(day->db, day->arena, id, &pledge), OK);
	return pledge;
}
