/* WebM: elements with lengths of their own length (RFC 8794 §4, §5). See container.h. */
#include "domain/container_parts.h"

#include <string.h>

enum {
	ID_EBML = 0x1A45DFA3,
	ID_DOC_TYPE = 0x4282,
	ID_SEGMENT = 0x18538067,
	ID_INFO = 0x1549A966,
	ID_SCALE = 0x2AD7B1,
	ID_DURATION = 0x4489,
	ID_TRACKS = 0x1654AE6B,
	ID_TRACK = 0xAE,
	ID_TRACK_TYPE = 0x83,
	ID_CODEC = 0x86,
	ID_VIDEO = 0xE0,
	ID_WIDTH = 0xB0,
	ID_HEIGHT = 0xBA,
	ID_CLUSTER = 0x1F43B675,
	TYPE_VIDEO = 1,
	TEXT_MAX = 32,
};

static const uint64_t SCALE_USUAL = 1000000; /* nanoseconds a unit of time */

struct element {
	uint32_t id;
	int64_t body, end;
	bool is_open; /* without a length: it ends where the file does */
};

struct recording {
	bool is_webm, has_picture, has_cluster, has_other_codec;
	uint64_t scale;
	double duration;
	int width, height;
	uint64_t track_type; /* of the track that is read */
	char codec[TEXT_MAX + 1];
};

typedef enum err take_element(struct container_reader *r, const struct element *element, struct recording *rec);

/* How many bytes a number of variable length takes: one more than its first byte has zeros in front. 0: too many. */
static size_t width_of(uint64_t first, size_t most)
{
	size_t len = 1;
	for (unsigned bit = 0x80; len <= most && !(first & bit); bit >>= 1)
		len++;
	return len <= most ? len : 0;
}

static enum err read_id(struct container_reader *r, int64_t at, int64_t end, uint64_t *out_id, size_t *out_len)
{
	uint64_t first = 0;
	enum err err = container_number(r, at, end, 1, &first);
	*out_len = width_of(first, 4);
	if (!err && !*out_len)
		err = container_cut_off(r);
	return err ? err : container_number(r, at, end, *out_len, out_id);
}

/* The element at `at`. One of unknown length (all ones) goes on to `end`. */
static enum err read_element(struct container_reader *r, int64_t at, int64_t end, struct element *out_element)
{
	uint64_t id = 0, first = 0, size = 0;
	size_t id_len = 0, len = 0;
	if (r->left-- <= 0)
		return container_refuse(r, "The file has too many parts to be a video.");
	enum err err = read_id(r, at, end, &id, &id_len);
	int64_t size_at = at + (int64_t)id_len;
	if (!err)
		err = container_number(r, size_at, end, 1, &first);
	len = width_of(first, 8);
	if (!err && !len)
		err = container_cut_off(r);
	if (!err)
		err = container_number(r, size_at, end, len, &size);
	if (err)
		return err;
	uint64_t most = (UINT64_C(1) << (7 * len)) - 1;
	int64_t body = size_at + (int64_t)len;
	size &= most;
	bool is_open = size == most;
	if (!is_open && size > (uint64_t)(end - body))
		return container_cut_off(r);
	*out_element = (struct element){ (uint32_t)id, body, is_open ? end : body + (int64_t)size, is_open };
	return OK;
}

/* Every element within [at, end) to `take`. Behind one without a length nothing more can be told apart. */
static enum err walk(struct container_reader *r, int64_t at, int64_t end, take_element *take, struct recording *rec)
{
	enum err err = OK;
	for (struct element element = { 0 }; !err && at < end && !element.is_open; at = element.end) {
		err = read_element(r, at, end, &element);
		if (!err)
			err = take(r, &element, rec);
	}
	return err;
}

static enum err read_unsigned(struct container_reader *r, const struct element *e, uint64_t *out_number)
{
	int64_t len = e->end - e->body;
	if (len < 0 || len > 8)
		return container_cut_off(r);
	return container_number(r, e->body, e->end, (size_t)len, out_number);
}

static enum err read_float(struct container_reader *r, const struct element *e, double *out_number)
{
	uint64_t bits = 0;
	enum err err = read_unsigned(r, e, &bits);
	if (err)
		return err;
	if (e->end - e->body == 4) {
		uint32_t half = (uint32_t)bits;
		float number;
		memcpy(&number, &half, sizeof number);
		*out_number = (double)number;
	} else if (e->end - e->body == 8) {
		memcpy(out_number, &bits, sizeof *out_number);
	}
	return OK;
}

static enum err read_text(struct container_reader *r, const struct element *e, char out_text[TEXT_MAX + 1])
{
	size_t len = e->end - e->body < TEXT_MAX ? (size_t)(e->end - e->body) : TEXT_MAX;
	if (!r->source->read(r->source->ctx, e->body, out_text, len))
		return fault_set(r->fault, ERR_NOT_SAVED, "file", "The uploaded file cannot be read.");
	out_text[len] = '\0';
	return OK;
}

static enum err take_header(struct container_reader *r, const struct element *e, struct recording *rec)
{
	char type[TEXT_MAX + 1] = "";
	enum err err = e->id == ID_DOC_TYPE ? read_text(r, e, type) : OK;
	rec->is_webm = rec->is_webm || strcmp(type, "webm") == 0;
	return err;
}

static enum err take_info(struct container_reader *r, const struct element *e, struct recording *rec)
{
	if (e->id == ID_SCALE)
		return read_unsigned(r, e, &rec->scale);
	return e->id == ID_DURATION ? read_float(r, e, &rec->duration) : OK;
}

static enum err take_picture(struct container_reader *r, const struct element *e, struct recording *rec)
{
	uint64_t pixels = 0;
	enum err err = e->id == ID_WIDTH || e->id == ID_HEIGHT ? read_unsigned(r, e, &pixels) : OK;
	if (!err && e->id == ID_WIDTH)
		rec->width = pixels > 100000 ? 0 : (int)pixels;
	if (!err && e->id == ID_HEIGHT)
		rec->height = pixels > 100000 ? 0 : (int)pixels;
	return err;
}

static enum err take_track_part(struct container_reader *r, const struct element *e, struct recording *rec)
{
	if (e->id == ID_TRACK_TYPE)
		return read_unsigned(r, e, &rec->track_type);
	if (e->id == ID_CODEC)
		return read_text(r, e, rec->codec);
	return e->id == ID_VIDEO ? walk(r, e->body, e->end, take_picture, rec) : OK;
}

static enum err take_track(struct container_reader *r, const struct element *e, struct recording *rec)
{
	static const char *const CODECS[] = { "V_VP8", "V_VP9", "V_AV1" };
	if (e->id != ID_TRACK)
		return OK;
	rec->track_type = 0;
	*rec->codec = '\0';
	enum err err = walk(r, e->body, e->end, take_track_part, rec);
	if (err || rec->track_type != TYPE_VIDEO)
		return err;
	bool is_known = false;
	for (size_t i = 0; i < sizeof CODECS / sizeof *CODECS; i++)
		is_known = is_known || strcmp(CODECS[i], rec->codec) == 0;
	rec->has_picture = rec->has_picture || is_known;
	rec->has_other_codec = rec->has_other_codec || !is_known;
	return OK;
}

static enum err take_segment_part(struct container_reader *r, const struct element *e, struct recording *rec)
{
	if (e->id == ID_INFO)
		return walk(r, e->body, e->end, take_info, rec);
	if (e->id == ID_TRACKS)
		return walk(r, e->body, e->end, take_track, rec);
	rec->has_cluster = rec->has_cluster || (e->id == ID_CLUSTER && e->end > e->body);
	return OK;
}

static enum err take_top(struct container_reader *r, const struct element *e, struct recording *rec)
{
	if (e->id == ID_EBML)
		return walk(r, e->body, e->end, take_header, rec);
	return e->id == ID_SEGMENT ? walk(r, e->body, e->end, take_segment_part, rec) : OK;
}

enum err container_webm(struct container_reader *r, struct container *out_container)
{
	struct recording rec = { .scale = SCALE_USUAL };
	enum err err = walk(r, 0, r->source->size, take_top, &rec);
	if (err)
		return err;
	if (!rec.is_webm)
		return container_refuse(r, "This is a Matroska file. Export the video as WebM or MP4.");
	if (!rec.has_picture)
		return container_refuse(
		    r, rec.has_other_codec
			   ? "The picture is coded in a way that WebM does not have. Use VP8, VP9 or AV1."
			   : "The file has no picture, only sound or data.");
	if (!rec.has_cluster)
		return container_refuse(r, "The file has an index, but nothing in it to show.");
	struct container found = { .type = "video/webm", .width = rec.width, .height = rec.height };
	err = container_take_length(r, rec.duration * (double)rec.scale, 1e9, &found);
	if (!err)
		*out_container = found;
	return err;
}
