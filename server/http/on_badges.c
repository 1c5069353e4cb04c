/* What is printed: a badge, packs of them by delegation, nameplates, door signs. */
#include "domain/badge_book.h"
#include "domain/badge_facts.h"
#include "domain/template.h"
#include "domain/vocabulary.h"
#include "http/draw.h"
#include "http/handlers.h"

#include <stdlib.h>
#include <string.h>

enum { PAGES_MOST = 1500 };

enum err on_badge(struct request *request, struct reply *reply)
{
	struct badge badge;
	struct person person;
	struct badge_data data;
	const struct badge_template *template = NULL;
	char *end;
	int64_t serial = strtoll(request->params[0], &end, 10);
	if (*end || serial <= 0 || !draw_knows(request->params[1]))
		return ERR_NOT_FOUND;
	enum err err = badge_get(request->db, request->arena, serial, &badge);
	if (!err && strcmp(badge.state, "issued") != 0)
		return fault_set(request->fault, ERR_BADGE_REVOKED, NULL, NULL);
	if (!err)
		err = template_use(request->db, request->arena, request_query(request, "template", NULL),
		    BADGE_KIND_BADGE, &template, request->fault);
	if (!err)
		err = person_get(request->db, request->arena, badge.person_id, &person);
	if (!err)
		err = badge_facts(request->db, request->arena, &person, &badge, &data);
	if (!err)
		err = badge_facts_photo(request->db, request->arena, person.id, template, &data);
	return err ? err : draw_reply(request, reply, request->params[1], template, &data);
}

/* ---- books ---- */

static enum err take_bytes(void *ctx, const void *bytes, size_t len)
{
	buf_add(ctx, bytes, len);
	return OK;
}

/* The word's place in a list; the first when it did not come. */
static enum err read_word(
    struct request *request, const char *name, const char *const *words, size_t n, unsigned *out_word)
{
	const char *said = request_query(request, name, words[0]);
	for (unsigned i = 0; i < n; i++)
		if (strcmp(words[i], said) == 0) {
			*out_word = i;
			return OK;
		}
	return fault_set(request->fault, ERR_QUERY, name, "%s cannot be \"%.40s\".", name, said);
}

static enum err read_wish(
    struct request *request, struct reply *reply, enum badge_kind kind, struct book_wish *out_wish)
{
	static const char *const ARROWS[] = { "none", "right", "down", "left", "up" };
	unsigned order = 0, arrow = 0;
	enum err err = read_word(request, "order", PEOPLE_ORDER_NAMES, PEOPLE_ORDER_MAX, &order);
	if (!err)
		err = read_word(request, "arrow", ARROWS, sizeof ARROWS / sizeof *ARROWS, &arrow);
	*out_wish = (struct book_wish){ .press = request->press,
		.entity_id = request_query(request, "entity", ""),
		.session_id = request_query(request, "session", ""),
		.people = request_query(request, "people", ""),
		.room_id = request_query(request, "room", ""),
		.language = request_query(request, "lang", order <= PEOPLE_FRENCH ? "fr" : "en"),
		.order = (enum people_order)order,
		.arrow = (enum badge_arrow)arrow,
		.most = request->is_local ? 0 : PAGES_MOST,
		.write = take_bytes,
		.ctx = &reply->body };
	if (!err && kind == BADGE_KIND_DOOR_SIGN)
		err = book_sign_languages(request_query(request, "lang", ""), request_query(request, "second", ""),
		    out_wish, request->fault);
	if (!err && !language_is_official(out_wish->language))
		err = fault_set(request->fault, ERR_QUERY, "lang", "The language is one of en, fr, es, ar, ru, zh.");
	if (!err)
		err = template_use(request->db, request->arena, request_query(request, "template", NULL), kind,
		    &out_wish->template, request->fault);
	return err;
}

typedef enum err book_maker(
    struct db *db, struct arena *arena, const struct book_wish *wish, int64_t *out_n, struct fault *out_fault);

static enum err make_book(
    struct request *request, struct reply *reply, enum badge_kind kind, book_maker *make, const char *file_name)
{
	struct book_wish wish;
	int64_t n;
	enum err err = read_wish(request, reply, kind, &wish);
	if (!err)
		err = make(request->db, request->arena, &wish, &n, request->fault);
	reply->content_type = "application/pdf";
	reply->file_name = file_name;
	return err;
}

enum err on_packs_pdf(struct request *request, struct reply *reply)
{
	return make_book(request, reply, BADGE_KIND_BADGE, book_packs, "packs.pdf");
}

enum err on_nameplates_pdf(struct request *request, struct reply *reply)
{
	return make_book(request, reply, BADGE_KIND_NAMEPLATE, book_nameplates, "nameplates.pdf");
}

enum err on_door_signs_pdf(struct request *request, struct reply *reply)
{
	return make_book(request, reply, BADGE_KIND_DOOR_SIGN, book_door_signs, "door-signs.pdf");
}
