/* The one writer: a queue of changes, group commit, checkpoints. Owns the writing connection. Private to store/. */
#ifndef P2C_STORE_WRITER_H
#define P2C_STORE_WRITER_H

#include "store/store.h"

struct writer;

/* Takes over a DB_WRITE connection (on success only) and reads the journal's head. */
enum err writer_create(struct db *db, const struct store_config *config, struct writer **out_writer);
/* Runs what is queued, stops the thread, checkpoints, closes the connection. */
void writer_destroy(struct writer *writer);
/* store_start, store_submit, store_apply and store_waiting. */
void writer_start(struct writer *writer);
enum err writer_submit(struct writer *writer, struct change *change);
enum err writer_apply(struct writer *writer, struct change *change);
size_t writer_waiting(struct writer *writer);
/* db_wal_held of its connection. */
int64_t writer_wal_held(const struct writer *writer);

#endif
