/* See snapshots.h. */
#include "snapshots.h"

#include "base/fatal.h"
#include "base/health.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/folder.h"
#include "store/shelf.h"
#include "store/shelf_copy.h"
#include "store/snapshot.h"
#include "store/store.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

enum { NICE = 10 /* the day goes first */, LATE_MS = 180 * 1000 };

struct snapshots {
	struct snapshots_config config;
	struct db *reader;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t woken;
	bool is_ending;
	bool was_apart;  /* on a disk of their own once: a folder of that name on the day's disk is not it */
	int64_t since;   /* when it began, until the first good one */
	bool is_failing; /* said already: one line for a disk that is full all day */
};

static int64_t unix_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The videos beside the snapshots: those that are new, and no more those that were removed. */
static enum err take_videos(const struct snapshots *s, struct fault *out_fault)
{
	char from[PATH_MAX], to[PATH_MAX];
	size_t n;
	if (snprintf(from, sizeof from, "%s/videos", store_folder(s->config.store)) >= (int)sizeof from ||
	    snprintf(to, sizeof to, "%s/videos", s->config.folder) >= (int)sizeof to)
		return fault_set(out_fault, ERR_CONFIG, "snapshots", "the path is too long");
	return shelf_copy(from, to, true, &n, out_fault);
}

static enum err take_credentials(const struct snapshots *s, struct fault *out_fault)
{
	char to[PATH_MAX];
	if (snprintf(to, sizeof to, "%s/tls", s->config.folder) >= (int)sizeof to)
		return fault_set(out_fault, ERR_CONFIG, "snapshots", "the path is too long");
	return credentials_copy(&s->config.credentials, to, out_fault);
}

/* What a copy takes: the WAL is in it as well. 0 when it cannot be told: then the copy says why. */
static int64_t room_of_copy(const struct snapshots *s)
{
	char path[PATH_MAX];
	struct stat database;
	bool is_there =
	    snprintf(path, sizeof path, "%s/" FOLDER_DATABASE, store_folder(s->config.store)) < (int)sizeof path &&
	    stat(path, &database) == 0;
	return is_there ? database.st_size + database.st_size / 4 : 0;
}

/* A folder that is not there yet would be made where the one around it stands. */
static bool is_on_one_disk(const struct snapshots *s)
{
	char around[PATH_MAX];
	struct stat data, place;
	snprintf(around, sizeof around, "%s", s->config.folder);
	char *slash = strrchr(around, '/');
	if (slash)
		slash[slash == around] = '\0';
	bool is_there = stat(s->config.folder, &place) == 0 || stat(slash ? around : ".", &place) == 0;
	return is_there && stat(store_folder(s->config.store), &data) == 0 && data.st_dev == place.st_dev;
}

/* On the day's own disk old copies make room for the day before it gets short; a copy itself is made as long as it
 * fits. */
static enum err copy(struct snapshots *s, struct journal_head *out_head, bool *out_made, struct fault *out_fault)
{
	int64_t room = room_of_copy(s);
	struct fault unused;
	bool is_one = is_on_one_disk(s);
	if (is_one && s->was_apart)
		return fault_set(out_fault, ERR_NOT_SAVED, "snapshots",
		    "The second disk is not at %.120s any more; nothing is written beside the day.",
		    s->config.folder);
	if (is_one)
		snapshot_make_room(s->config.folder, room + SHELF_SPARE_BYTES, &unused);
	return snapshot_take(s->reader, s->config.folder, s->config.keep, room, out_head, out_made, out_fault);
}

/* For /readyz, /metrics and the office. */
static void say_health(struct snapshots *s, enum err err, const struct fault *fault)
{
	int64_t at = *s->config.at, age = unix_ms() - (at ? at : s->since);
	const char *code = age > LATE_MS          ? "snapshot-late"
			   : err == ERR_DISK_FULL ? "snapshot-full"
						  : "snapshot-failed";
	bool is_news;
	if (err) {
		health_ill(s->config.health, HEALTH_SNAPSHOT, code,
		    "%s No good copy for %" PRId64
		    " min. Look whether the disk of %.80s is plugged in, mounted and not "
		    "full; the next try is made by itself.",
		    *fault->detail ? fault->detail : err_words(err), age / 60000, s->config.folder);
	} else if (is_on_one_disk(s)) {
		is_news = health_ill(s->config.health, HEALTH_SNAPSHOT, "snapshot-same-disk",
		    "The copies in %.120s stand on the disk of the day: if it dies, both are lost. Give --snapshots "
		    "a "
		    "folder on a second disk.",
		    s->config.folder);
		if (is_news)
			log_fact(LOG_WARN, "snapshot-same-disk", "folder", s->config.folder, NULL);
	} else {
		s->was_apart = true;
		health_well(s->config.health, HEALTH_SNAPSHOT);
	}
}

static void take(struct snapshots *s)
{
	struct journal_head head = { 0 };
	struct fault fault = { 0 };
	char seq[24];
	bool is_made = false;
	enum err err = copy(s, &head, &is_made, &fault);
	if (!err)
		err = take_videos(s, &fault);
	if (!err)
		err = take_credentials(s, &fault);
	if (err) {
		if (!s->is_failing)
			log_fact(
			    LOG_ERROR, "snapshot-failed", "reason", err_words(err), "detail", fault.detail, NULL);
		s->is_failing = true;
		say_health(s, err, &fault);
		return;
	}
	snprintf(seq, sizeof seq, "%" PRId64, head.seq);
	if (s->is_failing)
		log_fact(LOG_INFO, "snapshot-again", "seq", seq, NULL);
	else if (is_made)
		log_fact(LOG_DEBUG, "snapshot", "seq", seq, NULL);
	s->is_failing = false;
	*s->config.at = unix_ms();
	say_health(s, OK, &fault);
}

/* Until the next one is due; true when it ends instead. */
static bool wait(struct snapshots *s)
{
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += s->config.seconds;
	pthread_mutex_lock(&s->lock);
	while (!s->is_ending && pthread_cond_timedwait(&s->woken, &s->lock, &until) != ETIMEDOUT)
		continue;
	bool is_ending = s->is_ending;
	pthread_mutex_unlock(&s->lock);
	return is_ending;
}

static void *run(void *arg)
{
	struct snapshots *s = arg;
	setpriority(PRIO_PROCESS, 0, NICE); /* Linux: of this thread alone */
	do
		take(s);
	while (!wait(s));
	return NULL;
}

enum err snapshots_start(const struct snapshots_config *config, struct snapshots **out_snapshots)
{
	pthread_condattr_t monotonic;
	struct snapshots *s = mem_alloc(sizeof *s);
	s->config = *config;
	s->since = unix_ms();
	enum err err = store_reader_open(config->store, &s->reader);
	if (err) {
		free(s);
		return err;
	}
	pthread_mutex_init(&s->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&s->woken, &monotonic);
	pthread_condattr_destroy(&monotonic);
	/* Signals are the loop's. */
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (pthread_create(&s->thread, NULL, run, s) != 0)
		fatal("no thread for the snapshots");
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_setname_np(s->thread, "p2c-snapshots");
	*out_snapshots = s;
	return OK;
}

void snapshots_stop(struct snapshots *s)
{
	if (!s)
		return;
	pthread_mutex_lock(&s->lock);
	s->is_ending = true;
	pthread_cond_signal(&s->woken);
	pthread_mutex_unlock(&s->lock);
	pthread_join(s->thread, NULL);
	store_reader_close(s->reader);
	pthread_cond_destroy(&s->woken);
	pthread_mutex_destroy(&s->lock);
	free(s);
}
