/* The demonstration day is whole, plausible and the same each time. It is made once for all tests here. */
#include "domain/demo.h"

#include "base/buf.h"
#include "domain/country.h"
#include "domain/pledge_words.h"
#include "domain/programme.h"
#include "domain/signing.h"
#include "domain/strength.h"
#include "domain/tally.h"
#include "domain/vocabulary.h"
#include "schedule/rules.h"
#include "store/door.h"
#include "store/people.h"
#include "store/setting.h"
#include "tests/unit/domain/own_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

static const int64_t MINUTE = 60000;

/* A store, filled. */
struct filled {
	struct own_store *own;
	struct db *db;
	struct arena *arena;
	struct clock *clock;
};

static struct filled *filled_create(uint64_t seed)
{
	struct filled *filled = calloc(1, sizeof *filled);
	struct fault fault = { 0 };
	filled->own = own_store_create();
	filled->clock = filled->own->clock;
	filled->arena = filled->own->arena;
	filled->db = filled->own->db;
	enum err err = demo_fill(filled->own->store, filled->clock, seed, &fault);
	if (err)
		print_error("%s %s %s\n", err_name(err), fault.field, fault.detail);
	assert_int_equal(err, OK);
	return filled;
}

static void filled_destroy(struct filled *filled)
{
	own_store_destroy(filled->own);
	free(filled);
}

static int setup(void **state)
{
	assert_int_equal(clock_zone_set(demo_zone()), OK);
	*state = filled_create(20220606);
	return 0;
}

static int teardown(void **state)
{
	filled_destroy(*state);
	return 0;
}

/* ---- counting everybody ---- */

struct count {
	size_t all, arrived, late, unread, heads, vips, requested, by_type[7], scripts;
	size_t uncollected, declined, merged, guests, collectors, letters, helped, remote, genders;
	char countries[260][4];
	size_t n_countries;
	const char *last_head;
};

static void count_country(struct count *count, const char *alpha3)
{
	for (size_t i = 0; i < count->n_countries; i++)
		if (!strcmp(count->countries[i], alpha3))
			return;
	if (*alpha3)
		memcpy(count->countries[count->n_countries++], alpha3, 4);
}

static enum err count_person(void *ctx, const struct person *person)
{
	struct count *count = ctx;
	count->all++;
	count->arrived += person->arrived_at != 0;
	count->late += person->arrived_at > demo_now();
	count->unread += person->arrived_at && !person->badge.serial;
	count->uncollected += person->badge.serial && !person->badge.collected_at;
	count->declined += !strcmp(person->state, "declined");
	count->merged += *person->merged_into != '\0';
	count->guests += *person->host.id != '\0';
	count->collectors += *person->collector != '\0';
	count->letters += !strcmp(person->letter, "unseen");
	count->helped += *person->help.id != '\0';
	count->remote += person->remote;
	count->genders += *person->gender != '\0';
	count->heads += strstr(person->roles, "head_of_delegation") != NULL;
	count->vips += person->vip;
	count->requested += !strcmp(person->state, "requested");
	count->scripts += (unsigned char)person->display[0] >= 0xd0;
	for (size_t i = 0; i < ENTITY_TYPES_N; i++)
		count->by_type[i] += !strcmp(ENTITY_TYPES[i].key, person->entity.type);
	count_country(count, person->entity.country);
	assert_true(*person->latin && *person->display);
	for (const char *c = person->latin; *c; c++)
		assert_true((unsigned char)*c < 128);
	return OK;
}

static void the_people_are_many_from_everywhere_and_of_every_kind(void **state)
{
	struct filled *filled = *state;
	struct count *count = arena_new(filled->arena, struct count);
	assert_int_equal(person_each(filled->db, count_person, count), OK);
	assert_in_range(count->all, 1100, 1350);
	assert_in_range(count->n_countries, 180, 198);
	assert_in_range(count->heads, 180, 198);
	assert_in_range(count->vips, 150, 350);
	assert_in_range(count->requested, 5, 60);
	assert_in_range(count->scripts, 200, 600);
	for (size_t i = 0; i < 7; i++)
		assert_true(count->by_type[i] >= 10);
}

static void some_430_have_arrived_and_everyone_of_them_has_a_badge(void **state)
{
	struct filled *filled = *state;
	struct count *count = arena_new(filled->arena, struct count);
	assert_int_equal(person_each(filled->db, count_person, count), OK);
	assert_in_range(count->arrived, 400, 450);
	assert_int_equal(count->late, 0);
	assert_int_equal(count->unread, 0);
}

static void the_desks_have_something_of_everything_to_see_to(void **state)
{
	struct filled *filled = *state;
	struct count *count = arena_new(filled->arena, struct count);
	struct alert *alerts;
	size_t n_alerts, unseen = 0;
	assert_int_equal(person_each(filled->db, count_person, count), OK);
	assert_in_range(count->uncollected, 30, 80);
	assert_int_equal(count->declined, 3);
	assert_int_equal(count->merged, 2);
	assert_int_equal(count->guests, 4);
	assert_in_range(count->collectors, 30, 150);
	assert_in_range(count->letters, 2, 10);
	assert_int_equal(count->helped, 4);
	assert_in_range(count->remote, 5, 40);
	assert_true(count->genders > count->all * 3 / 4);
	assert_int_equal(alert_list(filled->db, filled->arena, 0, &alerts, &n_alerts), OK);
	for (size_t i = 0; i < n_alerts; i++)
		unseen += !alerts[i].n_seen;
	assert_in_range(n_alerts, 50, 300);
	assert_in_range(unseen, 1, 10);
}

static const struct point *point_of(struct filled *filled, const char *id)
{
	struct point *point = arena_new(filled->arena, struct point);
	assert_int_equal(point_get(filled->db, filled->arena, id, point), OK);
	return point;
}

static void there_are_doors_of_every_kind_with_people_inside_cards_and_one_conflict(void **state)
{
	struct filled *filled = *state;
	assert_in_range(point_of(filled, "plenary")->inside, 120, 400);
	assert_true(point_of(filled, "plenary")->exits && point_of(filled, "plenary")->takes_cards);
	assert_true(point_of(filled, "round-table")->by_invitation);
	assert_in_range(point_of(filled, "round-table")->inside, 3, 60);
	assert_in_range(point_of(filled, "lounge")->inside, 5, 40);
	assert_in_range(point_of(filled, "press")->inside, 3, 80);
	struct card *cards;
	struct conflict *conflicts;
	size_t n_cards, n_conflicts;
	assert_int_equal(card_all(filled->db, filled->arena, "", &cards, &n_cards), OK);
	assert_in_range(n_cards, 6, 30);
	assert_int_equal(conflict_list(filled->db, filled->arena, "open", false, 100, &conflicts, &n_conflicts), OK);
	assert_int_equal(n_conflicts, 1);
	assert_string_equal(conflicts[0].kind, "double_entry");
}

static void the_arrivals_have_a_morning_peak(void **state)
{
	struct filled *filled = *state;
	struct arrivals *arrivals = arena_new(filled->arena, struct arrivals);
	int64_t most = 0, at = 0;
	assert_int_equal(arrivals_get(filled->db, arrivals), OK);
	for (size_t i = 0; i < arrivals->n_quarters; i++)
		if (arrivals->quarters[i].count > most) {
			most = arrivals->quarters[i].count;
			at = arrivals->quarters[i].at;
		}
	struct clock_local local = clock_local(at);
	assert_in_range(most, 25, 60);
	assert_int_equal(local.day, 8);
	assert_int_equal(local.hour, 8);
}

static void the_agenda_has_no_clash_of_rooms_or_people(void **state)
{
	struct filled *filled = *state;
	struct agenda agenda;
	assert_int_equal(programme_get(filled->db, filled->arena, &agenda, NULL), OK);
	struct findings findings = rules_check(&agenda, filled->arena);
	for (size_t i = 0; i < findings.n; i++)
		if (findings.items[i].severity == FINDING_ERROR)
			fail_msg("%s", findings.items[i].sentence);
	assert_in_range(agenda.n_sessions, 60, 95);
	assert_in_range(agenda.n_rooms, 8, 11);
}

static void every_session_has_a_title_in_six_languages_and_people_where_it_needs_them(void **state)
{
	struct filled *filled = *state;
	struct agenda agenda;
	size_t running = 0, ended = 0, cancelled = 0, seats = 0;
	assert_int_equal(programme_get(filled->db, filled->arena, &agenda, NULL), OK);
	for (size_t i = 0; i < agenda.n_sessions; i++) {
		const struct agenda_session *session = &agenda.sessions[i];
		for (int lang = 0; lang < LANG_MAX; lang++)
			assert_true(session->title.in[lang] && *session->title.in[lang]);
		bool talks = session->kind != SESSION_BREAK && session->kind != SESSION_FOREIGN;
		assert_true(talks == (session->n_persons >= 2));
		running += session->state == SESSION_RUNNING;
		ended += session->state == SESSION_ENDED;
		cancelled += session->state == SESSION_CANCELLED;
		seats += session->n_persons;
		if (session->state == SESSION_RUNNING)
			assert_true(session->starts_at <= demo_now() && demo_now() < session->ends_at);
		if (session->state == SESSION_PLANNED)
			assert_true(session->starts_at > demo_now());
	}
	assert_in_range(running, 5, 15);
	assert_in_range(ended, 35, 70);
	assert_int_equal(cancelled, 1);
	assert_in_range(seats, 180, 320);
}

static void each_focus_area_has_three_or_four_cochairs_and_the_members_come_from_six_regions(void **state)
{
	struct filled *filled = *state;
	struct agenda agenda;
	struct agenda_rows rows;
	size_t members[4] = { 0 }, others[4] = { 0 }, all = 0;
	const char *regions[8];
	assert_int_equal(programme_get(filled->db, filled->arena, &agenda, &rows), OK);
	for (size_t i = 0; i < rows.n_cochairs; i++) {
		const struct cochair_row *row = &rows.cochairs[i];
		bool member = !strcmp(row->seat, "member");
		members[row->focus_area] += member;
		others[row->focus_area] += !member;
		if (!member)
			continue;
		regions[all] = country_find(row->country)->region;
		for (size_t k = 0; k < all; k++)
			assert_string_not_equal(regions[k], regions[all]);
		all++;
	}
	assert_int_equal(all, 6);
	for (size_t area = 0; area < 4; area++) {
		assert_in_range(members[area], 1, 2);
		assert_int_equal(others[area], 2);
	}
}

static void the_wall_is_alive_before_anybody_does_anything(void **state)
{
	struct filled *filled = *state;
	struct tally tally;
	assert_int_equal(tally_get(filled->db, filled->arena, &tally), OK);
	assert_in_range(tally.all.confirmed.count, 25, 40);
	assert_in_range(tally.all.heard.count, 3, 8);
	assert_in_range(tally.submitted, 200, 260);
	assert_true(tally.all.confirmed.usd_minor > 0);
	assert_int_equal(tally.unrated, 0);
	struct pledge_mark *marks;
	struct pledge newest;
	size_t n;
	assert_int_equal(pledge_on_wall(filled->db, filled->arena, 7, &marks, &n), OK);
	assert_int_equal(n, 7);
	assert_int_equal(pledge_get(filled->db, filled->arena, marks[0].id, &newest), OK);
	assert_true(newest.heard_at > demo_now() - 10 * MINUTE && newest.heard_at <= demo_now());
}

static void pledges_are_of_all_types_joint_sometimes_and_in_many_currencies(void **state)
{
	struct filled *filled = *state;
	struct pledge *pledges;
	size_t n, joint = 0, abroad = 0, types[4] = { 0 }, currencies = 0;
	const char *seen[80];
	assert_int_equal(pledge_all(filled->db, filled->arena, &pledges, &n), OK);
	for (size_t i = 0; i < n; i++) {
		joint += pledges[i].n_pledgers > 1;
		abroad += pledges[i].n_countries > 1;
		assert_true(pledges[i].pledgers[0].lead && pledges[i].focus_areas && *pledges[i].title);
		assert_null(strchr(pledges[i].title, '#'));
		for (size_t k = 0; k < 4; k++)
			types[k] += !strcmp(pledges[i].type, PLEDGE_TYPES[k].key);
		size_t c = 0;
		while (c < currencies && strcmp(seen[c], pledges[i].currency) != 0)
			c++;
		if (c == currencies && *pledges[i].currency)
			seen[currencies++] = pledges[i].currency;
	}
	assert_in_range(n, 245, 260);
	assert_in_range(joint, 15, 80);
	assert_true(abroad > 30);
	assert_true(currencies >= 12);
	for (size_t k = 0; k < 4; k++)
		assert_true(types[k] > 20);
}

static void pledges_say_much_and_leave_gaps_as_people_do(void **state)
{
	struct filled *filled = *state;
	struct pledge *pledges;
	size_t n, strong = 0, weak = 0, said[PLEDGE_WORD_MAX] = { 0 };
	assert_int_equal(pledge_all(filled->db, filled->arena, &pledges, &n), OK);
	for (size_t i = 0; i < n; i++) {
		int score = strength_of(&pledges[i]).score;
		strong += score >= 80;
		weak += score < 60;
		for (size_t k = 0; k < PLEDGE_WORD_MAX; k++)
			said[k] += *pledges[i].words[k] != '\0';
	}
	if (strong <= n / 4 || weak <= n / 20)
		fail_msg("%zu of %zu are strong and %zu weak", strong, n, weak);
	for (enum pledge_word word = 0; word < PLEDGE_WORD_MAX; word++)
		if (word != PLEDGE_SLIP && (said[word] < 10 || said[word] == n))
			fail_msg("%zu of %zu pledges say \"%s\"", said[word], n, pledge_word_name(word));
}

static void one_speaks_five_have_spoken_and_twelve_wait(void **state)
{
	struct filled *filled = *state;
	struct speaker now, *speakers;
	size_t n, waiting = 0, delivered = 0;
	struct person person;
	assert_int_equal(speaker_now(filled->db, filled->arena, &now), OK);
	assert_true(now.started_at <= demo_now() && now.started_at > demo_now() - 3 * MINUTE);
	assert_int_equal(speaker_list(filled->db, filled->arena, now.session_id, &speakers, &n), OK);
	for (size_t i = 0; i < n; i++) {
		waiting += !strcmp(speakers[i].state, "waiting");
		delivered += !strcmp(speakers[i].state, "delivered");
		assert_int_equal(person_get(filled->db, filled->arena, speakers[i].person_id, &person), OK);
		assert_true(person.arrived_at && person.arrived_at < speakers[i].requested_at);
	}
	assert_int_equal(waiting, 12);
	assert_int_equal(delivered, 5);
	assert_int_equal(n, 18);
}

static void the_clock_stands_at_the_demonstrations_instant(void **state)
{
	struct filled *filled = *state;
	char text[CLOCK_RFC3339_LEN + 1];
	assert_string_equal(clock_rfc3339(demo_now(), text), "2022-06-08T15:05:00+02:00");
	assert_in_range(clock_now(filled->clock) - demo_now(), 0, 10 * MINUTE);
}

static void the_settings_name_the_day_in_six_languages(void **state)
{
	struct filled *filled = *state;
	static const char *const NAMES[] = { "title", "dates", "title.en", "title.fr", "title.es", "title.ar",
		"title.ru", "title.zh", "acronym", "place", "zone", "starts_at", "ends_at" };
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
		const char *value = NULL;
		assert_int_equal(setting_get(filled->db, filled->arena, NAMES[i], &value), OK);
		assert_true(value && *value);
	}
}

static void a_store_that_is_not_empty_is_left_alone(void **state)
{
	struct filled *filled = *state;
	struct fault fault = { 0 };
	assert_int_equal(demo_fill(filled->own->store, filled->clock, 20220606, &fault), ERR_CONFLICT);
	assert_int_equal(fault.err, ERR_CONFLICT);
	assert_true(*fault.detail);
	struct count *count = arena_new(filled->arena, struct count);
	assert_int_equal(person_each(filled->db, count_person, count), OK);
	assert_true(count->all < 1400);
}

static enum err join_names(void *ctx, const struct person *person)
{
	struct buf *names = ctx;
	buf_printf(names, "%s %s %s %s %lld\n", person->id, person->display, person->entity.name, person->roles,
	    (long long)(person->arrived_at / MINUTE));
	return OK;
}

static void the_declaration_is_open_with_sixty_signatories_and_five_who_signed_early(void **state)
{
	struct filled *filled = *state;
	struct signing_scene scene;
	size_t unseen = 0, papers = 0, n;
	struct signature *signatures;
	assert_int_equal(signing_scene_get(filled->db, filled->arena, &scene), OK);
	assert_string_equal(scene.ceremony.declaration.state, "open");
	assert_true(scene.ceremony.n >= 60);
	for (size_t i = 0; i < scene.ceremony.n; i++)
		unseen += strcmp(scene.ceremony.signatories[i].authority, "unseen") == 0;
	assert_in_range(unseen, 5, scene.ceremony.n / 4);
	for (enum lang lang = 0; lang < LANG_MAX; lang++)
		assert_true(scene.title.in[lang] && *scene.title.in[lang]);
	assert_int_equal(signing_members(filled->db, filled->arena, "", &signatures, &n), OK);
	assert_int_equal(n, 5);
	for (size_t i = 0; i < n; i++)
		papers += strcmp(signatures[i].means, "paper") == 0;
	assert_int_equal(papers, 1);
}

static void the_same_seed_gives_the_same_day_and_another_seed_another(void **state)
{
	struct filled *one = *state, *same = filled_create(20220606), *other = filled_create(2);
	struct buf names[3] = { { 0 } };
	assert_int_equal(person_each(one->db, join_names, &names[0]), OK);
	assert_int_equal(person_each(same->db, join_names, &names[1]), OK);
	assert_int_equal(person_each(other->db, join_names, &names[2]), OK);
	assert_string_equal(buf_text(&names[0]), buf_text(&names[1]));
	assert_string_not_equal(buf_text(&names[0]), buf_text(&names[2]));
	for (size_t i = 0; i < 3; i++)
		buf_finish(&names[i]);
	the_agenda_has_no_clash_of_rooms_or_people((void **)&other);
	one_speaks_five_have_spoken_and_twelve_wait((void **)&other);
	the_declaration_is_open_with_sixty_signatories_and_five_who_signed_early((void **)&other);
	filled_destroy(same);
	filled_destroy(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_people_are_many_from_everywhere_and_of_every_kind),
		cmocka_unit_test(some_430_have_arrived_and_everyone_of_them_has_a_badge),
		cmocka_unit_test(the_desks_have_something_of_everything_to_see_to),
		cmocka_unit_test(there_are_doors_of_every_kind_with_people_inside_cards_and_one_conflict),
		cmocka_unit_test(the_arrivals_have_a_morning_peak),
		cmocka_unit_test(the_agenda_has_no_clash_of_rooms_or_people),
		cmocka_unit_test(every_session_has_a_title_in_six_languages_and_people_where_it_needs_them),
		cmocka_unit_test(each_focus_area_has_three_or_four_cochairs_and_the_members_come_from_six_regions),
		cmocka_unit_test(the_wall_is_alive_before_anybody_does_anything),
		cmocka_unit_test(pledges_are_of_all_types_joint_sometimes_and_in_many_currencies),
		cmocka_unit_test(pledges_say_much_and_leave_gaps_as_people_do),
		cmocka_unit_test(one_speaks_five_have_spoken_and_twelve_wait),
		cmocka_unit_test(the_declaration_is_open_with_sixty_signatories_and_five_who_signed_early),
		cmocka_unit_test(the_clock_stands_at_the_demonstrations_instant),
		cmocka_unit_test(the_settings_name_the_day_in_six_languages),
		cmocka_unit_test(a_store_that_is_not_empty_is_left_alone),
		cmocka_unit_test(the_same_seed_gives_the_same_day_and_another_seed_another),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
