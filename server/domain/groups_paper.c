/* See groups_paper.h. */
#include "domain/groups_paper.h"

#include "badges/text.h"
#include "domain/country.h"
#include "domain/paper_facts.h"
#include "domain/programme.h"
#include "domain/protocol_order.h"

#include <string.h>

static const char *country_of(const struct entity *entity, const char *language)
{
	const struct country *country = country_find(entity->country);
	return country ? country_name(country, language) : "";
}

static const char *latin_of(const struct person *person)
{
	return badge_text_is_latin(person->display) ? "" : person->latin;
}

/* What stands over both: the session's title, and when and where it is. */
struct heading {
	const char *title, *scope, *room;
};

static enum err heading_of(
    struct db *db, struct arena *arena, const char *session_id, const char *language, struct heading *out_heading)
{
	struct agenda agenda;
	enum lang lang = LANG_EN;
	enum err err = programme_around(db, arena, session_id, &agenda);
	const struct agenda_session *session = err ? NULL : agenda_session_find(&agenda, session_id);
	if (err || !session)
		return err ? err : ERR_NOT_FOUND;
	lang_parse(language, &lang);
	const struct agenda_room *room = agenda_room_now(&agenda, session);
	*out_heading = (struct heading){ .title = texts_best(&session->title, lang), .room = room ? room->name : "" };
	out_heading->scope = arena_printf(
	    arena, "%s%s%s", paper_time(arena, session->starts_at), room ? " · " : "", out_heading->room);
	return OK;
}

/* ---- rosters ---- */

static struct roster_group group_of(struct arena *arena, const struct breakout *b, const struct group_row *row,
    const struct heading *heading, const char *language)
{
	struct roster_person *people = arena_array(arena, struct roster_person, b->n_members + 1);
	struct person *in_it = arena_array(arena, struct person, b->n_members + 1);
	size_t n = 0;
	for (size_t i = 0; i < b->n_members; i++)
		if (strcmp(b->members[i].group_id, row->id) == 0)
			in_it[n++] = b->members[i].person;
	people_sort(arena, in_it, n, PEOPLE_NAME);
	for (size_t i = 0; i < n; i++)
		people[i] = (struct roster_person){ .name = in_it[i].display,
			.latin = latin_of(&in_it[i]),
			.entity = in_it[i].entity.name,
			.country = country_of(&in_it[i].entity, language),
			.language = in_it[i].language };
	return (struct roster_group){ .name = row->name,
		.room = *row->room ? row->room : heading->room,
		.moderator = row->moderator,
		.language = row->language,
		.capacity = row->capacity,
		.people = people,
		.n_people = n };
}

enum err groups_roster(struct db *db, struct arena *arena, const struct breakout *b, const char *language,
    int64_t now, struct roster_data *out_data)
{
	struct roster_data data = { .n_groups = b->n_groups };
	struct heading heading;
	language = language ? language : "en";
	enum err err = paper_facts(db, arena, language, now, &data.paper);
	if (!err)
		err = heading_of(db, arena, b->session_id, language, &heading);
	if (err)
		return err;
	struct roster_group *groups = arena_array(arena, struct roster_group, b->n_groups + 1);
	for (size_t i = 0; i < b->n_groups; i++)
		groups[i] = group_of(arena, b, &b->groups[i], &heading, language);
	data.title = heading.title;
	data.scope = heading.scope;
	data.groups = groups;
	*out_data = data;
	return OK;
}

/* ---- seating plans ---- */

static struct badge_box box_of(const struct seating_box *box)
{
	return (struct badge_box){ box->x, box->y, box->width, box->height };
}

static struct seating_plan_seat who_of(const struct seat_row *row, const char *language)
{
	bool is_person = *row->person.id;
	return (struct seating_plan_seat){ .label = "–",
		.name = is_person ? row->person.display : "",
		.latin = is_person ? latin_of(&row->person) : "",
		.language = is_person ? row->person.language : language,
		.entity = *row->entity.id ? row->entity.name : "",
		.country = *row->entity.id ? country_of(&row->entity, language) : "",
		.is_delegation = !is_person && *row->entity.id };
}

static const struct seating_plan_seat *seats_of(
    struct arena *arena, const struct session_seating *s, const char *language)
{
	struct seating_plan_seat *seats = arena_array(arena, struct seating_plan_seat, s->plan.n_seats + 1);
	for (size_t i = 0; i < s->plan.n_seats; i++) {
		char label[SEATING_LABEL_LEN];
		seating_label(s->plan.shape, s->plan.n_seats, s->tables, i + 1, label);
		seats[i] = who_of(&s->seats[i], language);
		seats[i].label = arena_dup(arena, label);
		seats[i].card = box_of(&s->plan.seats[i].card);
		seats[i].chair = box_of(&s->plan.seats[i].chair);
		seats[i].turn = s->plan.seats[i].turn;
	}
	return seats;
}

static const struct seating_plan_seat *unseated_of(
    struct arena *arena, const struct session_seating *s, const char *language)
{
	struct seating_plan_seat *unseated = arena_array(arena, struct seating_plan_seat, s->n_unseated + 1);
	for (size_t i = 0; i < s->n_unseated; i++)
		unseated[i] = who_of(&s->unseated[i], language);
	return unseated;
}

static const struct seating_plan_table *tables_of(struct arena *arena, const struct seating *plan)
{
	struct seating_plan_table *tables = arena_array(arena, struct seating_plan_table, plan->n_tables + 1);
	for (size_t i = 0; i < plan->n_tables; i++)
		tables[i] = (struct seating_plan_table){ box_of(&plan->tables[i].box), plan->tables[i].is_round,
			plan->tables[i].is_round ? arena_printf(arena, "%zu", i + 1) : "" };
	return tables;
}

enum err groups_seating_plan(struct db *db, struct arena *arena, const struct session_seating *s,
    const char *language, int64_t now, struct seating_plan_data *out_data, struct fault *out_fault)
{
	static const enum seating_plan_order ORDERS[SEATING_ORDER_MAX] = { [SEATING_FRENCH] = SEATING_PLAN_FRENCH,
		[SEATING_PROTOCOL] = SEATING_PLAN_PROTOCOL,
		[SEATING_FREE] = SEATING_PLAN_FREE };
	struct seating_plan_data data = { 0 };
	struct heading heading;
	if (!s->version)
		return fault_set(out_fault, ERR_NOT_FOUND, NULL, "This room is not laid yet. Choose a shape first.");
	language = language ? language : "en";
	enum err err = paper_facts(db, arena, language, now, &data.paper);
	if (!err)
		err = heading_of(db, arena, s->session_id, language, &heading);
	if (err)
		return err;
	const char *countries = s->order == SEATING_FRENCH ? "fr" : language;
	data.title = heading.title;
	data.scope = heading.scope;
	data.order = ORDERS[s->order];
	data.has_stage = s->plan.shape == SEATING_THEATRE;
	data.width = s->plan.width;
	data.height = s->plan.height;
	data.seats = seats_of(arena, s, countries);
	data.n_seats = s->plan.n_seats;
	data.tables = tables_of(arena, &s->plan);
	data.n_tables = s->plan.n_tables;
	data.unseated = unseated_of(arena, s, countries);
	data.n_unseated = s->n_unseated;
	*out_data = data;
	return OK;
}
