/* See log.h. The sink is the one mutable file-scope state of this room. */
#include "base/log.h"

#include "base/buf.h"
#include "base/jsonw.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static struct {
	enum log_level most;
	bool json;
} sink = { .most = LOG_INFO, .json = true };

static const char *const LEVELS[] = { "error", "warn", "info", "debug" };

void log_set(enum log_level most, bool json)
{
	sink.most = most;
	sink.json = json;
}

static void add_json(struct buf *line, enum log_level level, const char *at, const char *what, va_list pairs)
{
	struct jsonw w = jsonw_start(line);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "at", at);
	jsonw_text(&w, "level", LEVELS[level]);
	jsonw_text(&w, "what", what);
	for (const char *key; (key = va_arg(pairs, const char *));)
		jsonw_text(&w, key, va_arg(pairs, const char *));
	jsonw_object_end(&w);
}

static void add_text(struct buf *line, enum log_level level, const char *at, const char *what, va_list pairs)
{
	buf_printf(line, "%s %-5s %s", at, LEVELS[level], what);
	for (const char *key; (key = va_arg(pairs, const char *));) {
		struct jsonw w = jsonw_start(line);
		buf_printf(line, " %s=", key);
		jsonw_text(&w, NULL, va_arg(pairs, const char *));
	}
}

void log_fact(enum log_level level, const char *what, ...)
{
	if (level > sink.most)
		return;
	struct buf line = { 0 };
	struct timespec now;
	struct tm utc;
	char at[32];
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	strftime(at, sizeof at, "%Y-%m-%dT%H:%M:%SZ", &utc);
	va_list pairs;
	va_start(pairs, what);
	(sink.json ? add_json : add_text)(&line, level, at, what, pairs);
	va_end(pairs);
	buf_add_byte(&line, '\n');
	ssize_t written = write(STDERR_FILENO, line.bytes, line.len);
	(void)written; /* nowhere left to tell */
	buf_finish(&line);
}
