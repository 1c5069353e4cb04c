/* What stands on a person's badge: the one place that turns rows into badge_data, for the server and for the command
 * line. */
#ifndef P2C_DOMAIN_BADGE_FACTS_H
#define P2C_DOMAIN_BADGE_FACTS_H

#include "badges/badge.h"
#include "store/read.h"

/* Fills *out_data with text of the rows and of the arena; the badge is the one to draw, not necessarily the active
 * one. */
enum err badge_facts(struct db *db, struct arena *arena, const struct person *person, const struct badge *badge,
    struct badge_data *out_data);

#endif
