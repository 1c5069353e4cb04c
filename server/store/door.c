/* Points, presence, cards and invitations: rows to structs and back. See door.h. */
#include "store/door.h"

#include "store/db.h"
#include "store/rows.h"

#include <string.h>

/* ---- points ---- */

static struct point point_row(const struct db_rows *rows, struct arena *arena)
{
	return (struct point){
		.id = row_text(rows, 0, arena),
		.version = db_int(rows, 1),
		.name = row_text(rows, 2, arena),
		.room_id = row_text(rows, 3, arena),
		.capacity = db_int(rows, 4),
		.inside = db_int(rows, 5),
		.exits = db_int(rows, 6) != 0,
		.categories = row_text(rows, 7, arena),
		.by_invitation = db_int(rows, 8) != 0,
		.invitation_minutes = db_int(rows, 9),
		.takes_cards = db_int(rows, 10) != 0,
		.unknown_offline = row_text(rows, 11, arena),
		.state = row_text(rows, 12, arena),
	};
}

enum err point_get(struct db *db, struct arena *arena, const char *id, struct point *out_point)
{
	struct db_rows rows = db_query(db, SQL_POINT_GET, "t", id);
	bool found = db_next(&rows);
	if (found)
		*out_point = point_row(&rows, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err point_all(struct db *db, struct arena *arena, struct point **out_points, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct point) };
	struct db_rows rows = db_query(db, SQL_POINT_ALL, "");
	while (db_next(&rows))
		*(struct point *)row_list_add(&list, arena) = point_row(&rows, arena);
	*out_points = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

static const char *or_null(const char *text)
{
	return *text ? text : NULL;
}

enum err point_add(struct db *db, const struct point *p)
{
	return db_run(db, SQL_POINT_ADD, "tttzitiiitt", p->id, p->name, or_null(p->room_id), p->capacity,
	    (int64_t)p->exits, p->categories, (int64_t)p->by_invitation, p->invitation_minutes,
	    (int64_t)p->takes_cards, p->unknown_offline, p->state);
}

enum err point_edit(struct db *db, const struct point *p)
{
	return db_run(db, SQL_POINT_EDIT, "ttzitiiittt", p->name, or_null(p->room_id), p->capacity, (int64_t)p->exits,
	    p->categories, (int64_t)p->by_invitation, p->invitation_minutes, (int64_t)p->takes_cards,
	    p->unknown_offline, p->state, p->id);
}

enum err point_move(struct db *db, const char *id, int64_t by)
{
	return db_run(db, SQL_POINT_MOVE, "it", by, id);
}

/* ---- presence ---- */

static struct presence presence_row(const struct db_rows *rows, int column, struct arena *arena)
{
	return (struct presence){
		.at = db_int(rows, column),
		.by_actor = row_text(rows, column + 1, arena),
		.left_at = db_int(rows, column + 2),
		.seen_at = db_int(rows, column + 3),
		.seen_serial = db_int(rows, column + 4),
		.seen_rule = row_text(rows, column + 5, arena),
	};
}

enum err presence_at(
    struct db *db, struct arena *arena, const struct holder *who, const char *point, struct presence *out_presence)
{
	struct db_rows rows = who->person_id ? db_query(db, SQL_PERSON_AT_POINT, "tt", who->person_id, point)
					     : db_query(db, SQL_CARD_AT_POINT, "it", who->card, point);
	struct presence presence = { .by_actor = "", .seen_rule = "" };
	if (db_next(&rows))
		presence = presence_row(&rows, 0, arena);
	enum err err = db_end(&rows);
	if (!err)
		*out_presence = presence;
	return err;
}

enum err badge_scanned(
    struct db *db, struct arena *arena, const char *code, const char *point, struct scanned *out_scanned)
{
	bool is_short = strchr(code, '-') != NULL;
	struct scanned scanned = { .serial = 0 };
	struct db_rows rows = db_query(db, is_short ? SQL_SCANNED_BY_CODE : SQL_SCANNED_BY_QR, "tt", point, code);
	bool found = db_next(&rows);
	if (found) {
		scanned.person = person_row(&rows, arena);
		scanned.presence = presence_row(&rows, PERSON_WIDTH, arena);
		scanned.serial = scanned.person.badge.serial;
		scanned.revoked_at = scanned.person.badge.revoked_at;
	}
	enum err err = db_end(&rows);
	if (!err && !found)
		return ERR_NOT_FOUND;
	if (!err && strcmp(scanned.person.badge.state, "issued") != 0) /* the person has another one, or none */
		err = person_get(db, arena, scanned.person.id, &scanned.person);
	if (!err)
		*out_scanned = scanned;
	return err;
}

enum err presence_put(struct db *db, const struct holder *who, const char *point, const struct presence *p)
{
	if (who->person_id)
		return db_run(db, SQL_PERSON_AT_POINT_PUT, "ttitziit", who->person_id, point, p->at, p->by_actor,
		    p->left_at, p->seen_at, p->seen_serial, p->seen_rule);
	return db_run(db, SQL_CARD_AT_POINT_PUT, "ititziit", who->card, point, p->at, p->by_actor, p->left_at,
	    p->seen_at, p->seen_serial, p->seen_rule);
}

static enum err inside_add(struct db_rows rows, struct arena *arena, struct row_list *list)
{
	while (db_next(&rows))
		*(struct inside *)row_list_add(list, arena) = (struct inside){
			.point = row_text(&rows, 0, arena),
			.person_id = row_text(&rows, 1, arena),
			.registration_id = row_text(&rows, 2, arena),
			.display = row_text(&rows, 3, arena),
			.category = row_text(&rows, 4, arena),
			.entity = entity_row(&rows, 5, arena),
			.since = db_int(&rows, 10),
			.card = db_int(&rows, 11),
		};
	return db_end(&rows);
}

enum err inside_list(struct db *db, struct arena *arena, const char *point, struct inside **out_inside, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct inside) };
	enum err err = inside_add(db_query(db, SQL_INSIDE_PERSONS, "t", point), arena, &list);
	if (!err)
		err = inside_add(db_query(db, SQL_INSIDE_CARDS, "t", point), arena, &list);
	*out_inside = list.items;
	*out_n = list.n;
	return err;
}

enum err inside_anywhere(struct db *db, int64_t *out_n)
{
	return row_int(db_query(db, SQL_INSIDE_ANYWHERE, ""), out_n);
}

enum err inside_recount(struct db *db, struct arena *arena, struct inside_count **out_counts, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct inside_count) };
	struct db_rows rows = db_query(db, SQL_INSIDE_RECOUNT, "");
	while (db_next(&rows))
		*(struct inside_count *)row_list_add(&list, arena) =
		    (struct inside_count){ row_text(&rows, 0, arena), db_int(&rows, 1), db_int(&rows, 2) };
	*out_counts = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

/* ---- transferable cards ---- */

static struct card card_row(const struct db_rows *rows, struct arena *arena)
{
	return (struct card){
		.serial = db_int(rows, 0),
		.code = row_text(rows, 1, arena),
		.qr = row_text(rows, 2, arena),
		.points = row_text(rows, 3, arena),
		.state = row_text(rows, 4, arena),
		.issued_at = db_int(rows, 5),
		.issued_by = row_text(rows, 6, arena),
		.reason = row_text(rows, 7, arena),
		.revoked_at = db_int(rows, 8),
		.entity = entity_row(rows, 9, arena),
	};
}

static enum err one_card(struct db_rows rows, struct arena *arena, struct card *out_card)
{
	bool found = db_next(&rows);
	if (found)
		*out_card = card_row(&rows, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err card_get(struct db *db, struct arena *arena, int64_t serial, struct card *out_card)
{
	return one_card(db_query(db, SQL_CARD_GET, "i", serial), arena, out_card);
}

enum err card_find(struct db *db, struct arena *arena, const char *code, struct card *out_card)
{
	bool is_short = strchr(code, '-') != NULL;
	return one_card(db_query(db, is_short ? SQL_CARD_BY_CODE : SQL_CARD_BY_QR, "t", code), arena, out_card);
}

enum err card_all(struct db *db, struct arena *arena, const char *entity_id, struct card **out_cards, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct card) };
	struct db_rows rows = db_query(db, SQL_CARD_ALL, "t", entity_id);
	while (db_next(&rows))
		*(struct card *)row_list_add(&list, arena) = card_row(&rows, arena);
	*out_cards = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err card_add(struct db *db, const struct card *c)
{
	return db_run(db, SQL_CARD_ADD, "ittttit", c->serial, c->entity.id, c->code, c->qr, c->points, c->issued_at,
	    c->issued_by);
}

enum err card_revoke(struct db *db, int64_t serial, const char *reason, int64_t now, bool *out_revoked)
{
	enum err err = db_run(db, SQL_CARD_REVOKE, "iti", now, reason, serial);
	*out_revoked = !err && db_changes(db) > 0;
	return err;
}

enum err card_quota_get(struct db *db, const char *entity_id, const char *point, struct card_quota *out_quota)
{
	struct card_quota quota = { .most = -1 };
	struct db_rows rows = db_query(db, SQL_CARD_QUOTA, "tt", point, entity_id);
	if (db_next(&rows))
		quota = (struct card_quota){ .most = db_int(&rows, 0), .inside = db_int(&rows, 1) };
	enum err err = db_end(&rows);
	if (!err)
		*out_quota = quota;
	return err;
}

enum err card_quota_put(struct db *db, const char *entity_id, int64_t most)
{
	return most < 0 ? db_run(db, SQL_CARD_QUOTA_PUT, "zt", (int64_t)0, entity_id)
			: db_run(db, SQL_CARD_QUOTA_PUT, "it", most, entity_id);
}

/* ---- invitations ---- */

enum err invitation_add(struct db *db, const char *session_id, const char *person_id)
{
	return db_run(db, SQL_INVITATION_ADD, "tt", session_id, person_id);
}

enum err invitation_remove(struct db *db, const char *session_id, const char *person_id)
{
	return db_run(db, SQL_INVITATION_REMOVE, "tt", session_id, person_id);
}

/* ---- what doors without network hold ---- */

static const char *text_of(const struct db_rows *rows, int column)
{
	const char *text = db_text(rows, column);
	return text ? text : "";
}

enum err listed_badges(
    struct db *db, const char *point, enum err (*each)(void *ctx, const struct listed_badge *badge), void *ctx)
{
	struct db_rows rows = db_query(db, SQL_LIST_BADGES, "t", point);
	enum err stop = OK;
	while (!stop && db_next(&rows)) {
		struct listed_badge badge = { .qr = text_of(&rows, 0),
			.serial = db_int(&rows, 1),
			.revoked_at = db_int(&rows, 2),
			.person = { .id = text_of(&rows, 3),
			    .state = text_of(&rows, 4),
			    .category = text_of(&rows, 5),
			    .rooms = text_of(&rows, 6),
			    .vip = db_int(&rows, 7) != 0 },
			.is_inside = db_int(&rows, 8) && !db_int(&rows, 9) };
		stop = each(ctx, &badge);
	}
	enum err err = db_end(&rows);
	return stop ? stop : err;
}
