/* What stands on a person's badge: the one place that turns rows into badge_data, for the server and for the command
 * line. */
#ifndef P2C_DOMAIN_BADGE_FACTS_H
#define P2C_DOMAIN_BADGE_FACTS_H

#include "badges/badge.h"
#include "schedule/agenda.h"
#include "store/read.h"

/* Fills *out_data with text of the rows and of the arena; the badge is the one to draw, not necessarily the active
 * one. */
enum err badge_facts(struct db *db, struct arena *arena, const struct person *person, const struct badge *badge,
    struct badge_data *out_data);

/* Adds the person's photo, where there is one and the template shows it. */
enum err badge_facts_photo(struct db *db, struct arena *arena, const char *person_id,
    const struct badge_template *template, struct badge_data *data);
/* What stands on everything that is printed for the day: its title, in that language where it has one, and its dates.
 */
enum err badge_facts_day(struct db *db, struct arena *arena, enum lang lang, struct badge_data *out_data);

#endif
