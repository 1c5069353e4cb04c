/* The words of the agenda: keys, languages, look-ups. */
#include "tests/unit/schedule/sample.h"

static void every_key_parses_back_to_what_it_stands_for(void **state)
{
	(void)state;
	enum lang lang;
	enum session_kind kind;
	enum session_state session_state;
	enum person_role role;
	enum focus_area area;
	for (int i = 0; i < LANG_MAX; i++)
		assert_true(lang_parse(lang_key((enum lang)i), &lang) && (int)lang == i);
	for (int i = 0; i < SESSION_KIND_MAX; i++)
		assert_true(session_kind_parse(session_kind_key((enum session_kind)i), &kind) && (int)kind == i);
	for (int i = 0; i < SESSION_STATE_MAX; i++)
		assert_true(session_state_parse(session_state_key((enum session_state)i), &session_state) &&
			    (int)session_state == i);
	for (int i = 0; i < PERSON_ROLE_MAX; i++)
		assert_true(person_role_parse(person_role_key((enum person_role)i), &role) && (int)role == i);
	for (int i = 0; i < FOCUS_AREA_MAX; i++)
		assert_true(focus_area_parse(focus_area_key((enum focus_area)i), &area) && (int)area == i);
	assert_string_equal(session_kind_key(SESSION_ROUND_TABLE), "round_table");
	assert_string_equal(focus_area_key(FOCUS_VALUE_CREATION), "value_creation");
	assert_string_equal(focus_area_name(FOCUS_VALUE_CREATION), "VALUE CREATION");
}

static void what_is_no_key_leaves_the_output_untouched(void **state)
{
	(void)state;
	enum lang lang = LANG_RU;
	assert_false(lang_parse("de", &lang));
	assert_false(lang_parse("EN", &lang));
	assert_false(lang_parse("", &lang));
	assert_false(lang_parse(NULL, &lang));
	assert_int_equal(lang, LANG_RU);
}

static void texts_fall_back_to_english_and_then_to_any(void **state)
{
	(void)state;
	struct texts texts = { { [LANG_EN] = "en", [LANG_AR] = "ar", [LANG_FR] = "" } };
	assert_string_equal(texts_best(&texts, LANG_AR), "ar");
	assert_string_equal(texts_best(&texts, LANG_FR), "en");
	texts.in[LANG_EN] = NULL;
	assert_string_equal(texts_best(&texts, LANG_FR), "ar");
	assert_int_equal(texts_best_lang(&texts, LANG_FR), LANG_AR);
	texts.in[LANG_AR] = NULL;
	assert_string_equal(texts_best(&texts, LANG_ES), "");
	assert_int_equal(texts_best_lang(&texts, LANG_ES), LANG_ES);
}

static void sessions_and_rooms_are_found_by_id_and_name(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct agenda agenda = sample_agenda(arena);
	assert_ptr_equal(agenda_session_find(&agenda, agenda.sessions[5].id), &agenda.sessions[5]);
	assert_null(agenda_session_find(&agenda, "nobody"));
	assert_int_equal(agenda_room_find(&agenda, "القاعة 3"), 2);
	assert_int_equal(agenda_room_find(&agenda, "Hall 9"), -1);
	assert_ptr_equal(agenda_room_of(&agenda, &agenda.sessions[1]), &agenda.rooms[1]);
	agenda.sessions[1].room = -1;
	assert_null(agenda_room_of(&agenda, &agenda.sessions[1]));
	agenda.sessions[1].room = 3;
	assert_null(agenda_room_of(&agenda, &agenda.sessions[1]));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key_parses_back_to_what_it_stands_for),
		cmocka_unit_test(what_is_no_key_leaves_the_output_untouched),
		cmocka_unit_test(texts_fall_back_to_english_and_then_to_any),
		cmocka_unit_test(sessions_and_rooms_are_found_by_id_and_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
