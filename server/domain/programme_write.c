/* A value to rows: sessions are checked, written and journalled. See programme.h. */
#include "domain/programme.h"

#include "base/jsonw.h"
#include "domain/told.h"
#include "schedule/format.h"
#include "schedule/rules.h"
#include "store/write.h"

#include <string.h>

enum { DELAY_MIN = -60, DELAY_MAX = 600, HOUR_MS = 3600 * 1000 };

/* What the day made of the plan, where it did. */
static void add_running(struct jsonw *w, const struct session_row *row)
{
	if (row->started_at)
		jsonw_time(w, "started_at", row->started_at);
	if (row->ended_at)
		jsonw_time(w, "ended_at", row->ended_at);
	if (row->overrun_minutes)
		jsonw_int(w, "overrun_minutes", row->overrun_minutes);
	if (*row->moved_room_id)
		jsonw_text(w, "moved_room", row->moved_room_id);
	if (row->moved_starts_at)
		jsonw_time(w, "moved_starts_at", row->moved_starts_at);
	if (*row->reason)
		jsonw_text(w, "reason", row->reason);
}

static const char *session_json(struct tx *tx, const struct session_row *row, const char *title)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "code", row->code);
	jsonw_text(&w, "title", title);
	jsonw_text(&w, "kind", row->kind);
	jsonw_text(&w, "state", row->state);
	jsonw_text(&w, "room", row->room_id);
	jsonw_time(&w, "starts_at", row->starts_at);
	jsonw_time(&w, "ends_at", row->ends_at);
	jsonw_int(&w, "delay_minutes", row->delay_minutes);
	add_running(&w, row);
	jsonw_object_end(&w);
	return buf_keep(&out, tx_arena(tx));
}

static enum err put_texts(struct tx *tx, const struct agenda_session *s)
{
	struct session_text_row texts[LANG_MAX];
	size_t n = 0;
	for (enum lang lang = 0; lang < LANG_MAX; lang++) {
		const char *title = s->title.in[lang], *abstract = s->abstract.in[lang];
		if ((title && *title) || (abstract && *abstract))
			texts[n++] = (struct session_text_row){ .language = lang_key(lang),
				.title = title ? title : "",
				.abstract = abstract ? abstract : "" };
	}
	return session_texts_put(tx_db(tx), s->id, texts, n);
}

static enum err put_persons(struct tx *tx, const struct agenda_session *s)
{
	struct session_person_row *rows = arena_array(tx_arena(tx), struct session_person_row, s->n_persons + 1);
	for (size_t i = 0; i < s->n_persons; i++) {
		struct person known;
		const char *id = s->persons[i].id ? s->persons[i].id : "";
		if (*id && person_get(tx_db(tx), tx_arena(tx), id, &known) != OK)
			id = ""; /* from somebody else's agenda: the name stands for itself */
		rows[i] = (struct session_person_row){ .person_id = id,
			.name = s->persons[i].name ? s->persons[i].name : "",
			.role = person_role_key(s->persons[i].role) };
	}
	return session_persons_put(tx_db(tx), s->id, rows, s->n_persons);
}

/* What no exchange format could write is refused here: one such session would take all files away. */
enum err programme_check(struct tx *tx, const struct agenda_session *s)
{
	if (!format_instant_is_valid(s->starts_at) || !format_instant_is_valid(s->ends_at))
		return fault_set(tx_fault(tx), ERR_INVALID, "starts_at", "A session is between the years %d and %d.",
		    FORMAT_YEAR_MIN, FORMAT_YEAR_MAX);
	if (s->ends_at <= s->starts_at)
		return fault_set(tx_fault(tx), ERR_INVALID, "ends_at", "The session would end before it starts.");
	if (s->ends_at - s->starts_at > (int64_t)FORMAT_HOURS_MAX * HOUR_MS)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "ends_at", "A session is at most %d hours long.", FORMAT_HOURS_MAX);
	if (s->kind != SESSION_BREAK && !*texts_best(&s->title, LANG_EN))
		return fault_set(
		    tx_fault(tx), ERR_FIELD_MISSING, "title", "A session needs a title in at least one language.");
	if (s->delay_minutes < DELAY_MIN || s->delay_minutes > DELAY_MAX)
		return fault_set(tx_fault(tx), ERR_INVALID, "minutes", "A delay is between %d and %d minutes.",
		    DELAY_MIN, DELAY_MAX);
	return OK;
}

static struct session_row row_of(const struct agenda_session *s, const struct programme_place *place, int64_t version)
{
	return (struct session_row){ .id = s->id,
		.version = version,
		.code = s->code && *s->code ? s->code : s->id,
		.kind = session_kind_key(s->kind),
		.state = session_state_key(s->state),
		.room_id = place->room_id ? place->room_id : "",
		.starts_at = s->starts_at,
		.ends_at = s->ends_at,
		.delay_minutes = s->delay_minutes,
		.focus_areas = (int64_t)s->focus_areas,
		.language = s->language ? s->language : "",
		.capacity = s->capacity,
		.by_invitation = s->by_invitation,
		.is_fixed = s->is_fixed,
		.needs_high_level = s->needs_high_level,
		.equipment = (int64_t)s->equipment,
		.interpretation = (int64_t)s->interpretation,
		.started_at = s->started_at,
		.ended_at = s->ended_at,
		.overrun_minutes = s->overrun_minutes,
		.moved_room_id = place->moved_room_id ? place->moved_room_id : "",
		.moved_starts_at = s->moved_starts_at,
		.reason = s->reason ? s->reason : "" };
}

enum err programme_write(struct tx *tx, const struct agenda_session *s, const struct programme_place *place,
    int64_t base, const char *action)
{
	enum err err = programme_check(tx, s);
	if (err)
		return err;
	struct session_row row = row_of(s, place, base + 1);
	err = session_put(tx_db(tx), &row);
	if (err == ERR_CONFLICT)
		return fault_set(
		    tx_fault(tx), ERR_CONFLICT, "room", "The room does not exist, or the session's code is taken.");
	if (!err)
		err = put_texts(tx, s);
	if (!err)
		err = put_persons(tx, s);
	if (!err)
		err = tx_journal(tx, &(struct journal_note){ .topic = "agenda",
					 .action = action,
					 .subject = s->id,
					 .version = row.version,
					 .data = session_json(tx, &row, texts_best(&s->title, LANG_EN)) });
	return err;
}

enum err programme_check_clashes(struct tx *tx, const char *session_id)
{
	struct agenda agenda;
	enum err err = programme_get(tx_db(tx), tx_arena(tx), &agenda, NULL);
	if (err)
		return err;
	struct findings findings = rules_check(&agenda, tx_arena(tx));
	for (size_t i = 0; i < findings.n; i++) {
		const struct finding *found = &findings.items[i];
		bool about = !session_id || strcmp(found->session, session_id) == 0 ||
			     (found->other && strcmp(found->other, session_id) == 0);
		if (about && found->kind == FINDING_ROOM_OVERLAP)
			return fault_set(tx_fault(tx), ERR_CLASH, "room", "%s", found->sentence);
	}
	return OK;
}

struct programme_place programme_place_of(const struct agenda *agenda, const struct agenda_session *session)
{
	const struct agenda_room *room = agenda_room_of(agenda, session), *now = agenda_room_now(agenda, session);
	return (struct programme_place){ .room_id = room ? room->id : NULL,
		.moved_room_id = session->moved_room && now ? now->id : NULL };
}

enum err programme_put(
    struct tx *tx, const struct agenda_session *session, const struct programme_place *place, int64_t *out_version)
{
	int64_t stored = 0;
	struct agenda before;
	enum err err = session_version(tx_db(tx), session->id, &stored);
	if (err && err != ERR_NOT_FOUND)
		return err;
	if (stored != session->version)
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	err = programme_around(tx_db(tx), tx_arena(tx), NULL, &before);
	if (err)
		return err;
	agenda_sort_by_id(&before);
	err = programme_write(tx, session, place, stored, stored ? "session.edit" : "session.add");
	if (!err)
		err = programme_check_clashes(tx, session->id);
	if (!err)
		err = told_edit(tx, &before);
	if (!err)
		*out_version = stored + 1;
	return err;
}
