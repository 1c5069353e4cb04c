/* See migrate.h. */
#include "store/migrate.h"

#include "store/db.h"

#include <stdio.h>
#include <stdlib.h>

enum { NUMBER_LEN = 24 };

/* The setting, or what it is where it is not kept. */
static enum err kept_number(struct db *db, const char *name, long otherwise, long *out_number)
{
	long number = otherwise;
	struct db_rows rows = db_query(db, SQL_SETTING_GET, "t", name);
	if (db_next(&rows))
		number = strtol(db_text(&rows, 0), NULL, 10);
	enum err err = db_end(&rows);
	if (err == OK)
		*out_number = number;
	return err;
}

enum err migrate_version(struct db *db, size_t *out_version, struct fault *out_fault)
{
	bool empty = false;
	long version = 0;
	enum err err = db_is_empty(db, &empty);
	if (err == OK && !empty)
		err = kept_number(db, "schema", 0, &version);
	if (err != OK)
		return fault_set(out_fault, err, NULL, "%s", db_reason(db));
	if (!empty && version < 1)
		return fault_set(
		    out_fault, ERR_BROKEN, NULL, "this is not a database of p2c: it has no schema version");
	*out_version = (size_t)version;
	return OK;
}

enum err migrate_judge(struct db *db, size_t known, size_t *out_version, struct fault *out_fault)
{
	size_t version = 0;
	enum err err = migrate_version(db, &version, out_fault);
	if (err == OK && version > known) {
		long least = 0;
		err = kept_number(db, "schema_least", (long)version, &least);
		if (err != OK)
			return fault_set(out_fault, err, NULL, "%s", db_reason(db));
		if (least < 1 || (size_t)least > known)
			return fault_set(out_fault, ERR_NEWER_DATABASE, NULL, "its schema is %zu, this p2c knows %zu",
			    version, known);
	}
	if (err == OK)
		*out_version = version;
	return err;
}

static enum err put_number(struct db *db, const char *name, size_t number)
{
	char text[NUMBER_LEN];
	snprintf(text, sizeof text, "%zu", number);
	return db_run(db, SQL_SETTING_PUT, "tt", name, text);
}

/* What a program has to know once the first n files have run. */
static size_t least_of(const struct schema *files, size_t n)
{
	while (n > 0 && files[n - 1].adds)
		n--;
	return n;
}

static enum err apply(struct db *db, const struct schema *files, size_t i, struct fault *out_fault)
{
	const char *name = files[i].name;
	enum err err = db_begin(db);
	if (err != OK)
		return fault_set(out_fault, err, name, "%s", db_reason(db));
	err = db_script(db, files[i].text, NULL);
	if (err == OK)
		err = put_number(db, "schema", i + 1);
	if (err == OK)
		err = put_number(db, "schema_least", least_of(files, i + 1));
	if (err == OK)
		err = db_commit(db);
	if (err != OK) {
		fault_set(out_fault, err, name, "%s", db_reason(db));
		db_rollback(db);
	}
	return err;
}

enum err migrate_with(struct db *db, const struct schema *files, size_t n, struct fault *out_fault)
{
	size_t version = 0;
	enum err err = migrate_judge(db, n, &version, out_fault);
	for (size_t i = version; i < n && err == OK; i++)
		err = apply(db, files, i, out_fault);
	return err;
}

enum err migrate(struct db *db, struct fault *out_fault)
{
	size_t n;
	const struct schema *files = schema_files(&n);
	return migrate_with(db, files, n, out_fault);
}
