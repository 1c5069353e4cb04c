/* See delegation.h. */
#include "domain/delegation.h"

#include <string.h>

/* A refusal of one person, as opposed to a failure of the change. */
static bool is_refusal(enum err err)
{
	return err == ERR_NOT_FOUND || err == ERR_STEP || err == ERR_INVALID;
}

/* Only people of the entity: a list that was made for another one is a mistake. */
static enum err one(
    struct tx *tx, const char *entity_id, const char *id, const struct check_in_form *form, struct check_in *out_one)
{
	struct person person;
	enum err err = person_get(tx_db(tx), tx_arena(tx), id, &person);
	if (err == ERR_NOT_FOUND)
		return fault_set(tx_fault(tx), err, NULL, "There is no such person.");
	if (!err && strcmp(person.entity.id, entity_id) != 0)
		return fault_set(tx_fault(tx), ERR_INVALID, "people", "%.80s comes for %.80s.", person.display,
		    person.entity.name);
	if (err)
		return err;
	int64_t badge = person.badge.serial;
	err = participant_check_in(tx, id, form, out_one);
	if (!err && out_one->person.badge.serial == badge)
		out_one->person.badge.serial = 0; /* not a new one */
	return err;
}

static void refuse(struct tx *tx, struct delegation_check_in *all, const char *id, enum err err)
{
	struct fault *fault = tx_fault(tx);
	const char *words = fault->err == err && *fault->detail ? fault->detail : err_words(err);
	all->refused[all->n_refused++] = (struct delegation_refusal){ id, arena_dup(tx_arena(tx), words) };
	*fault = (struct fault){ 0 };
}

enum err delegation_check_in(struct tx *tx, const char *entity_id, const char *const *ids, size_t n,
    const struct check_in_form *form, struct delegation_check_in *out_check_in)
{
	struct arena *arena = tx_arena(tx);
	struct entity entity;
	int64_t at;
	struct delegation_check_in all = { 0 };
	enum err err = entity_get(tx_db(tx), arena, entity_id, &entity);
	if (!err && !n)
		err = fault_set(tx_fault(tx), ERR_FIELD_MISSING, "people", "Say who is checked in.");
	if (!err && n > DELEGATION_MAX)
		err = fault_set(tx_fault(tx), ERR_INVALID, "people", "At most %d people at once.", DELEGATION_MAX);
	if (!err)
		err = desk_said_check(tx, &form->said, &at);
	if (err)
		return err;
	all.checked_in = arena_array(arena, const char *, n);
	all.already = arena_array(arena, const char *, n);
	all.refused = arena_array(arena, struct delegation_refusal, n);
	all.badges = arena_array(arena, int64_t, n);
	for (size_t i = 0; i < n; i++) {
		struct check_in c = { .already = false };
		err = one(tx, entity_id, ids[i], form, &c);
		if (err && !is_refusal(err))
			return err;
		if (err) {
			refuse(tx, &all, ids[i], err);
			continue;
		}
		if (c.already)
			all.already[all.n_already++] = ids[i];
		else
			all.checked_in[all.n_checked_in++] = ids[i];
		if (c.person.badge.serial)
			all.badges[all.n_badges++] = c.person.badge.serial;
	}
	*out_check_in = all;
	return OK;
}
