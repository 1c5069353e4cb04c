/* See ics_scan.h. */
#include "schedule/ics_scan.h"

#include "base/utf8.h"
#include "schedule/ics_note.h"
#include "schedule/text.h"

#include <stdio.h>
#include <string.h>

enum {
	DEPTH_MAX = 8,
	NAME_MAX_LEN = 31,
	HEAD_MAX = 2048,              /* name and parameters of a line that is kept */
	LINE_MAX_BYTES = 1024 * 1024, /* its value */
	LINES_MAX = 100,              /* kept lines of one component */
	ZONES_MAX = 100,
	NAMES_MAX = 16
};

/* What is kept: a component inside its parent, and the properties in it that somebody reads. */
struct kept {
	const char *component, *parent;
	const char *names[NAMES_MAX];
};

static const struct kept KEPT[] = {
	{ "VCALENDAR", "", { "VERSION", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE", "X-P2C-AGENDA" } },
	{ "VTIMEZONE", "VCALENDAR", { "TZID" } },
	{ "STANDARD", "VTIMEZONE", { "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE" } },
	{ "DAYLIGHT", "VTIMEZONE", { "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE" } },
	{ "VEVENT", "VCALENDAR",
	    { "UID", "DTSTART", "DTEND", "DURATION", "SEQUENCE", "STATUS", "SUMMARY", "DESCRIPTION", "LOCATION",
		"CATEGORIES", "X-P2C-SESSION", ICS_OFFICIAL, ICS_EXPECTED, ICS_OFFICIAL_LOCATION } },
};

/* A component we are in. */
struct level {
	char name[NAME_MAX_LEN + 1];
	const struct kept *kept; /* NULL: everything in it is passed over */
	int lines;
};

struct scan {
	struct buf *out;
	struct fault *out_fault;
	struct level open[DEPTH_MAX];
	int depth;
	int sessions, zones;
};

/* Copies the component's name of "BEGIN:NAME", upper case, cut to fit. */
static void component_name(const char *line, char out[NAME_MAX_LEN + 1])
{
	const char *name = strchr(line, ':');
	snprintf(out, NAME_MAX_LEN + 1, "%s", name ? name + 1 : "");
	for (char *c = out; *c; c++)
		*c = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
}

static const struct kept *find_kept(const char *component, const char *parent)
{
	for (size_t i = 0; i < sizeof KEPT / sizeof *KEPT; i++)
		if (!strcmp(KEPT[i].component, component) && !strcmp(KEPT[i].parent, parent))
			return &KEPT[i];
	return NULL;
}

static enum err scan_begin(struct scan *scan, const char *line, int number)
{
	if (scan->depth == DEPTH_MAX)
		return build_refuse(scan->out_fault, number, "Components are nested too deeply.");
	const struct level *parent = scan->depth ? &scan->open[scan->depth - 1] : NULL;
	struct level *level = &scan->open[scan->depth++];
	component_name(line, level->name);
	bool inside = parent && parent->kept;
	level->kept = parent && !inside ? NULL : find_kept(level->name, parent ? parent->name : "");
	level->lines = 0;
	bool session = !strcmp(level->name, "VEVENT"), zone = !strcmp(level->name, "VTIMEZONE");
	if ((!parent || session) && !level->kept)
		return build_refuse(scan->out_fault, number, "%s may not stand here.", level->name);
	scan->sessions += session;
	scan->zones += zone;
	if (scan->sessions > FORMAT_SESSIONS_MAX)
		return build_refuse(scan->out_fault, number, "More than %d sessions.", FORMAT_SESSIONS_MAX);
	if (scan->zones > ZONES_MAX)
		return build_refuse(scan->out_fault, number, "More than %d time zones.", ZONES_MAX);
	if (level->kept)
		buf_printf(scan->out, "BEGIN:%s\r\n", level->name);
	if (session)
		buf_printf(scan->out, ICS_SCAN_LINE ":%d\r\n", number);
	return OK;
}

static enum err scan_end(struct scan *scan, const char *line, int number)
{
	char name[NAME_MAX_LEN + 1];
	component_name(line, name);
	if (!scan->depth || strcmp(name, scan->open[scan->depth - 1].name) != 0)
		return build_refuse(scan->out_fault, number, "END:%s closes nothing that is open.", name);
	const struct level *level = &scan->open[--scan->depth];
	if (level->kept)
		buf_printf(scan->out, "END:%s\r\n", name);
	return OK;
}

static bool is_named(const char *line, size_t len, const char *name)
{
	return len == strlen(name) && !strncasecmp(line, name, len);
}

/* The one of the names that the line begins with; NULL when it is none of them. */
static const char *one_of(const char *line, size_t len, const char *const names[], size_t n)
{
	for (size_t i = 0; i < n && names[i]; i++)
		if (is_named(line, len, names[i]))
			return names[i];
	return NULL;
}

/* Does the value begin soon? A backslash in the parameters could hide a quote from one parser and not the other. */
static bool head_is_sound(const char *line)
{
	bool quoted = false;
	for (size_t i = 0; line[i] && line[i] != '\\' && i < HEAD_MAX; i++) {
		quoted ^= line[i] == '"';
		if (line[i] == ':' && !quoted)
			return true;
	}
	return false;
}

static enum err scan_property(struct scan *scan, struct level *level, const char *line, size_t len, int number)
{
	static const char *const RECURRENCE[] = { "RRULE", "RDATE", "EXRULE", "RECURRENCE-ID" };
	size_t len_name = strcspn(line, ":;");
	if (!level->kept)
		return OK;
	const char *repeats = one_of(line, len_name, RECURRENCE, sizeof RECURRENCE / sizeof *RECURRENCE);
	if (repeats && !strcmp(level->name, "VEVENT"))
		return build_refuse(scan->out_fault, number,
		    "This session repeats (%s). Export the calendar with each session on its own.", repeats);
	const char *name = one_of(line, len_name, level->kept->names, NAMES_MAX);
	if (!name)
		return OK;
	if (len > LINE_MAX_BYTES || !head_is_sound(line))
		return build_refuse(scan->out_fault, number, "The %s here is too long or broken.", name);
	if (++level->lines > LINES_MAX)
		return build_refuse(scan->out_fault, number, "%s has more than %d lines.", level->name, LINES_MAX);
	buf_add(scan->out, line, len);
	buf_add_text(scan->out, "\r\n");
	return OK;
}

/* One logical line, already unfolded. */
static enum err scan_line(struct scan *scan, const char *line, size_t len, int number)
{
	size_t name = strcspn(line, ":;");
	if (!len)
		return OK;
	if (is_named(line, name, "BEGIN"))
		return scan_begin(scan, line, number);
	if (!scan->depth)
		return build_refuse(scan->out_fault, number, "This is not iCalendar.");
	if (is_named(line, name, "END"))
		return scan_end(scan, line, number);
	return scan_property(scan, &scan->open[scan->depth - 1], line, len, number);
}

/* The next logical line, from *at on, without its folds (RFC 5545 section 3.1; bare LF is taken too). Counts lines.
 */
static void next_line(const char *bytes, size_t len, size_t *at, int *number, struct buf *line)
{
	bool more = true;
	line->len = 0;
	while (more && *at < len) {
		const char *from = bytes + *at;
		const char *end = memchr(from, '\n', len - *at);
		size_t size = end ? (size_t)(end - from) : len - *at;
		*at += size + (end ? 1 : 0);
		++*number;
		if (size && from[size - 1] == '\r')
			size--;
		buf_add(line, from, size);
		more = *at < len && (bytes[*at] == ' ' || bytes[*at] == '\t');
		*at += more;
	}
}

static int line_of(const char *bytes, size_t offset)
{
	int line = 1;
	for (size_t i = 0; i < offset; i++)
		line += bytes[i] == '\n';
	return line;
}

enum err ics_scan(const char *bytes, size_t len, struct buf *out, struct fault *out_fault)
{
	struct scan scan = { .out = out, .out_fault = out_fault };
	struct buf line = { 0 };
	enum err err = OK;
	size_t bad;
	int number = 0;
	if (!utf8_is_text(bytes, len, &bad))
		return build_refuse(out_fault, line_of(bytes, bad), "The file is not UTF-8.");
	for (size_t at = len >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3) ? 3 : 0; at < len && err == OK;) {
		int first = number + 1;
		next_line(bytes, len, &at, &number, &line);
		err = scan_line(&scan, buf_text(&line), line.len, first);
	}
	buf_finish(&line);
	if (err == OK && (scan.depth || !out->len))
		err = build_refuse(out_fault, number, "The file ends before the calendar does.");
	return err;
}
