/* Invented names by script and region for the demonstration day. Lists only: who gets which is demo_people.c's. */
#ifndef P2C_DOMAIN_DEMO_NAMES_H
#define P2C_DOMAIN_DEMO_NAMES_H

#include <stdbool.h>
#include <stddef.h>

enum { DEMO_GIVEN_MAX = 14, DEMO_FAMILY_MAX = 14 };

/* How names go in a part of the world. A name is "Latin" or "own script|Latin". */
struct demo_culture {
	const char *countries; /* alpha3, separated by spaces */
	const char *language;  /* the official one its people register with */
	bool family_first;     /* 王小明, 김민준 */
	bool joined;           /* no space between the names in the own script */
	const char *given[DEMO_GIVEN_MAX], *family[DEMO_FAMILY_MAX];
};
extern const struct demo_culture DEMO_CULTURES[];
extern const size_t DEMO_CULTURES_N;
/* The culture of a country; the first one for a country in no list. */
const struct demo_culture *demo_culture_of(const char *alpha3);

/* Organisations besides governments. An empty country: none of its own. */
struct demo_entity {
	const char *name, *type, *country;
};
extern const struct demo_entity DEMO_ENTITIES[];
extern const size_t DEMO_ENTITIES_N;

#endif
