/* See door.h. */
#include "domain/door.h"

#include "base/clock.h"
#include "base/jsonw.h"
#include "domain/alert.h"
#include "domain/door_facts.h"
#include "domain/door_late.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char MAIN[] = "main";
static const int64_t SKEW_MS = 60 * 1000, LATEST_MS = (int64_t)48 * 3600 * 1000;

/* One scan while it is judged. */
struct scanning {
	struct tx *tx;
	const struct door_form *form;
	struct door_bearer bearer;
	struct holder who;
	struct presence presence;
	struct door_answer answer;
};

static bool is_known(const struct scanning *s)
{
	return s->who.person_id || s->who.card;
}

/* The clocks of doors may run ahead by a little. */
static enum err take_time(struct scanning *s)
{
	int64_t now = tx_now(s->tx), at = s->form->at;
	if (!s->form->is_late || !at)
		at = now;
	if (at > now + SKEW_MS)
		return fault_set(tx_fault(s->tx), ERR_INVALID, "at", "This time has not come yet.");
	if (at < now - LATEST_MS)
		return fault_set(tx_fault(s->tx), ERR_INVALID, "at",
		    "This is more than two days ago. Tell the help desk who came in.");
	s->answer.at = at < now ? at : now;
	return OK;
}

static enum err look(struct scanning *s)
{
	struct db *db = tx_db(s->tx);
	struct arena *arena = tx_arena(s->tx);
	enum err err = point_get(db, arena, s->form->point, &s->answer.point);
	if (err == ERR_NOT_FOUND)
		return fault_set(
		    tx_fault(s->tx), ERR_INVALID, "point", "There is no scan point \"%.40s\".", s->form->point);
	if (!err)
		err = take_time(s);
	if (!err)
		err = door_bearer_find(db, arena, s->form->code, s->answer.point.id, &s->bearer);
	if (err)
		return err;
	s->who = door_bearer_holder(&s->bearer);
	s->answer.person = s->bearer.person;
	s->answer.card = s->bearer.card;
	s->presence = s->bearer.presence;
	return OK;
}

/* ---- the same code again; one that was revoked since is another matter ---- */

static bool is_exit(enum door_rule rule)
{
	return door_rule_result(rule) == DOOR_LEFT;
}

static bool is_repeat(const struct scanning *s)
{
	const struct presence *p = &s->presence;
	int64_t since = s->answer.at - p->seen_at;
	enum door_rule rule = door_rule_find(p->seen_rule);
	return !s->form->is_late && s->form->decided == DOOR_UNDECIDED && p->seen_serial == s->bearer.serial &&
	       s->bearer.revoked_at <= p->seen_at && since >= 0 && since < DOOR_REPEAT_MS && rule != DOOR_RULE_MAX &&
	       is_exit(rule) == s->form->leaving;
}

/* ---- what is said ---- */

static void say(struct scanning *s, enum door_rule rule)
{
	struct door_answer *answer = &s->answer;
	answer->rule = rule;
	answer->result = door_rule_result(rule);
	answer->light = door_rule_light(rule);
	answer->values.since = s->presence.at;
	answer->reason = door_rule_words(tx_arena(s->tx), rule, &answer->values);
}

static enum err note(struct scanning *s)
{
	static const char *const DECIDED[] = { NULL, "admit", "refuse" };
	char at[CLOCK_RFC3339_LEN + 1], card[24];
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "point", s->answer.point.id);
	jsonw_text(&w, "result", door_result_name(s->answer.result));
	jsonw_text(&w, "rule", door_rule_key(s->answer.rule));
	if (DECIDED[s->form->decided])
		jsonw_text(&w, "decided", DECIDED[s->form->decided]);
	if (s->form->is_late)
		jsonw_text(&w, "offline", clock_rfc3339(s->answer.at, at));
	jsonw_object_end(&w);
	snprintf(card, sizeof card, "C-%04" PRId64, s->who.card);
	return tx_journal(s->tx, &(struct journal_note){ .topic = "doors",
				     .action = "scan",
				     .subject = s->who.person_id ? s->who.person_id : card,
				     .version = s->answer.person.version,
				     .data = buf_keep(&out, tx_arena(s->tx)) });
}

/* ---- what follows ---- */

/* Writes what the point knows of them now; the head count moves with it, and protocol hears of a VIP who came. */
static enum err keep(struct scanning *s, bool was_inside)
{
	int64_t by = presence_is_inside(&s->presence) - was_inside;
	enum err err = presence_put(tx_db(s->tx), &s->who, s->answer.point.id, &s->presence);
	if (!err && by)
		err = point_move(tx_db(s->tx), s->answer.point.id, by);
	s->answer.point.inside += by;
	if (!err && by > 0 && s->answer.person.vip && strcmp(s->answer.point.id, MAIN) == 0)
		err = alert_raise(s->tx, &s->answer.person, s->answer.point.name, s->answer.at);
	return err ? err : note(s);
}

static enum err act(struct scanning *s)
{
	struct presence *p = &s->presence;
	bool was_inside = presence_is_inside(p);
	if (s->answer.result == DOOR_ADMITTED && !was_inside) {
		p->at = s->answer.at;
		p->left_at = 0;
		p->by_actor = tx_actor(s->tx);
	} else if (s->answer.result == DOOR_LEFT && was_inside) {
		p->left_at = s->answer.at;
	}
	p->seen_at = s->answer.at;
	p->seen_serial = s->bearer.serial;
	p->seen_rule = door_rule_key(s->answer.rule);
	return keep(s, was_inside);
}

/* What a door did on its own stands; where it does not fit, somebody has to look. */
static enum err act_late(struct scanning *s)
{
	struct door_late late = { .bearer = &s->bearer,
		.point = &s->answer.point,
		.presence = &s->presence,
		.rule = s->answer.rule,
		.reason = s->answer.reason,
		.at = s->answer.at,
		.did = s->form->did,
		.leaving = s->form->leaving };
	bool was_inside = presence_is_inside(&s->presence);
	enum err err = door_late_note(s->tx, &late, &s->answer.conflict);
	s->answer.result = s->form->did;
	s->answer.light = door_late_light(s->form->did);
	door_late_apply(&late, &s->presence, tx_actor(s->tx));
	if (err || !is_known(s))
		return err;
	return keep(s, was_inside);
}

static enum err judge(struct scanning *s)
{
	struct door_facts facts;
	enum err err = door_facts_of(
	    tx_db(s->tx), tx_arena(s->tx), &s->answer.point, &s->bearer, s->answer.at, &facts, &s->answer.values);
	if (err)
		return err;
	facts.leaving = s->form->leaving;
	facts.decided = s->form->decided;
	facts.is_inside = presence_is_inside(&s->presence);
	if (s->form->is_late)
		door_late_facts(&s->bearer, s->answer.at, &facts);
	say(s, door_decide(&facts));
	return OK;
}

enum err door_scan(struct tx *tx, const struct door_form *form, struct door_answer *out_answer)
{
	struct scanning s = { .tx = tx, .form = form };
	enum err err = look(&s);
	if (!err)
		err = judge(&s);
	if (err)
		return err;
	if (form->is_late) {
		err = act_late(&s);
	} else if (is_known(&s) && is_repeat(&s)) {
		say(&s, door_rule_find(s.presence.seen_rule));
		s.answer.result = DOOR_REPEAT;
	} else if (is_known(&s)) {
		err = act(&s);
	}
	if (!err)
		*out_answer = s.answer;
	return err;
}
