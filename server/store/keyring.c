/* See keyring.h. */
#include "store/keyring.h"

#include "store/db.h"

#include <string.h>

enum err keyring_find(struct db *db, const char *person, unsigned char out_key[SEAL_KEY_LEN])
{
	struct db_rows rows = db_query(db, SQL_PERSON_KEY_GET, "t", person);
	enum err found = ERR_NOT_FOUND;
	if (db_next(&rows)) {
		size_t len;
		const void *key = db_bytes(&rows, 0, &len);
		found = len == SEAL_KEY_LEN ? OK : ERR_BROKEN;
		if (found == OK)
			memcpy(out_key, key, SEAL_KEY_LEN);
	}
	enum err err = db_end(&rows);
	return err == OK ? found : err;
}

enum err keyring_need(struct db *db, const char *person, unsigned char out_key[SEAL_KEY_LEN])
{
	unsigned char key[SEAL_KEY_LEN];
	enum err err = keyring_find(db, person, out_key);
	if (err != ERR_NOT_FOUND)
		return err;
	seal_key_new(key);
	err = db_run(db, SQL_PERSON_KEY_ADD, "tb", person, key, sizeof key);
	if (err == OK)
		memcpy(out_key, key, sizeof key);
	seal_key_wipe(key);
	return err;
}

enum err keyring_destroy(struct db *db, const char *person)
{
	return db_run(db, SQL_PERSON_KEY_DELETE, "t", person);
}
