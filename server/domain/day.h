/* The day itself: title, place and dates of the event, as its settings keep them. One reader for screens, files and
 * badges. */
#ifndef P2C_DOMAIN_DAY_H
#define P2C_DOMAIN_DAY_H

#include "schedule/agenda.h"
#include "store/tx.h"

struct db;

struct day {
	struct texts title;
	const char *acronym, *place; /* "" when not set */
	int64_t starts_at, ends_at;  /* ms UTC; 0 when not set */
	const char *dates;           /* "7–9 June 2022", for badges; "" when not set */
};

/* What the settings say; the title is never empty. */
enum err day_get(struct db *db, struct arena *arena, struct day *out_day);
/* Writes the settings of a new event with one journal entry; NULL or "" leaves one out. ERR_CONFLICT when there is an
 * event already: its zone must not change under its sessions. */
struct day_form {
	const char *title, *acronym, *place, *dates, *zone;
};
enum err day_set(struct tx *tx, const struct day_form *form);

#endif
