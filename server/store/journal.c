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

/* One step along the chain: *head becomes the row's. */
static enum err follow(const struct db_rows *rows, const struct journal_head *expect, struct buf *scratch,
    struct journal_head *head, struct fault *out_fault)
{
	struct chain_row row = row_of(rows);
	unsigned char hash[JOURNAL_HASH_LEN], kept[JOURNAL_HASH_LEN];
	if (row.seq != head->seq + 1)
		return fault_set(out_fault, ERR_BROKEN, NULL, "journal entry %" PRId64 " is missing", head->seq + 1);
	chain_link(head->hash, &row, scratch, hash);
	if (keep_hash(rows, 10, kept) != OK || memcmp(hash, kept, sizeof hash) != 0)
		return fault_set(out_fault, ERR_BROKEN, NULL, "journal entry %" PRId64 " was altered", row.seq);
	if (expect && expect->seq == row.seq && memcmp(hash, expect->hash, sizeof hash) != 0)
		return fault_set(out_fault, ERR_BROKEN, NULL,
		    "journal entry %" PRId64 " is not the one whose hash was kept: the journal was rewritten",
		    row.seq);
	head->seq = row.seq;
	memcpy(head->hash, hash, sizeof hash);
	return OK;
}

enum err journal_verify(
    struct db *db, const struct journal_head *expect, struct journal_head *out_head, struct fault *out_fault)
{
	struct journal_head head = { 0 };
	struct buf scratch = { 0 };
	enum err fits = OK;
	struct db_rows rows = db_query(db, SQL_JOURNAL_WALK, "");
	while (fits == OK && db_next(&rows))
		fits = follow(&rows, expect, &scratch, &head, out_fault);
	enum err err = db_end(&rows);
	buf_finish(&scratch);
	if (err != OK)
		return fault_set(out_fault, err, NULL, "%s", db_reason(db));
	if (fits != OK)
		return fits;
	if (expect && expect->seq > head.seq)
		return fault_set(out_fault, ERR_BROKEN, NULL,
		    "journal entry %" PRId64 " is missing: the journal ends at %" PRId64, expect->seq, head.seq);
	*out_head = head;
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
