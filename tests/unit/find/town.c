/* See town.h. */
#include "tests/unit/find/town.h"

#include "domain/country.h"
#include "domain/entity.h"

#include <stdlib.h>
#include <string.h>

struct town *town_create(size_t crowd)
{
	struct town *town = calloc(1, sizeof *town);
	town->directory = directory_create();
	town->room = find_room_create();
	town->arena = arena_create();
	for (size_t i = 0; i < crowd; i++) {
		struct find_person person = town_person(town->arena, i);
		directory_put(town->directory, &person);
		arena_reset(town->arena);
	}
	directory_settle(town->directory);
	return town;
}

void town_destroy(struct town *town)
{
	directory_destroy(town->directory);
	find_room_destroy(town->room);
	arena_destroy(town->arena);
	free(town);
}

static void take_country(const char *alpha3, struct find_person *person)
{
	static const char *const LANGUAGES[] = { "en", "fr", "es", "ar", "ru", "zh" };
	const struct country *country = country_find(alpha3);
	person->country[0] = country->alpha3;
	for (size_t i = 0; i < 6; i++)
		person->country[i + 1] = country_name(country, LANGUAGES[i]);
}

struct find_person town_person(struct arena *arena, size_t i)
{
	struct crowd_person p = crowd_person(arena, i);
	struct find_person person = { .id = arena_printf(arena, "%zu", i),
		.registration_id = p.registration_id,
		.display = p.display,
		.given = p.given,
		.family = p.family,
		.latin = *p.latin ? p.latin : name_latin(arena, p.display),
		.entity_id = arena_printf(arena, "%s/%s", p.entity, p.country),
		.entity = p.entity };
	if (fold_is_signs(p.given) && fold_is_signs(p.family))
		person.together = arena_printf(arena, "%s%s", p.family, p.given);
	take_country(p.country, &person);
	return person;
}

size_t town_rank(struct town *town, const struct crowd_question *question, size_t limit)
{
	struct find_answer answer;
	struct find_question asked = { .text = question->text, .limit = limit };
	struct crowd_person meant = crowd_person(town->arena, question->person);
	directory_ask(town->directory, town->room, town->arena, &asked, &answer);
	for (size_t i = 0; i < answer.n; i++) {
		struct crowd_person found = crowd_person(town->arena, strtoul(answer.hits[i].id, NULL, 10));
		if (crowd_is_answer(question, &meant, &found))
			return i + 1;
	}
	return 0;
}

struct find_person town_put(
    struct town *town, const char *id, const char *display, const char *latin, const char *registration_id)
{
	struct find_person person = { .id = id,
		.display = display,
		.latin = latin ? latin : "",
		.registration_id = registration_id ? registration_id : "",
		.entity_id = "acme",
		.entity = "Acme" };
	take_country("FRA", &person);
	directory_put(town->directory, &person);
	return person;
}

struct find_answer town_ask(struct town *town, const char *text)
{
	struct find_answer answer;
	struct find_question question = { .text = text, .limit = 20, .today = 20261110 };
	directory_settle(town->directory);
	directory_ask(town->directory, town->room, town->arena, &question, &answer);
	assert_true(answer.n <= 20 && (size_t)answer.total >= answer.n);
	return answer;
}

const char *town_found(struct town *town, const char *text)
{
	struct find_answer answer = town_ask(town, text);
	const char *ids = "";
	for (size_t i = 0; i < answer.n; i++)
		ids = arena_printf(town->arena, "%s%s%s", ids, i ? " " : "", answer.hits[i].id);
	return ids;
}

const char *town_why(struct town *town, const char *text, const struct find_person *person)
{
	struct find_answer answer = town_ask(town, text);
	struct find_mark marks[FIND_TERMS_MAX];
	const char *said = "";
	if (!answer.n)
		return "nobody";
	size_t n = find_marks(town->arena, &answer, 0, person, marks);
	for (size_t i = 0; i < n; i++) {
		said = arena_printf(
		    town->arena, "%s%s%s:%s:", said, i ? " " : "", FIND_FIELD_NAMES[marks[i].field], marks[i].how);
		for (size_t k = 0; k < marks[i].n; k++)
			said = arena_printf(town->arena, "%s%s%u-%u", said, k ? "," : "", marks[i].ranges[k].from,
			    marks[i].ranges[k].to);
	}
	return said;
}
