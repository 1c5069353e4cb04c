/* Captions of a video: what people bring (WebVTT or SubRip, in whatever encoding their program wrote) becomes one
 * clean WebVTT in UTF-8. What can be understood is repaired and reported with its line; what cannot is refused with
 * its line. Pure. The standard: www.w3.org/TR/webvtt1. */
#ifndef P2C_DOMAIN_CAPTION_H
#define P2C_DOMAIN_CAPTION_H

#include "base/arena.h"
#include "base/err.h"

#include <stddef.h>

enum { CAPTION_BYTES_MAX = 1024 * 1024, CAPTION_CUES_MAX = 10000, CAPTION_REPAIRS_MAX = 50 };

struct caption_repair {
	size_t line; /* of the file, from 1; 0 for all of it */
	const char *words;
};

struct caption {
	const char *vtt; /* in the arena */
	size_t n_cues;
	const char *encoding; /* it came in: "UTF-8", "UTF-16LE", "windows-1251" … */
	struct caption_repair repairs[CAPTION_REPAIRS_MAX];
	size_t n_repairs; /* told; more are made than told */
};

/* `language` says which code page an old file may have. ERR_FILE_FORMAT with the line, ERR_TOO_BIG. */
enum err caption_read(struct arena *arena, const char *language, const char *bytes, size_t len,
    struct caption *out_caption, struct fault *out_fault);

/* Any bytes as UTF-8 text in the arena, by their byte order mark or by what they look like; marks and NULs are left
 * out, what no character is becomes U+FFFD. `out_encoding` names what they were. */
const char *caption_text(
    struct arena *arena, const char *language, const char *bytes, size_t len, const char **out_encoding);

#endif
