/* In which order people and delegations stand on paper. ITU seats its Members in the alphabetical order of their
 * French names, accents aside (Égypte, Émirats, États-Unis, Éthiopie); everybody else follows by the name of the
 * organisation. Not for the list of speakers (floor_rules.h) or a ceremony (ceremony_rules.h). */
#ifndef P2C_DOMAIN_PROTOCOL_ORDER_H
#define P2C_DOMAIN_PROTOCOL_ORDER_H

#include "store/read.h"

enum people_order {
	PEOPLE_SEATED, /* as they sit in their session (badge_book.h); where nobody is seated, FRENCH */
	PEOPLE_FRENCH, /* Members in French, then the others; heads of delegation first, then by name */
	PEOPLE_GIVEN,  /* by given name */
	PEOPLE_NAME,   /* by family name */
	PEOPLE_ORDER_MAX
};
/* "seats", "french", "given", "name". */
extern const char *const PEOPLE_ORDER_NAMES[PEOPLE_ORDER_MAX];

/* Sorts in place. Names in other scripts stand where their Latin form does. */
void people_sort(struct arena *arena, struct person *persons, size_t n, enum people_order order);
/* A Member: a government with a country. */
bool entity_is_member(const struct entity *entity);

/* A copy of a person in the arena, for those who keep more than one (person_each lends each for one call). */
struct person person_keep(struct arena *arena, const struct person *person);

#endif
