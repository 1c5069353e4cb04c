/* See paper_facts.h. */
#include "domain/paper_facts.h"

#include "base/clock.h"
#include "domain/day.h"

#include <string.h>

const char *paper_time(struct arena *arena, int64_t ms)
{
	char text[CLOCK_RFC3339_LEN + 1];
	if (!ms)
		return "";
	clock_rfc3339(ms, text);
	return arena_printf(arena, "%.10s %.5s", text, text + 11);
}

const char *paper_hash_hex(struct arena *arena, const struct journal_head *head)
{
	char *hex = arena_alloc(arena, PAPER_HASH_HEX + 1);
	for (size_t i = 0; i < JOURNAL_HASH_LEN; i++) {
		hex[2 * i] = "0123456789abcdef"[head->hash[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[head->hash[i] & 15];
	}
	return hex;
}

/* In English as the settings say it; elsewhere in figures, which every language reads. */
static const char *dates_of(struct arena *arena, const struct day *day, enum lang lang)
{
	char from[CLOCK_DATE_LEN + 1], to[CLOCK_DATE_LEN + 1];
	if (lang == LANG_EN || !day->starts_at || !day->ends_at)
		return day->dates;
	return arena_printf(arena, "%s – %s", clock_date(day->starts_at, from), clock_date(day->ends_at, to));
}

enum err paper_facts(struct db *db, struct arena *arena, const char *language, int64_t now, struct paper *out_paper)
{
	struct day day;
	struct journal_head head;
	char made[CLOCK_RFC3339_LEN + 1];
	enum lang lang = LANG_EN;
	enum err err = day_get(db, arena, &day);
	if (!err)
		err = journal_head(db, &head);
	if (err)
		return err;
	if (language)
		lang_parse(language, &lang);
	const char *dates = dates_of(arena, &day, lang);
	*out_paper = (struct paper){ .language = lang_key(lang),
		.day_title = arena_printf(arena, "%s%s%s", texts_best(&day.title, lang), *dates ? " · " : "", dates),
		.made_at = paper_time(arena, now),
		.made_iso = arena_dup(arena, clock_rfc3339(now, made)),
		.seq = (uint64_t)head.seq,
		.hash = paper_hash_hex(arena, &head) };
	return OK;
}
