/* The venue of the demonstration day: its floor plan, and of each room where it is on it, what it is called and how
 * one gets there. Draws nothing by chance: the rest of the day does not change with it. */
#include "badges/venue_plan.h"
#include "base/embed.h"
#include "domain/demo_plan.h"
#include "domain/venue_plan.h"
#include "store/write.h"

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

static enum err describe_room(struct tx *tx, const struct agenda_room *room, const struct venue *venue)
{
	struct room_text_row texts[LANG_MAX];
	for (int i = 0; i < LANG_MAX; i++)
		texts[i] =
		    (struct room_text_row){ room->id, lang_key((enum lang)i), venue->names[i], venue->ways[i] };
	struct room_row row = { .id = room->id,
		.name = room->name,
		.version = 2,
		.capacity = room->capacity,
		.position = room->position,
		.level = venue->level,
		.languages = venue->languages,
		.plan_x = venue->x,
		.plan_y = venue->y };
	enum err err = room_put(tx_db(tx), &row);
	if (!err)
		err = room_texts_put(tx_db(tx), room->id, texts, LANG_MAX);
	return err ? err
		   : tx_journal(tx,
			 &(struct journal_note){
			     .topic = "agenda", .action = "room.edit", .subject = room->id, .version = row.version });
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
