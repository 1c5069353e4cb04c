/* Scans at doors. Points and what is known of them are on_points.c. */
#include "domain/door.h"

#include "http/fields.h"
#include "http/handlers.h"
#include "http/view.h"
#include "http/view_door.h"

#include <string.h>

struct scan_fields {
	const char *code, *point, *direction, *decided, *did;
	int64_t at;
	bool by_rule;
};

static const struct field SCAN[] = {
	FIELD_REQUIRED(struct scan_fields, "code", TEXT, code),
	FIELD_REQUIRED(struct scan_fields, "point", TEXT, point),
	FIELD(struct scan_fields, "direction", TEXT, direction),
	FIELD(struct scan_fields, "decided", TEXT, decided),
	FIELD(struct scan_fields, "at", TIME, at),
	FIELD(struct scan_fields, "offline.result", TEXT, did),
	FIELD(struct scan_fields, "offline.by_rule", BOOL, by_rule),
	FIELDS_END,
};

static enum err wrong(const struct request *request, const char *field, const char *sentence)
{
	return fault_set(request->fault, ERR_INVALID, field, "%s", sentence);
}

static enum err form_read(const struct request *request, struct door_form *out_form)
{
	struct scan_fields in = { .direction = "in", .decided = "" };
	enum err err = request_fields(request, SCAN, &in);
	if (err)
		return err;
	struct door_form form = { .code = in.code,
		.point = in.point,
		.leaving = strcmp(in.direction, "out") == 0,
		.at = in.at,
		.is_late = in.did != NULL,
		.did = in.did ? door_result_find(in.did) : DOOR_RESULT_MAX };
	if (!form.leaving && strcmp(in.direction, "in") != 0)
		return wrong(request, "direction", "A scan is on the way in or out.");
	if (strcmp(in.decided, "admit") == 0)
		form.decided = DOOR_DECIDED_ADMIT;
	else if (strcmp(in.decided, "refuse") == 0)
		form.decided = DOOR_DECIDED_REFUSE;
	else if (*in.decided)
		return wrong(request, "decided", "A person decides to admit or to refuse.");
	if (in.did && form.did == DOOR_RESULT_MAX)
		return wrong(request, "offline.result", "There is no such result of a scan.");
	if (in.at && !in.did)
		return wrong(request, "at", "Only what a door did without network has a time of its own.");
	*out_form = form;
	return OK;
}

/* What the sentence of the rule speaks of, for pages that say it in their own words. */
static void view_values(struct jsonw *w, const struct door_answer *a)
{
	jsonw_object(w, "reason_values");
	if (door_rule_says(a->rule, "since"))
		jsonw_time(w, "since", a->values.since);
	if (door_rule_says(a->rule, "capacity"))
		jsonw_int(w, "capacity", a->values.capacity);
	if (door_rule_says(a->rule, "quota"))
		jsonw_int(w, "quota", a->values.quota);
	if (door_rule_says(a->rule, "session"))
		jsonw_text(w, "session", a->values.session);
	if (door_rule_says(a->rule, "entity"))
		jsonw_text(w, "entity", a->values.entity);
	jsonw_object_end(w);
}

static void view_scan(struct jsonw *w, const struct door_answer *a, unsigned roles)
{
	jsonw_object(w, NULL);
	jsonw_text(w, "result", door_result_name(a->result));
	jsonw_text(w, "light", door_light_name(a->light));
	view_text(w, "reason", a->reason);
	jsonw_text(w, "reason_key", door_rule_key(a->rule));
	view_values(w, a);
	if (a->person.id)
		view_participant(w, "participant", &a->person, roles);
	else
		jsonw_null(w, "participant");
	view_card(w, "card", &a->card, false);
	jsonw_text(w, "point", a->point.id);
	jsonw_int(w, "inside", a->point.inside);
	view_count(w, "capacity", a->point.capacity);
	jsonw_time(w, "at", a->at);
	jsonw_text(w, "conflict", a->conflict);
	jsonw_object_end(w);
}

enum err on_scan(struct request *request, struct reply *reply)
{
	struct door_form form;
	struct door_answer answer;
	enum err err = form_read(request, &form);
	if (!err)
		err = door_scan(request->tx, &form, &answer);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_scan(&w, &answer, request->roles);
	reply->undo = answer.result == DOOR_REPEAT;
	return OK;
}
