/* Printers and print jobs: rows to structs and back. See print.h and print_write.h. */
#include "store/print_write.h"

#include "store/db.h"
#include "store/rows.h"

enum { JOB_SHOWN = 16 };

static struct printer_row printer_row(const struct db_rows *rows, struct arena *arena)
{
	return (struct printer_row){
		.id = row_text(rows, 0, arena),
		.version = db_int(rows, 1),
		.name = row_text(rows, 2, arena),
		.uri = row_text(rows, 3, arena),
		.template = row_text(rows, 4, arena),
		.desk = row_text(rows, 5, arena),
		.backup_id = row_text(rows, 6, arena),
		.enabled = db_int(rows, 7) != 0,
		.seen = {
			.state = row_text(rows, 8, arena),
			.reasons = row_text(rows, 9, arena),
			.format = row_text(rows, 10, arena),
			.media = row_text(rows, 11, arena),
			.accepts = db_int(rows, 12) != 0,
			.at = db_int(rows, 13),
			.certificate = row_text(rows, 14, arena),
		},
		.pinned = row_text(rows, 15, arena),
		.waiting = db_int(rows, 16),
	};
}

enum err printer_get(struct db *db, struct arena *arena, const char *id, struct printer_row *out_printer)
{
	struct db_rows rows = db_query(db, SQL_PRINTER_GET, "t", id);
	bool found = db_next(&rows);
	if (found)
		*out_printer = printer_row(&rows, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err printer_all(struct db *db, struct arena *arena, struct printer_row **out_printers, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct printer_row) };
	struct db_rows rows = db_query(db, SQL_PRINTER_ALL, "");
	while (db_next(&rows))
		*(struct printer_row *)row_list_add(&list, arena) = printer_row(&rows, arena);
	*out_printers = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

static const char *or_null(const char *text)
{
	return text && *text ? text : NULL;
}

enum err printer_add(struct db *db, const struct printer_row *p, int64_t now)
{
	return db_run(db, SQL_PRINTER_ADD, "ttttttii", p->id, p->name, p->uri, p->template, p->desk,
	    or_null(p->backup_id), (int64_t)p->enabled, now);
}

enum err printer_edit(struct db *db, const struct printer_row *p)
{
	return db_run(db, SQL_PRINTER_EDIT, "tttttitt", p->name, p->uri, p->template, p->desk, or_null(p->backup_id),
	    (int64_t)p->enabled, p->pinned, p->id);
}

enum err printer_learn(struct db *db, const char *id, const struct printer_seen *seen)
{
	return db_run(db, SQL_PRINTER_LEARN, "ttttitzt", seen->state, seen->reasons, seen->format, seen->media,
	    (int64_t)seen->accepts, seen->certificate, seen->at, id);
}

/* ---- jobs ---- */

static struct print_job job_row(const struct db_rows *rows, struct arena *arena)
{
	return (struct print_job){
		.id = row_text(rows, 0, arena),
		.version = db_int(rows, 1),
		.printer_id = row_text(rows, 2, arena),
		.kind = row_text(rows, 3, arena),
		.serial = db_int(rows, 4),
		.state = row_text(rows, 5, arena),
		.why = row_text(rows, 6, arena),
		.words = row_text(rows, 7, arena),
		.attempts = db_int(rows, 8),
		.remote_id = db_int(rows, 9),
		.withdraw = db_int(rows, 10) != 0,
		.created_at = db_int(rows, 11),
		.changed_at = db_int(rows, 12),
		.by = row_text(rows, 13, arena),
		.desk = row_text(rows, 14, arena),
		.again_of = row_text(rows, 15, arena),
		.printer_name = "",
		.person_id = "",
		.person_name = "",
	};
}

static struct print_job shown_row(const struct db_rows *rows, struct arena *arena)
{
	struct print_job job = job_row(rows, arena);
	job.printer_name = row_text(rows, JOB_SHOWN, arena);
	job.person_id = row_text(rows, JOB_SHOWN + 1, arena);
	job.person_name = row_text(rows, JOB_SHOWN + 2, arena);
	return job;
}

static enum err list_jobs(struct db_rows rows, struct arena *arena,
    struct print_job (*row)(const struct db_rows *rows, struct arena *arena), struct print_job **out_jobs,
    size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct print_job) };
	while (db_next(&rows))
		*(struct print_job *)row_list_add(&list, arena) = row(&rows, arena);
	*out_jobs = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

static enum err one_job(struct db_rows rows, struct arena *arena, struct print_job *out_job)
{
	bool found = db_next(&rows);
	if (found)
		*out_job = shown_row(&rows, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err print_job_get(struct db *db, struct arena *arena, const char *id, struct print_job *out_job)
{
	return one_job(db_query(db, SQL_PRINT_JOB_GET, "t", id), arena, out_job);
}

enum err print_job_of_badge(struct db *db, struct arena *arena, int64_t serial, struct print_job *out_job)
{
	return one_job(db_query(db, SQL_PRINT_JOB_OF_BADGE, "i", serial), arena, out_job);
}

enum err print_job_list(struct db *db, struct arena *arena, const char *state, const char *printer_id, int64_t limit,
    struct print_job **out_jobs, size_t *out_n)
{
	return list_jobs(
	    db_query(db, SQL_PRINT_JOB_LIST, "tti", state, printer_id, limit), arena, shown_row, out_jobs, out_n);
}

enum err print_job_open(struct db *db, struct arena *arena, const char *printer_id, int64_t limit,
    struct print_job **out_jobs, size_t *out_n)
{
	return list_jobs(db_query(db, SQL_PRINT_JOB_OPEN, "ti", printer_id, limit), arena, job_row, out_jobs, out_n);
}

enum err print_job_add(struct db *db, const struct print_job *j)
{
	return db_run(db, SQL_PRINT_JOB_ADD, "tittzittt", j->id, j->number, j->printer_id, j->kind, j->serial,
	    j->created_at, j->by, j->desk, j->again_of);
}

enum err print_job_edit(struct db *db, const struct print_job *j, bool is_open)
{
	return db_run(db, SQL_PRINT_JOB_EDIT, "ttttiiiiit", j->printer_id, j->state, j->why, j->words, j->attempts,
	    j->remote_id, (int64_t)j->withdraw, (int64_t)is_open, j->changed_at, j->id);
}

enum err print_job_move(struct db *db, const char *from_id, const char *to_id, int64_t now, int64_t *out_n)
{
	enum err err = db_run(db, SQL_PRINT_JOB_MOVE, "tit", to_id, now, from_id);
	if (!err)
		*out_n = db_changes(db);
	return err;
}
