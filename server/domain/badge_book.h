/* Whole books of paper for a desk, a room or a door: packs of badges by delegation, nameplates, door signs. Each is
 * one question to the store and one PDF that is written as it is drawn. Not for the look (badges/). */
#ifndef P2C_DOMAIN_BADGE_BOOK_H
#define P2C_DOMAIN_BADGE_BOOK_H

#include "badges/badge.h"
#include "domain/protocol_order.h"

/* What is to be in the book, and where it goes. */
struct book_wish {
	const struct badge_template *template;
	struct badge_press *press;
	const char *entity_id, *session_id; /* "" is all */
	const char *people;                 /* ids separated by commas; "" is all */
	enum people_order order;            /* nameplates; packs are always in French order */
	const char *language; /* of countries on nameplates, the first one of door signs: "en", "fr" … */
	const char *second;   /* language of door signs; "" is none */
	const char *room_id;  /* door signs; "" is all */
	enum badge_arrow arrow;
	int64_t most; /* pages at most; more is refused before anything is drawn; 0 is any number */
	badge_write write;
	void *ctx;
};

/* Active badges by delegation, each pack behind a cover that says whose it is and who is in it. `entity_id` chooses
 * one: ERR_NOT_FOUND when it has no badges. *out_n: badges drawn. */
enum err book_packs(
    struct db *db, struct arena *arena, const struct book_wish *wish, int64_t *out_n, struct fault *out_fault);
/* A nameplate for everybody who is in a session (its people, its list of speakers, whoever has a seat), in an entity,
 * in a list, or in all; in PEOPLE_SEATED order along the seats, then whoever has none. ERR_NOT_FOUND for a session,
 * entity or person that does not exist, or has nobody. */
enum err book_nameplates(
    struct db *db, struct arena *arena, const struct book_wish *wish, int64_t *out_n, struct fault *out_fault);
/* The languages of door signs as they were asked for: "" is English, with French beside it, or English beside French;
 * `second` may be "none". ERR_QUERY for what is no official language. */
enum err book_sign_languages(const char *first, const char *second, struct book_wish *wish, struct fault *out_fault);
/* A sign for each room, or for one, in one or two languages: its name, how many it seats, whom it admits, an arrow.
 */
enum err book_door_signs(
    struct db *db, struct arena *arena, const struct book_wish *wish, int64_t *out_n, struct fault *out_fault);

#endif
