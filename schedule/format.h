/* What the exchange formats (ics.h, frab_xml.h, frab_json.h) have in common: their options, their limits, the report
 * of a reader and the strictness of a writer. Reading is liberal and tells what it changed; writing is strict. */
#ifndef P2C_SCHEDULE_FORMAT_H
#define P2C_SCHEDULE_FORMAT_H

#include "base/err.h"
#include "schedule/agenda.h"

enum {
	FORMAT_BYTES_MAX = 8 * 1024 * 1024,
	FORMAT_SESSIONS_MAX = 20000,
	FORMAT_ROOMS_MAX = 1000,
	FORMAT_REPORT_MAX = 500,
	FORMAT_YEAR_MIN = 1971,
	FORMAT_YEAR_MAX = 2199,
	FORMAT_HOURS_MAX = 99 /* of one session */
};

struct write_options {
	enum lang lang; /* the language of titles; texts_best decides where it is missing */
	const char
	    *base_url; /* where the day is published, "https://…" without a slash at the end; NULL when nowhere */
	int64_t stamp_at;   /* the instant of writing, ms UTC */
	const bool *chosen; /* iCalendar only: of each session whether it is written; NULL for all */
};

struct read_options {
	enum session_kind
	    kind; /* of sessions whose file does not tell: SESSION_FOREIGN for the conference's calendar */
};

enum read_severity { READ_INFO, READ_WARNING };

struct read_finding {
	int line; /* 1 is the first; 0 when the format gives none */
	enum read_severity severity;
	const char *sentence;
};

/* What a reader understood differently from what stands in the file. */
struct read_report {
	struct read_finding *items;
	size_t n;
	size_t left_off; /* findings beyond FORMAT_REPORT_MAX */
};

/* Adds a finding; the sentence is printf-like and kept in the arena. */
void format_report(struct read_report *report, struct arena *arena, int line, enum read_severity severity,
    const char *sentence, ...) __attribute__((format(printf, 5, 6)));

/* Can every writer write it? ERR_INVALID with the field at fault: ids that are no UUIDs or stand twice, times outside
 * the years above or backwards or longer than 99 hours, rooms without a name or with the same one, a room that does
 * not exist. */
enum err format_check(const struct agenda *agenda, struct fault *out_fault);

/* Is it an instant (ms UTC) that files may have? */
bool format_instant_is_valid(int64_t ms);
/* Reads RFC 3339; without an offset it is local time of the day and *out_local tells so. False when it is neither. */
bool format_instant(const char *text, int64_t *out_ms, bool *out_local);
/* Reads "01:30" and "1:30:00" into ms. */
bool format_duration(const char *text, int64_t *out_ms);

#endif
