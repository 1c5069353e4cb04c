/* See throttle.h. */
#include "http/throttle.h"

#include <stdio.h>
#include <string.h>

bool throttle_allows(const struct throttle *t, const char *address, int64_t now_ms)
{
	for (int i = 0; i < THROTTLE_ADDRESSES; i++)
		if (strcmp(t->rows[i].address, address) == 0)
			return t->rows[i].failures < THROTTLE_FAILURES || now_ms - t->rows[i].since_ms >= THROTTLE_MS;
	return true;
}

void throttle_failed(struct throttle *t, const char *address, int64_t now_ms)
{
	int at = 0;
	for (int i = 0; i < THROTTLE_ADDRESSES; i++) {
		if (strcmp(t->rows[i].address, address) == 0) {
			at = i;
			break;
		}
		if (t->rows[i].since_ms < t->rows[at].since_ms)
			at = i;
	}
	bool known = strcmp(t->rows[at].address, address) == 0;
	if (!known || now_ms - t->rows[at].since_ms >= THROTTLE_MS) {
		snprintf(t->rows[at].address, sizeof t->rows[at].address, "%s", address);
		t->rows[at].since_ms = now_ms;
		t->rows[at].failures = 0;
	}
	t->rows[at].failures++;
}

void throttle_take_back(struct throttle *t, const char *address)
{
	for (int i = 0; i < THROTTLE_ADDRESSES; i++)
		if (strcmp(t->rows[i].address, address) == 0 && t->rows[i].failures)
			t->rows[i].failures--;
}
