/* See roster.h. */
#include "domain/roster.h"

#include "domain/door_list.h"
#include "domain/participant_rules.h"
#include "store/journal.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct reading {
	struct arena *arena;
	struct roster *roster;
	size_t cap;
};

static const char *missing_words(struct arena *arena, const struct person *p)
{
	const char *names[PERSON_MISSING_MAX], *words = "";
	size_t n = person_missing(p, names);
	for (size_t i = 0; i < n; i++)
		words = arena_printf(arena, "%s%s%s", words, i ? " " : "", names[i]);
	return words;
}

/* What a roster says of a person, copied: the walk's texts do not stay. */
static struct roster_row kept(struct arena *arena, const struct person *p)
{
	struct person copy = *p;
	const char **const TEXTS[] = { &copy.id, &copy.registration_id, &copy.display, &copy.latin, &copy.category,
		&copy.state, &copy.collector, &copy.entity.id, &copy.entity.name, &copy.entity.country,
		&copy.badge.qr };
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
		*TEXTS[i] = arena_dup(arena, *TEXTS[i]);
	return (struct roster_row){ copy, missing_words(arena, p) };
}

static enum err add(void *ctx, const struct person *person)
{
	struct reading *reading = ctx;
	struct roster *roster = reading->roster;
	if (roster->n == reading->cap) {
		size_t cap = reading->cap ? reading->cap * 2 : 512;
		struct roster_row *rows = arena_array(reading->arena, struct roster_row, cap);
		if (roster->n)
			memcpy(rows, roster->rows, roster->n * sizeof *rows);
		roster->rows = rows;
		reading->cap = cap;
	}
	roster->rows[roster->n++] = kept(reading->arena, person);
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

static const char *badge_of(const struct person *p)
{
	return !p->badge.serial ? "" : p->badge.collected_at ? "collected" : "issued";
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

/* A column is a text of the row, or what one of the functions makes of the person. */
#define TEXT_OF(member) offsetof(struct roster_row, member)
static const struct {
	const char *name;
	size_t at;
	const char *(*text)(const struct person *p);
	int64_t (*number)(const struct person *p);
} COLUMNS[] = {
	{ "id", TEXT_OF(person.id), NULL, NULL },
	{ "registration_id", TEXT_OF(person.registration_id), NULL, NULL },
	{ "display", TEXT_OF(person.display), NULL, NULL },
	{ "latin", 0, latin_of, NULL },
	{ "category", TEXT_OF(person.category), NULL, NULL },
	{ "state", TEXT_OF(person.state), NULL, NULL },
	{ "missing", TEXT_OF(missing), NULL, NULL },
	{ "collector", TEXT_OF(person.collector), NULL, NULL },
	{ "badge", 0, badge_of, NULL },
	{ "serial", 0, NULL, serial_of },
	{ "arrived", 0, NULL, arrived_of },
	{ "vip", 0, NULL, vip_of },
};

static const char *text_at(const struct roster_row *row, size_t column)
{
	if (COLUMNS[column].text)
		return COLUMNS[column].text(&row->person);
	return *(const char *const *)(const void *)((const char *)row + COLUMNS[column].at);
}

static void write_column(struct jsonw *w, size_t column, const struct roster *roster)
{
	jsonw_array(w, COLUMNS[column].name);
	for (size_t i = 0; i < roster->n; i++)
		if (COLUMNS[column].number)
			jsonw_int(w, NULL, COLUMNS[column].number(&roster->rows[i].person));
		else
			jsonw_text(w, NULL, text_at(&roster->rows[i], column));
	jsonw_array_end(w);
}

/* Hashes of the badges that count, 8 bytes a person, zeros for none: one text. */
static void write_codes(struct jsonw *w, const struct roster *roster)
{
	struct arena *arena = arena_create();
	uint8_t *hashes = arena_alloc(arena, roster->n * EVENT_MARK_HASH + 1);
	for (size_t i = 0; i < roster->n; i++)
		if (roster->rows[i].person.badge.serial)
			event_mark_hash(&roster->mark, roster->rows[i].person.badge.qr, hashes + i * EVENT_MARK_HASH);
	jsonw_text(w, "codes", door_list_base64(arena, hashes, roster->n * EVENT_MARK_HASH));
	arena_destroy(arena);
}

/* ---- entities: each once, in the order in which they first come ---- */

static int by_entity(const void *a, const void *b)
{
	const struct roster_row *const *left = a, *const *right = b;
	int order = strcmp((*left)->person.entity.id, (*right)->person.entity.id);
	return order ? order : (*left > *right) - (*left < *right);
}

static void write_entities(struct jsonw *w, const struct roster *roster)
{
	struct arena *arena = arena_create();
	const struct roster_row **sorted = arena_array(arena, const struct roster_row *, roster->n + 1);
	int64_t *places = arena_array(arena, int64_t, roster->n + 1), place = -1;
	for (size_t i = 0; i < roster->n; i++)
		sorted[i] = &roster->rows[i];
	qsort(sorted, roster->n, sizeof(struct roster_row *), by_entity);
	jsonw_array(w, "entities");
	for (size_t i = 0; i < roster->n; i++) {
		const struct entity *entity = &sorted[i]->person.entity;
		if (!i || strcmp(sorted[i - 1]->person.entity.id, entity->id) != 0) {
			place++;
			jsonw_array(w, NULL);
			jsonw_text(w, NULL, entity->id);
			jsonw_text(w, NULL, entity->name);
			jsonw_text(w, NULL, entity->country);
			jsonw_array_end(w);
		}
		places[sorted[i] - roster->rows] = place;
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
