/* The running server: the only place that knows all rooms. Starts them in order, runs the loop, ends them in reverse.
 */
#ifndef P2C_APP_H
#define P2C_APP_H

#include "base/err.h"
#include "options.h"

/* Serves until SIGTERM or SIGINT, then lets running requests finish (5 s at most). ERR_CONFIG, ERR_IN_USE … before it
 * serves; OK after a graceful end; ERR_BROKEN when the disk could not be trusted any more. */
enum err app_serve(const struct options *options, struct fault *out_fault);

#endif
