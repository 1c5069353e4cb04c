/* See day.h. */
#include "domain/day.h"

#include "base/clock.h"
#include "store/setting.h"

#include <stdlib.h>
#include <string.h>

static const char *const MONTHS[] = { "January", "February", "March", "April", "May", "June", "July", "August",
	"September", "October", "November", "December" };

/* "7–9 June 2022", "30 June – 2 July 2022" or "7 June 2022". */
static const char *dates_of(struct arena *arena, int64_t starts_at, int64_t ends_at)
{
	struct clock_local from = clock_local(starts_at), to = clock_local(ends_at);
	const char *end = arena_printf(arena, "%d %s %d", to.day, MONTHS[to.month - 1], to.year);
	if (from.month != to.month || from.year != to.year)
		return arena_printf(arena, "%d %s – %s", from.day, MONTHS[from.month - 1], end);
	return from.day == to.day ? end : arena_printf(arena, "%d–%s", from.day, end);
}

static enum err get_number(struct db *db, struct arena *arena, const char *name, int64_t *out_number)
{
	const char *text = NULL;
	enum err err = setting_get(db, arena, name, &text);
	*out_number = text ? strtoll(text, NULL, 10) : 0;
	return err;
}

static enum err get_text(struct db *db, struct arena *arena, const char *name, const char **out_text)
{
	enum err err = setting_get(db, arena, name, out_text);
	if (!err && !*out_text)
		*out_text = "";
	return err;
}

enum err day_get(struct db *db, struct arena *arena, struct day *out_day)
{
	struct day day = { 0 };
	enum err err = OK;
	for (enum lang lang = 0; !err && lang < LANG_MAX; lang++)
		err = setting_get(db, arena, arena_printf(arena, "title.%s", lang_key(lang)), &day.title.in[lang]);
	if (!err)
		err = get_text(db, arena, "acronym", &day.acronym);
	if (!err)
		err = get_text(db, arena, "place", &day.place);
	if (!err)
		err = get_text(db, arena, "dates", &day.dates);
	if (!err)
		err = get_number(db, arena, "starts_at", &day.starts_at);
	if (!err)
		err = get_number(db, arena, "ends_at", &day.ends_at);
	if (err)
		return err;
	if (!*texts_best(&day.title, LANG_EN))
		day.title.in[LANG_EN] = "Partner2Connect";
	if (!*day.dates && day.starts_at && day.ends_at)
		day.dates = dates_of(arena, day.starts_at, day.ends_at);
	*out_day = day;
	return OK;
}

enum err day_set(struct tx *tx, const struct day_form *form)
{
	const char *const SETTINGS[][2] = { { "title.en", form->title }, { "acronym", form->acronym },
		{ "place", form->place }, { "dates", form->dates }, { "zone", form->zone } };
	const char *zone;
	enum err err = setting_get(tx_db(tx), tx_arena(tx), "zone", &zone);
	if (!err && zone)
		return fault_set(tx_fault(tx), ERR_CONFLICT, "data",
		    "This folder holds an event already. A new sign-in code comes from: p2c code --role admin");
	for (size_t i = 0; !err && i < sizeof SETTINGS / sizeof *SETTINGS; i++)
		if (SETTINGS[i][1] && *SETTINGS[i][1])
			err = setting_put(tx, SETTINGS[i][0], SETTINGS[i][1]);
	if (!err)
		err = tx_journal(tx,
		    &(struct journal_note){ .topic = "agenda", .action = "day.set", .subject = "day", .version = 1 });
	return err;
}
