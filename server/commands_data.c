/* Commands that work on files: badges, agenda files, the journal's proof, backups. See commands.h. */
#include "commands.h"

#include "badges/badge.h"
#include "base/clock.h"
#include "domain/badge_facts.h"
#include "domain/recount.h"
#include "find/finder.h"
#include "operator.h"
#include "schedule/frab_json.h"
#include "schedule/frab_xml.h"
#include "schedule/ics.h"
#include "schedule/rules.h"
#include "store/backup.h"
#include "store/store.h"
#include "zone.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_MAX = 8 * 1024 * 1024, HASH_HEX = 2 * JOURNAL_HASH_LEN };

/* ---- a folder to read from, beside a running server or without one ---- */

struct reading {
	struct clock *clock;
	struct store *store;
	struct db *db;
	struct arena *arena;
};

static enum err reading_open(const struct options *options, struct reading *out, struct fault *out_fault)
{
	*out = (struct reading){ .clock = clock_create(0), .arena = arena_create() };
	struct store_config config = {
		.folder = options_text(options, "data"), .clock = out->clock, .read_only = true
	};
	enum err err = store_open(&config, &out->store, out_fault);
	if (!err)
		err = zone_take(out->store, out_fault);
	return err ? err : store_reader_open(out->store, &out->db);
}

static void reading_close(struct reading *reading)
{
	if (reading->db)
		store_reader_close(reading->db);
	store_close(reading->store);
	arena_destroy(reading->arena);
	clock_destroy(reading->clock);
}

/* ---- badges ---- */

/* By registration ID, id, code or a search that finds exactly one. */
static enum err find_person(struct reading *r, const char *word, struct person *out_person, struct fault *out_fault)
{
	enum err err = person_by_registration(r->db, r->arena, word, out_person);
	if (err == ERR_NOT_FOUND)
		err = person_get(r->db, r->arena, word, out_person);
	if (err != ERR_NOT_FOUND)
		return err;
	struct find_list list;
	struct keeper *keeper = keeper_create();
	err = finder_find(keeper, r->db, r->arena, &(struct find_question){ .text = word, .limit = 2 }, &list);
	keeper_destroy(keeper);
	if (!err && list.n != 1)
		return fault_set(out_fault, ERR_NOT_FOUND, NULL,
		    list.n ? "More than one person fits \"%.60s\"." : "Nobody fits \"%.60s\".", word);
	if (!err)
		*out_person = list.people[0].person;
	return err;
}

static const char *extension(const char *path)
{
	const char *dot = strrchr(path, '.');
	return dot ? dot + 1 : "";
}

static enum err draw_one(
    struct reading *r, const struct person *person, const char *form, struct buf *out, struct fault *out_fault)
{
	struct badge_press *press = NULL;
	struct badge_data data;
	const struct badge_template *template = badge_template_find(NULL);
	if (!person->badge.serial)
		return fault_set(out_fault, ERR_NOT_FOUND, NULL, "%.60s has no badge yet. Issue it at the desk.",
		    person->registration_id);
	enum err err = badge_facts(r->db, r->arena, person, &person->badge, &data);
	if (!err)
		err = badge_press_create(&press, out_fault);
	if (!err && strcmp(form, "png") == 0)
		err = badge_png(press, &data, template, 300, out, out_fault);
	else if (!err && strcmp(form, "svg") == 0)
		err = badge_svg(press, &data, template, out, out_fault);
	else if (!err)
		err = badge_pdf(press, &data, template, out, out_fault);
	badge_press_destroy(press);
	return err;
}

int command_badge(const struct options *options)
{
	struct reading r;
	struct person person;
	struct fault fault = { 0 };
	struct buf out = { 0 };
	const char *path = options_text(options, "output");
	if (!options_word(options, 0) || !*path)
		return command_misused("p2c badge PERSON -o FILE.pdf|png|svg");
	enum err err = reading_open(options, &r, &fault);
	if (!err)
		err = find_person(&r, options_word(options, 0), &person, &fault);
	if (!err)
		err = draw_one(&r, &person, extension(path), &out, &fault);
	reading_close(&r);
	FILE *file = err ? NULL : fopen(path, "we");
	if (file) {
		size_t written = fwrite(out.bytes, 1, out.len, file);
		if (fclose(file) != 0 || written != out.len)
			err = fault_set(&fault, ERR_NOT_SAVED, "output", "%.150s could not be written.", path);
	} else if (!err) {
		err = fault_set(&fault, ERR_NOT_SAVED, "output", "%.150s could not be opened.", path);
	}
	buf_finish(&out);
	return err ? command_fail(err, &fault) : 0;
}

struct book {
	struct reading *reading;
	struct badge_book *pages;
	struct arena *arena;
	int64_t done, total;
};

static enum err write_file(void *ctx, const void *bytes, size_t len)
{
	return fwrite(bytes, 1, len, ctx) == len ? OK : ERR_NOT_SAVED;
}

static void show_progress(const struct book *book)
{
	if (isatty(STDERR_FILENO) && (book->done % 20 == 0 || book->done == book->total))
		fprintf(stderr, "\r%" PRId64 " of %" PRId64 " badges", book->done, book->total);
}

static enum err add_page(void *ctx, const struct person *person)
{
	struct book *book = ctx;
	struct badge_data data;
	if (!person->badge.serial)
		return OK;
	arena_reset(book->arena);
	enum err err = badge_facts(book->reading->db, book->arena, person, &person->badge, &data);
	if (!err)
		err = badge_book_add(book->pages, &data, NULL);
	book->done++;
	show_progress(book);
	return err;
}

static enum err count_page(void *ctx, const struct person *person)
{
	struct book *book = ctx;
	book->total += person->badge.serial != 0;
	return OK;
}

static enum err print_book(struct reading *r, FILE *file, int64_t *out_pages, struct fault *out_fault)
{
	struct badge_press *press;
	struct book book = { .reading = r };
	enum err err = badge_press_create(&press, out_fault);
	if (err)
		return err;
	err = person_each(r->db, count_page, &book);
	book.arena = arena_create();
	book.pages = badge_book_open(press, badge_template_find(NULL), write_file, file);
	show_progress(&book);
	if (!err)
		err = person_each(r->db, add_page, &book);
	enum err closed = badge_book_close(book.pages, out_fault);
	if (isatty(STDERR_FILENO))
		fputc('\n', stderr);
	arena_destroy(book.arena);
	badge_press_destroy(press);
	*out_pages = book.done;
	return err ? err : closed;
}

/* Everybody gets a badge: those who have none are issued one first, as one act of the operator. */
static int issue_missing(const struct options *options)
{
	struct fault fault = { 0 };
	struct buf answer = { 0 };
	int status = 0;
	struct request_said said = { "POST", "/api/badges", NULL, "{}", 2 };
	enum err err = operator_ask(options_text(options, "data"), &said, &status, &answer, &fault);
	if (!err && status >= 300)
		err = fault_set(&fault, ERR_NOT_SAVED, NULL, "%.200s", buf_text(&answer));
	buf_finish(&answer);
	return err ? command_fail(err, &fault) : 0;
}

int command_badges(const struct options *options)
{
	struct reading r;
	struct fault fault = { 0 };
	int64_t pages = 0;
	const char *path = options_text(options, "output");
	if (!options_has(options, "all") || !*path)
		return command_misused("p2c badges --all -o FILE.pdf");
	int failed = issue_missing(options);
	if (failed)
		return failed;
	enum err err = reading_open(options, &r, &fault);
	FILE *file = err ? NULL : fopen(path, "we");
	if (!err && !file)
		err = fault_set(&fault, ERR_NOT_SAVED, "output", "%.150s could not be opened.", path);
	if (!err)
		err = print_book(&r, file, &pages, &fault);
	if (file && fclose(file) != 0 && !err)
		err = fault_set(&fault, ERR_NOT_SAVED, "output", "%.150s could not be written.", path);
	reading_close(&r);
	if (err)
		return command_fail(err, &fault);
	printf("%" PRId64 " badges in %s\n", pages, path);
	return 0;
}

/* ---- agenda files ---- */

typedef enum err agenda_reader(struct arena *arena, const char *bytes, size_t len, const struct read_options *options,
    struct agenda *out_agenda, struct read_report *out_report, struct fault *out_fault);

static agenda_reader *reader_for(const char *path)
{
	const char *form = extension(path);
	return strcmp(form, "ics") == 0 ? ics_read : strcmp(form, "json") == 0 ? frab_json_read : frab_xml_read;
}

static int say_findings(const struct read_report *report, const struct findings *findings, const char *path)
{
	for (size_t i = 0; i < report->n; i++)
		printf("%s:%d: %s\n", path, report->items[i].line, report->items[i].sentence);
	for (size_t i = 0; i < findings->n; i++)
		printf("%s: %s: %s\n", path, findings->items[i].severity == FINDING_ERROR ? "error" : "warning",
		    findings->items[i].sentence);
	printf("%zu errors, %zu warnings\n", findings->n_errors, findings->n - findings->n_errors);
	return findings->n_errors ? 1 : 0;
}

int command_check(const struct options *options)
{
	const char *what = options_word(options, 0), *path = options_word(options, 1);
	if (!what || strcmp(what, "agenda") != 0 || !path)
		return command_misused("p2c check agenda FILE.xml|json|ics");
	FILE *file = fopen(path, "re");
	if (!file) {
		perror(path);
		return 1;
	}
	struct buf bytes = { 0 };
	bytes.len = fread(buf_room(&bytes, FILE_MAX + 1), 1, FILE_MAX + 1, file);
	fclose(file);
	struct arena *arena = arena_create();
	struct agenda agenda;
	struct read_report report = { 0 };
	struct fault fault = { 0 };
	enum err err = reader_for(path)(arena, bytes.bytes, bytes.len, NULL, &agenda, &report, &fault);
	int code = 0;
	if (err) {
		code = command_fail(err, &fault);
	} else {
		struct findings findings = rules_check(&agenda, arena);
		code = say_findings(&report, &findings, path);
	}
	arena_destroy(arena);
	buf_finish(&bytes);
	return code;
}

/* ---- the journal's proof ---- */

static void say_head(const struct journal_head *head)
{
	char hex[HASH_HEX + 1];
	sodium_bin2hex(hex, sizeof hex, head->hash, sizeof head->hash);
	printf("%" PRId64 ":%s\n", head->seq, hex);
}

static bool read_head(const char *text, struct journal_head *out_head)
{
	char *end;
	size_t len = 0;
	out_head->seq = strtoll(text, &end, 10);
	return out_head->seq > 0 && *end == ':' && strlen(end + 1) == HASH_HEX &&
	       sodium_hex2bin(out_head->hash, sizeof out_head->hash, end + 1, HASH_HEX, NULL, &len, NULL) == 0 &&
	       len == sizeof out_head->hash;
}

int command_verify(const struct options *options)
{
	struct reading r;
	struct fault fault = { 0 };
	struct journal_head head, expect;
	int64_t pledges = 0;
	bool expected = options_has(options, "head");
	if (expected && !read_head(options_text(options, "head"), &expect))
		return command_misused("a head is SEQ:HASH as `p2c verify` prints it");
	enum err err = reading_open(options, &r, &fault);
	if (!err)
		err = journal_verify(r.db, expected ? &expect : NULL, &head, &fault);
	enum err totals = err ? OK : recount_check(r.db, &pledges, &fault);
	reading_close(&r);
	if (err) {
		fprintf(stderr, "p2c: the journal does not verify. %s\n", fault.detail);
		return 1;
	}
	fputs("The journal is whole. Head: ", stdout);
	say_head(&head);
	if (totals) {
		fprintf(stderr, "p2c: the kept totals do not agree with the journal. %s\n", fault.detail);
		return 1;
	}
	printf("The kept totals agree with the journal: %" PRId64 " pledges.\n", pledges);
	return 0;
}

/* ---- backups ---- */

static void show_pages(void *ctx, int done, int total)
{
	(void)ctx;
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%d of %d pages", done, total);
}

int command_backup(const struct options *options)
{
	struct reading r;
	struct fault fault = { 0 };
	struct journal_head head;
	const char *path = options_word(options, 0);
	if (!path)
		return command_misused("p2c backup FILE");
	enum err err = reading_open(options, &r, &fault);
	if (!err)
		err = backup_make(r.db, path, show_pages, NULL, &head, &fault);
	reading_close(&r);
	if (err)
		return command_fail(err, &fault);
	printf("%s is complete and verified. Head: ", path);
	say_head(&head);
	return 0;
}

int command_restore(const struct options *options)
{
	struct fault fault = { 0 };
	struct journal_head head;
	const char *path = options_word(options, 0);
	if (!path)
		return command_misused("p2c restore FILE --data DIR");
	enum err err = backup_restore(path, options_text(options, "data"), &head, &fault);
	if (err)
		return command_fail(err, &fault);
	printf("%s holds the event again. Head: ", options_text(options, "data"));
	say_head(&head);
	return 0;
}
