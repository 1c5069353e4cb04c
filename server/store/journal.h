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
/* The last entry's number and hash; 0 and zeros for an empty journal. */
struct journal_head {
	int64_t seq;
	unsigned char hash[JOURNAL_HASH_LEN];
};
enum err journal_head(struct db *db, struct journal_head *out_head);
/* Walks the whole chain. ERR_BROKEN with the first row that does not fit in the fault's detail; OK fills *out_head.
 * When `expect` is not NULL the chain must contain that head (a printed one) at its seq. */
enum err journal_verify(
    struct db *db, const struct journal_head *expect, struct journal_head *out_head, struct fault *out_fault);
/* Opens the sealed values of one entry with the person's key; NULL when the key was destroyed. */
enum err journal_unseal(struct db *db, struct arena *arena, int64_t seq, const char **out_personal);

#endif
