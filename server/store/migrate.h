/* Brings a database to the schema of this program, forward only. Its version is the number of schema files it has
 * seen, kept in the setting "schema"; the setting "schema_least" is the version that a program has to know at least
 * to work in it: files after that one only add (schema.def). Private to store/. */
#ifndef P2C_STORE_MIGRATE_H
#define P2C_STORE_MIGRATE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct db;

struct schema {
	const char *name; /* file name, for messages */
	const char *text;
	bool adds; /* a program that does not know it may still work in the database */
};

/* The files inside this program (schema.def), oldest first. */
const struct schema *schema_files(size_t *out_n);

/* What the database says it is; 0 when it is empty. ERR_BROKEN when it has tables but no version: not one of ours. */
enum err migrate_version(struct db *db, size_t *out_version, struct fault *out_fault);
/* The same, and whether a program that knows so many files may work in it: ERR_NEWER_DATABASE when it may not. */
enum err migrate_judge(struct db *db, size_t known, size_t *out_version, struct fault *out_fault);
/* Runs the files it has not seen, each in a transaction of its own with its new version. ERR_NEWER_DATABASE as above:
 * nothing is touched. A database that has seen more, which only add, is left as it is. */
enum err migrate_with(struct db *db, const struct schema *files, size_t n, struct fault *out_fault);
/* The same with the program's own files. */
enum err migrate(struct db *db, struct fault *out_fault);

#endif
