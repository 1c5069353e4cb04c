/* The mark of this event in its codes: 8 of the 20 characters of a QR code are a keyed hash of the 10 random ones, so
 * that a code of another event is known as such, by a door without network too, and nobody can think one up without
 * the key. The key is made when the folder is first opened and kept with the settings: a backup has it.
 *
 *   mark   HMAC-SHA-256(key, the 10 characters), its first 40 bits
 *   hash   SHA-256(salt, code), its first 8 bytes: what lists for doors and desks without network hold instead of a
 *          code; the salt is HMAC-SHA-256(key, "salt"), its first 16 bytes */
#ifndef P2C_DOMAIN_EVENT_MARK_H
#define P2C_DOMAIN_EVENT_MARK_H

#include "badges/code.h"
#include "store/store.h"
#include "store/tx.h"

enum { EVENT_MARK_KEY = 32, EVENT_MARK_SALT = 16, EVENT_MARK_HASH = 8 };
struct event_mark {
	uint8_t key[EVENT_MARK_KEY], salt[EVENT_MARK_SALT];
};

/* Makes the key when there is none yet. Called when a folder is opened to write (app.c, operator.c), so that lists
 * can rely on it. */
enum err event_mark_open(struct store *store, struct fault *out_fault);
/* ERR_NOT_FOUND before it was made. */
enum err event_mark_get(struct db *db, struct arena *arena, struct event_mark *out_mark);
/* Does this normalised QR code carry the event's mark? */
bool event_mark_fits(const struct event_mark *mark, const char *qr);
/* Codes that no badge and no card has. ERR_BROKEN when the random source gives the same again and again. */
enum err event_mark_draw(struct tx *tx, struct badge_code *out_code);
/* The same for given random bytes: the codes whose seed they are; false for a draw to be thrown away (code.h). */
bool event_mark_make(
    const struct event_mark *mark, const uint8_t random[BADGE_CODE_RANDOM], struct badge_code *out_code);
/* A text recognised again by whoever has the key, and by nobody else: HMAC-SHA-256(key, "text " text) as 64 hex
 * digits. */
enum { EVENT_MARK_TEXT = 65 };
void event_mark_text(const struct event_mark *mark, const char *text, char out[EVENT_MARK_TEXT]);
/* From a key alone: tests and benches. */
struct event_mark event_mark_of(const uint8_t key[EVENT_MARK_KEY]);
/* What a list holds instead of a code. */
void event_mark_hash(const struct event_mark *mark, const char *qr, uint8_t out_hash[EVENT_MARK_HASH]);

#endif
