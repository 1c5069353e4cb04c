/* The declaration of the demonstration day: who is to sign it on its last afternoon, with which authority, and the
 * few who signed in advance because they have to leave. */
#include "domain/demo_plan.h"

#include "base/buf.h"
#include "domain/signing.h"

#include <inttypes.h>
#include <string.h>

enum { GOVERNMENTS = 58, ORGANIZATIONS = 8, SIGNS_PERCENT = 32, STROKES = 3, STROKE_POINTS = 28 };

static const char PROTOCOL[] = "protocol-1";

static const struct texts TITLE = { .in = {
#define DECLARATION(lang, title, body) [LANG_##lang] = title,
#include "domain/demo_declaration.def"
#undef DECLARATION
				    } };
static const struct texts BODY = { .in = {
#define DECLARATION(lang, title, body) [LANG_##lang] = body,
#include "domain/demo_declaration.def"
#undef DECLARATION
				   } };

/* Signed in advance: how, and what was said with it. */
static const struct {
	bool is_paper;
	const char *reservation, *statement;
} EARLY[] = {
	{ false, NULL, NULL },
	{ false, NULL, "The Government reads paragraph 2 in the light of its national broadband plan." },
	{ true, NULL, NULL },
	{ false, "With a reservation on paragraph 3: figures of the regulator are published every second year.",
	    NULL },
	{ false, NULL, NULL },
};
enum { EARLY_N = sizeof EARLY / sizeof *EARLY };

static void add_signatory(struct demo_plan *plan, size_t delegation)
{
	size_t person = plan->delegations[delegation].first;
	plan->people[person].signs = true;
	plan->signatories[plan->n_signatories++] = (struct demo_signatory){ .person = person };
}

/* Who is in Kigali with a badge before the lunch of the second day. */
static bool is_there(const struct demo_plan *plan, const struct demo_signatory *signatory)
{
	int64_t arrives = plan->people[signatory->person].arrives;
	return arrives && arrives < demo_time(8, 12, 30);
}

void demo_ceremony_plan(struct demo_plan *plan)
{
	/* A draw of its own: the rest of the day is as it was without a ceremony. */
	struct demo_random random = { .state = plan->n_delegations };
	size_t states = 0, organizations = 0, early = 0;
	for (size_t i = 0; i < plan->n_delegations; i++) {
		const struct demo_delegation *d = &plan->delegations[i];
		bool is_state = strcmp(d->type, "government") == 0;
		bool is_host = strcmp(d->country, "RWA") == 0, signs = demo_random_chance(&random, SIGNS_PERCENT);
		size_t *count = is_state ? &states : &organizations;
		if (!d->n || (!signs && !is_host) || *count >= (is_state ? GOVERNMENTS : ORGANIZATIONS))
			continue;
		(*count)++;
		add_signatory(plan, i);
	}
	demo_step_add(plan, demo_time(7, 9, 0), DO_DECLARE, 0);
	demo_step_add(plan, demo_time(8, 12, 40), DO_OPEN_SIGNING, 0);
	for (size_t i = 0; i < plan->n_signatories && early < EARLY_N; i++) {
		if (i % 7 != 3 || !is_there(plan, &plan->signatories[i]))
			continue;
		plan->signatories[i].early = ++early;
		demo_step_add(plan, demo_time(8, 12, 42) + (int64_t)early * 3 * DEMO_MINUTE_MS, DO_SIGN_EARLY, i);
	}
}

/* ---- the acts ---- */

static enum err declare_signatory(struct demo_plan *plan, struct tx *tx, size_t i)
{
	struct demo_signatory *signatory = &plan->signatories[i];
	const struct demo_person *person = &plan->people[signatory->person];
	bool vvip = strcmp(person->form.category, "VVIP") == 0, unseen = i % 6 == 5 && !signatory->early;
	struct signatory_form form = { .person_id = person->id.text };
	struct signatory row;
	enum err err = signatory_enter(tx, plan->declaration, &form, &row);
	if (err)
		return err;
	signatory->id = arena_dup(plan->arena, row.id);
	form = (struct signatory_form){ .authority = vvip ? "not_needed" : "seen",
		.authority_kind = vvip ? "head_of_state" : NULL };
	return unseen ? OK : signatory_correct(tx, row.id, row.version, &form, &row);
}

enum err demo_declare(struct demo_plan *plan, struct tx *tx, size_t what)
{
	struct declaration_form form = { .coalition = "Partner2Connect Digital Coalition",
		.order = "alphabetical",
		.language = "fr",
		.session_id = plan->sessions[demo_session_of(plan, "SIGNING")].id,
		.title = TITLE,
		.body = BODY };
	struct declaration d;
	(void)what;
	tx_act_as(tx, PROTOCOL);
	enum err err = ceremony_add(tx, &form, &d);
	if (err)
		return err;
	plan->declaration = arena_dup(plan->arena, d.id);
	plan->declaration_hash = arena_dup(plan->arena, d.sha256);
	for (size_t i = 0; !err && i < plan->n_signatories; i++)
		err = declare_signatory(plan, tx, i);
	return err;
}

enum err demo_open_signing(struct demo_plan *plan, struct tx *tx, size_t what)
{
	struct declaration d;
	(void)what;
	tx_act_as(tx, PROTOCOL);
	return ceremony_step(tx, plan->declaration, DECLARATION_OPEN, &d);
}

/* A hand that writes loops of its own size from left to right: nobody's real one. */
static const char *strokes(struct demo_plan *plan, size_t seed)
{
	static const int8_t CIRCLE[][2] = { { 0, -10 }, { -7, -7 }, { -10, 0 }, { -7, 7 }, { 0, 10 }, { 7, 7 },
		{ 10, 0 }, { 7, -7 } };
	enum { STEPS = sizeof CIRCLE / sizeof *CIRCLE };
	struct demo_random random = { .state = seed };
	struct buf out = { 0 };
	int64_t x = 90, time = 0;
	buf_add_byte(&out, '[');
	for (size_t stroke = 0; stroke < STROKES; stroke++) {
		int64_t size = 0;
		buf_add_text(&out, stroke ? ",[" : "[");
		for (size_t i = 0; i < STROKE_POINTS; i++) {
			if (i % STEPS == 0)
				size = 2 + (int64_t)demo_random_below(&random, i ? 5 : 9);
			x += 5 + (int64_t)demo_random_below(&random, 5);
			int64_t at_x = x + CIRCLE[i % STEPS][0] * size / 2,
				at_y = 160 - (int64_t)i + CIRCLE[i % STEPS][1] * size;
			buf_printf(&out, "%s[%" PRId64 ",%" PRId64 ",%" PRId64 "]", i ? "," : "", at_x, at_y, time);
			time += 24;
		}
		x += 20;
		time += 180;
		buf_add_byte(&out, ']');
	}
	buf_add_byte(&out, ']');
	return buf_keep(&out, plan->arena);
}

enum err demo_sign_early(struct demo_plan *plan, struct tx *tx, size_t what)
{
	const struct demo_signatory *signatory = &plan->signatories[what];
	size_t how = signatory->early - 1;
	struct signing_form form = { .signatory_id = signatory->id,
		.means = EARLY[how].is_paper ? "paper" : "tablet",
		.code = EARLY[how].is_paper ? plan->people[signatory->person].badge : NULL,
		.strokes = EARLY[how].is_paper ? NULL : strokes(plan, what),
		.text_sha256 = plan->declaration_hash,
		.reservation = EARLY[how].reservation,
		.statement = EARLY[how].statement };
	struct signatory row;
	struct signature signature;
	tx_act_as(tx, PROTOCOL);
	enum err err = signatory_take(tx, signatory->id, SIGNATORY_CALL, &row);
	tx_act_as(tx, EARLY[how].is_paper ? PROTOCOL : "signing-1");
	return err ? err : signing_sign(tx, plan->declaration, &form, &signature);
}
