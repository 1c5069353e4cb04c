/* See merge.h. */
#include "domain/merge.h"

#include "base/jsonw.h"
#include "domain/badge_issue.h"
#include "domain/floor.h"
#include "domain/floor_rules.h"
#include "domain/help_desk.h"
#include "domain/journalled.h"
#include "domain/participant_note.h"
#include "domain/plain_text.h"
#include "store/door.h"
#include "store/journal.h"
#include "store/people_write.h"

#include <string.h>

struct merge {
	struct desk_book from, into;
	struct reference *references;
	size_t n;
};

static enum err open_both(struct tx *tx, const char *id, const struct desk_form *form, struct merge *merge)
{
	struct fault *fault = tx_fault(tx);
	enum err err = desk_book_open(tx, id, form->desk, PERSON_MERGE, &merge->from);
	if (!err && (!form->into || !form->reason || !*form->reason))
		return fault_set(fault, ERR_FIELD_MISSING, form->into ? "reason" : "into",
		    "Say which registration counts, and why the two are one person.");
	if (!err)
		err = plain_text_check(fault, "reason", form->reason, PLAIN_WORDS_MAX);
	if (err)
		return err;
	if (strcmp(id, form->into) == 0)
		return fault_set(fault, ERR_INVALID, "into", "A registration cannot be merged with itself.");
	err = desk_book_open(tx, form->into, form->desk, PERSON_MERGE, &merge->into);
	return err == ERR_NOT_FOUND || err == ERR_STEP
		   ? fault_set(
			 fault, ERR_INVALID, "into", "There is no such registration, or it was merged away too.")
		   : err;
}

/* ---- what refers to the row ---- */

/* Nobody stands twice on one list: where both wait, the row that goes away does. */
static enum err leave_list(struct merge *merge, const char *speaker_id)
{
	struct tx *tx = merge->from.tx;
	struct speaker mine, *rows, left;
	size_t n = 0;
	bool both = false;
	enum err err = speaker_get(tx_db(tx), tx_arena(tx), speaker_id, &mine);
	if (!err)
		err = speaker_list(tx_db(tx), tx_arena(tx), mine.session_id, &rows, &n);
	for (size_t i = 0; !err && i < n; i++)
		both = both || (floor_is_open(&rows[i]) && strcmp(rows[i].kind, mine.kind) == 0 &&
				   strcmp(rows[i].person_id, merge->into.person.id) == 0);
	return err || !both || !floor_is(&mine, FLOOR_WAITING) ? err : floor_withdraw(tx, speaker_id, &left);
}

/* Screens that show the row ask again: one entry a topic that something moved in. */
static enum err tell(struct tx *tx, const struct reference *references, size_t n, const char *subject)
{
	static const struct {
		const char *topic, *kinds;
	} TOPICS[] = { { "agenda", "session cochair" }, { "floor", "speaker" }, { "ceremony", "signatory" },
		{ "doors", "presence invitation" } };
	enum err err = OK;
	for (size_t t = 0; !err && t < sizeof TOPICS / sizeof *TOPICS; t++) {
		bool any = false;
		for (size_t i = 0; i < n; i++)
			any = any || strstr(TOPICS[t].kinds, references[i].kind);
		if (any)
			err = tx_journal(tx, &(struct journal_note){ .topic = TOPICS[t].topic,
						 .action = "person.merge",
						 .subject = subject,
						 .version = 1 });
	}
	return err;
}

static enum err move_all(
    struct tx *tx, const struct reference *references, size_t n, const char *from, const char *to)
{
	enum err err = OK;
	for (size_t i = 0; !err && i < n; i++) {
		err = reference_move(tx_db(tx), &references[i], from, to);
		if (!err && strcmp(references[i].kind, "guest") == 0)
			err = participant_note_along(tx, references[i].key, "participant.merge");
	}
	return err ? err : tell(tx, references, n, to);
}

/* Where both rows were inside, one person is: the head count of the point says one less. */
static enum err leave_points(struct tx *tx, const char *person_id)
{
	struct inside *inside;
	size_t n = 0;
	struct holder who = { .person_id = person_id };
	enum err err = inside_list(tx_db(tx), tx_arena(tx), "", &inside, &n);
	for (size_t i = 0; !err && i < n; i++) {
		struct presence presence;
		if (!inside[i].person_id || strcmp(inside[i].person_id, person_id) != 0)
			continue;
		err = presence_at(tx_db(tx), tx_arena(tx), &who, inside[i].point, &presence);
		presence.left_at = tx_now(tx);
		if (!err)
			err = presence_put(tx_db(tx), &who, inside[i].point, &presence);
		if (!err)
			err = point_move(tx_db(tx), inside[i].point, -1);
	}
	return err;
}

static enum err move_references(struct merge *merge)
{
	struct tx *tx = merge->from.tx;
	const char *from = merge->from.person.id, *into = merge->into.person.id;
	enum err err = reference_list(tx_db(tx), tx_arena(tx), from, into, &merge->references, &merge->n);
	for (size_t i = 0; !err && i < merge->n; i++)
		if (strcmp(merge->references[i].kind, "speaker") == 0)
			err = leave_list(merge, merge->references[i].key);
	if (!err)
		err = move_all(tx, merge->references, merge->n, from, into);
	return err ? err : leave_points(tx, from);
}

/* ---- the row that counts ---- */

static int place(const struct person *p)
{
	static const enum person_state ORDER[] = { PERSON_DECLINED, PERSON_REQUESTED, PERSON_APPROVED,
		PERSON_CONFIRMED, PERSON_ARRIVED };
	int at = 0;
	while (at < (int)(sizeof ORDER / sizeof *ORDER) && !person_is(p, ORDER[at]))
		at++;
	return at;
}

static const char *united(struct arena *arena, const char *roles, const char *more)
{
	char *rest = NULL;
	for (char *role = strtok_r(arena_dup(arena, more), " ", &rest); role; role = strtok_r(NULL, " ", &rest))
		if (!strstr(arena_printf(arena, " %s ", roles), arena_printf(arena, " %s ", role)))
			roles = arena_printf(arena, "%s%s%s", roles, *roles ? " " : "", role);
	return roles;
}

static void absorb(struct arena *arena, struct person *into, const struct person *from)
{
	into->roles = united(arena, into->roles, from->roles);
	if (place(from) > place(into)) {
		into->state = from->state;
		into->approved_by = from->approved_by;
		into->approved_at = from->approved_at;
		into->confirmed_at = from->confirmed_at;
		into->arrived_at = from->arrived_at;
		into->arrived_by = from->arrived_by;
		into->arrived_desk = from->arrived_desk;
	}
	if (strcmp(into->letter, "unseen") == 0 && strcmp(from->letter, "seen") == 0) {
		into->letter = from->letter;
		into->letter_by = from->letter_by;
		into->letter_at = from->letter_at;
	}
	if (!into->identity_at) {
		into->identity_by = from->identity_by;
		into->identity_at = from->identity_at;
	}
}

/* [["speaker","01…"],…]: what the way back needs. */
static const char *moved_json(const struct merge *merge)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "moved");
	for (size_t i = 0; i < merge->n; i++) {
		jsonw_object(&w, NULL);
		jsonw_text(&w, "kind", merge->references[i].kind);
		jsonw_text(&w, "key", merge->references[i].key);
		jsonw_object_end(&w);
	}
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return buf_keep(&out, tx_arena(merge->from.tx));
}

enum err person_merge(struct tx *tx, const char *id, const struct desk_form *form, struct person *out_person)
{
	struct merge merge = { .n = 0 };
	enum err err = open_both(tx, id, form, &merge);
	if (!err)
		err = move_references(&merge);
	if (!err)
		err = help_desk_drop(&merge.from);
	if (!err)
		err = badge_withdraw(&merge.from, "participant.merge");
	if (err)
		return err;
	struct person *from = &merge.from.person, *into = &merge.into.person;
	absorb(tx_arena(tx), into, from);
	from->state = PERSON_STATE_NAMES[PERSON_MERGED];
	from->merged_into = into->id;
	err = desk_book_save(&merge.from, "participant.merge",
	    &(struct desk_facts){ .other = into->id, .words = form->reason, .more = moved_json(&merge) });
	if (!err)
		err = desk_book_save(&merge.into, "participant.absorb", &(struct desk_facts){ .other = from->id });
	if (!err)
		*out_person = *into;
	return err;
}

/* ---- the way back ---- */

static enum err moved_of(
    struct tx *tx, const struct journalled *data, struct reference **out_references, size_t *out_n)
{
	const struct journalled *items = journalled_items(journalled_find(data, "more"), "moved", out_n);
	struct reference *references = arena_array(tx_arena(tx), struct reference, *out_n + 1);
	for (size_t i = 0; i < *out_n; i++)
		references[i] = (struct reference){ journalled_text(&items[i], "kind", ""),
			journalled_text(&items[i], "key", "") };
	*out_references = references;
	return OK;
}

/* The entry of the other half, which has to be the last thing that happened to that row. */
static enum err absorbed(struct tx *tx, const char *into, const char *merged, struct journal_entry *out_entry)
{
	struct journal_entry *entries;
	const struct journalled *data = NULL;
	size_t n = 0;
	enum err err = journal_of(tx_db(tx), tx_arena(tx), into, &entries, &n);
	while (!err && n && (strcmp(entries[n - 1].action, "scan") == 0))
		n--; /* a door sets presence, which a merge does not touch */
	if (!err && n)
		err = journalled_read(tx_arena(tx), entries[n - 1].data, &data);
	if (err)
		return err;
	bool is_last = n && strcmp(entries[n - 1].action, "participant.absorb") == 0 &&
		       strcmp(journalled_text(data, "other", ""), merged) == 0;
	if (!is_last)
		return fault_set(tx_fault(tx), ERR_CONFLICT, NULL,
		    "Something was done to the other registration since the merge. Send both to the help desk.");
	*out_entry = entries[n - 1];
	return OK;
}

enum err person_unmerge(struct tx *tx, const struct person *merged, const struct journalled *data)
{
	struct desk_book into;
	struct journal_entry entry = { 0 };
	struct reference *references;
	size_t n;
	const char *id = journalled_text(data, "other", "");
	enum err err = absorbed(tx, id, merged->id, &entry);
	if (!err)
		err = moved_of(tx, data, &references, &n);
	if (!err)
		err = move_all(tx, references, n, id, merged->id);
	if (!err)
		err = desk_book_open(tx, id, NULL, PERSON_UNDO, &into);
	if (!err)
		err = desk_book_put_back(&into, &entry);
	return err ? err : desk_book_save(&into, "participant.unmerge", &(struct desk_facts){ .other = merged->id });
}
