/* How the plan of the demonstration day came about: what its sessions and rooms ask for and have, the agenda as it
 * was approved, one release after it, and a draft that lies open on the editor's table. Draws nothing by chance. */
#include "domain/demo.h"
#include "domain/demo_plan.h"
#include "domain/draft.h"
#include "domain/interpreters.h"
#include "domain/release.h"

#include <string.h>

#define EN (1u << LANG_EN)
#define FR (1u << LANG_FR)
#define ES (1u << LANG_ES)
#define AR (1u << LANG_AR)
#define HAS(thing) (1u << EQUIPMENT_##thing)

enum { ALL_SIX = (1u << LANG_MAX) - 1 };

/* By kind; into which languages it is interpreted follows from the room. */
static const struct asks {
	unsigned equipment;
	int capacity;
	bool by_invitation, needs_high_level;
} ASKS[SESSION_KIND_MAX] = {
	[SESSION_PLENARY] = { .equipment = HAS(MICROPHONES) | HAS(BOOTHS) | HAS(RECORDING) | HAS(CAPTIONING),
	    .needs_high_level = true },
	[SESSION_CEREMONY] = { .equipment = HAS(MICROPHONES) | HAS(BOOTHS) | HAS(RECORDING) | HAS(SIGNATURE_TABLE),
	    .needs_high_level = true },
	[SESSION_PANEL] = { .equipment = HAS(PROJECTOR) | HAS(MICROPHONES) },
	[SESSION_ROUND_TABLE] = { .equipment = HAS(MICROPHONES), .capacity = 40, .by_invitation = true },
	[SESSION_BREAKOUT] = { .equipment = HAS(PROJECTOR), .capacity = 30 },
};

static const struct has {
	unsigned equipment, interpretation;
	int turn_round_minutes;
} ROOMS[DEMO_ROOMS] = {
	{ HAS(PROJECTOR) | HAS(MICROPHONES) | HAS(BOOTHS) | HAS(HYBRID) | HAS(RECORDING) | HAS(CAPTIONING) |
		HAS(WHEELCHAIR) | HAS(SIGNATURE_TABLE),
	    ALL_SIX, 0 },
	{ HAS(PROJECTOR) | HAS(MICROPHONES) | HAS(BOOTHS) | HAS(HYBRID) | HAS(RECORDING) | HAS(CAPTIONING) |
		HAS(WHEELCHAIR),
	    EN | FR | ES | AR, 0 },
	{ HAS(PROJECTOR) | HAS(MICROPHONES) | HAS(BOOTHS) | HAS(WHEELCHAIR), EN | FR, 10 },
	{ HAS(PROJECTOR) | HAS(MICROPHONES) | HAS(BOOTHS) | HAS(WHEELCHAIR), EN | FR, 10 },
	{ HAS(PROJECTOR) | HAS(MICROPHONES) | HAS(BOOTHS), 0, 10 },
	{ HAS(PROJECTOR) | HAS(MICROPHONES), 0, 10 },
	{ HAS(PROJECTOR), 0, 10 },
	{ HAS(PROJECTOR), 0, 10 },
	{ HAS(PROJECTOR) | HAS(MICROPHONES) | HAS(BOOTHS) | HAS(WHEELCHAIR), 0, 0 },
	{ HAS(PROJECTOR) | HAS(MICROPHONES) | HAS(BOOTHS), 0, 0 },
	{ HAS(PROJECTOR) | HAS(MICROPHONES), 0, 0 },
};

/* What somebody changed for the third day. Minutes are moved from where it was; room -1: stays. */
static const struct edit {
	const char *title;
	int minutes, longer, room, capacity;
} RELEASED[] = { { "C_TRADE", 0, 0, 5, 0 }, { "B_VILLAGES", 15, 0, -1, 0 }, { "D_BLENDED", 0, 0, -1, 32 },
	{ "B_HEALTH", 0, -15, -1, 0 } },
  DRAFTED[] = { { "A_LASTMILE", 0, 0, 4, 0 }, { "C_REGULATION", 15, 0, -1, 0 }, { "D_TAX", 0, 0, 6, 60 },
	  { "A_ISLANDS", 0, 0, -1, 500 } };

#define COUNT(table) (sizeof(table) / sizeof *(table))

static size_t on_the_third_day(const struct demo_plan *plan, const char *title)
{
	size_t first = demo_session_of(plan, title);
	for (size_t i = first; i < plan->n_sessions; i++)
		if (plan->sessions[i].starts_at >= demo_time(9, 0, 0) &&
		    !strcmp(plan->sessions[i].title.in[LANG_EN], plan->sessions[first].title.in[LANG_EN]))
			return i;
	return first;
}

/* The row of the draft that says this; the plan's own session follows when it is released. */
static enum err draft_edit(struct demo_plan *plan, struct tx *tx, const struct edit *edit, bool is_released)
{
	struct agenda_session *session = &plan->sessions[on_the_third_day(plan, edit->title)], wanted = *session;
	unsigned fields = 0;
	if (edit->minutes || edit->longer) {
		wanted.starts_at += edit->minutes * DEMO_MINUTE_MS;
		wanted.ends_at += (edit->minutes + edit->longer) * DEMO_MINUTE_MS;
		fields |= 1u << PLANNED_TIMES;
	}
	if (edit->room >= 0) {
		wanted.room = edit->room;
		fields |= 1u << PLANNED_ROOM;
	}
	if (edit->capacity) {
		wanted.capacity = edit->capacity;
		fields |= 1u << PLANNED_CAPACITY;
	}
	enum err err = draft_put(tx, &wanted, fields, 0);
	if (!err && is_released) {
		*session = wanted;
		session->version++;
	}
	return err;
}

static enum err approve(struct tx *tx)
{
	struct rules_interpreters can = { .n_hours = 2, .teams = 4, .longest_minutes = 180, .rest_minutes = 30 };
	can.hours[0].from = 8 * 60 + 30;
	can.hours[0].to = 12 * 60 + 30;
	can.hours[1].from = 14 * 60;
	can.hours[1].to = 18 * 60 + 30;
	enum err err = interpreters_keep(tx, &can, 1);
	return err ? err : release_begin(tx, "The agenda as the steering committee approved it.");
}

static enum err release_changes(struct demo_plan *plan, struct tx *tx)
{
	enum err err = OK;
	for (size_t i = 0; !err && i < COUNT(RELEASED); i++)
		err = draft_edit(plan, tx, &RELEASED[i], true);
	return err ? err : release_make(tx, "MH3 gives its projector to the press on Thursday morning.", false, NULL);
}

/* One session more, in two languages so far. */
static enum err draft_briefing(struct demo_plan *plan, struct tx *tx)
{
	struct id id = demo_random_id(&(struct demo_random){ 9 }, plan->now);
	struct agenda_session briefing = { .id = id.text,
		.code = "P2C-9B1",
		.kind = SESSION_ROUND_TABLE,
		.room = 2,
		.starts_at = demo_time(9, 17, 0),
		.ends_at = demo_time(9, 17, 30),
		.title = { { "Briefing of the co-chairs: from pledges to reports",
		    "Réunion des coprésidents : des engagements aux rapports" } },
		.capacity = 20,
		.by_invitation = true };
	return draft_put(tx, &briefing, PLANNED_ALL, 0);
}

static enum err open_draft(struct demo_plan *plan, struct tx *tx)
{
	enum err err = OK;
	for (size_t i = 0; !err && i < COUNT(DRAFTED); i++)
		err = draft_edit(plan, tx, &DRAFTED[i], false);
	return err ? err : draft_briefing(plan, tx);
}

enum { APPROVE, RELEASE, DRAFT };

enum err demo_programme(struct demo_plan *plan, struct tx *tx, size_t what)
{
	tx_act_as(tx, "agenda-1");
	return what == APPROVE ? approve(tx) : what == RELEASE ? release_changes(plan, tx) : open_draft(plan, tx);
}

void demo_programme_plan(struct demo_plan *plan)
{
	for (size_t i = 0; i < DEMO_ROOMS; i++) {
		plan->rooms[i].equipment = ROOMS[i].equipment;
		plan->rooms[i].turn_round_minutes = ROOMS[i].turn_round_minutes;
	}
	for (size_t i = 0; i < plan->n_sessions; i++) {
		struct agenda_session *session = &plan->sessions[i];
		const struct asks *asks = &ASKS[session->kind];
		session->equipment = asks->equipment;
		session->capacity = asks->capacity;
		session->by_invitation = asks->by_invitation;
		session->needs_high_level = asks->needs_high_level;
		if (session->language)
			session->interpretation = ROOMS[session->room].interpretation;
	}
	demo_step_add(plan, demo_time(3, 9, 0), DO_RELEASES, APPROVE);
	demo_step_add(plan, demo_time(6, 18, 10), DO_RELEASES, RELEASE);
	demo_step_add(plan, demo_time(8, 14, 40), DO_RELEASES, DRAFT);
}
