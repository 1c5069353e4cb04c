/* What drawing badges needs and is dear to make: fonts, shaped texts, scratch memory. One a thread, made at start
 * (the first text of a process costs some 100 ms). Not for drawing (badge.h). */
#ifndef P2C_BADGES_PRESS_H
#define P2C_BADGES_PRESS_H

#include "base/arena.h"
#include "base/err.h"

struct badge_press;
struct badge_set;
struct badge_logos;

/* Warms the fonts up and makes sure that Latin, Arabic, Chinese, Cyrillic, Ethiopic and Devanagari names can be
 * printed: ERR_CONFIG with field "fonts", the scripts that no installed font has and the Debian packages that bring
 * them. */
enum err badge_press_create(struct badge_press **out_press, struct fault *out_fault);
/* NULL is fine. */
void badge_press_destroy(struct badge_press *press);
/* How many characters of a text no installed font can draw; they would be printed as boxes. */
unsigned badge_press_unknown(struct badge_press *press, const char *text);

/* For this room alone: its typesetter, the logos it has parsed, and memory for one badge, which the next one resets.
 */
struct badge_set *badge_press_set(struct badge_press *press);
struct badge_logos *badge_press_logos(struct badge_press *press);
struct arena *badge_press_scratch(struct badge_press *press);

#endif
