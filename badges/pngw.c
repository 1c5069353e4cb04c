/* See pngw.h. */
#include "badges/pngw.h"

#include "base/fatal.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <libdeflate.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
	COLOURS = 256,
	SLOTS = 1024, /* of the hash table: a power of two, four times the colours */
	LEVEL = 4,    /* of libdeflate: higher gains a twentieth in size and doubles the time */
	TRUE_COLOUR = 2,
	INDEXED = 3,
};

static const uint32_t EXACT = 0xFFFFFF, GATHERED = 0xF8F8F8, WHITE = 0xFFFFFF;

/* The colours seen so far, found by the bits that `mask` leaves. */
struct palette {
	uint32_t mask;
	unsigned count;
	uint32_t colour[COLOURS];
	uint16_t slot[SLOTS]; /* index + 1, 0 when free */
};

/* The index of a colour, or COLOURS when the palette is full. */
static unsigned lookup(struct palette *palette, uint32_t colour)
{
	uint32_t key = colour & palette->mask;
	unsigned at = key * 2654435761U >> 22;
	for (; palette->slot[at]; at = (at + 1) % SLOTS)
		if ((palette->colour[palette->slot[at] - 1] & palette->mask) == key)
			return palette->slot[at] - 1U;
	if (palette->count == COLOURS)
		return COLOURS;
	palette->colour[palette->count] = colour;
	palette->slot[at] = (uint16_t)++palette->count;
	return palette->count - 1;
}

static const uint32_t *row_of(const struct badge_pixels *pixels, unsigned row)
{
	return (const uint32_t *)(const void *)(pixels->bytes + row * pixels->stride);
}

/* One row as indices; false when there are too many colours. Neighbours are mostly equal, so the last one is kept. */
static bool index_row(struct palette *palette, const uint32_t *row, unsigned width, uint8_t *out_row)
{
	uint32_t last = row[0] & EXACT;
	unsigned index = lookup(palette, last);
	for (unsigned x = 0; x < width; x++) {
		uint32_t colour = row[x] & EXACT;
		if (colour != last) {
			index = lookup(palette, colour);
			last = colour;
		}
		if (index == COLOURS)
			return false;
		out_row[x] = (uint8_t)index;
	}
	return index != COLOURS;
}

/* Fills `lines` (a filter byte 0 before each row) with indices. Much of a badge is the same row over and over. */
static bool index_all(const struct badge_pixels *pixels, uint32_t mask, struct palette *out_palette, uint8_t *lines)
{
	*out_palette = (struct palette){ .mask = mask };
	if (mask != EXACT)
		lookup(out_palette, WHITE); /* paper is white, not the first soft edge that is almost so */
	size_t pitch = pixels->width + (size_t)1;
	for (unsigned y = 0; y < pixels->height; y++) {
		const uint32_t *row = row_of(pixels, y);
		uint8_t *line = lines + y * pitch;
		if (y && memcmp(row, row_of(pixels, y - 1), pixels->width * sizeof *row) == 0)
			memcpy(line, line - pitch, pitch);
		else if (!index_row(out_palette, row, pixels->width, line + 1))
			return false;
	}
	return true;
}

static void spread_all(const struct badge_pixels *pixels, uint8_t *lines)
{
	for (unsigned y = 0; y < pixels->height; y++) {
		const uint32_t *row = row_of(pixels, y);
		*lines++ = 0;
		for (unsigned x = 0; x < pixels->width; x++) {
			*lines++ = (uint8_t)(row[x] >> 16);
			*lines++ = (uint8_t)(row[x] >> 8);
			*lines++ = (uint8_t)row[x];
		}
	}
}

static void put32(struct buf *out, uint32_t value)
{
	uint32_t big = htonl(value);
	buf_add(out, &big, sizeof big);
}

/* Begins a chunk; its length is filled in at the end. */
static size_t chunk(struct buf *out, const char type[5])
{
	size_t at = out->len;
	put32(out, 0);
	buf_add(out, type, 4);
	return at;
}

static void chunk_end(struct buf *out, size_t at)
{
	uint32_t big = htonl((uint32_t)(out->len - at - 8));
	memcpy(out->bytes + at, &big, sizeof big);
	put32(out, libdeflate_crc32(0, out->bytes + at + 4, out->len - at - 4));
}

static void put_header(struct buf *out, const struct badge_pixels *pixels, uint8_t type)
{
	const uint8_t form[] = { 8, type, 0, 0, 0 }; /* depth, type, deflate, filters, not interlaced */
	buf_add(out, "\x89PNG\r\n\x1a\n", 8);
	size_t at = chunk(out, "IHDR");
	put32(out, pixels->width);
	put32(out, pixels->height);
	buf_add(out, form, sizeof form);
	chunk_end(out, at);
	uint32_t per_metre = (pixels->dpi * 10000U + 127U) / 254U;
	at = chunk(out, "pHYs");
	put32(out, per_metre);
	put32(out, per_metre);
	buf_add_byte(out, 1);
	chunk_end(out, at);
}

static void put_palette(struct buf *out, const struct palette *palette)
{
	size_t at = chunk(out, "PLTE");
	for (unsigned i = 0; i < palette->count; i++) {
		uint32_t big = htonl(palette->colour[i] << 8);
		buf_add(out, &big, 3);
	}
	chunk_end(out, at);
}

static void put_data(struct buf *out, const uint8_t *lines, size_t len)
{
	struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(LEVEL);
	if (!compressor)
		fatal("out of memory");
	size_t at = chunk(out, "IDAT");
	size_t most = libdeflate_zlib_compress_bound(compressor, len);
	out->len += libdeflate_zlib_compress(compressor, lines, len, buf_room(out, most), most);
	chunk_end(out, at);
	libdeflate_free_compressor(compressor);
}

void badge_pngw(const struct badge_pixels *pixels, struct buf *out)
{
	struct palette palette;
	size_t len = (pixels->width + (size_t)1) * pixels->height;
	uint8_t *lines = mem_alloc(len);
	if (index_all(pixels, EXACT, &palette, lines) || index_all(pixels, GATHERED, &palette, lines)) {
		put_header(out, pixels, INDEXED);
		put_palette(out, &palette);
	} else {
		len = (pixels->width * (size_t)3 + 1) * pixels->height;
		free(lines);
		lines = mem_alloc(len);
		spread_all(pixels, lines);
		put_header(out, pixels, TRUE_COLOUR);
	}
	put_data(out, lines, len);
	chunk_end(out, chunk(out, "IEND"));
	free(lines);
}
