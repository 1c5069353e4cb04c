/* Lists for the desk, delegations, the help desk, alerts, and what moves when two rows of a person become one: rows
 * to structs and back. See people.h and people_write.h. */
#include "store/db.h"
#include "store/people_write.h"
#include "store/rows.h"

#include <string.h>

/* ---- persons ---- */

enum err person_list(struct db *db, const struct person_filter *filter,
    enum err (*each)(void *ctx, const struct person *person), void *ctx)
{
	return person_walk(
	    db_query(db, SQL_PERSON_LIST, "tti", filter->state, filter->category, (int64_t)filter->uncollected), each,
	    ctx);
}

enum err person_of_entity(
    struct db *db, struct arena *arena, const char *entity_id, struct person **out_persons, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct person) };
	struct db_rows rows = db_query(db, SQL_PERSON_OF_ENTITY, "t", entity_id);
	while (db_next(&rows))
		*(struct person *)row_list_add(&list, arena) = person_row(&rows, arena);
	*out_persons = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err person_guests(
    struct db *db, struct arena *arena, const char *host_id, struct guest **out_guests, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct guest) };
	struct db_rows rows = db_query(db, SQL_PERSON_GUESTS, "t", host_id);
	while (db_next(&rows))
		*(struct guest *)row_list_add(&list, arena) =
		    (struct guest){ row_text(&rows, 0, arena), row_text(&rows, 1, arena) };
	*out_guests = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err person_stand(struct db *db, const struct person *p)
{
	return db_run(db, SQL_PERSON_STAND, "tttztttzzttztzttt", p->state, p->registration_id, p->roles,
	    p->arrived_at, p->arrived_by, p->arrived_desk, p->approved_by, p->approved_at, p->confirmed_at, p->letter,
	    p->letter_by, p->letter_at, p->identity_by, p->identity_at, *p->merged_into ? p->merged_into : NULL,
	    *p->help.id ? p->help.id : NULL, p->id);
}

enum err person_photo(struct db *db, const char *id, int64_t at)
{
	return db_run(db, SQL_PERSON_PHOTO, "zt", at, id);
}

enum err badge_collect(struct db *db, const struct badge *b)
{
	return db_run(db, SQL_BADGE_COLLECT, "tzti", b->collected_by, b->collected_at, b->collected_desk, b->serial);
}

/* ---- arrivals ---- */

static enum err count_today(
    struct db *db, int64_t midnight, const char *date, int64_t recent_after, struct arrivals_today *today)
{
	struct db_rows rows = db_query(db, SQL_ARRIVAL_TODAY, "iti", midnight, date, recent_after);
	if (db_next(&rows)) {
		today->arrived = db_int(&rows, 0);
		today->to_come = db_int(&rows, 1);
		today->recent = db_int(&rows, 2);
	}
	return db_end(&rows);
}

enum err arrivals_today_get(struct db *db, struct arena *arena, int64_t midnight, const char *date,
    int64_t recent_after, struct arrivals_today *out_today)
{
	const size_t most = sizeof out_today->desks / sizeof *out_today->desks;
	struct arrivals_today *today = arena_new(arena, struct arrivals_today);
	enum err err = count_today(db, midnight, date, recent_after, today);
	if (err)
		return err;
	struct db_rows rows = db_query(db, SQL_ARRIVAL_DESKS, "ii", recent_after, midnight);
	while (today->n_desks < most && db_next(&rows)) {
		today->desks[today->n_desks].desk = row_text(&rows, 0, arena);
		today->desks[today->n_desks].count = db_int(&rows, 1);
		today->desks[today->n_desks++].recent = db_int(&rows, 2);
	}
	err = db_end(&rows);
	if (!err)
		*out_today = *today;
	return err;
}

/* ---- delegations ---- */

static enum err display_of(struct db *db, struct arena *arena, const char *id, const char **out_display)
{
	struct db_rows rows = db_query(db, SQL_PERSON_DISPLAY, "t", id);
	*out_display = db_next(&rows) ? row_text(&rows, 0, arena) : "";
	return db_end(&rows);
}

enum err entity_book(
    struct db *db, struct arena *arena, int64_t limit, struct entity_count **out_counts, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct entity_count) };
	struct db_rows rows = db_query(db, SQL_ENTITY_BOOK, "i", limit);
	while (db_next(&rows))
		*(struct entity_count *)row_list_add(&list, arena) = (struct entity_count){
			.entity = entity_row(&rows, 0, arena),
			.registered = db_int(&rows, 5),
			.arrived = db_int(&rows, 6),
			.pledges = db_int(&rows, 7),
		};
	*out_counts = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err delegation_list(struct db *db, struct arena *arena, const char *folded, int64_t limit,
    struct delegation **out_delegations, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct delegation) };
	struct db_rows rows = db_query(db, SQL_DELEGATION_LIST, "ti", arena_printf(arena, "%%%s%%", folded), limit);
	while (db_next(&rows))
		*(struct delegation *)row_list_add(&list, arena) = (struct delegation){
			.entity = entity_row(&rows, 0, arena),
			.expected = db_int(&rows, 5),
			.arrived = db_int(&rows, 6),
			.badges = db_int(&rows, 7),
			.uncollected = db_int(&rows, 8),
			.head_id = row_text(&rows, 9, arena),
			.head_display = "",
		};
	enum err err = db_end(&rows);
	struct delegation *delegations = list.items;
	for (size_t i = 0; !err && i < list.n; i++)
		if (*delegations[i].head_id)
			err = display_of(db, arena, delegations[i].head_id, &delegations[i].head_display);
	*out_delegations = delegations;
	*out_n = list.n;
	return err;
}

/* ---- the help desk ---- */

static struct help_case help_row(const struct db_rows *rows, struct arena *arena)
{
	return (struct help_case){
		.id = row_text(rows, 0, arena),
		.person_id = row_text(rows, 1, arena),
		.reason = row_text(rows, 2, arena),
		.words = row_text(rows, 3, arena),
		.state = row_text(rows, 4, arena),
		.by_actor = row_text(rows, 5, arena),
		.desk = row_text(rows, 6, arena),
		.at = db_int(rows, 7),
		.taken_by = row_text(rows, 8, arena),
		.taken_at = db_int(rows, 9),
		.closed_by = row_text(rows, 10, arena),
		.closed_at = db_int(rows, 11),
		.outcome = row_text(rows, 12, arena),
		.display = row_text(rows, 13, arena),
		.category = row_text(rows, 14, arena),
		.entity = row_text(rows, 15, arena),
	};
}

enum err help_case_get(struct db *db, struct arena *arena, const char *id, struct help_case *out_case)
{
	struct db_rows rows = db_query(db, SQL_HELP_GET, "t", id);
	bool found = db_next(&rows);
	if (found)
		*out_case = help_row(&rows, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err help_case_list(
    struct db *db, struct arena *arena, bool closed, int64_t limit, struct help_case **out_cases, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct help_case) };
	struct db_rows rows = db_query(db, closed ? SQL_HELP_CLOSED : SQL_HELP_OPEN, "i", limit);
	while (db_next(&rows))
		*(struct help_case *)row_list_add(&list, arena) = help_row(&rows, arena);
	*out_cases = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err help_case_add(struct db *db, const struct help_case *h)
{
	return db_run(
	    db, SQL_HELP_ADD, "tttttti", h->id, h->person_id, h->reason, h->words, h->by_actor, h->desk, h->at);
}

enum err help_case_edit(struct db *db, const struct help_case *h)
{
	return db_run(db, SQL_HELP_EDIT, "ttztztt", h->state, h->taken_by, h->taken_at, h->closed_by, h->closed_at,
	    h->outcome, h->id);
}

/* ---- alerts ---- */

/* Rows of one alert stand together, one for each who has seen it. */
static enum err alerts(struct db *db, struct arena *arena, int64_t since, const char *id, struct row_list *list)
{
	struct row_list seen = { 0 };
	struct alert *alert = NULL;
	struct db_rows rows = db_query(db, SQL_ALERT_LIST, "it", since, id);
	while (db_next(&rows)) {
		if (!alert || strcmp(alert->id, db_text(&rows, 0)) != 0) {
			alert = row_list_add(list, arena);
			*alert = (struct alert){
				.id = row_text(&rows, 0, arena),
				.at = db_int(&rows, 1),
				.place = row_text(&rows, 2, arena),
				.person_id = row_text(&rows, 3, arena),
				.display = row_text(&rows, 4, arena),
				.title = row_text(&rows, 5, arena),
				.category = row_text(&rows, 6, arena),
				.entity = row_text(&rows, 7, arena),
			};
			seen = (struct row_list){ .size = sizeof(struct alert_seen_by) };
		}
		if (!db_int(&rows, 9))
			continue;
		*(struct alert_seen_by *)row_list_add(&seen, arena) =
		    (struct alert_seen_by){ row_text(&rows, 8, arena), db_int(&rows, 9) };
		alert->seen = seen.items;
		alert->n_seen = seen.n;
	}
	return db_end(&rows);
}

enum err alert_list(struct db *db, struct arena *arena, int64_t since, struct alert **out_alerts, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct alert) };
	enum err err = alerts(db, arena, since, "", &list);
	*out_alerts = list.items;
	*out_n = list.n;
	return err;
}

enum err alert_get(struct db *db, struct arena *arena, const char *id, struct alert *out_alert)
{
	struct row_list list = { .size = sizeof(struct alert) };
	enum err err = *id ? alerts(db, arena, 0, id, &list) : ERR_NOT_FOUND;
	if (!err && list.n)
		*out_alert = *(struct alert *)list.items;
	return err ? err : list.n ? OK : ERR_NOT_FOUND;
}

enum err alert_add(struct db *db, const char *id, const char *person_id, const char *place, int64_t at)
{
	return db_run(db, SQL_ALERT_ADD, "ttti", id, person_id, place, at);
}

enum err alert_see(struct db *db, const char *id, const char *actor, int64_t at, bool *out_first)
{
	enum err err = db_run(db, SQL_ALERT_SEEN, "tti", id, actor, at);
	*out_first = !err && db_changes(db) > 0;
	return err;
}

enum err alert_take_back(struct db *db, const char *person_id, int64_t since, int64_t now, bool *out_any)
{
	enum err err = db_run(db, SQL_ALERT_TAKE_BACK, "iti", now, person_id, since);
	*out_any = !err && db_changes(db) > 0;
	return err;
}

/* ---- two rows of one person ---- */

enum err reference_list(struct db *db, struct arena *arena, const char *from, const char *to,
    struct reference **out_references, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct reference) };
	struct db_rows rows = db_query(db, SQL_MERGE_REFERENCES, "tt", from, to);
	while (db_next(&rows))
		*(struct reference *)row_list_add(&list, arena) =
		    (struct reference){ row_text(&rows, 0, arena), row_text(&rows, 1, arena) };
	*out_references = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err reference_move(struct db *db, const struct reference *reference, const char *from, const char *to)
{
	static const struct {
		const char *kind;
		enum sql sql;
	} MOVES[] = { { "speaker", SQL_MERGE_SPEAKER }, { "signatory", SQL_MERGE_SIGNATORY },
		{ "session", SQL_MERGE_SESSION }, { "cochair", SQL_MERGE_COCHAIR }, { "guest", SQL_MERGE_GUEST },
		{ "presence", SQL_MERGE_PRESENCE }, { "invitation", SQL_MERGE_INVITATION } };
	for (size_t i = 0; i < sizeof MOVES / sizeof *MOVES; i++)
		if (strcmp(MOVES[i].kind, reference->kind) == 0)
			return db_run(db, MOVES[i].sql, "ttt", to, reference->key, from);
	return ERR_BROKEN;
}
