/* LD_PRELOAD: a machine with other libraries. SQLite says that it is $P2C_SQLITE, and what Debian says of its
 * packages is read from the file $P2C_PACKAGES; what is not set is the real thing. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *sqlite3_libversion(void);

const char *sqlite3_libversion(void)
{
	const char *said = getenv("P2C_SQLITE");
	const char *(*real)(void) = (const char *(*)(void))dlsym(RTLD_NEXT, "sqlite3_libversion");
	return said ? said : real();
}

FILE *fopen(const char *restrict path, const char *restrict mode)
{
	const char *packages = getenv("P2C_PACKAGES");
	FILE *(*real)(const char *, const char *) =
	    (FILE * (*)(const char *, const char *)) dlsym(RTLD_NEXT, "fopen");
	return real(packages && strcmp(path, "/var/lib/dpkg/status") == 0 ? packages : path, mode);
}
