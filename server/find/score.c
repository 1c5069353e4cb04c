/* See score.h. */
#include "find/score.h"

enum { PART_MAX = 15, PART_MASK = 15 };

/* Worst first, so that the greater byte is the better fit. Transliterated is a little less than written. */
static const struct rank {
	enum fold_kind kind;
	enum fit fit;
	uint8_t points, as_id; /* in a name; in a registration ID */
} RANKS[] = {
	{ FOLD_KIND_MAX, FIT_NONE, 0, 0 },
	{ FOLD_LATIN, FIT_SLIP_BEGIN, 26, 0 },
	{ FOLD_OWN, FIT_SLIP_BEGIN, 28, 0 },
	{ FOLD_BONES, FIT_BEGIN, 30, 0 },
	{ FOLD_BONES, FIT_EXACT, 34, 0 },
	{ FOLD_LATIN, FIT_SLIP, 36, 0 },
	{ FOLD_OWN, FIT_SLIP, 38, 0 },
	{ FOLD_LATIN, FIT_INSIDE, 48, 0 },
	{ FOLD_OWN, FIT_INSIDE, 50, 30 },
	{ FOLD_LATIN, FIT_END, 56, 0 },
	{ FOLD_OWN, FIT_END, 58, 54 },
	{ FOLD_LATIN, FIT_BEGIN, 78, 0 },
	{ FOLD_OWN, FIT_BEGIN, 81, 70 },
	{ FOLD_LATIN, FIT_EXACT, 97, 0 },
	{ FOLD_OWN, FIT_EXACT, 100, 120 },
};
enum { RANKS_N = sizeof RANKS / sizeof *RANKS };

/* What a field takes off: an organisation's whole word comes behind the beginning of a name. */
static const uint8_t LESS[FIND_FIELD_MAX] = { [FIND_ENTITY] = 22, [FIND_COUNTRY] = 24 };

uint8_t score_mark(enum fold_kind kind, enum fit fit, size_t term_len, size_t form_len)
{
	uint8_t rank = RANKS_N - 1;
	while (rank && (RANKS[rank].kind != kind || RANKS[rank].fit != fit))
		rank--;
	size_t part = term_len < form_len ? PART_MAX * term_len / form_len : PART_MAX;
	return rank ? (uint8_t)(rank << SCORE_PART_BITS | part) : 0;
}

enum fit score_fit(uint8_t mark)
{
	return RANKS[mark >> SCORE_PART_BITS].fit;
}

enum fold_kind score_kind(uint8_t mark)
{
	return RANKS[mark >> SCORE_PART_BITS].kind;
}

uint16_t score_value(enum find_field field, uint8_t mark)
{
	const struct rank *rank = &RANKS[mark >> SCORE_PART_BITS];
	uint8_t points = field == FIND_ID ? rank->as_id : rank->points;
	/* Countries and organisations are not guessed at by consonants, and 卢旺达 is not wanted for every "wang". */
	bool guessed =
	    (field >= FIND_ENTITY && rank->kind == FOLD_BONES) || (field == FIND_COUNTRY && rank->kind == FOLD_LATIN);
	if (!points || guessed)
		return 0;
	return (uint16_t)((points - LESS[field]) << SCORE_PART_BITS | (mark & PART_MASK));
}
