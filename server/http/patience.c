/* See patience.h. When there are more pairs than rows, the one that was quiet for longest makes place. */
#include "http/patience.h"

#include "base/mem.h"
#include "http/throttle.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ACCOUNT_TEXT = 61 }; /* longer names are nobody's: told apart as far as that */

struct row {
	char account[ACCOUNT_TEXT], address[THROTTLE_TEXT];
	int64_t last_ms;
	unsigned wrong;
	bool is_own; /* somebody signed in to the account from here */
};

struct patience {
	pthread_mutex_t lock;
	struct throttle accounts; /* from all addresses together */
	struct row rows[PATIENCE_ROWS];
};

struct patience *patience_create(void)
{
	struct patience *patience = mem_alloc(sizeof *patience);
	pthread_mutex_init(&patience->lock, NULL);
	return patience;
}

void patience_destroy(struct patience *patience)
{
	if (!patience)
		return;
	pthread_mutex_destroy(&patience->lock);
	free(patience);
}

static bool is_of(const struct row *row, const char *account, const char *address)
{
	return strcmp(row->account, account) == 0 && strcmp(row->address, address) == 0;
}

/* The row of the pair; made from the quietest when there is none. */
static struct row *row_of(struct patience *patience, const char *account, const char *address, int64_t now_ms)
{
	struct row *found = patience->rows;
	for (struct row *row = patience->rows; row < patience->rows + PATIENCE_ROWS; row++) {
		if (is_of(row, account, address)) {
			found = row;
			break;
		}
		if (row->last_ms < found->last_ms)
			found = row;
	}
	if (!is_of(found, account, address)) {
		*found = (struct row){ .last_ms = now_ms };
		snprintf(found->account, sizeof found->account, "%s", account);
		snprintf(found->address, sizeof found->address, "%s", address);
	} else if (now_ms - found->last_ms >= PATIENCE_FORGET_MS)
		found->wrong = 0;
	return found;
}

/* 1, 2, 4 … 60 seconds after the fifth, sixth, seventh wrong one. */
static int64_t wait_after(unsigned wrong)
{
	if (wrong < PATIENCE_FREE)
		return 0;
	int64_t wait = wrong < PATIENCE_FREE + 6 ? 1000 << (wrong - PATIENCE_FREE) : PATIENCE_MOST_MS;
	return wait < PATIENCE_MOST_MS ? wait : PATIENCE_MOST_MS;
}

static int64_t left_of(const struct patience *patience, const struct row *row, int64_t now_ms)
{
	int64_t left = row->last_ms + wait_after(row->wrong) - now_ms;
	if (left > 0)
		return left;
	return row->is_own || throttle_allows(&patience->accounts, row->account, now_ms) ? 0 : PATIENCE_MOST_MS;
}

int64_t patience_try(struct patience *patience, const char *account, const char *address, int64_t now_ms)
{
	char name[ACCOUNT_TEXT];
	snprintf(name, sizeof name, "%s", account);
	pthread_mutex_lock(&patience->lock);
	struct row *row = row_of(patience, name, address, now_ms);
	int64_t left = left_of(patience, row, now_ms);
	if (!left) {
		row->last_ms = now_ms;
		row->wrong++;
		throttle_failed(&patience->accounts, name, now_ms);
	}
	pthread_mutex_unlock(&patience->lock);
	return left;
}

/* Takes the last try of the pair back. */
static void take_back(struct patience *patience, const char *account, const char *address, bool was_right)
{
	char name[ACCOUNT_TEXT];
	snprintf(name, sizeof name, "%s", account);
	pthread_mutex_lock(&patience->lock);
	throttle_take_back(&patience->accounts, name);
	for (struct row *row = patience->rows; row < patience->rows + PATIENCE_ROWS; row++)
		if (is_of(row, name, address)) {
			row->is_own |= was_right;
			row->wrong = was_right || !row->wrong ? 0 : row->wrong - 1;
		}
	pthread_mutex_unlock(&patience->lock);
}

void patience_right(struct patience *patience, const char *account, const char *address)
{
	take_back(patience, account, address, true);
}

void patience_spare(struct patience *patience, const char *account, const char *address)
{
	take_back(patience, account, address, false);
}
