/* Accounts, logins, one-time codes and kept answers: rows to structs and back. See read.h and write.h. */
#include "store/db.h"
#include "store/rows.h"
#include "store/write.h"

#include <string.h>

enum { HASH_LEN = 32 };

enum err account_get(struct db *db, struct arena *arena, const char *name, struct account *out_account)
{
	struct db_rows rows = db_query(db, SQL_ACCOUNT_GET, "t", name);
	bool found = db_next(&rows);
	if (found)
		*out_account = (struct account){ .id = row_text(&rows, 0, arena),
			.name = row_text(&rows, 1, arena),
			.roles = row_text(&rows, 2, arena),
			.password_hash = row_text(&rows, 3, arena) };
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err account_count(struct db *db, int64_t *out_n)
{
	return row_int(db_query(db, SQL_ACCOUNT_COUNT, ""), out_n);
}

enum err account_put(struct db *db, const struct account *a, int64_t now)
{
	return db_run(db, SQL_ACCOUNT_PUT, "tttti", a->id, a->name, a->roles, a->password_hash, now);
}

enum err account_rehash(struct db *db, const struct account *a, const char *new_hash)
{
	return db_run(db, SQL_ACCOUNT_REHASH, "ttt", new_hash, a->id, a->password_hash);
}

enum err account_close(struct db *db, const char *name, int64_t now)
{
	struct db_rows rows = db_query(db, SQL_ACCOUNT_CLOSE, "it", now, name);
	bool found = db_next(&rows);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err login_end_account(struct db *db, const char *name, int64_t now)
{
	return db_run(db, SQL_LOGIN_END_ACCOUNT, "it", now, name);
}

enum err login_end_name(struct db *db, const char *name, int64_t now)
{
	return db_run(db, SQL_LOGIN_END_NAME, "it", now, name);
}

enum err login_get(
    struct db *db, struct arena *arena, const unsigned char token_hash[32], int64_t now, struct login *out_login)
{
	struct db_rows rows = db_query(db, SQL_LOGIN_GET, "bi", token_hash, (size_t)HASH_LEN, now);
	bool found = db_next(&rows);
	if (found)
		*out_login = (struct login){ .name = row_text(&rows, 0, arena),
			.roles = row_text(&rows, 1, arena),
			.expires_at = db_int(&rows, 2),
			.scope = row_text(&rows, 3, arena) };
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err login_add(
    struct db *db, const unsigned char token_hash[32], const char *account_id, const struct login *login, int64_t now)
{
	return db_run(db, SQL_LOGIN_ADD, "btttiit", token_hash, (size_t)HASH_LEN, account_id, login->name,
	    login->roles, now, login->expires_at, login->scope ? login->scope : "");
}

enum err login_end(struct db *db, const unsigned char token_hash[32], int64_t now)
{
	return db_run(db, SQL_LOGIN_END, "ib", now, token_hash, (size_t)HASH_LEN);
}

enum err login_shorten(struct db *db, const char *scope, int64_t expires_at)
{
	return db_run(db, SQL_LOGIN_SHORTEN, "it", expires_at, scope);
}

enum err code_add(struct db *db, const unsigned char code_hash[32], const struct login *grants, int64_t now)
{
	return db_run(db, SQL_CODE_ADD, "bttiit", code_hash, (size_t)HASH_LEN, grants->name, grants->roles, now,
	    grants->expires_at, grants->scope ? grants->scope : "");
}

enum err code_use(
    struct db *db, struct arena *arena, const unsigned char code_hash[32], int64_t now, struct login *out_grants)
{
	struct db_rows rows = db_query(db, SQL_CODE_USE, "ib", now, code_hash, (size_t)HASH_LEN);
	bool found = db_next(&rows);
	if (found)
		*out_grants = (struct login){ .name = row_text(&rows, 0, arena),
			.roles = row_text(&rows, 1, arena),
			.expires_at = db_int(&rows, 2),
			.scope = row_text(&rows, 3, arena) };
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err idem_get(struct db *db, struct arena *arena, const char *key, struct idem *out_idem)
{
	struct db_rows rows = db_query(db, SQL_IDEM_GET, "t", key);
	bool found = db_next(&rows);
	if (found) {
		size_t len = 0;
		*out_idem = (struct idem){ .key = key,
			.actor = row_text(&rows, 0, arena),
			.route = row_text(&rows, 1, arena),
			.status = db_int(&rows, 3),
			.answer = row_text(&rows, 4, arena) };
		const void *hash = db_bytes(&rows, 2, &len);
		if (len == HASH_LEN)
			memcpy(out_idem->body_hash, hash, HASH_LEN);
	}
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err idem_add(struct db *db, const struct idem *i, int64_t now)
{
	return db_run(db, SQL_IDEM_ADD, "tttbiti", i->key, i->actor, i->route, i->body_hash, (size_t)HASH_LEN,
	    i->status, i->answer, now);
}
