/* See room.h. */
#include "domain/room.h"

#include "base/jsonw.h"
#include "schedule/rules.h"
#include "store/write.h"

#include <stdio.h>
#include <string.h>

enum { SEATS_MAX = 1000000, NAME_MAX_BYTES = 200, WAY_MAX_BYTES = 1000, TURN_ROUND_MAX = 24 * 60, PER_MILLE = 1000 };

static enum err check_text(struct tx *tx, const char *field, const char *text, size_t most)
{
	return text && strlen(text) > most
		   ? fault_set(tx_fault(tx), ERR_INVALID, field, "It has at most %zu bytes.", most)
		   : OK;
}

static enum err check_numbers(struct tx *tx, const struct agenda_room *room)
{
	const struct {
		const char *field;
		int value, most;
	} NUMBERS[] = { { "capacity", room->capacity, SEATS_MAX },
		{ "turn_round_minutes", room->turn_round_minutes, TURN_ROUND_MAX },
		{ "plan.x", room->plan_x, PER_MILLE }, { "plan.y", room->plan_y, PER_MILLE } };
	for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++)
		if (NUMBERS[i].value < 0 || NUMBERS[i].value > NUMBERS[i].most)
			return fault_set(
			    tx_fault(tx), ERR_INVALID, NUMBERS[i].field, "It is between 0 and %d.", NUMBERS[i].most);
	return OK;
}

static enum err check_room(struct tx *tx, const struct agenda_room *room)
{
	if (!room->name || !*room->name)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "name", NULL);
	enum err err = check_text(tx, "name", room->name, NAME_MAX_BYTES);
	if (!err)
		err = check_text(tx, "level", room->level, NAME_MAX_BYTES);
	for (enum lang lang = 0; !err && lang < LANG_MAX; lang++) {
		err = check_text(tx, "names", room->names.in[lang], NAME_MAX_BYTES);
		if (!err)
			err = check_text(tx, "way", room->way.in[lang], WAY_MAX_BYTES);
	}
	return err ? err : check_numbers(tx, room);
}

static enum err put_texts(struct tx *tx, const struct agenda_room *room)
{
	struct room_text_row texts[LANG_MAX];
	size_t n = 0;
	for (enum lang lang = 0; lang < LANG_MAX; lang++) {
		const char *name = room->names.in[lang], *way = room->way.in[lang];
		if ((name && *name) || (way && *way))
			texts[n++] = (struct room_text_row){
				.language = lang_key(lang), .name = name ? name : "", .way = way ? way : ""
			};
	}
	return room_texts_put(tx_db(tx), room->id, texts, n);
}

static enum err note_room(struct tx *tx, const struct agenda_room *room)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "name", room->name);
	jsonw_int(&w, "capacity", room->capacity);
	jsonw_object_end(&w);
	return tx_journal(tx, &(struct journal_note){ .topic = "agenda",
				  .action = room->version ? "room.edit" : "room.add",
				  .subject = room->id,
				  .version = room->version + 1,
				  .data = buf_keep(&out, tx_arena(tx)) });
}

enum err room_keep(struct tx *tx, const struct agenda_room *room)
{
	char languages[LANG_MAX * 4] = "";
	size_t len = 0;
	int64_t stored;
	enum err err = check_room(tx, room);
	if (!err)
		err = room_version(tx_db(tx), room->id, &stored);
	if (err)
		return err;
	if (stored != room->version)
		return stored ? fault_set(tx_fault(tx), ERR_STALE, NULL, NULL) : ERR_NOT_FOUND;
	for (int i = 0; i < room->n_languages; i++)
		len += (size_t)snprintf(
		    languages + len, sizeof languages - len, "%s%s", i ? " " : "", lang_key(room->languages[i]));
	struct room_row row = { .id = room->id,
		.name = room->name,
		.level = room->level,
		.languages = languages,
		.version = stored + 1,
		.capacity = room->capacity,
		.position = room->position,
		.equipment = (int64_t)room->equipment,
		.turn_round_minutes = room->turn_round_minutes,
		.plan_x = room->plan_x,
		.plan_y = room->plan_y };
	err = room_put(tx_db(tx), &row);
	if (err == ERR_CONFLICT)
		return fault_set(tx_fault(tx), ERR_CONFLICT, "name", "There is a room with this name already.");
	if (!err)
		err = put_texts(tx, room);
	return err ? err : note_room(tx, room);
}

/* ---- co-chairs ---- */

static enum err check_cochair(struct tx *tx, const struct cochair_form *people, size_t at)
{
	struct person person;
	enum rules_seat seat;
	if (!rules_seat_parse(people[at].seat, &seat))
		return fault_set(tx_fault(tx), ERR_INVALID, "people", "There is no seat \"%.30s\".", people[at].seat);
	if (person_get(tx_db(tx), tx_arena(tx), people[at].person_id, &person) != OK)
		return fault_set(tx_fault(tx), ERR_INVALID, "people", "Person %zu is not registered.", at + 1);
	for (size_t i = 0; i < at; i++)
		if (!strcmp(people[i].person_id, people[at].person_id))
			return fault_set(tx_fault(tx), ERR_INVALID, "people", "%s is named twice.", person.display);
	return OK;
}

enum err cochairs_keep(struct tx *tx, enum focus_area area, const struct cochair_form *people, size_t n)
{
	if (n > COCHAIRS_MAX)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "people", "An area has at most %d co-chairs.", COCHAIRS_MAX);
	enum err err = cochair_clear(tx_db(tx), (int64_t)area);
	for (size_t i = 0; !err && i < n; i++) {
		err = check_cochair(tx, people, i);
		if (!err)
			err = cochair_add(tx_db(tx), (int64_t)area, (int64_t)i, people[i].person_id, people[i].seat);
	}
	if (!err)
		err = tx_journal(tx, &(struct journal_note){ .topic = "agenda",
					 .action = "cochairs.keep",
					 .subject = focus_area_key(area),
					 .version = (int64_t)n });
	return err;
}
