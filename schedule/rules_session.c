/* The rules for each session by itself and with its room. Rules of rules.h. */
#include "schedule/rules_state.h"

#include <stdlib.h>
#include <string.h>

static void check_times(struct rules_check *check, const struct agenda_session *session)
{
	if (session->ends_at <= session->starts_at)
		rules_report(check, FINDING_TIMES, session, NULL, "\"%s\" does not end after it starts.",
		    rules_called(session));
}

static void check_title(struct rules_check *check, const struct agenda_session *session)
{
	unsigned missing = 0;
	for (int lang = 0; lang < LANG_MAX; lang++)
		if (!session->title.in[lang] || !*session->title.in[lang])
			missing |= 1u << lang;
	bool none = missing == (1u << LANG_MAX) - 1;
	if (none && session->kind != SESSION_BREAK)
		rules_report(check, FINDING_TITLE, session, NULL, "Session %s has no title.", rules_called(session));
	if (none || !missing || session->kind == SESSION_FOREIGN || session->state == SESSION_CANCELLED)
		return;
	const char *languages = rules_keys(check, missing, LANG_MAX, rules_lang_key);
	struct finding *finding = rules_report(check, FINDING_LANGUAGE_GAP, session, NULL,
	    "\"%s\" has no title in: %s.", rules_called(session), languages);
	rules_value_keys(finding, "languages", languages);
}

static const char *equipment_key_at(int at)
{
	return equipment_key((enum equipment)at);
}

static void check_fit(struct rules_check *check, const struct agenda_session *session, const struct agenda_room *room)
{
	unsigned channels = 0;
	for (int i = 0; i < room->n_languages; i++)
		channels |= 1u << room->languages[i];
	enum lang floor;
	unsigned spoken = lang_parse(session->language, &floor) ? 1u << floor : 0;
	unsigned silent = session->interpretation & ~channels & ~spoken;
	unsigned lacking = session->equipment & ~room->equipment;
	if (room->capacity && session->capacity > room->capacity) {
		struct finding *finding = rules_report(check, FINDING_ROOM_CAPACITY, session, NULL,
		    "\"%s\" has %d places; %s has %d seats.", rules_called(session), session->capacity, room->name,
		    room->capacity);
		finding->room = room->id;
		rules_value_int(finding, "capacity", session->capacity);
		rules_value_int(finding, "seats", room->capacity);
	}
	if (lacking) {
		const char *keys = rules_keys(check, lacking, EQUIPMENT_MAX, equipment_key_at);
		struct finding *finding = rules_report(check, FINDING_EQUIPMENT, session, NULL,
		    "\"%s\" needs what %s does not have: %s.", rules_called(session), room->name, keys);
		finding->room = room->id;
		rules_value_keys(finding, "equipment", keys);
	}
	if (silent) {
		const char *keys = rules_keys(check, silent, LANG_MAX, rules_lang_key);
		struct finding *finding = rules_report(check, FINDING_INTERPRETATION_ROOM, session, NULL,
		    "\"%s\" is to be interpreted where %s has no channel: %s.", rules_called(session), room->name,
		    keys);
		finding->room = room->id;
		rules_value_keys(finding, "languages", keys);
	}
}

static void check_room(struct rules_check *check, const struct agenda_session *session)
{
	bool none = session->room < 0, foreign = session->kind == SESSION_FOREIGN;
	const struct agenda_room *room = agenda_room_of(check->agenda, session);
	if (!none && !room)
		rules_report(check, FINDING_ROOM_UNKNOWN, session, NULL, "\"%s\" is in a room that does not exist.",
		    rules_called(session));
	if (none && !foreign && session->state != SESSION_CANCELLED)
		rules_report(
		    check, FINDING_ROOM_MISSING, session, NULL, "\"%s\" has no room yet.", rules_called(session));
	if (room && !foreign && session->state != SESSION_CANCELLED)
		check_fit(check, session, room);
}

static int compare_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_high_level(const struct rules_known *known, const char *id)
{
	return id && known->n_high_level &&
	       bsearch(&id, known->high_level, known->n_high_level, sizeof id, compare_text);
}

/* Only where it is known who is high-level at all. */
static void check_high_level(struct rules_check *check, const struct agenda_session *session)
{
	if (!session->needs_high_level || !check->known->high_level || !rules_takes_time(session))
		return;
	for (size_t i = 0; i < session->n_persons; i++)
		if (is_high_level(check->known, session->persons[i].id))
			return;
	rules_report(check, FINDING_HIGH_LEVEL, session, NULL, "\"%s\" has no high-level participant from a Member.",
	    rules_called(session));
}

static int by_id(const void *a, const void *b)
{
	const struct agenda_session *const *x = a, *const *y = b;
	return strcmp((*x)->id, (*y)->id);
}

static void check_ids(struct rules_check *check)
{
	size_t n = check->agenda->n_sessions;
	const struct agenda_session **sorted = arena_array(check->arena, const struct agenda_session *, n + 1);
	for (size_t i = 0; i < n; i++)
		sorted[i] = &check->agenda->sessions[i];
	qsort(sorted, n, sizeof(const struct agenda_session *), by_id);
	for (size_t i = 1; i < n; i++)
		if (!strcmp(sorted[i - 1]->id, sorted[i]->id))
			rules_report(check, FINDING_ID_TWICE, sorted[i], sorted[i - 1],
			    "\"%s\" and \"%s\" have the same id.", rules_called(sorted[i - 1]),
			    rules_called(sorted[i]));
}

void rules_of_sessions(struct rules_check *check)
{
	static void (*const EACH[])(struct rules_check * check, const struct agenda_session *session) = { check_times,
		check_title, check_room, check_high_level };
	check_ids(check);
	for (size_t i = 0; i < check->agenda->n_sessions; i++)
		for (size_t rule = 0; rule < sizeof EACH / sizeof *EACH; rule++)
			EACH[rule](check, &check->agenda->sessions[i]);
}
