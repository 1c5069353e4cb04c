/* See libraries.h. The only file that knows all foreign libraries, and it asks each for nothing but its version. */
#include "libraries.h"

#include "base/log.h"
#include "base/version.h"

#include <cairo.h>
#include <event2/event.h>
#include <jansson.h>
#include <openssl/crypto.h>
#include <pango/pango.h>
#include <png.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
#define LIBRARY(name, version, least, package, least_package) +1
	LIBRARIES =
#include "libraries.def"
#undef LIBRARY
};

struct library {
	const char *name, *version, *least, *package, *least_package;
};

static void list(struct library out[LIBRARIES])
{
	const struct library all[LIBRARIES] = {
#define LIBRARY(name, version, least, package, least_package) { name, version, least, package, least_package },
#include "libraries.def"
#undef LIBRARY
	};
	memcpy(out, all, sizeof all);
}

static enum err check_running(const struct library *library, struct fault *out_fault)
{
	if (!library->version || version_compare(library->version, library->least) >= 0)
		return OK;
	return fault_set(out_fault, ERR_CONFIG, "libraries",
	    "%s is version %s here; p2c was tried with %s and later. Install the updates of this system and start "
	    "again.",
	    library->name, library->version, library->least);
}

/* ---- what Debian says of its packages ---- */

static const char *after(const char *line, const char *field)
{
	size_t len = strlen(field);
	return strncmp(line, field, len) == 0 ? line + len : NULL;
}

static const struct library *named(const struct library libraries[LIBRARIES], const char *package)
{
	for (size_t i = 0; i < LIBRARIES; i++)
		if (strcmp(libraries[i].package, package) == 0)
			return &libraries[i];
	return NULL;
}

static void say_old(const struct library *library, const char *version)
{
	log_fact(LOG_WARN, "library-old", "package", library->package, "version", version, "needed",
	    library->least_package, NULL);
}

static void check_packages(const struct library libraries[LIBRARIES], FILE *status, struct health *health)
{
	const struct library *library = NULL;
	char *line = NULL;
	size_t size = 0;
	while (getline(&line, &size, status) > 0) {
		line[strcspn(line, "\n")] = '\0';
		const char *package = after(line, "Package: "), *version = after(line, "Version: ");
		if (package)
			library = named(libraries, package);
		if (!version || !library || version_compare(version, library->least_package) >= 0)
			continue;
		say_old(library, version);
		health_ill(health, HEALTH_LIBRARY, "library-old",
		    "%s is %s here; p2c was tried with %s, which has fixes. Install the updates of this system "
		    "(apt-get upgrade) before the day, and start p2c again.",
		    library->package, version, library->least_package);
	}
	free(line);
}

enum err libraries_check(struct health *health, struct fault *out_fault)
{
	struct library libraries[LIBRARIES];
	list(libraries);
	for (size_t i = 0; i < LIBRARIES; i++) {
		enum err err = check_running(&libraries[i], out_fault);
		if (err)
			return err;
	}
	FILE *status = fopen("/var/lib/dpkg/status", "re");
	if (!status)
		return OK;
	check_packages(libraries, status, health);
	fclose(status);
	return OK;
}
