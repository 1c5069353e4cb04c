/* See ruin.h. Each file has an image of what its syncs hold from its beginning on, which only grows, and a tail that
 * the fate of a cut decides about: what came after the last sync, or after one that failed. */
#include "tests/power/ruin.h"

#include "base/mem.h"

#include <assert.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TEAR = 512, BLOCK = 65536, FDS = 4096, NOBODY = -1 };
static const size_t NEVER = SIZE_MAX;

struct list {
	size_t *items;
	size_t n, room;
};

/* A file or a folder, whatever its names are. */
struct thing {
	struct list ops; /* writes and truncations: entries */
	size_t held;     /* so many of them are in the image */
	char *image;
	size_t len, room;
	size_t synced; /* while the tape is read: ops and names before this one have their sync */
	bool is_log, is_database, is_folder;
};

/* A name that was given, taken away or changed. */
struct naming {
	size_t entry, settled;
	int folder;             /* the thing that has to be synced */
	int thing;              /* NOBODY: the name is taken away */
	const char *name, *old; /* old: the name it had, NULL for none */
};

struct name {
	const char *path;
	int thing;
};

struct names {
	struct name *items;
	size_t n, room;
};

struct ruin {
	const struct tape *tape;
	bool normal;
	struct thing *things;
	size_t n_things;
	struct naming *namings;
	size_t n_namings;
	size_t *settled;   /* by entry: the sync that made it durable */
	struct names live; /* while the tape is read */
	int *open;         /* by process and fd */
	size_t processes;
};

uint64_t ruin_next(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return *seed >> 24;
}

/* ---- the tape ---- */

const struct tape *tape_read(const char *path)
{
	struct stat info;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &info) != 0)
		return NULL;
	const struct tape_head *head = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_SHARED, fd, 0);
	close(fd);
	if (head == MAP_FAILED || head->magic != TAPE_MAGIC)
		return NULL;
	struct tape *tape = mem_alloc(sizeof *tape);
	size_t room = 0;
	for (uint64_t at = 0; at < head->len;) {
		const struct tape_entry *entry = (const struct tape_entry *)(const void *)(head->entries + at);
		if (tape->n == room) {
			room = room ? room * 2 : 4096;
			/* NOLINTNEXTLINE(bugprone-sizeof-expression): pointers are what is kept. */
			tape->entries = mem_grow(tape->entries, room * sizeof *tape->entries);
		}
		tape->entries[tape->n++] = entry;
		at += (sizeof *entry + entry->len + 7) / 8 * 8;
	}
	return tape;
}

/* ---- names ---- */

static struct name *find(struct names *names, const char *path)
{
	for (size_t i = 0; i < names->n; i++)
		if (strcmp(names->items[i].path, path) == 0)
			return &names->items[i];
	return NULL;
}

static void drop(struct names *names, const char *path)
{
	struct name *name = find(names, path);
	if (!name)
		return;
	names->n--;
	memmove(name, name + 1, (size_t)(names->items + names->n - name) * sizeof *name);
}

static void give(struct names *names, const char *path, int thing)
{
	drop(names, path);
	if (names->n == names->room)
		names->items =
		    mem_grow(names->items, (names->room = names->room ? names->room * 2 : 32) * sizeof *names->items);
	names->items[names->n++] = (struct name){ path, thing };
}

static int folder_of(struct ruin *ruin, const char *path)
{
	char parent[PATH_MAX];
	snprintf(parent, sizeof parent, "%s", path);
	char *slash = strrchr(parent, '/');
	*(slash ? slash : parent) = '\0';
	const struct name *name = find(&ruin->live, parent);
	return name ? name->thing : NOBODY;
}

/* ---- reading the tape ---- */

static bool ends_with(const char *path, const char *ending)
{
	size_t len = strlen(path), tail = strlen(ending);
	return len >= tail && strcmp(path + len - tail, ending) == 0;
}

static void add(struct list *list, size_t item)
{
	if (list->n == list->room)
		list->items =
		    mem_grow(list->items, (list->room = list->room ? list->room * 2 : 64) * sizeof *list->items);
	list->items[list->n++] = item;
}

static int new_thing(struct ruin *ruin, struct thing thing)
{
	ruin->things = mem_grow(ruin->things, (ruin->n_things + 1) * sizeof *ruin->things);
	ruin->things[ruin->n_things] = thing;
	return (int)ruin->n_things++;
}

static void name_it(struct ruin *ruin, size_t entry, int thing, const char *name, const char *old)
{
	ruin->namings = mem_grow(ruin->namings, (ruin->n_namings + 1) * sizeof *ruin->namings);
	ruin->namings[ruin->n_namings++] = (struct naming){ .entry = entry,
		.settled = NEVER,
		.folder = folder_of(ruin, name),
		.thing = thing,
		.name = name,
		.old = old };
	if (old)
		drop(&ruin->live, old);
	if (thing == NOBODY)
		drop(&ruin->live, name);
	else
		give(&ruin->live, name, thing);
}

static int *slot(struct ruin *ruin, const struct tape_entry *entry)
{
	size_t at = (size_t)entry->process * FDS + (size_t)entry->fd;
	while (entry->process >= ruin->processes) {
		size_t from = ruin->processes * FDS;
		ruin->processes += 16;
		ruin->open = mem_grow(ruin->open, ruin->processes * FDS * sizeof *ruin->open);
		for (size_t i = from; i < ruin->processes * FDS; i++)
			ruin->open[i] = NOBODY;
	}
	return &ruin->open[at];
}

static const char *text_of(const struct tape_entry *entry)
{
	char *text = mem_alloc(entry->len + 1);
	memcpy(text, tape_bytes(entry), entry->len);
	text[entry->len] = '\0';
	return text;
}

static void take_open(struct ruin *ruin, size_t at, const struct tape_entry *entry)
{
	const char *path = text_of(entry);
	const struct name *name = find(&ruin->live, path);
	int thing = name ? name->thing : NOBODY;
	if (!name && entry->at) {
		thing = new_thing(ruin,
		    (struct thing){ .is_log = ends_with(path, "-wal"), .is_database = ends_with(path, "/p2c.db") });
		name_it(ruin, at, thing, path, NULL);
	}
	*slot(ruin, entry) = thing;
}

/* Does SQLite sync the log here also when it need not make each commit durable? */
static bool is_normal(struct ruin *ruin, size_t at)
{
	const struct tape *tape = ruin->tape;
	const struct tape_entry *sync = tape->entries[at];
	for (size_t i = at; i-- > 0 && tape->entries[i]->kind != TAPE_SYNC;)
		if (tape->entries[i]->kind == TAPE_WRITE && tape->entries[i]->fd == sync->fd &&
		    tape->entries[i]->at == 0)
			return true;
	for (size_t i = at + 1; i < tape->n; i++) {
		const struct tape_entry *next = tape->entries[i];
		if (next->process != sync->process || (next->kind != TAPE_WRITE && next->kind != TAPE_ENDED))
			continue;
		int thing = next->kind == TAPE_WRITE ? *slot(ruin, next) : NOBODY;
		if (next->kind == TAPE_ENDED || (thing != NOBODY && ruin->things[thing].is_database))
			return true;
		if (next->fd == sync->fd)
			return false;
	}
	return true;
}

/* `from` is a place on the tape in bytes; entries are known by their addresses. */
static bool stood_before(const struct tape *tape, size_t entry, int64_t from)
{
	return (const char *)tape->entries[entry] - (const char *)tape->entries[0] < from;
}

static void take_sync(struct ruin *ruin, size_t at, const struct tape_entry *entry, int thing)
{
	struct thing *held = &ruin->things[thing];
	if (ruin->normal && held->is_log && !is_normal(ruin, at))
		return;
	for (; held->synced < held->ops.n && stood_before(ruin->tape, held->ops.items[held->synced], entry->at);
	     held->synced++)
		if (entry->kind == TAPE_SYNC)
			ruin->settled[held->ops.items[held->synced]] = at;
	for (size_t i = 0; i < ruin->n_namings; i++) {
		struct naming *naming = &ruin->namings[i];
		if (entry->kind == TAPE_SYNC && naming->folder == thing && naming->settled == NEVER &&
		    stood_before(ruin->tape, naming->entry, entry->at))
			naming->settled = at;
	}
}

static void take(struct ruin *ruin, size_t at)
{
	const struct tape_entry *entry = ruin->tape->entries[at];
	const char *old;
	const struct name *name;
	int thing = NOBODY;
	ruin->settled[at] = NEVER;
	switch (entry->kind) {
	case TAPE_OPEN:
		take_open(ruin, at, entry);
		break;
	case TAPE_WRITE:
	case TAPE_TRUNCATE:
		thing = *slot(ruin, entry);
		if (thing != NOBODY)
			add(&ruin->things[thing].ops, at);
		break;
	case TAPE_SYNC:
	case TAPE_LOST:
		thing = *slot(ruin, entry);
		if (thing != NOBODY)
			take_sync(ruin, at, entry, thing);
		break;
	case TAPE_MKDIR:
		name_it(ruin, at, new_thing(ruin, (struct thing){ .is_folder = true }), text_of(entry), NULL);
		break;
	case TAPE_REMOVE:
		name_it(ruin, at, NOBODY, text_of(entry), NULL);
		break;
	case TAPE_RENAME:
		old = text_of(entry);
		name = find(&ruin->live, old);
		if (name)
			name_it(ruin, at, name->thing, old + strlen(old) + 1, old);
		break;
	default:
		break;
	}
}

struct ruin *ruin_create(const struct tape *tape, bool normal)
{
	struct ruin *ruin = mem_alloc(sizeof *ruin);
	ruin->tape = tape;
	ruin->normal = normal;
	ruin->settled = mem_alloc(tape->n * sizeof *ruin->settled);
	give(&ruin->live, "", new_thing(ruin, (struct thing){ .is_folder = true }));
	for (size_t at = 0; at < tape->n; at++)
		take(ruin, at);
	return ruin;
}

/* Its texts go with the process. */
void ruin_destroy(struct ruin *ruin)
{
	for (size_t i = 0; i < ruin->n_things; i++) {
		free(ruin->things[i].ops.items);
		free(ruin->things[i].image);
	}
	free(ruin->things);
	free(ruin->namings);
	free(ruin->settled);
	free(ruin->live.items);
	free(ruin->open);
	free(ruin);
}

size_t ruin_touches(const struct ruin *ruin, const char *ending, size_t **out_entries)
{
	struct list list = { 0 };
	for (size_t i = 0; i < ruin->n_namings; i++) {
		const struct naming *naming = &ruin->namings[i];
		if (!ends_with(naming->name, ending))
			continue;
		add(&list, naming->entry);
		for (size_t j = 0; naming->thing != NOBODY && !naming->old && j < ruin->things[naming->thing].ops.n;
		     j++)
			add(&list, ruin->things[naming->thing].ops.items[j]);
	}
	*out_entries = list.items;
	return list.n;
}

/* ---- a cut ---- */

static void reach(struct thing *thing, size_t len)
{
	if (len > thing->room) {
		thing->room = len * 2;
		thing->image = mem_grow(thing->image, thing->room);
	}
	if (len > thing->len)
		memset(thing->image + thing->len, 0, len - thing->len);
}

static void apply(struct thing *thing, const struct tape_entry *entry)
{
	size_t end = (size_t)entry->at + (entry->kind == TAPE_WRITE ? entry->len : 0);
	reach(thing, end);
	if (entry->kind == TAPE_WRITE)
		memcpy(thing->image + entry->at, tape_bytes(entry), entry->len);
	thing->len = entry->kind == TAPE_WRITE && end < thing->len ? thing->len : end;
}

static void put(int file, const struct tape_entry *entry, size_t from, size_t len)
{
	ssize_t n = pwrite(file, tape_bytes(entry) + from, len, entry->at + (off_t)from);
	assert(n == (ssize_t)len);
	(void)n;
}

/* One write that no sync holds. */
static void put_some(int file, const struct tape_entry *entry, enum fate fate, uint64_t *seed)
{
	bool kept = fate == FATE_KEEP || ruin_next(seed) % 2;
	if (fate == FATE_LOSE || (fate == FATE_SOME && !kept))
		return;
	if (entry->kind == TAPE_TRUNCATE) {
		if (kept && ftruncate(file, entry->at) != 0)
			abort();
	} else if (fate != FATE_TEAR) {
		put(file, entry, 0, entry->len);
	}
	for (size_t from = 0; fate == FATE_TEAR && entry->kind == TAPE_WRITE && from < entry->len; from += TEAR)
		if (ruin_next(seed) % 2)
			put(file, entry, from, entry->len - from < TEAR ? entry->len - from : TEAR);
}

/* Zeros stay a hole: the log of this server grows by a megabyte of them. */
static void lay(int file, const struct thing *thing)
{
	static const char ZEROS[BLOCK];
	if (ftruncate(file, (off_t)thing->len) != 0)
		abort();
	for (size_t from = 0; from < thing->len; from += BLOCK) {
		size_t len = thing->len - from < BLOCK ? thing->len - from : BLOCK;
		if (memcmp(thing->image + from, ZEROS, len) != 0 &&
		    pwrite(file, thing->image + from, len, (off_t)from) < 0)
			abort();
	}
}

static void leave(struct ruin *ruin, struct thing *thing, const struct cut *cut, uint64_t *seed, const char *path)
{
	const struct tape_entry **entries = ruin->tape->entries;
	int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
	if (file < 0) /* nobody knows the folder that it was in */
		return;
	for (; thing->held < thing->ops.n && ruin->settled[thing->ops.items[thing->held]] < cut->at; thing->held++)
		apply(thing, entries[thing->ops.items[thing->held]]);
	lay(file, thing);
	for (size_t i = thing->held; i < thing->ops.n && thing->ops.items[i] < cut->at; i++)
		put_some(file, entries[thing->ops.items[i]],
		    ruin->settled[thing->ops.items[i]] < cut->at ? FATE_KEEP : cut->fate, seed);
	close(file);
}

/* Names that no sync of their folder holds: up to some point all of them are there, and none after it. */
static struct names names_after(const struct ruin *ruin, const struct cut *cut, uint64_t *seed)
{
	struct names names = { 0 };
	size_t loose = 0, kept = 0;
	for (size_t i = 0; i < ruin->n_namings && ruin->namings[i].entry < cut->at; i++)
		loose += ruin->namings[i].settled >= cut->at;
	if (cut->fate != FATE_LOSE)
		kept = cut->fate == FATE_KEEP ? loose : ruin_next(seed) % (loose + 1);
	for (size_t i = 0; i < ruin->n_namings && ruin->namings[i].entry < cut->at; i++) {
		const struct naming *naming = &ruin->namings[i];
		if (naming->settled >= cut->at && !kept)
			continue;
		kept -= naming->settled >= cut->at;
		if (naming->old)
			drop(&names, naming->old);
		if (naming->thing == NOBODY)
			drop(&names, naming->name);
		else
			give(&names, naming->name, naming->thing);
	}
	return names;
}

void ruin_leave(struct ruin *ruin, const struct cut *cut, const char *folder)
{
	char path[PATH_MAX];
	uint64_t seed = cut->seed;
	struct names names = names_after(ruin, cut, &seed);
	/* Names come in the order in which they were given, so a folder stands before what is in it. */
	for (size_t i = 0; i < names.n; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, names.items[i].path);
		if (ruin->things[names.items[i].thing].is_folder)
			mkdir(path, 0700);
		else
			leave(ruin, &ruin->things[names.items[i].thing], cut, &seed, path);
	}
	free(names.items);
}
