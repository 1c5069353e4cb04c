/* The keeper: what the store has come to is found by the next question, whoever asks, and nothing is forgotten on the
 * way. */
#include "find/finder.h"

#include "domain/category.h"
#include "domain/merge.h"
#include "domain/participant.h"
#include "tests/unit/domain/own_store.h"
#include "tests/unit/find/crowd.h"
#include "tests/unit/find/same_person.h"

#include <pthread.h>
#include <string.h>

struct rig {
	struct own_store *own;
	struct keeper *keeper;
};

static int setup(void **state)
{
	struct rig *rig = calloc(1, sizeof *rig);
	rig->own = own_store_create();
	rig->keeper = keeper_create();
	*state = rig;
	return 0;
}

static int teardown(void **state)
{
	struct rig *rig = *state;
	keeper_destroy(rig->keeper);
	own_store_destroy(rig->own);
	free(rig);
	return 0;
}

#define rig_test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

/* ---- acts ---- */

struct act {
	struct change change; /* first */
	void (*act)(struct tx *tx, void *ctx);
	void *ctx;
};

static enum err run(struct change *change, struct tx *tx)
{
	struct act *act = (struct act *)change;
	tx_act_as(tx, "desk-1");
	act->act(tx, act->ctx);
	return OK;
}

static void change(struct rig *rig, void (*act)(struct tx *tx, void *ctx), void *ctx)
{
	struct act one = { .change = { .run = run }, .act = act, .ctx = ctx };
	assert_int_equal(store_apply(rig->own->store, &one.change), OK);
}

struct naming {
	const char *id, *display, *category;
	char made[40];
};

static void add(struct tx *tx, void *ctx)
{
	struct naming *naming = ctx;
	struct person person;
	struct participant_form form = { .display = naming->display,
		.category = naming->category,
		.entity_name = "Kariba Telecom",
		.entity_country = "ZMB" };
	assert_int_equal(participant_add(tx, &form, &person), OK);
	snprintf(naming->made, sizeof naming->made, "%s", person.id);
}

static void rename_person(struct tx *tx, void *ctx)
{
	struct naming *naming = ctx;
	struct person person;
	assert_int_equal(person_get(tx_db(tx), tx_arena(tx), naming->id, &person), OK);
	struct participant_form form = { .display = naming->display, .latin = naming->display };
	assert_int_equal(participant_edit(tx, naming->id, person.version, &form, &person), OK);
}

static void merge(struct tx *tx, void *ctx)
{
	const char *const *ids = ctx;
	struct person person;
	struct desk_form form = { .into = ids[1], .reason = "twice on the list" };
	assert_int_equal(person_merge(tx, ids[0], &form, &person), OK);
}

static void make_vip(struct tx *tx, void *ctx)
{
	bool vip = true;
	struct category category;
	struct category_form form = { .vip = &vip };
	assert_int_equal(category_edit(tx, ctx, 1, &form, &category), OK);
}

static struct find_list find(struct rig *rig, struct db *db, const char *text)
{
	struct find_list list;
	struct find_question question = { .text = text, .limit = 20 };
	assert_int_equal(finder_find(rig->keeper, db, rig->own->arena, &question, &list), OK);
	return list;
}

static void assert_as_stored(struct rig *rig, const struct person *found)
{
	struct person stored;
	assert_int_equal(person_get(rig->own->db, rig->own->arena, found->id, &stored), OK);
	assert_same_person(found, &stored);
}

/* The names found, best first. */
static const char *found(struct rig *rig, const char *text)
{
	struct find_list list = find(rig, rig->own->db, text);
	const char *names = "";
	for (size_t i = 0; i < list.n; i++) {
		assert_as_stored(rig, &list.people[i].person);
		names = arena_printf(rig->own->arena, "%s%s%s", names, i ? ", " : "", list.people[i].person.display);
	}
	return names;
}

/* ---- */

static void whoever_is_added_or_renamed_is_found_by_the_next_question(void **state)
{
	struct rig *rig = *state;
	struct naming ada = { .display = "Ada Lovelace" };
	assert_string_equal(found(rig, "ada"), "");
	change(rig, add, &ada);
	assert_string_equal(found(rig, "ada"), "Ada Lovelace");
	assert_string_equal(found(rig, "kariba"), "Ada Lovelace");
	assert_string_equal(found(rig, "замбия"), "Ada Lovelace");
	struct naming again = { .id = ada.made, .display = "Augusta Byron" };
	change(rig, rename_person, &again);
	assert_string_equal(found(rig, "lovelace"), "");
	assert_string_equal(found(rig, "byron"), "Augusta Byron");
}

static void whoever_was_there_before_is_found_at_the_first_question(void **state)
{
	struct rig *rig = *state;
	change(rig, add, &(struct naming){ .display = "محمد الفاسي" });
	change(rig, add, &(struct naming){ .display = "王小明" });
	assert_string_equal(found(rig, "mohamed fassi"), "محمد الفاسي");
	assert_string_equal(found(rig, "小明"), "王小明");
}

static void who_is_merged_away_is_not_found_any_more(void **state)
{
	struct rig *rig = *state;
	struct naming one = { .display = "Ada Lovelace" }, other = { .display = "Ada King" };
	change(rig, add, &one);
	change(rig, add, &other);
	assert_string_equal(found(rig, "ada"), "Ada King, Ada Lovelace");
	change(rig, merge, (const char *[]){ one.made, other.made });
	assert_string_equal(found(rig, "ada"), "Ada King");
}

static void a_category_that_becomes_one_of_vips_puts_its_people_first(void **state)
{
	struct rig *rig = *state;
	change(rig, add, &(struct naming){ .display = "Ada Aa", .category = "DEL" });
	change(rig, add, &(struct naming){ .display = "Ada Zz", .category = "SM" });
	assert_string_equal(found(rig, "ada"), "Ada Aa, Ada Zz");
	change(rig, make_vip, (char[]){ "SM" });
	assert_string_equal(found(rig, "ada"), "Ada Zz, Ada Aa");
}

static void an_older_view_of_the_store_is_answered_with_what_it_knows(void **state)
{
	struct rig *rig = *state;
	struct db *older;
	change(rig, add, &(struct naming){ .display = "Ada Lovelace" });
	assert_int_equal(store_reader_open(rig->own->store, &older), OK);
	assert_int_equal(store_read_begin(older), OK);
	assert_int_equal(find(rig, older, "ada").n, 1);
	change(rig, add, &(struct naming){ .display = "Ada King" });
	assert_int_equal(find(rig, rig->own->db, "ada").n, 2);
	assert_int_equal(find(rig, older, "ada").n, 1);
	store_read_end(older);
	store_reader_close(older);
}

/* ---- many acts ---- */

enum { PLACES = 150, ACTS = 3000, ACTS_AT_ONCE = 30, QUESTIONS = 60 };

struct many {
	char ids[PLACES][40];
	bool gone[PLACES];
	uint64_t seed;
};

static size_t below(struct many *many, size_t n)
{
	many->seed = many->seed * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(many->seed >> 33) % n;
}

static void act_once(struct tx *tx, struct many *many)
{
	size_t place = below(many, PLACES), other = below(many, PLACES);
	struct naming naming = { .id = many->ids[place],
		.display = crowd_person(tx_arena(tx), below(many, 4000)).display };
	bool both = *many->ids[other] && !many->gone[other] && other != place;
	if (!*many->ids[place] || many->gone[place]) {
		add(tx, &naming);
		memcpy(many->ids[place], naming.made, sizeof naming.made);
		many->gone[place] = false;
	} else if (both && below(many, 8) == 0) {
		merge(tx, (const char *[]){ many->ids[place], many->ids[other] });
		many->gone[place] = true;
	} else {
		rename_person(tx, &naming);
	}
}

static void act_often(struct tx *tx, void *ctx)
{
	for (int i = 0; i < ACTS_AT_ONCE; i++)
		act_once(tx, ctx);
}

static void after_three_thousand_acts_it_answers_as_one_that_is_filled_anew(void **state)
{
	struct rig *rig = *state;
	struct many many = { .seed = 3 };
	for (int i = 0; i < ACTS / ACTS_AT_ONCE; i++) {
		change(rig, act_often, &many);
		if (i % 3 == 0)
			find(rig, rig->own->db, "a");
	}
	struct rig fresh = { rig->own, keeper_create() };
	for (size_t q = 0; q < QUESTIONS; q++) {
		const char *text = crowd_question(rig->own->arena, q, 4000).text;
		assert_string_equal(found(rig, text), found(&fresh, text));
		text = arena_copy(rig->own->arena, text, 2 + q % 2);
		assert_string_equal(found(rig, text), found(&fresh, text));
	}
	keeper_destroy(fresh.keeper);
}

/* ---- many at once ---- */

struct asker {
	pthread_t thread;
	struct rig *rig;
	struct db *db;
	size_t seen;
};

/* Whoever asks again never finds fewer. */
static void *ask_often(void *ctx)
{
	struct asker *asker = ctx;
	struct arena *arena = arena_create();
	for (int i = 0; i < 200; i++) {
		struct find_list list;
		struct find_question question = { .text = i % 2 ? "banda" : "bandu", .limit = 200 };
		enum err err = finder_find(asker->rig->keeper, asker->db, arena, &question, &list);
		if (err || (i % 2 && list.n < asker->seen))
			asker->seen = SIZE_MAX;
		else if (i % 2)
			asker->seen = list.n;
		arena_reset(arena);
	}
	arena_destroy(arena);
	return NULL;
}

static void several_ask_while_people_are_added(void **state)
{
	enum { ASKERS = 4, PEOPLE = 60 };
	struct rig *rig = *state;
	struct asker askers[ASKERS];
	for (size_t i = 0; i < ASKERS; i++) {
		askers[i] = (struct asker){ .rig = rig };
		assert_int_equal(store_reader_open(rig->own->store, &askers[i].db), OK);
		assert_int_equal(pthread_create(&askers[i].thread, NULL, ask_often, &askers[i]), 0);
	}
	for (size_t i = 0; i < PEOPLE; i++) {
		change(rig, add, &(struct naming){ .display = "Karim Banda" });
		assert_int_equal(find(rig, rig->own->db, "banda").total, i + 1);
	}
	for (size_t i = 0; i < ASKERS; i++) {
		pthread_join(askers[i].thread, NULL);
		store_reader_close(askers[i].db);
		assert_true(askers[i].seen <= PEOPLE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		rig_test(whoever_is_added_or_renamed_is_found_by_the_next_question),
		rig_test(whoever_was_there_before_is_found_at_the_first_question),
		rig_test(who_is_merged_away_is_not_found_any_more),
		rig_test(a_category_that_becomes_one_of_vips_puts_its_people_first),
		rig_test(an_older_view_of_the_store_is_answered_with_what_it_knows),
		rig_test(after_three_thousand_acts_it_answers_as_one_that_is_filled_anew),
		rig_test(several_ask_while_people_are_added),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
