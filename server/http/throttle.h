/* Failed sign-ins by address: after thirty in a minute an address waits, so that guessing is slow and the workers
 * stay free for others. Nobody is locked out for longer than that minute. For the loop thread, or under a lock of
 * the owner's (patience.h, where the key is an account). */
#ifndef P2C_HTTP_THROTTLE_H
#define P2C_HTTP_THROTTLE_H

#include <stdbool.h>
#include <stdint.h>

enum { THROTTLE_FAILURES = 30, THROTTLE_MS = 60000, THROTTLE_ADDRESSES = 256, THROTTLE_TEXT = 64 };

/* All zero is empty. When more addresses fail than there is room for, the oldest makes place. */
struct throttle {
	struct {
		char address[THROTTLE_TEXT];
		int64_t since_ms;
		unsigned failures;
	} rows[THROTTLE_ADDRESSES];
};

/* May this address try now? Times are monotonic milliseconds. */
bool throttle_allows(const struct throttle *throttle, const char *address, int64_t now_ms);
/* It tried and failed. */
void throttle_failed(struct throttle *throttle, const char *address, int64_t now_ms);
/* One of its failures was none. */
void throttle_take_back(struct throttle *throttle, const char *address);

#endif
