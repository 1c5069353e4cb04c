/* Entities, persons, badges and presence: rows to structs and back. See read.h and write.h. */
#include "store/db.h"
#include "store/door.h"
#include "store/rows.h"
#include "store/write.h"

#include <stdio.h>
#include <string.h>

enum {
	ENTITY_WIDTH = 5,
	BADGE_WIDTH = 12,
	PERSON_ENTITY = 15,
	PERSON_BADGE = PERSON_ENTITY + ENTITY_WIDTH,
	PERSON_GENDER = PERSON_BADGE + BADGE_WIDTH,
	PERSON_DESK
};

struct entity entity_row(const struct db_rows *rows, int column, struct arena *arena)
{
	return (struct entity){
		.id = row_text(rows, column, arena),
		.version = db_int(rows, column + 1),
		.name = row_text(rows, column + 2, arena),
		.type = row_text(rows, column + 3, arena),
		.country = row_text(rows, column + 4, arena),
	};
}

static struct badge badge_row(const struct db_rows *rows, int column, struct arena *arena)
{
	return (struct badge){
		.serial = db_int(rows, column),
		.code = row_text(rows, column + 1, arena),
		.qr = row_text(rows, column + 2, arena),
		.state = row_text(rows, column + 3, arena),
		.issued_at = db_int(rows, column + 4),
		.issued_by = row_text(rows, column + 5, arena),
		.reason = row_text(rows, column + 6, arena),
		.revoked_at = db_int(rows, column + 7),
		.desk = row_text(rows, column + 8, arena),
		.collected_by = row_text(rows, column + 9, arena),
		.collected_at = db_int(rows, column + 10),
		.collected_desk = row_text(rows, column + 11, arena),
	};
}

_Static_assert(PERSON_DESK + 25 == PERSON_WIDTH, "what stands behind a person begins there");

static void desk_row(const struct db_rows *rows, int column, struct arena *arena, struct person *p)
{
	p->walk_in = db_int(rows, column) != 0;
	p->approved_by = row_text(rows, column + 1, arena);
	p->approved_at = db_int(rows, column + 2);
	p->confirmed_at = db_int(rows, column + 3);
	p->letter = row_text(rows, column + 4, arena);
	p->letter_by = row_text(rows, column + 5, arena);
	p->letter_at = db_int(rows, column + 6);
	p->identity_by = row_text(rows, column + 7, arena);
	p->identity_at = db_int(rows, column + 8);
	p->collector = row_text(rows, column + 9, arena);
	p->host.id = row_text(rows, column + 10, arena);
	p->host.name = row_text(rows, column + 11, arena);
	p->remote = db_int(rows, column + 12) != 0;
	p->expected_on = row_text(rows, column + 13, arena);
	p->photo_at = db_int(rows, column + 14);
	p->merged_into = row_text(rows, column + 15, arena);
	p->arrived_desk = row_text(rows, column + 16, arena);
	p->help.id = row_text(rows, column + 17, arena);
	p->help.reason = row_text(rows, column + 18, arena);
	p->help.at = db_int(rows, column + 19);
	p->vip = db_int(rows, column + 20) != 0;
	p->photo_needed = db_int(rows, column + 21) != 0;
	p->created_at = db_int(rows, column + 22);
	p->host.registration_id = row_text(rows, column + 23, arena);
	p->rooms = row_text(rows, column + 24, arena);
}

struct person person_row(const struct db_rows *rows, struct arena *arena)
{
	struct person person = {
		.id = row_text(rows, 0, arena),
		.version = db_int(rows, 1),
		.registration_id = row_text(rows, 2, arena),
		.display = row_text(rows, 3, arena),
		.given = row_text(rows, 4, arena),
		.family = row_text(rows, 5, arena),
		.latin = row_text(rows, 6, arena),
		.title = row_text(rows, 7, arena),
		.category = row_text(rows, 8, arena),
		.roles = row_text(rows, 9, arena),
		.language = row_text(rows, 10, arena),
		.email = row_text(rows, 11, arena),
		.state = row_text(rows, 12, arena),
		.arrived_at = db_int(rows, 13),
		.arrived_by = row_text(rows, 14, arena),
		.entity = entity_row(rows, PERSON_ENTITY, arena),
		.badge = badge_row(rows, PERSON_BADGE, arena),
		.gender = row_text(rows, PERSON_GENDER, arena),
	};
	person.badge.person_id = person.id;
	desk_row(rows, PERSON_DESK, arena, &person);
	return person;
}

static enum err one_person(struct db_rows rows, struct arena *arena, struct person *out_person)
{
	bool found = db_next(&rows);
	if (found)
		*out_person = person_row(&rows, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err person_get(struct db *db, struct arena *arena, const char *id, struct person *out_person)
{
	return one_person(db_query(db, SQL_PERSON_GET, "t", id), arena, out_person);
}

enum err person_by_registration(
    struct db *db, struct arena *arena, const char *registration_id, struct person *out_person)
{
	return one_person(db_query(db, SQL_PERSON_BY_REGISTRATION, "t", registration_id), arena, out_person);
}

enum err person_count(struct db *db, int64_t *out_n)
{
	return row_int(db_query(db, SQL_PERSON_COUNT, ""), out_n);
}

enum err invitation_of(
    struct db *db, struct arena *arena, const char *session_id, struct person **out_persons, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct person) };
	struct db_rows rows = db_query(db, SQL_INVITATION_OF, "t", session_id);
	while (db_next(&rows))
		*(struct person *)row_list_add(&list, arena) = person_row(&rows, arena);
	*out_persons = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err person_walk(struct db_rows rows, enum err (*each)(void *ctx, const struct person *person), void *ctx)
{
	struct arena *arena = arena_create();
	enum err stop = OK;
	while (!stop && db_next(&rows)) {
		struct person person = person_row(&rows, arena);
		stop = each(ctx, &person);
		arena_reset(arena);
	}
	enum err err = db_end(&rows);
	arena_destroy(arena);
	return stop ? stop : err;
}

enum err person_each(struct db *db, enum err (*each)(void *ctx, const struct person *person), void *ctx)
{
	return person_walk(db_query(db, SQL_PERSON_ALL, ""), each, ctx);
}

enum err roster_each(
    struct db *db, int64_t since, enum err (*each)(void *ctx, const struct person *person), void *ctx)
{
	return person_walk(
	    since ? db_query(db, SQL_ROSTER_SINCE, "i", since) : db_query(db, SQL_ROSTER_ALL, ""), each, ctx);
}

static const char *or_null(const char *text)
{
	return *text ? text : NULL;
}

/* The column `search` was looked in before people were kept in memory (find/directory.h); it stays empty. */
enum err person_add(struct db *db, const struct person *p, int64_t now)
{
	return db_run(db, SQL_PERSON_ADD, "ttttttttttttttittzztttiti", p->id, p->registration_id, p->display,
	    p->given, p->family, p->latin, p->title, p->entity.id, p->category, p->roles, p->language, p->email,
	    p->state, "", now, p->gender, p->approved_by, p->approved_at, p->confirmed_at, p->letter, p->collector,
	    or_null(p->host.id), (int64_t)p->remote, p->expected_on, (int64_t)p->walk_in);
}

enum err person_edit(struct db *db, const struct person *p)
{
	return db_run(db, SQL_PERSON_EDIT, "tttttttttttttzztttitt", p->display, p->given, p->family, p->latin,
	    p->title, p->entity.id, p->category, p->roles, p->language, p->email, p->state, "", p->gender,
	    p->approved_at, p->confirmed_at, p->letter, p->collector, or_null(p->host.id), (int64_t)p->remote,
	    p->expected_on, p->id);
}

enum err person_arrive(struct db *db, const struct person *p, bool *out_first)
{
	enum err err = db_run(db, SQL_PERSON_ARRIVE, "ittt", p->arrived_at, p->arrived_by, p->arrived_desk, p->id);
	*out_first = !err && db_changes(db) > 0;
	return err;
}

enum err person_touch(struct db *db, const char *id)
{
	return db_run(db, SQL_PERSON_TOUCH, "t", id);
}

static enum err one_badge(struct db_rows rows, struct arena *arena, struct badge *out_badge)
{
	bool found = db_next(&rows);
	if (found) {
		*out_badge = badge_row(&rows, 0, arena);
		out_badge->person_id = row_text(&rows, BADGE_WIDTH, arena);
	}
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err badge_get(struct db *db, struct arena *arena, int64_t serial, struct badge *out_badge)
{
	return one_badge(db_query(db, SQL_BADGE_GET, "i", serial), arena, out_badge);
}

enum err badge_find(struct db *db, struct arena *arena, const char *code, struct badge *out_badge)
{
	bool is_short = strchr(code, '-') != NULL;
	return one_badge(db_query(db, is_short ? SQL_BADGE_BY_CODE : SQL_BADGE_BY_QR, "t", code), arena, out_badge);
}

enum err badge_history(
    struct db *db, struct arena *arena, const char *person_id, struct badge **out_badges, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct badge) };
	struct db_rows rows = db_query(db, SQL_BADGE_OF, "t", person_id);
	while (db_next(&rows)) {
		struct badge *badge = row_list_add(&list, arena);
		*badge = badge_row(&rows, 0, arena);
		badge->person_id = row_text(&rows, BADGE_WIDTH, arena);
	}
	*out_badges = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err badge_replace(struct db *db, const struct badge *b)
{
	enum err err = badge_revoke(db, b->person_id, b->issued_at);
	if (!err)
		err = db_run(db, SQL_BADGE_ADD, "itttittt", b->serial, b->person_id, b->code, b->qr, b->issued_at,
		    b->issued_by, b->reason, b->desk);
	return err;
}

enum err badge_revoke(struct db *db, const char *person_id, int64_t now)
{
	return db_run(db, SQL_BADGE_REVOKE, "it", now, person_id);
}

enum err arrivals_get(struct db *db, struct arrivals *out_arrivals)
{
	struct arrivals arrivals = { 0 };
	struct db_rows rows = db_query(db, SQL_ARRIVAL_COUNTS, "");
	if (db_next(&rows)) {
		arrivals.arrived = db_int(&rows, 0);
		arrivals.expected = db_int(&rows, 1);
	}
	enum err err = db_end(&rows);
	if (err)
		return err;
	const size_t most = sizeof arrivals.quarters / sizeof *arrivals.quarters;
	rows = db_query(db, SQL_ARRIVAL_QUARTERS, "");
	while (arrivals.n_quarters < most && db_next(&rows)) {
		arrivals.quarters[arrivals.n_quarters].at = db_int(&rows, 0) * 900000;
		arrivals.quarters[arrivals.n_quarters++].count = db_int(&rows, 1);
	}
	err = db_end(&rows);
	if (!err)
		*out_arrivals = arrivals;
	return err;
}

static enum err one_entity(struct db_rows rows, struct arena *arena, struct entity *out_entity)
{
	bool found = db_next(&rows);
	if (found)
		*out_entity = entity_row(&rows, 0, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err entity_get(struct db *db, struct arena *arena, const char *id, struct entity *out_entity)
{
	return one_entity(db_query(db, SQL_ENTITY_GET, "t", id), arena, out_entity);
}

enum err entity_find(
    struct db *db, struct arena *arena, const char *folded, const char *country, struct entity *out_entity)
{
	return one_entity(db_query(db, SQL_ENTITY_FIND, "tt", folded, country), arena, out_entity);
}

enum err entity_search(struct db *db, struct arena *arena, const char *folded, int64_t limit,
    struct entity **out_entities, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct entity) };
	struct db_rows rows = db_query(db, SQL_ENTITY_SEARCH, "ti", arena_printf(arena, "%%%s%%", folded), limit);
	while (db_next(&rows))
		*(struct entity *)row_list_add(&list, arena) = entity_row(&rows, 0, arena);
	*out_entities = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err entity_put(struct db *db, const struct entity *e, const char *folded)
{
	return db_run(db, SQL_ENTITY_EDIT, "ttttt", e->name, folded, e->type, e->country, e->id);
}

enum err entity_add(struct db *db, const struct entity *e, const char *folded, int64_t now)
{
	return db_run(db, SQL_ENTITY_ADD, "ttttti", e->id, e->name, folded, e->type, e->country, now);
}
