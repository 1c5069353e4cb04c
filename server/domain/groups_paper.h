/* Groups and seats as they go to paper: rows turned into the values of badges/roster.h and badges/seating_plan.h. */
#ifndef P2C_DOMAIN_GROUPS_PAPER_H
#define P2C_DOMAIN_GROUPS_PAPER_H

#include "badges/roster.h"
#include "badges/seating_plan.h"
#include "domain/breakout.h"
#include "domain/seating.h"

/* Text lives in the arena; `language` is one of the six or NULL for English. */
enum err groups_roster(struct db *db, struct arena *arena, const struct breakout *breakout, const char *language,
    int64_t now, struct roster_data *out_data);
/* Members are called by their French names where French order stands, whatever the language. ERR_NOT_FOUND while the
 * room is not laid. */
enum err groups_seating_plan(struct db *db, struct arena *arena, const struct session_seating *seating,
    const char *language, int64_t now, struct seating_plan_data *out_data, struct fault *out_fault);

#endif
