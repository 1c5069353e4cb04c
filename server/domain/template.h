/* Templates that can be chosen: the shipped ones and the event's own. A shipped one is never changed: who wants it
 * otherwise keeps a copy under another id. Not for their form (badges/template_read.h). */
#ifndef P2C_DOMAIN_TEMPLATE_H
#define P2C_DOMAIN_TEMPLATE_H

#include "badges/template.h"
#include "store/read.h"
#include "store/tx.h"

struct template_entry {
	const struct badge_template *template;
	const char *json; /* as it was written */
	int64_t version;  /* 1 of a shipped one */
	bool built_in;
};

/* By id; "" or NULL is the first shipped one of that kind. ERR_NOT_FOUND with the field "template". */
enum err template_get(struct db *db, struct arena *arena, const char *id, enum badge_kind kind,
    struct template_entry *out_entry, struct fault *out_fault);
/* The same for drawing something of that kind: ERR_INVALID when the template is of another. */
enum err template_use(struct db *db, struct arena *arena, const char *id, enum badge_kind kind,
    const struct badge_template **out_template, struct fault *out_fault);
/* The shipped ones first, then the event's own by kind and name; no covers. */
enum err template_all(struct db *db, struct arena *arena, struct template_entry **out_entries, size_t *out_n);

/* Keeps a template. Errors as badge_template_read; ERR_CONFLICT for an id that is taken. */
enum err template_add(struct tx *tx, const char *json, size_t len, struct template_entry *out_entry);
/* Replaces one that is still at `version`: ERR_STALE, and *out_entry is then the template as it is; ERR_STEP for a
 * shipped one. */
enum err template_edit(
    struct tx *tx, const char *id, int64_t version, const char *json, size_t len, struct template_entry *out_entry);
/* Badges that were drawn with it stay good. ERR_STEP for a shipped one and for one that a printer prints with. */
enum err template_remove(struct tx *tx, const char *id);

#endif
