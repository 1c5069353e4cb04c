/* See migrate.h. */
#include "store/migrate.h"

#include "store/db.h"

#include <stdio.h>
#include <stdlib.h>

static enum err kept_version(struct db *db, long *out_version)
{
	long version = 0;
	struct db_rows rows = db_query(db, SQL_SETTING_GET, "t", "schema");
	if (db_next(&rows))
		version = strtol(db_text(&rows, 0), NULL, 10);
	enum err err = db_end(&rows);
	if (err == OK)
		*out_version = version;
	return err;
}

enum err migrate_version(struct db *db, size_t *out_version, struct fault *out_fault)
{
	bool empty = false;
	long version = 0;
	enum err err = db_is_empty(db, &empty);
	if (err == OK && !empty)
		err = kept_version(db, &version);
	if (err != OK)
		return fault_set(out_fault, err, NULL, "%s", db_reason(db));
	if (!empty && version < 1)
		return fault_set(
		    out_fault, ERR_BROKEN, NULL, "this is not a database of p2c: it has no schema version");
	*out_version = (size_t)version;
	return OK;
}

static enum err apply(struct db *db, const struct schema *file, size_t version, struct fault *out_fault)
{
	char number[24];
	snprintf(number, sizeof number, "%zu", version);
	enum err err = db_begin(db);
	if (err != OK)
		return fault_set(out_fault, err, file->name, "%s", db_reason(db));
	err = db_script(db, file->text, NULL);
	if (err == OK)
		err = db_run(db, SQL_SETTING_PUT, "tt", "schema", number);
	if (err == OK)
		err = db_commit(db);
	if (err != OK) {
		fault_set(out_fault, err, file->name, "%s", db_reason(db));
		db_rollback(db);
	}
	return err;
}

enum err migrate_with(struct db *db, const struct schema *files, size_t n, struct fault *out_fault)
{
	size_t version = 0;
	enum err err = migrate_version(db, &version, out_fault);
	if (err == OK && version > n)
		return fault_set(
		    out_fault, ERR_NEWER_DATABASE, NULL, "its schema is %zu, this p2c knows %zu", version, n);
	for (size_t i = version; i < n && err == OK; i++)
		err = apply(db, &files[i], i + 1, out_fault);
	return err;
}

enum err migrate(struct db *db, struct fault *out_fault)
{
	size_t n;
	const struct schema *files = schema_files(&n);
	return migrate_with(db, files, n, out_fault);
}
