/* Protocol is told when somebody of a VIP category comes: the desk or the main door raises it, each who was told says
 * so. Entries are of the topic protocol, which hall side and moderators listen to. */
#ifndef P2C_DOMAIN_ALERT_H
#define P2C_DOMAIN_ALERT_H

#include "store/people.h"
#include "store/tx.h"

/* Somebody of a VIP category was seen at that desk or door; nothing happens for anybody else. `at` is when. */
enum err alert_raise(struct tx *tx, const struct person *person, const char *place, int64_t at);
/* The login that asks has seen it; a repeat is OK and leaves nothing. ERR_NOT_FOUND. */
enum err alert_seen(struct tx *tx, const char *id, struct alert *out_alert);
/* An arrival was taken back: what it raised since then is, too. */
enum err alert_withdraw(struct tx *tx, const struct person *person, int64_t since);

#endif
