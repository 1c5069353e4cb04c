/* Printers from the command line: what the admin page does too. See commands.h. */
#include "commands.h"

#include "base/buf.h"
#include "base/jsonw.h"
#include "operator.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

int command_printer(const struct options *options)
{
	const char *verb = options_word(options, 0), *name = options_word(options, 1),
		   *uri = options_word(options, 2);
	if (!verb || strcmp(verb, "add") != 0 || !name || !uri)
		return command_usage("printer add NAME ipp://HOST/PATH");
	struct buf body = { 0 }, answer = { 0 };
	struct jsonw w = jsonw_start(&body);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "name", name);
	jsonw_text(&w, "uri", uri);
	jsonw_object_end(&w);
	struct request_said said = { "POST", "/api/printers", NULL, body.bytes, body.len };
	int failed = command_ask(options, &said, &answer);
	if (!failed)
		printf("%s prints badges from now on.\n", name);
	buf_finish(&body);
	buf_finish(&answer);
	return failed;
}

static void say_printer(const json_t *printer)
{
	const json_t *reasons = json_object_get(printer, "reasons"), *reason;
	size_t i;
	printf("%-20s %-10s %3lld waiting  %s", json_string_value(json_object_get(printer, "name")),
	    json_string_value(json_object_get(printer, "state")),
	    (long long)json_integer_value(json_object_get(printer, "waiting")),
	    json_string_value(json_object_get(printer, "uri")));
	json_array_foreach(reasons, i, reason) printf("  %s", json_string_value(reason));
	putchar('\n');
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
