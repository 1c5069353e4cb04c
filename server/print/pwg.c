/* See pwg.h. */
#include "print/pwg.h"

#include "base/mem.h"

#include <cups/cups.h>
#include <cups/raster.h>
#include <stdlib.h>
#include <string.h>

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

static void make_line(
    const struct badge_pixels *pixels, const cups_page_header2_t *page, size_t y, enum pwg_kind kind, void *line)
{
	size_t width = pixels->width < page->cupsWidth ? pixels->width : page->cupsWidth;
	memset(line, kind == PWG_BLACK ? 0 : 0xFF, page->cupsBytesPerLine);
	for (size_t x = 0; y < pixels->height && x < width; x++) {
		uint32_t rgb;
		memcpy(&rgb, pixels->bytes + y * pixels->stride + 4 * x, sizeof rgb);
		put(line, x, rgb, kind);
	}
}

enum err pwg_write(const struct badge_pixels *pixels, enum pwg_kind kind, const char *media, struct buf *out)
{
	size_t before = out->len;
	cups_page_header2_t page;
	pwg_media_t *size = pwgMediaForPWG(media);
	int dpi = (int)pixels->dpi;
	if (!size || !cupsRasterInitPWGHeader(&page, size, TYPES[kind], dpi, dpi, "one-sided", NULL))
		return ERR_BROKEN;
	cups_raster_t *raster = cupsRasterOpenIO(take, out, CUPS_RASTER_WRITE_PWG);
	unsigned char *line = mem_alloc(page.cupsBytesPerLine);
	bool fine = raster && cupsRasterWriteHeader2(raster, &page);
	for (size_t y = 0; fine && y < page.cupsHeight; y++) {
		make_line(pixels, &page, y, kind, line);
		fine = cupsRasterWritePixels(raster, line, page.cupsBytesPerLine) == page.cupsBytesPerLine;
	}
	cupsRasterClose(raster);
	free(line);
	if (!fine)
		out->len = before;
	return fine ? OK : ERR_BROKEN;
}
