/* iCalendar (RFC 5545, RFC 7986): the agenda in everybody's calendar, and the conference's calendar in ours.
 * Written by hand, read by libical. Lossless through X-P2C properties (extension.h) except for white space around
 * texts and fractions of seconds. */
#ifndef P2C_SCHEDULE_ICS_H
#define P2C_SCHEDULE_ICS_H

#include "base/buf.h"
#include "schedule/format.h"

/* Appends the calendar, in the zone of the day with a VTIMEZONE that covers the years in use (an instant that local
 * time cannot name, in the repeated hour of autumn, is written in UTC); lines folded at 75 octets, CRLF.
 *
 * A calendar is what somebody looks at to know when and where to go, so DTSTART, DTEND and LOCATION are what is
 * expected (expected.h). Where the plan says otherwise it stands in the first line of DESCRIPTION, and for readers in
 * X-P2C-OFFICIAL and X-P2C-OFFICIAL-LOCATION, with X-P2C-EXPECTED to tell whether DTSTART was edited since.
 *
 * UID = id@p2c, STATUS (a session that has no room yet is TENTATIVE), CATEGORIES = focus areas, DTSTAMP and
 * LAST-MODIFIED = options.stamp_at. SEQUENCE is the sum of all sessions' versions: a change of one may move others
 * whose own version stays (RFC 5545 section 3.8.7.4 wants it raised when DTSTART moves), and it never falls.
 *
 * ERR_INVALID for an agenda that format_check refuses; `out` is then untouched. */
enum err ics_write(
    const struct agenda *agenda, const struct write_options *options, struct buf *out, struct fault *out_fault);

/* Reads the file into the arena; options and report may be NULL. Times in UTC, with TZID (an IANA name, else by the
 * file's own VTIMEZONE) and floating ones, which are local time of the day (reported). A whole-day entry runs from
 * midnight to midnight (reported). Recurrence (RRULE, RDATE, RECURRENCE-ID) is refused, never expanded.
 * ERR_TOO_BIG, ERR_FILE_FORMAT with the line in the detail. Safe from several threads at once. */
enum err ics_read(struct arena *arena, const char *bytes, size_t len, const struct read_options *options,
    struct agenda *out_agenda, struct read_report *out_report, struct fault *out_fault);

#endif
