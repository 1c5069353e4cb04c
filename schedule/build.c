/* See build.h. */
#include "schedule/build.h"

#include "base/id_named.h"
#include "schedule/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct build build_start(struct arena *arena, const struct read_options *options)
{
	struct build build = { .arena = arena };
	if (options)
		build.options = *options;
	build.agenda.title = build.agenda.acronym = build.agenda.zone = "";
	build.agenda.rooms = arena_array(arena, struct agenda_room, FORMAT_ROOMS_MAX);
	return build;
}

int build_room(struct build *build, const char *name, int line)
{
	const char *clean = text_clean(build->arena, name);
	if (!*clean || build->rooms_over)
		return -1;
	int at = agenda_room_find(&build->agenda, clean);
	if (at >= 0)
		return at;
	if (build->agenda.n_rooms == FORMAT_ROOMS_MAX) {
		build->rooms_over = true;
		build->rooms_over_line = line;
		return -1;
	}
	at = (int)build->agenda.n_rooms++;
	const char *guid = arena_dup(build->arena, id_named("room", clean).text);
	build->agenda.rooms[at] = (struct agenda_room){ .id = guid, .name = clean, .guid = guid, .position = at + 1 };
	return at;
}

struct agenda_session *build_session(struct build *build, int line)
{
	struct agenda *agenda = &build->agenda;
	if (agenda->n_sessions == FORMAT_SESSIONS_MAX)
		return NULL;
	if (agenda->n_sessions == build->sessions_cap) {
		size_t cap = build->sessions_cap ? build->sessions_cap * 2 : 64;
		struct agenda_session *sessions = arena_array(build->arena, struct agenda_session, cap);
		int *lines = arena_array(build->arena, int, cap);
		if (agenda->n_sessions) {
			memcpy(sessions, agenda->sessions, agenda->n_sessions * sizeof *sessions);
			memcpy(lines, build->lines, agenda->n_sessions * sizeof *lines);
		}
		agenda->sessions = sessions;
		build->lines = lines;
		build->sessions_cap = cap;
	}
	build->lines[agenda->n_sessions] = line;
	struct agenda_session *session = &agenda->sessions[agenda->n_sessions++];
	*session = (struct agenda_session){ .kind = build->options.kind, .room = -1 };
	return session;
}

static char *lower(struct arena *arena, const char *text)
{
	char *copy = arena_dup(arena, text);
	for (char *c = copy; *c; c++)
		if (*c >= 'A' && *c <= 'F')
			*c = (char)(*c - 'A' + 'a');
	return copy;
}

const char *build_id(struct build *build, const char *source, const char *instead, int line)
{
	if (source && id_is_valid(source))
		return lower(build->arena, source);
	const char *name = source && *source ? source : instead;
	const char *id = arena_dup(build->arena, id_named("session", name).text);
	format_report(&build->report, build->arena, line, READ_INFO,
	    "\"%.100s\" is no UUID; the session is kept as %s.", name, id);
	return id;
}

/* A session and its line, for sorting by id. */
struct placed {
	const struct agenda_session *session;
	int line;
};

static int compare_placed(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int order = strcmp(x->session->id, y->session->id);
	return order ? order : x->line - y->line;
}

enum err build_finish(
    struct build *build, struct agenda *out_agenda, struct read_report *out_report, struct fault *out_fault)
{
	size_t n = build->agenda.n_sessions;
	if (build->rooms_over)
		return build_refuse(out_fault, build->rooms_over_line, "More than %d rooms.", FORMAT_ROOMS_MAX);
	struct placed *placed = arena_array(build->arena, struct placed, n + 1);
	for (size_t i = 0; i < n; i++)
		placed[i] = (struct placed){ &build->agenda.sessions[i], build->lines[i] };
	qsort(placed, n, sizeof *placed, compare_placed);
	for (size_t i = 1; i < n; i++)
		if (!strcmp(placed[i - 1].session->id, placed[i].session->id))
			return build_refuse(out_fault, placed[i].line,
			    "The id %s stands at two sessions: \"%.40s\" and \"%.40s\".", placed[i].session->id,
			    texts_best(&placed[i - 1].session->title, LANG_EN),
			    texts_best(&placed[i].session->title, LANG_EN));
	*out_agenda = build->agenda;
	if (out_report)
		*out_report = build->report;
	return OK;
}

enum err build_check_size(size_t len, struct fault *out_fault)
{
	if (len <= FORMAT_BYTES_MAX)
		return OK;
	return fault_set(out_fault, ERR_TOO_BIG, "", "The file has %zu bytes; %d are the most that is read.", len,
	    FORMAT_BYTES_MAX);
}

enum err build_refuse(struct fault *out_fault, int line, const char *detail, ...)
{
	char text[200], where[24] = "";
	va_list args;
	va_start(args, detail);
	vsnprintf(text, sizeof text, detail, args);
	va_end(args);
	if (line > 0)
		snprintf(where, sizeof where, "Line %d: ", line);
	return fault_set(out_fault, ERR_FILE_FORMAT, "", "%s%s", where, text);
}
