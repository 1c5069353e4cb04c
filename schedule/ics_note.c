/* See ics_note.h. */
#include "schedule/ics_note.h"

#include "base/clock.h"

#include <string.h>

#define MARK "\u23f1 "

static const char *const OFFICIAL[LANG_MAX] = {
	[LANG_EN] = "Official time:",
	[LANG_FR] = "Horaire officiel :",
	[LANG_ES] = "Horario oficial:",
	[LANG_AR] = "\u0627\u0644\u0645\u0648\u0639\u062f \u0627\u0644\u0631\u0633\u0645\u064a:",
	[LANG_RU] =
	    "\u041e\u0444\u0438\u0446\u0438\u0430\u043b\u044c\u043d\u043e\u0435 \u0432\u0440\u0435\u043c\u044f:",
	[LANG_ZH] = "\u6b63\u5f0f\u65f6\u95f4:",
};

static const char *const COMMAS[LANG_MAX] = { [LANG_AR] = "\u060c ", [LANG_ZH] = "\uff0c" };

const char *ics_note(struct arena *arena, enum lang lang, const struct agenda_session *session, const char *room)
{
	struct clock_local from = clock_local(session->starts_at), to = clock_local(session->ends_at);
	bool reason = session->reason && *session->reason;
	const char *comma = COMMAS[lang] ? COMMAS[lang] : ", ";
	char *note = arena_printf(arena, MARK "%s %02d:%02d\u2013%02d:%02d%s%s%s%s", OFFICIAL[lang], from.hour,
	    from.minute, to.hour, to.minute, *room ? comma : "", room, reason ? " \u2014 " : "",
	    reason ? session->reason : "");
	for (char *c = note; *c; c++) /* one paragraph, or it would not be found again */
		*c = *c == '\n' ? ' ' : *c;
	return note;
}

const char *ics_note_skip(const char *description)
{
	if (strncmp(description, MARK, sizeof MARK - 1) != 0)
		return description;
	const char *end = strstr(description, "\n\n");
	return end ? end + 2 : "";
}
