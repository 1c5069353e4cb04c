/* The printers of the day: which there are, which desk they stand at, what they last said of themselves. Jobs are
 * print_job.h's. */
#ifndef P2C_DOMAIN_PRINTER_H
#define P2C_DOMAIN_PRINTER_H

#include "store/print.h"
#include "store/tx.h"

/* What may be said of a printer; NULL leaves a field as it is. */
struct printer_form {
	const char *name, *uri, *template, *desk, *backup_id; /* "" for no desk, no backup */
	const bool *enabled;
};
/* Adds one, in the state `unknown` until it was asked. ERR_FIELD_MISSING, ERR_INVALID with the field in words,
 * ERR_CONFLICT for a name that exists. */
enum err printer_enter(struct tx *tx, const struct printer_form *form, struct printer_row *out_printer);
/* Changes what the form names; at another address the certificate is to be confirmed again. ERR_STALE, and
 * *out_printer is then the row as it is; ERR_NOT_FOUND. */
enum err printer_change(
    struct tx *tx, const char *id, int64_t version, const struct printer_form *form, struct printer_row *out_printer);
/* The certificate that it shows is the printer's own: somebody looked. ERR_INVALID for what is no fingerprint,
 * ERR_CONFLICT when it shows another one (field "certificate"), ERR_NOT_FOUND. */
enum err printer_trust(struct tx *tx, const char *id, const char *certificate, struct printer_row *out_printer);
/* Do both say the same, whenever it was? */
bool printer_seen_is_same(const struct printer_seen *a, const struct printer_seen *b);
/* What the printer says of itself now; journalled only when it is new. OK too for a printer that is gone. */
enum err printer_says(struct tx *tx, const char *id, const struct printer_seen *seen);

#endif
