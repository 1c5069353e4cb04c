/* See fields.h. */
#include "http/fields.h"

#include "base/clock.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_MAX_LEN = 64, LIST_MAX = 1000, NUMBERS_DEPTH = 3 };

struct reader {
	const struct field *table;
	struct arena *arena;
	char *out;
	struct fault *fault;
};

static enum err wrong(struct reader *r, const char *name, const char *wanted)
{
	return fault_set(r->fault, ERR_INVALID, name, "\"%s\" must be %s.", name, wanted);
}

static const char *keep(struct reader *r, const json_t *text)
{
	return arena_copy(r->arena, json_string_value(text), json_string_length(text));
}

static enum err read_list(struct reader *r, const struct field *f, const json_t *value, struct field_list *out)
{
	size_t n = json_array_size(value);
	if (!json_is_array(value) || n > LIST_MAX)
		return wrong(r, f->name, "a list of texts");
	*out = (struct field_list){ arena_array(r->arena, const char *, n + 1), n, true };
	for (size_t i = 0; i < n; i++) {
		const json_t *item = json_array_get(value, i);
		if (!json_is_string(item))
			return wrong(r, f->name, "a list of texts");
		out->items[i] = keep(r, item);
	}
	return OK;
}

static enum err read_ints(struct reader *r, const struct field *f, const json_t *value, struct field_ints *out)
{
	size_t n = json_array_size(value);
	if (!json_is_array(value) || n > LIST_MAX)
		return wrong(r, f->name, "a list of whole numbers");
	*out = (struct field_ints){ arena_array(r->arena, int64_t, n + 1), n, true };
	for (size_t i = 0; i < n; i++) {
		const json_t *item = json_array_get(value, i);
		if (!json_is_integer(item))
			return wrong(r, f->name, "a list of whole numbers");
		out->items[i] = json_integer_value(item);
	}
	return OK;
}

static enum err read_words(struct reader *r, const struct field *f, const json_t *value, const char **out)
{
	struct field_list list;
	size_t room = 1;
	enum err err = read_list(r, f, value, &list);
	if (err)
		return err;
	for (size_t i = 0; i < list.n; i++) {
		if (!*list.items[i] || strpbrk(list.items[i], " \t\r\n"))
			return wrong(r, f->name, "a list of single words");
		room += strlen(list.items[i]) + 1;
	}
	char *joined = arena_alloc(r->arena, room), *end = joined;
	for (size_t i = 0; i < list.n; i++)
		end += snprintf(end, room - (size_t)(end - joined), "%s%s", i ? " " : "", list.items[i]);
	*out = joined;
	return OK;
}

/* Only lists and whole numbers, not deeper than it takes to keep strokes of points. */
static bool is_numbers(const json_t *value, int depth)
{
	if (json_is_integer(value))
		return true;
	if (!json_is_array(value) || depth > NUMBERS_DEPTH)
		return false;
	for (size_t i = 0; i < json_array_size(value); i++)
		if (!is_numbers(json_array_get(value, i), depth + 1))
			return false;
	return true;
}

static enum err read_numbers(struct reader *r, const struct field *f, const json_t *value, const char **out)
{
	char *json = json_is_array(value) && is_numbers(value, 1) ? json_dumps(value, JSON_COMPACT) : NULL;
	if (!json)
		return wrong(r, f->name, "a list of whole numbers");
	*out = arena_dup(r->arena, json);
	free(json);
	return OK;
}

static enum err read_object(struct reader *r, const json_t *object, const char *prefix);

static enum err read_rows(struct reader *r, const struct field *f, const json_t *value, struct field_rows *out)
{
	size_t n = json_array_size(value);
	if (!json_is_array(value) || n > LIST_MAX)
		return wrong(r, f->name, "a list of objects");
	char *items = arena_alloc(r->arena, f->row_size * (n + 1));
	for (size_t i = 0; i < n; i++) {
		struct reader row = { f->rows, r->arena, items + i * f->row_size, r->fault };
		if (!json_is_object(json_array_get(value, i)))
			return wrong(r, f->name, "a list of objects");
		enum err err = read_object(&row, json_array_get(value, i), "");
		if (err)
			return err;
	}
	*out = (struct field_rows){ items, n, true };
	return OK;
}

static enum err read_time(struct reader *r, const struct field *f, const json_t *value, int64_t *out)
{
	if (!json_is_string(value) || clock_parse(json_string_value(value), out))
		return wrong(r, f->name, "a time such as 2022-06-08T15:00:00+02:00");
	return OK;
}

static enum err read_value(struct reader *r, const struct field *f, const json_t *value)
{
	char *at = r->out + f->offset;
	switch (f->type) {
	case FIELD_TEXT:
		if (!json_is_string(value))
			return wrong(r, f->name, "a text");
		*(const char **)(void *)at = keep(r, value);
		return OK;
	case FIELD_INT:
		if (!json_is_integer(value))
			return wrong(r, f->name, "a whole number");
		*(int64_t *)(void *)at = json_integer_value(value);
		return OK;
	case FIELD_BOOL:
		if (!json_is_boolean(value))
			return wrong(r, f->name, "true or false");
		*(bool *)(void *)at = json_is_true(value);
		return OK;
	case FIELD_SAID:
		if (!json_is_boolean(value))
			return wrong(r, f->name, "true or false");
		*(enum field_said *)(void *)at = json_is_true(value) ? FIELD_SAID_YES : FIELD_SAID_NO;
		return OK;
	case FIELD_TIME:
		return read_time(r, f, value, (int64_t *)(void *)at);
	case FIELD_WORDS:
		return read_words(r, f, value, (const char **)(void *)at);
	case FIELD_LIST:
		return read_list(r, f, value, (struct field_list *)(void *)at);
	case FIELD_INTS:
		return read_ints(r, f, value, (struct field_ints *)(void *)at);
	case FIELD_ROWS:
		return read_rows(r, f, value, (struct field_rows *)(void *)at);
	case FIELD_NUMBERS:
		return read_numbers(r, f, value, (const char **)(void *)at);
	default:
		return wrong(r, f->name, "absent");
	}
}

/* The row of that name: the one for null when the value is null. */
static const struct field *find(const struct reader *r, const char *path, bool is_null)
{
	for (const struct field *f = r->table; f->name; f++)
		if (strcmp(f->name, path) == 0 && (f->type == FIELD_NULL) == is_null)
			return f;
	return NULL;
}

static bool has_inside(const struct reader *r, const char *path)
{
	size_t len = strlen(path);
	for (const struct field *f = r->table; f->name; f++)
		if (strncmp(f->name, path, len) == 0 && f->name[len] == '.')
			return true;
	return false;
}

static enum err read_member(struct reader *r, const char *path, const json_t *value)
{
	const struct field *f = find(r, path, json_is_null(value));
	if (f && json_is_null(value)) {
		*(bool *)(void *)(r->out + f->offset) = true;
		return OK;
	}
	if (f)
		return read_value(r, f, value);
	if (json_is_object(value) && has_inside(r, path))
		return read_object(r, value, path);
	if (find(r, path, false) || has_inside(r, path))
		return wrong(r, path, has_inside(r, path) ? "an object" : "a value, not null");
	return fault_set(r->fault, ERR_FIELD_UNKNOWN, path, "There is no field \"%s\" here.", path);
}

static enum err read_object(struct reader *r, const json_t *object, const char *prefix)
{
	void *at;
	const char *key;
	json_t *value;
	json_t *members = json_incref((json_t *)(uintptr_t)object);
	enum err err = OK;
	json_object_foreach_safe(members, at, key, value)
	{
		char path[PATH_MAX_LEN];
		int len = snprintf(path, sizeof path, "%s%s%s", prefix, *prefix ? "." : "", key);
		/* In the tables a point leads into an object; in a name on the wire it would do so by a side door. */
		if (!err && (len >= (int)sizeof path || strchr(key, '.')))
			err = fault_set(r->fault, ERR_FIELD_UNKNOWN, path, NULL);
		if (!err)
			err = read_member(r, path, value);
	}
	json_decref(members);
	for (const struct field *f = r->table; !err && !*prefix && f->name; f++) {
		const json_t *came = f->required ? json_object_get(object, f->name) : object;
		if (!came)
			err = fault_set(r->fault, ERR_FIELD_MISSING, f->name, "\"%s\" is missing.", f->name);
	}
	return err;
}

const bool *field_truth(enum field_said said)
{
	static const bool NO = false, YES = true;
	return said == FIELD_NOT_SAID ? NULL : said == FIELD_SAID_YES ? &YES : &NO;
}

enum err fields_read(
    const char *json, size_t len, const struct field *table, struct arena *arena, void *out, struct fault *out_fault)
{
	struct reader r = { table, arena, out, out_fault };
	json_error_t why = { 0 };
	json_t *root = len ? json_loadb(json, len, JSON_REJECT_DUPLICATES, &why) : json_object();
	if (!root)
		return fault_set(
		    out_fault, ERR_JSON, NULL, "Line %d, column %d: %.120s.", why.line, why.column, why.text);
	enum err err = json_is_object(root) ? read_object(&r, root, "")
					    : fault_set(out_fault, ERR_JSON, NULL, "The body must be a JSON object.");
	json_decref(root);
	return err;
}
