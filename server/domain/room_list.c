/* See room_list.h. */
#include "domain/room_list.h"

#include "store/people.h"

#include <string.h>

enum err room_list_check(struct tx *tx, const char *rooms)
{
	char *rest = NULL;
	for (char *room = strtok_r(arena_dup(tx_arena(tx), rooms), " ", &rest); room;
	     room = strtok_r(NULL, " ", &rest)) {
		bool exists;
		enum err err = room_exists(tx_db(tx), room, &exists);
		if (err)
			return err;
		if (!exists)
			return fault_set(tx_fault(tx), ERR_INVALID, "rooms", "There is no room \"%.40s\".", room);
	}
	return OK;
}
