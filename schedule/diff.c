/* See diff.h. Both agendas are walked side by side in order of id. */
#include "schedule/diff.h"

#include "base/clock.h"
#include "schedule/planned.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *const KIND_KEYS[CHANGE_KIND_MAX] = { [CHANGE_ADDED] = "added",
	[CHANGE_REMOVED] = "removed",
	[CHANGE_CANCELLED] = "cancelled",
	[CHANGE_MOVED] = "moved",
	[CHANGE_RETIMED] = "retimed",
	[CHANGE_RETITLED] = "retitled",
	[CHANGE_PEOPLE] = "people",
	[CHANGE_OTHER] = "other" };

struct diff {
	const struct agenda *before, *after;
	struct arena *arena;
	struct agenda_changes found;
	size_t cap;
};

const char *agenda_change_kind_key(enum agenda_change_kind kind)
{
	assert((int)kind >= 0 && kind < CHANGE_KIND_MAX);
	return KIND_KEYS[kind];
}

static void add(struct diff *diff, enum agenda_change_kind kind, const struct agenda_session *session,
    const char *field, const char *from, const char *to)
{
	struct agenda_changes *found = &diff->found;
	if (found->n == diff->cap) {
		diff->cap = diff->cap ? diff->cap * 2 : 32;
		struct agenda_change *grown = arena_array(diff->arena, struct agenda_change, diff->cap);
		if (found->n)
			memcpy(grown, found->items, found->n * sizeof *grown);
		found->items = grown;
	}
	found->items[found->n++] =
	    (struct agenda_change){ .kind = kind, .session = session, .field = field, .from = from, .to = to };
}

static const char *instant(struct diff *diff, int64_t ms)
{
	char text[CLOCK_RFC3339_LEN + 1];
	return arena_dup(diff->arena, clock_rfc3339(ms, text));
}

static void diff_times(struct diff *diff, const struct agenda_session *a, const struct agenda_session *b)
{
	if (a->starts_at != b->starts_at)
		add(diff, CHANGE_RETIMED, b, "starts_at", instant(diff, a->starts_at), instant(diff, b->starts_at));
	if (a->ends_at != b->ends_at && a->ends_at - a->starts_at != b->ends_at - b->starts_at)
		add(diff, CHANGE_RETIMED, b, "ends_at", instant(diff, a->ends_at), instant(diff, b->ends_at));
}

static bool has_person(const struct agenda_session *session, const struct agenda_person *person)
{
	for (size_t i = 0; i < session->n_persons; i++) {
		const struct agenda_person *other = &session->persons[i];
		bool same =
		    person->id && other->id ? !strcmp(person->id, other->id) : !strcmp(person->name, other->name);
		if (same && person->role == other->role)
			return true;
	}
	return false;
}

/* Who is in `one` and not in `other`. A session has few people. */
static void diff_people_of(struct diff *diff, const struct agenda_session *b, const struct agenda_session *one,
    const struct agenda_session *other, bool came)
{
	for (size_t i = 0; i < one->n_persons; i++) {
		const struct agenda_person *person = &one->persons[i];
		if (!has_person(other, person))
			add(diff, CHANGE_PEOPLE, b,
			    arena_printf(diff->arena, "people.%s", person_role_key(person->role)),
			    came ? NULL : person->name, came ? person->name : NULL);
	}
}

static void diff_people(struct diff *diff, const struct agenda_session *a, const struct agenda_session *b)
{
	size_t n = diff->found.n;
	diff_people_of(diff, b, a, b, false);
	diff_people_of(diff, b, b, a, true);
	if (diff->found.n == n)
		add(diff, CHANGE_PEOPLE, b, "people", NULL,
		    NULL); /* the same in another order, or another spelling */
}

static void diff_cancelled(struct diff *diff, const struct agenda_session *a, const struct agenda_session *b)
{
	if (b->state == SESSION_CANCELLED)
		add(diff, CHANGE_CANCELLED, b, "state", instant(diff, a->starts_at), NULL);
	else
		add(diff, CHANGE_ADDED, b, "state", NULL, instant(diff, b->starts_at));
}

static void diff_field(
    struct diff *diff, const struct agenda_session *a, const struct agenda_session *b, enum planned_field field)
{
	bool is_title = field >= PLANNED_TITLE && field < PLANNED_TEXT, is_text = field >= PLANNED_TEXT;
	add(diff,
	    field == PLANNED_ROOM ? CHANGE_MOVED
	    : is_title            ? CHANGE_RETITLED
				  : CHANGE_OTHER,
	    b, planned_field_key(field), is_text ? NULL : planned_field_text(diff->arena, diff->before, a, field),
	    is_text ? NULL : planned_field_text(diff->arena, diff->after, b, field));
}

static void diff_session(struct diff *diff, const struct agenda_session *a, const struct agenda_session *b)
{
	unsigned fields = planned_differs(diff->before, a, diff->after, b);
	bool was = a->state != SESSION_CANCELLED, is = b->state != SESSION_CANCELLED;
	diff->found.added += !was && is;
	diff->found.removed += was && !is;
	diff->found.changed += fields && was == is;
	for (int field = 0; field < PLANNED_FIELD_MAX; field++)
		if (!(fields & 1u << field))
			continue;
		else if (field == PLANNED_TIMES)
			diff_times(diff, a, b);
		else if (field == PLANNED_PEOPLE)
			diff_people(diff, a, b);
		else if (field == PLANNED_CANCELLED)
			diff_cancelled(diff, a, b);
		else
			diff_field(diff, a, b, (enum planned_field)field);
}

static int by_id(const void *a, const void *b)
{
	const struct agenda_session *const *x = a, *const *y = b;
	return strcmp((*x)->id, (*y)->id);
}

static const struct agenda_session **sorted(const struct agenda *agenda, struct arena *arena)
{
	const struct agenda_session **all = arena_array(arena, const struct agenda_session *, agenda->n_sessions + 1);
	for (size_t i = 0; i < agenda->n_sessions; i++)
		all[i] = &agenda->sessions[i];
	qsort(all, agenda->n_sessions, sizeof(const struct agenda_session *), by_id);
	return all;
}

/* One session before and after; NULL where it is not there. */
struct pair {
	const struct agenda_session *before, *after;
};

static const struct agenda_session *shown(const struct pair *pair)
{
	return pair->after ? pair->after : pair->before;
}

static int by_time(const void *a, const void *b)
{
	const struct agenda_session *x = shown(a), *y = shown(b);
	if (x->starts_at != y->starts_at)
		return x->starts_at < y->starts_at ? -1 : 1;
	return strcmp(x->id, y->id);
}

static struct pair *pair_up(
    const struct agenda *before, const struct agenda *after, struct arena *arena, size_t *out_n)
{
	const struct agenda_session **a = sorted(before, arena), **b = sorted(after, arena);
	struct pair *pairs = arena_array(arena, struct pair, before->n_sessions + after->n_sessions + 1);
	size_t i = 0, j = 0, n = 0;
	while (i < before->n_sessions || j < after->n_sessions) {
		int order = i == before->n_sessions ? 1 : j == after->n_sessions ? -1 : strcmp(a[i]->id, b[j]->id);
		pairs[n].before = order <= 0 ? a[i++] : NULL;
		pairs[n].after = order >= 0 ? b[j++] : NULL;
		n++;
	}
	qsort(pairs, n, sizeof *pairs, by_time);
	*out_n = n;
	return pairs;
}

struct agenda_changes agenda_diff(
    const struct agenda *before, const struct agenda *after, enum diff_scope scope, struct arena *arena)
{
	struct diff diff = { .before = before, .after = after, .arena = arena };
	size_t n;
	const struct pair *pairs = pair_up(before, after, arena, &n);
	for (size_t i = 0; i < n; i++) {
		const struct agenda_session *a = pairs[i].before, *b = pairs[i].after;
		if (!a) {
			diff.found.added += b->state != SESSION_CANCELLED;
			add(&diff, CHANGE_ADDED, b, NULL, NULL, instant(&diff, b->starts_at));
		} else if (b) {
			diff_session(&diff, a, b);
		} else if (scope == DIFF_WHOLE) {
			diff.found.removed += a->state != SESSION_CANCELLED;
			add(&diff, CHANGE_REMOVED, a, NULL, instant(&diff, a->starts_at), NULL);
		}
	}
	return diff.found;
}

/* ---- in words ---- */

static const char *or_nothing(const char *text)
{
	return text ? text : "nothing";
}

const char *agenda_change_words(const struct agenda_change *change, struct arena *arena)
{
	static const char *const FORMS[CHANGE_KIND_MAX] = { [CHANGE_ADDED] = "is new",
		[CHANGE_REMOVED] = "is no longer there",
		[CHANGE_CANCELLED] = "is cancelled" };
	const char *title = texts_best(&change->session->title, LANG_EN);
	title = *title ? title : change->session->code ? change->session->code : change->session->id;
	if (FORMS[change->kind])
		return arena_printf(arena, "\"%s\" %s.", title, FORMS[change->kind]);
	if (!change->from && !change->to)
		return arena_printf(arena, "\"%s\": %s is different.", title, change->field);
	return arena_printf(arena, "\"%s\": %s was %s and is now %s.", title, change->field, or_nothing(change->from),
	    or_nothing(change->to));
}

/* ---- as JSON ---- */

void agenda_changes_write(struct jsonw *w, const char *name, const struct agenda_changes *changes)
{
	jsonw_array(w, name);
	for (size_t i = 0; i < changes->n; i++) {
		const struct agenda_change *change = &changes->items[i];
		jsonw_object(w, NULL);
		jsonw_object(w, "session");
		jsonw_text(w, "id", change->session->id);
		jsonw_text(w, "code", change->session->code);
		jsonw_object(w, "title");
		for (enum lang lang = 0; lang < LANG_MAX; lang++)
			if (change->session->title.in[lang] && *change->session->title.in[lang])
				jsonw_text(w, lang_key(lang), change->session->title.in[lang]);
		jsonw_object_end(w);
		jsonw_object_end(w);
		jsonw_text(w, "kind", agenda_change_kind_key(change->kind));
		jsonw_text(w, "field", change->field);
		jsonw_text(w, "from", change->from);
		jsonw_text(w, "to", change->to);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}
