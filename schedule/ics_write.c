/* Writes iCalendar; see ics.h. */
#include "schedule/ics.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "schedule/extension.h"
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

/* NAME:text, or nothing when there is no text; `name` carries the parameters. */
static void text_line(struct writer *w, const char *name, const char *text)
{
	struct buf whole = { 0 };
	if (!text || !*text)
		return;
	buf_printf(&whole, "%s:", name);
	add_escaped(&whole, text);
	line(w, buf_text(&whole));
	buf_finish(&whole);
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
		first = !i || session->starts_at < first ? session->starts_at : first;
		last = !i || session->ends_at > last ? session->ends_at : last;
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

static void write_session(struct writer *w, const struct agenda_session *session)
{
	const struct agenda_room *room = agenda_room_of(w->agenda, session);
	struct buf json = { 0 };
	struct jsonw extension = jsonw_start(&json);
	line(w, "BEGIN:VEVENT");
	line(w, arena_printf(w->arena, "UID:%s@p2c", session->id));
	utc_line(w, "DTSTAMP", w->options->stamp_at);
	utc_line(w, "LAST-MODIFIED", w->options->stamp_at);
	line(w, arena_printf(w->arena, "SEQUENCE:%d", session->version));
	line(w, session->state == SESSION_CANCELLED ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
	time_line(w, "DTSTART", session->starts_at);
	time_line(w, "DTEND", session->ends_at);
	texts_line(w, "SUMMARY", &session->title);
	texts_line(w, "DESCRIPTION", &session->abstract);
	if (room)
		text_line(w, "LOCATION", room->name);
	write_categories(w, session);
	if (w->options->base_url)
		line(w, arena_printf(w->arena, "URL:%s/#%s", w->options->base_url, session->id));
	extension_write_session(&extension, NULL, session, w->options->lang);
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

enum err ics_write(
    const struct agenda *agenda, const struct write_options *options, struct buf *out, struct fault *out_fault)
{
	enum err err = format_check(agenda, out_fault);
	if (err != OK)
		return err;
	struct arena *arena = arena_create();
	struct writer w = { out, arena, agenda, options, !strcmp(clock_zone(), "UTC") };
	write_head(&w);
	if (!w.utc)
		write_zone(&w);
	for (size_t i = 0; i < agenda->n_sessions; i++)
		write_session(&w, &agenda->sessions[i]);
	line(&w, "END:VCALENDAR");
	arena_destroy(arena);
	return OK;
}
