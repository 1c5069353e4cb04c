/* The emergency message: what is up, what is ready to be said, up and down. Public: every screen asks it. */
#include "domain/emergency.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/view.h"

static enum err answer_emergency(struct reply *reply, const struct emergency *e)
{
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_bool(&w, "active", *e->kind);
	jsonw_int(&w, "version", e->version);
	view_text(&w, "kind", e->kind);
	jsonw_time(&w, "since", e->since);
	view_texts(&w, "words", &e->words);
	view_words(&w, "where", e->rooms);
	jsonw_object_end(&w);
	return OK;
}

enum err on_emergency(struct request *request, struct reply *reply)
{
	struct emergency emergency;
	enum err err = emergency_get(request->db, request->arena, &emergency);
	return err ? err : answer_emergency(reply, &emergency);
}

enum err on_emergency_texts(struct request *request, struct reply *reply)
{
	struct jsonw w = reply_json(reply);
	(void)request;
	jsonw_object(&w, NULL);
	jsonw_array(&w, "kinds");
	for (enum emergency_kind kind = 0; kind < EMERGENCY_KIND_MAX; kind++) {
		struct texts words = emergency_stock(kind);
		jsonw_object(&w, NULL);
		jsonw_text(&w, "kind", emergency_kind_key(kind));
		view_texts(&w, "words", &words);
		jsonw_object_end(&w);
	}
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

static const struct field BEGIN[] = {
	FIELD_REQUIRED(struct emergency_form, "kind", TEXT, kind),
	FIELD_TEXTS(struct emergency_form, "words", words),
	FIELD(struct emergency_form, "rooms", WORDS, rooms),
	FIELDS_END,
};

enum err on_emergency_begin(struct request *request, struct reply *reply)
{
	struct emergency_form form = { 0 };
	struct emergency emergency;
	enum err err = request_fields(request, BEGIN, &form);
	if (!err)
		err = emergency_begin(request->tx, &form, &emergency);
	return err ? err : answer_emergency(reply, &emergency);
}

enum err on_emergency_end(struct request *request, struct reply *reply)
{
	struct emergency emergency;
	enum err err = request_no_fields(request);
	if (!err)
		err = emergency_end(request->tx, &emergency);
	return err ? err : answer_emergency(reply, &emergency);
}
