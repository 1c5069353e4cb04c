/* What each screen said of itself last: in memory only, because it comes every five seconds from hundreds of them and
 * is worth nothing a minute later. Any thread. Not for who the screens are (domain/screen.h). */
#ifndef P2C_LIVE_SCREEN_BOARD_H
#define P2C_LIVE_SCREEN_BOARD_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SCREEN_BOARD_MAX = 500, SCREEN_BOARD_LATE_MS = 8000, SCREEN_BOARD_SILENT_MS = 15000 };

struct screen_board;

struct screen_board *screen_board_create(void);
void screen_board_destroy(struct screen_board *board);

/* That screen's word at this instant (ms UTC), in place of its last one; the text is copied. When there are
 * SCREEN_BOARD_MAX of them, the one that was silent longest is forgotten. */
void screen_board_tell(struct screen_board *board, const char *id, int64_t at, const char *json);
/* Its last word, in the arena, and when it came; false when it never spoke since the server started. */
bool screen_board_heard(
    struct screen_board *board, struct arena *arena, const char *id, int64_t *out_at, const char **out_json);
/* "fresh", "late" or "silent": how a word of that age is called. */
const char *screen_board_state(int64_t at, int64_t now);

#endif
