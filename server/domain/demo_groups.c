/* Groups and seats of the demonstration day: a breakout that is assigned, one whose wishes wait, and a round table
 * laid in French order. Draws nothing: the rest of the day does not change with it. */
#include "domain/breakout.h"
#include "domain/demo_plan.h"
#include "domain/seating.h"

#include <string.h>

static const char LAID[] = "A_AFFORD"; /* runs when the demonstration starts, and has guests */
enum { EVERY = 11, SPARE = 2 };

static const struct group_form TODAY[] = {
	{ .name = "Teachers and trainers", .capacity = 14 },
	{ .name = "Des emplois pour les jeunes", .capacity = 14, .language = "fr" },
	{ .name = "Skills for public servants", .capacity = 14, .language = "en" },
	{ .name = "Learning without a connection", .capacity = 14 },
};
static const struct group_form TOMORROW[] = {
	{ .name = "Paperless customs", .capacity = 14 },
	{ .name = "Small traders online", .capacity = 14 },
	{ .name = "Paying across borders", .capacity = 14, .language = "en" },
};
enum { TODAY_N = sizeof TODAY / sizeof *TODAY, TOMORROW_N = sizeof TOMORROW / sizeof *TOMORROW };

/* The first breakout that begins then or later. */
static const struct agenda_session *breakout_from(const struct demo_plan *plan, int64_t from)
{
	for (size_t i = 0; i < plan->n_sessions; i++)
		if (plan->sessions[i].kind == SESSION_BREAKOUT && plan->sessions[i].starts_at >= from)
			return &plan->sessions[i];
	return &plan->sessions[0];
}

/* Moderators of the day whose hour is free take a group each, in order. */
static void find_moderators(
    const struct demo_plan *plan, const struct agenda_session *session, struct group_form *forms, size_t n)
{
	size_t found = 0;
	for (size_t i = 0; i < plan->n_people && found < n; i++) {
		const struct demo_person *p = &plan->people[i];
		if (p->moderates && p->badge && demo_person_is_free(p, session->starts_at, session->ends_at))
			forms[found++].moderator_id = p->id.text;
	}
}

static bool comes(const struct demo_plan *plan, size_t person)
{
	return person % EVERY == 3 && plan->people[person].badge;
}

/* Most have two or three wishes, and the first group is what most of them want; some leave it to us. */
static enum err wish(struct tx *tx, const struct breakout *b, const struct demo_person *person, size_t i)
{
	const char *wishes[BREAKOUT_WISHES];
	size_t n = i % 5 == 4 ? 0 : 2 + i % 2, first = i % 5 < 2 ? 0 : i % b->n_groups;
	for (size_t k = 0; k < n; k++)
		wishes[k] = b->groups[(first + k) % b->n_groups].id;
	return breakout_wish(tx, b->session_id, person->id.text, wishes, n);
}

static enum err make_groups(struct demo_plan *plan, struct tx *tx, const struct agenda_session *session,
    const struct group_form *forms, size_t n, struct breakout *out_breakout)
{
	struct group_form *copies = arena_array(tx_arena(tx), struct group_form, n);
	size_t i = 0, come = 0;
	memcpy(copies, forms, n * sizeof *copies);
	find_moderators(plan, session, copies, n);
	enum err err = breakout_add_groups(tx, session->id, copies, n, out_breakout);
	for (; !err && i < plan->n_people; i++)
		if (comes(plan, i))
			err = wish(tx, out_breakout, &plan->people[i], come++);
	return err;
}

static enum err make_breakouts(struct demo_plan *plan, struct tx *tx)
{
	const struct agenda_session *today = breakout_from(plan, demo_time(8, 15, 30));
	struct breakout b;
	enum err err = make_groups(plan, tx, today, TODAY, TODAY_N, &b);
	if (!err)
		err = breakout_assign_all(tx, today->id, true, &b);
	/* The last one asked to sit with a colleague. */
	if (!err && b.n_members)
		err = breakout_place(tx, b.groups[TODAY_N - 1].id, b.members[b.n_members - 1].person.id, &b);
	return err ? err : make_groups(plan, tx, breakout_from(plan, demo_time(9, 9, 0)), TOMORROW, TOMORROW_N, &b);
}

static enum err lay_table(struct demo_plan *plan, struct tx *tx)
{
	struct session_seating seating;
	struct seating_form form = { .shape = SEATING_HOLLOW_SQUARE, .order = SEATING_FRENCH };
	const char *session = plan->sessions[demo_session_of(plan, LAID)].id;
	enum err err = seating_get(tx_db(tx), tx_arena(tx), session, &seating);
	form.seats = err ? 0 : seating.n_unseated + SPARE;
	return err ? err : seating_lay_session(tx, session, &form, &seating);
}

void demo_groups_plan(struct demo_plan *plan)
{
	demo_step_add(plan, demo_time(8, 14, 40), DO_GROUPS, 0);
}

enum err demo_groups(struct demo_plan *plan, struct tx *tx, size_t what)
{
	(void)what;
	tx_act_as(tx, "protocol-1");
	enum err err = make_breakouts(plan, tx);
	return err ? err : lay_table(plan, tx);
}
