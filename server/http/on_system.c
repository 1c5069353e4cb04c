/* What the operator and other programs ask: is it alive, how is it, what does it offer. */
#include "base/clock.h"
#include "domain/country.h"
#include "domain/day.h"
#include "domain/money.h"
#include "domain/vocabulary.h"
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

/* ---- the catalogue: the closed lists a screen needs before it can show anything ---- */

static const char *const LANGUAGES[VOCABULARY_LANGUAGES] = { "en", "fr", "es", "ar", "ru", "zh" };

static void write_words(struct jsonw *w, const char *name, const char *const words[VOCABULARY_LANGUAGES])
{
	jsonw_object(w, name);
	for (size_t i = 0; i < VOCABULARY_LANGUAGES; i++)
		if (words[i])
			jsonw_text(w, LANGUAGES[i], words[i]);
	jsonw_object_end(w);
}

static void write_keyed(struct jsonw *w, const char *name, const struct word *words, size_t n)
{
	jsonw_array(w, name);
	for (size_t i = 0; i < n; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "key", words[i].key);
		write_words(w, "words", words[i].words);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

static void write_focus_areas(struct jsonw *w)
{
	jsonw_array(w, "focus_areas");
	for (size_t i = 0; i < FOCUS_AREAS_N; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "key", FOCUS_AREAS[i].key);
		jsonw_text(w, "letter", FOCUS_AREAS[i].letter);
		write_words(w, "short", FOCUS_AREAS[i].short_words);
		write_words(w, "long", FOCUS_AREAS[i].long_words);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

static void write_categories(struct jsonw *w)
{
	jsonw_array(w, "categories");
	for (size_t i = 0; i < CATEGORIES_N; i++) {
		char colour[8];
		snprintf(colour, sizeof colour, "#%06" PRIX32, CATEGORIES[i].rgb & 0xffffff);
		jsonw_object(w, NULL);
		jsonw_text(w, "code", CATEGORIES[i].code);
		jsonw_text(w, "letter", CATEGORIES[i].letter);
		write_words(w, "words", CATEGORIES[i].words);
		jsonw_text(w, "colour", colour);
		jsonw_bool(w, "vip", CATEGORIES[i].vip);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

static void write_currencies(struct jsonw *w)
{
	size_t n;
	const struct currency *all = currency_all(&n);
	jsonw_array(w, "currencies");
	for (size_t i = 0; i < n; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "code", all[i].code);
		jsonw_int(w, "digits", all[i].digits);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

static void write_groups(struct jsonw *w, const struct country *country, const char *date)
{
	static const char *const GROUPS[] = { "LDC", "LLDC", "SIDS" };
	jsonw_array(w, "groups");
	for (size_t i = 0; i < sizeof GROUPS / sizeof *GROUPS; i++)
		if (country_in_group(country, GROUPS[i], date))
			jsonw_text(w, NULL, GROUPS[i]);
	jsonw_array_end(w);
}

static void write_countries(struct jsonw *w, int64_t now)
{
	size_t n;
	char date[CLOCK_DATE_LEN + 1];
	const struct country *all = country_all(&n);
	clock_date(now, date);
	jsonw_array(w, "countries");
	for (size_t i = 0; i < n; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "code", all[i].alpha3);
		jsonw_text(w, "alpha2", all[i].alpha2);
		jsonw_text(w, "region", all[i].region);
		write_groups(w, &all[i], date);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

/* Names that differ from what a browser knows by itself are few; all are sent, so that every screen says the same. */
static void write_country_names(struct jsonw *w)
{
	size_t n;
	const struct country *all = country_all(&n);
	jsonw_object(w, "country_names");
	for (size_t i = 0; i < n; i++) {
		jsonw_object(w, all[i].alpha3);
		for (size_t k = 0; k < VOCABULARY_LANGUAGES; k++)
			jsonw_text(w, LANGUAGES[k], country_name(&all[i], LANGUAGES[k]));
		jsonw_object_end(w);
	}
	jsonw_object_end(w);
}

static enum err write_day(struct request *request, struct jsonw *w)
{
	struct day day;
	enum err err = day_get(request->db, request->arena, &day);
	if (err)
		return err;
	jsonw_object(w, "day");
	view_texts(w, "title", &day.title);
	jsonw_text(w, "acronym", day.acronym);
	jsonw_text(w, "place", day.place);
	jsonw_text(w, "dates", day.dates);
	jsonw_text(w, "zone", clock_zone());
	jsonw_time(w, "starts_at", day.starts_at);
	jsonw_time(w, "ends_at", day.ends_at);
	jsonw_object_end(w);
	return OK;
}

enum err on_catalogue(struct request *request, struct reply *reply)
{
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "version", P2C_VERSION);
	enum err err = write_day(request, &w);
	jsonw_array(&w, "languages");
	for (size_t i = 0; i < VOCABULARY_LANGUAGES; i++)
		jsonw_text(&w, NULL, LANGUAGES[i]);
	jsonw_array_end(&w);
	write_focus_areas(&w);
	write_categories(&w);
	write_keyed(&w, "entity_types", ENTITY_TYPES, ENTITY_TYPES_N);
	jsonw_array(&w, "pledge_types");
	for (size_t i = 0; i < PLEDGE_TYPES_N; i++)
		jsonw_text(&w, NULL, PLEDGE_TYPES[i].key);
	jsonw_array_end(&w);
	write_currencies(&w);
	write_countries(&w, request->now);
	write_country_names(&w);
	jsonw_raw(&w, "points", "[{\"key\":\"main\"}]");
	jsonw_object_end(&w);
	return err;
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
	enum err err = fields_read(request->body, request->body_len, CLOCK, request->arena, &form, request->fault);
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
