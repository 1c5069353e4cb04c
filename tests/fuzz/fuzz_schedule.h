/* What the three fuzz targets of schedule/ have in common: whatever a reader takes, the writer of the same format can
 * write again or refuses cleanly, and what it wrote is read back with as many sessions. */
#ifndef P2C_TESTS_FUZZ_FUZZ_SCHEDULE_H
#define P2C_TESTS_FUZZ_FUZZ_SCHEDULE_H

#include "base/buf.h"
#include "base/clock.h"
#include "schedule/format.h"
#include "schedule/rules.h"

#include <stdlib.h>

typedef enum err fuzz_reader(struct arena *, const char *, size_t, const struct read_options *, struct agenda *,
    struct read_report *, struct fault *);
typedef enum err fuzz_writer(const struct agenda *, const struct write_options *, struct buf *, struct fault *);

static inline void fuzz_schedule(const uint8_t *data, size_t size, fuzz_reader *reader, fuzz_writer *writer)
{
	const struct write_options options = {
		.lang = LANG_FR, .base_url = "https://p2c.example", .stamp_at = INT64_C(1654588800000)
	};
	struct arena *arena = arena_create();
	struct agenda agenda = { 0 }, again = { 0 };
	struct read_report report = { 0 };
	struct fault fault = { 0 };
	struct buf out = { 0 };
	if (clock_zone_set("Europe/Berlin") != OK)
		abort();
	if (reader(arena, (const char *)data, size, NULL, &agenda, &report, &fault) == OK) {
		rules_check(&agenda, arena);
		bool written = writer(&agenda, &options, &out, &fault) == OK;
		if (written && reader(arena, out.bytes, out.len, NULL, &again, &report, &fault) != OK)
			abort();
		if (written && again.n_sessions != agenda.n_sessions)
			abort();
	} else if (!fault.err) {
		abort();
	}
	buf_finish(&out);
	arena_destroy(arena);
}

#endif
