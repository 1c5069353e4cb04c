/* See protocol_order.h. */
#include "domain/protocol_order.h"

#include "badges/text.h"
#include "domain/collate.h"
#include "domain/country.h"

#include <stdlib.h>
#include <string.h>

const char *const PEOPLE_ORDER_NAMES[PEOPLE_ORDER_MAX] = { "seats", "french", "given", "name" };

/* Compared one after the other. */
enum { KEYS = 3 };
struct place {
	struct person person;
	const char *keys[KEYS];
	int group, rank; /* before the first key; before the last */
};

bool entity_is_member(const struct entity *entity)
{
	return strcmp(entity->type, "government") == 0 && country_find(entity->country);
}

static const char *country_or_name(const struct entity *entity)
{
	return entity_is_member(entity) ? country_name(country_find(entity->country), "fr") : entity->name;
}

static const char *legible(const char *name, const struct person *person)
{
	if (*name && badge_text_is_latin(name))
		return name;
	return *person->latin ? person->latin : person->display;
}

static const char *text_of(const struct person *p, enum people_order order, size_t key)
{
	const char *by_order[PEOPLE_ORDER_MAX][KEYS] = {
		[PEOPLE_FRENCH] = { country_or_name(&p->entity), p->entity.name, legible(p->family, p) },
		[PEOPLE_GIVEN] = { legible(p->given, p), legible(p->family, p), p->entity.name },
		[PEOPLE_NAME] = { legible(p->family, p), legible(p->given, p), p->entity.name },
	};
	return by_order[order][key];
}

static int compare(const void *one, const void *other)
{
	const struct place *a = one, *b = other;
	int difference = a->group - b->group;
	for (size_t i = 0; !difference && i < KEYS; i++) {
		if (i == KEYS - 1)
			difference = a->rank - b->rank;
		if (!difference)
			difference = strcmp(a->keys[i], b->keys[i]);
	}
	return difference ? difference : strcmp(a->person.id, b->person.id);
}

void people_sort(struct arena *arena, struct person *persons, size_t n, enum people_order order)
{
	if (order == PEOPLE_SEATED)
		order = PEOPLE_FRENCH;
	struct place *places = arena_array(arena, struct place, n + 1);
	const char **texts = arena_array(arena, const char *, n + 1),
		   **keys = arena_array(arena, const char *, n + 1);
	for (size_t key = 0; key < KEYS; key++) {
		for (size_t i = 0; i < n; i++)
			texts[i] = text_of(&persons[i], order, key);
		collate_keys(arena, "fr", texts, n, keys);
		for (size_t i = 0; i < n; i++)
			places[i].keys[key] = keys[i];
	}
	for (size_t i = 0; i < n; i++) {
		places[i].person = persons[i];
		places[i].group = order == PEOPLE_FRENCH && !entity_is_member(&persons[i].entity);
		places[i].rank = order == PEOPLE_FRENCH && !strstr(persons[i].roles, "head_of_delegation");
	}
	qsort(places, n, sizeof *places, compare);
	for (size_t i = 0; i < n; i++)
		persons[i] = places[i].person;
}

struct person person_keep(struct arena *arena, const struct person *person)
{
	struct person kept = *person;
	const char **texts[] = { &kept.id, &kept.registration_id, &kept.display, &kept.given, &kept.family,
		&kept.latin, &kept.title, &kept.category, &kept.roles, &kept.language, &kept.email, &kept.state,
		&kept.arrived_by, &kept.gender, &kept.entity.id, &kept.entity.name, &kept.entity.type,
		&kept.entity.country, &kept.badge.code, &kept.badge.qr, &kept.badge.state, &kept.badge.issued_by,
		&kept.badge.reason, &kept.badge.person_id };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = arena_dup(arena, *texts[i]);
	return kept;
}
