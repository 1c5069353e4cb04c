/* See demo_day.h. */
#include "demo_day.h"

#include "base/arena.h"
#include "base/buf.h"
#include "domain/access.h"
#include "domain/demo.h"
#include "store/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SEED = 20220606, PATH_LEN = 4096, FILE_LEN = 4096 };

static const struct {
	const char *path, *what;
} SCREENS[] = {
	{ "/", "all screens" },
	{ "/kiosk", "attendees: now and next" },
	{ "/hall", "the wall" },
	{ "/desk", "registration desk (sign in)" },
	{ "/door", "door (sign in)" },
	{ "/moderator", "moderator's table (sign in)" },
	{ "/ceremony", "signing ceremony (sign in)" },
	{ "/signing", "the tablet at the signing table (sign in)" },
};

/* ---- making ---- */

static bool has_database(const char *folder)
{
	char path[PATH_LEN];
	snprintf(path, sizeof path, "%s/p2c.db", folder);
	return access(path, F_OK) == 0;
}

enum err demo_day_make(const struct options *options, struct clock *clock, struct fault *out_fault)
{
	const char *folder = options_text(options, "data");
	int64_t now = options_has(options, "clock") ? clock_now(clock) : demo_now();
	enum err err = clock_zone_set(demo_zone());
	if (err)
		return fault_set(out_fault, err, "zone", "The system lacks the time zones (Debian: tzdata).");
	if (!has_database(folder)) {
		struct store_config config = { .folder = folder, .clock = clock, .create = true };
		struct store *store = NULL;
		printf("Making the demonstration day in %s …\n", folder);
		fflush(stdout);
		err = store_open(&config, &store, out_fault);
		if (!err)
			err = demo_fill(store, clock, SEED, out_fault);
		store_close(store);
		malloc_trim(0); /* what making it took would stay in the heap all day */
	}
	clock_move(clock, now);
	return err;
}

/* ---- links ---- */

struct make_link {
	struct change change;
	const char *role;
	char code[ACCESS_TOKEN_LEN + 1];
};

static enum err run_make_link(struct change *change, struct tx *tx)
{
	struct make_link *link = (struct make_link *)(void *)change;
	return access_make_code(tx, link->role, link->role, link->code);
}

static enum err write_links(const char *folder, const struct buf *text, struct fault *out_fault)
{
	char path[PATH_LEN];
	snprintf(path, sizeof path, "%s/links", folder);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool whole = fd >= 0 && write(fd, text->bytes, text->len) == (ssize_t)text->len;
	enum err err = whole ? OK : fault_set(out_fault, ERR_NOT_SAVED, "data", "%.150s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return err;
}

static enum err make_links(struct store *store, struct fault *out_fault)
{
	struct buf text = { 0 };
	enum err err = OK;
	for (size_t i = 0; !err && i < ROLES_N; i++) {
		if ((1u << i) & (ROLE_DELEGATE | ROLE_SCREEN)) /* let in by a read-back, by a code on the screen */
			continue;
		struct make_link link = { .change.run = run_make_link, .role = ROLE_NAMES[i] };
		err = store_apply(store, &link.change);
		buf_printf(&text, "%-11s /login#code=%s\n", ROLE_NAMES[i], link.code);
	}
	if (!err)
		err = write_links(store_folder(store), &text, out_fault);
	buf_finish(&text);
	return err;
}

/* The instant of the last journal entry, 0 for none. */
static enum err last_entry_at(struct store *store, int64_t *out_at)
{
	struct db *db;
	struct journal_head head;
	struct journal_entry *entries = NULL;
	size_t n = 0;
	struct arena *arena = arena_create();
	enum err err = store_reader_open(store, &db);
	if (!err) {
		err = journal_head(db, &head);
		if (!err && head.seq)
			err = journal_after(db, arena, head.seq - 1, 1, &entries, &n);
		*out_at = n ? entries[0].at : 0;
		store_reader_close(db);
	}
	arena_destroy(arena);
	return err;
}

enum err demo_day_resume(
    const struct options *options, struct store *store, struct clock *clock, struct fault *out_fault)
{
	int64_t last = 0;
	enum err err = last_entry_at(store, &last);
	if (!err && !options_has(options, "clock") && last > clock_now(clock))
		clock_move(clock, last);
	return err ? err : make_links(store, out_fault);
}

void demo_day_say(const char *folder, uint16_t port)
{
	char path[PATH_LEN], line[FILE_LEN];
	printf("\nThe day runs. Screens:\n");
	for (size_t i = 0; i < sizeof SCREENS / sizeof *SCREENS; i++)
		printf("  http://localhost:%u%-12s %s\n", port, SCREENS[i].path, SCREENS[i].what);
	printf("\nSign in, one link a role, each works once:\n");
	snprintf(path, sizeof path, "%s/links", folder);
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof line, file)) {
		char role[32], link[128];
		if (sscanf(line, "%31s %127s", role, link) == 2)
			printf("  %-11s http://localhost:%u%s\n", role, port, link);
	}
	if (file)
		fclose(file);
	printf("\nCtrl-C ends it.\n");
	fflush(stdout);
}
