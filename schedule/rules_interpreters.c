/* What interpreters can do: their hours, how long they may go on in one room, how many rooms at once. Rules of
 * rules.h. */
#include "schedule/rules_state.h"

#include "base/clock.h"

#include <stdlib.h>

enum { MINUTE_MS = 60000 };

static bool is_interpreted(const struct agenda_session *session)
{
	return session->interpretation && session->kind != SESSION_FOREIGN;
}

static bool is_within_hours(const struct rules_interpreters *can, const struct rules_slot *slot)
{
	struct clock_local local = clock_local(slot->from);
	int from = local.hour * 60 + local.minute;
	int64_t to = from + (slot->to - slot->from + MINUTE_MS - 1) / MINUTE_MS;
	for (int i = 0; i < can->n_hours; i++)
		if (can->hours[i].from <= from && to <= can->hours[i].to)
			return true;
	return false;
}

static const char *hours_words(struct rules_check *check, const struct rules_interpreters *can)
{
	const char *words = "";
	for (int i = 0; i < can->n_hours; i++)
		words = arena_printf(check->arena, "%s%s%02d:%02d-%02d:%02d", words, *words ? " " : "",
		    can->hours[i].from / 60, can->hours[i].from % 60, can->hours[i].to / 60, can->hours[i].to % 60);
	return words;
}

static void check_hours(struct rules_check *check, const struct rules_slot **slots, size_t n)
{
	const struct rules_interpreters *can = &check->known->interpreters;
	const char *words = can->n_hours ? hours_words(check, can) : "";
	for (size_t i = 0; can->n_hours && i < n; i++) {
		if (is_within_hours(can, slots[i]))
			continue;
		struct finding *finding = rules_report(check, FINDING_INTERPRETERS_HOURS, slots[i]->session, NULL,
		    "\"%s\" is outside the interpreters' hours (%s).", rules_called(slots[i]->session), words);
		rules_value(finding, "hours", words);
	}
}

/* Interpreted sessions of one room that follow each other without a rest. */
struct run {
	int64_t from, to;
	bool is_told;
};

static void report_run(struct rules_check *check, const struct rules_slot *slot, const struct run *run)
{
	const struct rules_interpreters *can = &check->known->interpreters;
	const struct agenda_room *room = &check->agenda->rooms[slot->room];
	int64_t minutes = (run->to - run->from) / MINUTE_MS;
	struct finding *finding = rules_report(check, FINDING_INTERPRETERS_REST, slot->session, NULL,
	    "With \"%s\" interpreters work in %s for %d minutes without a rest of %d; %d is the most.",
	    rules_called(slot->session), room->name, (int)minutes, can->rest_minutes, can->longest_minutes);
	finding->room = room->id;
	rules_value_int(finding, "minutes", minutes);
	rules_value_int(finding, "longest", can->longest_minutes);
	rules_value_int(finding, "rest", can->rest_minutes);
}

static void check_rests(struct rules_check *check, const struct rules_slot **slots, size_t n)
{
	const struct rules_interpreters *can = &check->known->interpreters;
	struct run *runs = arena_array(check->arena, struct run, check->agenda->n_rooms + 1);
	for (size_t i = 0; can->longest_minutes && i < n; i++) {
		const struct rules_slot *slot = slots[i];
		if (slot->room < 0)
			continue;
		struct run *run = &runs[slot->room];
		if (!run->to || slot->from - run->to >= (int64_t)can->rest_minutes * MINUTE_MS)
			*run = (struct run){ .from = slot->from };
		run->to = run->to > slot->to ? run->to : slot->to;
		if (run->is_told || run->to - run->from <= (int64_t)can->longest_minutes * MINUTE_MS)
			continue;
		report_run(check, slot, run);
		run->is_told = true;
	}
}

static int by_instant(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* As many rooms are interpreted when a session begins as have begun and not ended. */
static void check_teams(struct rules_check *check, const struct rules_slot **slots, size_t n)
{
	int teams = check->known->interpreters.teams;
	int64_t *ends = arena_array(check->arena, int64_t, n + 1);
	for (size_t i = 0; i < n; i++)
		ends[i] = slots[i]->to;
	if (n)
		qsort(ends, n, sizeof *ends, by_instant);
	for (size_t i = 0, ended = 0; teams && i < n; i++) {
		while (ended < n && ends[ended] <= slots[i]->from)
			ended++;
		int64_t at_once = (int64_t)(i + 1) - (int64_t)ended;
		if (at_once <= teams)
			continue;
		struct finding *finding = rules_report(check, FINDING_INTERPRETERS_TEAMS, slots[i]->session, NULL,
		    "When \"%s\" begins, %d sessions are interpreted at once; there are %d teams.",
		    rules_called(slots[i]->session), (int)at_once, teams);
		rules_value_int(finding, "rooms", at_once);
		rules_value_int(finding, "teams", teams);
	}
}

void rules_of_interpreters(struct rules_check *check)
{
	const struct rules_slot **slots = arena_array(check->arena, const struct rules_slot *, check->n_slots + 1);
	size_t n = 0;
	for (size_t i = 0; i < check->n_slots; i++)
		if (is_interpreted(check->slots[i].session))
			slots[n++] = &check->slots[i];
	check_hours(check, slots, n);
	check_rests(check, slots, n);
	check_teams(check, slots, n);
}
