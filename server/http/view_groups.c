/* See view_groups.h. */
#include "http/view_groups.h"

#include "badges/seating_plan.h"
#include "http/view.h"

#include <string.h>

/* ---- one of the people ---- */

static const char *country_of(const struct entity *entity)
{
	return *entity->country ? entity->country : NULL;
}

/* The names of the groups that were dearer to them than the one they are in: those were full. */
static void view_dearer(struct jsonw *w, const struct breakout *b, const struct group_member *m)
{
	jsonw_array(w, "full");
	for (const char *at = m->wishes; *at; at += strcspn(at, " "), at += *at == ' ') {
		size_t len = strcspn(at, " ");
		if (strlen(m->group_id) == len && strncmp(at, m->group_id, len) == 0)
			break;
		for (size_t i = 0; i < b->n_groups; i++)
			if (strlen(b->groups[i].id) == len && strncmp(at, b->groups[i].id, len) == 0)
				jsonw_text(w, NULL, b->groups[i].name);
	}
	jsonw_array_end(w);
}

/* How many like them are in their group. */
static int64_t count_like(const struct breakout *b, const struct group_member *m, bool by_region)
{
	int64_t n = 0;
	for (size_t i = 0; i < b->n_members; i++) {
		const struct group_member *other = &b->members[i];
		bool alike = by_region ? strcmp(breakout_region(&other->person), breakout_region(&m->person)) == 0
				       : strcmp(other->person.entity.type, m->person.entity.type) == 0;
		n += alike && strcmp(other->group_id, m->group_id) == 0;
	}
	return n;
}

static void view_why(struct jsonw *w, const struct breakout *b, const struct group_member *m)
{
	enum breakout_rule rule = breakout_rule_find(m->rule);
	bool by_region = rule == BREAKOUT_BALANCE_REGION;
	jsonw_object(w, "why");
	jsonw_text(w, "rule", rule == BREAKOUT_WAITING ? "waiting" : breakout_rule_key(rule));
	if (rule == BREAKOUT_WISH_2 || rule == BREAKOUT_WISH_3 || rule == BREAKOUT_CAPACITY)
		view_dearer(w, b, m);
	if (by_region || rule == BREAKOUT_BALANCE_TYPE)
		jsonw_int(w, "here", count_like(b, m, by_region));
	jsonw_object_end(w);
}

/* Wishes for groups that are gone are left out. */
static void view_wishes(struct jsonw *w, const struct breakout *b, const struct group_member *m)
{
	jsonw_array(w, "wishes");
	for (const char *at = m->wishes; *at; at += strcspn(at, " "), at += *at == ' ')
		for (size_t i = 0; i < b->n_groups; i++)
			if (strncmp(at, b->groups[i].id, strcspn(at, " ")) == 0)
				jsonw_text(w, NULL, b->groups[i].id);
	jsonw_array_end(w);
}

static void view_member(struct jsonw *w, const struct breakout *b, const struct group_member *m)
{
	const struct person *p = &m->person;
	jsonw_object(w, NULL);
	jsonw_text(w, "id", p->id);
	jsonw_text(w, "name", p->display);
	jsonw_text(w, "latin", p->latin);
	jsonw_text(w, "entity", p->entity.name);
	jsonw_text(w, "entity_type", p->entity.type);
	jsonw_text(w, "country", country_of(&p->entity));
	view_text(w, "region", breakout_region(p));
	view_text(w, "language", p->language);
	view_wishes(w, b, m);
	jsonw_bool(w, "by_hand", breakout_rule_find(m->rule) == BREAKOUT_BY_HAND);
	view_why(w, b, m);
	jsonw_object_end(w);
}

static void view_people(struct jsonw *w, const char *name, const struct breakout *b, const char *group_id)
{
	jsonw_array(w, name);
	for (size_t i = 0; i < b->n_members; i++)
		if (strcmp(b->members[i].group_id, group_id) == 0)
			view_member(w, b, &b->members[i]);
	jsonw_array_end(w);
}

/* ---- groups ---- */

static void view_group_open(struct jsonw *w, const char *name, const struct group_row *g)
{
	jsonw_object(w, name);
	jsonw_text(w, "id", g->id);
	jsonw_int(w, "version", g->version);
	jsonw_int(w, "position", g->position);
	jsonw_text(w, "name", g->name);
	view_text(w, "room", g->room_id);
	jsonw_int(w, "capacity", g->capacity);
	view_text(w, "language", g->language);
	if (*g->moderator_id) {
		jsonw_object(w, "moderator");
		jsonw_text(w, "id", g->moderator_id);
		jsonw_text(w, "name", g->moderator);
		jsonw_object_end(w);
	} else {
		jsonw_null(w, "moderator");
	}
}

void view_group(struct jsonw *w, const char *name, const struct group_row *group)
{
	view_group_open(w, name, group);
	jsonw_object_end(w);
}

/* ---- the spread ---- */

static const char *region_key(const struct group_member *m)
{
	const char *key = breakout_region(&m->person);
	return *key ? key : "none";
}

static const char *type_key(const struct group_member *m)
{
	return m->person.entity.type;
}

static const char *language_key(const struct group_member *m)
{
	return *m->person.language ? m->person.language : "none";
}

/* How many of each key are in a group: {"africa": 3}. Each key is written where it comes first. */
static void view_counts(struct jsonw *w, const char *name, const struct breakout *b, const char *group_id,
    const char *(*key)(const struct group_member *))
{
	jsonw_object(w, name);
	for (size_t i = 0; i < b->n_members; i++) {
		const struct group_member *m = &b->members[i];
		bool is_first = strcmp(m->group_id, group_id) == 0;
		int64_t n = 0;
		for (size_t k = 0; is_first && k < b->n_members; k++) {
			bool alike =
			    strcmp(b->members[k].group_id, group_id) == 0 && strcmp(key(&b->members[k]), key(m)) == 0;
			is_first = !alike || k >= i;
			n += alike;
		}
		if (is_first)
			jsonw_int(w, key(m), n);
	}
	jsonw_object_end(w);
}

static void view_balance(struct jsonw *w, const struct breakout *b)
{
	jsonw_array(w, "balance");
	for (size_t i = 0; i < b->n_groups; i++) {
		const struct group_row *g = &b->groups[i];
		jsonw_object(w, NULL);
		jsonw_text(w, "group", g->id);
		jsonw_int(w, "size", (int64_t)breakout_size(b, g->id));
		jsonw_int(w, "capacity", g->capacity);
		view_counts(w, "regions", b, g->id, region_key);
		view_counts(w, "types", b, g->id, type_key);
		view_counts(w, "languages", b, g->id, language_key);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

void view_breakout(struct jsonw *w, const char *name, const struct breakout *b)
{
	jsonw_object(w, name);
	jsonw_text(w, "session", b->session_id);
	jsonw_int(w, "version", b->version);
	jsonw_time(w, "assigned_at", b->assigned_at);
	jsonw_array(w, "groups");
	for (size_t i = 0; i < b->n_groups; i++) {
		view_group_open(w, NULL, &b->groups[i]);
		view_people(w, "people", b, b->groups[i].id);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
	view_people(w, "unplaced", b, "");
	view_balance(w, b);
	jsonw_object_end(w);
}

/* ---- seats ---- */

static void view_who(struct jsonw *w, const struct seat_row *row)
{
	if (*row->person.id) {
		jsonw_object(w, "person");
		jsonw_text(w, "id", row->person.id);
		jsonw_text(w, "name", row->person.display);
		jsonw_text(w, "latin", row->person.latin);
		jsonw_object_end(w);
	} else {
		jsonw_null(w, "person");
	}
	if (*row->entity.id)
		view_entity(w, "entity", &row->entity);
	else
		jsonw_null(w, "entity");
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* The seat with its card, as one box. */
static struct seating_box whole(const struct seating_seat *seat)
{
	const struct seating_box *a = &seat->card, *b = &seat->chair;
	struct seating_box box = { .x = least(a->x, b->x), .y = least(a->y, b->y) };
	box.width = -least(-(a->x + a->width), -(b->x + b->width)) - box.x;
	box.height = -least(-(a->y + a->height), -(b->y + b->height)) - box.y;
	return box;
}

static void view_seat(struct jsonw *w, const struct session_seating *s, size_t i)
{
	struct seating_box box = whole(&s->plan.seats[i]);
	char label[SEATING_LABEL_LEN];
	seating_label(s->plan.shape, s->plan.n_seats, s->tables, i + 1, label);
	jsonw_object(w, NULL);
	jsonw_int(w, "number", (int64_t)i + 1);
	jsonw_text(w, "label", label);
	jsonw_int(w, "table", s->plan.seats[i].table);
	jsonw_int(w, "x", box.x + SEATING_PLAN_MARGIN);
	jsonw_int(w, "y", box.y + SEATING_PLAN_TOP);
	jsonw_int(w, "width", box.width);
	jsonw_int(w, "height", box.height);
	view_who(w, &s->seats[i]);
	jsonw_object_end(w);
}

static void view_unseated(struct jsonw *w, const struct session_seating *s)
{
	jsonw_array(w, "unseated");
	for (size_t i = 0; i < s->n_unseated; i++) {
		jsonw_object(w, NULL);
		view_who(w, &s->unseated[i]);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

void view_seating(struct jsonw *w, const char *name, const struct session_seating *s)
{
	bool is_laid = s->version > 0;
	jsonw_object(w, name);
	jsonw_text(w, "session", s->session_id);
	jsonw_int(w, "version", s->version);
	jsonw_text(w, "shape", is_laid ? seating_shape_key(s->plan.shape) : NULL);
	jsonw_text(w, "order", is_laid ? seating_order_key(s->order) : NULL);
	jsonw_text(w, "whom", s->by_delegation ? "delegations" : "people");
	jsonw_int(w, "tables", (int64_t)s->tables);
	jsonw_object(w, "size");
	jsonw_int(w, "width", is_laid ? seating_plan_width(s->plan.width) : 0);
	jsonw_int(w, "height", is_laid ? seating_plan_height(s->plan.height) : 0);
	jsonw_object_end(w);
	jsonw_array(w, "seats");
	for (size_t i = 0; i < s->plan.n_seats; i++)
		view_seat(w, s, i);
	jsonw_array_end(w);
	view_unseated(w, s);
	jsonw_object_end(w);
}
