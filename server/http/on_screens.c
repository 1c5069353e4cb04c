/* Screens: what each one says of itself, what it is told, and the page of the office that shows both. */
#include "domain/screen.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/view.h"
#include "live/screen_board.h"

#include <string.h>

enum { LINES_MAX = 8, LINE_MAX = 200, WORD_MAX = 120, SIZE_MAX_PX = 100000 };

/* ---- what the office sees ---- */

static void view_screen(struct jsonw *w, const char *name, const struct request *request, const struct device *screen)
{
	int64_t at = 0;
	const char *report = NULL;
	bool heard = screen_board_heard(request->board, request->arena, screen->id, &at, &report);
	jsonw_object(w, name);
	jsonw_text(w, "id", screen->id);
	jsonw_int(w, "version", screen->version);
	jsonw_text(w, "name", screen->name);
	jsonw_text(w, "role", screen->role);
	view_text(w, "place", screen->place);
	view_text(w, "target", screen->target);
	jsonw_int(w, "reload", screen->reload);
	jsonw_text(w, "state", heard ? screen_board_state(at, request->now) : "never");
	if (heard)
		jsonw_raw(w, "report", report);
	else
		jsonw_null(w, "report");
	jsonw_object_end(w);
}

enum err on_screens(struct request *request, struct reply *reply)
{
	struct device *screens;
	size_t n;
	enum err err = screen_list(request->db, request->arena, request->now, &screens, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_time(&w, "now", request->now);
	jsonw_array(&w, "screens");
	for (size_t i = 0; i < n; i++)
		view_screen(&w, NULL, request, &screens[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

static const struct field EDIT[] = {
	FIELD(struct screen_form, "name", TEXT, name),
	FIELD(struct screen_form, "target", TEXT, target),
	FIELDS_END,
};

static enum err answer_screen(const struct request *request, struct reply *reply, const struct device *screen)
{
	struct jsonw w = reply_json(reply);
	view_screen(&w, NULL, request, screen);
	return OK;
}

enum err on_screen_edit(struct request *request, struct reply *reply)
{
	int64_t version = 0;
	struct screen_form form = { 0 };
	struct device screen = { 0 };
	enum err err = request_fields(request, EDIT, &form);
	if (!err)
		err = request_version(request, &version);
	if (!err)
		err = screen_edit(request->tx, request->params[0], version, &form, &screen);
	if (!err || err == ERR_STALE)
		answer_screen(request, reply, &screen);
	return err;
}

enum err on_screen_reload(struct request *request, struct reply *reply)
{
	struct device screen;
	enum err err = request_no_fields(request);
	if (!err)
		err = screen_reload(request->tx, request->params[0], &screen);
	return err ? err : answer_screen(request, reply, &screen);
}

/* ---- what the screen says and hears ---- */

struct report {
	const char *build, *page, *scene, *video, *freshness;
	struct field_list lines;
	struct field_ints size;
	int64_t data_at, seq;
	bool is_null;
};

static const struct field REPORT[] = {
	FIELD_REQUIRED(struct report, "page", TEXT, page),
	FIELD(struct report, "build", TEXT, build),
	FIELD(struct report, "lines", LIST, lines),
	FIELD(struct report, "data_at", TIME, data_at),
	FIELD(struct report, "data_at", NULL, is_null),
	FIELD(struct report, "seq", INT, seq),
	FIELD(struct report, "seq", NULL, is_null),
	FIELD(struct report, "size", INTS, size),
	FIELD(struct report, "scene", TEXT, scene),
	FIELD(struct report, "scene", NULL, is_null),
	FIELD(struct report, "video", TEXT, video),
	FIELD(struct report, "video", NULL, is_null),
	FIELD(struct report, "freshness", TEXT, freshness),
	FIELD(struct report, "freshness", NULL, is_null),
	FIELDS_END,
};

static bool is_size(const struct field_ints *size)
{
	if (!size->came)
		return true;
	for (size_t i = 0; i < size->n; i++)
		if (size->items[i] < 0 || size->items[i] > SIZE_MAX_PX)
			return false;
	return size->n == 2;
}

/* The text cut to so many bytes, between two characters. */
static void view_cut(struct jsonw *w, const char *name, const char *text, size_t most)
{
	size_t len = text ? strlen(text) : 0;
	if (len > most)
		for (len = most; len && ((unsigned char)text[len] & 0xC0) == 0x80;)
			len--;
	if (len)
		jsonw_text_len(w, name, text, len);
	else
		jsonw_null(w, name);
}

/* What is kept of a report: as much as a card in the office shows, whatever a page sends. */
static void write_report(struct buf *out, const struct report *report, int64_t now)
{
	struct jsonw w = jsonw_start(out);
	jsonw_object(&w, NULL);
	jsonw_time(&w, "at", now);
	view_cut(&w, "page", report->page, WORD_MAX);
	view_cut(&w, "build", report->build, WORD_MAX);
	jsonw_array(&w, "lines");
	for (size_t i = 0; i < report->lines.n && i < LINES_MAX; i++)
		view_cut(&w, NULL, report->lines.items[i], LINE_MAX);
	jsonw_array_end(&w);
	jsonw_time(&w, "data_at", report->data_at);
	jsonw_int(&w, "seq", report->seq);
	jsonw_array(&w, "size");
	for (size_t i = 0; i < report->size.n; i++)
		jsonw_int(&w, NULL, report->size.items[i]);
	jsonw_array_end(&w);
	view_cut(&w, "scene", report->scene, WORD_MAX);
	view_cut(&w, "video", report->video, WORD_MAX);
	view_cut(&w, "freshness", report->freshness, WORD_MAX);
	jsonw_object_end(&w);
}

static enum err answer_self(struct request *request, struct reply *reply, const struct device *screen)
{
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "id", screen->id);
	jsonw_text(&w, "name", screen->name);
	view_text(&w, "target", screen->target);
	jsonw_int(&w, "reload", screen->reload);
	jsonw_time(&w, "now", request->now);
	jsonw_object_end(&w);
	return OK;
}

enum err on_screen_me(struct request *request, struct reply *reply)
{
	struct device screen;
	enum err err = screen_of_scope(request->db, request->arena, request->login.scope, &screen, request->fault);
	return err ? err : answer_self(request, reply, &screen);
}

/* What it is told travels in the answer: a screen that can report can be re-pointed, and needs no topic to hear. */
enum err on_screen_report(struct request *request, struct reply *reply)
{
	struct device screen;
	struct report report = { 0 };
	struct buf text = { 0 };
	enum err err = screen_of_scope(request->db, request->arena, request->login.scope, &screen, request->fault);
	if (!err)
		err = request_fields(request, REPORT, &report);
	if (!err && !is_size(&report.size))
		err = fault_set(request->fault, ERR_INVALID, "size", "\"size\" is width and height in pixels.");
	if (err)
		return err;
	write_report(&text, &report, request->now);
	screen_board_tell(request->board, screen.id, request->now, buf_text(&text));
	buf_finish(&text);
	return answer_self(request, reply, &screen);
}
