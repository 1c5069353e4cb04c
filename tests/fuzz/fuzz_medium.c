/* Any bytes as the papers that a printer offers, a line each: the one chosen is one of them, or one of a size it
 * takes, and what is said of the others is short. */
#include "base/arena.h"
#include "print/medium.h"

#include <stdlib.h>
#include <string.h>

enum { PAPERS_MAX = 40 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create();
	const char *papers[PAPERS_MAX];
	struct talk_list offered = { .items = papers };
	char *rest = NULL, *text = arena_copy(arena, (const char *)data, size);
	for (char *line = strtok_r(text, "\n", &rest); line && offered.n < PAPERS_MAX;
	     line = strtok_r(NULL, "\n", &rest))
		papers[offered.n++] = line;
	const char *chosen = medium_choose(&offered, 105, 148, arena);
	if (chosen && !talk_lists(&offered, chosen) && strncmp(chosen, "custom_", 7) != 0)
		abort();
	if (strlen(medium_offers(&offered, arena)) > 4096)
		abort();
	arena_destroy(arena);
	return 0;
}
