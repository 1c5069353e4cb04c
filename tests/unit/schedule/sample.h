/* A day in Kigali to test with, and what "the same agenda" means after a round trip. */
#ifndef P2C_TESTS_UNIT_SCHEDULE_SAMPLE_H
#define P2C_TESTS_UNIT_SCHEDULE_SAMPLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/clock.h"
#include "schedule/agenda.h"
#include "schedule/format.h"

#include <stdlib.h>
#include <string.h>

enum { MINUTE = 60000, HOUR = 60 * MINUTE };

/* 2022-06-07T08:00:00Z, ten in the morning in Kigali. */
#define SAMPLE_MS INT64_C(1654588800000)

static const struct write_options SAMPLE_OPTIONS = {
	.lang = LANG_EN, .base_url = "https://p2c.example", .stamp_at = SAMPLE_MS
};

static inline void sample_zone(const char *zone)
{
	assert_int_equal(clock_zone_set(zone), OK);
}

/* A session with the id …0000NNNN, from and to in minutes after SAMPLE_MS. */
static inline struct agenda_session sample_session(struct arena *arena, int number, int room, int from, int to)
{
	struct agenda_session session = {
		.id = arena_printf(arena, "01813d2a-0000-7000-8000-00000000%04x", (unsigned)number),
		.kind = SESSION_PANEL,
		.room = room,
		.starts_at = SAMPLE_MS + (int64_t)from * MINUTE,
		.ends_at = SAMPLE_MS + (int64_t)to * MINUTE,
	};
	session.title.in[LANG_EN] = arena_printf(arena, "Session %d", number);
	return session;
}

/* Three rooms and seven sessions with everything a session can carry. */
static inline struct agenda sample_agenda(struct arena *arena)
{
	struct agenda agenda = { "Partner2Connect & <friends>", "p2c", clock_zone(), NULL, 3, NULL, 7 };
	agenda.rooms = arena_array(arena, struct agenda_room, 3);
	agenda.rooms[0] = (struct agenda_room){ .id = "01813d2a-1111-7000-8000-000000000001",
		.name = "Auditorium \"A\"",
		.guid = "01813d2a-1111-7000-8000-000000000001",
		.capacity = 2600,
		.position = 2 };
	agenda.rooms[1] = (struct agenda_room){ .id = "01813d2a-1111-7000-8000-000000000002",
		.name = "Salle <été>, 2; B\\C",
		.guid = "01813d2a-2222-7000-8000-000000000002",
		.capacity = 120,
		.position = 1 };
	agenda.rooms[2] = (struct agenda_room){ .id = "01813d2a-1111-7000-8000-000000000003",
		.name = "القاعة 3",
		.guid = "01813d2a-1111-7000-8000-000000000003",
		.position = 3 };
	agenda.rooms[0].version = 4;
	agenda.rooms[0].names = (struct texts){ { NULL, "Auditorium", NULL, "القاعة الكبرى" } };
	agenda.rooms[0].way =
	    (struct texts){ { "Up the stairs; left & left again", NULL, NULL, NULL, "Наверх", NULL } };
	agenda.rooms[0].level = "Ground floor";
	agenda.rooms[0].languages[0] = LANG_FR;
	agenda.rooms[0].languages[1] = LANG_AR;
	agenda.rooms[0].n_languages = 2;
	agenda.rooms[0].equipment = 1u << EQUIPMENT_BOOTHS | 1u << EQUIPMENT_SIGNATURE_TABLE;
	agenda.rooms[0].turn_round_minutes = 15;
	agenda.rooms[0].plan_x = 120;
	agenda.rooms[0].plan_y = 1000;
	agenda.sessions = arena_array(arena, struct agenda_session, 7);
	for (int i = 0; i < 7; i++)
		agenda.sessions[i] = sample_session(arena, i + 1, i % 3, i * 90, i * 90 + 60);
	struct agenda_session *panel = &agenda.sessions[0], *ceremony = &agenda.sessions[1];
	panel->code = "PL-1";
	panel->version = 3;
	panel->state = SESSION_RUNNING;
	panel->title =
	    (struct texts){ { "Access; \"now\", \\ & <then>", "Accès", NULL, "الوصول", "Доступ", "接入" } };
	panel->abstract = (struct texts){ { "First line\nSecond ?> line ]]> &amp; done", NULL, "Resumen" } };
	panel->delay_minutes = 10;
	panel->focus_areas = 1u << FOCUS_ACCESS | 1u << FOCUS_VALUE_CREATION;
	panel->language = "fr";
	panel->n_persons = 2;
	panel->persons = arena_array(arena, struct agenda_person, 2);
	panel->persons[0] =
	    (struct agenda_person){ "01813d2a-3333-7000-8000-000000000001", "Amina Ünal", PERSON_CHAIR };
	panel->persons[1] =
	    (struct agenda_person){ "01813d2a-3333-7000-8000-000000000002", "李明", PERSON_PANELLIST };
	panel->capacity = 300;
	panel->by_invitation = panel->needs_high_level = true;
	panel->equipment = 1u << EQUIPMENT_HYBRID;
	panel->interpretation = 1u << LANG_AR | 1u << LANG_ZH;
	panel->started_at = panel->starts_at + 12 * MINUTE;
	panel->overrun_minutes = 5;
	agenda.sessions[5].is_fixed = true;
	agenda.sessions[5].started_at = SAMPLE_MS + 13 * HOUR;
	agenda.sessions[5].ended_at = SAMPLE_MS + 14 * HOUR;
	agenda.sessions[3].moved_room = 2;
	agenda.sessions[3].moved_starts_at = SAMPLE_MS + 5 * HOUR;
	agenda.sessions[3].reason = "The projector\nof \"A\" broke, sorry";
	ceremony->kind = SESSION_CEREMONY;
	ceremony->state = SESSION_CANCELLED;
	ceremony->title = (struct texts){ { NULL, "Cérémonie de signature", NULL, NULL, NULL, NULL } };
	agenda.sessions[2].kind = SESSION_BREAK;
	agenda.sessions[2].title = (struct texts){ { NULL } };
	agenda.sessions[3].kind = SESSION_VIDEO;
	agenda.sessions[4].kind = SESSION_FOREIGN;
	agenda.sessions[4].room = -1;
	agenda.sessions[5].kind = SESSION_ROUND_TABLE;
	agenda.sessions[5].state = SESSION_ENDED;
	agenda.sessions[6].kind = SESSION_BREAKOUT;
	agenda.sessions[6].starts_at = SAMPLE_MS + 15 * HOUR + 30 * MINUTE; /* 01:30 the next morning */
	agenda.sessions[6].ends_at = SAMPLE_MS + 17 * HOUR;
	agenda.sessions[5].starts_at = SAMPLE_MS + 13 * HOUR; /* 23:00 until 00:30 */
	agenda.sessions[5].ends_at = SAMPLE_MS + 14 * HOUR + 30 * MINUTE;
	return agenda;
}

static inline void assert_texts(const char *a, const char *b)
{
	assert_string_equal(a ? a : "", b ? b : "");
}

static inline void assert_same_persons(const struct agenda_session *a, const struct agenda_session *b)
{
	assert_int_equal(a->n_persons, b->n_persons);
	for (size_t i = 0; i < a->n_persons; i++) {
		assert_texts(a->persons[i].id, b->persons[i].id);
		assert_texts(a->persons[i].name, b->persons[i].name);
		assert_int_equal(a->persons[i].role, b->persons[i].role);
	}
}

static inline void assert_same_session(
    const struct agenda *x, const struct agenda_session *a, const struct agenda *y, const struct agenda_session *b)
{
	assert_non_null(b);
	assert_texts(a->code, b->code);
	assert_int_equal(a->version, b->version);
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->state, b->state);
	assert_true(a->starts_at == b->starts_at);
	assert_true(a->ends_at == b->ends_at);
	assert_int_equal(a->delay_minutes, b->delay_minutes);
	assert_int_equal(a->focus_areas, b->focus_areas);
	assert_int_equal(a->capacity, b->capacity);
	assert_int_equal(a->by_invitation, b->by_invitation);
	assert_int_equal(a->is_fixed, b->is_fixed);
	assert_int_equal(a->needs_high_level, b->needs_high_level);
	assert_int_equal(a->equipment, b->equipment);
	assert_int_equal(a->interpretation, b->interpretation);
	assert_true(a->started_at == b->started_at && a->ended_at == b->ended_at);
	assert_true(a->moved_starts_at == b->moved_starts_at);
	assert_int_equal(a->overrun_minutes, b->overrun_minutes);
	assert_texts(a->reason, b->reason);
	assert_texts(a->language, b->language);
	for (int lang = 0; lang < LANG_MAX; lang++) {
		assert_texts(a->title.in[lang], b->title.in[lang]);
		assert_texts(a->abstract.in[lang], b->abstract.in[lang]);
	}
	const struct agenda_room *from = agenda_room_of(x, a), *to = agenda_room_of(y, b);
	assert_texts(from ? from->name : NULL, to ? to->name : NULL);
	from = agenda_room_now(x, a);
	to = agenda_room_now(y, b);
	assert_texts(from ? from->name : NULL, to ? to->name : NULL);
	assert_same_persons(a, b);
}

static inline void assert_same_room(const struct agenda_room *a, const struct agenda_room *b)
{
	assert_texts(a->id, b->id);
	assert_texts(a->name, b->name);
	assert_texts(a->guid, b->guid);
	assert_texts(a->level, b->level);
	assert_int_equal(a->capacity, b->capacity);
	assert_int_equal(a->position, b->position);
	assert_int_equal(a->version, b->version);
	assert_int_equal(a->equipment, b->equipment);
	assert_int_equal(a->turn_round_minutes, b->turn_round_minutes);
	assert_int_equal(a->plan_x, b->plan_x);
	assert_int_equal(a->plan_y, b->plan_y);
	assert_int_equal(a->n_languages, b->n_languages);
	for (int i = 0; i < a->n_languages; i++)
		assert_int_equal(a->languages[i], b->languages[i]);
	for (int lang = 0; lang < LANG_MAX; lang++) {
		assert_texts(a->names.in[lang], b->names.in[lang]);
		assert_texts(a->way.in[lang], b->way.in[lang]);
	}
}

/* Equal but for the order of the sessions. */
static inline void assert_same_agenda(const struct agenda *a, const struct agenda *b)
{
	assert_texts(a->title, b->title);
	assert_texts(a->acronym, b->acronym);
	assert_texts(a->zone, b->zone);
	assert_int_equal(a->n_rooms, b->n_rooms);
	for (size_t i = 0; i < a->n_rooms; i++)
		assert_same_room(&a->rooms[i], &b->rooms[i]);
	assert_int_equal(a->n_sessions, b->n_sessions);
	for (size_t i = 0; i < a->n_sessions; i++)
		assert_same_session(a, &a->sessions[i], b, agenda_session_find(b, a->sessions[i].id));
}

/* Does some finding of a reader say this? */
static inline bool report_says(const struct read_report *report, const char *words)
{
	for (size_t i = 0; i < report->n; i++)
		if (strstr(report->items[i].sentence, words))
			return true;
	return false;
}

#endif
