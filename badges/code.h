/* What a badge carries: the code in its QR and the short one a person can read out or type.
 * Both are opaque (no personal data) and end in check characters of ISO/IEC 7064, so that a damaged or mistyped code
 * is refused before anybody looks it up. Not for drawing them (qr.h), nor for drawing randomness: the caller gives
 * it.
 *
 *   qr    10 random characters + 8 of the event's mark + 2 of MOD 1271-36: 20 characters, which is QR version 1-M
 *         exactly (biggest modules)
 *   code  6 random characters + 1 of MOD 37,36, written XXXX-XXX
 *
 * The mark is a keyed hash of the random characters. It tells a code of this event from any other without looking it
 * up; the key is the caller's business (domain/event_mark.h). Codes that were made before there was a mark have
 * random characters in its place and are good codes too.
 *
 * Every character, the check characters too, is of Crockford's base 32 (no I L O U), so that a reader's O and 0 or
 * I, L and 1 mean the same. */
#ifndef P2C_BADGES_CODE_H
#define P2C_BADGES_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	BADGE_CODE_RANDOM = 10,
	BADGE_CODE_SEED_LEN = 10,
	BADGE_CODE_MARK = 5,
	BADGE_CODE_QR_LEN = 20,
	BADGE_CODE_SHORT_LEN = 8
};

struct badge_code {
	char qr[BADGE_CODE_QR_LEN + 1];
	char code[BADGE_CODE_SHORT_LEN + 1];
};

enum badge_code_kind { BADGE_CODE_NEITHER, BADGE_CODE_QR, BADGE_CODE_SHORT, BADGE_CODE_MAX };

/* The random characters that a code begins with (50 bits of `random`): what the mark is made of. */
void badge_code_seed(const uint8_t random[BADGE_CODE_RANDOM], char out_seed[BADGE_CODE_SEED_LEN + 1]);
/* The codes of these random bytes and the mark of their seed: 50 bits and 40 bits go to the QR, 30 to the short code.
 * False, with *out_code untouched, for the one draw in five whose check would need a letter outside base 32: draw
 * again. A short code that its check could not tell from two of its neighbours exchanged is moved on to the next good
 * one; that costs less than one bit. */
bool badge_code_make(
    const uint8_t random[BADGE_CODE_RANDOM], const uint8_t mark[BADGE_CODE_MARK], struct badge_code *out_code);
/* Does a normalised QR code carry this mark? In constant time. */
bool badge_code_is_marked(const char *qr, const uint8_t mark[BADGE_CODE_MARK]);

/* What a scanner or a person sent, in the one way codes are kept ("K7QF-3M2" for a short one, with its dash).
 * Passes over spaces, dashes, control frames (STX, ETX, CR, LF, tab) and an AIM prefix ("]Q1"); folds lower case,
 * O to 0, I and L to 1. BADGE_CODE_NEITHER, with `out` untouched, when the length, a character or the check is wrong.
 * Any bytes are allowed; `text` needs no NUL. */
enum badge_code_kind badge_code_normalise(const char *text, size_t len, char out[BADGE_CODE_QR_LEN + 1]);

#endif
