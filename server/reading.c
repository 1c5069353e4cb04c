/* See reading.h. */
#include "reading.h"

#include "base/clock.h"
#include "store/store.h"
#include "zone.h"

enum err reading_open(const struct options *options, struct reading *out_reading, struct fault *out_fault)
{
	*out_reading = (struct reading){ .clock = clock_create(0), .arena = arena_create() };
	struct store_config config = {
		.folder = options_text(options, "data"), .clock = out_reading->clock, .read_only = true
	};
	enum err err = store_open(&config, &out_reading->store, out_fault);
	if (!err)
		err = zone_take(out_reading->store, out_fault);
	return err ? err : store_reader_open(out_reading->store, &out_reading->db);
}

void reading_close(struct reading *reading)
{
	if (reading->db)
		store_reader_close(reading->db);
	store_close(reading->store);
	arena_destroy(reading->arena);
	clock_destroy(reading->clock);
}
