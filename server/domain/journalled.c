/* See journalled.h. */
#include "domain/journalled.h"

#include <jansson.h>
#include <string.h>

static bool take(struct arena *arena, const json_t *json, struct journalled *out);

static bool take_members(struct arena *arena, json_t *object, struct journalled *out)
{
	bool good = true;
	out->kind = JOURNALLED_OBJECT;
	out->items = arena_array(arena, struct journalled, json_object_size(object) + 1);
	for (void *at = json_object_iter(object); good && at; at = json_object_iter_next(object, at)) {
		struct journalled *item = &out->items[out->n++];
		good = take(arena, json_object_iter_value(at), item);
		item->name = arena_dup(arena, json_object_iter_key(at));
	}
	return good;
}

static bool take_items(struct arena *arena, const json_t *array, struct journalled *out)
{
	bool good = true;
	out->kind = JOURNALLED_ARRAY;
	out->items = arena_array(arena, struct journalled, json_array_size(array) + 1);
	while (good && out->n < json_array_size(array)) {
		good = take(arena, json_array_get(array, out->n), &out->items[out->n]);
		out->n++;
	}
	return good;
}

/* The depth is jansson's to limit; what we write is a few levels deep. */
static bool take(struct arena *arena, const json_t *json, struct journalled *out)
{
	*out = (struct journalled){ .kind = JOURNALLED_NULL };
	switch (json_typeof(json)) {
	case JSON_OBJECT:
		return take_members(arena, (json_t *)(uintptr_t)json, out);
	case JSON_ARRAY:
		return take_items(arena, json, out);
	case JSON_STRING:
		out->kind = JOURNALLED_TEXT;
		out->text = arena_copy(arena, json_string_value(json), json_string_length(json));
		return true;
	case JSON_INTEGER:
		out->kind = JOURNALLED_INT;
		out->number = json_integer_value(json);
		return true;
	case JSON_TRUE:
	case JSON_FALSE:
		out->kind = JOURNALLED_BOOL;
		out->number = json_is_true(json);
		return true;
	case JSON_NULL:
		return true;
	case JSON_REAL:
		break;
	}
	return false;
}

enum err journalled_read(struct arena *arena, const char *data, const struct journalled **out_data)
{
	struct journalled *root = arena_new(arena, struct journalled);
	json_t *json = json_loads(data, JSON_REJECT_DUPLICATES, NULL);
	bool good = json_is_object(json) && take(arena, json, root);
	json_decref(json);
	if (!good)
		return ERR_BROKEN;
	*out_data = root;
	return OK;
}

const struct journalled *journalled_find(const struct journalled *object, const char *name)
{
	for (size_t i = 0; object && object->kind == JOURNALLED_OBJECT && i < object->n; i++)
		if (strcmp(object->items[i].name, name) == 0)
			return &object->items[i];
	return NULL;
}

static const struct journalled *find_kind(
    const struct journalled *object, const char *name, enum journalled_kind kind)
{
	const struct journalled *found = journalled_find(object, name);
	return found && found->kind == kind ? found : NULL;
}

const char *journalled_text(const struct journalled *object, const char *name, const char *otherwise)
{
	const struct journalled *found = find_kind(object, name, JOURNALLED_TEXT);
	return found ? found->text : otherwise;
}

int64_t journalled_int(const struct journalled *object, const char *name, int64_t otherwise)
{
	const struct journalled *found = find_kind(object, name, JOURNALLED_INT);
	return found ? found->number : otherwise;
}

bool journalled_bool(const struct journalled *object, const char *name, bool otherwise)
{
	const struct journalled *found = find_kind(object, name, JOURNALLED_BOOL);
	return found ? found->number != 0 : otherwise;
}

const struct journalled *journalled_items(const struct journalled *object, const char *name, size_t *out_n)
{
	const struct journalled *found = find_kind(object, name, JOURNALLED_ARRAY);
	*out_n = found ? found->n : 0;
	return found ? found->items : NULL;
}
