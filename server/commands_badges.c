/* Commands that draw what is printed: a badge, everybody's badges, packs by delegation, nameplates, door signs. See
 * commands.h. */
#include "commands.h"

#include "badges/badge.h"
#include "domain/badge_book.h"
#include "domain/badge_facts.h"
#include "domain/template.h"
#include "domain/vocabulary.h"
#include "find/finder.h"
#include "operator.h"
#include "reading.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- one badge ---- */

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

static bool is_form(const char *form)
{
	return strcmp(form, "pdf") == 0 || strcmp(form, "png") == 0 || strcmp(form, "svg") == 0;
}

static enum err use_template(const struct reading *r, const struct options *options, enum badge_kind kind,
    const struct badge_template **out_template, struct fault *out_fault)
{
	return template_use(r->db, r->arena, options_text(options, "template"), kind, out_template, out_fault);
}

/* The side that was asked for, or the template as it is. */
static enum err use_side(const struct options *options, const struct badge_template *whole,
    struct badge_template *out, struct fault *fault)
{
	const char *side = options_text(options, "side");
	unsigned long number = strtoul(side, NULL, 10);
	if (*side && (number < 1 || number > whole->n_sides))
		return fault_set(fault, ERR_INVALID, "side", "%.40s has %zu side%s.", whole->id, whole->n_sides,
		    whole->n_sides > 1 ? "s" : "");
	*out = *side ? badge_template_side(whole, number) : *whole;
	return OK;
}

static enum err draw_one(struct reading *r, const struct options *options, const struct person *person,
    struct buf *out, struct fault *out_fault)
{
	struct badge_press *press = NULL;
	struct badge_data data;
	const struct badge_template *whole;
	struct badge_template template;
	const char *form = extension(options_text(options, "output"));
	if (!person->badge.serial)
		return fault_set(out_fault, ERR_NOT_FOUND, NULL, "%.60s has no badge yet. Issue it at the desk.",
		    person->registration_id);
	enum err err = use_template(r, options, BADGE_KIND_BADGE, &whole, out_fault);
	if (!err)
		err = use_side(options, whole, &template, out_fault);
	if (!err)
		err = badge_facts(r->db, r->arena, person, &person->badge, &data);
	if (!err)
		err = badge_facts_photo(r->db, r->arena, person->id, &template, &data);
	if (!err)
		err = badge_press_create(&press, out_fault);
	if (!err && strcmp(form, "png") == 0)
		err = badge_png(press, &data, &template, 300, out, out_fault);
	else if (!err && strcmp(form, "svg") == 0)
		err = badge_svg(press, &data, &template, out, out_fault);
	else if (!err)
		err = badge_pdf(press, &data, &template, out, out_fault);
	badge_press_destroy(press);
	return err;
}

static enum err write_bytes(const char *path, const struct buf *bytes, struct fault *out_fault)
{
	FILE *file = fopen(path, "we");
	if (!file)
		return fault_set(out_fault, ERR_NOT_SAVED, "output", "%.150s could not be opened.", path);
	size_t written = fwrite(bytes->bytes, 1, bytes->len, file);
	if (fclose(file) != 0 || written != bytes->len)
		return fault_set(out_fault, ERR_NOT_SAVED, "output", "%.150s could not be written.", path);
	return OK;
}

int command_badge(const struct options *options)
{
	struct reading r;
	struct person person;
	struct fault fault = { 0 };
	struct buf out = { 0 };
	const char *path = options_text(options, "output");
	if (!options_word(options, 0) || !*path || !is_form(extension(path)))
		return command_usage("badge PERSON -o FILE.pdf|png|svg [--template ID] [--side N]");
	enum err err = reading_open(options, &r, &fault);
	if (!err)
		err = find_person(&r, options_word(options, 0), &person, &fault);
	if (!err)
		err = draw_one(&r, options, &person, &out, &fault);
	reading_close(&r);
	if (!err)
		err = write_bytes(path, &out, &fault);
	buf_finish(&out);
	return err ? command_fail(err, &fault) : 0;
}

/* ---- everybody's ---- */

struct book {
	struct reading *reading;
	const struct book_wish *wish;
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
		err = badge_facts_photo(book->reading->db, book->arena, person->id, book->wish->template, &data);
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

/* By registration ID, without covers. */
static enum err print_everybody(
    struct reading *r, const struct book_wish *wish, int64_t *out_n, struct fault *out_fault)
{
	struct book book = { .reading = r, .wish = wish, .arena = arena_create() };
	enum err err = person_each(r->db, count_page, &book);
	book.pages = badge_book_open(wish->press, wish->template, wish->write, wish->ctx);
	show_progress(&book);
	if (!err)
		err = person_each(r->db, add_page, &book);
	enum err closed = badge_book_close(book.pages, out_fault);
	if (isatty(STDERR_FILENO))
		fputc('\n', stderr);
	arena_destroy(book.arena);
	*out_n = book.done;
	return err ? err : closed;
}

/* ---- books into files ---- */

typedef enum err printer(struct reading *r, const struct book_wish *wish, int64_t *out_n, struct fault *out_fault);

static enum err print_packs(struct reading *r, const struct book_wish *wish, int64_t *out_n, struct fault *out_fault)
{
	return book_packs(r->db, r->arena, wish, out_n, out_fault);
}

static enum err print_nameplates(
    struct reading *r, const struct book_wish *wish, int64_t *out_n, struct fault *out_fault)
{
	return book_nameplates(r->db, r->arena, wish, out_n, out_fault);
}

static enum err print_door_signs(
    struct reading *r, const struct book_wish *wish, int64_t *out_n, struct fault *out_fault)
{
	return book_door_signs(r->db, r->arena, wish, out_n, out_fault);
}

#define NOBODY "Nobody is registered yet. Take a list in with: p2c import participants FILE"

static const struct thing {
	const char *what;
	enum badge_kind kind;
	printer *print;
	const char *none; /* why a file would be empty, and what to do */
} BADGES = { "badges", BADGE_KIND_BADGE, print_everybody, NOBODY },
  PACKS = { "badges", BADGE_KIND_BADGE, print_packs, NOBODY },
  NAMEPLATES = { "nameplates", BADGE_KIND_NAMEPLATE, print_nameplates, NOBODY },
  DOOR_SIGNS = { "door signs", BADGE_KIND_DOOR_SIGN, print_door_signs,
	  "There is no room yet. Import an agenda, or add rooms in /admin, Agenda." };

static enum err read_wish(
    const struct options *options, enum badge_kind kind, struct book_wish *out_wish, struct fault *out_fault)
{
	const char *order = options_text(options, "order"), *language = options_text(options, "lang");
	unsigned at = 0;
	while (at < PEOPLE_ORDER_MAX && strcmp(PEOPLE_ORDER_NAMES[at], order) != 0)
		at++;
	if (at == PEOPLE_ORDER_MAX)
		return fault_set(out_fault, ERR_INVALID, "order", "The order is seats, french, given or name.");
	if (*language && !language_is_official(language))
		return fault_set(out_fault, ERR_INVALID, "lang", "The language is one of en, fr, es, ar, ru, zh.");
	*out_wish = (struct book_wish){ .entity_id = options_text(options, "entity"),
		.session_id = options_text(options, "session"),
		.people = "",
		.room_id = options_text(options, "room"),
		.order = (enum people_order)at,
		.language = *language             ? language
			    : at <= PEOPLE_FRENCH ? "fr"
						  : "en",
		.write = write_file };
	if (kind == BADGE_KIND_DOOR_SIGN)
		return book_sign_languages(language, options_text(options, "second"), out_wish, out_fault);
	return OK;
}

static enum err print_to(
    struct reading *r, const struct thing *thing, struct book_wish *wish, int64_t *out_n, struct fault *out_fault)
{
	enum err err = badge_press_create(&wish->press, out_fault);
	if (!err)
		err = thing->print(r, wish, out_n, out_fault);
	badge_press_destroy(wish->press);
	return err;
}

static int print_file(const struct options *options, const struct thing *thing)
{
	struct reading r;
	struct book_wish wish = { 0 };
	struct fault fault = { 0 };
	int64_t n = 0;
	const char *path = options_text(options, "output");
	enum err err = reading_open(options, &r, &fault);
	if (!err)
		err = read_wish(options, thing->kind, &wish, &fault);
	if (!err)
		err = use_template(&r, options, thing->kind, &wish.template, &fault);
	FILE *file = err ? NULL : fopen(path, "we");
	wish.ctx = file;
	if (!err && !file)
		err = fault_set(&fault, ERR_NOT_SAVED, "output", "%.150s could not be opened.", path);
	if (!err)
		err = print_to(&r, thing, &wish, &n, &fault);
	if (!err && !n)
		err = fault_set(&fault, ERR_NOT_FOUND, NULL, "%s", thing->none);
	if (file && fclose(file) != 0 && !err)
		err = fault_set(&fault, ERR_NOT_SAVED, "output", "%.150s could not be written.", path);
	if (file && err)
		unlink(path);
	reading_close(&r);
	if (err)
		return command_fail(err, &fault);
	printf("%" PRId64 " %s in %s\n", n, thing->what, path);
	return 0;
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
	if (!options_has(options, "all") || !*options_text(options, "output"))
		return command_usage("badges --all -o FILE.pdf [--template ID] [--packs [--entity ID]]");
	int failed = issue_missing(options);
	return failed ? failed : print_file(options, options_has(options, "packs") ? &PACKS : &BADGES);
}

int command_nameplates(const struct options *options)
{
	if (!*options_text(options, "output"))
		return command_usage("nameplates -o FILE.pdf [--session ID | --entity ID] [--order "
				     "french|given|name] [--lang LANGUAGE]");
	return print_file(options, &NAMEPLATES);
}

int command_door_signs(const struct options *options)
{
	if (!*options_text(options, "output"))
		return command_usage("door-signs -o FILE.pdf [--room ID] [--lang LANGUAGE] [--second LANGUAGE|none]");
	return print_file(options, &DOOR_SIGNS);
}
