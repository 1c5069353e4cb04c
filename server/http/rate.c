/* See rate.h. Both tables are of fixed size: a stranger cannot make them grow. Their hashes have a key of this run,
 * so that nobody can choose which row he gets. */
#include "http/rate.h"

#include "base/mem.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { SETS = 512, WAYS = 4, KNOWN = 8192, MS = 1000 };

struct bucket {
	uint64_t address; /* its hash */
	int64_t asked_at;
	int64_t left; /* thousandths of a request */
};

struct rate {
	int64_t per_second;
	unsigned char key[crypto_shorthash_KEYBYTES];
	struct bucket buckets[SETS][WAYS];
	uint64_t known[KNOWN];
};

struct rate *rate_create(unsigned per_second)
{
	struct rate *rate = mem_alloc(sizeof *rate);
	rate->per_second = per_second ? per_second : RATE_USUAL;
	crypto_shorthash_keygen(rate->key);
	return rate;
}

void rate_destroy(struct rate *rate)
{
	free(rate);
}

/* Never 0, which is an empty row. */
static uint64_t hash_of(const struct rate *rate, const char *text)
{
	uint64_t hash;
	crypto_shorthash((unsigned char *)&hash, (const unsigned char *)text, strlen(text), rate->key);
	return hash ? hash : 1;
}

/* The row of an address: its own, or the one that asked longest ago, full again. */
static struct bucket *bucket_of(struct rate *rate, uint64_t address, int64_t now_ms)
{
	struct bucket *set = rate->buckets[address % SETS], *oldest = set;
	for (int i = 0; i < WAYS; i++) {
		if (set[i].address == address)
			return &set[i];
		if (set[i].asked_at < oldest->asked_at)
			oldest = &set[i];
	}
	*oldest = (struct bucket){
		.address = address, .asked_at = now_ms, .left = rate->per_second * RATE_SECONDS_AT_ONCE * MS
	};
	return oldest;
}

bool rate_take(struct rate *rate, const char *address, int64_t now_ms)
{
	struct bucket *bucket = bucket_of(rate, hash_of(rate, address), now_ms);
	int64_t most = rate->per_second * RATE_SECONDS_AT_ONCE * MS;
	int64_t left = bucket->left + (now_ms - bucket->asked_at) * rate->per_second;
	bucket->asked_at = now_ms;
	bucket->left = left < most ? left : most;
	if (bucket->left < MS)
		return false;
	bucket->left -= MS;
	return true;
}

void rate_know(struct rate *rate, const char *token)
{
	uint64_t hash = hash_of(rate, token);
	rate->known[hash % KNOWN] = hash;
}

bool rate_knows(const struct rate *rate, const char *token)
{
	uint64_t hash = token ? hash_of(rate, token) : 0;
	return hash && rate->known[hash % KNOWN] == hash;
}
