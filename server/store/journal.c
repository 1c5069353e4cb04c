/* See journal.h. */
#include "store/journal.h"

#include "store/chain.h"
#include "store/db.h"
#include "store/keyring.h"

#include <inttypes.h>
#include <string.h>

_Static_assert((int)JOURNAL_HASH_LEN == (int)SEAL_HASH_LEN, "one hash");

/* --- reading ------------------------------------------------------------------------------------------------- */

/* Column order of JOURNAL_AFTER and JOURNAL_OF. */
static struct journal_entry entry_of(const struct db_rows *rows, struct arena *arena)
{
	return (struct journal_entry){
		.seq = db_int(rows, 0),
		.at = db_int(rows, 1),
		.version = db_int(rows, 2),
		.actor = arena_dup(arena, db_text(rows, 3)),
		.topic = arena_dup(arena, db_text(rows, 4)),
		.action = arena_dup(arena, db_text(rows, 5)),
		.subject = arena_dup(arena, db_text(rows, 6)),
		.data = arena_dup(arena, db_text(rows, 7)),
	};
}

static enum err collect(struct db_rows *rows, struct arena *arena, struct journal_entry **out_entries, size_t *out_n)
{
	struct journal_entry *entries = NULL;
	size_t n = 0, room = 0;
	while (db_next(rows)) {
		if (n == room) {
			struct journal_entry *more = arena_array(arena, struct journal_entry, room ? room * 2 : 16);
			if (n)
				memcpy(more, entries, n * sizeof *more);
			room = room ? room * 2 : 16;
			entries = more;
		}
		entries[n++] = entry_of(rows, arena);
	}
	enum err err = db_end(rows);
	if (err != OK)
		return err;
	*out_entries = entries;
	*out_n = n;
	return OK;
}

enum err journal_after(struct db *db, struct arena *arena, int64_t after_seq, size_t limit,
    struct journal_entry **out_entries, size_t *out_n)
{
	int64_t most = limit < INT64_MAX ? (int64_t)limit : INT64_MAX;
	struct db_rows rows = db_query(db, SQL_JOURNAL_AFTER, "ii", after_seq, most);
	return collect(&rows, arena, out_entries, out_n);
}

enum err journal_of(
    struct db *db, struct arena *arena, const char *subject, struct journal_entry **out_entries, size_t *out_n)
{
	struct db_rows rows = db_query(db, SQL_JOURNAL_OF, "t", subject);
	return collect(&rows, arena, out_entries, out_n);
}

enum err journal_about(
    struct db *db, struct arena *arena, const char *person_id, struct journal_entry **out_entries, size_t *out_n)
{
	struct db_rows rows = db_query(db, SQL_JOURNAL_ABOUT, "t", person_id);
	return collect(&rows, arena, out_entries, out_n);
}

/* Column order of JOURNAL_LIST: an entry's, then the names. */
static struct journal_line line_of(const struct db_rows *rows, struct arena *arena)
{
	int64_t pledge = db_int(rows, 11);
	return (struct journal_line){
		.entry = entry_of(rows, arena),
		.person_id = arena_dup(arena, db_text(rows, 8)),
		.person = arena_dup(arena, db_text(rows, 9)),
		.thing = pledge ? arena_printf(arena, "P-%04" PRId64, pledge) : arena_dup(arena, db_text(rows, 10)),
	};
}

enum err journal_list(struct db *db, struct arena *arena, const struct journal_filter *filter, int64_t limit,
    struct journal_line **out_lines, size_t *out_n)
{
	struct journal_line *lines = arena_array(arena, struct journal_line, (size_t)limit);
	size_t n = 0;
	struct db_rows rows = db_query(db, SQL_JOURNAL_LIST, "itttiii",
	    filter->before_seq ? filter->before_seq : INT64_MAX, filter->topic, filter->actor, filter->about,
	    filter->from, filter->before ? filter->before : INT64_MAX, limit);
	while (db_next(&rows))
		lines[n++] = line_of(&rows, arena);
	enum err err = db_end(&rows);
	if (err != OK)
		return err;
	*out_lines = lines;
	*out_n = n;
	return OK;
}

/* --- the chain ----------------------------------------------------------------------------------------------- */

static enum err keep_hash(const struct db_rows *rows, int column, unsigned char out_hash[JOURNAL_HASH_LEN])
{
	size_t len;
	const void *hash = db_bytes(rows, column, &len);
	if (len != JOURNAL_HASH_LEN)
		return ERR_BROKEN;
	memcpy(out_hash, hash, JOURNAL_HASH_LEN);
	return OK;
}

enum err journal_head(struct db *db, struct journal_head *out_head)
{
	struct journal_head head = { 0 };
	enum err kept = OK;
	struct db_rows rows = db_query(db, SQL_JOURNAL_HEAD, "");
	if (db_next(&rows)) {
		head.seq = db_int(&rows, 0);
		kept = keep_hash(&rows, 1, head.hash);
	}
	enum err err = db_end(&rows);
	if (err == OK)
		err = kept;
	if (err == OK)
		*out_head = head;
	return err;
}

/* Bytes, not text: a NUL smuggled into a column must not hide what stands behind it. */
static struct chain_bytes bytes_of(const struct db_rows *rows, int column)
{
	struct chain_bytes bytes;
	bytes.at = db_bytes(rows, column, &bytes.len);
	return bytes;
}

/* Column order of JOURNAL_WALK. */
static struct chain_row row_of(const struct db_rows *rows)
{
	return (struct chain_row){
		.seq = db_int(rows, 0),
		.at = db_int(rows, 1),
		.actor = bytes_of(rows, 2),
		.topic = bytes_of(rows, 3),
		.action = bytes_of(rows, 4),
		.subject = bytes_of(rows, 5),
		.version = db_int(rows, 6),
		.data = bytes_of(rows, 7),
		.person = bytes_of(rows, 8),
		.sealed = bytes_of(rows, 9),
	};
}

/* One step along the chain: the finding's head becomes the row's, or its state says why not. */
static void follow(const struct db_rows *rows, const struct journal_head *expect, struct buf *scratch,
    struct journal_finding *finding)
{
	struct chain_row row = row_of(rows);
	struct journal_head *head = &finding->head;
	unsigned char hash[JOURNAL_HASH_LEN], kept[JOURNAL_HASH_LEN];
	finding->seq = row.seq;
	if (row.seq != head->seq + 1) {
		finding->state = JOURNAL_MISSING;
		finding->seq = head->seq + 1;
		return;
	}
	chain_link(head->hash, &row, scratch, hash);
	if (keep_hash(rows, 10, kept) != OK || memcmp(hash, kept, sizeof hash) != 0) {
		finding->state = JOURNAL_ALTERED;
	} else if (expect && expect->seq == row.seq && memcmp(hash, expect->hash, sizeof hash) != 0) {
		finding->state = JOURNAL_REWRITTEN;
	} else {
		head->seq = row.seq;
		memcpy(head->hash, hash, sizeof hash);
	}
}

enum err journal_examine(struct db *db, const struct journal_head *expect, struct journal_finding *out_finding)
{
	struct journal_finding finding = { 0 };
	struct buf scratch = { 0 };
	struct db_rows rows = db_query(db, SQL_JOURNAL_WALK, "");
	while (finding.state == JOURNAL_WHOLE && db_next(&rows))
		follow(&rows, expect, &scratch, &finding);
	enum err err = db_end(&rows);
	buf_finish(&scratch);
	if (err != OK)
		return err;
	if (finding.state == JOURNAL_WHOLE) {
		bool is_short = expect && expect->seq > finding.head.seq;
		finding.state = is_short ? JOURNAL_MISSING : JOURNAL_WHOLE;
		finding.seq = is_short ? expect->seq : 0;
	}
	*out_finding = finding;
	return OK;
}

const char *journal_state_key(enum journal_state state)
{
	static const char *const KEYS[] = { "whole", "missing", "altered", "rewritten" };
	return KEYS[state];
}

static enum err tell(
    const struct journal_finding *finding, const struct journal_head *expect, struct fault *out_fault)
{
	int64_t seq = finding->seq;
	if (finding->state == JOURNAL_ALTERED)
		return fault_set(out_fault, ERR_BROKEN, NULL, "journal entry %" PRId64 " was altered", seq);
	if (finding->state == JOURNAL_REWRITTEN)
		return fault_set(out_fault, ERR_BROKEN, NULL,
		    "journal entry %" PRId64 " is not the one whose hash was kept: the journal was rewritten", seq);
	if (expect && expect->seq == seq && finding->head.seq + 1 < seq)
		return fault_set(out_fault, ERR_BROKEN, NULL,
		    "journal entry %" PRId64 " is missing: the journal ends at %" PRId64, seq, finding->head.seq);
	return fault_set(out_fault, ERR_BROKEN, NULL, "journal entry %" PRId64 " is missing", seq);
}

enum err journal_verify(
    struct db *db, const struct journal_head *expect, struct journal_head *out_head, struct fault *out_fault)
{
	struct journal_finding finding;
	enum err err = journal_examine(db, expect, &finding);
	if (err != OK)
		return fault_set(out_fault, err, NULL, "%s", db_reason(db));
	if (finding.state != JOURNAL_WHOLE)
		return tell(&finding, expect, out_fault);
	*out_head = finding.head;
	return OK;
}

/* --- sealed values ------------------------------------------------------------------------------------------- */

/* A key made again after an erasure does not open what the destroyed one had sealed: that too reads as NULL. */
static enum err unsealed(
    struct db *db, struct arena *arena, const char *person, struct chain_bytes box, const char **out_personal)
{
	unsigned char key[SEAL_KEY_LEN];
	*out_personal = NULL;
	enum err err = keyring_find(db, person, key);
	if (err == ERR_NOT_FOUND)
		return OK;
	if (err != OK)
		return err;
	if (box.len >= SEAL_EXTRA) {
		char *plain = arena_alloc(arena, box.len - SEAL_EXTRA + 1);
		if (seal_open(key, box.at, box.len, (unsigned char *)plain))
			*out_personal = plain;
	}
	seal_key_wipe(key);
	return OK;
}

enum err journal_unseal(struct db *db, struct arena *arena, int64_t seq, const char **out_personal)
{
	const char *personal = NULL;
	enum err found = ERR_NOT_FOUND;
	struct db_rows rows = db_query(db, SQL_JOURNAL_SEALED, "i", seq);
	if (db_next(&rows))
		found = unsealed(db, arena, db_text(&rows, 0), bytes_of(&rows, 1), &personal);
	enum err err = db_end(&rows);
	if (err == OK)
		err = found;
	if (err == OK)
		*out_personal = personal;
	return err;
}
