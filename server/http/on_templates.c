/* Templates of badges, nameplates and door signs: what there is, keeping one's own, and how one would look. */
#include "badges/sample.h"
#include "badges/template_read.h"
#include "domain/badge_facts.h"
#include "domain/template.h"
#include "http/draw.h"
#include "http/handlers.h"

#include <string.h>

static void view_template(struct jsonw *w, const char *name, const struct template_entry *entry, bool whole)
{
	const struct badge_template *t = entry->template;
	char number[32];
	jsonw_object(w, name);
	jsonw_text(w, "id", t->id);
	jsonw_text(w, "name", t->name);
	jsonw_text(w, "kind", BADGE_KIND_NAMES[t->kind]);
	jsonw_bool(w, "built_in", entry->built_in);
	jsonw_int(w, "version", entry->version);
	jsonw_raw(w, "width", draw_number(t->width, number));
	jsonw_raw(w, "height", draw_number(t->height, number));
	jsonw_int(w, "sides", (int64_t)t->n_sides);
	jsonw_bool(w, "black", t->is_black);
	jsonw_bool(w, "photo", badge_template_has_photo(t));
	if (whole)
		jsonw_raw(w, "template", entry->json);
	jsonw_object_end(w);
}

enum err on_templates(struct request *request, struct reply *reply)
{
	struct template_entry *entries;
	size_t n;
	enum err err = template_all(request->db, request->arena, &entries, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "templates");
	for (size_t i = 0; i < n; i++)
		view_template(&w, NULL, &entries[i], false);
	jsonw_array_end(&w);
	jsonw_array(&w, "samples");
	for (size_t i = 0; BADGE_SAMPLE_NAMES[i]; i++)
		jsonw_text(&w, NULL, BADGE_SAMPLE_NAMES[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

enum err on_template(struct request *request, struct reply *reply)
{
	struct template_entry entry = { 0 };
	enum err err =
	    template_get(request->db, request->arena, request->params[0], BADGE_KIND_BADGE, &entry, request->fault);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_template(&w, NULL, &entry, true);
	return OK;
}

enum err on_template_add(struct request *request, struct reply *reply)
{
	struct template_entry entry = { 0 };
	enum err err = template_add(request->tx, request->body, request->body_len, &entry);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_template(&w, NULL, &entry, true);
	reply->status = 201;
	return OK;
}

enum err on_template_edit(struct request *request, struct reply *reply)
{
	struct template_entry entry;
	int64_t version;
	enum err err = request_version(request, &version);
	if (err)
		return err;
	err = template_edit(request->tx, request->params[0], version, request->body, request->body_len, &entry);
	if (err && err != ERR_STALE)
		return err;
	struct jsonw w = reply_json(reply);
	view_template(&w, NULL, &entry, true);
	return err;
}

enum err on_template_remove(struct request *request, struct reply *reply)
{
	enum err err = request_no_fields(request);
	if (!err)
		err = template_remove(request->tx, request->params[0]);
	if (!err)
		buf_add_text(&reply->body, "{}");
	return err;
}

/* ---- how it would look ---- */

static enum err read_sample(struct request *request, struct badge_data *out_data)
{
	const char *name = request_query(request, "sample", BADGE_SAMPLE_NAMES[0]);
	const struct badge_data *sample = badge_sample(name);
	struct badge_data day;
	if (!sample)
		return fault_set(request->fault, ERR_QUERY, "sample", "There is no sample \"%.40s\".", name);
	enum err err = badge_facts_day(request->db, request->arena, LANG_EN, &day);
	if (err)
		return err;
	*out_data = *sample;
	out_data->day_title = day.day_title;
	out_data->day_dates = day.day_dates;
	return OK;
}

enum err on_template_preview(struct request *request, struct reply *reply)
{
	const struct badge_template *template;
	struct badge_data data;
	enum err err = read_sample(request, &data);
	if (!err)
		err =
		    badge_template_read(request->arena, request->body, request->body_len, &template, request->fault);
	if (!err)
		err = draw_reply(request, reply, request_query(request, "form", "png"), template, &data);
	return err;
}
