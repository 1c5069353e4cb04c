/* See keeper.h. */
#include "find/keeper.h"

#include "base/mem.h"
#include "domain/country.h"
#include "domain/participant_rules.h"
#include "find/kept.h"
#include "store/journal.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { ENTRIES = 500, ROOMS_MAX = 16, KEPT_BYTES = 96 << 20 };

struct keeper {
	pthread_rwlock_t lock; /* of the directory, the rows and how far they are */
	struct directory *directory;
	struct kept *rows;
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
	keeper->rows = kept_create(KEPT_BYTES);
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
	kept_destroy(keeper->rows);
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
	struct keeper *keeper;
	struct arena *arena;
};

static void drop(struct keeper *keeper, const char *id)
{
	directory_drop(keeper->directory, id);
	kept_drop(keeper->rows, id);
}

static enum err put_row(void *ctx, const struct person *person)
{
	struct filling *filling = ctx;
	/* Of a merged row the one that counts is found instead. */
	if (*person->merged_into || person_is(person, PERSON_ERASED)) {
		drop(filling->keeper, person->id);
		return OK;
	}
	struct find_person values = keeper_person(filling->arena, person);
	directory_put(filling->keeper->directory, &values);
	kept_put(filling->keeper->rows, person);
	return OK;
}

/* What a journal entry is about, as it stands now: a person, an organisation, or neither. */
static enum err put_subject(struct keeper *keeper, struct db *db, struct arena *arena, const char *subject)
{
	struct person person;
	struct entity entity;
	enum err err = person_get(db, arena, subject, &person);
	if (!err)
		return put_row(&(struct filling){ keeper, arena }, &person);
	if (err != ERR_NOT_FOUND)
		return err;
	drop(keeper, subject);
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
	struct filling filling = { keeper, arena_create() };
	enum err err = person_each(db, put_row, &filling);
	arena_destroy(filling.arena);
	return err;
}

/* Does the act change rows of others than its subject, without an entry for each of them? The retention job takes
 * photos and cases of the help desk by the thousand; an organisation is in the row of each of its people. */
static bool is_spread(const char *action)
{
	static const char *const SPREAD[] = { "retention.take", "entity.cards", "entity.edit" };
	for (size_t i = 0; i < sizeof SPREAD / sizeof *SPREAD; i++)
		if (!strcmp(action, SPREAD[i]))
			return true;
	return false;
}

static enum err put_entry(
    struct keeper *keeper, struct db *db, struct arena *arena, const struct journal_entry *entry)
{
	if (!strcmp(entry->action, "category.edit")) /* who is a VIP may have changed */
		return put_everybody(keeper, db);
	if (is_spread(entry->action))
		kept_clear(keeper->rows);
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

/* Leaves the lock for reading held when it answers OK. *out_seq is the last entry that `db` sees. */
static enum err hold(struct keeper *keeper, struct db *db, int64_t *out_seq)
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
	*out_seq = head.seq;
	return OK;
}

enum err keeper_catch_up(struct keeper *keeper, struct db *db)
{
	int64_t seq;
	enum err err = hold(keeper, db, &seq);
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

/* The rows of the hits that are kept. A view that is older than what is kept reads its own. */
static void take_kept(const struct keeper *keeper, struct arena *arena, int64_t seq, const struct find_answer *answer,
    struct person *people)
{
	if (keeper->seq != seq)
		return;
	for (size_t i = 0; i < answer->n; i++)
		kept_ahead(keeper->rows, answer->hits[i].id);
	for (size_t i = 0; i < answer->n; i++)
		kept_get(keeper->rows, arena, answer->hits[i].id, &people[i]);
}

/* Rows that were read because they are not kept, and may be. */
struct fresh {
	const struct person **all;
	size_t n;
};

/* The others; whom this view does not know yet stays without an id. */
static enum err read_others(struct db *db, struct arena *arena, const struct find_answer *answer,
    struct person *people, struct fresh *out_fresh)
{
	enum err err = OK;
	*out_fresh = (struct fresh){ arena_array(arena, const struct person *, answer->n + 1), 0 };
	for (size_t i = 0; i < answer->n && (!err || err == ERR_NOT_FOUND); i++) {
		if (people[i].id)
			continue;
		err = person_get(db, arena, answer->hits[i].id, &people[i]);
		if (!err && kept_may(&people[i]))
			out_fresh->all[out_fresh->n++] = &people[i];
	}
	return err == ERR_NOT_FOUND ? OK : err;
}

/* If nothing happened since they were read: what follows from an entry is known only with the lock. */
static void keep_fresh(struct keeper *keeper, int64_t seq, const struct fresh *fresh)
{
	if (!fresh->n)
		return;
	pthread_rwlock_wrlock(&keeper->lock);
	for (size_t i = 0; keeper->seq == seq && i < fresh->n; i++)
		kept_put(keeper->rows, fresh->all[i]);
	pthread_rwlock_unlock(&keeper->lock);
}

enum err keeper_ask(struct keeper *keeper, struct db *db, struct arena *arena, const struct find_question *question,
    struct find_answer *out_answer, struct person **out_people)
{
	int64_t seq;
	struct fresh fresh;
	struct find_answer answer;
	enum err err = hold(keeper, db, &seq);
	if (err)
		return err;
	struct find_room *room = take_room(keeper);
	directory_ask(keeper->directory, room, arena, question, &answer);
	struct person *people = arena_array(arena, struct person, answer.n + 1);
	take_kept(keeper, arena, seq, &answer, people);
	pthread_rwlock_unlock(&keeper->lock);
	give_room(keeper, room);
	err = read_others(db, arena, &answer, people, &fresh);
	if (err)
		return err;
	keep_fresh(keeper, seq, &fresh);
	*out_answer = answer;
	*out_people = people;
	return OK;
}
