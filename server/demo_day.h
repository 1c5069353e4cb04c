/* The demonstration day as the operator sees it: made once in its folder, resumed on the next start, and announced
 * with the addresses of the screens and one one-time sign-in link a role. Not for its content: domain/demo.h. */
#ifndef P2C_DEMO_DAY_H
#define P2C_DEMO_DAY_H

#include "base/clock.h"
#include "base/err.h"
#include "options.h"
#include "store/store.h"

#include <stdint.h>

/* Makes the folder and its day when there is none. Leaves the clock at the demonstration's own now unless --clock set
 * it. */
enum err demo_day_make(const struct options *options, struct clock *clock, struct fault *out_fault);
/* Before the writer starts: moves the clock behind the last entry of a day that was run before, and makes the links.
 */
enum err demo_day_resume(
    const struct options *options, struct store *store, struct clock *clock, struct fault *out_fault);
/* Prints addresses and links to standard output. The links are in the folder's file `links` too (0600). */
void demo_day_say(const char *folder, uint16_t port);

#endif
