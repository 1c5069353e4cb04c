/* The doors of the demonstration day besides the main entrance: points of every kind, a list of guests, cards that
 * delegations hand on, people inside, and one act that did not fit. Draws nothing: the rest of the day does not
 * change with it. */
#include "domain/card.h"
#include "domain/demo_plan.h"
#include "domain/door.h"
#include "domain/point.h"
#include "store/people.h"

#include <string.h>

#define PLENARY "plenary"
#define ROUND_TABLE "round-table"
static const char GUESTS_OF[] = "A_AFFORD"; /* runs in that room when the demonstration starts */
static const char VIPS[] = "VVIP MIN DMIN UN REG AMB";

/* Of those who fit, one in `every` comes in, and the others pass by. */
static const struct demo_door {
	const char *id, *name, *room, *categories;
	int capacity, exits, by_invitation, takes_cards;
	size_t every;
} DOORS[] = {
	{ PLENARY, "Plenary Hall", "Plenary Hall", "", 1200, 1, 0, 1, 2 },
	{ ROUND_TABLE, "Ministerial round table", "MH2", "", 60, 0, 1, 0, 1 },
	{ "lounge", "VIP lounge", "", VIPS, 40, 1, 0, 0, 6 },
	{ "press", "Press room", "", "MED STF", 80, 0, 0, 0, 2 },
};
enum { DOORS_N = sizeof DOORS / sizeof *DOORS, GUEST_EVERY = 19, CARDS_EACH = 2, MINUTES = 30 };

static enum err make_points(struct demo_plan *plan, struct tx *tx)
{
	struct point point;
	enum err err = OK;
	for (size_t i = 0; !err && i < DOORS_N; i++) {
		struct point_form form = { .id = DOORS[i].id,
			.name = DOORS[i].name,
			.categories = DOORS[i].categories,
			.capacity = DOORS[i].capacity,
			.invitation_minutes = POINT_UNSAID,
			.exits = DOORS[i].exits,
			.by_invitation = DOORS[i].by_invitation,
			.takes_cards = DOORS[i].takes_cards };
		for (size_t k = 0; k < DEMO_ROOMS; k++)
			if (!strcmp(plan->rooms[k].name, DOORS[i].room))
				form.room_id = plan->rooms[k].id;
		err = point_create(tx, &form, &point);
	}
	return err;
}

static bool is_guest(size_t person)
{
	return person % GUEST_EVERY == 0;
}

static enum err invite(struct demo_plan *plan, struct tx *tx)
{
	const char *ids[DEMO_PEOPLE_MAX / GUEST_EVERY + 1];
	size_t n = 0;
	for (size_t i = 0; i < plan->n_people; i++)
		if (is_guest(i) && plan->people[i].government)
			ids[n++] = plan->people[i].id.text;
	return invitation_change(tx, plan->sessions[demo_session_of(plan, GUESTS_OF)].id, ids, n, NULL, 0);
}

static enum err hand_out_cards(struct demo_plan *plan, struct tx *tx)
{
	enum { EVERY = 40 };
	enum err err = OK;
	for (size_t i = 0; !err && i < plan->n_delegations; i += EVERY) {
		struct person head;
		struct card *cards;
		err = person_get(tx_db(tx), tx_arena(tx), plan->people[plan->delegations[i].first].id.text, &head);
		if (!err)
			err = card_issue(tx, head.entity.id, CARDS_EACH, PLENARY, &cards);
	}
	return err;
}

static enum err prepare(struct demo_plan *plan, struct tx *tx)
{
	tx_act_as(tx, "admin-1");
	enum err err = make_points(plan, tx);
	if (!err)
		err = invite(plan, tx);
	return err ? err : hand_out_cards(plan, tx);
}

static bool comes_in(const struct demo_door *door, const struct demo_person *p, size_t i)
{
	if (!p->badge || (*door->categories && !strstr(door->categories, p->form.category)))
		return false;
	return door->by_invitation ? is_guest(i) && p->government : i % door->every == 0;
}

/* Those of one minute. Who lost a badge since is turned away, as it is on every day. */
static enum err come_in(struct demo_plan *plan, struct tx *tx, size_t minute)
{
	struct door_answer answer;
	enum err err = OK;
	tx_act_as(tx, "door-4");
	for (size_t i = minute % MINUTES; !err && i < plan->n_people; i += MINUTES)
		for (size_t k = 0; !err && k < DOORS_N; k++)
			if (comes_in(&DOORS[k], &plan->people[i], i))
				err = door_scan(tx,
				    &(struct door_form){ .code = plan->people[i].badge, .point = DOORS[k].id },
				    &answer);
	return err;
}

/* The first card of all is inside; the first guest of the plenary came in at two doors at once while the line of the
 * second was cut. */
static enum err tell_late(struct demo_plan *plan, struct tx *tx)
{
	struct card *cards;
	struct door_answer answer;
	size_t n = 0, i = 0;
	enum err err = card_all(tx_db(tx), tx_arena(tx), "", &cards, &n);
	tx_act_as(tx, "door-4");
	if (!err && n)
		err = door_scan(tx, &(struct door_form){ .code = cards[0].code, .point = PLENARY }, &answer);
	while (i < plan->n_people && !comes_in(&DOORS[0], &plan->people[i], i))
		i++;
	if (err || i == plan->n_people)
		return err;
	struct door_form late = { .code = plan->people[i].badge,
		.point = PLENARY,
		.at = plan->now - 2 * DEMO_MINUTE_MS,
		.is_late = true,
		.did = DOOR_ADMITTED };
	tx_act_as(tx, "door-5");
	return door_scan(tx, &late, &answer);
}

void demo_doors_plan(struct demo_plan *plan)
{
	demo_step_add(plan, demo_time(8, 7, 10), DO_DOORS, 0);
	for (size_t i = 1; i <= MINUTES + 1; i++)
		demo_step_add(plan, demo_time(8, 14, 30) + (int64_t)i * DEMO_MINUTE_MS, DO_DOORS, i);
}

enum err demo_doors(struct demo_plan *plan, struct tx *tx, size_t what)
{
	return what == 0 ? prepare(plan, tx) : what > MINUTES ? tell_late(plan, tx) : come_in(plan, tx, what);
}
