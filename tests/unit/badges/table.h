/* A table for six to draw plans of: one seat free, one for a delegation, a line of names in every script, one of them
 * far too long. */
#ifndef P2C_TESTS_UNIT_BADGES_TABLE_H
#define P2C_TESTS_UNIT_BADGES_TABLE_H

#include "badges/seating_plan.h"

static const char LONG[] = "Wolfeschlegelsteinhausenbergerdorff-Constantinopolitanischer von und zu Hohenlohe";

#define SEAT(n, x, y, turn) { x, y, turn ? 14 : 38, turn ? 38 : 14 }, { x, y + 40, 7, 7 }, turn, n

static const struct seating_plan_seat SEATS[] = {
	{ SEAT("1", 0, 0, 0), "خالد بن العلوي", "Khalid Ben Alaoui", "وزارة الاتصالات", "Maroc", "ar", false },
	{ SEAT("2", 40, 0, 0), "王小明", "Wang Xiaoming", "工业和信息化部", "Chine", "zh", false },
	{ SEAT("3", 80, 0, 270), "Ana Souza", "", "Ministério", "Brésil", "pt", false },
	{ SEAT("4", 120, 0, 270), LONG, "", LONG, LONG, "de", false },
	{ SEAT("5", 0, 60, 0), "", "", "", "", "", false },
	{ SEAT("6", 40, 60, 0), "", "", "Ministry of Transport", "Égypte", "fr", true },
};
static const struct seating_plan_table TABLES[] = { { { 0, 48, 160, 10 }, false, "" } };
static const struct seating_plan_seat STANDING = { .label = "–", .name = "Latecomer", .language = "en" };

static inline struct seating_plan_data table_for_six(const char *language)
{
	return (struct seating_plan_data){ .paper = { .language = language, .day_title = "Partner2Connect" },
		.title = "Two per cent",
		.scope = "2022-06-08 14:00 · MH2",
		.order = SEATING_PLAN_FRENCH,
		.width = 160,
		.height = 110,
		.seats = SEATS,
		.n_seats = sizeof SEATS / sizeof *SEATS,
		.tables = TABLES,
		.n_tables = 1,
		.unseated = &STANDING,
		.n_unseated = 1 };
}

#endif
