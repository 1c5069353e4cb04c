/* Are the co-chairs of each focus area as asked: three or four; one or two of Members, one of the private sector, one
 * of civil society or an international organization; the Members' from different regions? Rules of rules.h. */
#include "schedule/rules_state.h"

#include <assert.h>
#include <string.h>

static const char *const SEATS[SEAT_MAX] = { [SEAT_MEMBER] = "member",
	[SEAT_PRIVATE_SECTOR] = "private_sector",
	[SEAT_CIVIL_SOCIETY_OR_IO] = "civil_society_or_io" };

static const struct {
	int least, most;
} ASKED[SEAT_MAX] = {
	[SEAT_MEMBER] = { 1, 2 }, [SEAT_PRIVATE_SECTOR] = { 1, 1 }, [SEAT_CIVIL_SOCIETY_OR_IO] = { 1, 1 }
};

const char *rules_seat_key(enum rules_seat seat)
{
	assert((int)seat >= 0 && seat < SEAT_MAX);
	return SEATS[seat];
}

bool rules_seat_parse(const char *text, enum rules_seat *out)
{
	for (int seat = 0; text && seat < SEAT_MAX; seat++)
		if (!strcmp(SEATS[seat], text)) {
			*out = (enum rules_seat)seat;
			return true;
		}
	return false;
}

static void report(struct rules_check *check, enum focus_area area, const char *problem, int count, const char *words)
{
	struct finding *finding = rules_report(
	    check, FINDING_COCHAIRS, NULL, NULL, "Co-chairs of %s: %d %s.", focus_area_name(area), count, words);
	rules_value(finding, "area", focus_area_key(area));
	rules_value(finding, "problem", problem);
	rules_value_int(finding, "count", count);
}

static void check_area(struct rules_check *check, enum focus_area area)
{
	static const char *const WORDS[SEAT_MAX] = { [SEAT_MEMBER] = "of Members; one or two are asked for",
		[SEAT_PRIVATE_SECTOR] = "of the private sector; one is asked for",
		[SEAT_CIVIL_SOCIETY_OR_IO] = "of civil society or an international organization; one is asked for" };
	int seats[SEAT_MAX] = { 0 }, n = 0;
	for (size_t i = 0; i < check->known->n_cochairs; i++)
		if (check->known->cochairs[i].area == area) {
			seats[check->known->cochairs[i].seat]++;
			n++;
		}
	if (n < 3 || n > 4)
		report(check, area, "number", n, "in all; three or four are asked for");
	for (int seat = 0; n && seat < SEAT_MAX; seat++)
		if (seats[seat] < ASKED[seat].least || seats[seat] > ASKED[seat].most)
			report(check, area, SEATS[seat], seats[seat], WORDS[seat]);
}

/* The six regions of Members are to be represented: one that comes again takes the place of another. */
static void check_regions(struct rules_check *check)
{
	const struct rules_cochair *all = check->known->cochairs;
	for (size_t i = 0; i < check->known->n_cochairs; i++)
		for (size_t j = 0; all[i].seat == SEAT_MEMBER && *all[i].region && j < i; j++) {
			if (all[j].seat != SEAT_MEMBER || strcmp(all[j].region, all[i].region) != 0)
				continue;
			struct finding *finding = rules_report(check, FINDING_COCHAIRS, NULL, NULL,
			    "%s and %s both co-chair for a Member of %s.", all[j].person.name, all[i].person.name,
			    all[i].region);
			finding->person = &all[i].person;
			rules_value(finding, "area", focus_area_key(all[i].area));
			rules_value(finding, "problem", "region");
			rules_value(finding, "region", all[i].region);
			break;
		}
}

/* A day without sessions has no co-chairs to miss, and without a list nobody knows. */
void rules_of_cochairs(struct rules_check *check)
{
	if (!check->known->cochairs || !check->agenda->n_sessions)
		return;
	for (enum focus_area area = 0; area < FOCUS_AREA_MAX; area++)
		check_area(check, area);
	check_regions(check);
}
