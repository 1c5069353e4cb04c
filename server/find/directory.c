/* What is put in and taken out. See directory.h; questions are answered in directory_ask.c. */
#include "find/directory_state.h"

#include "base/mem.h"
#include "domain/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SOURCE_MAX = 1024, ROOM_FIRST = 64, WORDS_MAX = 120 };

/* ---- sources ---- */

static bool is_source(const void *owner, uint32_t number, const char *key, size_t len)
{
	const struct directory *d = owner;
	return d->sources[number].len == len && !memcmp(d->text.bytes + d->sources[number].at, key, len);
}

uint32_t directory_source(const struct directory *d, const char *bytes, size_t len)
{
	return table_find(&d->by_text, table_hash(bytes, len), is_source, d, bytes, len);
}

static void link_form(struct directory *d, uint32_t source, enum fold_kind kind, const char *text, size_t len)
{
	uint32_t form = lexicon_take(&d->lexicon, text, len);
	ids_add(&d->sources[source].forms, tagged(kind, form));
	ids_add(&d->lexicon.forms[form].users, tagged(kind, source));
}

static void link_word(struct directory *d, uint32_t source, const char *bytes, size_t len)
{
	struct fold_form forms[FOLD_FORMS_MAX];
	size_t n = fold_forms(d->arena, bytes, len, forms);
	for (size_t i = 0; i < n; i++) {
		const char *text = forms[i].text;
		if (forms[i].kind == FOLD_BONES)
			text = arena_printf(d->arena, "%c%s", LEXICON_BONES, text);
		link_form(d, source, forms[i].kind, text, strlen(text));
	}
}

/* A registration ID has one form: its letters and digits together. */
static void link_id(struct directory *d, uint32_t source, const char *id, size_t len)
{
	char form[FOLD_FORM_MAX + 1] = { LEXICON_ID };
	size_t n = 1;
	for (const char *c = fold_latin(d->arena, arena_copy(d->arena, id, len)); *c && n < FOLD_FORM_MAX; c++)
		if (*c != ' ')
			form[n++] = *c;
	if (n > 1)
		link_form(d, source, FOLD_OWN, form, n);
}

static uint32_t take_source(struct directory *d, const char *bytes, size_t len)
{
	uint32_t source = directory_source(d, bytes, len);
	if (source != TABLE_NONE)
		return source;
	if (d->n_sources == d->sources_room) {
		d->sources_room = d->sources_room ? d->sources_room * 2 : ROOM_FIRST;
		d->sources = mem_grow(d->sources, d->sources_room * sizeof *d->sources);
	}
	source = d->n_sources++;
	d->sources[source] = (struct source){ .at = (uint32_t)d->text.len, .len = (uint16_t)len };
	buf_add(&d->text, bytes, len);
	table_add(&d->by_text, table_hash(bytes, len), source);
	if (*bytes == LEXICON_ID)
		link_id(d, source, bytes + 1, len - 1);
	else
		link_word(d, source, bytes, len);
	return source;
}

/* ---- words of an owner ---- */

/* Each word once a field; true when it was new. */
static bool own(struct owner *owner, uint32_t word)
{
	for (uint16_t i = 0; i < owner->n; i++)
		if (owner->sources[i] == word)
			return false;
	if (owner->n == WORDS_MAX)
		return false;
	if (owner->n == owner->room) {
		owner->room = owner->room ? (uint16_t)(owner->room * 2) : 8;
		owner->sources = mem_grow(owner->sources, owner->room * sizeof *owner->sources);
	}
	owner->sources[owner->n++] = word;
	return true;
}

static struct ids *links_of(struct directory *d, enum find_field field, uint32_t source)
{
	return field < FIND_ENTITY ? &d->sources[source].people : &d->sources[source].groups;
}

/* Adds the words of a text to an owner; tells how many whole words it has. */
static uint8_t add_text(
    struct directory *d, enum find_field field, uint32_t number, struct owner *owner, const char *text)
{
	struct fold_piece pieces[FOLD_PIECES_MAX];
	size_t n = fold_pieces(text, true, pieces), words = 0;
	for (size_t i = 0; i < n; i++) {
		words += pieces[i].whole;
		if (pieces[i].len > SOURCE_MAX)
			continue;
		uint32_t source = take_source(d, pieces[i].text, pieces[i].len);
		if (own(owner, tagged(field, source)))
			ids_add(links_of(d, field, source), tagged(field, number));
	}
	return (uint8_t)(words < UINT8_MAX ? words : UINT8_MAX);
}

static void drop_words(struct directory *d, uint32_t number, struct owner *owner)
{
	for (uint16_t i = 0; i < owner->n; i++) {
		enum find_field field = owner->sources[i] >> TAG_BITS;
		ids_drop(links_of(d, field, owner->sources[i] & TAG_MASK), tagged(field, number));
	}
	free(owner->sources);
	*owner = (struct owner){ 0 };
}

/* A hash of texts, NULL like "". */
static uint64_t hash_of(const char *const *texts, size_t n)
{
	uint64_t hash = 0xCBF29CE484222325u;
	for (size_t i = 0; i < n; i++)
		for (const char *c = texts[i] ? texts[i] : ""; c; c = *c ? c + 1 : NULL)
			hash = (hash ^ (unsigned char)*c) * 0x100000001B3u;
	return hash | 1;
}

/* ---- organisations and countries ---- */

static bool is_group(const void *owner, uint32_t number, const char *key, size_t len)
{
	const char *id = ((const struct groups *)owner)->all[number].id;
	return !strncmp(id, key, len) && !id[len];
}

static uint32_t take_group(struct groups *groups, const char *id)
{
	size_t len = strlen(id);
	uint32_t hash = table_hash(id, len), number = table_find(&groups->by_id, hash, is_group, groups, id, len);
	if (number != TABLE_NONE)
		return number;
	if (groups->n == groups->room) {
		groups->room = groups->room ? groups->room * 2 : ROOM_FIRST;
		groups->all = mem_grow(groups->all, groups->room * sizeof *groups->all);
	}
	number = groups->n++;
	groups->all[number] = (struct group){ .id = mem_dup(id), .country = TABLE_NONE };
	table_add(&groups->by_id, hash, number);
	return number;
}

static uint32_t put_country(struct directory *d, const struct find_person *person)
{
	if (!person->country[0] || !*person->country[0])
		return TABLE_NONE;
	uint32_t number = take_group(&d->countries, person->country[0]);
	struct group *country = &d->countries.all[number];
	if (country->said)
		return number;
	country->said = 1;
	for (size_t i = 0; i < FIND_COUNTRY_NAMES && person->country[i]; i++)
		add_text(d, FIND_COUNTRY, number, &country->words, person->country[i]);
	return number;
}

static uint32_t put_entity(struct directory *d, const struct find_person *person)
{
	const char *const said[] = { person->entity, person->country[0] };
	uint64_t hash = hash_of(said, sizeof said / sizeof *said);
	uint32_t number = take_group(&d->entities, person->entity_id);
	struct group *entity = &d->entities.all[number];
	if (entity->said == hash)
		return number;
	drop_words(d, number, &entity->words);
	if (entity->country != TABLE_NONE)
		ids_drop(&d->countries.all[entity->country].members, number);
	entity->said = hash;
	entity->country = put_country(d, person);
	if (entity->country != TABLE_NONE)
		ids_add(&d->countries.all[entity->country].members, number);
	add_text(d, FIND_ENTITY, number, &entity->words, person->entity);
	return number;
}

void directory_put_entity(struct directory *d, const struct find_person *entity)
{
	size_t len = strlen(entity->entity_id);
	arena_reset(d->arena);
	if (table_find(&d->entities.by_id, table_hash(entity->entity_id, len), is_group, &d->entities,
		entity->entity_id, len) != TABLE_NONE)
		put_entity(d, entity);
	d->changes++;
}

/* ---- people ---- */

static bool is_human(const void *owner, uint32_t number, const char *key, size_t len)
{
	const char *id = ((const struct directory *)owner)->humans[number].id;
	return !strncmp(id, key, len) && !id[len];
}

static uint32_t find_human(const struct directory *d, const char *id)
{
	size_t len = strlen(id);
	return table_find(&d->by_id, table_hash(id, len), is_human, d, id, len);
}

static uint32_t new_human(struct directory *d, const char *id)
{
	uint32_t number = d->n_humans;
	if (d->free.n) {
		number = ids_all(&d->free)[0];
		ids_drop(&d->free, number);
	} else if (d->n_humans++ == d->humans_room) {
		d->humans_room = d->humans_room ? d->humans_room * 2 : ROOM_FIRST;
		d->humans = mem_grow(d->humans, d->humans_room * sizeof *d->humans);
		d->faces = mem_grow(d->faces, d->humans_room * sizeof *d->faces);
		d->standings = mem_grow(d->standings, d->humans_room);
		d->order.all = mem_grow(d->order.all, d->humans_room * sizeof *d->order.all);
		d->order.places = mem_grow(d->order.places, d->humans_room * sizeof *d->order.places);
	}
	d->humans[number] = (struct human){ .said = 0 };
	d->faces[number] = (struct face){ .entity = TABLE_NONE };
	snprintf(d->humans[number].id, sizeof d->humans[number].id, "%s", id);
	table_add(&d->by_id, table_hash(id, strlen(id)), number);
	d->people++;
	return number;
}

static void forget(struct directory *d, uint32_t number)
{
	drop_words(d, number, &d->humans[number].words);
	if (d->faces[number].entity != TABLE_NONE)
		ids_drop(&d->entities.all[d->faces[number].entity].members, number);
	d->faces[number].entity = TABLE_NONE;
	directory_unplace(d, number);
}

static void take_order(struct directory *d, struct human *human, const struct find_person *person)
{
	const char *name = fold_latin(d->arena, *person->latin ? person->latin : person->display);
	for (size_t i = 0; i < sizeof human->order; i++) {
		uint64_t *word = &human->order[i / sizeof *human->order];
		*word = *word << 8 | (unsigned char)*name;
		name += *name != '\0';
	}
}

/* Given and family names count by themselves only where the name on the badge does not have them. */
static void add_names(struct directory *d, uint32_t number, const struct find_person *person)
{
	struct owner *words = &d->humans[number].words;
	struct face *face = &d->faces[number];
	const char *const parts[] = { person->together, person->given, person->family };
	face->words = add_text(d, FIND_NAME, number, words, person->display);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i] && !strstr(person->display, parts[i]))
			add_text(d, FIND_NAME, number, words, parts[i]);
	face->latin_words = add_text(d, FIND_LATIN, number, words, person->latin);
}

static void add_id(struct directory *d, uint32_t number, const char *registration_id)
{
	if (!registration_id || !*registration_id || strlen(registration_id) > SOURCE_MAX)
		return;
	const char *key = arena_printf(d->arena, "%c%s", LEXICON_ID, registration_id);
	uint32_t source = take_source(d, key, strlen(key));
	if (own(&d->humans[number].words, tagged(FIND_ID, source)))
		ids_add(links_of(d, FIND_ID, source), tagged(FIND_ID, number));
}

void directory_put(struct directory *d, const struct find_person *person)
{
	const char *const said[] = { person->display, person->together, person->given, person->family, person->latin,
		person->registration_id, person->entity_id, person->entity, person->country[0] };
	uint64_t hash = hash_of(said, sizeof said / sizeof *said);
	uint32_t number = find_human(d, person->id);
	arena_reset(d->arena);
	if (number == TABLE_NONE)
		number = new_human(d, person->id);
	struct face *face = &d->faces[number];
	const uint8_t standing = person->vip ? STANDING_VIP : standing_of_day(person->expected_on);
	const bool stands_as_before = face->expected_on == person->expected_on && d->standings[number] == standing;
	face->expected_on = person->expected_on;
	d->standings[number] = standing;
	if (d->humans[number].said == hash && stands_as_before)
		return;
	d->changes++;
	if (d->humans[number].said == hash)
		return;
	forget(d, number);
	d->humans[number].said = hash;
	face->used = true;
	face->entity = put_entity(d, person);
	ids_add(&d->entities.all[face->entity].members, number);
	take_order(d, &d->humans[number], person);
	add_names(d, number, person);
	add_id(d, number, person->registration_id);
}

void directory_drop(struct directory *d, const char *id)
{
	uint32_t number = find_human(d, id);
	if (number == TABLE_NONE)
		return;
	forget(d, number);
	d->faces[number].used = false;
	d->changes++;
	table_drop(&d->by_id, table_hash(id, strlen(id)), number);
	ids_add(&d->free, number);
	d->people--;
}

void directory_settle(struct directory *d)
{
	const uint32_t before = d->lexicon.sorted.n;
	lexicon_settle(&d->lexicon, false);
	if (d->lexicon.sorted.n - before > before / 2)
		directory_lay_out(d);
	directory_order(d);
}

size_t directory_people(const struct directory *d)
{
	return d->people;
}

/* ---- its life ---- */

struct directory *directory_create(void)
{
	struct directory *d = mem_alloc(sizeof *d);
	d->arena = arena_create();
	return d;
}

static void groups_finish(struct groups *groups)
{
	for (uint32_t i = 0; i < groups->n; i++) {
		free(groups->all[i].id);
		free(groups->all[i].words.sources);
		ids_finish(&groups->all[i].members);
	}
	free(groups->all);
	table_finish(&groups->by_id);
}

void directory_destroy(struct directory *d)
{
	if (!d)
		return;
	for (uint32_t i = 0; i < d->n_sources; i++) {
		ids_finish(&d->sources[i].forms);
		ids_finish(&d->sources[i].people);
		ids_finish(&d->sources[i].groups);
	}
	for (uint32_t i = 0; i < d->n_humans; i++)
		free(d->humans[i].words.sources);
	free(d->sources);
	free(d->humans);
	free(d->faces);
	free(d->standings);
	free(d->order.all);
	free(d->order.places);
	buf_finish(&d->text);
	ids_finish(&d->free);
	table_finish(&d->by_text);
	table_finish(&d->by_id);
	groups_finish(&d->entities);
	groups_finish(&d->countries);
	lexicon_finish(&d->lexicon);
	arena_destroy(d->arena);
	free(d);
}
