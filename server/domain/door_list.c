/* See door_list.h. */
#include "domain/door_list.h"

#include "domain/door_facts.h"
#include "store/people.h"
#include "store/journal.h"

#include <sodium.h>
#include <string.h>

struct listing {
	struct db *db;
	struct arena *arena; /* of the list */
	struct arena *row;   /* of one row */
	int64_t now;
	size_t cap;
	struct door_list *list;
};

const char *door_list_base64(struct arena *arena, const uint8_t *bytes, size_t len)
{
	size_t room = sodium_base64_ENCODED_LEN(len, sodium_base64_VARIANT_ORIGINAL);
	return sodium_bin2base64(arena_alloc(arena, room), room, bytes, len, sodium_base64_VARIANT_ORIGINAL);
}

static uint8_t *next_row(struct listing *l)
{
	struct door_list *list = l->list;
	if (list->n_rows == l->cap) {
		size_t cap = l->cap ? l->cap * 2 : 1024;
		uint8_t *rows = arena_alloc(l->arena, cap * DOOR_LIST_ROW);
		if (l->cap)
			memcpy(rows, list->rows, l->cap * DOOR_LIST_ROW);
		list->rows = rows;
		l->cap = cap;
	}
	return list->rows + list->n_rows++ * DOOR_LIST_ROW;
}

/* What the rules say as long as nothing happens at the door; *out_vip beside it. */
static enum err judge(struct listing *l, const struct door_bearer *bearer, uint8_t *out_rule, bool *out_vip)
{
	struct door_facts facts;
	struct door_values values;
	enum err err = door_facts_of(l->db, l->row, &l->list->point, bearer, l->now, &facts, &values);
	if (err)
		return err;
	facts.capacity = 0;
	facts.quota = -1;
	*out_rule = (uint8_t)door_decide(&facts);
	*out_vip = facts.is_vip;
	return OK;
}

static enum err add(struct listing *l, const struct door_bearer *bearer, const char *qr, bool is_inside,
    uint8_t category, uint8_t entity)
{
	uint8_t rule;
	bool vip;
	enum err err = judge(l, bearer, &rule, &vip);
	arena_reset(l->row);
	if (err)
		return err;
	uint8_t *row = next_row(l);
	event_mark_hash(&l->list->mark, qr, row);
	for (int i = 0; i < 4; i++)
		row[EVENT_MARK_HASH + i] = (uint8_t)(bearer->serial >> (24 - 8 * i));
	row[12] = category;
	row[13] = rule;
	row[14] = (uint8_t)((is_inside ? DOOR_LIST_INSIDE : 0) | (vip ? DOOR_LIST_VIP : 0) |
			    (bearer->kind == DOOR_CODE_CARD ? DOOR_LIST_CARD : 0));
	row[15] = entity;
	return OK;
}

static uint8_t category_place(const struct door_list *list, const char *code)
{
	size_t i = 0;
	while (i < list->n_categories && strcmp(list->categories[i], code) != 0)
		i++;
	return i < list->n_categories && i < DOOR_LIST_NO_CATEGORY ? (uint8_t)i : DOOR_LIST_NO_CATEGORY;
}

static enum err add_badge(void *ctx, const struct listed_badge *badge)
{
	struct listing *l = ctx;
	struct door_bearer bearer = { .kind = DOOR_CODE_BADGE,
		.person = badge->person,
		.serial = badge->serial,
		.revoked_at = badge->revoked_at };
	return add(l, &bearer, badge->qr, badge->is_inside, category_place(l->list, badge->person.category), 0);
}

/* The place of the card's entity among those with a quota, from 1. */
static enum err entity_place(struct listing *l, const struct entity *entity, uint8_t *out_place)
{
	struct door_list *list = l->list;
	struct card_quota quota;
	size_t i = 0;
	while (i < list->n_entities && strcmp(list->entities[i].id, entity->id) != 0)
		i++;
	*out_place = (uint8_t)(i + 1);
	if (i < list->n_entities)
		return OK;
	enum err err = card_quota_get(l->db, entity->id, list->point.id, &quota);
	if (err || quota.most < 0 || i >= UINT8_MAX) {
		*out_place = 0;
		return err;
	}
	list->entities[list->n_entities++] = (struct door_list_entity){ entity->id, entity->name, quota };
	return OK;
}

static enum err add_cards(struct listing *l)
{
	struct card *cards;
	size_t n;
	enum err err = card_all(l->db, l->arena, "", &cards, &n);
	l->list->entities = arena_array(l->arena, struct door_list_entity, UINT8_MAX);
	for (size_t i = 0; !err && i < n; i++) {
		struct holder who = { .card = cards[i].serial };
		struct door_bearer bearer = { .kind = DOOR_CODE_CARD,
			.card = cards[i],
			.serial = cards[i].serial,
			.revoked_at = cards[i].revoked_at };
		struct presence presence;
		uint8_t place = 0;
		err = presence_at(l->db, l->arena, &who, l->list->point.id, &presence);
		if (!err)
			err = entity_place(l, &cards[i].entity, &place);
		if (!err)
			err =
			    add(l, &bearer, cards[i].qr, presence_is_inside(&presence), DOOR_LIST_NO_CATEGORY, place);
	}
	return err;
}

static enum err take_categories(struct listing *l)
{
	struct category *categories;
	size_t n;
	enum err err = category_list(l->db, l->arena, &categories, &n);
	if (err)
		return err;
	l->list->categories = arena_array(l->arena, const char *, n);
	for (size_t i = 0; i < n; i++)
		l->list->categories[l->list->n_categories++] = categories[i].code;
	return OK;
}

static enum err fill(struct listing *l, const char *point)
{
	struct journal_head head;
	enum err err = point_get(l->db, l->arena, point, &l->list->point);
	if (!err)
		err = journal_head(l->db, &head);
	if (err)
		return err;
	l->list->seq = head.seq;
	err = event_mark_get(l->db, l->arena, &l->list->mark);
	if (!err)
		err = take_categories(l);
	if (!err)
		err = listed_badges(l->db, l->list->point.id, add_badge, l);
	return err ? err : add_cards(l);
}

enum err door_list_make(
    struct db *db, struct arena *arena, const char *point, int64_t now, struct door_list *out_list)
{
	struct door_list list = { .seq = 0 };
	struct listing l = { .db = db, .arena = arena, .row = arena_create(), .now = now, .list = &list };
	enum err err = fill(&l, point);
	arena_destroy(l.row);
	if (!err)
		*out_list = list;
	return err;
}
