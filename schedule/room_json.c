/* See room_json.h. */
#include "schedule/room_json.h"

#include "base/id.h"
#include "schedule/text.h"

#include <jansson.h>
#include <stddef.h>

enum { MINUTES_MAX = 24 * 60, PER_MILLE = 1000 };

static const struct {
	const char *name;
	size_t offset;
	int least, most;
} NUMBERS[] = {
	{ "capacity", offsetof(struct agenda_room, capacity), 0, INT32_MAX },
	{ "position", offsetof(struct agenda_room, position), INT32_MIN, INT32_MAX },
	{ "version", offsetof(struct agenda_room, version), 0, INT32_MAX },
	{ "turn_round_minutes", offsetof(struct agenda_room, turn_round_minutes), 0, MINUTES_MAX },
	{ "plan_x", offsetof(struct agenda_room, plan_x), 0, PER_MILLE },
	{ "plan_y", offsetof(struct agenda_room, plan_y), 0, PER_MILLE },
};

enum { NUMBERS_N = sizeof NUMBERS / sizeof *NUMBERS };

/* ---- writing ---- */

static void write_text(struct jsonw *w, const char *name, const char *text)
{
	if (text && *text)
		jsonw_text(w, name, text);
}

static void write_texts(struct jsonw *w, const char *name, const struct texts *texts)
{
	if (!*texts_best(texts, LANG_EN))
		return;
	jsonw_object(w, name);
	for (enum lang lang = 0; lang < LANG_MAX; lang++)
		write_text(w, lang_key(lang), texts->in[lang]);
	jsonw_object_end(w);
}

static void write_lists(struct jsonw *w, const struct agenda_room *room)
{
	if (room->n_languages) {
		jsonw_array(w, "languages");
		for (int i = 0; i < room->n_languages; i++)
			jsonw_text(w, NULL, lang_key(room->languages[i]));
		jsonw_array_end(w);
	}
	if (room->equipment) {
		jsonw_array(w, "equipment");
		for (int i = 0; i < EQUIPMENT_MAX; i++)
			if (room->equipment & 1u << i)
				jsonw_text(w, NULL, equipment_key((enum equipment)i));
		jsonw_array_end(w);
	}
}

void room_json_write(struct jsonw *w, const char *name, const struct agenda_room *room)
{
	jsonw_object(w, name);
	jsonw_text(w, "name", room->name);
	write_text(w, "id", room->id);
	write_text(w, "guid", room->guid);
	for (size_t i = 0; i < NUMBERS_N; i++) {
		int number = *(const int *)(const void *)((const char *)room + NUMBERS[i].offset);
		if (number)
			jsonw_int(w, NUMBERS[i].name, number);
	}
	write_texts(w, "names", &room->names);
	write_texts(w, "way", &room->way);
	write_text(w, "level", room->level);
	write_lists(w, room);
	jsonw_object_end(w);
}

/* ---- reading ---- */

static void read_id(struct arena *arena, const json_t *from, const char *name, const char **out)
{
	const char *text = json_string_value(json_object_get(from, name));
	if (text && id_is_valid(text))
		*out = arena_dup(arena, text);
}

static void read_texts(struct arena *arena, json_t *from, struct texts *out)
{
	const char *key;
	json_t *value;
	enum lang lang;
	json_object_foreach(from, key, value)
	{
		if (json_is_string(value) && lang_parse(key, &lang))
			out->in[lang] = text_clean(arena, json_string_value(value));
	}
}

static void read_lists(const json_t *from, struct agenda_room *room)
{
	const json_t *languages = json_object_get(from, "languages"), *equipment = json_object_get(from, "equipment");
	enum equipment item;
	for (size_t i = 0; i < json_array_size(languages) && room->n_languages < LANG_MAX; i++)
		if (lang_parse(json_string_value(json_array_get(languages, i)), &room->languages[room->n_languages]))
			room->n_languages++;
	for (size_t i = 0; i < json_array_size(equipment); i++)
		if (equipment_parse(json_string_value(json_array_get(equipment, i)), &item))
			room->equipment |= 1u << item;
}

void room_json_read(struct arena *arena, const struct json_t *from, struct agenda_room *room)
{
	const char *level = json_string_value(json_object_get(from, "level"));
	read_id(arena, from, "id", &room->id);
	read_id(arena, from, "guid", &room->guid);
	for (size_t i = 0; i < NUMBERS_N; i++) {
		const json_t *value = json_object_get(from, NUMBERS[i].name);
		json_int_t number = json_integer_value(value);
		if (json_is_integer(value) && number >= NUMBERS[i].least && number <= NUMBERS[i].most)
			*(int *)(void *)((char *)room + NUMBERS[i].offset) = (int)number;
	}
	read_texts(arena, json_object_get(from, "names"), &room->names);
	read_texts(arena, json_object_get(from, "way"), &room->way);
	if (level)
		room->level = text_clean(arena, level);
	read_lists(from, room);
}
