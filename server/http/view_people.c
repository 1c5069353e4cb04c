/* See view_people.h; the participant is view.h's. */
#include "http/view_people.h"

#include "domain/access.h"
#include "domain/participant_rules.h"
#include "http/view.h"
#include "schedule/text.h"

#include <inttypes.h>
#include <stdio.h>

void view_badge_serial(struct jsonw *w, const char *name, int64_t serial)
{
	char text[24];
	snprintf(text, sizeof text, "%04" PRId64, serial);
	jsonw_text(w, name, serial ? text : NULL);
}

void view_badge(struct jsonw *w, const char *name, const struct badge *badge, bool with_qr)
{
	if (!badge->serial) {
		jsonw_null(w, name);
		return;
	}
	jsonw_object(w, name);
	view_badge_serial(w, "serial", badge->serial);
	jsonw_text(w, "code", badge->code);
	if (with_qr)
		jsonw_text(w, "qr", badge->qr);
	jsonw_text(w, "state", badge->state);
	jsonw_time(w, "issued_at", badge->issued_at);
	jsonw_text(w, "issued_by", badge->issued_by);
	view_text(w, "desk", badge->desk);
	view_text(w, "reason", badge->reason);
	jsonw_bool(w, "collected", badge->collected_at != 0);
	jsonw_object_end(w);
}

/* Who saw to it and when; null when nobody has. */
static void view_seen_to(struct jsonw *w, const char *name, const char *by, int64_t at)
{
	if (!at) {
		jsonw_null(w, name);
		return;
	}
	jsonw_object(w, name);
	view_text(w, "by", by);
	jsonw_time(w, "at", at);
	jsonw_object_end(w);
}

static void view_letter(struct jsonw *w, const char *name, const struct person *p)
{
	if (!p->letter) {
		jsonw_null(w, name);
		return;
	}
	jsonw_object(w, name);
	jsonw_text(w, "state", p->letter);
	view_text(w, "by", p->letter_by);
	jsonw_time(w, "at", p->letter_at);
	jsonw_object_end(w);
}

static void view_collected(struct jsonw *w, const char *name, const struct badge *badge)
{
	if (!badge->collected_at) {
		jsonw_null(w, name);
		return;
	}
	jsonw_object(w, name);
	jsonw_text(w, "by", badge->collected_by);
	jsonw_time(w, "at", badge->collected_at);
	view_text(w, "desk", badge->collected_desk);
	jsonw_object_end(w);
}

static void view_host(struct jsonw *w, const char *name, const struct person *p)
{
	if (!*p->host.id) {
		jsonw_null(w, name);
		return;
	}
	jsonw_object(w, name);
	jsonw_text(w, "id", p->host.id);
	jsonw_text(w, "name", p->host.name);
	jsonw_object_end(w);
}

static void view_photo(struct jsonw *w, const char *name, const struct person *p)
{
	char url[160];
	if (!p->photo_at) {
		jsonw_null(w, name);
		return;
	}
	snprintf(url, sizeof url, "/api/participants/%.64s/photo?at=%lld", p->id, (long long)p->photo_at);
	jsonw_object(w, name);
	jsonw_text(w, "url", url);
	jsonw_time(w, "at", p->photo_at);
	jsonw_object_end(w);
}

static void view_help(struct jsonw *w, const char *name, const struct person *p)
{
	if (!*p->help.id) {
		jsonw_null(w, name);
		return;
	}
	jsonw_object(w, name);
	jsonw_text(w, "id", p->help.id);
	jsonw_text(w, "reason", p->help.reason);
	jsonw_time(w, "at", p->help.at);
	jsonw_object_end(w);
}

/* What a desk has to know before it hands out a badge. */
static void view_standing(struct jsonw *w, const struct person *p)
{
	const char *missing[PERSON_MISSING_MAX];
	size_t n = p->letter ? person_missing(p, missing) : 0;
	view_seen_to(w, "approval", p->approved_by, p->approved_at);
	jsonw_time(w, "confirmed_at", p->confirmed_at);
	view_letter(w, "letter", p);
	view_seen_to(w, "identity", p->identity_by, p->identity_at);
	jsonw_text(w, "collector", p->collector);
	view_collected(w, "collected", &p->badge);
	view_host(w, "host", p);
	jsonw_bool(w, "remote", p->remote);
	jsonw_bool(w, "vip", p->vip);
	view_text(w, "expected_on", p->expected_on);
	view_photo(w, "photo", p);
	view_list(w, "missing", missing, n);
	view_text(w, "merged_into", p->merged_into);
	view_help(w, "help", p);
}

/* Who has to do with registrations and badges; everybody else is told who somebody is, and no more. */
enum { ROLES_OF_DESKS = ROLE_DESK | ROLE_PROTOCOL | ROLE_ADMIN };

static struct person who_it_is(const struct person *p, unsigned roles)
{
	return (struct person){ .id = p->id,
		.registration_id = "",
		.version = p->version,
		.display = p->display,
		.given = p->given,
		.family = p->family,
		.latin = p->latin,
		.title = p->title,
		.entity = p->entity,
		.category = p->category,
		.roles = p->roles,
		.language = p->language,
		.email = "",
		.gender = "",
		.state = p->state,
		.arrived_at = p->arrived_at,
		.arrived_by = "",
		.collector = "",
		.expected_on = "",
		.merged_into = p->merged_into,
		.host = { .id = "" },
		.help = { .id = "" },
		.remote = p->remote,
		.vip = p->vip,
		.photo_at = roles & ROLE_DOOR ? p->photo_at : 0 };
}

void view_participant_open(struct jsonw *w, const char *name, const struct person *person, unsigned roles)
{
	struct person short_view = who_it_is(person, roles);
	const struct person *p = roles & ROLES_OF_DESKS ? person : &short_view;
	jsonw_object(w, name);
	jsonw_text(w, "id", p->id);
	jsonw_text(w, "registration_id", p->registration_id);
	jsonw_int(w, "version", p->version);
	jsonw_object(w, "name");
	jsonw_text(w, "display", p->display);
	jsonw_text(w, "given", p->given);
	jsonw_text(w, "family", p->family);
	jsonw_text(w, "latin", p->latin);
	jsonw_object_end(w);
	view_text(w, "title", p->title);
	view_entity(w, "entity", &p->entity);
	jsonw_text(w, "category", p->category);
	view_words(w, "roles", p->roles);
	view_text(w, "language", p->language);
	view_text(w, "email", p->email);
	jsonw_text(w, "gender", p->gender);
	jsonw_text(w, "state", p->state);
	jsonw_time(w, "arrived_at", p->arrived_at);
	view_text(w, "arrived_by", p->arrived_by);
	view_badge(w, "badge", &p->badge, false);
	view_standing(w, p);
}

void view_participant(struct jsonw *w, const char *name, const struct person *p, unsigned roles)
{
	view_participant_open(w, name, p, roles);
	jsonw_object_end(w);
}

/* ---- around a participant ---- */

void view_desk_acts(struct jsonw *w, const char *name, const struct desk_history *rows, size_t n)
{
	jsonw_array(w, name);
	for (size_t i = 0; i < n; i++) {
		jsonw_object(w, NULL);
		jsonw_time(w, "at", rows[i].at);
		jsonw_text(w, "actor", rows[i].actor);
		jsonw_text(w, "action", rows[i].action);
		view_text(w, "desk", rows[i].desk);
		view_badge_serial(w, "serial", rows[i].serial);
		view_text(w, "reason", rows[i].reason);
		view_text(w, "point", rows[i].point);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

void view_guests(struct jsonw *w, const char *name, const struct guest *guests, size_t n)
{
	jsonw_array(w, name);
	for (size_t i = 0; i < n; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "id", guests[i].id);
		jsonw_text(w, "name", guests[i].display);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

void view_help_case(struct jsonw *w, const char *name, const struct help_case *help)
{
	jsonw_object(w, name);
	jsonw_text(w, "id", help->id);
	jsonw_object(w, "person");
	jsonw_text(w, "id", help->person_id);
	jsonw_text(w, "name", help->display);
	jsonw_text(w, "category", help->category);
	jsonw_text(w, "entity", help->entity);
	jsonw_object_end(w);
	jsonw_text(w, "reason", help->reason);
	view_text(w, "words", help->words);
	jsonw_text(w, "state", help->state);
	jsonw_text(w, "by", help->by_actor);
	view_text(w, "desk", help->desk);
	jsonw_time(w, "at", help->at);
	view_text(w, "taken_by", help->taken_by);
	jsonw_time(w, "taken_at", help->taken_at);
	view_text(w, "closed_by", help->closed_by);
	jsonw_time(w, "closed_at", help->closed_at);
	view_text(w, "outcome", help->outcome);
	jsonw_object_end(w);
}

void view_delegation(struct jsonw *w, const char *name, const struct delegation *d)
{
	jsonw_object(w, name);
	view_entity(w, "entity", &d->entity);
	jsonw_int(w, "expected", d->expected);
	jsonw_int(w, "arrived", d->arrived);
	jsonw_int(w, "badges", d->badges);
	jsonw_int(w, "uncollected", d->uncollected);
	if (*d->head_id) {
		jsonw_object(w, "head");
		jsonw_text(w, "id", d->head_id);
		jsonw_text(w, "name", d->head_display);
		jsonw_object_end(w);
	} else {
		jsonw_null(w, "head");
	}
	jsonw_object_end(w);
}

void view_alert(struct jsonw *w, const char *name, const struct alert *alert)
{
	jsonw_object(w, name);
	jsonw_text(w, "id", alert->id);
	jsonw_time(w, "at", alert->at);
	jsonw_object(w, "person");
	jsonw_text(w, "id", alert->person_id);
	jsonw_text(w, "name", alert->display);
	view_text(w, "title", alert->title);
	jsonw_text(w, "category", alert->category);
	jsonw_text(w, "entity", alert->entity);
	jsonw_object_end(w);
	jsonw_text(w, "where", alert->place);
	jsonw_array(w, "seen");
	for (size_t i = 0; i < alert->n_seen; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "by", alert->seen[i].by);
		jsonw_time(w, "at", alert->seen[i].at);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
	jsonw_object_end(w);
}

/* ---- categories ---- */

void view_colour(struct jsonw *w, const char *name, uint32_t rgb)
{
	char colour[8];
	snprintf(colour, sizeof colour, "#%06" PRIX32, rgb & 0xFFFFFF);
	jsonw_text(w, name, colour);
}

void view_category_words(struct jsonw *w, const char *name, const struct category *category)
{
	jsonw_object(w, name);
	for (size_t i = 0; i < CATEGORY_LANGUAGES; i++)
		jsonw_text(w, lang_key((enum lang)i), category->words[i]);
	jsonw_object_end(w);
}

void view_category(struct jsonw *w, const char *name, const struct category *c)
{
	jsonw_object(w, name);
	jsonw_text(w, "code", c->code);
	jsonw_int(w, "version", c->version);
	jsonw_int(w, "position", c->position);
	jsonw_text(w, "letter", c->letter);
	view_colour(w, "rgb", c->rgb);
	jsonw_bool(w, "vip", c->vip);
	view_category_words(w, "words", c);
	view_words(w, "rooms", c->rooms);
	jsonw_bool(w, "transferable", c->transferable);
	jsonw_bool(w, "letter_needed", c->letter_needed);
	jsonw_bool(w, "photo_needed", c->photo_needed);
	jsonw_object_end(w);
}
