/* Logs for the operator: one JSON object (or one text line) a fact on standard error. No personal data, no secrets.
 * Used only at the edges (main, loop, writer, reply); rooms below return errors instead. */
#ifndef P2C_BASE_LOG_H
#define P2C_BASE_LOG_H

#include <stdbool.h>

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

/* Set once at start, before any thread. */
void log_set(enum log_level most, bool json);
/* Writes one fact: a fixed name ("listening") and key-value pairs ended by NULL, all text. Control bytes are escaped.
 */
void log_fact(enum log_level level, const char *what, ...) __attribute__((sentinel));

#endif
