/* Settings of this event (title, zone, epoch …) and numbers that only go up (badge serials, pledge numbers). */
#ifndef P2C_STORE_SETTING_H
#define P2C_STORE_SETTING_H

#include "base/arena.h"
#include "base/err.h"

#include <stdint.h>

struct db;
struct tx;

/* The value of a setting; OK with NULL when it was never put. */
enum err setting_get(struct db *db, struct arena *arena, const char *name, const char **out_value);
/* Sets it, replacing what was there. The caller writes the journal. */
enum err setting_put(struct tx *tx, const char *name, const char *value);
/* The next number of a series, from 1; a series begins when it is first asked for. A rolled back change gives its
 * number back, so a series has no gaps. */
enum err counter_next(struct tx *tx, const char *name, int64_t *out_number);
/* The last number that was taken, 0 for none. */
enum err counter_get(struct db *db, const char *name, int64_t *out_number);

#endif
