/* Rooms and co-chairs. See programme.h. */
#include "domain/programme.h"

#include "store/write.h"

enum err programme_room_add(struct tx *tx, const struct room_row *room)
{
	enum err err = room_put(tx_db(tx), room);
	if (err == ERR_CONFLICT)
		return fault_set(tx_fault(tx), ERR_CONFLICT, "name", "There is a room with this name already.");
	if (!err)
		err =
		    tx_journal(tx, &(struct journal_note){
				       .topic = "agenda", .action = "room.add", .subject = room->id, .version = 1 });
	return err;
}

enum err programme_cochair_add(
    struct tx *tx, enum focus_area area, int64_t position, const char *person_id, const char *seat)
{
	enum err err = cochair_add(tx_db(tx), (int64_t)area, position, person_id, seat);
	if (!err)
		err = tx_journal(
		    tx, &(struct journal_note){
			    .topic = "agenda", .action = "cochair.add", .subject = person_id, .version = 1 });
	return err;
}
