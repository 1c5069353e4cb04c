/* The venue of the demonstration day: its floor plan, and of each room where it is on it, what it is called and how
 * one gets there. Draws nothing by chance: the rest of the day does not change with it. */
#include "badges/venue_plan.h"
#include "base/embed.h"
#include "domain/demo_plan.h"
#include "domain/room.h"
#include "domain/venue_plan.h"

#include <string.h>

EMBED(demo_plan_svg, "server/domain/data/demo_plan.svg");

static const struct venue {
	const char *name, *level, *languages;
	int x, y;
	const char *names[LANG_MAX], *ways[LANG_MAX];
} VENUES[] = {
#define VENUE(name, x, y, level, languages, n_en, n_fr, n_es, n_ar, n_ru, n_zh, w_en, w_fr, w_es, w_ar, w_ru, w_zh)  \
	{ name, level, languages, x, y, { n_en, n_fr, n_es, n_ar, n_ru, n_zh },                                      \
		{ w_en, w_fr, w_es, w_ar, w_ru, w_zh } },
#include "domain/demo_venue.def"
#undef VENUE
};

/* "en fr": channels in their order. */
static int read_channels(const char *words, enum lang out_languages[LANG_MAX])
{
	int n = 0;
	for (const char *at = words; *at && n < LANG_MAX; at += strspn(at, " ")) {
		char key[3] = { at[0], at[1], '\0' };
		n += lang_parse(key, &out_languages[n]);
		at += strcspn(at, " ");
	}
	return n;
}

static enum err describe_room(struct tx *tx, const struct agenda_room *room, const struct venue *venue)
{
	struct agenda_room described = *room;
	described.version = 1;
	described.level = venue->level;
	described.plan_x = venue->x;
	described.plan_y = venue->y;
	described.n_languages = read_channels(venue->languages, described.languages);
	for (int i = 0; i < LANG_MAX; i++) {
		described.names.in[i] = venue->names[i];
		described.way.in[i] = venue->ways[i];
	}
	return room_keep(tx, &described);
}

static enum err keep_plan(struct tx *tx)
{
	struct buf png = { 0 };
	struct venue_plan_size size;
	struct venue_plan plan;
	enum err err = venue_plan_take(demo_plan_svg, strlen(demo_plan_svg), &png, &size, tx_fault(tx));
	if (!err)
		err = venue_plan_keep(tx, png.bytes, png.len, size.width, size.height, &plan);
	buf_finish(&png);
	return err;
}

enum err demo_venue(struct demo_plan *plan, struct tx *tx, size_t what)
{
	(void)what;
	tx_act_as(tx, "agenda-1");
	enum err err = keep_plan(tx);
	for (size_t i = 0; !err && i < DEMO_ROOMS; i++)
		for (size_t k = 0; !err && k < sizeof VENUES / sizeof *VENUES; k++)
			if (strcmp(VENUES[k].name, plan->rooms[i].name) == 0)
				err = describe_room(tx, &plan->rooms[i], &VENUES[k]);
	return err;
}
