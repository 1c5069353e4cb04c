/* See template.h. */
#include "domain/template.h"

#include "badges/shipped.h"
#include "badges/template_read.h"
#include "base/jsonw.h"
#include "store/print.h"
#include "store/template.h"

#include <string.h>

static enum err no_such(struct fault *out_fault, const char *id)
{
	fault_set(out_fault, ERR_NOT_FOUND, "template", "There is no template \"%.40s\".", id);
	return ERR_NOT_FOUND;
}

static enum err read_shipped(struct arena *arena, const struct badge_shipped *shipped, struct template_entry *out)
{
	const struct badge_template *template = badge_template_find(arena, shipped->id);
	if (!template)
		return ERR_BROKEN;
	*out = (struct template_entry){ template, shipped->json, 1, true };
	return OK;
}

static enum err read_row(
    struct arena *arena, const struct template_row *row, struct template_entry *out, struct fault *out_fault)
{
	struct template_entry entry = { .json = row->json, .version = row->version };
	enum err err = badge_template_read(arena, row->json, strlen(row->json), &entry.template, out_fault);
	if (!err)
		*out = entry;
	return err;
}

static enum err find_shipped(struct arena *arena, const char *id, enum badge_kind kind, struct template_entry *out)
{
	size_t n;
	const struct badge_shipped *shipped = badge_shipped_all(&n);
	for (size_t i = 0; i < n; i++) {
		if (*id && strcmp(shipped[i].id, id) != 0)
			continue;
		enum err err = read_shipped(arena, &shipped[i], out);
		if (err || *id || out->template->kind == kind)
			return err;
	}
	return ERR_NOT_FOUND;
}

enum err template_get(struct db *db, struct arena *arena, const char *id, enum badge_kind kind,
    struct template_entry *out_entry, struct fault *out_fault)
{
	struct template_row row;
	const char *wanted = id ? id : "";
	enum err err = find_shipped(arena, wanted, kind, out_entry);
	if (err != ERR_NOT_FOUND)
		return err;
	err = template_row_get(db, arena, wanted, &row);
	if (err == ERR_NOT_FOUND)
		return no_such(out_fault, wanted);
	return err ? err : read_row(arena, &row, out_entry, out_fault);
}

enum err template_use(struct db *db, struct arena *arena, const char *id, enum badge_kind kind,
    const struct badge_template **out_template, struct fault *out_fault)
{
	struct template_entry entry = { 0 };
	enum err err = template_get(db, arena, id, kind, &entry, out_fault);
	if (!err && entry.template->kind != kind)
		err = fault_set(out_fault, ERR_INVALID, "template", "\"%.40s\" is a template of another kind: %s.",
		    id, BADGE_KIND_NAMES[entry.template->kind]);
	if (!err)
		*out_template = entry.template;
	return err;
}

enum err template_all(struct db *db, struct arena *arena, struct template_entry **out_entries, size_t *out_n)
{
	struct template_row *rows;
	size_t n_shipped, n_rows, n = 0;
	const struct badge_shipped *shipped = badge_shipped_all(&n_shipped);
	enum err err = template_row_all(db, arena, &rows, &n_rows);
	if (err)
		return err;
	struct template_entry *entries = arena_array(arena, struct template_entry, n_shipped + n_rows);
	for (size_t i = 0; !err && i < n_shipped; i++) {
		err = read_shipped(arena, &shipped[i], &entries[n]);
		if (!err && entries[n].template->kind != BADGE_KIND_COVER)
			n++;
	}
	for (size_t i = 0; !err && i < n_rows; i++)
		err = read_row(arena, &rows[i], &entries[n++], NULL);
	if (err)
		return err;
	*out_entries = entries;
	*out_n = n;
	return OK;
}

/* ---- changes ---- */

static enum err note(struct tx *tx, const char *action, const struct template_entry *entry)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "name", entry->template->name);
	jsonw_text(&w, "kind", BADGE_KIND_NAMES[entry->template->kind]);
	jsonw_object_end(&w);
	return tx_journal(tx, &(struct journal_note){ .topic = "participants",
				  .action = action,
				  .subject = entry->template->id,
				  .version = entry->version,
				  .data = buf_keep(&out, tx_arena(tx)) });
}

static enum err read_new(struct tx *tx, const char *json, size_t len, struct template_entry *out_entry)
{
	out_entry->json = arena_copy(tx_arena(tx), json, len);
	out_entry->built_in = false;
	return badge_template_read(tx_arena(tx), json, len, &out_entry->template, tx_fault(tx));
}

static struct template_said said_of(struct tx *tx, const struct badge_template *template)
{
	return (struct template_said){
		.kind = BADGE_KIND_NAMES[template->kind], .name = template->name, .by = tx_actor(tx), .at = tx_now(tx)
	};
}

enum err template_add(struct tx *tx, const char *json, size_t len, struct template_entry *out_entry)
{
	struct template_entry entry = { .version = 1 };
	enum err err = read_new(tx, json, len, &entry);
	if (err)
		return err;
	const struct badge_template *template = entry.template;
	struct template_said said = said_of(tx, template);
	if (!badge_shipped_json(template->id))
		err = template_row_add(
		    tx_db(tx), &(struct template_row){ .id = template->id, .json = entry.json }, &said);
	else
		err = ERR_CONFLICT;
	if (err == ERR_CONFLICT)
		return fault_set(tx_fault(tx), ERR_CONFLICT, "id",
		    "There is a template \"%.40s\" already. Give yours another id.", template->id);
	if (!err)
		err = note(tx, "template.add", &entry);
	if (!err)
		*out_entry = entry;
	return err;
}

enum err template_edit(
    struct tx *tx, const char *id, int64_t version, const char *json, size_t len, struct template_entry *out_entry)
{
	struct template_entry entry = { 0 }, now = { 0 };
	enum err err = template_get(tx_db(tx), tx_arena(tx), id, BADGE_KIND_BADGE, &now, tx_fault(tx));
	if (err)
		return err;
	if (now.built_in)
		return fault_set(tx_fault(tx), ERR_STEP, "id",
		    "\"%.40s\" comes with the program and stays as it is. Keep a copy under another id.", id);
	err = read_new(tx, json, len, &entry);
	if (!err && strcmp(entry.template->id, id) != 0)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "id", "The id of a template is permanent: \"%.40s\".", id);
	if (!err && now.version != version) {
		*out_entry = now;
		return ERR_STALE;
	}
	if (err)
		return err;
	struct template_said said = said_of(tx, entry.template);
	entry.version = version + 1;
	err = template_row_edit(tx_db(tx), &(struct template_row){ .id = id, .json = entry.json }, &said);
	if (!err)
		err = note(tx, "template.edit", &entry);
	if (!err)
		*out_entry = entry;
	return err;
}

/* A printer that lost its template could print nothing. */
static enum err not_printed_with(struct tx *tx, const char *id)
{
	struct printer_row *printers;
	size_t n;
	enum err err = printer_all(tx_db(tx), tx_arena(tx), &printers, &n);
	for (size_t i = 0; !err && i < n; i++)
		if (strcmp(printers[i].template, id) == 0)
			err = fault_set(tx_fault(tx), ERR_STEP, "id",
			    "Printer %.80s prints with it. Give that printer another template first.",
			    printers[i].name);
	return err;
}

enum err template_remove(struct tx *tx, const char *id)
{
	struct template_entry now = { 0 };
	enum err err = template_get(tx_db(tx), tx_arena(tx), id, BADGE_KIND_BADGE, &now, tx_fault(tx));
	if (err)
		return err;
	if (now.built_in)
		return fault_set(tx_fault(tx), ERR_STEP, "id", "\"%.40s\" comes with the program and stays.", id);
	err = not_printed_with(tx, id);
	if (!err)
		err = template_row_remove(tx_db(tx), id);
	now.version++;
	return err ? err : note(tx, "template.remove", &now);
}
