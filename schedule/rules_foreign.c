/* What of ours runs while the conference around the day meets: its plenaries, its committees and groups. Rules of
 * rules.h. */
#include "schedule/rules_state.h"

#include <stdlib.h>
#include <string.h>

static const char *const PLENARY_WORDS[] = { "plenar", "pl\u00e9ni", "PL\u00c9NI",
	"\u043f\u043b\u0435\u043d\u0430\u0440", "\u041f\u043b\u0435\u043d\u0430\u0440", "\u5168\u4f53\u4f1a",
	"\u0627\u0644\u062c\u0644\u0633\u0629 \u0627\u0644\u0639\u0627\u0645\u0629" };

static bool is_plenary(const struct agenda_session *session)
{
	for (int lang = 0; lang < LANG_MAX; lang++)
		for (size_t i = 0; session->title.in[lang] && i < sizeof PLENARY_WORDS / sizeof *PLENARY_WORDS; i++)
			if (strcasestr(session->title.in[lang], PLENARY_WORDS[i]))
				return true;
	return false;
}

/* Some slots in order of start; `latest[i]` is the one of the first i + 1 that ends last. */
struct row {
	const struct rules_slot **slots, **latest;
	size_t n;
};

static void add(struct row *row, const struct rules_slot *slot)
{
	const struct rules_slot *latest = row->n ? row->latest[row->n - 1] : slot;
	row->slots[row->n] = slot;
	row->latest[row->n++] = latest->to >= slot->to ? latest : slot;
}

/* How many of them begin before that instant. */
static size_t begun(const struct row *row, int64_t at)
{
	size_t from = 0, to = row->n;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (row->slots[middle]->from < at)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* The one that is on during the slot, and ends last; NULL for none. */
static const struct rules_slot *during(const struct row *row, const struct rules_slot *slot)
{
	size_t n = begun(row, slot->to);
	return n && row->latest[n - 1]->to > slot->from ? row->latest[n - 1] : NULL;
}

static int by_instant(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static size_t over(const int64_t *ends, size_t n, int64_t at)
{
	size_t from = 0, to = n;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (ends[middle] <= at)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static void report_meeting(
    struct rules_check *check, const struct rules_slot *meeting, const struct rules_slot *ours, size_t n)
{
	struct finding *finding = rules_report(check, FINDING_FOREIGN_MEETING, ours->session, meeting->session,
	    "\"%s\" of the conference meets while %zu of our sessions run, such as \"%s\".",
	    rules_called(meeting->session), n, rules_called(ours->session));
	rules_value_int(finding, "sessions", (int64_t)n);
}

/* One finding a meeting, not one a session: there is hardly an hour without a committee. */
static void check_meetings(struct rules_check *check, const struct row *ours, const struct row *meetings)
{
	int64_t *ends = arena_array(check->arena, int64_t, ours->n + 1);
	for (size_t i = 0; i < ours->n; i++)
		ends[i] = ours->slots[i]->to;
	if (ours->n)
		qsort(ends, ours->n, sizeof *ends, by_instant);
	for (size_t i = 0; i < meetings->n; i++) {
		const struct rules_slot *meeting = meetings->slots[i], *latest = during(ours, meeting);
		if (latest)
			report_meeting(
			    check, meeting, latest, begun(ours, meeting->to) - over(ends, ours->n, meeting->from));
	}
}

static struct row row_of(struct rules_check *check)
{
	return (struct row){ .slots = arena_array(check->arena, const struct rules_slot *, check->n_slots + 1),
		.latest = arena_array(check->arena, const struct rules_slot *, check->n_slots + 1) };
}

void rules_of_foreign(struct rules_check *check)
{
	struct row ours = row_of(check), plenaries = row_of(check), meetings = row_of(check);
	for (size_t i = 0; i < check->n_slots; i++) {
		const struct rules_slot *slot = &check->slots[i];
		enum rules_lane lane = rules_lane_of(slot->session);
		if (lane == LANE_MAIN)
			add(&ours, slot);
		else if (lane == LANE_FOREIGN)
			add(is_plenary(slot->session) ? &plenaries : &meetings, slot);
	}
	for (size_t i = 0; i < ours.n; i++) {
		const struct rules_slot *plenary = during(&plenaries, ours.slots[i]);
		if (plenary)
			rules_report(check, FINDING_FOREIGN_PLENARY, ours.slots[i]->session, plenary->session,
			    "\"%s\" runs during \"%s\" of the conference.", rules_called(ours.slots[i]->session),
			    rules_called(plenary->session));
	}
	check_meetings(check, &ours, &meetings);
}
