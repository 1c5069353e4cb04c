/* The closed lists of the segment: entity types, pledge types, participant states, roles of logins. They
 * are data (tables) so that a change of the list is a change of one row. Names are the wire's and the database's. Not
 * for countries (country.h), currencies (money.h) and badge categories, which are rows (category.h). */
#ifndef P2C_DOMAIN_VOCABULARY_H
#define P2C_DOMAIN_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Words in the six official languages, in the order of schedule/agenda.h's enum lang. */
enum { VOCABULARY_LANGUAGES = 6 };

/* A keyed word list: entity types, pledge types, focus areas … */
struct word {
	const char *key;
	const char *words[VOCABULARY_LANGUAGES];
};
extern const struct word ENTITY_TYPES[]; /* seven, in the order of the Coalition's own list */
extern const size_t ENTITY_TYPES_N;
extern const struct word PLEDGE_TYPES[]; /* financial, policy, advocacy, programmatic */
extern const size_t PLEDGE_TYPES_N;
/* The four focus areas, in the order of schedule/agenda.h's enum focus_area. */
struct focus_area_words {
	const char *key, *letter;                      /* "access", "A" */
	const char *short_words[VOCABULARY_LANGUAGES]; /* "ACCESS" */
	const char *long_words[VOCABULARY_LANGUAGES];  /* "Connecting people everywhere" */
};
extern const struct focus_area_words FOCUS_AREAS[];
extern const size_t FOCUS_AREAS_N;
const struct word *entity_type_find(const char *key);
const struct word *pledge_type_find(const char *key);

/* Regional initiatives: a code such as "AFR1". The same codes come again every period (2023-2025 Kigali, 2026-2029
 * Baku), so a code says something only with its period. */
struct initiative_region {
	const char *code;   /* "AFR" */
	const char *region; /* as in country.h */
};
extern const struct initiative_region INITIATIVE_REGIONS[]; /* six */
extern const size_t INITIATIVE_REGIONS_N;
enum { INITIATIVES_OF_REGION = 5 }; /* at most: a region adopts four or five for a period */
bool initiative_is_known(const char *code);

enum { SDG_GOALS = 17 };

/* What a participant may be besides a participant: head_of_delegation, speaker, cochair, moderator, signatory, press,
 * staff. */
bool participant_role_is_known(const char *role);
/* Languages of the conference: en fr es ar ru zh. */
bool language_is_official(const char *code);

#endif
