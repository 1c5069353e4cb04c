/* The changes of printers and their jobs; the rules are write.h's. */
#ifndef P2C_STORE_PRINT_WRITE_H
#define P2C_STORE_PRINT_WRITE_H

#include "store/print.h"

/* Name, uri, template, desk, backup_id and enabled are read. ERR_CONFLICT when the name is taken. */
enum err printer_add(struct db *db, const struct printer_row *printer, int64_t now);
enum err printer_edit(struct db *db, const struct printer_row *printer);
/* No new version: the printer says it, nobody edits it. */
enum err printer_learn(struct db *db, const char *id, const struct printer_seen *seen);

/* As queued; id, number, printer_id, kind, serial, created_at, by, desk and again_of are read. */
enum err print_job_add(struct db *db, const struct print_job *job);
/* Everything that may change; `is_open` says whether the printing room still has to do with it. */
enum err print_job_edit(struct db *db, const struct print_job *job, bool is_open);
/* All queued jobs of one printer go to another. */
enum err print_job_move(struct db *db, const char *from_id, const char *to_id, int64_t now, int64_t *out_n);

#endif
