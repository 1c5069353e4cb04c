/* See members.h. */
#include "domain/members.h"

#include <string.h>

static const void *at(const struct member *m, const void *row)
{
	return (const char *)row + m->offset;
}

static bool is_same(const struct member *m, const void *a, const void *b)
{
	if (m->type == MEMBER_TEXT)
		return strcmp(*(const char *const *)at(m, a), *(const char *const *)at(m, b)) == 0;
	if (m->type == MEMBER_NUMBER)
		return *(const int64_t *)at(m, a) == *(const int64_t *)at(m, b);
	return *(const bool *)at(m, a) == *(const bool *)at(m, b);
}

size_t members_changed(const struct member *members, size_t n, const void *was, const void *is)
{
	size_t changed = 0;
	for (size_t i = 0; i < n; i++)
		changed += !is_same(&members[i], was, is);
	return changed;
}

void members_write(struct jsonw *w, const struct member *members, size_t n, const void *was, const void *is)
{
	for (size_t i = 0; i < n; i++) {
		const struct member *m = &members[i];
		if (is_same(m, was, is))
			continue;
		if (m->type == MEMBER_TEXT)
			jsonw_text(w, m->name, *(const char *const *)at(m, was));
		else if (m->type == MEMBER_NUMBER)
			jsonw_int(w, m->name, *(const int64_t *)at(m, was));
		else
			jsonw_bool(w, m->name, *(const bool *)at(m, was));
	}
}

void members_put_back(const struct member *members, size_t n, const struct journalled *before, void *row)
{
	for (size_t i = 0; i < n; i++) {
		const struct member *m = &members[i];
		void *place = (char *)row + m->offset;
		if (m->type == MEMBER_TEXT)
			*(const char **)place = journalled_text(before, m->name, *(const char **)place);
		else if (m->type == MEMBER_NUMBER)
			*(int64_t *)place = journalled_int(before, m->name, *(int64_t *)place);
		else
			*(bool *)place = journalled_bool(before, m->name, *(bool *)place);
	}
}
