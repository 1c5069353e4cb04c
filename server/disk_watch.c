/* See disk_watch.h. The reserve is given back by the writer (store/writer.c), when a change meets a full disk, and
 * made again here. Whoever is at the desks cannot free a disk, so nobody is asked for it: the day goes on in the
 * reserve, and the office sees that it does. */
#include "disk_watch.h"

#include "base/fatal.h"
#include "base/health.h"
#include "base/log.h"
#include "base/mem.h"
#include "lock_holder.h"
#include "store/ballast.h"
#include "store/medium.h"
#include "store/store.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <time.h>

#define MB INT64_C(1000000)
/* Free room below which a technician should come; nearly nothing; a WAL that somebody holds, and one that is too
 * long.
 */
static const int64_t LOW = 1000 * MB, NOTHING = MB, WAL_HELD = 32 * MB, WAL_LONG = 64 * MB;
enum { LOG_PAUSE_S = 60, READ_OLD_MS = 1000 };

struct told {
	char code[HEALTH_CODE_LEN + 1];
	time_t at;
};

struct disk_watch {
	struct disk_watch_config config;
	int64_t ballast;
	struct told told[HEALTH_MATTERS]; /* what the log was told last */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t woken;
	bool is_ending;
};

static time_t now_s(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

/* The log hears of a change, and of the same thing again at most once a minute, however it flutters. */
static void tell(struct disk_watch *w, enum health_matter matter, enum log_level level)
{
	struct health_state state = health_of(w->config.health, matter);
	struct told *told = &w->told[matter];
	if (strcmp(told->code, state.code) == 0 && now_s() - told->at < LOG_PAUSE_S)
		return;
	memcpy(told->code, state.code, sizeof told->code);
	told->at = now_s();
	log_fact(level, state.code, "detail", state.words, NULL);
}

static void well(struct disk_watch *w, enum health_matter matter)
{
	if (health_well(w->config.health, matter))
		log_fact(LOG_INFO, "well-again", "matter", health_name(matter), NULL);
}

/* ---- room ---- */

static int64_t free_bytes(const char *folder)
{
	struct statvfs disk;
	return statvfs(folder, &disk) == 0 ? (int64_t)disk.f_bavail * (int64_t)disk.f_frsize : -1;
}

/* As long as what it leaves is at least as much: one that was given back is not taken away again at once. */
static void keep_ballast(const struct disk_watch *w, const char *folder, int64_t room)
{
	if (w->ballast && ballast_size(folder) != w->ballast && room >= 2 * w->ballast)
		ballast_make(folder, w->ballast, NULL); /* without one it is said that there is none */
}

static void look_at_room(struct disk_watch *w)
{
	struct health *health = w->config.health;
	const char *folder = store_folder(w->config.store);
	int64_t room = free_bytes(folder);
	if (room < 0)
		return;
	keep_ballast(w, folder, room);
	int64_t held = ballast_size(folder), left = free_bytes(folder);
	health_set(health, HEALTH_BALLAST, held);
	health_set(health, HEALTH_DISK_FREE, left);
	bool is_used = w->ballast && !held, is_low = left < LOW;
	if (is_used && left < NOTHING)
		health_ill(health, HEALTH_DISK, "disk-full",
		    "The disk is full and the reserve is used: nothing is saved any more. What was acknowledged is "
		    "safe. "
		    "Remove files that are not needed; saving goes on by itself within seconds.");
	else if (is_used)
		health_ill(health, HEALTH_DISK, "reserve-used",
		    "The disk was full. The day goes on in the reserve: %" PRId64
		    " MB are left. Remove files that are not needed now.",
		    left / MB);
	else if (is_low)
		health_ill(health, HEALTH_DISK, "disk-low",
		    "The disk has %" PRId64 " MB left. Remove files that are not needed before it is full.",
		    left / MB);
	if (is_used || is_low)
		tell(w, HEALTH_DISK, is_used ? LOG_ERROR : LOG_WARN);
	else
		well(w, HEALTH_DISK);
}

/* ---- the write-ahead log ---- */

static void look_at_wal(struct disk_watch *w)
{
	char holder[LOCK_HOLDER_LEN + 1];
	struct health *health = w->config.health;
	struct store_state now;
	store_watch(w->config.store, &now);
	health_set(health, HEALTH_WAL_BYTES, now.wal_bytes);
	health_set(health, HEALTH_READ_OLDEST, now.read_oldest / 1000);
	health_set(health, HEALTH_READS_ENDED, now.reads_ended);
	health_set(health, HEALTH_BUSY, now.busy);
	if (now.wal_held < WAL_HELD) {
		well(w, HEALTH_WAL);
		return;
	}
	bool is_ours = now.read_oldest > READ_OLD_MS;
	const char *who = is_ours ? "A question to this server" : lock_holder(store_folder(w->config.store), holder);
	health_ill(health, HEALTH_WAL, now.wal_held < WAL_LONG ? "wal-held" : "wal-long",
	    "%s reads the database and does not end, so its log has grown to %" PRId64 " MB%s. %s", who,
	    now.wal_held / MB, now.wal_held < WAL_LONG ? "" : " and a start would take longer",
	    is_ours ? "It is interrupted." : "End that program; the day goes on meanwhile.");
	tell(w, HEALTH_WAL, LOG_WARN);
}

/* ---- once, at the start ---- */

static void look_at_flush(struct disk_watch *w)
{
	int64_t us = 0;
	struct fault fault = { 0 };
	const char *folder = store_folder(w->config.store);
	if (medium_flush_us(folder, &us, &fault) != OK)
		return; /* a full disk: look_at_room says it */
	health_set(w->config.health, HEALTH_FLUSH_US, us);
	if (us >= MEDIUM_FLUSH_LEAST_US)
		return;
	health_ill(w->config.health, HEALTH_FLUSH, "disk-too-quick",
	    "%s answers a sync after %" PRId64
	    " µs, before anything can be written: at a power cut it may lose what was "
	    "acknowledged. %s",
	    medium_is_memory(folder) ? "The data folder is in memory, which" : "The disk of the data folder", us,
	    medium_is_memory(folder) ? "Use a folder on a disk for a real day."
				     : "Switch its write cache off (hdparm -W0), or use another disk.");
	tell(w, HEALTH_FLUSH, LOG_WARN);
}

/* ---- the thread ---- */

/* A second; true when it ends instead. */
static bool wait(struct disk_watch *w)
{
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec++;
	pthread_mutex_lock(&w->lock);
	while (!w->is_ending && pthread_cond_timedwait(&w->woken, &w->lock, &until) != ETIMEDOUT)
		continue;
	bool is_ending = w->is_ending;
	pthread_mutex_unlock(&w->lock);
	return is_ending;
}

static void *run(void *arg)
{
	struct disk_watch *w = arg;
	look_at_flush(w);
	while (!wait(w)) {
		look_at_room(w);
		look_at_wal(w);
	}
	return NULL;
}

struct disk_watch *disk_watch_start(const struct disk_watch_config *config)
{
	pthread_condattr_t monotonic;
	sigset_t all, before;
	struct disk_watch *w = mem_alloc(sizeof *w);
	w->config = *config;
	bool is_worth = config->insists || !medium_is_memory(store_folder(config->store));
	w->ballast = is_worth ? config->ballast_mb * MB : 0;
	look_at_room(w);
	pthread_mutex_init(&w->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&w->woken, &monotonic);
	pthread_condattr_destroy(&monotonic);
	sigfillset(&all); /* signals are the loop's */
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (pthread_create(&w->thread, NULL, run, w) != 0)
		fatal("no thread for the watch over the disk");
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_setname_np(w->thread, "p2c-disk-watch");
	return w;
}

void disk_watch_stop(struct disk_watch *w)
{
	if (!w)
		return;
	pthread_mutex_lock(&w->lock);
	w->is_ending = true;
	pthread_cond_signal(&w->woken);
	pthread_mutex_unlock(&w->lock);
	pthread_join(w->thread, NULL);
	pthread_cond_destroy(&w->woken);
	pthread_mutex_destroy(&w->lock);
	free(w);
}
