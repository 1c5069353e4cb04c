/* Which of a printer's papers is the template's size, by its PWG 5101.1 name. Pure. */
#ifndef P2C_PRINT_MEDIUM_H
#define P2C_PRINT_MEDIUM_H

#include "base/arena.h"
#include "print/talk.h"

/* The printer's own name for paper of width x height mm (half a millimetre more or less); where it takes any size
 * within a range, "custom_86x124mm_86x124mm". NULL when it has none. */
const char *medium_choose(const struct talk_list *offered, double width, double height, struct arena *arena);
/* What it has instead, for people: "105 x 148, 148 x 210 mm …". */
const char *medium_offers(const struct talk_list *offered, struct arena *arena);

#endif
