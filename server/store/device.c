/* Rows to structs and back. See device.h. */
#include "store/device.h"

#include "store/db.h"
#include "store/rows.h"

#include <string.h>

enum { SECRET_HASH_LEN = 32 };

static struct device read_device(struct db_rows *rows, struct arena *arena)
{
	return (struct device){ .id = row_text(rows, 0, arena),
		.version = db_int(rows, 1),
		.name = row_text(rows, 2, arena),
		.role = row_text(rows, 3, arena),
		.place = row_text(rows, 4, arena),
		.state = row_text(rows, 5, arena),
		.code = row_text(rows, 6, arena),
		.browser = row_text(rows, 7, arena),
		.asked_at = db_int(rows, 8),
		.ends_at = db_int(rows, 9),
		.decided_by = row_text(rows, 10, arena),
		.decided_at = db_int(rows, 11),
		.target = row_text(rows, 12, arena),
		.reload = db_int(rows, 13) };
}

enum err device_get(struct db *db, struct arena *arena, const char *id, struct device *out_device)
{
	struct db_rows rows = db_query(db, SQL_DEVICE_GET, "t", id);
	bool found = db_next(&rows);
	if (found)
		*out_device = read_device(&rows, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err device_list(struct db *db, struct arena *arena, int64_t now, struct device **out_devices, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct device) };
	struct db_rows rows = db_query(db, SQL_DEVICE_LIST, "i", now);
	while (db_next(&rows))
		*(struct device *)row_list_add(&list, arena) = read_device(&rows, arena);
	enum err err = db_end(&rows);
	if (!err) {
		*out_devices = list.items;
		*out_n = list.n;
	}
	return err;
}

enum err device_count_asked(struct db *db, int64_t now, int64_t *out_n)
{
	return row_int(db_query(db, SQL_DEVICE_ASKED, "i", now), out_n);
}

enum err device_check(struct db *db, const char *id, const unsigned char secret_hash[32], bool *out_is_right)
{
	int64_t n = 0;
	enum err err =
	    row_int(db_query(db, SQL_DEVICE_OF_SECRET, "tb", id, secret_hash, (size_t)SECRET_HASH_LEN), &n);
	if (!err)
		*out_is_right = n == 1;
	return err;
}

enum err login_list(struct db *db, struct arena *arena, int64_t now, struct login_row **out_logins, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct login_row) };
	struct db_rows rows = db_query(db, SQL_LOGIN_LIST, "i", now);
	while (db_next(&rows)) {
		struct login_row *login = row_list_add(&list, arena);
		size_t len = 0;
		const void *id = db_bytes(&rows, 0, &len);
		*login = (struct login_row){ .name = row_text(&rows, 1, arena),
			.roles = row_text(&rows, 2, arena),
			.scope = row_text(&rows, 3, arena),
			.created_at = db_int(&rows, 4),
			.expires_at = db_int(&rows, 5) };
		memcpy(login->id, id, len < LOGIN_ID_LEN ? len : LOGIN_ID_LEN);
	}
	enum err err = db_end(&rows);
	if (!err) {
		*out_logins = list.items;
		*out_n = list.n;
	}
	return err;
}

enum err device_add(struct db *db, const struct device *d, const unsigned char secret_hash[32])
{
	return db_run(db, SQL_DEVICE_ADD, "ttbtii", d->id, d->code, secret_hash, (size_t)SECRET_HASH_LEN, d->browser,
	    d->asked_at, d->ends_at);
}

enum err device_put(struct db *db, const struct device *d)
{
	return db_run(db, SQL_DEVICE_PUT, "itttttiit", d->version, d->name, d->role, d->place, d->state,
	    d->decided_by, d->decided_at, d->ends_at, d->id);
}

enum err device_put_screen(struct db *db, const struct device *d)
{
	return db_run(db, SQL_DEVICE_PUT_SCREEN, "ittit", d->version, d->name, d->target, d->reload, d->id);
}

enum err device_forget(struct db *db, int64_t now)
{
	return db_run(db, SQL_DEVICE_FORGET, "i", now);
}

enum err login_end_by_id(
    struct db *db, struct arena *arena, const unsigned char id[LOGIN_ID_LEN], int64_t now, const char **out_name)
{
	struct db_rows rows = db_query(db, SQL_LOGIN_END_ID, "ib", now, id, (size_t)LOGIN_ID_LEN);
	bool found = db_next(&rows);
	const char *name = found ? row_text(&rows, 0, arena) : NULL;
	enum err err = db_end(&rows);
	if (!err && found)
		*out_name = name;
	return err ? err : found ? OK : ERR_NOT_FOUND;
}
