/* See examine.h. */
#include "tests/power/examine.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/mem.h"
#include "domain/access.h"
#include "domain/event_mark.h"
#include "domain/recount.h"
#include "store/backup.h"
#include "store/db.h"
#include "store/journal.h"
#include "store/store.h"

#include <dirent.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct examiner {
	const char *data;
	struct clock *clock;
	struct promises promises;
	size_t born; /* the entry in which the first command had made the day */
	const struct promise **by_key;
	size_t n_keys;
	unsigned char (*hashes)[JOURNAL_HASH_LEN]; /* of the whole history, by number; [0] is unused */
	int64_t length;
};

/* ---- the whole history ---- */

static void read_history(struct examiner *examiner, const char *folder)
{
	char path[PATH_MAX];
	sqlite3 *handle;
	sqlite3_stmt *rows;
	snprintf(path, sizeof path, "%s/%s/p2c.db", folder, examiner->data);
	if (sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(handle, "SELECT hash FROM journal ORDER BY seq", -1, &rows, NULL) != SQLITE_OK) {
		fprintf(stderr, "%s: %s\n", path, sqlite3_errmsg(handle));
		exit(1);
	}
	while (sqlite3_step(rows) == SQLITE_ROW) {
		examiner->hashes =
		    mem_grow(examiner->hashes, (size_t)(++examiner->length + 1) * sizeof *examiner->hashes);
		memcpy(examiner->hashes[examiner->length], sqlite3_column_blob(rows, 0), JOURNAL_HASH_LEN);
	}
	sqlite3_finalize(rows);
	sqlite3_close(handle);
}

static int by_key(const void *a, const void *b)
{
	return strcmp((*(const struct promise *const *)a)->key, (*(const struct promise *const *)b)->key);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct asked *)a)->key, ((const struct asked *)b)->key);
}

struct examiner *examiner_create(const struct tape *tape, const char *data, const char *history)
{
	struct examiner *examiner = mem_alloc(sizeof *examiner);
	examiner->data = data;
	examiner->clock = clock_create(0);
	examiner->promises = promises_read(tape);
	examiner->born = tape->n;
	read_history(examiner, history);
	const struct promises *found = &examiner->promises;
	examiner->by_key = mem_alloc((found->n + 1) * sizeof(struct promise *));
	for (size_t i = found->n; i-- > 0;) {
		if (found->items[i].kind == PROMISE_COMMAND)
			examiner->born = found->items[i].at;
		else if (found->items[i].kind == PROMISE_ANSWER)
			examiner->by_key[examiner->n_keys++] = &found->items[i];
	}
	qsort(examiner->by_key, examiner->n_keys, sizeof(struct promise *), by_key);
	qsort(found->asked, found->n_asked, sizeof *found->asked, by_name);
	return examiner;
}

void examiner_destroy(struct examiner *examiner)
{
	clock_destroy(examiner->clock);
	free(examiner->by_key);
	free(examiner->hashes);
	free(examiner);
}

const struct promises *examiner_promises(const struct examiner *examiner)
{
	return &examiner->promises;
}

static enum err same_history(
    const struct examiner *examiner, const struct journal_head *head, struct fault *out_fault)
{
	if (head->seq > examiner->length)
		return fault_set(
		    out_fault, ERR_BROKEN, NULL, "the journal reaches %d, which was never written", (int)head->seq);
	if (head->seq && memcmp(head->hash, examiner->hashes[head->seq], JOURNAL_HASH_LEN) != 0)
		return fault_set(out_fault, ERR_BROKEN, NULL, "row %d of the journal is another one", (int)head->seq);
	return OK;
}

/* ---- the answers that are kept ---- */

static void miss(struct finding *finding, const char *what, const char *which)
{
	if (!finding->missing++)
		fault_set(&finding->first_missing, ERR_NOT_FOUND, NULL, "%s %s", what, which);
}

/* What is kept of a key is what was promised for it; and somebody had asked for it. */
static void compare(const struct examiner *examiner, sqlite3_stmt *row, size_t at, struct finding *finding)
{
	const char *key = (const char *)sqlite3_column_text(row, 0),
		   *answer = (const char *)sqlite3_column_text(row, 2);
	const struct promise wanted = { .key = key }, *wants = &wanted;
	const struct asked *asked = bsearch(&(struct asked){ .key = key }, examiner->promises.asked,
	    examiner->promises.n_asked, sizeof(struct asked), by_name);
	if (!asked || asked->at >= at)
		fault_set(&finding->broken, ERR_BROKEN, NULL, "nobody had asked for act %s", key);
	const struct promise *const *found =
	    bsearch(&wants, examiner->by_key, examiner->n_keys, sizeof(struct promise *), by_key);
	if (!found || (*found)->at >= at)
		return;
	finding->missing--;
	if (sqlite3_column_int64(row, 1) != (*found)->number || strcmp(answer, (*found)->answer) != 0)
		fault_set(&finding->broken, ERR_BROKEN, NULL, "act %s is kept with another answer", key);
}

static void check_answers(const struct examiner *examiner, const char *path, size_t at, struct finding *finding)
{
	sqlite3 *handle = NULL;
	sqlite3_stmt *rows = NULL;
	int before = finding->missing;
	for (size_t i = 0; i < examiner->n_keys; i++)
		finding->missing += examiner->by_key[i]->at < at;
	finding->promised += finding->missing - before;
	if (sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(handle, "SELECT idem_key, status, answer FROM idem", -1, &rows, NULL) != SQLITE_OK)
		fault_set(&finding->broken, ERR_BROKEN, NULL, "the kept answers: %s", sqlite3_errmsg(handle));
	while (rows && sqlite3_step(rows) == SQLITE_ROW)
		compare(examiner, rows, at, finding);
	sqlite3_finalize(rows);
	sqlite3_close(handle);
	if (finding->missing > before)
		fault_set(&finding->first_missing, ERR_NOT_FOUND, NULL, "%d answers are not kept",
		    finding->missing - before);
}

/* ---- the other promises ---- */

/* `p2c backup FILE`: the file stands where the cut's own folder has it. */
static void check_command(const char *folder, const char *line, struct finding *finding)
{
	char path[PATH_MAX];
	const char *command = line + strlen(line) + 1, *file = command + strlen(command) + 1;
	if (strcmp(command, "backup") != 0)
		return;
	const char *name = strrchr(file, '/');
	snprintf(path, sizeof path, "%s%s", folder, name ? name : file);
	finding->promised++;
	if (access(path, F_OK) != 0)
		miss(finding, "backup", file);
}

static void check_promises(const struct examiner *examiner, struct db *db, struct arena *arena, const char *folder,
    size_t at, int64_t head, struct finding *finding)
{
	struct login login;
	char number[24];
	for (size_t i = 0; i < examiner->promises.n; i++) {
		const struct promise *promise = &examiner->promises.items[i];
		if (promise->at >= at || promise->kind == PROMISE_ANSWER)
			continue;
		if (promise->kind == PROMISE_COMMAND) {
			check_command(folder, promise->text, finding);
			continue;
		}
		finding->promised++;
		snprintf(number, sizeof number, "%d", (int)promise->number);
		if (promise->kind == PROMISE_NOTICE && promise->number > head)
			miss(finding, "notice", number);
		else if (promise->kind == PROMISE_LOGIN &&
			 access_who(db, arena, promise->text, clock_now(examiner->clock), &login) != OK)
			miss(finding, "login", "");
	}
}

/* ---- copies ---- */

static enum err check_copy(const struct examiner *examiner, const char *path, struct fault *out_fault)
{
	struct journal_head head;
	struct fault why = { 0 };
	enum err err = backup_verify(path, &head, &why);
	if (err)
		return fault_set(out_fault, err, NULL, "%.100s: %.100s", path, why.detail);
	return same_history(examiner, &head, out_fault);
}

/* Whatever has the name of a copy is a whole one. */
static enum err check_copies(const struct examiner *examiner, const char *folder, struct fault *out_fault)
{
	char path[PATH_MAX];
	enum err err = OK;
	DIR *list = opendir(folder);
	for (const struct dirent *file; !err && list && (file = readdir(list));) {
		size_t len = strlen(file->d_name);
		snprintf(path, sizeof path, "%s/%s", folder, file->d_name);
		if (strcmp(file->d_name, "spare") == 0)
			err = check_copies(examiner, path, out_fault);
		else if (len > 3 && strcmp(file->d_name + len - 3, ".db") == 0)
			err = check_copy(examiner, path, out_fault);
	}
	if (list)
		closedir(list);
	return err;
}

/* ---- all of it ---- */

static enum err check_store(
    const struct examiner *examiner, struct db *db, struct journal_head *out_head, struct fault *out_fault)
{
	int64_t pledges;
	enum err err = db_check(db, out_fault);
	if (!err)
		err = journal_verify(db, NULL, out_head, out_fault);
	if (!err)
		err = same_history(examiner, out_head, out_fault);
	return err ? err : recount_check(db, &pledges, out_fault);
}

/* What the store says counts only when it fails: it may set a fault on the way to a repair. */
static enum err open_store(
    const struct examiner *examiner, const char *data, size_t at, struct store **out_store, struct fault *out_fault)
{
	struct store_config config = { .folder = data, .clock = examiner->clock, .create = at <= examiner->born };
	enum err err = store_open(&config, out_store, out_fault);
	if (!err)
		err = recount_open(*out_store, out_fault);
	return err ? err : event_mark_open(*out_store, out_fault);
}

void examine(struct examiner *examiner, const char *folder, size_t at, bool copies, struct finding *out_finding)
{
	char data[PATH_MAX], path[PATH_MAX + 8];
	struct store *store = NULL;
	struct db *db = NULL;
	struct journal_head head;
	struct arena *arena = arena_create();
	snprintf(data, sizeof data, "%s/%s", folder, examiner->data);
	snprintf(path, sizeof path, "%s/p2c.db", data);
	struct fault why = { 0 };
	*out_finding = (struct finding){ 0 };
	enum err err = open_store(examiner, data, at, &store, &why);
	if (!err)
		err = store_reader_open(store, &db);
	if (!err)
		err = check_store(examiner, db, &head, &why);
	if (!err && copies)
		err = check_copies(examiner, folder, &why);
	if (!err && at > examiner->born) {
		check_answers(examiner, path, at, out_finding);
		check_promises(examiner, db, arena, folder, at, head.seq, out_finding);
	}
	if (err)
		fault_set(&out_finding->broken, err, NULL, "%s", why.detail);
	if (db)
		store_reader_close(db);
	store_close(store);
	arena_destroy(arena);
}
