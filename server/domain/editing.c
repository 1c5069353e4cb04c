/* See editing.h. */
#include "domain/editing.h"

#include "store/record.h"

#include <string.h>

/* A question that was on its way when the editing began carries an instant before it. */
enum { ON_THE_WAY_MS = 5000 };

/* A clock that was set back must not keep somebody there for hours: nothing lasts longer than it was given. */
const char *editing_by(const struct pledge_record *record, int64_t now)
{
	bool lasts = now < record->editing_until && record->editing_until - now <= EDITING_MS + ON_THE_WAY_MS;
	return record->editor && *record->editor && lasts ? record->editor : NULL;
}

static enum err note(struct tx *tx, const char *action, const struct pledge *g)
{
	return tx_journal(tx,
	    &(struct journal_note){ .topic = "pledges", .action = action, .subject = g->id, .version = g->version });
}

static enum err end(struct tx *tx, const struct pledge *g, struct pledge_record *out_record)
{
	enum err err = editing_end(tx_db(tx), g->id);
	if (!err)
		err = note(tx, "editing.off", g);
	out_record->editor = "";
	return err;
}

enum err editing_set(struct tx *tx, const char *pledge_id, bool on, struct pledge_record *out_record)
{
	struct pledge g;
	enum err err = pledge_get(tx_db(tx), tx_arena(tx), pledge_id, &g);
	if (err)
		return err;
	struct pledge_record record = g.record;
	const char *by = editing_by(&record, tx_now(tx)), *actor = arena_dup(tx_arena(tx), tx_actor(tx));
	bool own = by && strcmp(by, actor) == 0;
	if (on && (!by || own)) {
		record.editor = actor;
		record.editing_since = own ? record.editing_since : tx_now(tx);
		record.editing_until = tx_now(tx) + EDITING_MS;
		err = editing_put(tx_db(tx), g.id, actor, record.editing_since, record.editing_until);
		if (!err && !own)
			err = note(tx, "editing.on", &g);
	} else if (!on && own) {
		err = end(tx, &g, &record);
	}
	if (!err)
		*out_record = record;
	return err;
}
