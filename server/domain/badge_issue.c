/* See badge_issue.h. */
#include "domain/badge_issue.h"

#include "base/jsonw.h"
#include "domain/event_mark.h"
#include "domain/participant_note.h"
#include "domain/participant_rules.h"
#include "store/setting.h"
#include "store/write.h"

#include <string.h>

enum { REASON_MAX_BYTES = 200 };

static enum err add_badge(struct tx *tx, struct badge *badge)
{
	struct badge_code code;
	enum err err = event_mark_draw(tx, &code);
	if (err)
		return err;
	badge->code = arena_dup(tx_arena(tx), code.code);
	badge->qr = arena_dup(tx_arena(tx), code.qr);
	return badge_replace(tx_db(tx), badge);
}

enum err badge_issue(struct tx *tx, struct person *p, const char *reason)
{
	struct badge badge = { .person_id = p->id,
		.state = "issued",
		.issued_at = tx_now(tx),
		.issued_by = arena_dup(tx_arena(tx), tx_actor(tx)),
		.reason = reason };
	enum err err = counter_next(tx, "badge", &badge.serial);
	if (!err)
		err = add_badge(tx, &badge);
	if (err)
		return err;
	p->badge = badge;
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "serial", badge.serial);
	jsonw_object_end(&w);
	return participant_note_fact(tx, "badge.issue", p, buf_keep(&out, tx_arena(tx)));
}

enum err participant_issue_badge(struct tx *tx, const char *id, const char *reason, struct badge *out_badge)
{
	struct person p;
	if (strlen(reason) > REASON_MAX_BYTES)
		return fault_set(tx_fault(tx), ERR_INVALID, "reason", "The reason is too long.");
	enum err err = person_get(tx_db(tx), tx_arena(tx), id, &p);
	if (err)
		return err;
	if (!person_is_approved(&p))
		return person_refuse_requested(tx_fault(tx));
	err = person_touch(tx_db(tx), id);
	p.version++;
	if (!err)
		err = badge_issue(tx, &p, reason);
	if (!err)
		*out_badge = p.badge;
	return err;
}

/* Ids of those without a badge: collected first, because issuing changes what is walked. */
struct missing {
	struct arena *arena;
	const char **ids;
	size_t n, cap;
};

static enum err collect_missing(void *ctx, const struct person *person)
{
	struct missing *missing = ctx;
	if (person->badge.serial || !person_is_approved(person))
		return OK;
	if (missing->n == missing->cap) {
		size_t cap = missing->cap ? missing->cap * 2 : 256;
		const char **ids = arena_array(missing->arena, const char *, cap);
		for (size_t i = 0; i < missing->n; i++)
			ids[i] = missing->ids[i];
		missing->ids = ids;
		missing->cap = cap;
	}
	missing->ids[missing->n++] = arena_dup(missing->arena, person->id);
	return OK;
}

enum err participant_issue_missing(struct tx *tx, int64_t *out_issued)
{
	struct missing missing = { .arena = tx_arena(tx) };
	struct badge badge;
	enum err err = person_each(tx_db(tx), collect_missing, &missing);
	for (size_t i = 0; !err && i < missing.n; i++)
		err = participant_issue_badge(tx, missing.ids[i], "", &badge);
	if (!err)
		*out_issued = (int64_t)missing.n;
	return err;
}
