/* The journal as read: replay for live notices, history of one thing, and the proof that nothing was altered.
 * Chain: hash = SHA-256(previous hash ‖ seq ‖ at ‖ actor ‖ topic ‖ action ‖ subject ‖ version ‖ data ‖ person ‖
 * sealed), numbers as 8 bytes big endian, text and bytes as 8 bytes length and content; the first row's previous hash
 * is 32 zero bytes. It covers the sealed bytes, so destroying a person's key leaves the chain whole. */
#ifndef P2C_STORE_JOURNAL_H
#define P2C_STORE_JOURNAL_H

#include "base/arena.h"
#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct db;

enum { JOURNAL_HASH_LEN = 32 };

struct journal_entry {
	int64_t seq, at, version;
	const char *actor, *topic, *action, *subject, *data;
};

/* Entries after `after_seq`, oldest first, at most `limit`. */
enum err journal_after(struct db *db, struct arena *arena, int64_t after_seq, size_t limit,
    struct journal_entry **out_entries, size_t *out_n);
/* All entries about one subject, oldest first. */
enum err journal_of(
    struct db *db, struct arena *arena, const char *subject, struct journal_entry **out_entries, size_t *out_n);
/* All entries whose subject is a person, or whose sealed values are theirs, oldest first. */
enum err journal_about(
    struct db *db, struct arena *arena, const char *person_id, struct journal_entry **out_entries, size_t *out_n);
/* What a list of entries is narrowed to; "" and 0 are no condition. */
struct journal_filter {
	const char *topic, *actor;
	const char *about;    /* an id: the entry's subject, the person whose values it seals, or who speaks */
	int64_t from, before; /* ms: at or after, and earlier than */
	int64_t before_seq;   /* only entries that stand before this one */
};
/* One line of it, with the names that whom and what it is about have now: "" where there is none, or no longer.
 * Sealed values are not opened, and the entry's `data` is "". */
struct journal_line {
	struct journal_entry entry;
	const char *person_id, *person, *thing;
};
/* The newest first, at most `limit`. */
enum err journal_list(struct db *db, struct arena *arena, const struct journal_filter *filter, int64_t limit,
    struct journal_line **out_lines, size_t *out_n);
/* The last entry's number and hash; 0 and zeros for an empty journal. */
struct journal_head {
	int64_t seq;
	unsigned char hash[JOURNAL_HASH_LEN];
};
enum err journal_head(struct db *db, struct journal_head *out_head);
/* How the chain is found: whole, or where it first does not fit. */
enum journal_state { JOURNAL_WHOLE, JOURNAL_MISSING, JOURNAL_ALTERED, JOURNAL_REWRITTEN };
struct journal_finding {
	enum journal_state state;
	int64_t seq;              /* the entry that is missing or does not fit; 0 when all do */
	struct journal_head head; /* of the entries before it: as far as the chain is whole */
};
/* Walks the whole chain, within the view that the caller began (a long one: it reads everything). What is found is no
 * error. `expect` as for journal_verify. */
enum err journal_examine(struct db *db, const struct journal_head *expect, struct journal_finding *out_finding);
/* "whole", "missing", "altered", "rewritten". */
const char *journal_state_key(enum journal_state state);
/* The same for whoever cannot go on without it. ERR_BROKEN with the first row that does not fit in the fault's
 * detail; OK fills *out_head. When `expect` is not NULL the chain must contain that head (a printed one) at its seq.
 */
enum err journal_verify(
    struct db *db, const struct journal_head *expect, struct journal_head *out_head, struct fault *out_fault);
/* Opens the sealed values of one entry with the person's key; NULL when the key was destroyed. */
enum err journal_unseal(struct db *db, struct arena *arena, int64_t seq, const char **out_personal);

#endif
