/* Both libraries answer errors by a call that must not return: it jumps back to the function here that called them
 * (`failed`), which says why in words. All state that a jump could lose lives in the reader. */
#include "badges/photo_codec.h"

#include "badges/photo.h"
#include "badges/photo_exif.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h> /* jpeglib.h needs FILE */
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>
#include <png.h>

enum {
	RGB = 3,
	RGBA = 4,
	OPAQUE = 255,
	SCANS_MAX = 40,                      /* cameras write 1, encoders for the web 10 */
	JPEG_MEMORY_MAX = 160 * 1024 * 1024, /* a progressive picture is held whole */
	PNG_HELD_MAX = 16000000,             /* pixels of an interlaced picture: it is held whole too */
	PNG_CHUNK_MAX = 1024 * 1024,
	PNG_CHUNKS_MAX = 1000,
	EXIF_MAX = 0xFFFF,
	QUALITY = 85,
	WRITE_SPARE = 4096,
};

static const char DAMAGED[] = "The picture is damaged or not whole. Take it again.";
static const char TOO_LARGE[] =
    "The picture is larger than 40 megapixels or 12,000 pixels a side. Make it smaller first.";
static const char TOO_INTRICATE[] =
    "The picture is stored in a form that takes too much work to open. Save it as an ordinary JPEG.";

struct format {
	const char *signature;
	size_t signature_len;
	void (*open)(struct photo_reader *reader);
	void (*start)(struct photo_reader *reader, unsigned spare);
	const uint8_t *(*row)(struct photo_reader *reader);
	void (*finish)(struct photo_reader *reader);
	void (*close)(struct photo_reader *reader);
};

struct photo_reader {
	const struct format *format;
	const uint8_t *bytes;
	size_t len, at; /* at: PNG, what was read */
	struct photo_head head;
	jmp_buf failed;
	const char *why; /* words for the jump */
	enum err err;    /* kind of the jump */
	uint8_t *line;   /* a row as the library gives it */
	uint8_t *rgb;    /* the row as it is handed out */
	uint8_t **held;  /* PNG, interlaced: all rows */
	unsigned next;   /* PNG, interlaced: the row to hand out */
	png_struct *png;
	png_info *info;
	struct jpeg_decompress_struct jpeg;
	struct jpeg_error_mgr errors;
	struct jpeg_progress_mgr progress;
};

static _Noreturn void fail(struct photo_reader *reader, enum err err, const char *why)
{
	reader->err = err;
	reader->why = why;
	longjmp(reader->failed, 1);
}

/* Before anything is decoded: sizes that a stranger may ask for. */
static void check_size(struct photo_reader *reader, uint64_t width, uint64_t height)
{
	if (!width || !height)
		fail(reader, ERR_INVALID, DAMAGED);
	if (width > PHOTO_SIDE_MAX || height > PHOTO_SIDE_MAX || width * height > PHOTO_PIXELS_MAX)
		fail(reader, ERR_TOO_BIG, TOO_LARGE);
	reader->head.width = (unsigned)width;
	reader->head.height = (unsigned)height;
}

/* ---- JPEG ---- */

static _Noreturn void jpeg_failed(j_common_ptr jpeg)
{
	bool is_memory = jpeg->err->msg_code == JERR_NO_BACKING_STORE || jpeg->err->msg_code == JERR_OUT_OF_MEMORY;
	fail(jpeg->client_data, ERR_INVALID, is_memory ? TOO_INTRICATE : DAMAGED);
}

/* Warnings (below 0) tell of data that is cut short or wrong; three of them are harmless and common. */
static void jpeg_told(j_common_ptr jpeg, int level)
{
	int code = jpeg->err->msg_code;
	if (level < 0 && code != JWRN_EXTRANEOUS_DATA && code != JWRN_ADOBE_XFORM && code != JWRN_JFIF_MAJOR)
		fail(jpeg->client_data, ERR_INVALID, DAMAGED);
}

static void jpeg_worked(j_common_ptr jpeg)
{
	struct photo_reader *reader = jpeg->client_data;
	if (reader->jpeg.input_scan_number > SCANS_MAX)
		fail(reader, ERR_INVALID, TOO_INTRICATE);
}

static unsigned jpeg_orientation(const struct jpeg_decompress_struct *jpeg)
{
	for (const struct jpeg_marker_struct *at = jpeg->marker_list; at; at = at->next)
		if (at->data_length > 6 && memcmp(at->data, "Exif\0", 6) == 0)
			return photo_exif_orientation(at->data + 6, at->data_length - 6);
	return 1;
}

static void jpeg_open(struct photo_reader *reader)
{
	struct jpeg_decompress_struct *jpeg = &reader->jpeg;
	jpeg->err = jpeg_std_error(&reader->errors);
	jpeg->client_data = reader;
	reader->errors.error_exit = jpeg_failed;
	reader->errors.emit_message = jpeg_told;
	jpeg_create_decompress(jpeg);
	jpeg->progress = &reader->progress;
	reader->progress.progress_monitor = jpeg_worked;
	jpeg->mem->max_memory_to_use = JPEG_MEMORY_MAX;
	jpeg_save_markers(jpeg, JPEG_APP0 + 1, EXIF_MAX);
	jpeg_mem_src(jpeg, reader->bytes, reader->len);
	jpeg_read_header(jpeg, TRUE);
	check_size(reader, jpeg->image_width, jpeg->image_height);
	reader->head.orientation = jpeg_orientation(jpeg);
}

static void jpeg_start(struct photo_reader *reader, unsigned spare)
{
	struct jpeg_decompress_struct *jpeg = &reader->jpeg;
	bool has_ink = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
	jpeg->out_color_space = has_ink ? JCS_CMYK : JCS_RGB;
	jpeg->scale_denom = spare >= 8 ? 8 : spare >= 4 ? 4 : spare >= 2 ? 2 : 1;
	jpeg_start_decompress(jpeg);
	reader->head.width = jpeg->output_width;
	reader->head.height = jpeg->output_height;
	reader->line = mem_alloc((size_t)jpeg->output_width * RGBA);
	reader->rgb = mem_alloc((size_t)jpeg->output_width * RGB);
}

/* Adobe's CMYK is stored as what is left of the light; plain CMYK as ink. */
static void rgb_of_cmyk(struct photo_reader *reader)
{
	bool is_light = reader->jpeg.saw_Adobe_marker;
	for (size_t x = 0; x < reader->head.width; x++)
		for (size_t c = 0; c < RGB; c++) {
			unsigned ink = reader->line[x * RGBA + c], black = reader->line[x * RGBA + RGB];
			unsigned light = is_light ? ink * black : (OPAQUE - ink) * (OPAQUE - black);
			reader->rgb[x * RGB + c] = (uint8_t)(light / OPAQUE);
		}
}

static const uint8_t *jpeg_row(struct photo_reader *reader)
{
	uint8_t *line = reader->line;
	jpeg_read_scanlines(&reader->jpeg, &line, 1);
	if (reader->jpeg.out_color_space != JCS_CMYK)
		return line;
	rgb_of_cmyk(reader);
	return reader->rgb;
}

static void jpeg_finish(struct photo_reader *reader)
{
	jpeg_finish_decompress(&reader->jpeg);
}

static void jpeg_close(struct photo_reader *reader)
{
	jpeg_destroy_decompress(&reader->jpeg);
}

/* ---- PNG ---- */

static _Noreturn void png_failed(png_struct *png, const char *why)
{
	(void)why;
	fail(png_get_error_ptr(png), ERR_INVALID, DAMAGED);
}

static void png_told(png_struct *png, const char *what)
{
	(void)png;
	(void)what;
}

static void png_give(png_struct *png, png_byte *out, size_t len)
{
	struct photo_reader *reader = png_get_io_ptr(png);
	if (len > reader->len - reader->at)
		fail(reader, ERR_INVALID, DAMAGED);
	memcpy(out, reader->bytes + reader->at, len);
	reader->at += len;
}

/* Limits on what a chunk may unpack to; what does not make pixels is passed over, but for which way up they go. */
static void png_limit(png_struct *png)
{
	png_set_user_limits(png, PHOTO_SIDE_MAX, PHOTO_SIDE_MAX);
	png_set_chunk_malloc_max(png, PNG_CHUNK_MAX);
	png_set_chunk_cache_max(png, PNG_CHUNKS_MAX);
	png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
	png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_AS_DEFAULT, (const png_byte *)"eXIf", 1);
}

static unsigned png_orientation(struct photo_reader *reader)
{
	png_uint_32 len = 0;
	png_byte *exif = NULL;
	if (png_get_eXIf_1(reader->png, reader->info, &len, &exif) && exif)
		return photo_exif_orientation(exif, len);
	return 1;
}

/* IHDR comes first in every PNG: its size is judged before libpng sees it, for libpng only knows one side at a time.
 */
static void check_ihdr(struct photo_reader *reader)
{
	const uint8_t *b = reader->bytes;
	if (reader->len < 33 || memcmp(b + 12, "IHDR", 4) != 0)
		fail(reader, ERR_INVALID, DAMAGED);
	check_size(reader, png_get_uint_32(b + 16), png_get_uint_32(b + 20));
}

static void png_open(struct photo_reader *reader)
{
	check_ihdr(reader);
	reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, png_failed, png_told);
	if (reader->png)
		reader->info = png_create_info_struct(reader->png);
	if (!reader->info)
		fail(reader, ERR_INVALID, TOO_INTRICATE);
	png_limit(reader->png);
	png_set_read_fn(reader->png, reader, png_give);
	png_read_info(reader->png, reader->info);
	reader->head.orientation = png_orientation(reader);
	bool is_interlaced = png_get_interlace_type(reader->png, reader->info) != PNG_INTERLACE_NONE;
	if (is_interlaced && (uint64_t)reader->head.width * reader->head.height > PNG_HELD_MAX)
		fail(reader, ERR_INVALID, TOO_INTRICATE);
}

/* An interlaced picture comes in seven passes: it is read at once and handed out from memory. */
static void png_hold(struct photo_reader *reader)
{
	size_t width = (size_t)reader->head.width * RGBA;
	reader->held = mem_alloc(reader->head.height * sizeof *reader->held + reader->head.height * width);
	uint8_t *pixels = (uint8_t *)(void *)(reader->held + reader->head.height);
	for (unsigned y = 0; y < reader->head.height; y++)
		reader->held[y] = pixels + y * width;
	png_read_image(reader->png, reader->held);
}

static void png_start(struct photo_reader *reader, unsigned spare)
{
	png_struct *png = reader->png;
	(void)spare;
	png_set_expand(png);
	png_set_scale_16(png);
	png_set_gray_to_rgb(png);
	png_set_add_alpha(png, OPAQUE, PNG_FILLER_AFTER);
	int passes = png_set_interlace_handling(png);
	png_read_update_info(png, reader->info);
	if (png_get_rowbytes(png, reader->info) != (size_t)reader->head.width * RGBA)
		fail(reader, ERR_INVALID, DAMAGED);
	reader->line = mem_alloc((size_t)reader->head.width * RGBA);
	reader->rgb = mem_alloc((size_t)reader->head.width * RGB);
	if (passes > 1)
		png_hold(reader);
}

static const uint8_t *png_row(struct photo_reader *reader)
{
	uint8_t *line = reader->held ? reader->held[reader->next++] : reader->line;
	if (!reader->held)
		png_read_row(reader->png, line, NULL);
	for (size_t x = 0; x < reader->head.width; x++)
		for (size_t c = 0; c < RGB; c++) {
			unsigned alpha = line[x * RGBA + RGB];
			unsigned over_white = line[x * RGBA + c] * alpha + OPAQUE * (OPAQUE - alpha);
			reader->rgb[x * RGB + c] = (uint8_t)((over_white + OPAQUE / 2) / OPAQUE);
		}
	return reader->rgb;
}

static void png_finish(struct photo_reader *reader)
{
	png_read_end(reader->png, NULL);
}

static void png_close(struct photo_reader *reader)
{
	png_destroy_read_struct(&reader->png, &reader->info, NULL);
}

/* ---- either ---- */

static const struct format FORMATS[] = {
	{ "\xFF\xD8\xFF", 3, jpeg_open, jpeg_start, jpeg_row, jpeg_finish, jpeg_close },
	{ "\x89PNG\r\n\x1A\n", 8, png_open, png_start, png_row, png_finish, png_close },
};

static const struct format *format_of(const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++)
		if (len >= FORMATS[i].signature_len &&
		    memcmp(bytes, FORMATS[i].signature, FORMATS[i].signature_len) == 0)
			return &FORMATS[i];
	return NULL;
}

static enum err say_why(const struct photo_reader *reader, struct fault *out_fault)
{
	return fault_set(out_fault, reader->err, "photo", "%s", reader->why);
}

enum err photo_reader_open(const void *bytes, size_t len, struct photo_reader **out_reader, struct fault *out_fault)
{
	if (!format_of(bytes, len))
		return fault_set(out_fault, ERR_MEDIA_TYPE, "photo", "This is no photo. Send a JPEG or PNG picture.");
	struct photo_reader *reader = mem_alloc(sizeof *reader);
	reader->format = format_of(bytes, len);
	reader->bytes = bytes;
	reader->len = len;
	if (setjmp(reader->failed)) {
		enum err err = say_why(reader, out_fault);
		photo_reader_close(reader);
		return err;
	}
	reader->format->open(reader);
	*out_reader = reader;
	return OK;
}

void photo_reader_close(struct photo_reader *reader)
{
	if (!reader)
		return;
	reader->format->close(reader);
	free(reader->line);
	free(reader->rgb);
	free(reader->held);
	free(reader);
}

struct photo_head photo_reader_head(const struct photo_reader *reader)
{
	return reader->head;
}

enum err photo_reader_start(struct photo_reader *reader, unsigned spare, struct fault *out_fault)
{
	if (setjmp(reader->failed))
		return say_why(reader, out_fault);
	reader->format->start(reader, spare);
	return OK;
}

enum err photo_reader_row(struct photo_reader *reader, const uint8_t **out_rgb, struct fault *out_fault)
{
	if (setjmp(reader->failed))
		return say_why(reader, out_fault);
	*out_rgb = reader->format->row(reader);
	return OK;
}

enum err photo_reader_finish(struct photo_reader *reader, struct fault *out_fault)
{
	if (setjmp(reader->failed))
		return say_why(reader, out_fault);
	reader->format->finish(reader);
	return OK;
}

/* ---- writing ---- */

struct writer {
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;
	jmp_buf failed;
	unsigned char *bytes;
	unsigned long len;
};

static _Noreturn void write_failed(j_common_ptr jpeg)
{
	struct writer *writer = jpeg->client_data;
	longjmp(writer->failed, 1);
}

static void write_rows(struct writer *writer, const uint8_t *rgb, unsigned width, unsigned height)
{
	struct jpeg_compress_struct *jpeg = &writer->jpeg;
	jpeg_create_compress(jpeg);
	jpeg_mem_dest(jpeg, &writer->bytes, &writer->len);
	jpeg->image_width = width;
	jpeg->image_height = height;
	jpeg->input_components = RGB;
	jpeg->in_color_space = JCS_RGB;
	jpeg_set_defaults(jpeg);
	jpeg_set_quality(jpeg, QUALITY, TRUE);
	jpeg->optimize_coding = TRUE;
	jpeg_start_compress(jpeg, TRUE);
	for (unsigned y = 0; y < height; y++) {
		JSAMPROW row = (JSAMPROW)(uintptr_t)(rgb + (size_t)y * width * RGB);
		jpeg_write_scanlines(jpeg, &row, 1);
	}
	jpeg_finish_compress(jpeg);
}

enum err photo_write(const uint8_t *rgb, unsigned width, unsigned height, struct buf *out)
{
	size_t room = (size_t)width * height * RGB + WRITE_SPARE; /* more than any JPEG of this quality takes */
	struct writer *writer = mem_alloc(sizeof *writer);
	unsigned char *to = (unsigned char *)buf_room(out, room);
	writer->bytes = to;
	writer->len = room;
	writer->jpeg.err = jpeg_std_error(&writer->errors);
	writer->jpeg.client_data = writer;
	writer->errors.error_exit = write_failed;
	volatile bool is_written = false;
	if (!setjmp(writer->failed)) {
		write_rows(writer, rgb, width, height);
		is_written = true;
	}
	jpeg_destroy_compress(&writer->jpeg);
	bool fits = is_written && writer->bytes == to;
	if (fits)
		out->len += writer->len;
	free(writer);
	return fits ? OK : ERR_BROKEN;
}
