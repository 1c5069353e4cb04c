/* The day as it runs: one act a route, each with a preview, and who has to be told. */
#include "domain/running.h"

#include "domain/told.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/route.h"
#include "http/view_running.h"

#include <string.h>

enum { TOLD_MAX = 1000 };

#define AT FIELD(struct running_form, "at", TIME, at)
#define MINUTES FIELD_REQUIRED(struct running_form, "minutes", INT, minutes)
#define REASON FIELD(struct running_form, "reason", TEXT, reason)

/* What may be said with each act. */
static const struct field FIELDS[RUNNING_ACT_MAX][4] = {
	[RUNNING_START] = { AT, FIELDS_END },
	[RUNNING_END] = { AT, FIELDS_END },
	[RUNNING_OVERRUN] = { MINUTES, FIELDS_END },
	[RUNNING_DELAY] = { MINUTES, FIELDS_END },
	[RUNNING_SWAP] = { FIELD_REQUIRED(struct running_form, "with", TEXT, with), FIELDS_END },
	[RUNNING_MOVE] = { FIELD(struct running_form, "room", TEXT, room),
	    FIELD(struct running_form, "starts_at", TIME, starts_at), REASON, FIELDS_END },
	[RUNNING_CANCEL] = { REASON, FIELDS_END },
	[RUNNING_REINSTATE] = { FIELDS_END },
};

/* The act is the last word of the route. */
enum err on_running_act(struct request *request, struct reply *reply)
{
	struct running_form form = { 0 };
	struct running_outcome outcome;
	enum running_act act;
	if (!running_act_find(strrchr(request->route->path, '/') + 1, &act))
		return ERR_BROKEN;
	enum err err = request_fields(request, FIELDS[act], &form);
	if (!err)
		err = running_do(request->tx, act, request->params[0], &form, &outcome);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_outcome(&w, &outcome);
	reply->undo = request_flag(request, "dry_run");
	return OK;
}

enum err on_told(struct request *request, struct reply *reply)
{
	struct tell *tells;
	size_t n = 0;
	bool open = request_flag(request, "open");
	enum err err = tell_list(request->db, request->arena, open, TOLD_MAX, &tells, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "told");
	for (size_t i = 0; i < n; i++)
		view_tell(&w, NULL, &tells[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

enum err on_told_done(struct request *request, struct reply *reply)
{
	struct tell tell;
	enum err err = request_no_fields(request);
	if (!err)
		err = told_done(request->tx, request->params[0], &tell);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_tell(&w, NULL, &tell);
	return OK;
}
