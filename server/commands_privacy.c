/* What is held of people: shown, copied, erased, and let go by time. All of it is asked of the server (operator.h),
 * as the office does. See commands.h. */
#include "commands.h"

#include "base/jsonw.h"
#include "operator.h"
#include "reading.h"
#include "store/read.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TARGET_MAX = 200 };

static const char USE[] = "p2c privacy table [--json]\n"
			  "     p2c privacy held PERSON\n"
			  "     p2c privacy export PERSON -o FILE.json|pdf [--lang LANGUAGE]\n"
			  "     p2c privacy erase PERSON --reason TEXT [--keep RECORDS]\n"
			  "     p2c privacy retain [--dry-run]\n"
			  "     p2c privacy days RECORD NUMBER\n"
			  "PERSON is a registration ID or an id.";

static int ask(const struct options *options, const char *method, const char *target, const struct buf *body,
    struct buf *out_answer)
{
	struct request_said said = { method, target, NULL, body ? body->bytes : "{}", body ? body->len : 2 };
	if (strcmp(method, "GET") == 0)
		said.body_len = 0;
	return command_ask(options, &said, out_answer);
}

/* The id behind a registration ID or an id. */
static int find_person(const struct options *options, char out_id[64])
{
	const char *word = options_word(options, 1);
	struct reading reading = { 0 };
	struct fault fault = { 0 };
	struct person person = { .id = "" };
	if (!word)
		return command_usage(USE);
	enum err err = reading_open(options, &reading, &fault);
	if (!err)
		err = person_by_registration(reading.db, reading.arena, word, &person);
	if (err == ERR_NOT_FOUND && reading.db)
		err = person_get(reading.db, reading.arena, word, &person);
	if (err == ERR_NOT_FOUND && reading.db)
		fault_set(&fault, err, NULL, "Nobody has this registration ID or id.");
	snprintf(out_id, 64, "%s", person.id);
	reading_close(&reading);
	return err ? command_fail(err, &fault) : 0;
}

/* ---- the table ---- */

static const char *text_of(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));
	return text ? text : "";
}

static void say_record(const json_t *record)
{
	size_t i;
	json_t *table;
	printf("%s: %s\n  for: %s\n", text_of(record, "record"), text_of(record, "what"), text_of(record, "purpose"));
	if (json_object_get(record, "days"))
		printf("  stays: %lld days after the end of the day; due now: %lld\n",
		    json_integer_value(json_object_get(record, "days")),
		    json_integer_value(json_object_get(record, "due")));
	else
		printf("  stays: %s\n", strcmp(text_of(record, "rule"), "kept") == 0
					    ? "with the record of the segment"
					    : "until erasure is asked for");
	json_array_foreach(json_object_get(record, "tables"), i, table)
	    printf("  %-16s at an erasure: %s\n", text_of(table, "table"), text_of(table, "erasure"));
}

static int show_table(const struct options *options)
{
	struct buf answer = { 0 };
	size_t i;
	json_t *record;
	int failed = ask(options, "GET", "/api/privacy", NULL, &answer);
	if (!failed && options_has(options, "json")) {
		printf("%s\n", buf_text(&answer));
	} else if (!failed) {
		json_t *all = json_loadb(answer.bytes, answer.len, 0, NULL);
		json_array_foreach(json_object_get(all, "records"), i, record) say_record(record);
		json_decref(all);
	}
	buf_finish(&answer);
	return failed;
}

/* ---- one person ---- */

static int show_held(const struct options *options)
{
	char id[64], target[TARGET_MAX];
	struct buf answer = { 0 };
	size_t i;
	json_t *row;
	int failed = find_person(options, id);
	snprintf(target, sizeof target, "/api/participants/%s/held", id);
	if (!failed)
		failed = ask(options, "GET", target, NULL, &answer);
	json_t *all = failed ? NULL : json_loadb(answer.bytes, answer.len, 0, NULL);
	json_array_foreach(json_object_get(all, "held"), i, row) if (json_integer_value(json_object_get(row, "rows")))
	    printf("%-16s %5lld  at an erasure: %s\n", text_of(row, "table"),
		json_integer_value(json_object_get(row, "rows")), text_of(row, "erasure"));
	json_decref(all);
	buf_finish(&answer);
	return failed;
}

static int take_copy(const struct options *options)
{
	char id[64], target[TARGET_MAX];
	const char *file = options_text(options, "output"), *dot = strrchr(file, '.');
	bool is_pdf = dot && strcmp(dot, ".pdf") == 0;
	struct buf answer = { 0 };
	int failed = find_person(options, id);
	snprintf(target, sizeof target, "/api/participants/%s/export", id);
	if (!failed)
		failed = ask(options, "POST", target, NULL, &answer);
	answer.len = 0;
	snprintf(target, sizeof target, "/api/participants/%s/export.%s%s%s", id, is_pdf ? "pdf" : "json",
	    is_pdf && options_has(options, "lang") ? "?lang=" : "", is_pdf ? options_text(options, "lang") : "");
	if (!failed)
		failed = ask(options, "GET", target, NULL, &answer);
	if (!failed)
		failed = command_write(file, &answer);
	buf_finish(&answer);
	return failed;
}

static void write_erase(const struct options *options, struct buf *body)
{
	char keep[200], *rest = NULL;
	struct jsonw w = jsonw_start(body);
	snprintf(keep, sizeof keep, "%s", options_text(options, "keep"));
	jsonw_object(&w, NULL);
	jsonw_text(&w, "reason", options_text(options, "reason"));
	jsonw_array(&w, "keep");
	for (char *word = strtok_r(keep, ", ", &rest); word; word = strtok_r(NULL, ", ", &rest))
		jsonw_text(&w, NULL, word);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
}

static int erase(const struct options *options)
{
	char id[64], target[TARGET_MAX];
	struct buf body = { 0 }, answer = { 0 };
	int failed = find_person(options, id);
	snprintf(target, sizeof target, "/api/participants/%s/erase", id);
	write_erase(options, &body);
	if (!failed)
		failed = ask(options, "POST", target, &body, &answer);
	json_t *done = failed ? NULL : json_loadb(answer.bytes, answer.len, 0, NULL);
	if (done) {
		long long seq = json_integer_value(json_object_get(done, "seq"));
		printf(
		    "%s\nCopies of the database from before journal entry %lld still hold this person. The running "
		    "server replaces those in its snapshots folder with its next one; backups, and copies on other "
		    "machines, are yours to remove.\n",
		    buf_text(&answer), seq);
	}
	json_decref(done);
	buf_finish(&body);
	buf_finish(&answer);
	return failed;
}

/* ---- by time ---- */

static int say_due(const struct options *options)
{
	struct buf answer = { 0 };
	size_t i;
	json_t *record;
	int failed = ask(options, "GET", "/api/privacy", NULL, &answer);
	json_t *all = failed ? NULL : json_loadb(answer.bytes, answer.len, 0, NULL);
	json_array_foreach(json_object_get(all, "records"), i, record) if (json_object_get(record, "days"))
	    printf("%-12s %8lld due, from %s\n", text_of(record, "record"),
		json_integer_value(json_object_get(record, "due")), text_of(record, "due_at"));
	json_decref(all);
	buf_finish(&answer);
	return failed;
}

static int retain(const struct options *options)
{
	bool more = true;
	int failed = 0;
	if (options_has(options, "dry-run"))
		return say_due(options);
	while (!failed && more) {
		struct buf answer = { 0 };
		size_t i;
		json_t *row;
		failed = ask(options, "POST", "/api/privacy/retain", NULL, &answer);
		json_t *all = failed ? NULL : json_loadb(answer.bytes, answer.len, 0, NULL);
		json_array_foreach(json_object_get(all, "taken"), i, row) printf("%-12s %lld removed\n",
		    text_of(row, "record"), json_integer_value(json_object_get(row, "removed")));
		more = json_is_true(json_object_get(all, "more"));
		json_decref(all);
		buf_finish(&answer);
	}
	return failed;
}

static int set_days(const struct options *options)
{
	const char *record = options_word(options, 1), *days = options_word(options, 2);
	struct buf body = { 0 }, answer = { 0 };
	if (!record || !days)
		return command_usage(USE);
	char *end;
	long long number = strtoll(days, &end, 10);
	if (end == days || *end)
		return command_misused("How many days after the end of the day is a whole number.");
	struct jsonw w = jsonw_start(&body);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "record", record);
	jsonw_int(&w, "days", number);
	jsonw_object_end(&w);
	int failed = ask(options, "POST", "/api/privacy/retention", &body, &answer);
	if (!failed)
		printf("%s\n", buf_text(&answer));
	buf_finish(&body);
	buf_finish(&answer);
	return failed;
}

int command_privacy(const struct options *options)
{
	static const struct {
		const char *word;
		command *run;
	} ACTS[] = { { "table", show_table }, { "held", show_held }, { "export", take_copy }, { "erase", erase },
		{ "retain", retain }, { "days", set_days } };
	const char *word = options_word(options, 0);
	for (size_t i = 0; word && i < sizeof ACTS / sizeof *ACTS; i++)
		if (strcmp(ACTS[i].word, word) == 0)
			return ACTS[i].run(options);
	return command_usage(USE);
}
