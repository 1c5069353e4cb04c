/* The video messages of the demonstration day: two cards with words (made once with ffmpeg, nobody's face), captions
 * in two languages, shown in every break, and started by hand in a room that stands empty when the day begins. Draws
 * nothing: the rest of the day does not change with it. */
#include "base/embed.h"
#include "domain/demo_plan.h"
#include "domain/playlist.h"
#include "domain/video.h"
#include "store/shelf.h"

#include <string.h>

EMBED(demo_video_school, "server/domain/data/video-school.webm");
EMBED(demo_video_alone, "server/domain/data/video-alone.webm");

static const char EMPTY_ROOM[] = "Breakout Room A";
enum { MESSAGES = 2, CAPTIONS = 2 };

static const struct message {
	const char *bytes, *end;
	struct texts title;
	const char *speaker, *entity;
	const char *captions[CAPTIONS][2]; /* language, WebVTT */
} THE_MESSAGES[MESSAGES] = {
	{ demo_video_school, demo_video_school_end,
	    { { "A school online is a village online", "Une école connectée, c’est un village connecté",
		"Una escuela conectada es una aldea conectada", "مدرسة متصلة تعني قرية متصلة",
		"Школа в сети — деревня в сети", "一所学校联网，就是一个村庄联网" } },
	    "Ayana Berhe Tadesse", "Ministry of Digital Development",
	    { { "en", "WEBVTT\n\n00:01.000 --> 00:08.000\nWhen one school is online,\nits whole village is.\n\n"
		      "00:09.000 --> 00:18.000\nWe will connect four hundred of them\nbefore the next rains.\n" },
		{ "fr",
		    "WEBVTT\n\n00:01.000 --> 00:08.000\nQuand une école est connectée,\ntout son village l’est.\n\n"
		    "00:09.000 --> 00:18.000\nNous en connecterons quatre cents\navant les prochaines "
		    "pluies.\n" } } },
	{ demo_video_alone, demo_video_alone_end,
	    { { "Nobody connects alone", "Personne ne se connecte seul", "Nadie se conecta solo", "لا أحد يتصل وحده",
		"Никто не подключается в одиночку", "没有人独自连接" } },
	    "Mateo Quispe Rojas", "Andes Connect",
	    { { "en", "WEBVTT\n\n00:01.000 --> 00:08.000\nA mast in the mountains\nneeds twelve partners.\n\n"
		      "00:09.000 --> 00:16.000\nThis week we found eleven.\nCome and be the twelfth.\n" },
		{ "es", "WEBVTT\n\n00:01.000 --> 00:08.000\nUna antena en la montaña\nnecesita doce socios.\n\n"
			"00:09.000 --> 00:16.000\nEsta semana hallamos once.\nVenga a ser el duodécimo.\n" } } },
};

static enum err caption(struct tx *tx, const struct message *m, const char *id)
{
	enum err err = OK;
	for (size_t i = 0; !err && i < CAPTIONS; i++) {
		struct caption read;
		const char *language = m->captions[i][0], *vtt = m->captions[i][1];
		err = caption_read(tx_arena(tx), language, vtt, strlen(vtt), &read, tx_fault(tx));
		if (!err)
			err = video_caption(tx, id, language, &read);
	}
	return err;
}

static enum err upload(struct demo_plan *plan, struct tx *tx, const struct message *m, const char **out_id)
{
	size_t len = (size_t)(m->end - m->bytes);
	struct video video;
	struct video_found found;
	struct video_form form = {
		.title = m->title, .speaker = m->speaker, .entity = m->entity, .language = "en", .size = (int64_t)len
	};
	tx_act_as(tx, "protocol-1");
	enum err err = video_begin(tx, &form, &video);
	if (!err)
		err = shelf_put(plan->shelf, video.id, video.size, 0, m->bytes, len, tx_fault(tx));
	if (!err)
		err = video_look(tx_db(tx), tx_arena(tx), plan->shelf, video.id, &found, tx_fault(tx));
	if (!err)
		err = video_finish(tx, video.id, &found, &video);
	if (!err)
		err = caption(tx, m, video.id);
	if (!err)
		err = video_decide(tx, video.id, true, NULL, &video);
	if (!err)
		*out_id = video.id;
	return err;
}

static const char *empty_room(const struct demo_plan *plan)
{
	for (size_t i = 0; i < DEMO_ROOMS; i++)
		if (strcmp(plan->rooms[i].name, EMPTY_ROOM) == 0)
			return plan->rooms[i].id;
	return "";
}

enum err demo_media(struct demo_plan *plan, struct tx *tx, size_t what)
{
	const char *ids[MESSAGES];
	struct playlist list;
	enum err err = OK;
	(void)what;
	for (size_t i = 0; !err && i < MESSAGES; i++)
		err = upload(plan, tx, &THE_MESSAGES[i], &ids[i]);
	if (err)
		return err;
	const char *items = arena_printf(tx_arena(tx), "%s %s", ids[0], ids[1]);
	err = playlist_add(tx, &(struct playlist_form){ .name = "Coffee breaks", .items = items }, &list);
	struct playlist_form waiting = { .name = "While you wait", .items = items, .rooms = empty_room(plan) };
	if (!err)
		err = playlist_add(tx, &waiting, &list);
	if (!err)
		err = playlist_play(tx, list.id, demo_time(8, 15, 4), &list);
	return err;
}

void demo_media_plan(struct demo_plan *plan)
{
	demo_step_add(plan, demo_time(8, 13, 40), DO_MEDIA, 0);
}
