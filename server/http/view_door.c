/* See view_door.h. */
#include "http/view_door.h"

#include "domain/door_rules.h"
#include "http/view.h"

#include <stdio.h>

void view_count(struct jsonw *w, const char *name, int64_t count)
{
	if (count)
		jsonw_int(w, name, count);
	else
		jsonw_null(w, name);
}

void view_point(struct jsonw *w, const char *name, const struct point *p)
{
	jsonw_object(w, name);
	jsonw_text(w, "id", p->id);
	jsonw_int(w, "version", p->version);
	jsonw_text(w, "name", p->name);
	view_text(w, "room", p->room_id);
	view_count(w, "capacity", p->capacity);
	jsonw_int(w, "inside", p->inside);
	jsonw_bool(w, "exits", p->exits);
	jsonw_object(w, "rules");
	view_words(w, "categories", p->categories);
	jsonw_bool(w, "invitation", p->by_invitation);
	jsonw_int(w, "invitation_minutes", p->invitation_minutes);
	jsonw_bool(w, "transferable", p->takes_cards);
	jsonw_text(w, "unknown_offline", p->unknown_offline);
	jsonw_object_end(w);
	jsonw_text(w, "state", p->state);
	jsonw_object_end(w);
}

void view_door_rules(struct jsonw *w, const char *name)
{
	jsonw_array(w, name);
	for (enum door_rule rule = 0; rule < DOOR_RULE_MAX; rule++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "key", door_rule_key(rule));
		jsonw_text(w, "result", door_result_name(door_rule_result(rule)));
		jsonw_text(w, "light", door_light_name(door_rule_light(rule)));
		jsonw_bool(w, "live", door_rule_is_live(rule));
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

static void view_serial(struct jsonw *w, const char *name, int64_t serial)
{
	char text[24];
	snprintf(text, sizeof text, "C-%04lld", (long long)serial);
	jsonw_text(w, name, serial ? text : NULL);
}

void view_inside(struct jsonw *w, const char *name, const struct inside *inside)
{
	jsonw_object(w, name);
	if (inside->card) {
		view_serial(w, "card", inside->card);
	} else {
		jsonw_text(w, "id", inside->person_id);
		jsonw_text(w, "name", inside->display);
		jsonw_text(w, "category", inside->category);
	}
	view_entity(w, "entity", &inside->entity);
	jsonw_time(w, "since", inside->since);
	jsonw_object_end(w);
}

void view_card(struct jsonw *w, const char *name, const struct card *card, bool with_qr)
{
	if (!card->serial) {
		jsonw_null(w, name);
		return;
	}
	jsonw_object(w, name);
	view_serial(w, "serial", card->serial);
	jsonw_text(w, "code", card->code);
	if (with_qr)
		jsonw_text(w, "qr", card->qr);
	view_words(w, "points", card->points);
	jsonw_text(w, "state", card->state);
	jsonw_time(w, "issued_at", card->issued_at);
	jsonw_text(w, "issued_by", card->issued_by);
	view_text(w, "reason", card->reason);
	view_entity(w, "entity", &card->entity);
	jsonw_object_end(w);
}

static void view_conflict_person(struct jsonw *w, const struct conflict *c)
{
	if (!*c->person_id) {
		jsonw_null(w, "person");
		return;
	}
	jsonw_object(w, "person");
	jsonw_text(w, "id", c->person_id);
	jsonw_text(w, "name", c->display);
	jsonw_text(w, "category", c->category);
	jsonw_object_end(w);
}

static void view_resolution(struct jsonw *w, const struct conflict *c)
{
	if (!c->resolved_at) {
		jsonw_null(w, "resolution");
		return;
	}
	jsonw_object(w, "resolution");
	jsonw_text(w, "take", c->taken);
	view_text(w, "words", c->remark);
	jsonw_text(w, "by", c->resolved_by);
	jsonw_time(w, "at", c->resolved_at);
	jsonw_object_end(w);
}

void view_conflict(struct jsonw *w, const char *name, const struct conflict *c)
{
	jsonw_object(w, name);
	jsonw_text(w, "id", c->id);
	jsonw_text(w, "kind", c->kind);
	jsonw_text(w, "state", c->state);
	jsonw_time(w, "at", c->at);
	jsonw_time(w, "received_at", c->received_at);
	jsonw_text(w, "by", c->by_actor);
	view_text(w, "desk", c->desk);
	view_text(w, "point", c->point);
	view_conflict_person(w, c);
	view_serial(w, "card", c->card);
	view_text(w, "code", c->code);
	jsonw_text(w, "words", c->words);
	view_resolution(w, c);
	jsonw_object_end(w);
}
