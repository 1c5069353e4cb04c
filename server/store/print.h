/* The questions about printers and their jobs, and the rows that answer them; the rules are read.h's: text lives in
 * the arena and is never NULL, 0 stands for an instant that has not come. Not for changes (print_write.h) and not for
 * rules (domain/). */
#ifndef P2C_STORE_PRINT_H
#define P2C_STORE_PRINT_H

#include "store/read.h"

/* What a printer last said of itself. */
struct printer_seen {
	const char *state;          /* unknown, idle, processing, stopped, offline */
	const char *reasons;        /* keys of domain/print_reason.def, separated by spaces */
	const char *format, *media; /* pdf, pwg or ""; its name for the template's paper, "" for none */
	const char *certificate;    /* SHA-256 of the one it showed, "" where there is no TLS */
	bool accepts;
	int64_t at; /* when this was learned */
};
struct printer_row {
	const char *id, *name, *uri, *template, *desk /* "" for none */, *backup_id /* "" for none */;
	const char *pinned;       /* SHA-256 of the certificate that was confirmed, "" for none */
	int64_t version, waiting; /* jobs that are not done with */
	bool enabled;
	struct printer_seen seen;
};
enum err printer_get(struct db *db, struct arena *arena, const char *id, struct printer_row *out_printer);
/* By name. */
enum err printer_all(struct db *db, struct arena *arena, struct printer_row **out_printers, size_t *out_n);

struct print_job {
	const char *id, *printer_id, *kind, *state, *why /* "" for none */, *words /* "" for none */, *by, *desk,
	    *again_of;           /* the failed job that this one repeats, "" for none */
	int64_t number;          /* the order in which they were asked for; set only where one is added */
	int64_t version, serial; /* of the badge; 0 for a test */
	int64_t attempts;        /* how often it was handed to the printer */
	int64_t remote_id;       /* the printer's own number for it, 0 when unknown */
	int64_t created_at, changed_at;
	bool withdraw; /* the printer is still to be told to drop it */
	/* Only where jobs are shown, not in print_job_open: */
	const char *printer_name, *person_id /* "" for none */, *person_name;
};
enum err print_job_get(struct db *db, struct arena *arena, const char *id, struct print_job *out_job);
/* The one that this badge came out of, or may come out of: neither failed nor cancelled. ERR_NOT_FOUND for none. */
enum err print_job_of_badge(struct db *db, struct arena *arena, int64_t serial, struct print_job *out_job);
/* Newest first; "" is any state, any printer. */
enum err print_job_list(struct db *db, struct arena *arena, const char *state, const char *printer_id, int64_t limit,
    struct print_job **out_jobs, size_t *out_n);
/* What the printing room still has to do with on one printer, oldest first. */
enum err print_job_open(struct db *db, struct arena *arena, const char *printer_id, int64_t limit,
    struct print_job **out_jobs, size_t *out_n);

#endif
