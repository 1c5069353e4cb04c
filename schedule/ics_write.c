/* Writes iCalendar; see ics.h. */
#include "schedule/ics.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "schedule/expected.h"
#include "schedule/extension.h"
#include "schedule/ics_note.h"
#include "schedule/text.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { FOLD_OCTETS = 75, DAY_MS = 24 * 3600 * 1000, STAMP_LEN = 16 };

struct writer {
	struct buf *out;
	struct arena *arena;
	const struct agenda *agenda;
	const struct write_options *options;
	const struct expected *times;
	int sequence;
	bool utc; /* the zone of the day is UTC: no VTIMEZONE */
};

/* One content line, folded between characters (RFC 5545 section 3.1). */
static void line(struct writer *w, const char *text)
{
	size_t len = strlen(text), column = 0;
	for (size_t i = 0, step; i < len; i += step) {
		step = utf8_len(text + i, len - i);
		if (column + (step ? step : 3) > FOLD_OCTETS) {
			buf_add_text(w->out, "\r\n ");
			column = 1;
		}
		if (step)
			buf_add(w->out, text + i, step);
		else
			buf_add_text(w->out, "\xef\xbf\xbd");
		column += step ? step : 3;
		step = step ? step : 1;
	}
	buf_add_text(w->out, "\r\n");
}

/* A TEXT value (RFC 5545 section 3.3.11); other control characters have no place in one. */
static void add_escaped(struct buf *to, const char *text)
{
	for (; *text; text++) {
		if (*text == '\n')
			buf_add_text(to, "\\n");
		else if (strchr("\\;,", *text))
			buf_printf(to, "\\%c", *text);
		else if ((unsigned char)*text >= 32 || *text == '\t')
			buf_add_byte(to, *text);
	}
}

static const char *escaped(struct arena *arena, const char *text)
{
	struct buf out = { 0 };
	add_escaped(&out, text);
	return buf_keep(&out, arena);
}

/* NAME:text, or nothing when there is no text; `name` carries the parameters. */
static void text_line(struct writer *w, const char *name, const char *text)
{
	if (text && *text)
		line(w, arena_printf(w->arena, "%s:%s", name, escaped(w->arena, text)));
}

/* NAME;LANGUAGE=fr:text in the best language there is. */
static void texts_line(struct writer *w, const char *name, const struct texts *texts)
{
	enum lang lang = texts_best_lang(texts, w->options->lang);
	text_line(w, arena_printf(w->arena, "%s;LANGUAGE=%s", name, lang_key(lang)), texts->in[lang]);
}

static const char *utc_stamp(int64_t ms, char out[STAMP_LEN + 1])
{
	time_t seconds = (time_t)(ms / 1000);
	struct tm tm;
	gmtime_r(&seconds, &tm);
	strftime(out, STAMP_LEN + 1, "%Y%m%dT%H%M%SZ", &tm);
	return out;
}

static const char *local_stamp(struct arena *arena, const struct clock_local *at)
{
	return arena_printf(
	    arena, "%04d%02d%02dT%02d%02d%02d", at->year, at->month, at->day, at->hour, at->minute, at->second);
}

static void utc_line(struct writer *w, const char *name, int64_t ms)
{
	char stamp[STAMP_LEN + 1];
	line(w, arena_printf(w->arena, "%s:%s", name, utc_stamp(ms, stamp)));
}

static void time_line(struct writer *w, const char *name, int64_t ms)
{
	struct clock_local at = clock_local(ms);
	if (w->utc || clock_from_local(&at) / 1000 != ms / 1000)
		utc_line(w, name, ms);
	else
		line(w, arena_printf(w->arena, "%s;TZID=%s:%s", name, clock_zone(), local_stamp(w->arena, &at)));
}

/* When a session is expected; as planned when files may not have that instant. */
static struct expected expected_of(const struct writer *w, const struct agenda_session *session)
{
	struct expected at = w->times[session - w->agenda->sessions];
	if (format_instant_is_valid(at.starts_at) && format_instant_is_valid(at.ends_at))
		return at;
	return (struct expected){ .starts_at = session->starts_at, .ends_at = session->ends_at };
}

/* --- the zone --- */

/* "+0200" from minutes. */
static const char *offset_text(struct arena *arena, int minutes)
{
	int size = minutes < 0 ? -minutes : minutes;
	return arena_printf(arena, "%c%02d%02d", minutes < 0 ? '-' : '+', size / 60, size % 60);
}

/* From an instant on, the zone is `to` minutes ahead of UTC; `from` before. */
static void write_observance(struct writer *w, int64_t ms, int from, int to, int standard)
{
	const char *kind = to > standard ? "DAYLIGHT" : "STANDARD";
	time_t seconds = (time_t)(ms / 1000) + from * 60;
	struct tm tm;
	gmtime_r(&seconds, &tm); /* local time as it was counted before the change */
	struct clock_local at = { tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec };
	line(w, arena_printf(w->arena, "BEGIN:%s", kind));
	line(w, arena_printf(w->arena, "DTSTART:%s", local_stamp(w->arena, &at)));
	line(w, arena_printf(w->arena, "TZOFFSETFROM:%s", offset_text(w->arena, from)));
	line(w, arena_printf(w->arena, "TZOFFSETTO:%s", offset_text(w->arena, to)));
	line(w, arena_printf(w->arena, "END:%s", kind));
}

/* The first second with another offset than `low`, which lies in (low, high]. */
static int64_t change_between(int64_t low, int64_t high)
{
	int offset = clock_offset(low);
	while (high - low > 1000) {
		int64_t middle = low + (high - low) / 2000 * 1000;
		if (clock_offset(middle) == offset)
			low = middle;
		else
			high = middle;
	}
	return high;
}

static int64_t new_year(int64_t ms, int years_on)
{
	struct clock_local at = { .year = clock_local(ms).year + years_on, .month = 1, .day = 1 };
	return clock_from_local(&at);
}

/* The years from the first session's to the last's, one observance for every change of offset in them. */
static void write_zone(struct writer *w)
{
	int64_t first = w->options->stamp_at, last = first;
	for (size_t i = 0; i < w->agenda->n_sessions; i++) {
		const struct agenda_session *session = &w->agenda->sessions[i];
		const struct expected at = expected_of(w, session);
		int64_t from = session->starts_at < at.starts_at ? session->starts_at : at.starts_at;
		int64_t to = session->ends_at > at.ends_at ? session->ends_at : at.ends_at;
		first = !i || from < first ? from : first;
		last = !i || to > last ? to : last;
	}
	int64_t from = new_year(first, 0), to = new_year(last, 1);
	int offset = clock_offset(from), standard = offset;
	for (int64_t ms = from; ms < to; ms += DAY_MS)
		standard = clock_offset(ms) < standard ? clock_offset(ms) : standard;
	line(w, "BEGIN:VTIMEZONE");
	line(w, arena_printf(w->arena, "TZID:%s", clock_zone()));
	write_observance(w, from, offset, offset, standard);
	for (int64_t ms = from; ms < to; ms += DAY_MS) {
		int next = clock_offset(ms + DAY_MS);
		if (next != offset)
			write_observance(w, change_between(ms, ms + DAY_MS), offset, next, standard);
		offset = next;
	}
	line(w, "END:VTIMEZONE");
}

/* --- the sessions --- */

/* A list value: each focus area escaped, the commas between them not. */
static void write_categories(struct writer *w, const struct agenda_session *session)
{
	const char *list = "";
	for (int area = 0; area < FOCUS_AREA_MAX; area++)
		if (session->focus_areas & 1u << area)
			list = arena_printf(
			    w->arena, "%s%s%s", list, *list ? "," : "", focus_area_name((enum focus_area)area));
	if (*list)
		line(w, arena_printf(w->arena, "CATEGORIES:%s", list));
}

/* Two instants in UTC with a slash between them (RFC 5545 section 3.3.9). */
static void period_line(struct writer *w, const char *name, int64_t from, int64_t to)
{
	char start[STAMP_LEN + 1], end[STAMP_LEN + 1];
	line(w, arena_printf(w->arena, "%s:%s/%s", name, utc_stamp(from, start), utc_stamp(to, end)));
}

static const char *name_of(const struct agenda_room *room)
{
	return room ? room->name : "";
}

/* What the plan says, where the day is different. Answers the note that people read, NULL for none. */
static const char *write_official(struct writer *w, const struct agenda_session *session, const struct expected *at)
{
	const char *room = name_of(agenda_room_of(w->agenda, session));
	bool moved = strcmp(room, name_of(agenda_room_now(w->agenda, session))) != 0;
	bool late =
	    at->starts_at / 1000 != session->starts_at / 1000 || at->ends_at / 1000 != session->ends_at / 1000;
	if (late) {
		period_line(w, ICS_OFFICIAL, session->starts_at, session->ends_at);
		period_line(w, ICS_EXPECTED, at->starts_at, at->ends_at);
	}
	if (moved)
		line(w, arena_printf(w->arena, "%s:%s", ICS_OFFICIAL_LOCATION, escaped(w->arena, room)));
	return late || moved ? ics_note(w->arena, w->options->lang, session, room) : NULL;
}

static void description_line(struct writer *w, const struct texts *texts, const char *note)
{
	enum lang lang = texts_best_lang(texts, w->options->lang);
	const char *text = texts->in[lang] ? texts->in[lang] : "";
	if (note)
		text = arena_printf(w->arena, "%s%s%s", note, *text ? "\n\n" : "", text);
	text_line(w, arena_printf(w->arena, "DESCRIPTION;LANGUAGE=%s", lang_key(lang)), text);
}

static const char *status_of(const struct agenda_session *session)
{
	if (session->state == SESSION_CANCELLED)
		return "STATUS:CANCELLED";
	bool placed = session->room >= 0 || session->moved_room || session->kind == SESSION_FOREIGN;
	return placed ? "STATUS:CONFIRMED" : "STATUS:TENTATIVE";
}

static void write_session(struct writer *w, const struct agenda_session *session)
{
	const struct expected at = expected_of(w, session);
	struct buf json = { 0 };
	struct jsonw extension = jsonw_start(&json);
	line(w, "BEGIN:VEVENT");
	line(w, arena_printf(w->arena, "UID:%s@p2c", session->id));
	utc_line(w, "DTSTAMP", w->options->stamp_at);
	utc_line(w, "LAST-MODIFIED", w->options->stamp_at);
	line(w, arena_printf(w->arena, "SEQUENCE:%d", w->sequence));
	line(w, status_of(session));
	time_line(w, "DTSTART", at.starts_at);
	time_line(w, "DTEND", at.ends_at);
	texts_line(w, "SUMMARY", &session->title);
	description_line(w, &session->abstract, write_official(w, session, &at));
	text_line(w, "LOCATION", name_of(agenda_room_now(w->agenda, session)));
	write_categories(w, session);
	if (w->options->base_url)
		line(w, arena_printf(w->arena, "URL:%s/#%s", w->options->base_url, session->id));
	extension_write_session(&extension, NULL, w->agenda, session, w->options->lang, SAID_TITLE_AND_ABSTRACT);
	text_line(w, "X-P2C-SESSION", buf_text(&json));
	line(w, "END:VEVENT");
	buf_finish(&json);
}

static void write_head(struct writer *w)
{
	struct buf json = { 0 };
	struct jsonw extension = jsonw_start(&json);
	extension_write_agenda(&extension, NULL, w->agenda);
	line(w, "BEGIN:VCALENDAR");
	line(w, "VERSION:2.0");
	line(w, "PRODID:-//p2c//p2c " P2C_VERSION "//EN");
	line(w, "CALSCALE:GREGORIAN");
	line(w, "METHOD:PUBLISH");
	text_line(w, "NAME", w->agenda->title);
	text_line(w, "X-WR-CALNAME", w->agenda->title);
	text_line(w, "X-WR-TIMEZONE", clock_zone());
	line(w, "REFRESH-INTERVAL;VALUE=DURATION:PT5M");
	line(w, "X-PUBLISHED-TTL:PT5M");
	text_line(w, "X-P2C-AGENDA", buf_text(&json));
	buf_finish(&json);
}

/* The sum of all versions; it stays at the greatest number that RFC 5545 has. */
static int revision(const struct agenda *agenda)
{
	int64_t sum = 0;
	for (size_t i = 0; i < agenda->n_sessions; i++)
		sum += agenda->sessions[i].version;
	return sum < INT32_MAX ? (int)sum : INT32_MAX;
}

enum err ics_write(
    const struct agenda *agenda, const struct write_options *options, struct buf *out, struct fault *out_fault)
{
	enum err err = format_check(agenda, out_fault);
	if (err != OK)
		return err;
	struct arena *arena = arena_create();
	struct writer w = { .out = out, .arena = arena, .agenda = agenda, .options = options };
	w.times = expected_times(agenda, arena);
	w.sequence = revision(agenda);
	w.utc = !strcmp(clock_zone(), "UTC");
	write_head(&w);
	if (!w.utc)
		write_zone(&w);
	for (size_t i = 0; i < agenda->n_sessions; i++)
		if (!options->chosen || options->chosen[i])
			write_session(&w, &agenda->sessions[i]);
	line(&w, "END:VCALENDAR");
	arena_destroy(arena);
	return OK;
}
