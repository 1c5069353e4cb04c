/* What a door holds for the time without network: every badge and card as a hash with what the rules would say of it,
 * no names. The door asks the live rules (door_rules.def) itself and takes the first of all that holds.
 *
 * A row has 16 bytes:
 *   0   8  hash of the QR code (event_mark.h)
 *   8   4  serial of the badge or card, most significant byte first
 *   12  1  category, by its place in `categories`; 255 for a card
 *   13  1  what the rules say that are not live, by its place in the table of rules
 *   14  1  flags: 1 inside, 2 VIP, 4 card
 *   15  1  of a card: its entity, from 1, by its place in `entities`; 0 for none with a quota */
#ifndef P2C_DOMAIN_DOOR_LIST_H
#define P2C_DOMAIN_DOOR_LIST_H

#include "domain/event_mark.h"
#include "store/door.h"

enum { DOOR_LIST_ROW = 16, DOOR_LIST_HOURS = 12, DOOR_LIST_NO_CATEGORY = 255 };
enum { DOOR_LIST_INSIDE = 1, DOOR_LIST_VIP = 2, DOOR_LIST_CARD = 4 };

struct door_list {
	struct point point;
	int64_t seq; /* the journal's number when it was made */
	struct event_mark mark;
	const char **categories;
	size_t n_categories;
	/* Entities of cards that have a quota. */
	struct door_list_entity {
		const char *id, *name;
		struct card_quota quota;
	} * entities;
	size_t n_entities;
	uint8_t *rows;
	size_t n_rows;
};
/* ERR_NOT_FOUND for a point that is not there. The invitations are those of the instant `now`. */
enum err door_list_make(
    struct db *db, struct arena *arena, const char *point, int64_t now, struct door_list *out_list);

/* Bytes as base64 (RFC 4648, padded), in the arena. */
const char *door_list_base64(struct arena *arena, const uint8_t *bytes, size_t len);

#endif
