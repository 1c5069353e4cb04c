/* p2c tls init: see authority.h. */
#include "authority.h"
#include "base/clock.h"
#include "base/mem.h"
#include "commands.h"
#include "machine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NAMES_MAX = 64, NAME_LEN = 256 };

struct names {
	char texts[NAMES_MAX][NAME_LEN];
	const char *list[NAMES_MAX];
	size_t n;
};

static void add(struct names *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (strcmp(names->list[i], name) == 0)
			return;
	if (!*name || names->n == NAMES_MAX || strlen(name) >= NAME_LEN)
		return;
	memcpy(names->texts[names->n], name, strlen(name) + 1);
	names->list[names->n] = names->texts[names->n];
	names->n++;
}

static void add_address(void *ctx, const char *address, bool is_loopback)
{
	(void)is_loopback;
	add(ctx, address);
}

static void collect(const struct options *options, struct names *names)
{
	char host[NAME_LEN] = "", *rest = NULL, *said = mem_dup(options_text(options, "hosts"));
	for (char *name = strtok_r(said, ", ", &rest); name; name = strtok_r(NULL, ", ", &rest))
		add(names, name);
	free(said);
	if (gethostname(host, sizeof host - 1) == 0)
		add(names, host);
	add(names, "localhost");
	machine_addresses(add_address, names);
}

int command_tls(const struct options *options)
{
	const char *verb = options_word(options, 0), *data = options_text(options, "data");
	if (!verb || strcmp(verb, "init") != 0)
		return command_usage("tls init [--hosts NAMES]");
	struct names *names = mem_alloc(sizeof *names);
	struct clock *clock = clock_create(0);
	struct fault fault = { 0 };
	char folder[4096], fingerprint[AUTHORITY_FINGERPRINT_LEN + 1];
	collect(options, names);
	snprintf(folder, sizeof folder, "%s/tls", data);
	struct authority_wanted wanted = {
		.folder = folder, .names = names->list, .n_names = names->n, .now = clock_now(clock)
	};
	enum err err = authority_make(&wanted, fingerprint, &fault);
	if (!err) {
		printf("certificate for:");
		for (size_t i = 0; i < names->n; i++)
			printf(" %s", names->list[i]);
		printf("\nserve with:      p2c serve --data %s --listen-tls 0.0.0.0:8443\n", data);
		printf("install on every desk, door and tablet: %s/ca.crt\nits fingerprint (SHA-256): %s\n", folder,
		    fingerprint);
	}
	clock_destroy(clock);
	free(names);
	return err ? command_fail(err, &fault) : 0;
}
