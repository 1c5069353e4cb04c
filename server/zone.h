/* The event's time zone, kept in its settings: taken once when a data folder is opened, before any thread. */
#ifndef P2C_ZONE_H
#define P2C_ZONE_H

#include "base/err.h"
#include "store/store.h"

/* Sets the process's zone to the event's (UTC when the folder names none). ERR_CONFIG for a zone this system does not
 * know. */
enum err zone_take(struct store *store, struct fault *out_fault);

#endif
