/* Rows to struct photo and back. See photo.h. */
#include "store/photo.h"

#include "store/db.h"
#include "store/rows.h"

enum err photo_get(struct db *db, struct arena *arena, const char *person_id, struct photo *out_photo)
{
	struct db_rows rows = db_query(db, SQL_PHOTO_GET, "t", person_id);
	bool found = db_next(&rows);
	if (found) {
		size_t len = 0;
		const void *jpeg = db_bytes(&rows, 0, &len);
		*out_photo = (struct photo){
			.jpeg = arena_copy(arena, jpeg, len),
			.len = len,
			.sha256 = row_text(&rows, 1, arena),
			.taken_at = db_int(&rows, 2),
			.by = row_text(&rows, 3, arena),
		};
	}
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err photo_put(struct db *db, const char *person_id, const struct photo *photo)
{
	return db_run(db, SQL_PHOTO_PUT, "tbtit", person_id, photo->jpeg, photo->len, photo->sha256, photo->taken_at,
	    photo->by);
}

enum err photo_drop(struct db *db, const char *person_id)
{
	enum err err = db_run(db, SQL_PHOTO_DROP, "t", person_id);
	return err ? err : db_changes(db) ? OK : ERR_NOT_FOUND;
}
