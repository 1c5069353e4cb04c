/* See options.h. */
#include "options.h"

#include "base/mem.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name, *argument;
	bool setting;
	const char *otherwise, *help;
} TABLE[] = {
#define OPTION(name, argument, setting, otherwise, help) { name, argument, setting, otherwise, help },
#include "options.def"
#undef OPTION
};

enum { OPTIONS_N = sizeof TABLE / sizeof *TABLE, WORDS_MAX = 8, ENV_MAX = 64 };

struct options {
	char *values[OPTIONS_N];
	const char *words[WORDS_MAX + 1];
	size_t n_words;
};

static const char ALWAYS[] = "data config json help log-level log-format";

static int find(const char *name)
{
	for (int i = 0; i < OPTIONS_N; i++)
		if (strcmp(TABLE[i].name, name) == 0)
			return i;
	return -1;
}

static bool in_list(const char *list, const char *name)
{
	size_t len = strlen(name);
	for (const char *at = list; *at; at += strcspn(at, " "), at += strspn(at, " "))
		if (strcspn(at, " ") == len && strncmp(at, name, len) == 0)
			return true;
	return false;
}

static bool allowed_here(const char *allowed, int i)
{
	return in_list(ALWAYS, TABLE[i].name) || in_list(allowed, TABLE[i].name);
}

static void set(struct options *o, int i, const char *value)
{
	free(o->values[i]);
	o->values[i] = mem_dup(value);
}

/* ---- the three sources ---- */

static enum err read_flags(struct options *o, int argc, char **argv, const char *allowed, struct fault *out_fault)
{
	struct option longs[OPTIONS_N + 1] = { 0 };
	int n = 0, at, c;
	for (int i = 0; i < OPTIONS_N; i++)
		if (allowed_here(allowed, i))
			longs[n++] = (struct option){ TABLE[i].name,
				TABLE[i].argument ? required_argument : no_argument, NULL, 1000 + i };
	optind = 1;
	opterr = 0;
	while ((c = getopt_long(argc, argv, ":o:h", longs, &at)) != -1) {
		if (c == '?' || c == ':')
			return fault_set(out_fault, ERR_INVALID, NULL, "%.60s %s. p2c %s --help lists them.",
			    argv[optind - 1], c == ':' ? "lacks its value" : "is no option of this command", argv[0]);
		int i = c == 'o' ? find("output") : c == 'h' ? find("help") : c - 1000;
		set(o, i, optarg ? optarg : "1");
	}
	for (; optind < argc; optind++) {
		if (o->n_words == WORDS_MAX)
			return fault_set(out_fault, ERR_INVALID, NULL, "There are too many words.");
		o->words[o->n_words++] = argv[optind];
	}
	return OK;
}

static void read_environment(struct options *o)
{
	for (int i = 0; i < OPTIONS_N; i++) {
		char name[ENV_MAX];
		if (!TABLE[i].setting || o->values[i])
			continue;
		snprintf(name, sizeof name, "P2C_%s", TABLE[i].name);
		for (char *c = name; *c; c++)
			*c = *c == '-' ? '_' : (char)toupper((unsigned char)*c);
		if (getenv(name))
			set(o, i, getenv(name));
	}
}

struct file_reader {
	struct options *options;
	char unknown[64];
};

static int on_line(void *ctx, const char *section, const char *name, const char *value)
{
	struct file_reader *reader = ctx;
	int i = find(name);
	(void)section;
	if (i < 0 || !TABLE[i].setting) {
		snprintf(reader->unknown, sizeof reader->unknown, "%s", name);
		return 0;
	}
	if (!reader->options->values[i])
		set(reader->options, i, value);
	return 1;
}

static enum err read_file(struct options *o, struct fault *out_fault)
{
	const char *path = options_text(o, "config");
	struct file_reader reader = { .options = o };
	if (!*path)
		return OK;
	int line = ini_parse(path, on_line, &reader);
	if (line < 0)
		return fault_set(out_fault, ERR_CONFIG, "config", "%.150s: %s.", path, strerror(errno));
	if (line > 0)
		return fault_set(out_fault, ERR_CONFIG, "config", "%.100s, line %d: %s%.60s", path, line,
		    *reader.unknown ? "there is no setting " : "this is no \"name = value\"", reader.unknown);
	return OK;
}

enum err options_read(
    int argc, char **argv, const char *allowed, struct options **out_options, struct fault *out_fault)
{
	struct options *o = mem_alloc(sizeof *o);
	enum err err = read_flags(o, argc, argv, allowed, out_fault);
	if (!err) {
		read_environment(o);
		err = read_file(o, out_fault);
	}
	if (err) {
		options_destroy(o);
		return err;
	}
	*out_options = o;
	return OK;
}

void options_destroy(struct options *o)
{
	for (int i = 0; o && i < OPTIONS_N; i++)
		free(o->values[i]);
	free(o);
}

/* ---- what was said ---- */

const char *options_text(const struct options *o, const char *name)
{
	int i = find(name);
	return o->values[i] ? o->values[i] : TABLE[i].otherwise;
}

bool options_has(const struct options *o, const char *name)
{
	return o->values[find(name)] != NULL;
}

enum err options_number(const struct options *o, const char *name, unsigned *out_number, struct fault *out_fault)
{
	char *end;
	const char *text = options_text(o, name);
	unsigned long number = strtoul(text, &end, 10);
	if (!isdigit((unsigned char)*text) || *end || number < 1 || number > 1000000)
		return fault_set(out_fault, ERR_CONFIG, name,
		    "%s must be a whole number of at least 1, not \"%.40s\".", name, text);
	*out_number = (unsigned)number;
	return OK;
}

const char *options_word(const struct options *o, size_t i)
{
	return i < o->n_words ? o->words[i] : NULL;
}

void options_help(const char *allowed)
{
	for (int i = 0; i < OPTIONS_N; i++) {
		char left[64];
		if (!allowed_here(allowed, i))
			continue;
		snprintf(left, sizeof left, "--%s%s%s", TABLE[i].name, TABLE[i].argument ? " " : "",
		    TABLE[i].argument ? TABLE[i].argument : "");
		printf("  %-36s %s%s%s%s\n", left, TABLE[i].help, *TABLE[i].otherwise ? " [" : "", TABLE[i].otherwise,
		    *TABLE[i].otherwise ? "]" : "");
	}
}
