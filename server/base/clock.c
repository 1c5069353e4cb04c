/* See clock.h. */
#include "base/clock.h"

#include "base/mem.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct clock {
	_Atomic int64_t shift_ms;
};

static int64_t system_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct clock *clock_create(int64_t shift_ms)
{
	struct clock *clock = mem_alloc(sizeof *clock);
	atomic_init(&clock->shift_ms, shift_ms);
	return clock;
}

void clock_destroy(struct clock *clock)
{
	free(clock);
}

int64_t clock_now(const struct clock *clock)
{
	return system_now() + atomic_load_explicit(&clock->shift_ms, memory_order_relaxed);
}

void clock_move(struct clock *clock, int64_t at_ms)
{
	atomic_store(&clock->shift_ms, at_ms - system_now());
}

enum err clock_zone_set(const char *tzid)
{
	char path[256];
	if (!*tzid || strstr(tzid, "..") || tzid[0] == '/')
		return ERR_CONFIG;
	snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", tzid);
	if (access(path, R_OK) != 0)
		return ERR_CONFIG;
	setenv("TZ", tzid, 1);
	tzset();
	return OK;
}

const char *clock_zone(void)
{
	const char *tzid = getenv("TZ");
	return tzid && *tzid ? tzid : "UTC";
}

static struct tm local_tm(int64_t ms)
{
	time_t seconds = (time_t)(ms >= 0 ? ms / 1000 : (ms - 999) / 1000);
	struct tm tm;
	localtime_r(&seconds, &tm);
	return tm;
}

int clock_offset(int64_t ms)
{
	return (int)(local_tm(ms).tm_gmtoff / 60);
}

struct clock_local clock_local(int64_t ms)
{
	struct tm tm = local_tm(ms);
	return (struct clock_local){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec };
}

int64_t clock_from_local(const struct clock_local *local)
{
	struct tm tm = { .tm_year = local->year - 1900,
		.tm_mon = local->month - 1,
		.tm_mday = local->day,
		.tm_hour = local->hour,
		.tm_min = local->minute,
		.tm_sec = local->second,
		.tm_isdst = -1 };
	return (int64_t)mktime(&tm) * 1000;
}

char *clock_rfc3339(int64_t ms, char out[CLOCK_RFC3339_LEN + 1])
{
	struct tm tm = local_tm(ms);
	long offset = tm.tm_gmtoff / 60;
	char fraction[8] = "";
	int millis = (int)(((ms % 1000) + 1000) % 1000);
	if (millis)
		snprintf(fraction, sizeof fraction, ".%03d", millis);
	unsigned minutes = (unsigned)(offset < 0 ? -offset : offset);
	snprintf(out, CLOCK_RFC3339_LEN + 1, "%04u-%02u-%02uT%02u:%02u:%02u%s%c%02u:%02u",
	    (unsigned)(tm.tm_year + 1900) % 10000, (unsigned)(tm.tm_mon + 1) % 100, (unsigned)tm.tm_mday % 100,
	    (unsigned)tm.tm_hour % 100, (unsigned)tm.tm_min % 100, (unsigned)tm.tm_sec % 100, fraction,
	    offset < 0 ? '-' : '+', minutes / 60 % 100, minutes % 60);
	return out;
}

char *clock_date(int64_t ms, char out[CLOCK_DATE_LEN + 1])
{
	struct tm tm = local_tm(ms);
	snprintf(out, CLOCK_DATE_LEN + 1, "%04u-%02u-%02u", (unsigned)(tm.tm_year + 1900) % 10000,
	    (unsigned)(tm.tm_mon + 1) % 100, (unsigned)tm.tm_mday % 100);
	return out;
}

/* Minutes of "+02:00" or "Z"; false when it is neither. */
static bool parse_offset(const char *text, int *out_minutes)
{
	unsigned hours, minutes;
	char sign;
	int used = 0;
	if ((text[0] == 'Z' || text[0] == 'z') && !text[1]) {
		*out_minutes = 0;
		return true;
	}
	if (sscanf(text, "%c%2u:%2u%n", &sign, &hours, &minutes, &used) != 3 || text[used])
		return false;
	if ((sign != '+' && sign != '-') || hours > 14 || minutes > 59)
		return false;
	*out_minutes = (int)(hours * 60 + minutes) * (sign == '-' ? -1 : 1);
	return true;
}

enum err clock_parse(const char *text, int64_t *out_ms)
{
	struct tm tm = { 0 };
	const char *rest = strptime(text, "%Y-%m-%d", &tm);
	if (!rest || (*rest != 'T' && *rest != 't' && *rest != ' '))
		return ERR_INVALID;
	rest = strptime(rest + 1, "%H:%M", &tm);
	if (rest && *rest == ':')
		rest = strptime(rest + 1, "%S", &tm);
	if (!rest)
		return ERR_INVALID;
	int millis = 0;
	if (*rest == '.') {
		int scale = 100;
		for (rest++; *rest >= '0' && *rest <= '9'; rest++, scale /= 10)
			millis += (*rest - '0') * scale;
	}
	int offset;
	if (!parse_offset(rest, &offset))
		return ERR_INVALID;
	*out_ms = ((int64_t)timegm(&tm) - offset * 60) * 1000 + millis;
	return OK;
}
