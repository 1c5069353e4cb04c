/* The ceremony over a store: what a signature leaves behind in the rows and in the journal, the list, the
 * wall and the register on paper. The ways it is refused over HTTP are tests/http/ceremony.test.mjs. */
#include "domain/register_facts.h"
#include "domain/signing.h"
#include "tests/unit/domain/day.h"

#include <stdlib.h>
#include <string.h>

static const char STROKES[] = "[[[10,20,0],[30,40,16]],[[50,60,200]]]";

/* One act with what it needs and what it gives. */
struct act {
	const char *id, *other;
	struct declaration_form declaration_form;
	struct signatory_form signatory_form;
	struct signing_form signing_form;
	enum declaration_step declaration_step;
	enum signatory_step signatory_step;
	struct declaration declaration;
	struct signatory signatory;
	struct signature signature;
};

static enum err act_declare(struct tx *tx, void *ctx)
{
	struct act *act = ctx;
	return ceremony_add(tx, &act->declaration_form, &act->declaration);
}

static enum err act_step(struct tx *tx, void *ctx)
{
	struct act *act = ctx;
	return ceremony_step(tx, act->id, act->declaration_step, &act->declaration);
}

static enum err act_enter(struct tx *tx, void *ctx)
{
	struct act *act = ctx;
	enum err err = signatory_enter(tx, act->id, &act->signatory_form, &act->signatory);
	struct signatory_form seen = { .authority = "seen" };
	return err ? err : signatory_correct(tx, act->signatory.id, act->signatory.version, &seen, &act->signatory);
}

static enum err act_take(struct tx *tx, void *ctx)
{
	struct act *act = ctx;
	return signatory_take(tx, act->id, act->signatory_step, &act->signatory);
}

static enum err act_sign(struct tx *tx, void *ctx)
{
	struct act *act = ctx;
	return signing_sign(tx, act->id, &act->signing_form, &act->signature);
}

static enum err act_annul(struct tx *tx, void *ctx)
{
	struct act *act = ctx;
	return signing_annul(tx, act->id, act->other, &act->signature);
}

/* A declaration that is open. */
static struct declaration open_declaration(struct day_rig *day)
{
	struct act act = { .declaration_form = { .coalition = "Digital Coalition" } };
	act.declaration_form.title.in[LANG_FR] = "Déclaration";
	act.declaration_form.body.in[LANG_FR] = "Nous connecterons.\n\nTous.";
	assert_int_equal(day_run(day, act_declare, &act), OK);
	struct act step = { .id = arena_dup(day->arena, act.declaration.id), .declaration_step = DECLARATION_OPEN };
	assert_int_equal(day_run(day, act_step, &step), OK);
	struct declaration open;
	assert_int_equal(declaration_get(day->db, day->arena, step.id, &open), OK);
	assert_string_equal(open.state, "open");
	return open;
}

/* Somebody of an entity of that name who may sign. */
static struct signatory enter(struct day_rig *day, const struct declaration *d, const char *entity)
{
	struct person person;
	struct participant_form form = { .display = arena_printf(day->arena, "Head of %s", entity),
		.entity_name = entity,
		.entity_type = "academia" };
	assert_int_equal(day_add(day, &form, &person), OK);
	struct act act = { .id = d->id, .signatory_form = { .person_id = person.id } };
	assert_int_equal(day_run(day, act_enter, &act), OK);
	struct signatory stored;
	assert_int_equal(signatory_get(day->db, day->arena, act.signatory.id, &stored), OK);
	return stored;
}

static void step(struct day_rig *day, const struct signatory *s, enum signatory_step step)
{
	struct act act = { .id = s->id, .signatory_step = step };
	assert_int_equal(day_run(day, act_take, &act), OK);
}

static enum err try_to_sign(
    struct day_rig *day, const struct declaration *d, const struct signatory *s, struct act *act)
{
	*act = (struct act){ .id = d->id,
		.signing_form = { .signatory_id = s->id,
		    .means = "tablet",
		    .strokes = STROKES,
		    .text_sha256 = d->sha256,
		    .reservation = "But slowly." } };
	return day_run(day, act_sign, act);
}

/* Calls and signs; the signature as it is stored. */
static struct signature sign(struct day_rig *day, const struct declaration *d, const struct signatory *s)
{
	struct act act;
	struct signature stored;
	step(day, s, SIGNATORY_CALL);
	assert_int_equal(try_to_sign(day, d, s, &act), OK);
	assert_int_equal(signature_get(day->db, day->arena, act.signature.id, &stored), OK);
	return stored;
}

static void a_signature_is_stored_as_it_was_given_and_its_record_hashes_to_it(void **state)
{
	struct day_rig *day = *state;
	struct declaration d = open_declaration(day);
	struct signatory s = enter(day, &d, "University of the Lake");
	struct signature g = sign(day, &d, &s);
	struct buf record = { 0 };
	char hash[CEREMONY_HASH_LEN + 1];
	ceremony_record_write(&g, &record);
	ceremony_hash(&record, hash);
	buf_finish(&record);
	assert_string_equal(g.sha256, hash);
	assert_string_equal(g.strokes, STROKES);
	assert_string_equal(g.person_id, s.person_id);
	assert_string_equal(g.device, "desk-1");
	assert_string_equal(g.text_sha256, d.sha256);
	assert_int_equal(g.number, 1);
	assert_false(g.accession);
	assert_in_range(g.signed_at, DAY_START, DAY_START + 60000);
	day_expect_entry(day, "ceremony", "signature.sign", g.id, 1);
}

static void the_journal_seals_the_name_and_the_hand(void **state)
{
	struct day_rig *day = *state;
	struct declaration d = open_declaration(day);
	struct signatory s = enter(day, &d, "University of the Lake");
	struct signature g = sign(day, &d, &s);
	struct journal_entry last = day_last(day);
	const char *personal;
	assert_null(strstr(last.data, "Head of"));
	assert_null(strstr(last.data, "[[["));
	assert_non_null(strstr(last.data, g.sha256));
	assert_non_null(strstr(last.data, "But slowly."));
	assert_int_equal(journal_unseal(day->db, day->arena, last.seq, &personal), OK);
	assert_non_null(strstr(personal, "Head of University of the Lake"));
	assert_non_null(strstr(personal, "[[[10,20,0]"));
}

static void a_second_signature_leaves_the_first_alone(void **state)
{
	struct day_rig *day = *state;
	struct declaration d = open_declaration(day);
	struct signatory s = enter(day, &d, "University of the Lake");
	struct signature g = sign(day, &d, &s);
	struct act act;
	assert_int_equal(try_to_sign(day, &d, &s, &act), ERR_CONFLICT);
	day_expect_fault(day, ERR_CONFLICT, "signatory");
	struct signature last;
	assert_int_equal(signature_last(day->db, day->arena, d.id, &last), OK);
	assert_string_equal(last.id, g.id);
}

static void an_annulled_signature_stays_and_another_one_can_be_given(void **state)
{
	struct day_rig *day = *state;
	struct declaration d = open_declaration(day);
	struct signatory s = enter(day, &d, "University of the Lake");
	struct signature first = sign(day, &d, &s);
	struct act act = { .id = first.id, .other = "wrong line" };
	struct signature *members, *all;
	size_t n;
	assert_int_equal(day_run(day, act_annul, &act), OK);
	assert_int_equal(signing_members(day->db, day->arena, d.id, &members, &n), OK);
	assert_int_equal(n, 0);
	struct signature second = sign(day, &d, &s);
	assert_string_not_equal(first.id, second.id);
	assert_int_equal(signing_members(day->db, day->arena, "", &members, &n), OK);
	assert_int_equal(n, 1);
	assert_string_equal(members[0].id, second.id);
	assert_int_equal(signature_list(day->db, day->arena, d.id, &all, &n), OK);
	assert_int_equal(n, 2);
	assert_string_equal(all[0].annul_reason, "wrong line");
}

static void a_clock_set_back_a_little_keeps_the_order_and_a_jump_is_refused(void **state)
{
	struct day_rig *day = *state;
	struct declaration d = open_declaration(day);
	struct signatory one = enter(day, &d, "College one"), two = enter(day, &d, "College two");
	struct signatory three = enter(day, &d, "College three");
	struct act act;
	clock_move(day->clock, DAY_START + 3600000);
	struct signature first = sign(day, &d, &one);
	clock_move(day->clock, first.signed_at - SIGNING_SLACK_MS / 2);
	struct signature second = sign(day, &d, &two);
	assert_int_equal(second.signed_at, first.signed_at);
	clock_move(day->clock, first.signed_at - 2 * SIGNING_SLACK_MS);
	step(day, &three, SIGNATORY_CALL);
	assert_int_equal(try_to_sign(day, &d, &three, &act), ERR_CONFLICT);
	day_expect_fault(day, ERR_CONFLICT, "signed_at");
	clock_move(day->clock, first.signed_at + 1000);
	assert_int_equal(try_to_sign(day, &d, &three, &act), OK);
}

/* ---- the list ---- */

static void the_list_counts_and_says_who_comes_next(void **state)
{
	struct day_rig *day = *state;
	struct declaration d = open_declaration(day);
	struct signatory rows[5];
	struct ceremony c;
	for (size_t i = 0; i < 5; i++)
		rows[i] = enter(day, &d, arena_printf(day->arena, "College %zu", i + 1));
	sign(day, &d, &rows[0]);
	step(day, &rows[1], SIGNATORY_LATE);
	step(day, &rows[2], SIGNATORY_DECLINE);
	step(day, &rows[3], SIGNATORY_CALL);
	assert_int_equal(ceremony_get(day->db, day->arena, d.id, &c), OK);
	assert_int_equal(c.n, 5);
	assert_string_equal(c.now->id, rows[3].id);
	assert_int_equal(c.n_next, 2);
	assert_string_equal(c.next[0]->id, rows[4].id);
	assert_string_equal(c.next[1]->id, rows[1].id);
	assert_int_equal(c.counts.has_signed, 1);
	assert_int_equal(c.counts.declined, 1);
	assert_int_equal(c.counts.expected, 1);
	assert_int_equal(c.declaration.n_signed, 1);
}

static void the_wall_shows_the_open_declaration_or_the_last_one_closed(void **state)
{
	struct day_rig *day = *state;
	struct signing_scene scene;
	assert_int_equal(signing_scene_get(day->db, day->arena, &scene), OK);
	assert_false(scene.any);
	struct declaration first = open_declaration(day);
	clock_move(day->clock, DAY_START + 3600000);
	struct declaration second = open_declaration(day);
	assert_int_equal(signing_scene_get(day->db, day->arena, &scene), OK);
	assert_string_equal(scene.ceremony.declaration.id, second.id);
	struct act act = { .id = second.id, .declaration_step = DECLARATION_CLOSE };
	assert_int_equal(day_run(day, act_step, &act), OK);
	assert_int_equal(signing_scene_get(day->db, day->arena, &scene), OK);
	assert_string_equal(scene.ceremony.declaration.id, first.id);
	act.id = first.id;
	assert_int_equal(day_run(day, act_step, &act), OK);
	assert_int_equal(signing_scene_get(day->db, day->arena, &scene), OK);
	assert_string_equal(scene.ceremony.declaration.id, second.id);
	assert_string_equal(scene.title.in[LANG_FR], "Déclaration");
}

/* ---- the register on paper ---- */

static void the_register_has_the_signature_its_strokes_and_who_missed_it(void **state)
{
	struct day_rig *day = *state;
	struct declaration d = open_declaration(day);
	struct signatory here = enter(day, &d, "College here"), away = enter(day, &d, "College away");
	struct register_data data;
	struct fault fault = { 0 };
	enter(day, &d, "College still expected");
	struct signature g = sign(day, &d, &here);
	step(day, &away, SIGNATORY_ABSENT);
	assert_int_equal(register_facts(day->db, day->arena, d.id, "en", DAY_START, &data, &fault), OK);
	assert_int_equal(data.n_signatories, 2);
	const struct register_signatory *row = &data.signatories[1];
	assert_string_equal(data.signatories[0].entity, "College away");
	assert_int_equal(data.signatories[0].part, REGISTER_ABSENT);
	assert_int_equal(row->part, REGISTER_SIGNED);
	assert_string_equal(row->hash, g.sha256);
	assert_string_equal(row->statement, "But slowly.");
	assert_string_equal(row->authority, "Mandate · desk-1");
	assert_int_equal(row->ink.n_strokes, 2);
	assert_int_equal(row->ink.strokes[0].n_points, 2);
	assert_int_equal(row->ink.strokes[1].points[0].x, 50);
	assert_int_equal(row->ink.strokes[1].points[0].ms, 0);
	assert_string_equal(data.text_hash, d.sha256);
	assert_string_equal(data.texts[0].body, "Nous connecterons.\nTous.");
	assert_int_equal(data.paper.seq, day_last(day).seq);
}

static void who_signs_after_the_launch_stands_apart(void **state)
{
	struct day_rig *day = *state;
	struct declaration d = open_declaration(day);
	struct signatory one = enter(day, &d, "College one"), two = enter(day, &d, "College two");
	struct register_data data;
	struct fault fault = { 0 };
	sign(day, &d, &one);
	struct act act = { .id = d.id, .declaration_step = DECLARATION_LAUNCH };
	assert_int_equal(day_run(day, act_step, &act), OK);
	clock_move(day->clock, DAY_START + 3600000);
	sign(day, &d, &two);
	assert_int_equal(register_facts(day->db, day->arena, d.id, "fr", DAY_START, &data, &fault), OK);
	assert_int_equal(data.signatories[0].part, REGISTER_SIGNED);
	assert_int_equal(data.signatories[1].part, REGISTER_LATE);
	assert_non_null(data.launched_at);
	assert_int_equal(register_facts(day->db, day->arena, "none", "fr", DAY_START, &data, &fault), ERR_NOT_FOUND);
}

static enum err act_move(struct tx *tx, void *ctx)
{
	struct act *act = ctx;
	return signatory_move(tx, act->id, act->other, &act->signatory);
}

static void a_move_says_its_place_and_once_that_the_order_is_by_hand_now(void **state)
{
	struct day_rig *day = *state;
	struct declaration d = open_declaration(day);
	struct signatory first = enter(day, &d, "Alpha"), second = enter(day, &d, "Beta");
	struct act act = { .id = second.id, .other = first.id };
	int64_t before = day_entries(day);
	assert_int_equal(day_run(day, act_move, &act), OK);
	assert_int_equal(day_entries(day), before + 2);
	day_expect_entry(day, "ceremony", "signatory.move", second.id, second.version + 1);
	assert_non_null(strstr(day_last(day).data, "\"place\":1"));
	assert_int_equal(declaration_get(day->db, day->arena, d.id, &d), OK);
	assert_string_equal(d.order, "hand");
	act = (struct act){ .id = second.id };
	assert_int_equal(day_run(day, act_move, &act), OK);
	assert_int_equal(day_entries(day), before + 3);
	assert_non_null(strstr(day_last(day).data, "\"place\":2"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(a_signature_is_stored_as_it_was_given_and_its_record_hashes_to_it),
		day_test(the_journal_seals_the_name_and_the_hand),
		day_test(a_second_signature_leaves_the_first_alone),
		day_test(an_annulled_signature_stays_and_another_one_can_be_given),
		day_test(a_clock_set_back_a_little_keeps_the_order_and_a_jump_is_refused),
		day_test(the_list_counts_and_says_who_comes_next),
		day_test(the_wall_shows_the_open_declaration_or_the_last_one_closed),
		day_test(the_register_has_the_signature_its_strokes_and_who_missed_it),
		day_test(who_signs_after_the_launch_stands_apart),
		day_test(a_move_says_its_place_and_once_that_the_order_is_by_hand_now),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
