/* What the operator and other programs ask: is it alive, how is it, what does it offer. */
#include "base/clock.h"
#include "base/health.h"
#include "domain/day.h"
#include "domain/site.h"
#include "http/embedded.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/system.h"
#include "http/view.h"
#include "schedule/agenda.h"
#include "store/journal.h"
#include "store/tx.h"

#include <inttypes.h>
#include <stdio.h>

enum err on_health(struct request *request, struct reply *reply)
{
	(void)request;
	buf_add_text(&reply->body, "{\"status\":\"ok\"}");
	return OK;
}

/* What needs a technician, although the day goes on. */
static void write_ills(struct jsonw *w, struct health *health)
{
	jsonw_array(w, "ills");
	for (int i = 0; health && i < HEALTH_MATTERS; i++) {
		struct health_state state = health_of(health, i);
		if (!*state.code)
			continue;
		jsonw_object(w, NULL);
		jsonw_text(w, "matter", health_name(i));
		jsonw_text(w, "code", state.code);
		jsonw_text(w, "detail", state.words);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

enum err on_ready(struct request *request, struct reply *reply)
{
	struct journal_head head;
	enum err err = journal_head(request->db, &head);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "status", "ready");
	jsonw_int(&w, "seq", head.seq);
	write_ills(&w, request->health);
	jsonw_object_end(&w);
	return OK;
}

static int64_t figure(const struct request *request, enum health_number number)
{
	return request->health ? health_figure(request->health, number).value : 0;
}

/* Where the copies go and how old the last good one is; null where none are made. */
static void write_snapshot(struct jsonw *w, const struct request *request)
{
	const char *folder = request->site ? request->site->snapshots : "";
	if (!*folder) {
		jsonw_null(w, "snapshot");
		return;
	}
	jsonw_object(w, "snapshot");
	jsonw_text(w, "folder", folder);
	jsonw_time(w, "at", request->system->snapshot_at);
	jsonw_object_end(w);
}

enum err on_server(struct request *request, struct reply *reply)
{
	struct journal_head head;
	if (!request->system)
		return fault_set(request->fault, ERR_CONFLICT, NULL, "No server runs on this data folder.");
	enum err err = journal_head(request->db, &head);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "version", P2C_VERSION);
	jsonw_int(&w, "seq", head.seq);
	jsonw_int(&w, "uptime_seconds", (request->ticks - request->system->started_ticks) / 1000);
	jsonw_int(&w, "connections", request->system->connections);
	jsonw_int(&w, "waiting", (int64_t)request->system->writer_waiting);
	jsonw_int(&w, "disk_free_bytes", figure(request, HEALTH_DISK_FREE));
	jsonw_int(&w, "reserve_bytes", figure(request, HEALTH_BALLAST));
	jsonw_int(&w, "log_bytes", figure(request, HEALTH_WAL_BYTES));
	jsonw_time(&w, "certificate_ends_at", figure(request, HEALTH_CERTIFICATE_ENDS) * 1000);
	write_snapshot(&w, request);
	write_ills(&w, request->health);
	jsonw_object_end(&w);
	return OK;
}

enum err on_metrics(struct request *request, struct reply *reply)
{
	reply->content_type = "text/plain; version=0.0.4; charset=utf-8";
	system_metrics(request->system, &reply->body);
	return OK;
}

enum err on_openapi(struct request *request, struct reply *reply)
{
	size_t len;
	const char *json = embedded_openapi(&len);
	(void)request;
	buf_add(&reply->body, json, len);
	return OK;
}

/* ---- the clock of a rehearsal ---- */

struct clock_form {
	int64_t now;
};

static const struct field CLOCK[] = { FIELD_REQUIRED(struct clock_form, "now", TIME, now), FIELDS_END };

enum err on_clock(struct request *request, struct reply *reply)
{
	struct clock_form form = { 0 };
	if (!request->movable)
		return fault_set(request->fault, ERR_FORBIDDEN, NULL,
		    "The clock moves only where the server was started with --clock.");
	enum err err = request_fields(request, CLOCK, &form);
	if (!err)
		err = tx_journal(request->tx,
		    &(struct journal_note){ .topic = "agenda", .action = "clock.move", .subject = "clock" });
	if (err)
		return err;
	clock_move(request->movable, form.now);
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_time(&w, "now", form.now);
	jsonw_object_end(&w);
	return OK;
}
