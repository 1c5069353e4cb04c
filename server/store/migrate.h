/* Brings a database to the schema of this program, forward only. Its version is the number of schema files it has
 * seen, kept in the setting "schema". Private to store/. */
#ifndef P2C_STORE_MIGRATE_H
#define P2C_STORE_MIGRATE_H

#include "base/err.h"

#include <stddef.h>

struct db;

struct schema {
	const char *name; /* file name, for messages */
	const char *text;
};

/* The files inside this program (schema.def), oldest first. */
const struct schema *schema_files(size_t *out_n);

/* What the database says it is; 0 when it is empty. ERR_BROKEN when it has tables but no version: not one of ours. */
enum err migrate_version(struct db *db, size_t *out_version, struct fault *out_fault);
/* Runs the files it has not seen, each in a transaction of its own with its new version.
 * ERR_NEWER_DATABASE when it has seen more than n: nothing is touched. */
enum err migrate_with(struct db *db, const struct schema *files, size_t n, struct fault *out_fault);
/* The same with the program's own files. */
enum err migrate(struct db *db, struct fault *out_fault);

#endif
