/* See clock.h. */
#include "base/clock.h"

#include "base/mem.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ZONE_PATH_MAX = 256, OFFSET_HOURS_MAX = 14, LEAP_SECOND = 60 };

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

/* Is there a zone of that name? A folder of zones ("Africa") and the lists beside them are none. */
static bool is_zone(const char *tzid)
{
	char path[ZONE_PATH_MAX], magic[4];
	int len = snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", tzid);
	FILE *file = len < (int)sizeof path ? fopen(path, "re") : NULL;
	if (!file)
		return false;
	bool is = fread(magic, 1, sizeof magic, file) == sizeof magic && memcmp(magic, "TZif", sizeof magic) == 0;
	fclose(file);
	return is;
}

enum err clock_zone_set(const char *tzid)
{
	if (!*tzid || strstr(tzid, "..") || tzid[0] == '/' || !is_zone(tzid))
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

/* Puts a separator (0 for none) and the last n digits of a number; answers where the text goes on. */
static char *put(char *at, char separator, unsigned value, int n)
{
	if (separator)
		*at++ = separator;
	for (int i = n; i-- > 0; value /= 10)
		at[i] = (char)('0' + value % 10);
	return at + n;
}

static char *put_date(char *at, const struct tm *tm)
{
	at = put(at, 0, (unsigned)(tm->tm_year + 1900), 4);
	at = put(at, '-', (unsigned)(tm->tm_mon + 1), 2);
	return put(at, '-', (unsigned)tm->tm_mday, 2);
}

/* Digit by digit, not with printf: every answer carries some instants. */
char *clock_rfc3339(int64_t ms, char out[CLOCK_RFC3339_LEN + 1])
{
	struct tm tm = local_tm(ms);
	long offset = tm.tm_gmtoff / 60;
	unsigned minutes = (unsigned)(offset < 0 ? -offset : offset);
	unsigned millis = (unsigned)(((ms % 1000) + 1000) % 1000);
	char *at = put_date(out, &tm);
	at = put(at, 'T', (unsigned)tm.tm_hour, 2);
	at = put(at, ':', (unsigned)tm.tm_min, 2);
	at = put(at, ':', (unsigned)tm.tm_sec, 2);
	if (millis)
		at = put(at, '.', millis, 3);
	at = put(at, offset < 0 ? '-' : '+', minutes / 60, 2);
	*put(at, ':', minutes % 60, 2) = '\0';
	return out;
}

char *clock_date(int64_t ms, char out[CLOCK_DATE_LEN + 1])
{
	struct tm tm = local_tm(ms);
	*put_date(out, &tm) = '\0';
	return out;
}

/* Reads exactly n digits as a number from least to most and moves *at behind them. */
static bool take_number(const char **at, int n, int least, int most, int *out)
{
	int value = 0;
	for (int i = 0; i < n; i++) {
		char digit = (*at)[i];
		if (digit < '0' || digit > '9')
			return false;
		value = value * 10 + (digit - '0');
	}
	*at += n;
	*out = value;
	return value >= least && value <= most;
}

static bool take_one_of(const char **at, const char *characters)
{
	bool found = **at && strchr(characters, **at);
	*at += found;
	return found;
}

/* Reads "2022-06-07"; a day that its month does not have is none. */
static bool take_date(const char **at, int64_t *out_seconds)
{
	int year, month, day;
	if (!take_number(at, 4, 0, 9999, &year) || !take_one_of(at, "-") || !take_number(at, 2, 1, 12, &month) ||
	    !take_one_of(at, "-") || !take_number(at, 2, 1, 31, &day))
		return false;
	struct tm tm = { .tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day };
	*out_seconds = timegm(&tm);
	return tm.tm_mday == day;
}

/* Reads the digits behind a point; those beyond milliseconds are passed over. */
static bool take_fraction(const char **at, int *out_millis)
{
	int digit, millis = 0;
	const char *from = *at;
	for (int scale = 100; take_number(at, 1, 0, 9, &digit); scale /= 10)
		millis += digit * scale;
	*out_millis = millis;
	return *at > from;
}

/* Reads "14:30", "14:30:00" or "14:30:00.125". */
static bool take_time(const char **at, int64_t *out_ms)
{
	int hour, minute, second = 0, millis = 0;
	if (!take_number(at, 2, 0, 23, &hour) || !take_one_of(at, ":") || !take_number(at, 2, 0, 59, &minute))
		return false;
	if (take_one_of(at, ":") &&
	    (!take_number(at, 2, 0, LEAP_SECOND, &second) || (take_one_of(at, ".") && !take_fraction(at, &millis))))
		return false;
	*out_ms = ((int64_t)(hour * 60 + minute) * 60 + second) * 1000 + millis;
	return true;
}

/* Reads "+02:00" or "Z", which ends the text. */
static bool take_offset(const char **at, int *out_minutes)
{
	int hours = 0, minutes = 0;
	bool minus = **at == '-';
	if (!take_one_of(at, "Zz") && !(take_one_of(at, "+-") && take_number(at, 2, 0, OFFSET_HOURS_MAX, &hours) &&
					  take_one_of(at, ":") && take_number(at, 2, 0, 59, &minutes)))
		return false;
	*out_minutes = (hours * 60 + minutes) * (minus ? -1 : 1);
	return !**at;
}

enum err clock_parse(const char *text, int64_t *out_ms)
{
	int64_t seconds, ms;
	int offset;
	if (!take_date(&text, &seconds) || !take_one_of(&text, "Tt ") || !take_time(&text, &ms) ||
	    !take_offset(&text, &offset))
		return ERR_INVALID;
	*out_ms = (seconds - (int64_t)offset * 60) * 1000 + ms;
	return OK;
}
