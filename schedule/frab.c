/* See frab.h. */
#include "schedule/frab.h"

#include "base/clock.h"
#include "base/id_named.h"
#include "schedule/extension.h"
#include "schedule/text.h"

#include <stdlib.h>
#include <string.h>

enum { MINUTE_MS = 60000, NUMBER_BITS = 0x3fffffff };

/* What others call the kinds we have. */
static const struct {
	const char *word;
	enum session_kind kind;
} OTHER_KINDS[] = {
	{ "talk", SESSION_PANEL },
	{ "lecture", SESSION_PANEL },
	{ "panel_discussion", SESSION_PANEL },
	{ "roundtable", SESSION_ROUND_TABLE },
	{ "workshop", SESSION_BREAKOUT },
	{ "discussion", SESSION_PANEL },
	{ "meeting", SESSION_BREAKOUT },
	{ "keynote", SESSION_PLENARY },
	{ "opening", SESSION_PLENARY },
	{ "closing", SESSION_PLENARY },
	{ "coffee_break", SESSION_BREAK },
	{ "lunch", SESSION_BREAK },
	{ "film", SESSION_VIDEO },
	{ "movie", SESSION_VIDEO },
};

static bool has(const char *text)
{
	return text && *text;
}

static void take_kind(struct build *build, const struct frab_entry *entry, struct agenda_session *session)
{
	if (!has(entry->type))
		return;
	const char *word = text_slug(build->arena, entry->type, '_');
	if (session_kind_parse(word, &session->kind))
		return;
	for (size_t i = 0; i < sizeof OTHER_KINDS / sizeof *OTHER_KINDS; i++) {
		if (!strcmp(OTHER_KINDS[i].word, word)) {
			session->kind = OTHER_KINDS[i].kind;
			return;
		}
	}
	format_report(&build->report, build->arena, entry->line, READ_WARNING, "The type \"%.60s\" is read as %s.",
	    entry->type, session_kind_key(session->kind));
}

static void take_track(struct build *build, const struct frab_entry *entry, struct agenda_session *session)
{
	if (entry->track)
		session->focus_areas = 0;
	char *rest = has(entry->track) ? arena_dup(build->arena, entry->track) : NULL;
	for (char *part; rest && (part = strsep(&rest, ",;/")) != NULL;) {
		enum focus_area area;
		const char *word = text_slug(build->arena, part, '_');
		if (focus_area_parse(word, &area))
			session->focus_areas |= 1u << area;
		else if (*text_clean(build->arena, part))
			format_report(&build->report, build->arena, entry->line, READ_INFO,
			    "The track \"%.60s\" is no focus area and was left off.", part);
	}
}

/* The start from `date`, or from the day's date and the time on it. */
static enum err take_start(
    struct build *build, const struct frab_entry *entry, struct agenda_session *session, struct fault *out_fault)
{
	bool local;
	const char *text = entry->date;
	if (!has(text) && has(entry->day) && has(entry->start))
		text = arena_printf(build->arena, "%sT%s", entry->day, entry->start);
	if (!has(text) || !format_instant(text, &session->starts_at, &local))
		return build_refuse(out_fault, entry->line, "\"%.60s\" has no usable date (\"%.60s\").",
		    entry->title ? entry->title : "", text ? text : "");
	if (local)
		format_report(&build->report, build->arena, entry->line, READ_WARNING,
		    "\"%.60s\" has no offset and is read as local time of %s.", text, clock_zone());
	return OK;
}

static enum err take_end(const struct frab_entry *entry, struct agenda_session *session, struct fault *out_fault)
{
	bool local;
	int64_t length;
	if (has(entry->end) && format_instant(entry->end, &session->ends_at, &local))
		return OK;
	if (!has(entry->duration) || !format_duration(entry->duration, &length))
		return build_refuse(out_fault, entry->line,
		    "\"%.60s\" has neither an end nor a duration that can be read.",
		    entry->title ? entry->title : "");
	session->ends_at = session->starts_at + length;
	return OK;
}

/* The person's role from the file, else from the same person in the extension. */
static enum person_role take_role(
    const struct frab_person *person, const char *id, const struct agenda_session *known)
{
	enum person_role role = PERSON_SPEAKER;
	if (person_role_parse(person->role, &role))
		return role;
	for (size_t i = 0; i < known->n_persons; i++) {
		const struct agenda_person *other = &known->persons[i];
		bool same = id && other->id ? !strcmp(id, other->id) : !strcmp(person->name, other->name);
		if (same)
			return other->role;
	}
	return role;
}

static void take_persons(struct build *build, const struct frab_entry *entry, struct agenda_session *session)
{
	const struct agenda_session known = *session;
	session->persons = arena_array(build->arena, struct agenda_person, entry->n_persons + 1);
	session->n_persons = 0;
	for (size_t i = 0; i < entry->n_persons; i++) {
		const struct frab_person *from = &entry->persons[i];
		const char *id = has(from->id) && id_is_valid(from->id) ? arena_dup(build->arena, from->id) : NULL;
		const char *name = text_clean(build->arena, from->name);
		if (*name)
			session->persons[session->n_persons++] =
			    (struct agenda_person){ id, name, take_role(from, id, &known) };
	}
}

static void take_texts(struct build *build, const struct frab_entry *entry, struct agenda_session *session,
    const struct extension_langs *langs)
{
	const char *title = text_clean(build->arena, entry->title);
	const char *abstract = text_clean(build->arena, entry->abstract);
	const char *description = text_clean(build->arena, entry->description);
	if (!*title && session->kind != SESSION_BREAK)
		format_report(&build->report, build->arena, entry->line, READ_WARNING, "This session has no title.");
	if (*abstract && *description && strcmp(abstract, description) != 0)
		abstract = arena_printf(build->arena, "%s\n\n%s", abstract, description);
	else if (!*abstract)
		abstract = description;
	if (*title)
		session->title.in[langs->title] = title;
	if (*abstract)
		session->abstract.in[langs->abstract] = abstract;
}

enum err frab_take(struct build *build, const struct frab_entry *entry, struct fault *out_fault)
{
	struct agenda_session *session = build_session(build, entry->line);
	if (!session)
		return build_refuse(out_fault, entry->line, "More than %d sessions.", FORMAT_SESSIONS_MAX);
	enum err err = take_start(build, entry, session, out_fault);
	if (err == OK)
		err = take_end(entry, session, out_fault);
	if (err != OK)
		return err;
	struct extension_langs langs = { LANG_EN, LANG_EN };
	if (has(entry->extension))
		langs = extension_read_session(build, session, entry->extension, entry->line);
	else if (has(entry->code))
		session->code = text_clean(build->arena, entry->code);
	const char *instead =
	    arena_printf(build->arena, "%s %s %s", entry->title ? entry->title : "", entry->room ? entry->room : "",
		has(entry->date) ? entry->date
		: entry->start   ? entry->start
				 : "");
	session->id = build_id(build, has(entry->guid) ? entry->guid : entry->id, instead, entry->line);
	session->room = build_room(build, entry->room, entry->line);
	if (has(entry->language))
		session->language = text_clean(build->arena, entry->language);
	take_kind(build, entry, session);
	take_track(build, entry, session);
	if (!entry->no_persons)
		take_persons(build, entry, session);
	take_texts(build, entry, session, &langs);
	return OK;
}

/* --- writing --- */

static int64_t midnight(int64_t ms, int days_on)
{
	struct clock_local at = clock_local(ms);
	at.hour = at.minute = at.second = 0;
	at.day += days_on;
	return clock_from_local(&at);
}

static int compare_numbers(const void *a, const void *b)
{
	const struct frab_slot *x = a, *y = b;
	return x->number != y->number ? x->number - y->number : strcmp(x->session->id, y->session->id);
}

/* From the random end of the UUID; the rare ones that fall together are counted on. */
static void number_slots(struct frab_slot *slots, size_t n)
{
	for (size_t i = 0; i < n; i++)
		slots[i].number = (int)(strtoul(slots[i].session->id + 28, NULL, 16) & NUMBER_BITS) + 1;
	qsort(slots, n, sizeof *slots, compare_numbers);
	for (size_t i = 1; i < n; i++)
		if (slots[i].number <= slots[i - 1].number)
			slots[i].number = slots[i - 1].number + 1;
}

static int compare_starts(const void *a, const void *b)
{
	const struct frab_slot *x = a, *y = b;
	if (x->session->starts_at != y->session->starts_at)
		return x->session->starts_at < y->session->starts_at ? -1 : 1;
	return strcmp(x->session->id, y->session->id);
}

/* A room and where it stands. */
struct ranked {
	int index, position;
};

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	if (x->position != y->position)
		return x->position < y->position ? -1 : 1;
	return x->index - y->index;
}

static void rank_rooms(struct arena *arena, const struct agenda *agenda, struct frab_plan *plan)
{
	size_t n = agenda->n_rooms;
	struct ranked *ranked = arena_array(arena, struct ranked, n + 1);
	for (size_t i = 0; i < n; i++)
		ranked[i] = (struct ranked){ (int)i, agenda->rooms[i].position };
	qsort(ranked, n, sizeof *ranked, compare_ranked);
	plan->rooms = arena_array(arena, int, n + 1);
	for (size_t i = 0; i < n; i++)
		plan->rooms[i] = ranked[i].index;
	plan->rooms[n] = -1;
	plan->n_rooms = n + 1;
}

/* Puts slots that are sorted by start into days. */
static void find_days(struct arena *arena, struct frab_plan *plan, int64_t stamp_at)
{
	plan->days = arena_array(arena, struct frab_day, plan->n_slots + 1);
	for (size_t i = 0; i < plan->n_slots; i++) {
		const struct agenda_session *session = plan->slots[i].session;
		int64_t from = midnight(session->starts_at, 0);
		if (!plan->n_days || plan->days[plan->n_days - 1].starts_at != from)
			plan->days[plan->n_days++] = (struct frab_day){ from, midnight(from, 1) };
		struct frab_day *day = &plan->days[plan->n_days - 1];
		if (day->ends_at < session->ends_at)
			day->ends_at = session->ends_at;
		plan->slots[i].day = plan->n_days - 1;
	}
	if (!plan->n_days)
		plan->days[plan->n_days++] = (struct frab_day){ midnight(stamp_at, 0), midnight(stamp_at, 1) };
}

/* Brings slots that are sorted by start into the order of days and rooms: a bucket sort, which keeps the starts. */
static void order_slots(struct arena *arena, const struct agenda *agenda, struct frab_plan *plan)
{
	size_t n_buckets = plan->n_days * plan->n_rooms;
	size_t *next = arena_array(arena, size_t, n_buckets + 1);
	size_t *rank = arena_array(arena, size_t, agenda->n_rooms + 1);
	struct frab_slot *sorted = arena_array(arena, struct frab_slot, plan->n_slots + 1);
	for (size_t i = 0; i + 1 < plan->n_rooms; i++)
		rank[plan->rooms[i]] = i;
	rank[agenda->n_rooms] = plan->n_rooms - 1;
#define BUCKET(slot) ((slot).day * plan->n_rooms + rank[(slot).room < 0 ? agenda->n_rooms : (size_t)(slot).room])
	for (size_t i = 0; i < plan->n_slots; i++)
		next[BUCKET(plan->slots[i]) + 1]++;
	for (size_t i = 1; i <= n_buckets; i++)
		next[i] += next[i - 1];
	for (size_t i = 0; i < plan->n_slots; i++)
		sorted[next[BUCKET(plan->slots[i])]++] = plan->slots[i];
#undef BUCKET
	plan->slots = sorted;
}

struct frab_plan frab_plan(struct arena *arena, const struct agenda *agenda, int64_t stamp_at)
{
	struct frab_plan plan = { .n_slots = agenda->n_sessions };
	plan.slots = arena_array(arena, struct frab_slot, plan.n_slots + 1);
	for (size_t i = 0; i < plan.n_slots; i++) {
		const struct agenda_session *session = &agenda->sessions[i];
		plan.slots[i] =
		    (struct frab_slot){ .session = session, .room = session->room < 0 ? -1 : session->room };
	}
	number_slots(plan.slots, plan.n_slots);
	qsort(plan.slots, plan.n_slots, sizeof *plan.slots, compare_starts);
	rank_rooms(arena, agenda, &plan);
	find_days(arena, &plan, stamp_at);
	order_slots(arena, agenda, &plan);
	return plan;
}

const char *frab_acronym(struct arena *arena, const struct agenda *agenda)
{
	const char *source = has(agenda->acronym) ? agenda->acronym : agenda->title ? agenda->title : "";
	const char *slug = text_slug(arena, source, '_');
	size_t len = strlen(slug);
	return len < 4 ? arena_printf(arena, "%s%s", slug, &"____"[len]) : slug;
}

const char *frab_track(struct arena *arena, const struct agenda_session *session)
{
	const char *track = "";
	for (int area = 0; area < FOCUS_AREA_MAX; area++)
		if (session->focus_areas & 1u << area)
			track = arena_printf(
			    arena, "%s%s%s", track, *track ? ", " : "", focus_area_name((enum focus_area)area));
	return track;
}

const char *frab_start(struct arena *arena, int64_t ms)
{
	struct clock_local at = clock_local(ms);
	return arena_printf(arena, "%02d:%02d", at.hour, at.minute);
}

const char *frab_duration(struct arena *arena, const struct agenda_session *session, bool seconds)
{
	int64_t length = session->ends_at - session->starts_at;
	int minutes = (int)(length / MINUTE_MS), rest = (int)(length % MINUTE_MS / 1000);
	if (seconds && rest)
		return arena_printf(arena, "%02d:%02d:%02d", minutes / 60, minutes % 60, rest);
	return arena_printf(arena, "%02d:%02d", minutes / 60, minutes % 60);
}

const char *frab_guid(struct arena *arena, const char *space, const char *guid, const char *name)
{
	if (guid && id_is_valid(guid))
		return guid;
	return arena_dup(arena, id_named(space, name).text);
}

bool frab_zone_is_plain(const char *zone)
{
	static const char LOWER[] = "abcdefghijklmnopqrstuvwxyz";
	size_t area = *zone >= 'A' && *zone <= 'Z' ? strspn(zone + 1, LOWER) : 0;
	const char *city = zone + 1 + area;
	bool pair = area && city[0] == '/' && city[1] >= 'A' && city[1] <= 'Z' && strspn(city + 2, LOWER);
	return pair || !strcmp(zone, "UTC");
}
