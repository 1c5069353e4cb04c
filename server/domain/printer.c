/* See printer.h. */
#include "domain/printer.h"

#include "badges/shipped.h"
#include "base/id.h"
#include "base/jsonw.h"
#include "domain/printer_uri.h"
#include "domain/template.h"
#include "store/print_write.h"

#include <string.h>

enum { NAME_MAX_BYTES = 60, DESK_MAX_BYTES = 160 };

static enum err note(struct tx *tx, const char *action, const struct printer_row *p)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "name", p->name);
	jsonw_text(&w, "uri", p->uri);
	jsonw_text(&w, "template", p->template);
	jsonw_text(&w, "desk", p->desk);
	jsonw_text(&w, "backup", p->backup_id);
	jsonw_bool(&w, "enabled", p->enabled);
	jsonw_text(&w, "pinned", p->pinned);
	jsonw_text(&w, "state", p->seen.state);
	jsonw_text(&w, "reasons", p->seen.reasons);
	jsonw_object_end(&w);
	return tx_journal(tx, &(struct journal_note){ .topic = "print",
				  .action = action,
				  .subject = p->id,
				  .version = p->version,
				  .data = buf_keep(&out, tx_arena(tx)) });
}

static enum err check(struct tx *tx, const struct printer_row *p)
{
	struct fault *fault = tx_fault(tx);
	struct printer_uri uri;
	struct printer_row backup;
	if (!*p->name || strlen(p->name) > NAME_MAX_BYTES)
		return fault_set(fault, ERR_INVALID, "name", "A printer has a name of 1 to 60 characters.");
	if (strlen(p->desk) > DESK_MAX_BYTES)
		return fault_set(fault, ERR_INVALID, "desk", "The name of the desk is too long.");
	const struct badge_template *template;
	if (template_use(tx_db(tx), tx_arena(tx), p->template, BADGE_KIND_BADGE, &template, NULL) != OK)
		return fault_set(
		    fault, ERR_INVALID, "template", "There is no template of badges \"%.40s\".", p->template);
	if (*p->backup_id && strcmp(p->backup_id, p->id) == 0)
		return fault_set(fault, ERR_INVALID, "backup", "A printer cannot stand in for itself.");
	if (*p->backup_id && printer_get(tx_db(tx), tx_arena(tx), p->backup_id, &backup) != OK)
		return fault_set(fault, ERR_INVALID, "backup", "There is no such printer.");
	return printer_uri_parse(p->uri, &uri, fault);
}

static void fill(const struct printer_form *form, struct printer_row *p)
{
	p->name = form->name ? form->name : p->name;
	p->uri = form->uri ? form->uri : p->uri;
	p->template = form->template ? form->template : p->template;
	p->desk = form->desk ? form->desk : p->desk;
	p->backup_id = form->backup_id ? form->backup_id : p->backup_id;
	p->enabled = form->enabled ? *form->enabled : p->enabled;
}

static bool is_elsewhere(const char *before, const char *now)
{
	struct printer_uri was = { .port = 0 }, is = { .port = 0 };
	return printer_uri_parse(before, &was, NULL) != OK || printer_uri_parse(now, &is, NULL) != OK ||
	       !printer_uri_is_same_place(&was, &is);
}

static enum err name_taken(struct tx *tx, enum err err, const struct printer_row *p)
{
	return err != ERR_CONFLICT
		   ? err
		   : fault_set(tx_fault(tx), err, "name", "There is a printer \"%.60s\" already.", p->name);
}

enum err printer_enter(struct tx *tx, const struct printer_form *form, struct printer_row *out_printer)
{
	struct id id = tx_new_id(tx);
	struct printer_row p = { .id = arena_dup(tx_arena(tx), id.text),
		.version = 1,
		.name = "",
		.template = BADGE_SHIPPED_FIRST,
		.desk = "",
		.backup_id = "",
		.pinned = "",
		.enabled = true,
		.seen = { .state = "unknown", .reasons = "", .format = "", .media = "", .certificate = "" } };
	if (!form->name || !form->uri)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, form->name ? "uri" : "name", NULL);
	fill(form, &p);
	enum err err = check(tx, &p);
	if (!err)
		err = name_taken(tx, printer_add(tx_db(tx), &p, tx_now(tx)), &p);
	if (!err)
		err = note(tx, "printer.add", &p);
	if (!err)
		*out_printer = p;
	return err;
}

enum err printer_change(
    struct tx *tx, const char *id, int64_t version, const struct printer_form *form, struct printer_row *out_printer)
{
	struct printer_row p;
	enum err err = printer_get(tx_db(tx), tx_arena(tx), id, &p);
	if (err)
		return err;
	if (p.version != version) {
		*out_printer = p;
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	}
	const char *before = p.uri;
	fill(form, &p);
	err = check(tx, &p);
	if (!err && is_elsewhere(before, p.uri))
		p.pinned = "";
	if (!err)
		err = name_taken(tx, printer_edit(tx_db(tx), &p), &p);
	p.version++;
	if (!err)
		err = note(tx, "printer.edit", &p);
	if (!err)
		*out_printer = p;
	return err;
}

enum err printer_trust(struct tx *tx, const char *id, const char *certificate, struct printer_row *out_printer)
{
	struct printer_row p;
	char print[PRINTER_PRINT_LEN + 1];
	enum err err = printer_get(tx_db(tx), tx_arena(tx), id, &p);
	if (err)
		return err;
	if (!printer_print_read(certificate, print))
		return fault_set(tx_fault(tx), ERR_INVALID, "certificate",
		    "The fingerprint of a certificate (SHA-256) has 64 digits, 0 to 9 and a to f.");
	if (strcmp(print, p.seen.certificate) != 0)
		return fault_set(tx_fault(tx), ERR_CONFLICT, "certificate",
		    "The printer does not show this certificate now. Look at its fingerprint again.");
	p.pinned = arena_dup(tx_arena(tx), print);
	err = printer_edit(tx_db(tx), &p);
	p.version++;
	if (!err)
		err = note(tx, "printer.trust", &p);
	if (!err)
		*out_printer = p;
	return err;
}

bool printer_seen_is_same(const struct printer_seen *a, const struct printer_seen *b)
{
	return strcmp(a->state, b->state) == 0 && strcmp(a->reasons, b->reasons) == 0 &&
	       strcmp(a->format, b->format) == 0 && strcmp(a->media, b->media) == 0 &&
	       strcmp(a->certificate, b->certificate) == 0 && a->accepts == b->accepts;
}

enum err printer_says(struct tx *tx, const char *id, const struct printer_seen *seen)
{
	struct printer_row p;
	enum err err = printer_get(tx_db(tx), tx_arena(tx), id, &p);
	if (err)
		return err == ERR_NOT_FOUND ? OK : err;
	if (printer_seen_is_same(&p.seen, seen))
		return OK;
	p.seen = *seen;
	p.seen.at = tx_now(tx);
	err = printer_learn(tx_db(tx), id, &p.seen);
	return err ? err : note(tx, "printer.says", &p);
}
