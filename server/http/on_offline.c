/* What pages hold for the time without network: the list of a door, the roster of a desk. */
#include "domain/door_list.h"
#include "domain/roster.h"
#include "http/handlers.h"
#include "http/view.h"
#include "http/view_door.h"

static const int64_t HOUR_MS = 3600000;

enum err on_door_list(struct request *request, struct reply *reply)
{
	struct door_list list;
	const char *point = request_query(request, "point", "main");
	enum err err = door_list_make(request->db, request->arena, point, request->now, &list);
	if (err == ERR_NOT_FOUND)
		return fault_set(request->fault, ERR_QUERY, "point", "There is no scan point \"%.40s\".", point);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "seq", list.seq);
	jsonw_time(&w, "made_at", request->now);
	jsonw_time(&w, "valid_until", request->now + DOOR_LIST_HOURS * HOUR_MS);
	view_point(&w, "point", &list.point);
	view_door_rules(&w, "rules");
	jsonw_text(&w, "salt", door_list_base64(request->arena, list.mark.salt, sizeof list.mark.salt));
	jsonw_text(&w, "key", door_list_base64(request->arena, list.mark.key, sizeof list.mark.key));
	view_list(&w, "categories", list.categories, list.n_categories);
	jsonw_array(&w, "entities");
	for (size_t i = 0; i < list.n_entities; i++) {
		jsonw_object(&w, NULL);
		jsonw_text(&w, "name", list.entities[i].name);
		jsonw_int(&w, "quota", list.entities[i].quota.most);
		jsonw_int(&w, "inside", list.entities[i].quota.inside);
		jsonw_object_end(&w);
	}
	jsonw_array_end(&w);
	jsonw_int(&w, "count", (int64_t)list.n_rows);
	jsonw_text(&w, "rows", door_list_base64(request->arena, list.rows, list.n_rows * DOOR_LIST_ROW));
	jsonw_object_end(&w);
	reply->is_big = true;
	return OK;
}

enum err on_roster(struct request *request, struct reply *reply)
{
	struct roster roster;
	int64_t since;
	enum err err = request_query_int(request, "since", 0, INT64_MAX, 0, &since);
	if (!err)
		err = roster_read(request->db, request->arena, since, &roster);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "seq", roster.seq);
	jsonw_bool(&w, "full", roster.is_full);
	jsonw_time(&w, "made_at", request->now);
	jsonw_time(&w, "valid_until", request->now + DOOR_LIST_HOURS * HOUR_MS);
	jsonw_text(&w, "salt", door_list_base64(request->arena, roster.mark.salt, sizeof roster.mark.salt));
	jsonw_int(&w, "count", (int64_t)roster.n);
	roster_write(&w, &roster);
	jsonw_object_end(&w);
	reply->is_big = true;
	return OK;
}
