/* See alert.h. */
#include "domain/alert.h"

#include "base/id.h"
#include "store/people_write.h"

static enum err note(struct tx *tx, const char *action, const char *subject)
{
	return tx_journal(
	    tx, &(struct journal_note){ .topic = "protocol", .action = action, .subject = subject, .version = 1 });
}

enum err alert_raise(struct tx *tx, const struct person *person, const char *place, int64_t at)
{
	if (!person->vip)
		return OK;
	struct id id = tx_new_id(tx);
	enum err err = alert_add(tx_db(tx), id.text, person->id, place, at);
	return err ? err : note(tx, "alert.raise", id.text);
}

enum err alert_seen(struct tx *tx, const char *id, struct alert *out_alert)
{
	bool first;
	enum err err = alert_get(tx_db(tx), tx_arena(tx), id, out_alert);
	if (!err)
		err = alert_see(tx_db(tx), id, tx_actor(tx), tx_now(tx), &first);
	if (!err && first)
		err = note(tx, "alert.seen", id);
	return err ? err : alert_get(tx_db(tx), tx_arena(tx), id, out_alert);
}

enum err alert_withdraw(struct tx *tx, const struct person *person, int64_t since)
{
	bool any;
	enum err err = alert_take_back(tx_db(tx), person->id, since, tx_now(tx), &any);
	return err || !any ? err : note(tx, "alert.withdraw", person->id);
}
