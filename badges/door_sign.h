/* What a door sign says beside the name of its room, in one of the six official languages (any other tag is English).
 * Not for how the sign looks: that is a template of kind "door_sign". */
#ifndef P2C_BADGES_DOOR_SIGN_H
#define P2C_BADGES_DOOR_SIGN_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* "Seats: 350"; "" for none. */
const char *door_sign_seats(struct arena *arena, const char *language, int64_t seats);
/* Whom the door admits: "All badges", or the categories given as words of that language, and whether they need to be
 * invited. */
const char *door_sign_admits(
    struct arena *arena, const char *language, bool everybody, const char *categories, bool by_invitation);

#endif
