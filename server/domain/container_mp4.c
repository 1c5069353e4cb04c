/* MP4: boxes in boxes (ISO/IEC 14496-12 §4.2). See container.h. */
#include "domain/container_parts.h"

#include <string.h>

#define TYPE(a, b, c, d) ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

struct box {
	uint32_t type;
	int64_t body, end;
};

/* What a movie says of itself. */
struct movie {
	bool has_picture, has_bytes;
	uint64_t length, per_second, fragment_length;
	char codec[5];
	int width, height;
};

/* Pictures that every browser on the venue's screens shows; a new one is a new row. */
static const uint32_t CODECS[] = { TYPE('a', 'v', 'c', '1'), TYPE('a', 'v', 'c', '3'), TYPE('v', 'p', '0', '8'),
	TYPE('v', 'p', '0', '9'), TYPE('a', 'v', '0', '1') };

/* The box at `at`, which must end within `end`. */
static enum err read_box(struct container_reader *r, int64_t at, int64_t end, struct box *out_box)
{
	uint64_t size = 0, type = 0;
	int64_t head = 8;
	if (r->left-- <= 0)
		return container_refuse(r, "The file has too many parts to be a video.");
	enum err err = container_number(r, at, end, 4, &size);
	if (!err)
		err = container_number(r, at + 4, end, 4, &type);
	if (!err && size == 1) {
		head = 16;
		err = container_number(r, at + 8, end, 8, &size);
	}
	if (err)
		return err;
	if (size == 0)
		size = (uint64_t)(end - at);
	if (size < (uint64_t)head || size > (uint64_t)(end - at))
		return container_cut_off(r);
	*out_box = (struct box){ (uint32_t)type, at + head, at + (int64_t)size };
	return OK;
}

/* The first box of that type within [at, end); a box that is not there has type 0. */
static enum err find_box(struct container_reader *r, int64_t at, int64_t end, uint32_t type, struct box *out_box)
{
	struct box found = { 0 };
	while (at < end && !found.type) {
		struct box box;
		enum err err = read_box(r, at, end, &box);
		if (err)
			return err;
		if (box.type == type)
			found = box;
		at = box.end;
	}
	*out_box = found;
	return OK;
}

/* One box after another inwards: "mdia", "minf", "stbl". */
static enum err find_path(
    struct container_reader *r, struct box in, const uint32_t *path, size_t n, struct box *out_box)
{
	enum err err = OK;
	for (size_t i = 0; !err && i < n && in.end; i++)
		err = find_box(r, in.body, in.end, path[i], &in);
	*out_box = in;
	return err;
}

/* mvhd: version 1 has wide numbers. */
static enum err read_length(struct container_reader *r, struct box mvhd, struct movie *movie)
{
	uint64_t version = 0;
	enum err err = container_number(r, mvhd.body, mvhd.end, 1, &version);
	int64_t at = mvhd.body + 4 + (version ? 16 : 8);
	if (!err)
		err = container_number(r, at, mvhd.end, 4, &movie->per_second);
	if (!err)
		err = container_number(r, at + 4, mvhd.end, version ? 8 : 4, &movie->length);
	return err;
}

/* mvex/mehd: the length of a movie in fragments. */
static enum err read_fragments(struct container_reader *r, struct box mvex, struct movie *movie)
{
	struct box mehd;
	uint64_t version = 0;
	enum err err = find_box(r, mvex.body, mvex.end, TYPE('m', 'e', 'h', 'd'), &mehd);
	if (err || !mehd.type)
		return err;
	err = container_number(r, mehd.body, mehd.end, 1, &version);
	return err ? err : container_number(r, mehd.body + 4, mehd.end, version ? 8 : 4, &movie->fragment_length);
}

/* The first entry of stsd: how the picture is coded, and its size. */
static enum err read_picture(struct container_reader *r, struct box stsd, struct movie *movie)
{
	struct box entry;
	uint64_t width = 0, height = 0;
	enum err err = read_box(r, stsd.body + 8, stsd.end, &entry);
	if (!err)
		err = container_number(r, entry.body + 24, entry.end, 2, &width);
	if (!err)
		err = container_number(r, entry.body + 26, entry.end, 2, &height);
	if (err)
		return err;
	for (int i = 0; i < 4; i++) {
		char letter = (char)(entry.type >> (24 - 8 * i));
		movie->codec[i] = letter >= '!' && letter <= '~' ? letter : '?';
	}
	for (size_t i = 0; i < sizeof CODECS / sizeof *CODECS; i++)
		movie->has_picture = movie->has_picture || CODECS[i] == entry.type;
	movie->width = (int)width;
	movie->height = (int)height;
	return OK;
}

static enum err read_track(struct container_reader *r, struct box trak, struct movie *movie)
{
	static const uint32_t HANDLER[] = { TYPE('m', 'd', 'i', 'a'), TYPE('h', 'd', 'l', 'r') };
	static const uint32_t SAMPLES[] = { TYPE('m', 'd', 'i', 'a'), TYPE('m', 'i', 'n', 'f'),
		TYPE('s', 't', 'b', 'l'), TYPE('s', 't', 's', 'd') };
	struct box hdlr, stsd = { 0 };
	uint64_t kind = 0;
	enum err err = find_path(r, trak, HANDLER, 2, &hdlr);
	if (!err && hdlr.type)
		err = container_number(r, hdlr.body + 8, hdlr.end, 4, &kind);
	if (err || kind != TYPE('v', 'i', 'd', 'e') || movie->has_picture)
		return err;
	err = find_path(r, trak, SAMPLES, 4, &stsd);
	return err || !stsd.type ? err : read_picture(r, stsd, movie);
}

static enum err read_movie(struct container_reader *r, struct box moov, struct movie *movie)
{
	enum err err = OK;
	for (struct box box; !err && moov.body < moov.end; moov.body = box.end) {
		err = read_box(r, moov.body, moov.end, &box);
		if (err)
			break;
		if (box.type == TYPE('m', 'v', 'h', 'd'))
			err = read_length(r, box, movie);
		else if (box.type == TYPE('m', 'v', 'e', 'x'))
			err = read_fragments(r, box, movie);
		else if (box.type == TYPE('t', 'r', 'a', 'k'))
			err = read_track(r, box, movie);
	}
	return err;
}

static enum err judge(const struct container_reader *r, const struct movie *movie, struct container *out_container)
{
	if (!movie->per_second)
		return container_refuse(r, "The file has no index (moov): it is cut off, or was never finished.");
	if (!movie->has_picture && *movie->codec)
		return fault_set(r->fault, ERR_FILE_FORMAT, "file",
		    "The picture is coded as “%s”, which the screens cannot show. Export it as H.264, VP9 or AV1.",
		    movie->codec);
	if (!movie->has_picture)
		return container_refuse(r, "The file has no picture, only sound or data.");
	if (!movie->has_bytes)
		return container_refuse(r, "The file has an index, but nothing in it to show.");
	uint64_t length = movie->length ? movie->length : movie->fragment_length;
	struct container found = { .type = "video/mp4", .width = movie->width, .height = movie->height };
	enum err err = container_take_length(r, (double)length, (double)movie->per_second, &found);
	if (!err)
		*out_container = found;
	return err;
}

enum err container_mp4(struct container_reader *r, struct container *out_container)
{
	struct movie movie = { 0 };
	enum err err = OK;
	int64_t at = 0;
	for (struct box box; !err && at < r->source->size; at = box.end) {
		err = read_box(r, at, r->source->size, &box);
		if (err)
			break;
		if (box.type == TYPE('m', 'o', 'o', 'v'))
			err = read_movie(r, box, &movie);
		else if (box.type == TYPE('m', 'd', 'a', 't') && box.end > box.body)
			movie.has_bytes = true;
	}
	return err ? err : judge(r, &movie, out_container);
}
