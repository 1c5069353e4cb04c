/* Commands that read: agenda files, the journal's proof. See commands.h. */
#include "commands.h"

#include "domain/evacuation.h"
#include "domain/recount.h"
#include "reading.h"
#include "schedule/frab_json.h"
#include "schedule/frab_xml.h"
#include "schedule/ics.h"
#include "schedule/rules.h"
#include "store/journal.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 8 * 1024 * 1024, HASH_HEX = 2 * JOURNAL_HASH_LEN };

/* ---- agenda files ---- */

static const char *extension(const char *path)
{
	const char *dot = strrchr(path, '.');
	return dot ? dot + 1 : "";
}

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

static int say_findings_json(const struct read_report *report, const struct findings *findings)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "lines");
	for (size_t i = 0; i < report->n; i++) {
		jsonw_object(&w, NULL);
		jsonw_int(&w, "line", report->items[i].line);
		jsonw_text(&w, "words", report->items[i].sentence);
		jsonw_object_end(&w);
	}
	jsonw_array_end(&w);
	jsonw_int(&w, "errors", (int64_t)findings->n_errors);
	jsonw_int(&w, "warnings", (int64_t)(findings->n - findings->n_errors));
	findings_write(&w, "findings", findings, NULL);
	jsonw_object_end(&w);
	puts(buf_text(&out));
	buf_finish(&out);
	return findings->n_errors ? 1 : 0;
}

int command_check(const struct options *options)
{
	const char *what = options_word(options, 0), *path = options_word(options, 1);
	if (!what || strcmp(what, "agenda") != 0 || !path)
		return command_usage("check agenda FILE.xml|json|ics [--json]");
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
		code = options_has(options, "json") ? say_findings_json(&report, &findings)
						    : say_findings(&report, &findings, path);
	}
	arena_destroy(arena);
	buf_finish(&bytes);
	return code;
}

/* ---- the journal's proof ---- */

void command_say_head(const struct journal_head *head)
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
	int64_t pledges = 0, points = 0;
	bool expected = options_has(options, "head");
	if (expected && !read_head(options_text(options, "head"), &expect))
		return command_misused("A head is SEQ:HASH, as `p2c verify` prints it.");
	enum err err = reading_open(options, &r, &fault);
	if (err) {
		reading_close(&r);
		return command_fail(err, &fault);
	}
	err = journal_verify(r.db, expected ? &expect : NULL, &head, &fault);
	enum err totals = err ? OK : recount_check(r.db, &pledges, &fault);
	enum err heads = err || totals ? OK : evacuation_recount(r.db, &points, &fault);
	reading_close(&r);
	if (err) {
		fprintf(stderr, "p2c: the journal does not verify. %s\n", fault.detail);
		return 1;
	}
	fputs("The journal is whole. Head: ", stdout);
	command_say_head(&head);
	if (totals) {
		fprintf(stderr, "p2c: the kept totals do not agree with the journal. %s\n", fault.detail);
		return 1;
	}
	printf("The kept totals agree with the journal: %" PRId64 " pledges.\n", pledges);
	if (heads) {
		fprintf(stderr, "p2c: the kept head counts do not agree with who is inside. %s\n", fault.detail);
		return 1;
	}
	printf("The kept head counts of %" PRId64 " points agree with who is inside.\n", points);
	return 0;
}
