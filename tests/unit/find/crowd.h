/* A crowd to search in, and questions about it whose answers are known: the same for the same seed, of any size.
 * Names in Latin, Arabic, Chinese, Cyrillic, Devanagari, Ethiopic and Korean letters; half of those that are not
 * Latin have a passport's Latin name, spelled as passports do. All invented. */
#ifndef P2C_TESTS_CROWD_H
#define P2C_TESTS_CROWD_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct crowd_person {
	const char *registration_id, *display, *given, *family;
	const char *latin;  /* "" where nobody said it */
	const char *spoken; /* how somebody who hears the name writes it in Latin letters; "" for a Latin name */
	const char *entity, *entity_type, *country;
};
/* Person `i`: depends on nothing else. */
struct crowd_person crowd_person(struct arena *arena, size_t i);

enum crowd_kind {
	CROWD_WHOLE,    /* the name as on the badge */
	CROWD_FRAGMENT, /* the beginnings of its words */
	CROWD_INSIDE,   /* a word of it, and the middle of another */
	CROWD_ORDER,    /* the words turned round */
	CROWD_TYPO,     /* one letter wrong, missing or too many */
	CROWD_SWAPPED,  /* two neighbours swapped */
	CROWD_ARABIC,   /* Latin letters for a name in that script … */
	CROWD_CHINESE,
	CROWD_CYRILLIC,
	CROWD_ETHIOPIC,
	CROWD_DEVANAGARI,
	CROWD_TWO_SIGNS, /* a Chinese name of two characters, as it is written */
	CROWD_ENTITY,    /* a given name, and a word of the organisation */
	CROWD_COUNTRY,   /* a name, and the country in one of six languages */
	CROWD_ID,        /* the registration ID, with or without its signs */
	CROWD_KIND_MAX
};
extern const char *const CROWD_KIND_NAMES[CROWD_KIND_MAX];

struct crowd_question {
	enum crowd_kind kind;
	const char *text;
	size_t person;
};
/* Question `q` about the first `people` of the crowd: kinds take turns. */
struct crowd_question crowd_question(struct arena *arena, size_t q, size_t people);
/* Would this person be as right an answer as the one that was meant: the same name, and where the question says it,
 * the same organisation or country? */
bool crowd_is_answer(
    const struct crowd_question *question, const struct crowd_person *meant, const struct crowd_person *found);

#endif
