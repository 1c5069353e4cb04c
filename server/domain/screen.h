/* Screens: devices that hang in the venue and stand for nobody (device.h lets them in). Here they are named, pointed
 * to a page and told to load it anew; what they show is what they say themselves (live/screen_board.h). */
#ifndef P2C_DOMAIN_SCREEN_H
#define P2C_DOMAIN_SCREEN_H

#include "store/device.h"
#include "store/tx.h"

enum { SCREEN_TARGET_MAX = 200 };

/* Those that were let in and not shut out, by name. */
enum err screen_list(struct db *db, struct arena *arena, int64_t now, struct device **out_screens, size_t *out_n);
/* The screen behind the scope of a login; ERR_NOT_FOUND with the reason when the login is no screen's. */
enum err screen_of_scope(
    struct db *db, struct arena *arena, const char *scope, struct device *out_screen, struct fault *out_fault);

struct screen_form {
	const char *name;   /* NULL: as it is */
	const char *target; /* "/sign/ROOM", "/wall" …; "": the page it opened itself; NULL: as it is */
};
/* ERR_STALE with the screen as it is now, ERR_INVALID for a name or a page that no screen shows, ERR_NOT_FOUND when
 * that device is no screen (any more). */
enum err screen_edit(
    struct tx *tx, const char *id, int64_t version, const struct screen_form *form, struct device *out_screen);
/* Tells it to load its page anew; each call counts. */
enum err screen_reload(struct tx *tx, const char *id, struct device *out_screen);

#endif
