/* Reads iCalendar; see ics.h. A first pass (ics_scan.h) leaves libical only what is harmless and used here. */
#include "schedule/ics.h"

#include "base/clock.h"
#include "base/id.h"
#include "schedule/extension.h"
#include "schedule/ics_note.h"
#include "schedule/ics_scan.h"
#include "schedule/text.h"

#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OBSERVANCES_MAX = 300, TZID_MAX = 128, STAMP_LEN = 16 };

/* --- values --- */

struct reader {
	struct build build;
	icalcomponent *calendar;
	struct fault *out_fault;
};

/* What a time was, besides an instant. */
enum time_form { TIME_FIXED, TIME_FLOATING, TIME_DATE, TIME_UNKNOWN_ZONE, TIME_UNREADABLE };

/* The value as text without escapes; NULL when there is no such property. */
static const char *property_text(icalproperty *property)
{
	const icalvalue *value = property ? icalproperty_get_value(property) : NULL;
	if (!value)
		return NULL;
	icalvalue_kind kind = icalvalue_isa(value);
	if (kind == ICAL_TEXT_VALUE)
		return icalvalue_get_text(value);
	return kind == ICAL_X_VALUE ? icalvalue_get_x(value) : NULL;
}

static icalproperty *first_property(icalcomponent *component, icalproperty_kind kind)
{
	return icalcomponent_get_first_property(component, kind);
}

/* The text of a property that libical knows no name for. */
static const char *x_text(icalcomponent *component, const char *name)
{
	for (icalproperty *at = first_property(component, ICAL_X_PROPERTY); at;
	     at = icalcomponent_get_next_property(component, ICAL_X_PROPERTY))
		if (icalproperty_get_x_name(at) && !strcasecmp(icalproperty_get_x_name(at), name))
			return property_text(at);
	return NULL;
}

/* Is the VTIMEZONE cheap to expand? Yearly rules on one month only, and not too many parts. */
static bool zone_is_cheap(icalcomponent *zone)
{
	int parts = 0;
	for (icalcomponent *part = icalcomponent_get_first_component(zone, ICAL_ANY_COMPONENT); part;
	     part = icalcomponent_get_next_component(zone, ICAL_ANY_COMPONENT)) {
		if (++parts > OBSERVANCES_MAX)
			return false;
		for (icalproperty *at = first_property(part, ICAL_RRULE_PROPERTY); at;
		     at = icalcomponent_get_next_property(part, ICAL_RRULE_PROPERTY)) {
			struct icalrecurrencetype rule = icalproperty_get_rrule(at);
			bool one_month = rule.by_month[1] == ICAL_RECURRENCE_ARRAY_MAX;
			bool whole_days = rule.by_second[0] == ICAL_RECURRENCE_ARRAY_MAX &&
					  rule.by_minute[0] == ICAL_RECURRENCE_ARRAY_MAX &&
					  rule.by_hour[0] == ICAL_RECURRENCE_ARRAY_MAX;
			if (rule.freq != ICAL_YEARLY_RECURRENCE || !one_month || !whole_days ||
			    ++parts > OBSERVANCES_MAX)
				return false;
		}
	}
	return true;
}

/* The zone of that name: libical's own (from the system's data, so the name must not leave that folder), else the
 * file's. NULL when neither is usable. */
static icaltimezone *find_zone(const struct reader *reader, const char *tzid)
{
	static const char ALLOWED[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-";
	size_t len = strlen(tzid);
	bool plain = len && len <= TZID_MAX && tzid[0] != '/' && strspn(tzid, ALLOWED) == len;
	icaltimezone *zone = plain ? icaltimezone_get_builtin_timezone(tzid) : NULL;
	if (zone)
		return zone;
	zone = icalcomponent_get_timezone(reader->calendar, tzid);
	icalcomponent *component = zone ? icaltimezone_get_component(zone) : NULL;
	return component && zone_is_cheap(component) ? zone : NULL;
}

static bool is_readable(const struct icaltimetype *at)
{
	return at->year >= FORMAT_YEAR_MIN && at->year <= FORMAT_YEAR_MAX && at->month >= 1 && at->month <= 12 &&
	       at->day >= 1 && at->day <= 31 && at->hour >= 0 && at->hour <= 24 && at->minute >= 0 &&
	       at->minute <= 59 && at->second >= 0 && at->second <= 60;
}

static int64_t local_instant(const struct icaltimetype *at)
{
	struct clock_local local = { at->year, at->month, at->day, at->hour, at->minute, at->second };
	return clock_from_local(&local);
}

/* The instant of a DATE-TIME or DATE property, *out_ms untouched when it has none. */
static enum time_form read_time(const struct reader *reader, icalproperty *property, int64_t *out_ms)
{
	const icalvalue *value = icalproperty_get_value(property);
	icalvalue_kind kind = value ? icalvalue_isa(value) : ICAL_NO_VALUE;
	if (kind != ICAL_DATETIME_VALUE && kind != ICAL_DATE_VALUE)
		return TIME_UNREADABLE;
	struct icaltimetype at = kind == ICAL_DATE_VALUE ? icalvalue_get_date(value) : icalvalue_get_datetime(value);
	if (!is_readable(&at))
		return TIME_UNREADABLE;
	const icalparameter *zone_name = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
	const char *tzid = zone_name ? icalparameter_get_tzid(zone_name) : NULL;
	icaltimezone *zone = icaltimezone_get_utc_timezone();
	bool utc = icaltime_is_utc(at);
	if (kind == ICAL_DATE_VALUE || (!utc && (!tzid || !strcmp(tzid, clock_zone())))) {
		*out_ms = local_instant(&at);
		return kind == ICAL_DATE_VALUE ? TIME_DATE : tzid ? TIME_FIXED : TIME_FLOATING;
	}
	if (!utc)
		zone = find_zone(reader, tzid);
	if (!zone)
		return TIME_UNKNOWN_ZONE;
	at.zone = zone;
	*out_ms = (int64_t)icaltime_as_timet_with_zone(at, zone) * 1000;
	return TIME_FIXED;
}

/* --- sessions --- */

static enum err refuse_time(const struct reader *reader, icalproperty *property, enum time_form form, int line)
{
	const icalparameter *zone = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
	if (form == TIME_UNKNOWN_ZONE && zone)
		return build_refuse(reader->out_fault, line,
		    "The time zone \"%.60s\" is not known and not usable from the file.",
		    icalparameter_get_tzid(zone));
	return build_refuse(reader->out_fault, line, "This session has a time that cannot be read.");
}

static enum err take_start(
    struct reader *reader, icalcomponent *from, struct agenda_session *session, int line, enum time_form *out_form)
{
	struct build *build = &reader->build;
	icalproperty *property = first_property(from, ICAL_DTSTART_PROPERTY);
	if (!property)
		return build_refuse(reader->out_fault, line, "This session has no DTSTART that can be read.");
	enum time_form form = read_time(reader, property, &session->starts_at);
	if (form >= TIME_UNKNOWN_ZONE || !format_instant_is_valid(session->starts_at))
		return refuse_time(reader, property, form, line);
	if (form == TIME_FLOATING)
		format_report(&build->report, build->arena, line, READ_WARNING,
		    "The time has no zone and is read as local time of %s.", clock_zone());
	if (form == TIME_DATE)
		format_report(&build->report, build->arena, line, READ_WARNING,
		    "This entry is for whole days; it runs from midnight to midnight.");
	*out_form = form;
	return OK;
}

/* One local day after an instant, whatever the clock did that night. */
static int64_t day_later(int64_t ms)
{
	struct clock_local at = clock_local(ms);
	at.day++;
	return clock_from_local(&at);
}

static enum err take_end(
    struct reader *reader, icalcomponent *from, struct agenda_session *session, int line, enum time_form form)
{
	struct build *build = &reader->build;
	icalproperty *end = first_property(from, ICAL_DTEND_PROPERTY);
	icalproperty *duration = first_property(from, ICAL_DURATION_PROPERTY);
	session->ends_at = form == TIME_DATE ? day_later(session->starts_at) : session->starts_at;
	if (end) {
		enum time_form end_form = read_time(reader, end, &session->ends_at);
		if (end_form >= TIME_UNKNOWN_ZONE)
			return refuse_time(reader, end, end_form, line);
	} else if (duration && icalproperty_get_value(duration)) {
		struct icaldurationtype length = icalproperty_get_duration(duration);
		session->ends_at = session->starts_at + (int64_t)icaldurationtype_as_int(length) * 1000;
	} else if (form != TIME_DATE) {
		format_report(&build->report, build->arena, line, READ_WARNING, "This session has no end.");
	}
	if (!format_instant_is_valid(session->ends_at))
		return build_refuse(reader->out_fault, line, "This session has an end that cannot be read.");
	return OK;
}

/* The text into its language: LANGUAGE, else what the extension says. */
static void take_text(
    struct reader *reader, icalcomponent *from, icalproperty_kind kind, enum lang lang, struct texts *out_texts)
{
	icalproperty *property = first_property(from, kind);
	const char *text = text_clean(reader->build.arena, property_text(property));
	if (kind == ICAL_DESCRIPTION_PROPERTY && (x_text(from, ICS_OFFICIAL) || x_text(from, ICS_OFFICIAL_LOCATION)))
		text = text_clean(reader->build.arena, ics_note_skip(text));
	const icalparameter *tag =
	    property ? icalproperty_get_first_parameter(property, ICAL_LANGUAGE_PARAMETER) : NULL;
	if (tag && icalparameter_get_language(tag)) {
		char primary[3];
		snprintf(primary, sizeof primary, "%.2s", icalparameter_get_language(tag));
		lang_parse(primary, &lang);
	}
	if (*text)
		out_texts->in[lang] = text;
}

static void take_categories(struct reader *reader, icalcomponent *from, struct agenda_session *session)
{
	if (first_property(from, ICAL_CATEGORIES_PROPERTY))
		session->focus_areas = 0;
	for (icalproperty *at = first_property(from, ICAL_CATEGORIES_PROPERTY); at;
	     at = icalcomponent_get_next_property(from, ICAL_CATEGORIES_PROPERTY)) {
		const char *text = property_text(at);
		char *rest = text ? arena_dup(reader->build.arena, text) : NULL;
		for (char *part; rest && (part = strsep(&rest, ",")) != NULL;) {
			enum focus_area area;
			if (focus_area_parse(text_slug(reader->build.arena, part, '_'), &area))
				session->focus_areas |= 1u << area;
		}
	}
}

/* Our own UIDs are the id and "@p2c". */
static const char *uid_of(struct arena *arena, icalcomponent *from)
{
	const char *uid = property_text(first_property(from, ICAL_UID_PROPERTY));
	if (!uid)
		return NULL;
	bool ours = strlen(uid) == ID_LEN + 4 && !strcmp(uid + ID_LEN, "@p2c");
	return ours ? arena_copy(arena, uid, ID_LEN) : uid;
}

/* The room as planned. Who edited LOCATION in a file of ours moved the plan. */
static void take_room(struct reader *reader, icalcomponent *from, struct agenda_session *session, int line)
{
	const char *official = x_text(from, ICS_OFFICIAL_LOCATION);
	session->room = build_room(&reader->build, property_text(first_property(from, ICAL_LOCATION_PROPERTY)), line);
	if (official && session->moved_room && session->room == session->moved_room - 1)
		session->room = build_room(&reader->build, official, line);
	else
		session->moved_room = 0;
}

static bool read_period(const char *text, int64_t out[2])
{
	char instant[STAMP_LEN + 1];
	if (!text || strlen(text) != 2 * STAMP_LEN + 1 || text[STAMP_LEN] != '/')
		return false;
	for (int i = 0; i < 2; i++) {
		snprintf(instant, sizeof instant, "%.*s", (int)STAMP_LEN, text + (ptrdiff_t)i * (STAMP_LEN + 1));
		struct icaltimetype at = icaltime_from_string(instant);
		if (icaltime_is_null_time(at) || !icaltime_is_utc(at) || !is_readable(&at))
			return false;
		out[i] = (int64_t)icaltime_as_timet(at) * 1000;
	}
	return format_instant_is_valid(out[0]) && format_instant_is_valid(out[1]);
}

/* A file of ours has the expected times where the planned ones belong; unless somebody edited them. */
static void take_official(icalcomponent *from, struct agenda_session *session)
{
	int64_t official[2], expected[2];
	if (!read_period(x_text(from, ICS_OFFICIAL), official) || !read_period(x_text(from, ICS_EXPECTED), expected))
		return;
	if (session->starts_at != expected[0] || session->ends_at != expected[1])
		return;
	session->starts_at = official[0];
	session->ends_at = official[1];
}

static void take_facts(struct reader *reader, icalcomponent *from, struct agenda_session *session, int line)
{
	struct build *build = &reader->build;
	const char *json = x_text(from, "X-P2C-SESSION");
	struct extension_langs langs = { LANG_EN, LANG_EN };
	if (json)
		langs = extension_read_session(build, session, json, line);
	icalproperty *sequence = first_property(from, ICAL_SEQUENCE_PROPERTY);
	icalproperty *status = first_property(from, ICAL_STATUS_PROPERTY);
	if (!json && sequence && icalproperty_get_value(sequence) && icalproperty_get_sequence(sequence) >= 0)
		session->version = icalproperty_get_sequence(sequence);
	bool cancelled =
	    status && icalproperty_get_value(status) && icalproperty_get_status(status) == ICAL_STATUS_CANCELLED;
	if (cancelled)
		session->state = SESSION_CANCELLED;
	else if (status && session->state == SESSION_CANCELLED)
		session->state = SESSION_PLANNED;
	take_text(reader, from, ICAL_SUMMARY_PROPERTY, langs.title, &session->title);
	take_text(reader, from, ICAL_DESCRIPTION_PROPERTY, langs.abstract, &session->abstract);
	take_categories(reader, from, session);
	take_room(reader, from, session, line);
	const char *instead = arena_printf(
	    build->arena, "%s %lld", texts_best(&session->title, LANG_EN), (long long)session->starts_at);
	session->id = build_id(build, uid_of(build->arena, from), instead, line);
}

static enum err read_session(struct reader *reader, icalcomponent *from)
{
	const char *number = x_text(from, ICS_SCAN_LINE);
	int line = number ? (int)strtol(number, NULL, 10) : 0;
	struct agenda_session *session = build_session(&reader->build, line);
	if (!session)
		return build_refuse(reader->out_fault, line, "More than %d sessions.", FORMAT_SESSIONS_MAX);
	enum time_form form = TIME_FIXED;
	enum err err = take_start(reader, from, session, line, &form);
	if (err == OK)
		err = take_end(reader, from, session, line, form);
	if (err == OK) {
		take_official(from, session);
		take_facts(reader, from, session, line);
	}
	return err;
}

/* --- calendars --- */

static void read_head(struct reader *reader)
{
	struct build *build = &reader->build;
	icalcomponent *calendar = reader->calendar;
	const char *title = x_text(calendar, "X-WR-CALNAME"), *zone = x_text(calendar, "X-WR-TIMEZONE");
	const char *json = x_text(calendar, "X-P2C-AGENDA");
	if (!title)
		title = property_text(first_property(calendar, ICAL_NAME_PROPERTY));
	if (title)
		build->agenda.title = text_clean(build->arena, title);
	icalcomponent *vtimezone = icalcomponent_get_first_component(calendar, ICAL_VTIMEZONE_COMPONENT);
	if (!zone && vtimezone)
		zone = property_text(first_property(vtimezone, ICAL_TZID_PROPERTY));
	if (zone)
		build->agenda.zone = text_clean(build->arena, zone);
	if (json)
		extension_read_agenda(build, json, 0);
}

static enum err read_calendar(struct reader *reader, icalcomponent *calendar)
{
	enum err err = OK;
	reader->calendar = calendar;
	read_head(reader);
	for (icalcomponent *at = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); at && err == OK;
	     at = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
		err = read_session(reader, at);
	return err;
}

/* A file with one calendar, or several of them in a row. */
static enum err read_root(struct reader *reader, icalcomponent *root)
{
	enum err err = OK;
	if (icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT)
		return read_calendar(reader, root);
	for (icalcomponent *at = icalcomponent_get_first_component(root, ICAL_VCALENDAR_COMPONENT); at && err == OK;
	     at = icalcomponent_get_next_component(root, ICAL_VCALENDAR_COMPONENT))
		err = read_calendar(reader, at);
	return err;
}

enum err ics_read(struct arena *arena, const char *bytes, size_t len, const struct read_options *options,
    struct agenda *out_agenda, struct read_report *out_report, struct fault *out_fault)
{
	struct buf text = { 0 };
	enum err err = build_check_size(len, out_fault);
	if (err == OK)
		err = ics_scan(bytes, len, &text, out_fault);
	icalcomponent *root = NULL;
	if (err == OK) {
		/* libical may be built so that a bad value ends the process; here it is an answer. */
		icalerror_set_errors_are_fatal(false);
		root = icalparser_parse_string(buf_text(&text));
		if (!root)
			err = build_refuse(out_fault, 0, "This is not iCalendar.");
	}
	struct reader reader = { .build = build_start(arena, options), .out_fault = out_fault };
	if (err == OK)
		err = read_root(&reader, root);
	if (root)
		icalcomponent_free(root);
	buf_finish(&text);
	return err == OK ? build_finish(&reader.build, out_agenda, out_report, out_fault) : err;
}
