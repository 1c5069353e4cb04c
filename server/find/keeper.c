/* See keeper.h. */
#include "find/keeper.h"

#include "base/mem.h"
#include "domain/country.h"
#include "domain/participant_rules.h"
#include "store/journal.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { ENTRIES = 500, ROOMS_MAX = 16 };

struct keeper {
	pthread_rwlock_t lock; /* of the directory and how far it is */
	struct directory *directory;
	int64_t seq; /* the last journal entry it knows; -1: nothing was read yet */
	pthread_mutex_t rooms_lock;
	struct find_room *rooms[ROOMS_MAX]; /* nobody uses them now */
	size_t n_rooms;
};

struct keeper *keeper_create(void)
{
	struct keeper *keeper = mem_alloc(sizeof *keeper);
	pthread_rwlock_init(&keeper->lock, NULL);
	pthread_mutex_init(&keeper->rooms_lock, NULL);
	keeper->directory = directory_create();
	keeper->seq = -1;
	return keeper;
}

void keeper_destroy(struct keeper *keeper)
{
	if (!keeper)
		return;
	for (size_t i = 0; i < keeper->n_rooms; i++)
		find_room_destroy(keeper->rooms[i]);
	directory_destroy(keeper->directory);
	pthread_mutex_destroy(&keeper->rooms_lock);
	pthread_rwlock_destroy(&keeper->lock);
	free(keeper);
}

/* ---- rows ---- */

static void take_country(const char *alpha3, const char *out_names[FIND_COUNTRY_NAMES])
{
	static const char *const LANGUAGES[] = { "en", "fr", "es", "ar", "ru", "zh" };
	const struct country *country = country_find(alpha3);
	if (!country)
		return;
	out_names[0] = country->alpha3;
	for (size_t i = 0; i < sizeof LANGUAGES / sizeof *LANGUAGES; i++)
		out_names[i + 1] = country_name(country, LANGUAGES[i]);
}

/* "2026-11-10" as 20261110, 0 for no date. */
static int32_t date_number(const char *date)
{
	if (!*date)
		return 0;
	return (
	    int32_t)(strtol(date, NULL, 10) * 10000 + strtol(date + 5, NULL, 10) * 100 + strtol(date + 8, NULL, 10));
}

struct find_person keeper_person(struct arena *arena, const struct person *person)
{
	struct find_person values = {
		.id = person->id,
		.registration_id = person->registration_id,
		.display = person->display,
		.given = person->given,
		.family = person->family,
		.latin = person->latin,
		.entity_id = person->entity.id,
		.entity = person->entity.name,
		.vip = person->vip,
		.expected_on = date_number(person->expected_on),
	};
	take_country(person->entity.country, values.country);
	if (fold_is_signs(person->family) && fold_is_signs(person->given))
		values.together = arena_printf(arena, "%s%s", person->family, person->given);
	return values;
}

struct filling {
	struct directory *directory;
	struct arena *arena;
};

static enum err put_row(void *ctx, const struct person *person)
{
	struct filling *filling = ctx;
	/* Of a merged row the one that counts is found instead. */
	if (*person->merged_into || person_is(person, PERSON_ERASED)) {
		directory_drop(filling->directory, person->id);
		return OK;
	}
	struct find_person values = keeper_person(filling->arena, person);
	directory_put(filling->directory, &values);
	return OK;
}

/* What a journal entry is about, as it stands now: a person, an organisation, or neither. */
static enum err put_subject(struct keeper *keeper, struct db *db, struct arena *arena, const char *subject)
{
	struct person person;
	struct entity entity;
	enum err err = person_get(db, arena, subject, &person);
	if (!err)
		return put_row(&(struct filling){ keeper->directory, arena }, &person);
	if (err != ERR_NOT_FOUND)
		return err;
	directory_drop(keeper->directory, subject);
	err = entity_get(db, arena, subject, &entity);
	if (!err) {
		struct find_person values = { .entity_id = entity.id, .entity = entity.name };
		take_country(entity.country, values.country);
		directory_put_entity(keeper->directory, &values);
	}
	return err == ERR_NOT_FOUND ? OK : err;
}

/* ---- keeping up ---- */

static enum err put_everybody(struct keeper *keeper, struct db *db)
{
	struct filling filling = { keeper->directory, arena_create() };
	enum err err = person_each(db, put_row, &filling);
	arena_destroy(filling.arena);
	return err;
}

static enum err put_entry(
    struct keeper *keeper, struct db *db, struct arena *arena, const struct journal_entry *entry)
{
	if (!strcmp(entry->action, "category.edit")) /* who is a VIP may have changed */
		return put_everybody(keeper, db);
	return strcmp(entry->topic, "participants") ? OK : put_subject(keeper, db, arena, entry->subject);
}

static enum err follow(struct keeper *keeper, struct db *db)
{
	struct arena *arena = arena_create();
	struct journal_entry *entries;
	size_t n = ENTRIES;
	enum err err = OK;
	while (!err && n == ENTRIES) {
		arena_reset(arena);
		err = journal_after(db, arena, keeper->seq, ENTRIES, &entries, &n);
		for (size_t i = 0; !err && i < n; i++) {
			err = put_entry(keeper, db, arena, &entries[i]);
			if (!err)
				keeper->seq = entries[i].seq;
		}
	}
	arena_destroy(arena);
	return err;
}

/* With the lock for writing, inside one view of the store. */
static enum err read_on(struct keeper *keeper, struct db *db, int64_t seq)
{
	enum err err = OK;
	if (keeper->seq < 0) {
		err = put_everybody(keeper, db);
		if (!err)
			keeper->seq = seq;
	} else if (keeper->seq < seq) {
		err = follow(keeper, db);
	}
	directory_settle(keeper->directory);
	return err;
}

/* Leaves the lock for reading held when it answers OK. */
static enum err hold(struct keeper *keeper, struct db *db)
{
	struct journal_head head;
	enum err err = journal_head(db, &head);
	if (err)
		return err;
	pthread_rwlock_rdlock(&keeper->lock);
	while (keeper->seq < head.seq) {
		pthread_rwlock_unlock(&keeper->lock);
		pthread_rwlock_wrlock(&keeper->lock);
		err = read_on(keeper, db, head.seq);
		pthread_rwlock_unlock(&keeper->lock);
		if (err)
			return err;
		pthread_rwlock_rdlock(&keeper->lock);
	}
	return OK;
}

enum err keeper_catch_up(struct keeper *keeper, struct db *db)
{
	enum err err = hold(keeper, db);
	if (!err)
		pthread_rwlock_unlock(&keeper->lock);
	return err;
}

/* ---- asking ---- */

static struct find_room *take_room(struct keeper *keeper)
{
	pthread_mutex_lock(&keeper->rooms_lock);
	struct find_room *room = keeper->n_rooms ? keeper->rooms[--keeper->n_rooms] : NULL;
	pthread_mutex_unlock(&keeper->rooms_lock);
	return room ? room : find_room_create();
}

static void give_room(struct keeper *keeper, struct find_room *room)
{
	pthread_mutex_lock(&keeper->rooms_lock);
	bool kept = keeper->n_rooms < ROOMS_MAX;
	if (kept)
		keeper->rooms[keeper->n_rooms++] = room;
	pthread_mutex_unlock(&keeper->rooms_lock);
	if (!kept)
		find_room_destroy(room);
}

enum err keeper_ask(struct keeper *keeper, struct db *db, struct arena *arena, const struct find_question *question,
    struct find_answer *out_answer)
{
	enum err err = hold(keeper, db);
	if (err)
		return err;
	struct find_room *room = take_room(keeper);
	directory_ask(keeper->directory, room, arena, question, out_answer);
	pthread_rwlock_unlock(&keeper->lock);
	give_room(keeper, room);
	return OK;
}
