/* The data folder: its lock, its database at the right version, and who may open it. Queueing and committing is
 * writer.c. */
#include "store/store.h"

#include "base/arena.h"
#include "base/mem.h"
#include "store/backup.h"
#include "store/db.h"
#include "store/folder.h"
#include "store/migrate.h"
#include "store/seal.h"
#include "store/writer.h"

#include <stdlib.h>
#include <sys/stat.h>

struct store {
	struct arena *arena; /* the texts below */
	const char *folder;
	const char *database, *wal;
	const struct clock *clock;
	int lock;               /* -1 when read only */
	struct db_watch *watch; /* all connections */
	struct writer *writer;
};

/* See store_watch. */
enum { WAL_PATIENCE_BYTES = 16000000, READ_MS = 1000, READ_LONG_MS = 30000 };

/* Judged on a reading connection, so that a database of a newer p2c is not touched at all. One that was cut off while
 * it was being made cannot be read yet: open_writer repairs and judges it. */
static enum err judge(const struct store *store, bool read_only, struct fault *out_fault)
{
	struct db *db;
	size_t version = 0, known;
	schema_files(&known);
	enum err err = db_open(store->database, DB_READ, &db, out_fault);
	if (err == OK) {
		err = migrate_judge(db, known, &version, out_fault);
		db_close(db);
	}
	if (err == ERR_BUSY && !read_only)
		return OK;
	if (err == OK && read_only && version < known)
		err = fault_set(out_fault, ERR_CONFIG, NULL,
		    "its schema is %zu, this p2c needs %zu: start the server once", version, known);
	return err;
}

static enum err open_writer(struct store *store, const struct store_config *config, struct fault *out_fault)
{
	struct db *db;
	enum err err = db_open(store->database, DB_WRITE, &db, out_fault);
	if (err != OK)
		return err;
	db_watch_add(store->watch, db);
	err = migrate(db, out_fault);
	if (err == OK) {
		struct store_config mine = *config;
		mine.folder = store->folder;
		err = writer_create(db, &mine, &store->writer);
		if (err != OK)
			fault_set(out_fault, err, NULL, "the journal cannot be read: %s", db_reason(db));
	}
	if (err != OK)
		db_close(db);
	return err;
}

/* Half a restored event, which other servers were not told of, is not served. */
static enum err ask_whole(const struct store_config *config, struct fault *out_fault)
{
	if (config->restoring || !backup_is_unfinished(config->folder))
		return OK;
	return fault_set(out_fault, ERR_CONFIG, "data",
	    "The restore into %.200s was cut short. Type the p2c restore again, into the same folder.",
	    config->folder);
}

static enum err open_all(struct store *store, const struct store_config *config, struct fault *out_fault)
{
	enum err err = ask_whole(config, out_fault);
	if (err != OK)
		return err;
	if (!config->read_only) {
		err = folder_prepare(store->folder, config->create, out_fault);
		if (err == OK)
			err = folder_lock(store->folder, &store->lock, out_fault);
		if (err == OK && config->create)
			err = folder_touch(store->folder, store->database, out_fault);
		if (err == OK)
			err = folder_renew(arena_printf(store->arena, "%s-wal", store->database), out_fault);
	}
	if (err == OK)
		err = judge(store, config->read_only, out_fault);
	if (err == OK && !config->read_only)
		err = open_writer(store, config, out_fault);
	return err;
}

enum err store_open(const struct store_config *config, struct store **out_store, struct fault *out_fault)
{
	seal_init();
	struct store *store = mem_alloc(sizeof *store);
	store->arena = arena_create();
	store->folder = arena_dup(store->arena, config->folder);
	store->database = arena_printf(store->arena, "%s/" FOLDER_DATABASE, config->folder);
	store->wal = arena_printf(store->arena, "%s-wal", store->database);
	store->clock = config->clock;
	store->lock = -1;
	store->watch = db_watch_create();
	enum err err = open_all(store, config, out_fault);
	if (err != OK)
		store_close(store);
	else
		*out_store = store;
	return err;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	writer_destroy(store->writer);
	folder_unlock(store->lock);
	db_watch_destroy(store->watch);
	arena_destroy(store->arena);
	free(store);
}

void store_start(struct store *store)
{
	writer_start(store->writer);
}

enum err store_submit(struct store *store, struct change *change)
{
	return store->writer ? writer_submit(store->writer, change) : ERR_NOT_SAVED;
}

enum err store_apply(struct store *store, struct change *change)
{
	return store->writer ? writer_apply(store->writer, change) : ERR_NOT_SAVED;
}

size_t store_waiting(struct store *store)
{
	return store->writer ? writer_waiting(store->writer) : 0;
}

enum err store_reader_open(struct store *store, struct db **out_db)
{
	enum err err = db_open(store->database, DB_READ, out_db, NULL);
	if (err == OK)
		db_watch_add(store->watch, *out_db);
	return err;
}

void store_reader_close(struct db *db)
{
	db_close(db);
}

enum err store_read_begin(struct db *db)
{
	db_watch_allow_long(db, false);
	return db_begin_read(db);
}

enum err store_read_begin_long(struct db *db)
{
	db_watch_allow_long(db, true);
	return db_begin_read(db);
}

void store_read_end(struct db *db)
{
	db_commit(db);
}

void store_watch(struct store *store, struct store_state *out_state)
{
	struct stat info;
	int64_t held = store->writer ? writer_wal_held(store->writer) : 0;
	bool in_the_way = held > WAL_PATIENCE_BYTES;
	struct db_watch_state seen =
	    db_watch_look(store->watch, in_the_way ? READ_MS : 0, in_the_way ? READ_LONG_MS : 0);
	*out_state = (struct store_state){ .wal_bytes = stat(store->wal, &info) == 0 ? info.st_size : 0,
		.wal_held = held,
		.read_oldest = seen.oldest_ms,
		.reads_ended = seen.ended,
		.busy = seen.busy };
}

const char *store_folder(const struct store *store)
{
	return store->folder;
}

const struct clock *store_clock(const struct store *store)
{
	return store->clock;
}
