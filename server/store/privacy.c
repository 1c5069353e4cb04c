/* See privacy.h. */
#include "store/privacy.h"

#include "store/db.h"
#include "store/rows.h"

#include <string.h>

/* ---- what is held ---- */

static const struct {
	enum sql sql;
	const char *record, *table, *names, *kinds;
} EXPORTS[] = {
#define EXPORT(name, record, table, names, kinds, text) { SQL_EXPORT_##name, record, table, names, kinds },
#include "store/privacy_export.def"
#undef EXPORT
};
enum { EXPORTS_N = sizeof EXPORTS / sizeof *EXPORTS };

static enum privacy_kind kind_of(char letter)
{
	static const char LETTERS[] = "timbs";
	return (enum privacy_kind)(strchr(LETTERS, letter) - LETTERS);
}

static void take_names(struct arena *arena, const char *names, struct privacy_section *section)
{
	char *rest = NULL;
	for (char *name = strtok_r(arena_dup(arena, names), " ", &rest); name; name = strtok_r(NULL, " ", &rest))
		section->names[section->n_columns++] = name;
}

static struct privacy_cell cell_of(
    const struct db_rows *rows, int column, enum privacy_kind kind, struct arena *arena)
{
	struct privacy_cell cell = { .kind = kind, .text = "" };
	const char *text = db_text(rows, column);
	cell.is_null = !text;
	if (kind == PRIVACY_NUMBER || kind == PRIVACY_INSTANT) {
		cell.number = db_int(rows, column);
	} else if (kind == PRIVACY_BYTES) {
		const void *bytes = db_bytes(rows, column, &cell.len);
		cell.bytes = arena_copy(arena, bytes ? bytes : "", cell.len);
	} else {
		cell.text = row_text(rows, column, arena);
		cell.is_null = !*cell.text;
	}
	return cell;
}

static enum err read_section(
    struct db *db, struct arena *arena, size_t i, const char *person_id, struct privacy_section *out_section)
{
	struct privacy_section section = { .record = EXPORTS[i].record, .table = EXPORTS[i].table };
	take_names(arena, EXPORTS[i].names, &section);
	struct row_list list = { .size = section.n_columns * sizeof(struct privacy_cell) };
	struct db_rows rows = db_query(db, EXPORTS[i].sql, "t", person_id);
	while (db_next(&rows)) {
		struct privacy_cell *row = row_list_add(&list, arena);
		for (size_t c = 0; c < section.n_columns; c++)
			row[c] = cell_of(&rows, (int)c, kind_of(EXPORTS[i].kinds[c]), arena);
	}
	section.cells = list.items;
	section.n_rows = list.n;
	*out_section = section;
	return db_end(&rows);
}

enum err privacy_held(
    struct db *db, struct arena *arena, const char *person_id, struct privacy_section **out_sections, size_t *out_n)
{
	struct privacy_section *sections = arena_array(arena, struct privacy_section, EXPORTS_N);
	enum err err = OK;
	for (size_t i = 0; !err && i < EXPORTS_N; i++)
		err = read_section(db, arena, i, person_id, &sections[i]);
	*out_sections = sections;
	*out_n = EXPORTS_N;
	return err;
}

static enum err read_ids(struct db_rows rows, struct arena *arena, const char ***out_ids, size_t *out_n)
{
	struct row_list list = { .size = sizeof(const char *) };
	while (db_next(&rows))
		*(const char **)row_list_add(&list, arena) = row_text(&rows, 0, arena);
	*out_ids = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err privacy_merged(
    struct db *db, struct arena *arena, const char *person_id, const char ***out_ids, size_t *out_n)
{
	return read_ids(db_query(db, SQL_PERSON_MERGED, "t", person_id), arena, out_ids, out_n);
}

enum err privacy_naming(
    struct db *db, struct arena *arena, const struct privacy_named *named, const char ***out_ids, size_t *out_n)
{
	return read_ids(
	    db_query(db, SQL_PERSON_NAMING, "tttt", named->person_id, named->host_id, named->display, named->latin),
	    arena, out_ids, out_n);
}

/* ---- erasing ---- */

static const struct {
	enum sql sql;
	const char *table, *values;
} ERASES[] = {
#define ERASE(name, table, values, text) { SQL_ERASE_##name, table, values },
#include "store/privacy_erase.def"
#undef ERASE
};
enum { VALUES_MAX = 6 };
static const char TEXTS[] = "tttttt";

size_t privacy_erase_steps(void)
{
	return sizeof ERASES / sizeof *ERASES;
}

const char *privacy_erase_table(size_t step)
{
	return ERASES[step].table;
}

const char *privacy_erase_values(size_t step)
{
	return ERASES[step].values;
}

enum err privacy_erase_run(struct db *db, size_t step, const struct privacy_values *values, int64_t *out_rows)
{
	const char *letters = ERASES[step].values, *args[VALUES_MAX] = { "", "", "", "", "", "" };
	size_t n = strlen(letters);
	for (size_t i = 0; i < n; i++) {
		const char *value = values->of[(unsigned char)letters[i]];
		args[i] = value ? value : "";
	}
	enum err err = db_run(
	    db, ERASES[step].sql, TEXTS + VALUES_MAX - n, args[0], args[1], args[2], args[3], args[4], args[5]);
	*out_rows = err ? 0 : db_changes(db);
	return err;
}

enum err erasure_add(struct db *db, const struct erasure_row *row)
{
	return db_run(
	    db, SQL_ERASURE_ADD, "tittti", row->person_id, row->at, row->by, row->reason, row->mark, row->seq);
}

enum err erasure_marked(struct db *db, const char *mark, bool *out_is)
{
	int64_t n = 0;
	enum err err = row_int(db_query(db, SQL_ERASURE_MARKED, "t", mark), &n);
	*out_is = n > 0;
	return err;
}

enum err erasure_list(struct db *db, struct arena *arena, int64_t limit, struct erasure_row **out_rows, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct erasure_row) };
	struct db_rows rows = db_query(db, SQL_ERASURE_LIST, "i", limit);
	while (db_next(&rows))
		*(struct erasure_row *)row_list_add(&list, arena) =
		    (struct erasure_row){ .person_id = row_text(&rows, 0, arena),
			    .at = db_int(&rows, 1),
			    .by = row_text(&rows, 2, arena),
			    .reason = row_text(&rows, 3, arena),
			    .mark = "",
			    .seq = db_int(&rows, 4) };
	*out_rows = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

/* ---- retention ---- */

static const struct {
	struct retention_step step;
	enum sql due, run;
	const char *due_values, *values;
} RETAINS[] = {
#define RETAIN(name, record, table, due_values, due, values, text)                                                   \
	{ { record, table }, SQL_DUE_##name, SQL_RETAIN_##name, due_values, values },
#include "store/privacy_retain.def"
#undef RETAIN
};

size_t retention_steps(void)
{
	return sizeof RETAINS / sizeof *RETAINS;
}

struct retention_step retention_step(size_t step)
{
	return RETAINS[step].step;
}

enum err retention_due(struct db *db, size_t step, int64_t before, int64_t *out_rows)
{
	return row_int(db_query(db, RETAINS[step].due, *RETAINS[step].due_values ? "i" : "", before), out_rows);
}

/* The letters are "", "l" or "bl": numbers in that order. */
enum err retention_run(struct db *db, size_t step, int64_t before, int64_t most, int64_t *out_rows)
{
	size_t n = strlen(RETAINS[step].values);
	enum err err = db_run(db, RETAINS[step].run, &"ii"[2 - n], n == 2 ? before : most, most);
	*out_rows = err ? 0 : db_changes(db);
	return err;
}

enum err retention_add(struct db *db, const struct retention_row *row)
{
	return db_run(db, SQL_RETENTION_ADD, "iitti", row->seq, row->at, row->by, row->record, row->removed);
}

enum err retention_list(
    struct db *db, struct arena *arena, int64_t limit, struct retention_row **out_rows, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct retention_row) };
	struct db_rows rows = db_query(db, SQL_RETENTION_LIST, "i", limit);
	while (db_next(&rows))
		*(struct retention_row *)row_list_add(&list, arena) =
		    (struct retention_row){ .record = row_text(&rows, 0, arena),
			    .by = row_text(&rows, 1, arena),
			    .at = db_int(&rows, 2),
			    .removed = db_int(&rows, 3),
			    .seq = db_int(&rows, 4) };
	*out_rows = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err privacy_line(struct db *db, int64_t *out_seq)
{
	return row_int(db_query(db, SQL_PRIVACY_LINE, ""), out_seq);
}

enum err privacy_day_ends(struct db *db, int64_t *out_at)
{
	return row_int(db_query(db, SQL_DAY_ENDS, ""), out_at);
}
