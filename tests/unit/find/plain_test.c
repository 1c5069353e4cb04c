/* The quick ways to an answer give the one that a plain look at everybody gives: sorted lists, words that lie in
 * their order, places in order of name, and answers that are kept. Everything is drawn from a seed. */
#include "find/score.h"
#include "tests/unit/find/town.h"

#include <stdlib.h>
#include <string.h>

/* Names are drawn of a small alphabet, so that many begin alike and many are the same. */
enum { CROWD = 300, CHANGES = 60, SHOWN = 20, TODAY = 20261110, ENOUGH = 8, CROWD_OF_MANY = 1200, KEPT_FROM = 1000 };

static size_t draw(uint64_t *seed, size_t n)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(*seed >> 33) % n;
}

static const char *draw_word(struct arena *arena, uint64_t *seed, size_t most)
{
	char word[8] = "";
	for (size_t i = 0, n = 1 + draw(seed, most); i < n; i++)
		word[i] = "abcd"[draw(seed, 4)];
	return arena_dup(arena, word);
}

static struct find_person draw_person(struct arena *arena, uint64_t *seed, size_t i)
{
	const char *name = arena_printf(arena, "%s %s", draw_word(arena, seed, 4), draw_word(arena, seed, 5));
	return (struct find_person){ .id = arena_printf(arena, "%zu", i),
		.registration_id = arena_printf(arena, "A-%04zu", draw(seed, 1000)),
		.display = name,
		.latin = name,
		.entity_id = draw(seed, 2) ? "one" : "other",
		.entity = draw(seed, 9) ? "Bad Cab" : "Dada",
		.expected_on = draw(seed, 3) ? 0 : TODAY + (int32_t)draw(seed, 2),
		.vip = !draw(seed, 12) };
}

/* ---- the plain way ---- */

struct human {
	struct find_person person;
	uint32_t rank;
};

static uint16_t better(uint16_t one, uint16_t other)
{
	return one > other ? one : other;
}

static uint16_t fit_value(enum find_field field, enum fold_kind kind, const char *term, const char *form)
{
	size_t at, len = strlen(term), form_len = strlen(form);
	struct fit_rules rules = fit_rules(term, len);
	enum fit found = fit(term, len, &rules, form, form_len, &at);
	return found && found < FIT_SLIP ? score_value(field, score_mark(kind, found, len, form_len)) : 0;
}

static uint16_t text_value(struct arena *arena, enum find_field field, const char *term, const char *text)
{
	struct fold_piece pieces[FOLD_PIECES_MAX];
	struct fold_form forms[FOLD_FORMS_MAX];
	uint16_t best = 0;
	for (size_t i = 0, n = fold_pieces(text, true, pieces); i < n; i++)
		for (size_t k = 0, m = fold_forms(arena, pieces[i].text, pieces[i].len, forms); k < m; k++)
			if (forms[k].kind != FOLD_BONES)
				best = better(best, fit_value(field, forms[k].kind, term, forms[k].text));
	return best;
}

/* As written without signs, behind a byte that no word begins with. */
static uint16_t id_value(struct arena *arena, const char *term, const char *id)
{
	const char *form = arena_printf(arena, "\2a%s", id + 2);
	uint16_t inside = fit_value(FIND_ID, FOLD_OWN, term, form);
	return strpbrk(term, "0123456789")
		   ? better(inside, fit_value(FIND_ID, FOLD_OWN, arena_printf(arena, "\2%s", term), form))
		   : inside;
}

/* What everybody is worth by one term; how many are worth anything. */
static int64_t look_at_each(struct arena *arena, struct human *humans, const char *term)
{
	int64_t total = 0;
	for (size_t i = 0; i < CROWD; i++) {
		const struct find_person *p = &humans[i].person;
		uint16_t value = better(text_value(arena, FIND_NAME, term, p->display),
		    better(text_value(arena, FIND_LATIN, term, p->latin),
			better(text_value(arena, FIND_ENTITY, term, p->entity),
			    id_value(arena, term, p->registration_id))));
		bool first = p->vip || p->expected_on == TODAY;
		humans[i].rank = value ? (uint32_t)(value >> SCORE_PART_BITS) << 8 | (uint32_t)first << 7 |
					     (value & ((1 << SCORE_PART_BITS) - 1))
				       : 0;
		total += value != 0;
	}
	return total;
}

static int by_rank_then_name(const void *one, const void *other)
{
	const struct human *a = one, *b = other;
	if (a->rank != b->rank)
		return a->rank > b->rank ? -1 : 1;
	int order = strcmp(a->person.latin, b->person.latin);
	return order ? order : strcmp(a->person.id, b->person.id);
}

static const char *draw_question(struct arena *arena, uint64_t *seed)
{
	if (draw(seed, 3))
		return draw_word(arena, seed, 3);
	return arena_printf(arena, "a%0*zu", 1 + (int)draw(seed, 3), draw(seed, 10));
}

/* All entities of one number have the name that was put last. */
static void put(struct town *town, struct human *humans, size_t i, struct find_person person)
{
	humans[i].person = person;
	directory_put(town->directory, &person);
	for (size_t k = 0; k < CROWD; k++)
		if (humans[k].person.id && !strcmp(humans[k].person.entity_id, person.entity_id))
			humans[k].person.entity = person.entity;
}

static void whoever_fits_one_term_is_found_in_the_order_of_a_plain_look(void **state)
{
	struct town *town = town_create(0);
	struct arena *names = arena_create();
	struct human humans[CROWD] = { 0 }, sorted[CROWD];
	uint64_t seed = 8;
	size_t compared = 0;
	(void)state;
	for (size_t i = 0; i < CROWD; i++)
		put(town, humans, i, draw_person(names, &seed, i));
	for (size_t change = 0; change < CHANGES; change++, arena_reset(town->arena)) {
		size_t who = draw(&seed, CROWD);
		put(town, humans, who, draw_person(names, &seed, who));
		const char *question = draw_question(town->arena, &seed);
		memcpy(sorted, humans, sizeof sorted);
		int64_t total = look_at_each(town->arena, sorted, question);
		if (total < ENOUGH)
			continue; /* then slips come, too */
		compared++;
		qsort(sorted, CROWD, sizeof *sorted, by_rank_then_name);
		struct find_answer answer = town_ask(town, question);
		assert_int_equal(answer.total, total);
		assert_int_equal(answer.n, total < SHOWN ? total : SHOWN);
		for (size_t i = 0; i < answer.n; i++)
			assert_string_equal(answer.hits[i].id, sorted[i].person.id);
	}
	assert_true(compared > CHANGES / 2);
	arena_destroy(names);
	town_destroy(town);
}

/* ---- answers that are kept ---- */

static void expect_same(const struct find_answer *one, const struct find_answer *other)
{
	assert_int_equal(one->total, other->total);
	assert_int_equal(one->n, other->n);
	assert_int_equal(one->n_terms, other->n_terms);
	for (size_t i = 0; i < one->n; i++) {
		const struct find_why *a = one->hits[i].why, *b = other->hits[i].why;
		assert_string_equal(one->hits[i].id, other->hits[i].id);
		assert_true(a->field == b->field && a->kind == b->kind && a->fit == b->fit);
		assert_string_equal(a->word, b->word);
		assert_string_equal(a->form, b->form);
	}
}

/* By who has asked before, and by who never has. */
static void expect_no_memory(struct town *town, const char *text)
{
	struct find_answer known, new;
	struct find_room *used = town->room;
	known = town_ask(town, text);
	town->room = find_room_create();
	new = town_ask(town, text);
	find_room_destroy(town->room);
	town->room = used;
	assert_true(new.total >= KEPT_FROM);
	expect_same(&known, &new);
}

static void a_kept_answer_is_the_one_that_is_right_now(void **state)
{
	struct town *town = town_create(CROWD_OF_MANY);
	(void)state;
	expect_no_memory(town, "P0");
	expect_no_memory(town, "p-0");
	/* The last by number comes first as a VIP, and again with another name; one that is shown goes; then all are
	 * of one that begins like the question. */
	struct find_person person = town_person(town->arena, CROWD_OF_MANY - 1);
	person.vip = true;
	directory_put(town->directory, &person);
	expect_no_memory(town, "P0");
	assert_string_equal(town_ask(town, "P0").hits[0].id, person.id);
	person.display = person.latin = person.given = "Pa Pa";
	directory_put(town->directory, &person);
	expect_no_memory(town, "P0");
	directory_drop(town->directory, person.id);
	expect_no_memory(town, "P0");
	struct find_person other = town_person(town->arena, 0);
	other.entity = "P0 Papa";
	directory_put_entity(town->directory, &other);
	expect_no_memory(town, "P0");
	town_destroy(town);
}

static void a_kept_answer_is_for_that_day_and_that_many(void **state)
{
	struct town *town = town_create(CROWD_OF_MANY);
	struct find_person person = town_person(town->arena, CROWD_OF_MANY - 1);
	struct find_question question = { .text = "P0", .limit = 3, .today = TODAY };
	struct find_answer answer;
	(void)state;
	person.expected_on = TODAY + 1;
	directory_put(town->directory, &person);
	directory_settle(town->directory);
	directory_ask(town->directory, town->room, town->arena, &question, &answer);
	assert_int_equal(answer.n, 3);
	assert_string_not_equal(answer.hits[0].id, person.id);
	question.today++;
	directory_ask(town->directory, town->room, town->arena, &question, &answer);
	assert_string_equal(answer.hits[0].id, person.id);
	question.limit = 5;
	directory_ask(town->directory, town->room, town->arena, &question, &answer);
	assert_int_equal(answer.n, 5);
	town_destroy(town);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whoever_fits_one_term_is_found_in_the_order_of_a_plain_look),
		cmocka_unit_test(a_kept_answer_is_the_one_that_is_right_now),
		cmocka_unit_test(a_kept_answer_is_for_that_day_and_that_many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
