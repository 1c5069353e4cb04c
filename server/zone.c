/* See zone.h. */
#include "zone.h"

#include "base/arena.h"
#include "base/clock.h"
#include "store/setting.h"

enum err zone_take(struct store *store, struct fault *out_fault)
{
	struct db *db;
	const char *zone = NULL;
	struct arena *arena = arena_create();
	enum err err = store_reader_open(store, &db);
	if (!err) {
		err = setting_get(db, arena, "zone", &zone);
		store_reader_close(db);
	}
	if (!err && clock_zone_set(zone ? zone : "UTC"))
		err = fault_set(out_fault, ERR_CONFIG, "zone", "This system does not know the time zone \"%.60s\".",
		    zone ? zone : "UTC");
	arena_destroy(arena);
	return err;
}
