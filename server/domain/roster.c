/* See roster.h. */
#include "domain/roster.h"

#include "domain/door_list.h"
#include "store/journal.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct reading {
	struct arena *arena;
	struct roster *roster;
	size_t cap;
};

/* What a roster says of a person, copied: the walk's texts do not stay. */
static struct person kept(struct arena *arena, const struct person *p)
{
	struct person copy = *p;
	const char **const TEXTS[] = { &copy.id, &copy.registration_id, &copy.display, &copy.latin, &copy.category,
		&copy.state, &copy.entity.id, &copy.entity.name, &copy.entity.country, &copy.badge.qr };
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
		*TEXTS[i] = arena_dup(arena, *TEXTS[i]);
	return copy;
}

static enum err add(void *ctx, const struct person *person)
{
	struct reading *reading = ctx;
	struct roster *roster = reading->roster;
	if (roster->n == reading->cap) {
		size_t cap = reading->cap ? reading->cap * 2 : 512;
		struct person *people = arena_array(reading->arena, struct person, cap);
		if (roster->n)
			memcpy(people, roster->people, roster->n * sizeof *people);
		roster->people = people;
		reading->cap = cap;
	}
	roster->people[roster->n++] = kept(reading->arena, person);
	return OK;
}

enum err roster_read(struct db *db, struct arena *arena, int64_t since, struct roster *out_roster)
{
	struct journal_head head;
	struct roster roster = { .seq = 0 };
	struct reading reading = { .arena = arena, .roster = &roster };
	enum err err = journal_head(db, &head);
	if (err)
		return err;
	roster.seq = head.seq;
	roster.is_full = !since || since > head.seq;
	err = event_mark_get(db, arena, &roster.mark);
	if (!err)
		err = roster_each(db, roster.is_full ? 0 : since, add, &reading);
	if (!err)
		*out_roster = roster;
	return err;
}

/* ---- columns ---- */

/* Only where it is another one. */
static const char *latin_of(const struct person *p)
{
	return strcmp(p->latin, p->display) == 0 ? "" : p->latin;
}

static int64_t arrived_of(const struct person *p)
{
	return p->arrived_at / 1000;
}

static int64_t vip_of(const struct person *p)
{
	return p->vip;
}

static int64_t serial_of(const struct person *p)
{
	return p->badge.serial;
}

/* A column is a text of the person, or what one of the functions makes of them. */
#define TEXT_OF(member) offsetof(struct person, member)
static const struct {
	const char *name;
	size_t at;
	const char *(*text)(const struct person *p);
	int64_t (*number)(const struct person *p);
} COLUMNS[] = {
	{ "id", TEXT_OF(id), NULL, NULL },
	{ "registration_id", TEXT_OF(registration_id), NULL, NULL },
	{ "display", TEXT_OF(display), NULL, NULL },
	{ "latin", 0, latin_of, NULL },
	{ "category", TEXT_OF(category), NULL, NULL },
	{ "state", TEXT_OF(state), NULL, NULL },
	{ "serial", 0, NULL, serial_of },
	{ "arrived", 0, NULL, arrived_of },
	{ "vip", 0, NULL, vip_of },
};

static const char *text_at(const struct person *person, size_t column)
{
	if (COLUMNS[column].text)
		return COLUMNS[column].text(person);
	return *(const char *const *)(const void *)((const char *)person + COLUMNS[column].at);
}

static void write_column(struct jsonw *w, size_t column, const struct roster *roster)
{
	jsonw_array(w, COLUMNS[column].name);
	for (size_t i = 0; i < roster->n; i++)
		if (COLUMNS[column].number)
			jsonw_int(w, NULL, COLUMNS[column].number(&roster->people[i]));
		else
			jsonw_text(w, NULL, text_at(&roster->people[i], column));
	jsonw_array_end(w);
}

/* Hashes of the badges that count, 8 bytes a person, zeros for none: one text. */
static void write_codes(struct jsonw *w, const struct roster *roster)
{
	struct arena *arena = arena_create();
	uint8_t *hashes = arena_alloc(arena, roster->n * EVENT_MARK_HASH + 1);
	for (size_t i = 0; i < roster->n; i++)
		if (roster->people[i].badge.serial)
			event_mark_hash(&roster->mark, roster->people[i].badge.qr, hashes + i * EVENT_MARK_HASH);
	jsonw_text(w, "codes", door_list_base64(arena, hashes, roster->n * EVENT_MARK_HASH));
	arena_destroy(arena);
}

/* ---- entities: each once, in the order in which they first come ---- */

static int by_entity(const void *a, const void *b)
{
	const struct person *const *left = a, *const *right = b;
	int order = strcmp((*left)->entity.id, (*right)->entity.id);
	return order ? order : (*left > *right) - (*left < *right);
}

static void write_entities(struct jsonw *w, const struct roster *roster)
{
	struct arena *arena = arena_create();
	const struct person **sorted = arena_array(arena, const struct person *, roster->n + 1);
	int64_t *places = arena_array(arena, int64_t, roster->n + 1), place = -1;
	for (size_t i = 0; i < roster->n; i++)
		sorted[i] = &roster->people[i];
	qsort(sorted, roster->n, sizeof(struct person *), by_entity);
	jsonw_array(w, "entities");
	for (size_t i = 0; i < roster->n; i++) {
		const struct entity *entity = &sorted[i]->entity;
		if (!i || strcmp(sorted[i - 1]->entity.id, entity->id) != 0) {
			place++;
			jsonw_array(w, NULL);
			jsonw_text(w, NULL, entity->id);
			jsonw_text(w, NULL, entity->name);
			jsonw_text(w, NULL, entity->country);
			jsonw_array_end(w);
		}
		places[sorted[i] - roster->people] = place;
	}
	jsonw_array_end(w);
	jsonw_array(w, "entity");
	for (size_t i = 0; i < roster->n; i++)
		jsonw_int(w, NULL, places[i]);
	jsonw_array_end(w);
	arena_destroy(arena);
}

void roster_write(struct jsonw *w, const struct roster *roster)
{
	write_entities(w, roster);
	jsonw_object(w, "columns");
	for (size_t column = 0; column < sizeof COLUMNS / sizeof *COLUMNS; column++)
		write_column(w, column, roster);
	jsonw_object_end(w);
	write_codes(w, roster);
}
