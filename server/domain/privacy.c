/* See privacy.h. */
#include "domain/privacy.h"

#include "store/setting.h"

#include <stdlib.h>
#include <string.h>

static const struct privacy_record RECORDS[] = {
#define RECORD(name, rule, days, basis, what, purpose) { name, PRIVACY_##rule, days, PRIVACY_##basis, what, purpose },
#define TABLE(table, record, fate, columns)
#define FREE(table, why)
#include "domain/privacy.def"
#undef RECORD
#undef TABLE
#undef FREE
};

static const struct privacy_table TABLES[] = {
#define RECORD(name, rule, days, basis, what, purpose)
#define TABLE(table, record, fate, columns) { #table, record, PRIVACY_##fate, columns },
#define FREE(table, why) { #table, "", PRIVACY_REST, why },
#include "domain/privacy.def"
#undef RECORD
#undef TABLE
#undef FREE
};

const struct privacy_record *privacy_records(size_t *out_n)
{
	*out_n = sizeof RECORDS / sizeof *RECORDS;
	return RECORDS;
}

const struct privacy_record *privacy_record_find(const char *name)
{
	for (size_t i = 0; i < sizeof RECORDS / sizeof *RECORDS; i++)
		if (strcmp(RECORDS[i].name, name) == 0)
			return &RECORDS[i];
	return NULL;
}

const struct privacy_table *privacy_tables(size_t *out_n)
{
	*out_n = sizeof TABLES / sizeof *TABLES;
	return TABLES;
}

const char *privacy_rule_key(enum privacy_rule rule)
{
	static const char *const KEYS[PRIVACY_RULE_MAX] = { "until_erased", "after_day", "kept" };
	return KEYS[rule];
}

const char *privacy_basis_key(enum privacy_basis basis)
{
	static const char *const KEYS[PRIVACY_BASIS_MAX] = { "day", "safety", "record", "proof" };
	return KEYS[basis];
}

const char *privacy_fate_key(enum privacy_fate fate)
{
	static const char *const KEYS[PRIVACY_FATE_MAX] = { "delete", "blank", "key", "public", "rest" };
	return KEYS[fate];
}

/* ---- how long ---- */

static const char *setting_name(struct arena *arena, const char *record)
{
	return arena_printf(arena, "retention.%s", record);
}

enum err privacy_days(struct db *db, struct arena *arena, const struct privacy_record *record, int64_t *out_days)
{
	const char *set = NULL;
	enum err err = setting_get(db, arena, setting_name(arena, record->name), &set);
	*out_days = set ? strtol(set, NULL, 10) : record->days;
	return err;
}

enum err privacy_days_set(struct tx *tx, const char *name, int64_t days)
{
	const struct privacy_record *record = privacy_record_find(name);
	struct fault *fault = tx_fault(tx);
	if (!record || record->rule != PRIVACY_AFTER_DAY)
		return fault_set(fault, ERR_INVALID, "record", "Nothing of that name is taken away after the day.");
	if (days < 0 || days > PRIVACY_DAYS_MAX)
		return fault_set(fault, ERR_INVALID, "days", "Say a number of days from 0 to %d.", PRIVACY_DAYS_MAX);
	struct arena *arena = tx_arena(tx);
	const char *value = arena_printf(arena, "%lld", (long long)days);
	enum err err = setting_put(tx, setting_name(arena, name), value);
	return err ? err
		   : tx_journal(tx, &(struct journal_note){ .topic = "access",
					.action = "retention.set",
					.subject = name,
					.version = 1,
					.data = arena_printf(arena, "{\"days\":%s}", value) });
}
