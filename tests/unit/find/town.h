/* A directory with people in it, to ask: of a crowd, or of persons that a test says. */
#ifndef P2C_TESTS_TOWN_H
#define P2C_TESTS_TOWN_H

#include "find/mark.h"
#include "tests/unit/find/crowd.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

struct town {
	struct directory *directory;
	struct find_room *room;
	struct arena *arena;
};
struct town *town_create(size_t crowd);
void town_destroy(struct town *town);

/* Somebody of the crowd, as the directory takes them; the id is the number. */
struct find_person town_person(struct arena *arena, size_t i);
/* The place, from 1, of the first right answer among the first `limit`; 0 when there is none. */
size_t town_rank(struct town *town, const struct crowd_question *question, size_t limit);

/* Adds or replaces a person of "Acme" in France; NULL is "". */
struct find_person town_put(
    struct town *town, const char *id, const char *display, const char *latin, const char *registration_id);
struct find_answer town_ask(struct town *town, const char *text);
/* The ids found, best first, with a space between. */
const char *town_found(struct town *town, const char *text);
/* Why, of the first hit: "name:exact:0-3,5-7:text". With several marks, a space between. */
const char *town_why(struct town *town, const char *text, const struct find_person *person);

#endif
