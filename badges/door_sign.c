/* See door_sign.h. */
#include "badges/door_sign.h"

#define OWN_WORDS "badges/door_sign.def"
#include "badges/own_words.h"

const char *door_sign_seats(struct arena *arena, const char *language, int64_t seats)
{
	enum paper_language in = paper_language_of(language);
	return seats > 0 ? paper_labelled(arena, in, WORDS[WORD_SEATS][in], paper_number(arena, in, seats)) : "";
}

const char *door_sign_admits(
    struct arena *arena, const char *language, bool everybody, const char *categories, bool by_invitation)
{
	enum paper_language in = paper_language_of(language);
	const char *who = everybody ? WORDS[WORD_ALL][in] : categories;
	if (!by_invitation)
		return who;
	return *who ? arena_printf(arena, "%s%s", who, WORDS[WORD_TOO_BY_INVITATION][in])
		    : WORDS[WORD_BY_INVITATION][in];
}
