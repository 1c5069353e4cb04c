/* Are the libraries that this process runs with no older than those it was tried with? Asked once, before a day is
 * opened. Not for features: what is missing in a library is found by the compiler. */
#ifndef P2C_LIBRARIES_H
#define P2C_LIBRARIES_H

#include "base/err.h"
#include "base/health.h"

/* ERR_CONFIG when one of libraries.def says that it is older than the version it was tried with. One whose Debian
 * package lacks an update (/var/lib/dpkg/status; another system has no such file, and nothing is said) only needs a
 * technician: a line in the log each, and the last of them in `health`. */
enum err libraries_check(struct health *health, struct fault *out_fault);

#endif
