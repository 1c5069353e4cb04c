/* See card.h. */
#include "domain/card.h"

#include "base/jsonw.h"
#include "domain/event_mark.h"
#include "domain/plain_text.h"
#include "store/setting.h"

#include <inttypes.h>
#include <string.h>

enum { REASON_MAX = 200 };

static enum err note(struct tx *tx, const char *action, const char *subject, int64_t version, const char *data)
{
	return tx_journal(
	    tx, &(struct journal_note){
		    .topic = "doors", .action = action, .subject = subject, .version = version, .data = data });
}

static const char *one_number(struct tx *tx, const char *name, int64_t number)
{
	return arena_printf(tx_arena(tx), "{\"%s\":%" PRId64 "}", name, number);
}

static enum err check_points(struct tx *tx, const char *points)
{
	char *copy = arena_dup(tx_arena(tx), points), *rest = NULL;
	struct point point;
	for (char *id = strtok_r(copy, " ", &rest); id; id = strtok_r(NULL, " ", &rest)) {
		enum err err = point_get(tx_db(tx), tx_arena(tx), id, &point);
		if (err)
			return err == ERR_NOT_FOUND ? fault_set(tx_fault(tx), ERR_INVALID, "points",
							  "There is no scan point \"%.40s\".", id)
						    : err;
	}
	return OK;
}

static enum err issue_one(struct tx *tx, struct card *card)
{
	struct badge_code code;
	enum err err = counter_next(tx, "card", &card->serial);
	if (!err)
		err = event_mark_draw(tx, &code);
	if (err)
		return err;
	card->code = arena_dup(tx_arena(tx), code.code);
	card->qr = arena_dup(tx_arena(tx), code.qr);
	err = card_add(tx_db(tx), card);
	return err ? err : note(tx, "card.issue", card->entity.id, 0, one_number(tx, "serial", card->serial));
}

enum err card_issue(struct tx *tx, const char *entity_id, int64_t count, const char *points, struct card **out_cards)
{
	struct entity entity;
	if (count < 1 || count > CARDS_AT_ONCE)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "count", "1 to %d cards can be issued at once.", CARDS_AT_ONCE);
	enum err err = entity_get(tx_db(tx), tx_arena(tx), entity_id, &entity);
	if (err == ERR_NOT_FOUND)
		return fault_set(tx_fault(tx), ERR_INVALID, "entity", "There is no such organisation.");
	if (!err)
		err = check_points(tx, points);
	struct card *cards = arena_array(tx_arena(tx), struct card, count);
	for (int64_t i = 0; !err && i < count; i++) {
		cards[i] = (struct card){ .entity = entity,
			.points = points,
			.state = "issued",
			.issued_at = tx_now(tx),
			.issued_by = arena_dup(tx_arena(tx), tx_actor(tx)),
			.reason = "" };
		err = issue_one(tx, &cards[i]);
	}
	if (!err)
		*out_cards = cards;
	return err;
}

enum err card_block(struct tx *tx, int64_t serial, const char *reason, struct card *out_card)
{
	bool revoked;
	struct card card;
	enum err err = plain_text_check(tx_fault(tx), "reason", reason, REASON_MAX);
	if (!err)
		err = card_get(tx_db(tx), tx_arena(tx), serial, &card);
	if (!err)
		err = card_revoke(tx_db(tx), serial, reason, tx_now(tx), &revoked);
	if (err)
		return err;
	if (!revoked)
		return fault_set(tx_fault(tx), ERR_STEP, NULL, "This card was blocked before.");
	err = note(tx, "card.revoke", card.entity.id, 0, one_number(tx, "serial", serial));
	return err ? err : card_get(tx_db(tx), tx_arena(tx), serial, out_card);
}

enum err card_limit(struct tx *tx, const char *entity_id, int64_t version, int64_t quota, struct entity *out_entity)
{
	struct entity entity;
	if (quota < -1 || quota > CARD_QUOTA_MAX)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "card_quota", "The quota is 0 to %d cards, or null.", CARD_QUOTA_MAX);
	enum err err = entity_get(tx_db(tx), tx_arena(tx), entity_id, &entity);
	if (err)
		return err;
	if (entity.version != version) {
		*out_entity = entity;
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	}
	err = card_quota_put(tx_db(tx), entity_id, quota);
	entity.version++;
	if (!err)
		err = note(tx, "entity.cards", entity_id, entity.version, one_number(tx, "quota", quota));
	if (!err)
		*out_entity = entity;
	return err;
}

/* ---- invitations ---- */

static enum err check_person(struct tx *tx, const char *id)
{
	struct person person;
	enum err err = person_get(tx_db(tx), tx_arena(tx), id, &person);
	return err == ERR_NOT_FOUND
		   ? fault_set(tx_fault(tx), ERR_INVALID, "people", "There is nobody with the id %.40s.", id)
		   : err;
}

enum err invitation_change(struct tx *tx, const char *session_id, const char *const *add, size_t n_add,
    const char *const *remove, size_t n_remove)
{
	int64_t version;
	enum err err = session_version(tx_db(tx), session_id, &version);
	for (size_t i = 0; !err && i < n_add; i++) {
		err = check_person(tx, add[i]);
		if (!err)
			err = invitation_add(tx_db(tx), session_id, add[i]);
	}
	for (size_t i = 0; !err && i < n_remove; i++)
		err = invitation_remove(tx_db(tx), session_id, remove[i]);
	if (err)
		return err;
	const char *data = arena_printf(tx_arena(tx), "{\"added\":%zu,\"removed\":%zu}", n_add, n_remove);
	return note(tx, "invitation.change", session_id, version, data);
}
