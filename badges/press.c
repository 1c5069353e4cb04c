/* See press.h. */
#include "badges/press.h"

#include "badges/logo.h"
#include "badges/set.h"
#include "badges/text.h"
#include "badges/turn.h"
#include "base/buf.h"
#include "base/fatal.h"
#include "base/mem.h"

#include <pango/pango.h>
#include <stdlib.h>
#include <string.h>

struct badge_press {
	struct badge_set *set;
	struct badge_logos *logos;
	struct arena *scratch;
};

/* The scripts of the six official languages and of most other names at an ITU conference. */
static const struct probe {
	const char *script, *text, *package;
} PROBES[] = {
	{ "Latin", "José Ñúñez Łukasz Ğ Nguyễn Ọ", "fonts-noto-core" },
	{ "Arabic", "محمد عبد الرحمن پژگی", "fonts-noto-core" },
	{ "Chinese", "王小明 赵钱孙李 歐陽", "fonts-noto-cjk" },
	{ "Cyrillic", "Щербаков Їжакевич Қасым", "fonts-noto-core" },
	{ "Ethiopic", "አበበ ገብረ ማርያም", "fonts-noto-core" },
	{ "Devanagari", "श्रीमती कृष्णा त्रिपाठी", "fonts-noto-core" },
};

static bool can_print(struct badge_set *set, const struct probe *probe)
{
	unsigned unknown = 0;
	for (int face = 0; face < BADGE_FACE_MAX; face++)
		unknown += badge_set_unknown(set, (enum badge_face)face, probe->text);
	return unknown == 0;
}

/* Lists in *missing, each once, the scripts and the packages. */
static void probe_all(struct badge_set *set, struct buf *missing, struct buf *packages)
{
	for (size_t i = 0; i < sizeof PROBES / sizeof *PROBES; i++) {
		if (can_print(set, &PROBES[i]))
			continue;
		buf_printf(missing, "%s%s", missing->len ? ", " : "", PROBES[i].script);
		if (!strstr(buf_text(packages), PROBES[i].package))
			buf_printf(packages, " %s", PROBES[i].package);
	}
}

/* glib ends the process with a trap when it has no thread for pango: that is an end like any other here. */
static void on_glib(const char *domain, GLogLevelFlags level, const char *words, void *ctx)
{
	if (level & G_LOG_FLAG_FATAL)
		fatal(words);
	g_log_default_handler(domain, level, words, ctx);
}

enum err badge_press_create(struct badge_press **out_press, struct fault *out_fault)
{
	struct badge_press *press = mem_alloc(sizeof *press);
	struct buf missing = { 0 }, packages = { 0 };
	enum err err = OK;
	g_log_set_default_handler(on_glib, NULL);
	press->logos = badge_logos_create();
	press->scratch = arena_create();
	turn_take();
	press->set = badge_set_create();
	probe_all(press->set, &missing, &packages);
	turn_give();
	if (missing.len) {
		err = fault_set(out_fault, ERR_CONFIG, "fonts",
		    "No font is installed for: %s. On Debian: apt install%s", buf_text(&missing),
		    buf_text(&packages));
		badge_press_destroy(press);
	} else {
		*out_press = press;
	}
	buf_finish(&missing);
	buf_finish(&packages);
	return err;
}

void badge_press_destroy(struct badge_press *press)
{
	if (!press)
		return;
	turn_take();
	badge_set_destroy(press->set);
	turn_give();
	badge_logos_destroy(press->logos);
	arena_destroy(press->scratch);
	free(press);
}

unsigned badge_press_unknown(struct badge_press *press, const char *text)
{
	arena_reset(press->scratch);
	turn_take();
	unsigned unknown = badge_set_unknown(press->set, BADGE_BOLD, badge_text_clean(press->scratch, text));
	turn_give();
	return unknown;
}

struct badge_set *badge_press_set(struct badge_press *press)
{
	return press->set;
}

struct badge_logos *badge_press_logos(struct badge_press *press)
{
	return press->logos;
}

struct arena *badge_press_scratch(struct badge_press *press)
{
	return press->scratch;
}
