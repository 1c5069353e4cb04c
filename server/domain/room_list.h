/* A list of rooms as people give it: ids separated by spaces. Not for rooms as such (programme.h). */
#ifndef P2C_DOMAIN_ROOM_LIST_H
#define P2C_DOMAIN_ROOM_LIST_H

#include "store/tx.h"

/* Do all of them exist? ERR_INVALID for the field "rooms" otherwise. "" is a list too. */
enum err room_list_check(struct tx *tx, const char *rooms);

#endif
