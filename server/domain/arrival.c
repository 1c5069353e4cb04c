/* See arrival.h. */
#include "domain/arrival.h"

#include "domain/badge_issue.h"
#include "domain/participant_note.h"
#include "domain/participant_rules.h"
#include "store/write.h"

enum err participant_check_in(struct tx *tx, const char *id, bool with_badge, struct check_in *out_check_in)
{
	struct check_in c = { 0 };
	enum err err = person_get(tx_db(tx), tx_arena(tx), id, &c.person);
	if (err)
		return err;
	if (!person_is_approved(&c.person))
		return person_refuse_requested(tx_fault(tx));
	bool first;
	err = person_arrive(tx_db(tx), id, tx_now(tx), tx_actor(tx), &first);
	if (err)
		return err;
	c.already = !first;
	if (first) {
		c.person.version++;
		c.person.state = PERSON_STATE_NAMES[PERSON_ARRIVED];
		c.person.arrived_at = tx_now(tx);
		c.person.arrived_by = arena_dup(tx_arena(tx), tx_actor(tx));
		err = participant_note_fact(tx, "participant.check_in", &c.person, NULL);
	}
	if (!err && with_badge && !c.person.badge.serial) {
		if (!first) {
			err = person_touch(tx_db(tx), id);
			c.person.version++;
		}
		if (!err)
			err = badge_issue(tx, &c.person, "");
	}
	if (!err)
		*out_check_in = c;
	return err;
}
