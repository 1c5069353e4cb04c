/* The record of processing as a value: which personal data there are, on what ground, for how long, and what an
 * erasure does to each table (privacy.def). Not for doing it: erasure.h and retention.h. */
#ifndef P2C_DOMAIN_PRIVACY_H
#define P2C_DOMAIN_PRIVACY_H

#include "store/tx.h"

enum privacy_rule { PRIVACY_UNTIL_ERASED, PRIVACY_AFTER_DAY, PRIVACY_KEPT, PRIVACY_RULE_MAX };
enum privacy_basis { PRIVACY_DAY, PRIVACY_SAFETY, PRIVACY_RECORD, PRIVACY_PROOF, PRIVACY_BASIS_MAX };
enum privacy_fate { PRIVACY_DELETE, PRIVACY_BLANK, PRIVACY_KEY, PRIVACY_PUBLIC, PRIVACY_REST, PRIVACY_FATE_MAX };

struct privacy_record {
	const char *name;
	enum privacy_rule rule;
	int64_t days; /* as shipped; PRIVACY_AFTER_DAY only */
	enum privacy_basis basis;
	const char *what, *purpose; /* English */
};
struct privacy_table {
	const char *name, *record; /* record "": nothing of a person is in it, `columns` says why */
	enum privacy_fate fate;
	const char *columns; /* those with personal values, separated by spaces */
};
const struct privacy_record *privacy_records(size_t *out_n);
/* NULL when there is none of that name. */
const struct privacy_record *privacy_record_find(const char *name);
const struct privacy_table *privacy_tables(size_t *out_n);
/* "until_erased", "safety", "delete" … */
const char *privacy_rule_key(enum privacy_rule rule);
const char *privacy_basis_key(enum privacy_basis basis);
const char *privacy_fate_key(enum privacy_fate fate);

/* How many days after the day's end records of this kind stay: as set, else as shipped. */
enum err privacy_days(struct db *db, struct arena *arena, const struct privacy_record *record, int64_t *out_days);
enum { PRIVACY_DAYS_MAX = 3650 };
/* Sets it. ERR_INVALID at "record" (unknown, or none that goes after the day) or "days". */
enum err privacy_days_set(struct tx *tx, const char *record, int64_t days);

#endif
