/* One format's reader and writer under test: what a text reads as, what is refused, what survives out and in again.
 */
#ifndef P2C_TESTS_UNIT_SCHEDULE_READING_H
#define P2C_TESTS_UNIT_SCHEDULE_READING_H

#include "base/buf.h"
#include "tests/unit/schedule/sample.h"

struct format {
	enum err (*read)(struct arena *arena, const char *bytes, size_t len, const struct read_options *options,
	    struct agenda *out_agenda, struct read_report *out_report, struct fault *out_fault);
	enum err (*write)(const struct agenda *agenda, const struct write_options *options, struct buf *out,
	    struct fault *out_fault);
};

struct in {
	struct arena *arena;
	struct agenda agenda;
	struct read_report report;
	struct fault fault;
	enum err err;
};

static inline struct in format_read(const struct format *format, const char *bytes, size_t len)
{
	struct in in = { .arena = arena_create() };
	in.err = format->read(in.arena, bytes, len, NULL, &in.agenda, &in.report, &in.fault);
	return in;
}

static inline void format_refuses(const struct format *format, const char *text, const char *why)
{
	struct in in = format_read(format, text, strlen(text));
	assert_int_equal(in.err, ERR_FILE_FORMAT);
	assert_non_null(strstr(in.fault.detail, why));
	assert_int_equal(in.agenda.n_sessions, 0);
	arena_destroy(in.arena);
}

/* The agenda, written for each language and read back, is the same and nothing had to be repaired. */
static inline void format_keeps(const struct format *format, const struct agenda *agenda)
{
	struct buf out = { 0 };
	for (int lang = 0; lang < LANG_MAX; lang++) {
		out.len = 0;
		const struct write_options options = { .lang = (enum lang)lang, .stamp_at = SAMPLE_MS };
		assert_int_equal(format->write(agenda, &options, &out, NULL), OK);
		struct in in = format_read(format, out.bytes, out.len);
		assert_int_equal(in.err, OK);
		assert_int_equal(in.report.n, 0);
		assert_same_agenda(agenda, &in.agenda);
		arena_destroy(in.arena);
	}
	buf_finish(&out);
}

#endif
