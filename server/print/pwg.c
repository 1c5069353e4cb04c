/* See pwg.h. */
#include "print/pwg.h"

#include "base/mem.h"

#include <cups/cups.h>
#include <cups/raster.h>
#include <stdlib.h>
#include <string.h>

static const unsigned TURNED = 0xFFFFFFFF; /* -1, of a header's transforms */

struct pwg {
	struct pwg_form form;
	cups_raster_t *raster;
	unsigned written; /* pages */
};

static const char *const TYPES[PWG_KIND_MAX] = { "srgb_8", "sgray_8", "black_1" };

enum pwg_kind pwg_kind_choose(const struct talk_list *types)
{
	for (int kind = 0; kind < PWG_KIND_MAX; kind++)
		if (talk_lists(types, TYPES[kind]))
			return (enum pwg_kind)kind;
	return PWG_COLOUR;
}

static ssize_t take(void *ctx, unsigned char *bytes, size_t len)
{
	buf_add(ctx, bytes, len);
	return (ssize_t)len;
}

/* ITU-R BT.601 in 1/256. */
static unsigned char grey_of(uint32_t rgb)
{
	return (unsigned char)(((rgb >> 16 & 0xFF) * 77 + (rgb >> 8 & 0xFF) * 150 + (rgb & 0xFF) * 29) >> 8);
}

static void put(unsigned char *line, size_t x, uint32_t rgb, enum pwg_kind kind)
{
	if (kind == PWG_COLOUR) {
		line[3 * x] = (unsigned char)(rgb >> 16);
		line[3 * x + 1] = (unsigned char)(rgb >> 8);
		line[3 * x + 2] = (unsigned char)rgb;
	} else if (kind == PWG_GREY) {
		line[x] = grey_of(rgb);
	} else if (grey_of(rgb) < 128) { /* a set bit is black; edges stay sharp for the QR */
		line[x / 8] = (unsigned char)(line[x / 8] | 0x80 >> x % 8);
	}
}

/* Where a page's row or column comes from in the picture. */
static size_t source_of(size_t at, size_t size, unsigned transform)
{
	return transform == TURNED ? size - 1 - at : at;
}

static void make_line(
    const struct badge_pixels *pixels, const cups_page_header2_t *page, size_t row, enum pwg_kind kind, void *line)
{
	size_t y = source_of(row, page->cupsHeight, page->cupsInteger[CUPS_RASTER_PWG_FeedTransform]);
	memset(line, kind == PWG_BLACK ? 0 : 0xFF, page->cupsBytesPerLine);
	for (size_t at = 0; y < pixels->height && at < page->cupsWidth; at++) {
		size_t x = source_of(at, page->cupsWidth, page->cupsInteger[CUPS_RASTER_PWG_CrossFeedTransform]);
		uint32_t rgb;
		if (x >= pixels->width)
			continue;
		memcpy(&rgb, pixels->bytes + y * pixels->stride + 4 * x, sizeof rgb);
		put(line, at, rgb, kind);
	}
}

static bool is_two_sided(const struct pwg_form *form)
{
	return form->sides && strncmp(form->sides, "two-sided", strlen("two-sided")) == 0;
}

/* The table of turns by edge and by printer is libcups's (PWG 5102.4 table 11); what it leaves in the header is done
 * to the pixels here. */
static bool make_header(const struct pwg *pwg, unsigned dpi, cups_page_header2_t *out_page)
{
	const struct pwg_form *form = &pwg->form;
	bool two = is_two_sided(form), is_back = two && pwg->written % 2 == 1;
	pwg_media_t *size = pwgMediaForPWG(form->media);
	if (!size || !cupsRasterInitPWGHeader(out_page, size, TYPES[form->kind], (int)dpi, (int)dpi,
			 two ? form->sides : "one-sided", is_back ? form->back : NULL))
		return false;
	out_page->cupsInteger[CUPS_RASTER_PWG_TotalPageCount] = form->pages;
	return true;
}

struct pwg *pwg_begin(const struct pwg_form *form, struct buf *out)
{
	struct pwg *pwg = mem_alloc(sizeof *pwg);
	*pwg = (struct pwg){ .form = *form, .raster = cupsRasterOpenIO(take, out, CUPS_RASTER_WRITE_PWG) };
	return pwg;
}

enum err pwg_page(struct pwg *pwg, const struct badge_pixels *pixels)
{
	cups_page_header2_t page;
	if (!pwg->raster || !make_header(pwg, pixels->dpi, &page))
		return ERR_BROKEN;
	unsigned char *line = mem_alloc(page.cupsBytesPerLine);
	bool fine = cupsRasterWriteHeader2(pwg->raster, &page);
	for (size_t y = 0; fine && y < page.cupsHeight; y++) {
		make_line(pixels, &page, y, pwg->form.kind, line);
		fine = cupsRasterWritePixels(pwg->raster, line, page.cupsBytesPerLine) == page.cupsBytesPerLine;
	}
	free(line);
	pwg->written++;
	return fine ? OK : ERR_BROKEN;
}

void pwg_end(struct pwg *pwg)
{
	if (!pwg)
		return;
	cupsRasterClose(pwg->raster);
	free(pwg);
}
