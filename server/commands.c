/* Commands that are a request to the server (or, without one, to the data folder): what they may do and what happens
 * is decided there. See commands.h. */
#include "commands.h"

#include "app.h"
#include "base/clock.h"
#include "base/fatal.h"
#include "base/jsonw.h"
#include "domain/access.h"
#include "domain/day.h"
#include "http/route.h"
#include "operator.h"
#include "store/store.h"
#include "store/tx.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { FILE_MAX = 8 * 1024 * 1024, TARGET_MAX = 1500, PASSWORD_LINE = 300 };

/* Failures whose own sentence is told alone: what stands before it on a page ("somebody else changed this") is about
 * pages. */
static bool is_told_alone(const char *name)
{
	static const char *const NAMES[] = { "NOT_FOUND", "CONFLICT", "FORBIDDEN", "INVALID", "FIELD_MISSING" };
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (strcmp(NAMES[i], name) == 0)
			return true;
	return false;
}

static void say_failure(const char *name, const char *title, const char *detail)
{
	bool has_detail = detail && *detail, is_alone = has_detail && is_told_alone(name);
	fprintf(stderr, "p2c: %s%s%s\n", is_alone ? "" : title, has_detail && !is_alone ? " " : "",
	    has_detail ? detail : "");
}

int command_fail(enum err err, const struct fault *fault)
{
	say_failure(err_name(err), err_words(err), fault ? fault->detail : "");
	return err_kind(err) == KIND_CONFIG ? 78 : err == ERR_INVALID ? 2 : 1;
}

int command_misused(const char *words)
{
	fprintf(stderr, "p2c: %s\n", words);
	return 2;
}

int command_usage(const char *use)
{
	int len = (int)strcspn(use, " ");
	fprintf(stderr, "Use: p2c %s\np2c %.*s --help tells more.\n", use, len, use);
	return 2;
}

/* ---- asking ---- */

/* Says a problem document as a sentence. */
static void say_problem(const char *body, size_t len)
{
	json_t *problem = json_loadb(body, len, 0, NULL);
	const char *code = json_string_value(json_object_get(problem, "code"));
	const char *title = json_string_value(json_object_get(problem, "title"));
	say_failure(code ? code : "", title ? title : "The server refused.",
	    json_string_value(json_object_get(problem, "detail")));
	json_decref(problem);
}

/* Asks; 0 with the body, or the exit code after saying why not. The body is kept in either case. */
int command_ask(const struct options *options, const struct request_said *said, struct buf *out_body)
{
	int status = 0;
	struct fault fault = { 0 };
	enum err err = operator_ask(options_text(options, "data"), said, &status, out_body, &fault);
	if (err)
		return command_fail(err, &fault);
	if (status >= 300) {
		say_problem(out_body->bytes, out_body->len);
		return 1;
	}
	return 0;
}

static bool read_whole(const char *path, struct buf *out)
{
	FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	size_t got;
	if (!file)
		return false;
	while (out->len <= FILE_MAX && (got = fread(buf_room(out, 65536), 1, 65536, file)) > 0)
		out->len += got;
	bool fine = !ferror(file);
	if (file != stdin)
		fclose(file);
	return fine;
}

int command_write(const char *path, const struct buf *bytes)
{
	FILE *file = *path ? fopen(path, "we") : stdout;
	bool fine = file && fwrite(bytes->bytes, 1, bytes->len, file) == bytes->len;
	if (file && *path)
		fine = fclose(file) == 0 && fine;
	if (!fine)
		perror(*path ? path : "standard output");
	return fine ? 0 : 1;
}

/* ---- serve, init ---- */

int command_serve(const struct options *options)
{
	struct fault fault = { 0 };
	enum err err = app_serve(options, &fault);
	if (err == ERR_BROKEN) {
		if (*fault.detail) /* a store that broke later has said so in the log */
			command_fail(err, &fault);
		return EXIT_FATAL; /* the supervisor starts us again, once */
	}
	return err ? command_fail(err, &fault) : 0;
}

struct init {
	struct change change;
	const struct options *options;
	char code[ACCESS_TOKEN_LEN + 1];
};

static enum err run_init(struct change *change, struct tx *tx)
{
	struct init *init = (struct init *)(void *)change;
	struct day_form form = { .title = options_text(init->options, "title"),
		.acronym = options_text(init->options, "acronym"),
		.place = options_text(init->options, "place"),
		.dates = options_text(init->options, "dates"),
		.zone = options_text(init->options, "zone") };
	enum err err = day_set(tx, &form);
	return err ? err : access_make_code(tx, "admin", "admin", init->code);
}

int command_init(const struct options *options)
{
	struct fault fault = { 0 };
	struct clock *clock = clock_create(0);
	struct init init = { .change.run = run_init, .options = options };
	struct store_config config = { .folder = options_text(options, "data"), .clock = clock, .create = true };
	struct store *store = NULL;
	enum err err = clock_zone_set(options_text(options, "zone"));
	if (err)
		fault_set(&fault, err, "zone", "There is no time zone \"%.60s\".", options_text(options, "zone"));
	if (!err)
		err = store_open(&config, &store, &fault);
	if (!err && (err = store_apply(store, &init.change)))
		fault = init.change.fault;
	store_close(store);
	clock_destroy(clock);
	if (err)
		return command_fail(err, &fault);
	printf("The data folder is %s. Start the server with: p2c serve --data %s\n", config.folder, config.folder);
	printf("One-time sign-in for the administrator (24 hours), behind the server's address: /login#code=%s\n",
	    init.code);
	return 0;
}

/* ---- users and codes ---- */

/* Whoever types it is not read over the shoulder. */
static bool read_password(char out[PASSWORD_LINE])
{
	struct termios shown, hidden;
	bool is_typed = tcgetattr(STDIN_FILENO, &shown) == 0;
	if (is_typed) {
		fputs("Password (at least 12 characters, not shown): ", stderr);
		hidden = shown;
		hidden.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
	}
	bool is_there = fgets(out, PASSWORD_LINE, stdin);
	if (is_typed) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
		fputc('\n', stderr);
	}
	if (is_there)
		out[strcspn(out, "\r\n")] = '\0';
	return is_there;
}

int command_user(const struct options *options)
{
	char password[PASSWORD_LINE];
	const char *verb = options_word(options, 0), *name = options_word(options, 1);
	if (!verb || strcmp(verb, "add") != 0 || !name || !options_has(options, "role"))
		return command_usage("user add NAME --role ROLE   (password from standard input)");
	if (!read_password(password))
		return command_misused("No password came on standard input. Type it, or send it: echo \"a long pass "
				       "phrase\" | p2c user add …");
	struct buf body = { 0 }, answer = { 0 };
	struct jsonw w = jsonw_start(&body);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "name", name);
	jsonw_text(&w, "role", options_text(options, "role"));
	jsonw_text(&w, "password", password);
	jsonw_object_end(&w);
	struct request_said said = { "POST", "/api/users", NULL, body.bytes, body.len };
	int failed = command_ask(options, &said, &answer);
	if (!failed)
		printf("%s may sign in as %s, with this password and no other; pages of theirs that were open ask "
		       "for it.\n",
		    name, options_text(options, "role"));
	explicit_bzero(password, sizeof password);
	buf_finish(&body);
	buf_finish(&answer);
	return failed;
}

/* Posts an object with one text in it. */
static int post_text(
    const struct options *options, const char *target, const char *name, const char *text, struct buf *out_answer)
{
	struct buf body = { 0 };
	struct jsonw w = jsonw_start(&body);
	jsonw_object(&w, NULL);
	jsonw_text(&w, name, text);
	jsonw_object_end(&w);
	struct request_said said = { "POST", target, NULL, body.bytes, body.len };
	int failed = command_ask(options, &said, out_answer);
	buf_finish(&body);
	return failed;
}

int command_code(const struct options *options)
{
	struct buf answer = { 0 };
	if (!options_has(options, "role"))
		return command_usage("code --role ROLE");
	int failed = post_text(options, "/api/codes", "role", options_text(options, "role"), &answer);
	json_t *made = failed ? NULL : json_loadb(answer.bytes, answer.len, 0, NULL);
	if (!failed && options_has(options, "json"))
		printf("%s\n", buf_text(&answer));
	else if (!failed)
		printf("One-time sign-in as %s, behind the server's address: %s\n", options_text(options, "role"),
		    json_string_value(json_object_get(made, "path")));
	json_decref(made);
	buf_finish(&answer);
	return failed;
}

/* ---- import and export ---- */

/* "participants.csv:3: refused: country: …" */
static void say_line(const json_t *line, const char *file)
{
	const char *field = json_string_value(json_object_get(line, "field"));
	fprintf(stderr, "%s:%lld: %s%s%s%s\n", file, (long long)json_integer_value(json_object_get(line, "line")),
	    json_is_true(json_object_get(line, "refused")) ? "refused: " : "", field ? field : "", field ? ": " : "",
	    json_string_value(json_object_get(line, "words")));
}

/* "moved: PL-1 Opening: room: Hall → Garden" */
static void say_change(const json_t *change)
{
	const json_t *session = json_object_get(change, "session"), *title = json_object_get(session, "title");
	const char *from = json_string_value(json_object_get(change, "from"));
	const char *to = json_string_value(json_object_get(change, "to"));
	const char *field = json_string_value(json_object_get(change, "field"));
	const char *words = json_string_value(json_object_iter_value(json_object_iter((json_t *)(uintptr_t)title)));
	printf("%s: %s%s%s: %s: %s \u2192 %s\n", json_string_value(json_object_get(change, "kind")),
	    json_string_value(json_object_get(session, "code")), words ? " " : "", words ? words : "",
	    field ? field : "", from ? from : "-", to ? to : "-");
}

/* Says a report, from an answer or from a problem's "current". False when a row of it is refused: in a dry run that
 * is an answer, and no success either. */
static bool say_report(struct buf *answer, const char *file, bool as_json)
{
	json_t *root = json_loadb(answer->bytes, answer->len, 0, NULL), *line;
	json_t *inside = json_object_get(root, "current"), *report = json_is_object(inside) ? inside : root;
	bool clean = json_integer_value(json_object_get(report, "refused")) == 0;
	size_t i;
	if (as_json)
		printf("%s\n", buf_text(answer));
	else {
		json_array_foreach(json_object_get(report, "lines"), i, line) say_line(line, file);
		json_array_foreach(json_object_get(report, "changes"), i, line) say_change(line);
	}
	if (!as_json && json_object_get(report, "added"))
		printf("%s%lld added, %lld changed, %lld the same%s\n",
		    json_is_true(json_object_get(report, "dry_run")) ? clean ? "would be: " : "without the refused: "
								     : "",
		    (long long)json_integer_value(json_object_get(report, "added")),
		    (long long)json_integer_value(json_object_get(report, "changed")),
		    (long long)json_integer_value(json_object_get(report, "same")),
		    report != root ? " — nothing was imported"
		    : clean        ? ""
				   : " — as it is, all of the file would be refused");
	json_decref(root);
	return clean;
}

static void add_query(char target[TARGET_MAX], const char *name, const char *value)
{
	static const char HEX[] = "0123456789ABCDEF";
	size_t at = strlen(target);
	at += (size_t)snprintf(target + at, TARGET_MAX - at, "%c%s=", strchr(target, '?') ? '&' : '?', name);
	for (const unsigned char *c = (const unsigned char *)value; *c && at < TARGET_MAX - 4; c++) {
		bool plain = (*c >= '0' && *c <= '9') || ((*c | 32) >= 'a' && (*c | 32) <= 'z') || strchr("-._~", *c);
		if (plain) {
			target[at++] = (char)*c;
		} else {
			target[at++] = '%';
			target[at++] = HEX[*c >> 4];
			target[at++] = HEX[*c & 15];
		}
	}
	target[at] = '\0';
}

/* "theirs=ours;theirs=ours": a pair without its half would be left out without a word. */
static bool is_map(const char *map)
{
	for (const char *pair = map; *pair; pair += strcspn(pair, ";"), pair += *pair == ';')
		if (!memchr(pair, '=', strcspn(pair, ";")))
			return false;
	return true;
}

static const char *const IMPORTS[] = { "participants", "agenda", "pledges", "rates" };

int command_import(const struct options *options)
{
	const char *what = options_word(options, 0), *file = options_word(options, 1);
	bool known = false;
	for (size_t i = 0; what && i < sizeof IMPORTS / sizeof *IMPORTS; i++)
		known = known || strcmp(what, IMPORTS[i]) == 0;
	if (!known || !file || !is_map(options_text(options, "map")))
		return command_usage(
		    "import participants|agenda|pledges|rates FILE [--dry-run] [--map \"THEIRS=OURS;...\"]");
	struct buf bytes = { 0 }, answer = { 0 };
	if (!read_whole(file, &bytes)) {
		perror(file);
		return 1;
	}
	if (bytes.len > FILE_MAX) {
		buf_finish(&bytes);
		fprintf(
		    stderr, "p2c: %s is larger than 8 MiB. Nothing was imported; cut it into several files.\n", file);
		return 1;
	}
	char target[TARGET_MAX];
	snprintf(target, sizeof target, "/api/import/%s", what);
	if (options_has(options, "dry-run"))
		add_query(target, "dry_run", "1");
	if (options_has(options, "map"))
		add_query(target, "map", options_text(options, "map"));
	if (options_has(options, "format"))
		add_query(target, "format", options_text(options, "format"));
	if (options_has(options, "kind"))
		add_query(target, "kind", options_text(options, "kind"));
	if (options_has(options, "draft"))
		add_query(target, "draft", "1");
	if (options_has(options, "force"))
		add_query(target, "force", "1");
	struct request_said said = { "POST", target, strcmp(what, "agenda") == 0 ? "application/xml" : "text/csv",
		bytes.bytes, bytes.len };
	int failed = command_ask(options, &said, &answer);
	bool clean = say_report(&answer, file, options_has(options, "json"));
	buf_finish(&bytes);
	buf_finish(&answer);
	return failed ? failed : !clean;
}

static const struct {
	const char *what, *format, *target;
} EXPORTS[] = {
	{ "participants", "csv", "/api/participants.csv" },
	{ "pledges", "csv", "/api/pledges.csv" },
	{ "pledges", "json", "/api/pledges.json" },
	{ "agenda", "xml", "/agenda.xml" },
	{ "agenda", "json", "/agenda.json" },
	{ "agenda", "json2", "/agenda.v2.json" },
	{ "agenda", "ics", "/agenda.ics" },
	{ "agenda", "csv", "/agenda.csv" },
	{ "agenda", "xlsx", "/agenda.xlsx" },
};

/* The row for what and format; the first of its kind when no format was said. */
static const char *export_target(const char *what, const char *format)
{
	for (size_t i = 0; what && i < sizeof EXPORTS / sizeof *EXPORTS; i++)
		if (strcmp(EXPORTS[i].what, what) == 0 && (!*format || strcmp(EXPORTS[i].format, format) == 0))
			return EXPORTS[i].target;
	return NULL;
}

int command_export(const struct options *options)
{
	const char *format = options_has(options, "json") ? "json" : options_text(options, "format");
	const char *target = export_target(options_word(options, 0), format);
	if (!target)
		return command_usage(
		    "export participants|pledges|agenda [--format csv|xlsx|json|json2|xml|ics] [-o FILE]");
	struct buf answer = { 0 };
	struct request_said said = { .method = "GET", .target = target };
	int failed = command_ask(options, &said, &answer);
	if (!failed)
		failed = command_write(options_text(options, "output"), &answer);
	buf_finish(&answer);
	return failed;
}

/* Asked of the running server, which knows where it really listens. */
int command_card(const struct options *options)
{
	const char *what = options_word(options, 0), *lang = options_text(options, "lang");
	if (!what || strcmp(what, "restore") != 0 || !*options_text(options, "output"))
		return command_usage("card restore -o FILE.pdf [--lang en|fr|es|ar|ru|zh]");
	if (strlen(lang) > 2 || strspn(lang, "abcdefghijklmnopqrstuvwxyz") != strlen(lang))
		return command_misused("The language is one of en, fr, es, ar, ru, zh.");
	char target[64];
	struct buf answer = { 0 };
	snprintf(target, sizeof target, "/api/restore-card.pdf%s%s", *lang ? "?lang=" : "", lang);
	int failed = command_ask(options, &(struct request_said){ .method = "GET", .target = target }, &answer);
	if (!failed)
		failed = command_write(options_text(options, "output"), &answer);
	buf_finish(&answer);
	return failed;
}

/* ---- clock, routes ---- */

int command_clock(const struct options *options)
{
	struct buf answer = { 0 };
	if (!options_word(options, 0))
		return command_usage("clock TIME   (moves the clock of a server started with --clock or --demo)");
	int failed = post_text(options, "/api/clock", "now", options_word(options, 0), &answer);
	if (!failed)
		printf("%s\n", buf_text(&answer));
	buf_finish(&answer);
	return failed;
}

int command_routes(const struct options *options)
{
	size_t n;
	const struct route *routes = route_all(&n);
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_array(&w, NULL);
	for (size_t i = 0; i < n; i++) {
		jsonw_object(&w, NULL);
		jsonw_text(&w, "method", wire_method_name(routes[i].method));
		jsonw_text(&w, "path", routes[i].path);
		jsonw_int(&w, "kind", routes[i].kind);
		jsonw_bool(&w, "public", routes[i].roles & ROLE_ANYONE);
		jsonw_array(&w, "roles");
		for (size_t k = 0; k < ROLES_N; k++)
			if (routes[i].roles & (1u << k))
				jsonw_text(&w, NULL, ROLE_NAMES[k]);
		jsonw_array_end(&w);
		jsonw_text(&w, "query", routes[i].query);
		jsonw_object_end(&w);
		if (!options_has(options, "json"))
			printf("%-6s %s\n", wire_method_name(routes[i].method), routes[i].path);
	}
	jsonw_array_end(&w);
	if (options_has(options, "json"))
		printf("%s\n", buf_text(&out));
	buf_finish(&out);
	return 0;
}
