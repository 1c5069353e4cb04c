/* See medium.h. */
#include "print/medium.h"

#include <cups/cups.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TOLERANCE = 50, SHOWN = 4 }; /* hundredths of a millimetre; sizes that a sentence names */

static const char CUSTOM_LEAST[] = "custom_min_", CUSTOM_MOST[] = "custom_max_";

struct size {
	int width, height; /* hundredths of a millimetre */
};

static bool starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* The size in a name; false where the name has none. */
static bool size_of(const char *name, struct size *out_size)
{
	const pwg_media_t *media = pwgMediaForPWG(name);
	if (!media || media->width <= 0 || media->length <= 0)
		return false;
	*out_size = (struct size){ media->width, media->length };
	return true;
}

/* Do the two names of a range enclose the size? */
static bool takes_any(const struct talk_list *offered, const struct size *wanted)
{
	bool above_least = false, below_most = false;
	for (size_t i = 0; i < offered->n; i++) {
		struct size size;
		if (starts(offered->items[i], CUSTOM_LEAST) && size_of(offered->items[i], &size))
			above_least |= size.width <= wanted->width && size.height <= wanted->height;
		if (starts(offered->items[i], CUSTOM_MOST) && size_of(offered->items[i], &size))
			below_most |= size.width >= wanted->width && size.height >= wanted->height;
	}
	return above_least && below_most;
}

static bool is_limit(const char *name)
{
	return starts(name, CUSTOM_LEAST) || starts(name, CUSTOM_MOST);
}

const char *medium_choose(const struct talk_list *offered, double width, double height, struct arena *arena)
{
	struct size wanted = { (int)lround(width * 100), (int)lround(height * 100) };
	for (size_t i = 0; i < offered->n; i++) {
		struct size size;
		if (is_limit(offered->items[i]) || !size_of(offered->items[i], &size))
			continue;
		if (abs(size.width - wanted.width) <= TOLERANCE && abs(size.height - wanted.height) <= TOLERANCE)
			return offered->items[i];
	}
	if (!takes_any(offered, &wanted))
		return NULL;
	return arena_printf(arena, "custom_%gx%gmm_%gx%gmm", width, height, width, height);
}

const char *medium_offers(const struct talk_list *offered, struct arena *arena)
{
	const char *words = "";
	size_t shown = 0;
	for (size_t i = 0; i < offered->n && shown <= SHOWN; i++) {
		struct size size;
		if (is_limit(offered->items[i]) || !size_of(offered->items[i], &size))
			continue;
		words = shown++ == SHOWN ? arena_printf(arena, "%s …", words)
					 : arena_printf(arena, "%s%s%g x %g", words, *words ? ", " : "",
					       size.width / 100.0, size.height / 100.0);
	}
	return words;
}
