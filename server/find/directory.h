/* The people in memory, by every word they can be found by: values in, ranked hits out. No database, no clock, no
 * lock (keeper.h has those). Names in any script, their Latin forms, registration IDs, organisations, countries. */
#ifndef P2C_FIND_DIRECTORY_H
#define P2C_FIND_DIRECTORY_H

#include "base/arena.h"
#include "domain/fold_words.h"
#include "find/fit.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FIND_TERMS_MAX = 6 /* words of a question that count */, FIND_COUNTRY_NAMES = 7 };

/* What of a person is searched in; borrowed for the call. */
struct find_person {
	const char *id; /* at most 36 characters */
	const char *registration_id, *display, *given, *family, *latin;
	const char
	    *together; /* family and given name in one, for scripts that write them so: 王小明; "" or NULL for none */
	const char *entity_id, *entity;
	const char *country[FIND_COUNTRY_NAMES]; /* its code, then its names; NULL behind the last */
	int32_t expected_on;                     /* a date as 20261110; 0 for none */
	bool vip;
};

struct directory;
struct directory *directory_create(void);
void directory_destroy(struct directory *directory);
/* Adds the person, or replaces what was known of it. */
void directory_put(struct directory *directory, const struct find_person *person);
/* A new name or country of an organisation that somebody is of; entity_id, entity and country are read. */
void directory_put_entity(struct directory *directory, const struct find_person *entity);
/* Forgets a person; nothing happens when there is none. */
void directory_drop(struct directory *directory, const char *id);
/* To be called after some puts and drops, before the next question: sorts in who is new, and their words when they
 * have become many. */
void directory_settle(struct directory *directory);
size_t directory_people(const struct directory *directory);

/* Room that a question needs; kept from one to the next by whoever asks, one question at a time. */
struct find_room;
struct find_room *find_room_create(void);
void find_room_destroy(struct find_room *room);

struct find_question {
	const char *text; /* as typed */
	size_t limit;
	int32_t today; /* as 20261110: who is expected today comes first among equals, as VIPs do; 0 for nobody */
};

enum find_field { FIND_NAME, FIND_LATIN, FIND_ID, FIND_ENTITY, FIND_COUNTRY, FIND_CODE, FIND_FIELD_MAX };
/* Why a term found somebody: the word it fits, as written, and how. */
struct find_why {
	enum find_field field;
	enum fold_kind kind;
	enum fit fit;
	const char *word, *form; /* the word's own form, in which `fit` holds when kind is FOLD_OWN */
	size_t word_len;
};
struct find_hit {
	const char *id;
	struct find_why why[FIND_TERMS_MAX]; /* one a term */
};
struct find_answer {
	struct find_hit *hits; /* best first */
	size_t n;
	int64_t total;                     /* how many fit in all */
	const char *terms[FIND_TERMS_MAX]; /* folded, as they were looked for */
	size_t n_terms;
};
/* Everybody in whom each word of the question fits something. Exact before begun before inside before a slip of one
 * letter; names before organisations before countries; slips only when there is little else. A question without text
 * is answered by everybody in order of name, one of signs alone by nobody. Everything is in the arena. */
void directory_ask(const struct directory *directory, struct find_room *room, struct arena *arena,
    const struct find_question *question, struct find_answer *out_answer);

#endif
