/* See frab_words.h. */
#include "schedule/frab_words.h"

#include "schedule/text.h"

#include <string.h>

static const char *const KINDS[SESSION_KIND_MAX] = { [SESSION_PANEL] = "DISCUSSION",
	[SESSION_ROUND_TABLE] = "DISCUSSION",
	[SESSION_BREAKOUT] = "WORKSHOP",
	[SESSION_PLENARY] = "TALK",
	[SESSION_CEREMONY] = "PERFORMANCE",
	[SESSION_BREAK] = FRAB_WORDS_BREAK,
	[SESSION_VIDEO] = "OTHER",
	[SESSION_FOREIGN] = "MEETING" };

static const char *const ROLES[PERSON_ROLE_MAX] = { [PERSON_SPEAKER] = "SPEAKER",
	[PERSON_CHAIR] = "HOST",
	[PERSON_MODERATOR] = "MODERATOR",
	[PERSON_PANELLIST] = "CONTRIBUTOR" };

/* The place of a word: `known` when it stands there, else the first; -1 for none. */
static int find(const char *const words[], int n, const char *word, int known)
{
	if (!word)
		return -1;
	if (known >= 0 && known < n && !strcmp(words[known], word))
		return known;
	for (int i = 0; i < n; i++)
		if (!strcmp(words[i], word))
			return i;
	return -1;
}

const char *frab_words_kind(enum session_kind kind)
{
	return KINDS[kind];
}

bool frab_words_kind_find(const char *word, enum session_kind known, enum session_kind *out)
{
	int at = find(KINDS, SESSION_KIND_MAX, word, (int)known);
	if (at >= 0)
		*out = (enum session_kind)at;
	return at >= 0;
}

const char *frab_words_role(enum person_role role)
{
	return ROLES[role];
}

bool frab_words_role_find(const char *word, enum person_role known, enum person_role *out)
{
	int at = find(ROLES, PERSON_ROLE_MAX, word, (int)known);
	if (at >= 0)
		*out = (enum person_role)at;
	return at >= 0;
}

const char *frab_words_track(struct arena *arena, unsigned focus_areas)
{
	for (int area = 0; area < FOCUS_AREA_MAX; area++)
		if (focus_areas & 1u << area)
			return text_slug(arena, focus_area_name((enum focus_area)area), '-');
	return FRAB_WORDS_NO_TRACK;
}

const char *frab_words_language(struct arena *arena, const char *tag, enum lang title)
{
	static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyz";
	size_t len = tag ? strcspn(tag, "-") : 0;
	return len == 2 && strspn(tag, LETTERS) >= 2 ? arena_copy(arena, tag, 2) : lang_key(title);
}
