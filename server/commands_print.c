/* Printers from the command line: what the admin page does too. See commands.h. */
#include "commands.h"

#include "base/buf.h"
#include "base/jsonw.h"
#include "operator.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

static int add(const struct options *options, const char *name, const char *uri)
{
	struct buf body = { 0 }, answer = { 0 };
	struct jsonw w = jsonw_start(&body);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "name", name);
	jsonw_text(&w, "uri", uri);
	jsonw_object_end(&w);
	struct request_said said = { "POST", "/api/printers", NULL, body.bytes, body.len };
	int failed = command_ask(options, &said, &answer);
	if (!failed && strncmp(uri, "ipps:", 5) == 0)
		printf("%s prints badges once its certificate is confirmed: p2c printers shows it.\n", name);
	else if (!failed)
		printf("%s prints badges from now on.\n", name);
	buf_finish(&body);
	buf_finish(&answer);
	return failed;
}

static const json_t *named(const json_t *root, const char *name)
{
	const json_t *printers = json_object_get(root, "printers"), *printer;
	size_t i;
	json_array_foreach(printers, i,
	    printer) if (strcmp(json_string_value(json_object_get(printer, "name")), name) == 0) return printer;
	return NULL;
}

static int trust(const struct options *options, const char *name, const char *certificate)
{
	struct request_said which = { .method = "GET", .target = "/api/printers" };
	struct buf body = { 0 }, answer = { 0 }, target = { 0 };
	int failed = command_ask(options, &which, &answer);
	json_t *root = failed ? NULL : json_loadb(answer.bytes, answer.len, 0, NULL);
	const json_t *printer = named(root, name);
	struct jsonw w = jsonw_start(&body);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "certificate", certificate);
	jsonw_object_end(&w);
	buf_printf(
	    &target, "/api/printers/%s/trust", printer ? json_string_value(json_object_get(printer, "id")) : "");
	struct request_said said = { "POST", buf_text(&target), NULL, body.bytes, body.len };
	answer.len = 0;
	if (!failed && !printer)
		failed = command_misused("There is no printer of that name.");
	else if (!failed)
		failed = command_ask(options, &said, &answer);
	if (!failed)
		printf("%s prints badges from now on, as long as it shows this certificate.\n", name);
	json_decref(root);
	buf_finish(&body);
	buf_finish(&answer);
	buf_finish(&target);
	return failed;
}

static const struct {
	const char *verb;
	int (*run)(const struct options *options, const char *name, const char *what);
} VERBS[] = { { "add", add }, { "trust", trust } };

int command_printer(const struct options *options)
{
	const char *verb = options_word(options, 0), *name = options_word(options, 1),
		   *what = options_word(options, 2);
	for (size_t i = 0; what && i < sizeof VERBS / sizeof *VERBS; i++)
		if (strcmp(verb, VERBS[i].verb) == 0)
			return VERBS[i].run(options, name, what);
	return command_usage("printer add NAME ipp://HOST/PATH, or: printer trust NAME FINGERPRINT");
}

static void say_printer(const json_t *printer)
{
	const json_t *reasons = json_object_get(printer, "reasons"), *reason;
	const char *certificate = json_string_value(json_object_get(printer, "certificate")),
		   *pinned = json_string_value(json_object_get(printer, "pinned")),
		   *name = json_string_value(json_object_get(printer, "name"));
	size_t i;
	printf("%-20s %-10s %3lld waiting  %s", name, json_string_value(json_object_get(printer, "state")),
	    (long long)json_integer_value(json_object_get(printer, "waiting")),
	    json_string_value(json_object_get(printer, "uri")));
	json_array_foreach(reasons, i, reason) printf("  %s", json_string_value(reason));
	putchar('\n');
	if (certificate && !(pinned && strcmp(certificate, pinned) == 0))
		printf("%-20s shows this certificate. Is it the printer's? Then: p2c printer trust %s %s\n", "", name,
		    certificate);
}

int command_printers(const struct options *options)
{
	struct request_said said = { .method = "GET", .target = "/api/printers" };
	struct buf answer = { 0 };
	int failed = command_ask(options, &said, &answer);
	json_t *root = failed ? NULL : json_loadb(answer.bytes, answer.len, 0, NULL), *printer;
	size_t i;
	if (!failed && options_has(options, "json"))
		printf("%s\n", buf_text(&answer));
	else if (!failed && !json_array_size(json_object_get(root, "printers")))
		puts("There is no printer: desks use the browser's own print dialog. p2c printer add adds one.");
	else
		json_array_foreach(json_object_get(root, "printers"), i, printer) say_printer(printer);
	json_decref(root);
	buf_finish(&answer);
	return failed;
}
