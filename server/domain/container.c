/* See container.h. */
#include "domain/container_parts.h"

#include <math.h>
#include <string.h>

enum { HEAD_LEN = 12 };

enum err container_refuse(const struct container_reader *r, const char *sentence)
{
	return fault_set(r->fault, ERR_FILE_FORMAT, "file", "%s", sentence);
}

enum err container_cut_off(const struct container_reader *r)
{
	return container_refuse(
	    r, "The video is cut off or damaged: a part of it ends beyond the end of the file. Upload it again.");
}

enum err container_number(const struct container_reader *r, int64_t at, int64_t end, size_t len, uint64_t *out_number)
{
	unsigned char bytes[8];
	uint64_t number = 0;
	if (at < 0 || at > end || (int64_t)len > end - at)
		return container_cut_off(r);
	if (!r->source->read(r->source->ctx, at, bytes, len))
		return fault_set(r->fault, ERR_NOT_SAVED, "file", "The uploaded file cannot be read.");
	for (size_t i = 0; i < len; i++)
		number = number << 8 | bytes[i];
	*out_number = number;
	return OK;
}

enum err container_take_length(
    const struct container_reader *r, double length, double per_second, struct container *out_container)
{
	double ms = per_second > 0 ? length * 1000 / per_second : 0;
	if (!isfinite(ms) || ms < 1)
		return container_refuse(r,
		    "The file does not say how long the video is, as recordings that were cut short do not. Export "
		    "it again as MP4 or WebM.");
	if (ms > CONTAINER_HOURS_MAX * 3600000.0)
		return container_refuse(r, "The video says that it lasts longer than twelve hours.");
	out_container->duration_ms = (int64_t)ms;
	return OK;
}

/* What people upload by mistake, told by its first bytes. */
static const struct {
	const char *bytes;
	size_t len;
	const char *sentence;
} OTHERS[] = {
	{ "\x89PNG", 4, "This is a picture (PNG), not a video." },
	{ "\xff\xd8\xff", 3, "This is a picture (JPEG), not a video." },
	{ "%PDF", 4, "This is a document (PDF), not a video." },
	{ "PK\x03\x04", 4, "This is a ZIP archive or an Office document, not a video." },
	{ "ID3", 3, "This is a sound file (MP3), not a video." },
	{ "RIFF", 4, "This is an AVI or WAV file. Export the video as MP4 (H.264) or WebM." },
	{ "OggS", 4, "This is an Ogg file. Export the video as MP4 (H.264) or WebM." },
	{ "FLV", 3, "This is a Flash video. Export it as MP4 (H.264) or WebM." },
};

enum err container_check(
    const struct container_source *source, struct container *out_container, struct fault *out_fault)
{
	static const char EBML[] = { '\x1a', '\x45', '\xdf', '\xa3' };
	struct container_reader reader = { source, out_fault, CONTAINER_PARTS_MAX };
	char head[HEAD_LEN];
	if (source->size < HEAD_LEN)
		return container_refuse(&reader, "The file is empty, or too short to be a video.");
	if (!source->read(source->ctx, 0, head, sizeof head))
		return fault_set(out_fault, ERR_NOT_SAVED, "file", "The uploaded file cannot be read.");
	if (memcmp(head + 4, "ftyp", 4) == 0)
		return container_mp4(&reader, out_container);
	if (memcmp(head, EBML, sizeof EBML) == 0)
		return container_webm(&reader, out_container);
	for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
		if (memcmp(head, OTHERS[i].bytes, OTHERS[i].len) == 0)
			return container_refuse(&reader, OTHERS[i].sentence);
	return container_refuse(&reader, "This is no video in MP4 or WebM, whatever its name says.");
}
