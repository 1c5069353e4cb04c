/* What the restore card says of this day and this server. The one place that turns rows and the site into struct
 * restore_card. */
#ifndef P2C_DOMAIN_RESTORE_CARD_H
#define P2C_DOMAIN_RESTORE_CARD_H

#include "badges/restore_card.h"
#include "domain/site.h"
#include "store/read.h"

/* Fills *out_card with text in the arena. ERR_CONFLICT when the server takes no snapshots: then there is nothing that
 * a spare could begin with. */
enum err restore_card_facts(struct db *db, struct arena *arena, const struct site *site, const char *language,
    int64_t now, struct restore_card *out_card, struct fault *out_fault);

#endif
