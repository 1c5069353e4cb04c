/* libFuzzer: templates from outside. Whatever comes: it is refused with a fault, or it can be laid out, and every
 * text of it stays on its page. clang -fsanitize=fuzzer,address,undefined with badges/, base and this file. */
#include "badges/layout.h"
#include "badges/template_read.h"

#include <stdlib.h>
#include <string.h>

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* A font of squares, broken anywhere. */
static struct badge_extent squares(void *ctx, const struct badge_run *run)
{
	double one = run->pt * 25.4 / 72, all = one * (double)strlen(run->text);
	unsigned lines = run->width > 0 && all > run->width ? (unsigned)(all / run->width) + 1 : 1;
	(void)ctx;
	if (run->lines && lines > run->lines)
		lines = run->lines;
	return (struct badge_extent){ run->width > 0 && all > run->width ? run->width : all, one * lines, lines };
}

static void lay_out(const struct badge_template *template, const struct badge_side *side)
{
	static const struct badge_measure MEASURE = { squares, NULL };
	const char *texts[BADGE_SLOT_MAX];
	struct badge_layout layout;
	for (size_t i = 0; i < BADGE_SLOT_MAX; i++)
		texts[i] = "Permanent Representative";
	badge_layout_make(side, texts, &MEASURE, &layout);
	must(layout.n <= BADGE_TEXTS_MAX);
	for (size_t i = 0; i < layout.n; i++) {
		const struct badge_box *box = &layout.texts[i].field->box;
		must(layout.texts[i].run.pt > 0 && layout.texts[i].run.text[0]);
		must(
		    box->x + box->width <= template->width + 0.01 && box->y + box->height <= template->height + 0.01);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *arena = arena_create();
	const struct badge_template *template = NULL;
	struct fault fault = { 0 };
	enum err err = badge_template_read(arena, (const char *)bytes, len, &template, &fault);
	must(err ? fault.err == err && fault.detail[0] && !template : template != NULL);
	for (size_t i = 0; !err && i < template->n_sides; i++)
		lay_out(template, &template->sides[i]);
	if (!err) {
		struct badge_template other = badge_template_scaled(arena, template, 105, 148);
		for (size_t i = 0; i < other.n_sides; i++)
			lay_out(&other, &other.sides[i]);
	}
	arena_destroy(arena);
	return 0;
}
