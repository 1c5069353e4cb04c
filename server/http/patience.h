/* Guessing at one account: five wrong passwords from an address are free, then it waits 1, 2, 4 … 60 seconds after
 * each; and an account takes thirty wrong ones a minute from all addresses together, so that many machines guess no
 * faster than 43,200 a day. Nobody is locked out: the right password comes in after the wait, at once from an address
 * that did not fail, and from the owner's own address whatever others do. A row is forgotten after a quiet quarter of
 * an hour. Names that do not exist are counted in the same way, so that waiting tells nothing. Any thread. Not for
 * addresses that fail at everything (throttle.h). */
#ifndef P2C_HTTP_PATIENCE_H
#define P2C_HTTP_PATIENCE_H

#include <stdint.h>

enum { PATIENCE_FREE = 5, PATIENCE_MOST_MS = 60000, PATIENCE_FORGET_MS = 15 * 60 * 1000, PATIENCE_ROWS = 1024 };

struct patience;

struct patience *patience_create(void);
/* destroy(NULL) is fine. */
void patience_destroy(struct patience *patience);
/* A try begins, and counts as wrong until it is known to be right: tries that come together cannot pass together.
 * Answers 0, or how many milliseconds to wait; the try then does not count. Times are monotonic milliseconds. */
int64_t patience_try(struct patience *patience, const char *account, const char *address, int64_t now_ms);
/* The try was right: nothing is held against the address, which is one of the account's own from now on. */
void patience_right(struct patience *patience, const char *account, const char *address);
/* The try could not be judged: it does not count. */
void patience_spare(struct patience *patience, const char *account, const char *address);

#endif
