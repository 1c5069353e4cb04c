/* See personal_note.h. */
#include "domain/personal_note.h"

#include <string.h>

enum note { NOTE_SEAT, NOTE_GROUP, NOTE_ON_FLOOR, NOTE_SIGNS, NOTE_MAX };

static const char *const WORDS[NOTE_MAX][LANG_MAX] = {
	[NOTE_SEAT] = { "Seat", "Place", "Asiento", "المقعد", "Место", "座位" },
	[NOTE_GROUP] = { "Group", "Groupe", "Grupo", "المجموعة", "Группа", "小组" },
	[NOTE_ON_FLOOR] = { "On the list of speakers", "Sur la liste des orateurs", "En la lista de oradores",
	    "في قائمة المتحدثين", "В списке ораторов", "在发言名单上" },
	[NOTE_SIGNS] = { "Signs the declaration", "Signe la déclaration", "Firma la declaración", "يوقّع الإعلان",
	    "Подписывает декларацию", "签署宣言" },
};

static const char *room_name(const struct personal *personal, const char *id, enum lang lang)
{
	for (size_t i = 0; i < personal->agenda.n_rooms; i++) {
		const struct agenda_room *room = &personal->agenda.rooms[i];
		const char *name = texts_best(&room->names, lang);
		if (strcmp(room->id, id) == 0)
			return *name ? name : room->name;
	}
	return "";
}

const char *personal_note(
    struct arena *arena, const struct personal *personal, const struct personal_item *item, enum lang lang)
{
	const char *note = "", *room = room_name(personal, item->group.room, lang);
	if (*item->seat)
		note = arena_printf(arena, "%s %s\n", WORDS[NOTE_SEAT][lang], item->seat);
	if (*item->group.id)
		note = arena_printf(arena, "%s%s: %s%s%s\n", note, WORDS[NOTE_GROUP][lang], item->group.name,
		    *room ? " · " : "", room);
	if (item->speaking.state)
		note = arena_printf(arena, "%s%s\n", note, WORDS[NOTE_ON_FLOOR][lang]);
	if (item->role == PERSONAL_SIGNATORY)
		note = arena_printf(arena, "%s%s\n", note, WORDS[NOTE_SIGNS][lang]);
	return note;
}
