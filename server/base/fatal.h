/* The end that is left when going on would be a lie: no memory, no thread, no way to wake the loop. One line, exit
 * 70; the supervisor starts us again, and what was acknowledged is in the journal. Not for what a caller could
 * answer. */
#ifndef P2C_BASE_FATAL_H
#define P2C_BASE_FATAL_H

enum { EXIT_FATAL = 70 }; /* sysexits EX_SOFTWARE */

/* Says "p2c: WHAT" and ends the process at once: no handlers run, no memory is asked for. */
_Noreturn void fatal(const char *what);

#endif
