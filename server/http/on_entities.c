/* Organisations as the office keeps them: all of them with what they have, one of them, and what is corrected of it.
 * Finding one by name while somebody types is on_participants.c. */
#include "domain/card.h"
#include "domain/entity.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/view.h"
#include "store/people.h"

enum { BOOK_MOST = 10000 };

enum err on_entity_book(struct request *request, struct reply *reply)
{
	struct entity_count *counts;
	size_t n;
	enum err err = entity_book(request->db, request->arena, BOOK_MOST, &counts, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "entities");
	for (size_t i = 0; i < n; i++) {
		jsonw_object(&w, NULL);
		view_entity(&w, "entity", &counts[i].entity);
		jsonw_int(&w, "version", counts[i].entity.version);
		jsonw_int(&w, "registered", counts[i].registered);
		jsonw_int(&w, "arrived", counts[i].arrived);
		jsonw_int(&w, "pledges", counts[i].pledges);
		jsonw_object_end(&w);
	}
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

static enum err write_entity(struct request *request, struct reply *reply, const struct entity *entity)
{
	struct card_quota quota;
	enum err err = card_quota_get(request->db, entity->id, "main", &quota);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	view_entity(&w, "entity", entity);
	jsonw_int(&w, "version", entity->version);
	if (quota.most >= 0)
		jsonw_int(&w, "card_quota", quota.most);
	else
		jsonw_null(&w, "card_quota");
	jsonw_object_end(&w);
	return OK;
}

enum err on_entity(struct request *request, struct reply *reply)
{
	struct entity entity;
	enum err err = entity_get(request->db, request->arena, request->params[0], &entity);
	return err ? err : write_entity(request, reply, &entity);
}

/* ---- what is corrected ---- */

enum { QUOTA_UNSAID = -2, QUOTA_NONE = -1 };

struct entity_fields {
	struct entity_said said;
	int64_t quota;
	bool no_quota;
};

static bool says_entity(const struct entity_fields *in)
{
	return in->said.name || in->said.type || in->said.country;
}

static enum err read_entity(struct request *request, int64_t *out_version, struct entity_fields *out_fields)
{
	static const struct field ENTITY[] = { FIELD(struct entity_fields, "name", TEXT, said.name),
		FIELD(struct entity_fields, "type", TEXT, said.type),
		FIELD(struct entity_fields, "country", TEXT, said.country),
		FIELD(struct entity_fields, "card_quota", INT, quota),
		FIELD(struct entity_fields, "card_quota", NULL, no_quota), FIELDS_END };
	struct entity_fields in = { .quota = QUOTA_UNSAID };
	enum err err = request_version(request, out_version);
	if (!err)
		err = request_fields(request, ENTITY, &in);
	if (!err && in.quota != QUOTA_UNSAID && in.quota < 0)
		return fault_set(request->fault, ERR_INVALID, "card_quota", "The quota is 0 or more, or null.");
	if (!err && in.no_quota)
		in.quota = QUOTA_NONE;
	if (!err && in.quota == QUOTA_UNSAID && !says_entity(&in))
		return fault_set(request->fault, ERR_FIELD_MISSING, "name", "Say what is to be changed.");
	if (!err)
		*out_fields = in;
	return err;
}

enum err on_entity_edit(struct request *request, struct reply *reply)
{
	struct entity entity = { 0 };
	struct entity_fields in = { .quota = QUOTA_UNSAID };
	int64_t version = 0;
	enum err err = read_entity(request, &version, &in);
	if (err)
		return err;
	if (says_entity(&in)) {
		err = entity_edit(request->tx, request->params[0], version, &in.said, &entity);
		version = err ? version : entity.version;
	}
	if (!err && in.quota != QUOTA_UNSAID)
		err = card_limit(request->tx, request->params[0], version, in.quota, &entity);
	if (err && err != ERR_STALE)
		return err;
	enum err written = write_entity(request, reply, &entity);
	return written ? written : err;
}
