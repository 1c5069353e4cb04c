/* How strong a pledge is, by a rule that anybody can check: each criterion is met or a gap, and the score is the sum
 * of the points of those that are met, out of 100. The six criteria of the Coalition's call for pledges (it addresses
 * a question of a focus area, is transformative, mobilises resources, brings entities together, is easy to quantify
 * and follow, and its impact can be measured and reported over time) are split so that every gap can be answered by
 * filling one field; where it works and which goals it serves are published dimensions. To say more never lowers the
 * score. Pure: not for judging what is true or likely. */
#ifndef P2C_DOMAIN_STRENGTH_H
#define P2C_DOMAIN_STRENGTH_H

#include "store/read.h"

enum { STRENGTH_NEEDS_MAX = 3 };
struct criterion {
	const char *key;
	int points;
	/* Names on the wire; one of them must be filled. A list is filled by `least` items, a text by `least`
	 * characters without the space around it, true by itself, an amount by being there. */
	const char *needs[STRENGTH_NEEDS_MAX];
	int64_t least;
};
extern const struct criterion STRENGTH[];
enum { STRENGTH_N = 9 };

struct strength {
	int score;            /* 0 to 100 */
	bool met[STRENGTH_N]; /* in the order of STRENGTH */
};
struct strength strength_of(const struct pledge *pledge);

#endif
