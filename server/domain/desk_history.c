/* See desk_history.h. */
#include "domain/desk_history.h"

#include "domain/journalled.h"

#include <string.h>

/* Acts whose reason is free text. */
static bool is_sealed(const char *action)
{
	static const char *const ACTIONS[] = { "participant.decline", "participant.merge", "participant.letter",
		"help.open", "help.close" };
	for (size_t i = 0; i < sizeof ACTIONS / sizeof *ACTIONS; i++)
		if (strcmp(ACTIONS[i], action) == 0)
			return true;
	return false;
}

static enum err unsealed(struct db *db, struct arena *arena, int64_t seq, const char **reason)
{
	const char *text;
	const struct journalled *personal;
	enum err err = journal_unseal(db, arena, seq, &text);
	if (err || !text)
		return err;
	err = journalled_read(arena, text, &personal);
	if (!err)
		*reason = journalled_text(personal, "words", *reason);
	return err;
}

static const char *reason_of(const struct badge *badges, size_t n, int64_t serial, const char *otherwise)
{
	for (size_t i = 0; i < n; i++)
		if (badges[i].serial == serial)
			return badges[i].reason;
	return otherwise;
}

enum err desk_history(struct db *db, struct arena *arena, const struct journal_entry *entries, size_t n,
    const struct badge *badges, size_t n_badges, struct desk_history **out_rows)
{
	struct desk_history *rows = arena_array(arena, struct desk_history, n + 1);
	enum err err = OK;
	for (size_t i = 0; !err && i < n; i++) {
		const struct journal_entry *entry = &entries[n - 1 - i];
		const struct journalled *data;
		err = journalled_read(arena, entry->data, &data);
		if (err)
			return err;
		rows[i] = (struct desk_history){ .at = entry->at,
			.serial = journalled_int(data, "serial", 0),
			.actor = entry->actor,
			.action = entry->action,
			.desk = journalled_text(data, "desk", ""),
			.reason = journalled_text(data, "reason", ""),
			.point = journalled_text(data, "point", "") };
		if (strcmp(entry->action, "badge.issue") == 0)
			rows[i].reason = reason_of(badges, n_badges, rows[i].serial, rows[i].reason);
		if (is_sealed(entry->action))
			err = unsealed(db, arena, entry->seq, &rows[i].reason);
	}
	if (!err)
		*out_rows = rows;
	return err;
}
