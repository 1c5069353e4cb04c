/* See format.h. */
#include "schedule/format.h"

#include "base/clock.h"
#include "base/id.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECOND_MS = 1000, HOUR_MS = 3600 * SECOND_MS };

/* 1971-01-02 and 2199-12-31, a day inside the years so that no zone leaves them. */
static const int64_t FIRST_MS = INT64_C(31622400000), LAST_MS = INT64_C(7258032000000);

void format_report(
    struct read_report *report, struct arena *arena, int line, enum read_severity severity, const char *sentence, ...)
{
	char text[512];
	if (report->n == FORMAT_REPORT_MAX) {
		report->left_off++;
		return;
	}
	if (!report->items)
		report->items = arena_array(arena, struct read_finding, FORMAT_REPORT_MAX);
	va_list args;
	va_start(args, sentence);
	vsnprintf(text, sizeof text, sentence, args);
	va_end(args);
	report->items[report->n++] = (struct read_finding){ line, severity, arena_dup(arena, text) };
}

bool format_instant_is_valid(int64_t ms)
{
	return ms >= FIRST_MS && ms <= LAST_MS;
}

static enum err check_rooms(const struct agenda *agenda, struct fault *out_fault)
{
	for (size_t i = 0; i < agenda->n_rooms; i++) {
		const char *name = agenda->rooms[i].name;
		if (!name || !*name)
			return fault_set(out_fault, ERR_INVALID, "rooms", "Room %zu has no name.", i + 1);
		if (agenda_room_find(agenda, name) != (int)i)
			return fault_set(out_fault, ERR_INVALID, "rooms", "Two rooms are called \"%s\".", name);
	}
	return OK;
}

static enum err check_session(
    const struct agenda *agenda, const struct agenda_session *session, struct fault *out_fault)
{
	if (!session->id || !id_is_valid(session->id))
		return fault_set(out_fault, ERR_INVALID, "id", "\"%s\" is no UUID.", session->id ? session->id : "");
	if (!format_instant_is_valid(session->starts_at) || !format_instant_is_valid(session->ends_at))
		return fault_set(out_fault, ERR_INVALID, "starts_at", "Session %s has no usable time.", session->id);
	int64_t length = session->ends_at - session->starts_at;
	if (length < 0 || length > (int64_t)FORMAT_HOURS_MAX * HOUR_MS)
		return fault_set(out_fault, ERR_INVALID, "ends_at",
		    "Session %s ends before it starts or is longer than %d hours.", session->id, FORMAT_HOURS_MAX);
	if (session->room >= 0 && !agenda_room_of(agenda, session))
		return fault_set(
		    out_fault, ERR_INVALID, "room", "The room of session %s does not exist.", session->id);
	return OK;
}

static int compare_texts(const void *a, const void *b)
{
	return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

static enum err check_ids(const struct agenda *agenda, struct fault *out_fault)
{
	struct arena *arena = arena_create();
	const char **ids = arena_array(arena, const char *, agenda->n_sessions + 1);
	for (size_t i = 0; i < agenda->n_sessions; i++)
		ids[i] = agenda->sessions[i].id;
	qsort(ids, agenda->n_sessions, sizeof(const char *), compare_texts);
	enum err err = OK;
	for (size_t i = 1; i < agenda->n_sessions && err == OK; i++)
		if (!strcasecmp(ids[i - 1], ids[i]))
			err = fault_set(out_fault, ERR_INVALID, "id", "Two sessions have the id %s.", ids[i]);
	arena_destroy(arena);
	return err;
}

enum err format_check(const struct agenda *agenda, struct fault *out_fault)
{
	enum err err = check_rooms(agenda, out_fault);
	for (size_t i = 0; i < agenda->n_sessions && err == OK; i++)
		err = check_session(agenda, &agenda->sessions[i], out_fault);
	return err == OK ? check_ids(agenda, out_fault) : err;
}

/* "2022-06-07T14:30" or with seconds, and nothing behind it. */
static bool local_instant(const char *text, int64_t *out_ms)
{
	struct clock_local at = { 0 };
	int used = 0;
	char between;
	int fields = sscanf(
	    text, "%4d-%2d-%2d%c%2d:%2d%n", &at.year, &at.month, &at.day, &between, &at.hour, &at.minute, &used);
	if (fields != 6 || (between != 'T' && between != ' '))
		return false;
	text += used;
	used = 0;
	if (*text && (sscanf(text, ":%2d%n", &at.second, &used) != 1 || text[used]))
		return false;
	if (at.month < 1 || at.month > 12 || at.day < 1 || at.day > 31 || at.hour > 24 || at.minute > 59 ||
	    at.second > 60)
		return false;
	*out_ms = clock_from_local(&at);
	return true;
}

bool format_instant(const char *text, int64_t *out_ms, bool *out_local)
{
	int64_t ms;
	bool offset = clock_parse(text, &ms) == OK;
	if (!offset && !local_instant(text, &ms))
		return false;
	if (!format_instant_is_valid(ms))
		return false;
	*out_ms = ms;
	*out_local = !offset;
	return true;
}

bool format_duration(const char *text, int64_t *out_ms)
{
	unsigned hours, minutes, seconds = 0;
	int used = 0;
	if (sscanf(text, "%5u:%2u%n", &hours, &minutes, &used) != 2 || minutes > 59)
		return false;
	text += used;
	used = 0;
	if (*text && (sscanf(text, ":%2u%n", &seconds, &used) != 1 || text[used] || seconds > 59))
		return false;
	*out_ms = (int64_t)hours * HOUR_MS + ((int64_t)minutes * 60 + seconds) * SECOND_MS;
	return true;
}
