/* See door_rules.h. One small question a rule; their order is the table's. */
#include "domain/door_rules.h"

#include "base/buf.h"
#include "base/clock.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const struct door_facts DOOR_FACTS_PLAIN = { .code = DOOR_CODE_BADGE,
	.is_approved = true,
	.is_open = true,
	.is_category_of_point = true,
	.is_category_of_room = true,
	.takes_cards = true,
	.quota = -1 };

static bool code_damaged(const struct door_facts *f)
{
	return f->code == DOOR_CODE_DAMAGED;
}

static bool code_foreign(const struct door_facts *f)
{
	return f->code == DOOR_CODE_FOREIGN;
}

static bool code_unknown(const struct door_facts *f)
{
	return f->code == DOOR_CODE_UNKNOWN;
}

static bool unlisted(const struct door_facts *f)
{
	return f->code == DOOR_CODE_UNLISTED;
}

static bool left_unseen(const struct door_facts *f)
{
	return f->leaving && !f->is_inside;
}

static bool left(const struct door_facts *f)
{
	return f->leaving;
}

static bool revoked(const struct door_facts *f)
{
	return f->is_revoked;
}

static bool not_approved(const struct door_facts *f)
{
	return !f->is_approved;
}

static bool closed(const struct door_facts *f)
{
	return !f->is_open;
}

static bool turned_away(const struct door_facts *f)
{
	return f->decided == DOOR_DECIDED_REFUSE;
}

static bool inside_already(const struct door_facts *f)
{
	return f->is_inside && f->has_exits;
}

/* Where nobody is scanned on the way out, coming again is what people do. */
static bool admitted_before(const struct door_facts *f)
{
	return f->is_inside && !f->has_exits;
}

static bool category_point(const struct door_facts *f)
{
	return !f->is_category_of_point;
}

static bool category_room(const struct door_facts *f)
{
	return !f->is_category_of_room;
}

static bool no_cards(const struct door_facts *f)
{
	return f->code == DOOR_CODE_CARD && !f->takes_cards;
}

/* Whoever is inside counts already, and so do they who are let in again. */
static bool quota(const struct door_facts *f)
{
	return f->code == DOOR_CODE_CARD && f->quota >= 0 && f->quota_used >= f->quota && !f->is_inside;
}

static bool no_session(const struct door_facts *f)
{
	return f->by_invitation && f->code != DOOR_CODE_CARD && !f->has_session;
}

static bool not_invited(const struct door_facts *f)
{
	return f->by_invitation && f->code != DOOR_CODE_CARD && f->has_session && !f->is_invited;
}

static bool is_full(const struct door_facts *f)
{
	return f->capacity && f->inside >= f->capacity && !f->is_inside;
}

static bool full_vip(const struct door_facts *f)
{
	return f->is_vip && is_full(f);
}

static bool full(const struct door_facts *f)
{
	return !f->is_vip && is_full(f);
}

static bool let_in(const struct door_facts *f)
{
	return f->decided == DOOR_DECIDED_ADMIT;
}

static bool admitted(const struct door_facts *f)
{
	(void)f;
	return true;
}

static const struct {
	const char *key;
	enum door_result result;
	enum door_light light;
	bool is_live;
	bool (*holds)(const struct door_facts *facts);
	const char *words;
} RULES[DOOR_RULE_MAX] = {
#define DOOR_RULE(key, result, light, live, words) { #key, DOOR_##result, DOOR_##light, live, key, words },
#include "domain/door_rules.def"
#undef DOOR_RULE
};

static const char *const RESULTS[DOOR_RESULT_MAX] = { "admitted", "already", "revoked", "refused", "unknown", "ask",
	"left", "repeat" };
static const char *const LIGHTS[DOOR_LIGHT_MAX] = { "green", "amber", "red" };

enum door_rule door_decide(const struct door_facts *facts)
{
	int rule = 0;
	while (!RULES[rule].holds(facts) || (RULES[rule].light == DOOR_AMBER && facts->decided == DOOR_DECIDED_ADMIT))
		rule++;
	return (enum door_rule)rule;
}

const char *door_rule_key(enum door_rule rule)
{
	return RULES[rule].key;
}

enum door_rule door_rule_find(const char *key)
{
	int rule = 0;
	while (rule < DOOR_RULE_MAX && strcmp(RULES[rule].key, key) != 0)
		rule++;
	return (enum door_rule)rule;
}

enum door_result door_rule_result(enum door_rule rule)
{
	return RULES[rule].result;
}

enum door_light door_rule_light(enum door_rule rule)
{
	return RULES[rule].light;
}

bool door_rule_is_live(enum door_rule rule)
{
	return RULES[rule].is_live;
}

const char *door_result_name(enum door_result result)
{
	return RESULTS[result];
}

enum door_result door_result_find(const char *name)
{
	int result = 0;
	while (result < DOOR_RESULT_MAX && strcmp(RESULTS[result], name) != 0)
		result++;
	return (enum door_result)result;
}

const char *door_light_name(enum door_light light)
{
	return LIGHTS[light];
}

/* ---- sentences ---- */

static const char *value_of(struct arena *arena, const struct door_values *values, const char *name, size_t len)
{
	char since[CLOCK_RFC3339_LEN + 1];
	const struct {
		const char *name, *value;
	} VALUES[] = { { "since", clock_rfc3339(values->since, since) },
		{ "capacity", arena_printf(arena, "%" PRId64, values->capacity) },
		{ "quota", arena_printf(arena, "%" PRId64, values->quota) }, { "session", values->session },
		{ "entity", values->entity } };
	for (size_t i = 0; i < sizeof VALUES / sizeof *VALUES; i++)
		if (strlen(VALUES[i].name) == len && memcmp(VALUES[i].name, name, len) == 0)
			return arena_dup(arena, VALUES[i].value ? VALUES[i].value : "");
	return "";
}

const char *door_rule_words(struct arena *arena, enum door_rule rule, const struct door_values *values)
{
	struct buf out = { 0 };
	for (const char *at = RULES[rule].words; *at;) {
		size_t len = strcspn(at, "{"), name = at[len] ? strcspn(at + len + 1, "}") : 0;
		buf_add(&out, at, len);
		if (at[len])
			buf_add_text(&out, value_of(arena, values, at + len + 1, name));
		at += len + (at[len] ? name + 2 : 0);
	}
	return buf_keep(&out, arena);
}

bool door_rule_says(enum door_rule rule, const char *value)
{
	char name[16];
	snprintf(name, sizeof name, "{%s}", value);
	return strstr(RULES[rule].words, name) != NULL;
}
