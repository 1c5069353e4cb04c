/* The insides of directory.h, for its own files. A source is a word as somebody wrote it; it has forms in the
 * lexicon, and people, organisations and countries that it stands in. */
#ifndef P2C_FIND_DIRECTORY_STATE_H
#define P2C_FIND_DIRECTORY_STATE_H

#include "base/id.h"
#include "find/directory.h"
#include "find/lexicon.h"

/* Numbers that carry a little more in their upper bits: a fold_kind or a find_field. */
enum { TAG_BITS = 28, TAG_MASK = (1 << TAG_BITS) - 1 };
static inline uint32_t tagged(unsigned tag, uint32_t number)
{
	return (uint32_t)tag << TAG_BITS | number;
}

struct source {
	uint32_t at; /* in directory.text */
	uint16_t len;
	struct ids forms;  /* fold_kind, form */
	struct ids people; /* find_field, person */
	struct ids groups; /* FIND_ENTITY or FIND_COUNTRY, group */
};

/* Whose words a text's are: of a person, an organisation, a country. */
struct owner {
	uint32_t *sources; /* find_field, source; in the order of the text */
	uint16_t n, room;
};

struct human {
	char id[ID_LEN + 1];
	uint64_t said;     /* hash of what was put */
	uint64_t order[2]; /* the beginning of the Latin name */
	struct owner words;
};

/* What ranking looks at, close together. */
struct face {
	uint32_t entity;
	int32_t expected_on;
	uint8_t words, latin_words; /* how many the names have */
	bool used;
};

/* Who comes first among equals, in a byte a person, so that everybody's stay near the processor: a VIP, or the day
 * that somebody is expected on, shortened; 0 for nobody. */
enum { STANDING_DAYS = 251, STANDING_VIP = 255 };
static inline uint8_t standing_of_day(int32_t day)
{
	return day ? (uint8_t)(1 + (uint32_t)day % STANDING_DAYS) : 0;
}

struct group {
	char *id;
	uint64_t said;
	struct owner words;
	struct ids members; /* people of an organisation, organisations of a country */
	uint32_t country;   /* of an organisation */
};

struct groups {
	struct group *all;
	uint32_t n, room;
	struct table by_id;
};

/* Everybody in order of name. */
enum { ORDER_NONE = UINT32_MAX /* not sorted in yet, or gone */ };
struct order {
	uint32_t *all, n;
	uint32_t *places; /* by person: where in `all` */
	bool is_old;
};

struct directory {
	struct lexicon lexicon;
	struct source *sources;
	struct buf text;
	struct table by_text, by_id;
	uint32_t n_sources, sources_room;
	struct human *humans;
	struct face *faces;
	uint8_t *standings;
	uint32_t n_humans, humans_room;
	struct order order;
	struct ids free; /* places of people who went */
	struct groups entities, countries;
	size_t people;
	uint64_t changes;    /* of anything that an answer shows */
	struct arena *arena; /* for one put */
};

/* The source with these bytes, or TABLE_NONE. A registration ID's begins with LEXICON_ID. */
uint32_t directory_source(const struct directory *directory, const char *bytes, size_t len);

/* Lays forms and sources out in their order; all forms are sorted. */
void directory_lay_out(struct directory *directory);

/* Somebody is new, has another name, or went: the order is to be made anew before the next question. */
void directory_unplace(struct directory *directory, uint32_t human);
/* Makes it, when it is to be. */
void directory_order(struct directory *directory);

#endif
