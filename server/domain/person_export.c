/* See person_export.h. */
#include "domain/person_export.h"

#include "badges/text.h"
#include "base/clock.h"
#include "base/jsonw.h"
#include "domain/paper_facts.h"
#include "domain/participant_rules.h"
#include "domain/privacy.h"
#include "store/journal.h"
#include "store/privacy.h"
#include "store/read.h"

#include <sodium.h>
#include <string.h>

static const char ACTION[] = "person.export";
enum { ROWS_MAX = 16 };

/* ---- who takes a copy ---- */

enum err person_export_open(struct tx *tx, const char *person_id)
{
	struct person person;
	enum err err = person_get(tx_db(tx), tx_arena(tx), person_id, &person);
	return err ? err
		   : tx_journal(tx, &(struct journal_note){ .topic = "participants",
					.action = ACTION,
					.subject = person.id,
					.version = person.version });
}

enum err person_export_may(struct db *db, struct arena *arena, const char *person_id, const char *actor, int64_t now,
    struct fault *out_fault)
{
	struct journal_entry *entries;
	size_t n = 0;
	enum err err = journal_of(db, arena, person_id, &entries, &n);
	for (size_t i = n; !err && i-- > 0;)
		if (strcmp(entries[i].action, ACTION) == 0 && strcmp(entries[i].actor, actor) == 0 &&
		    entries[i].at > now - PERSON_EXPORT_MINUTES * 60000)
			return OK;
	return err ? err
		   : fault_set(out_fault, ERR_STEP, NULL,
			 "A copy of what is held is asked for first (POST …/export), so that it is in the journal.");
}

/* ---- which rows ---- */

struct whole {
	struct person person; /* the row that was asked for */
	const char *ids[ROWS_MAX];
	size_t n_ids;
};

static enum err find_whole(struct db *db, struct arena *arena, const char *person_id, struct whole *out)
{
	struct whole whole = { .n_ids = 1 };
	enum err err = person_get(db, arena, person_id, &whole.person);
	whole.ids[0] = whole.person.id;
	for (size_t i = 0; !err && i < whole.n_ids; i++) {
		const char **ids;
		size_t n = 0;
		err = privacy_merged(db, arena, whole.ids[i], &ids, &n);
		for (size_t k = 0; !err && k < n && whole.n_ids < ROWS_MAX; k++)
			whole.ids[whole.n_ids++] = ids[k];
	}
	if (!err)
		*out = whole;
	return err;
}

/* ---- JSON ---- */

static const char *base64(struct arena *arena, const struct privacy_cell *cell)
{
	size_t room = sodium_base64_ENCODED_LEN(cell->len, sodium_base64_VARIANT_ORIGINAL);
	return sodium_bin2base64(
	    arena_alloc(arena, room), room, cell->bytes, cell->len, sodium_base64_VARIANT_ORIGINAL);
}

static void write_cell(struct jsonw *w, struct arena *arena, const char *name, const struct privacy_cell *cell)
{
	if (cell->is_null)
		jsonw_null(w, name);
	else if (cell->kind == PRIVACY_NUMBER)
		jsonw_int(w, name, cell->number);
	else if (cell->kind == PRIVACY_INSTANT)
		jsonw_time(w, name, cell->number);
	else
		jsonw_text(w, name, cell->kind == PRIVACY_BYTES ? base64(arena, cell) : cell->text);
}

static void write_section(struct jsonw *w, struct arena *arena, const struct privacy_section *section)
{
	for (size_t row = 0; row < section->n_rows; row++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "record", section->record);
		jsonw_text(w, "table", section->table);
		for (size_t c = 0; c < section->n_columns; c++)
			write_cell(w, arena, section->names[c], &section->cells[row * section->n_columns + c]);
		jsonw_object_end(w);
	}
}

static enum err write_journal(struct jsonw *w, struct db *db, struct arena *arena, const char *id)
{
	struct journal_entry *entries;
	size_t n = 0;
	enum err err = journal_about(db, arena, id, &entries, &n);
	for (size_t i = 0; !err && i < n; i++) {
		const char *personal;
		err = journal_unseal(db, arena, entries[i].seq, &personal);
		if (err)
			break;
		jsonw_object(w, NULL);
		jsonw_int(w, "seq", entries[i].seq);
		jsonw_time(w, "at", entries[i].at);
		jsonw_text(w, "by", entries[i].actor);
		jsonw_text(w, "action", entries[i].action);
		jsonw_raw(w, "facts", entries[i].data);
		jsonw_raw(w, "personal", personal ? personal : "null");
		jsonw_object_end(w);
	}
	return err;
}

enum err person_export_json(struct db *db, struct arena *arena, const char *person_id, int64_t now, struct buf *out)
{
	struct whole whole;
	enum err err = find_whole(db, arena, person_id, &whole);
	if (err)
		return err;
	struct jsonw w = jsonw_start(out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "format", "p2c-person 1");
	jsonw_time(&w, "made_at", now);
	jsonw_text(&w, "person", whole.person.id);
	jsonw_array(&w, "held");
	for (size_t i = 0; !err && i < whole.n_ids; i++) {
		struct privacy_section *sections;
		size_t n = 0;
		err = privacy_held(db, arena, whole.ids[i], &sections, &n);
		for (size_t s = 0; !err && s < n; s++)
			write_section(&w, arena, &sections[s]);
	}
	jsonw_array_end(&w);
	jsonw_array(&w, "journal");
	for (size_t i = 0; !err && i < whole.n_ids; i++)
		err = write_journal(&w, db, arena, whole.ids[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return err;
}

/* ---- paper ---- */

struct filing {
	struct db *db;
	struct arena *arena;
	struct person_file_data *data;
	struct person_file_section *sections;
};

static const char *value_of(struct arena *arena, const struct privacy_cell *cell)
{
	switch (cell->kind) {
	case PRIVACY_NUMBER:
		return arena_printf(arena, "%lld", (long long)cell->number);
	case PRIVACY_INSTANT:
		return paper_time(arena, cell->number);
	case PRIVACY_BYTES:
		return arena_printf(arena, "%zu bytes", cell->len);
	case PRIVACY_LONG:
		return strlen(cell->text) > 400 ? arena_printf(arena, "%zu bytes", strlen(cell->text)) : cell->text;
	case PRIVACY_TEXT:
		break;
	}
	return cell->text;
}

static struct person_file_row row_of(
    struct arena *arena, const struct privacy_section *section, const struct privacy_cell *cells)
{
	struct person_file_line *lines = arena_array(arena, struct person_file_line, section->n_columns);
	size_t n = 0;
	for (size_t c = 0; c < section->n_columns; c++)
		if (!cells[c].is_null)
			lines[n++] = (struct person_file_line){ section->names[c], value_of(arena, &cells[c]) };
	return (struct person_file_row){ lines, n };
}

static void take_photo(struct filing *f, const struct privacy_section *section)
{
	struct badge_photo *photo = arena_new(f->arena, struct badge_photo);
	for (size_t c = 0; c < section->n_columns && section->n_rows && !f->data->photo; c++)
		if (section->cells[c].kind == PRIVACY_BYTES && section->cells[c].len) {
			*photo = (struct badge_photo){ section->cells[c].bytes, section->cells[c].len };
			f->data->photo = photo;
		}
}

static enum err file_tables(struct filing *f, const char *id)
{
	struct privacy_section *sections;
	size_t n = 0;
	enum err err = privacy_held(f->db, f->arena, id, &sections, &n);
	for (size_t s = 0; !err && s < n; s++) {
		const struct privacy_section *section = &sections[s];
		struct person_file_row *rows = arena_array(f->arena, struct person_file_row, section->n_rows + 1);
		for (size_t row = 0; row < section->n_rows; row++)
			rows[row] = row_of(f->arena, section, section->cells + row * section->n_columns);
		if (section->n_rows)
			f->sections[f->data->n_sections++] =
			    (struct person_file_section){ section->record, rows, section->n_rows };
		take_photo(f, section);
	}
	return err;
}

/* An entry a line: when and what, and beside it what was said, its seal opened. */
static enum err file_journal(struct filing *f, const char *id)
{
	struct journal_entry *entries;
	size_t n = 0;
	enum err err = journal_about(f->db, f->arena, id, &entries, &n);
	struct person_file_line *lines = arena_array(f->arena, struct person_file_line, n + 1);
	for (size_t i = 0; !err && i < n; i++) {
		const char *personal;
		err = journal_unseal(f->db, f->arena, entries[i].seq, &personal);
		if (err)
			break;
		lines[i].name = arena_printf(
		    f->arena, "%lld  %s", (long long)entries[i].seq, paper_time(f->arena, entries[i].at));
		bool is_long = personal && strlen(personal) > 1000;
		lines[i].value =
		    arena_printf(f->arena, "%s (%s) %s %s", entries[i].action, entries[i].actor, entries[i].data,
			is_long    ? "…"
			: personal ? personal
				   : "");
	}
	struct person_file_row *row = arena_new(f->arena, struct person_file_row);
	*row = (struct person_file_row){ lines, n };
	if (!err && n)
		f->sections[f->data->n_sections++] = (struct person_file_section){ "journal", row, 1 };
	return err;
}

enum err person_export_file(struct db *db, struct arena *arena, const char *person_id, const char *language,
    int64_t now, struct person_file_data *out_data)
{
	struct whole whole;
	struct person_file_data data = { .n_sections = 0 };
	struct filing f = { .db = db, .arena = arena, .data = &data };
	size_t n_tables;
	privacy_tables(&n_tables);
	enum err err = find_whole(db, arena, person_id, &whole);
	if (!err)
		err = paper_facts(db, arena, language ? language : "en", now, &data.paper);
	if (err)
		return err;
	f.sections = arena_array(arena, struct person_file_section, whole.n_ids * (n_tables + 1));
	data.sections = f.sections;
	data.name = whole.person.display;
	data.latin = badge_text_is_latin(whole.person.display) ? "" : whole.person.latin;
	data.language = whole.person.language;
	for (size_t i = 0; !err && i < whole.n_ids; i++)
		err = file_tables(&f, whole.ids[i]);
	for (size_t i = 0; !err && i < whole.n_ids; i++)
		err = file_journal(&f, whole.ids[i]);
	if (!err)
		*out_data = data;
	return err;
}

/* ---- numbers ---- */

static const char *fate_of(const char *table)
{
	size_t n;
	const struct privacy_table *tables = privacy_tables(&n);
	for (size_t i = 0; i < n; i++)
		if (strcmp(tables[i].name, table) == 0)
			return privacy_fate_key(tables[i].fate);
	return "";
}

enum err person_held(
    struct db *db, struct arena *arena, const char *person_id, struct person_held **out_held, size_t *out_n)
{
	struct whole whole;
	struct person_held *held = NULL;
	size_t n = 0, n_entries = 0;
	enum err err = find_whole(db, arena, person_id, &whole);
	for (size_t i = 0; !err && i < whole.n_ids; i++) {
		struct privacy_section *sections;
		struct journal_entry *entries;
		size_t found = 0;
		err = privacy_held(db, arena, whole.ids[i], &sections, &n);
		if (!err)
			err = journal_about(db, arena, whole.ids[i], &entries, &found);
		held = held ? held : arena_array(arena, struct person_held, n + 1);
		n_entries += found;
		for (size_t s = 0; !err && s < n; s++) {
			int64_t before = i ? held[s].rows : 0;
			held[s] = (struct person_held){ sections[s].record, sections[s].table,
				fate_of(sections[s].table), before + (int64_t)sections[s].n_rows };
		}
	}
	if (err || !held)
		return err ? err : ERR_NOT_FOUND;
	held[n] = (struct person_held){ "journal", "journal", fate_of("journal"), (int64_t)n_entries };
	*out_held = held;
	*out_n = n + 1;
	return OK;
}
