/* A small hash table of addresses with open connections. */
#include "http/peers.h"
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS = 1024, PREFIX_LEN = 8 };

struct peer {
	struct peer *next;
	unsigned char key[PEERS_ADDRESS_LEN];
	unsigned count;
};

struct peers {
	unsigned max;
	struct peer *slots[SLOTS];
};

struct peers *peers_create(unsigned max_per_address)
{
	struct peers *peers = mem_alloc(sizeof *peers);

	peers->max = max_per_address;
	return peers;
}

void peers_destroy(struct peers *peers)
{
	if (!peers)
		return;
	for (unsigned i = 0; i < SLOTS; i++) {
		while (peers->slots[i]) {
			struct peer *peer = peers->slots[i];

			peers->slots[i] = peer->next;
			free(peer);
		}
	}
	free(peers);
}

void peers_key(const unsigned char address[PEERS_ADDRESS_LEN], unsigned char out_key[PEERS_ADDRESS_LEN])
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };

	memcpy(out_key, address, PEERS_ADDRESS_LEN);
	if (memcmp(address, mapped, sizeof mapped) != 0)
		memset(out_key + PREFIX_LEN, 0, PEERS_ADDRESS_LEN - PREFIX_LEN);
}

static struct peer **slot_of(struct peers *peers, const unsigned char *key)
{
	uint32_t hash = 2166136261u;

	for (unsigned i = 0; i < PEERS_ADDRESS_LEN; i++)
		hash = (hash ^ key[i]) * 16777619u;
	return &peers->slots[(hash ^ hash >> 16) % SLOTS];
}

struct peer *peers_enter(struct peers *peers, const unsigned char address[PEERS_ADDRESS_LEN])
{
	unsigned char key[PEERS_ADDRESS_LEN];
	struct peer **slot, *peer;

	peers_key(address, key);
	slot = slot_of(peers, key);
	for (peer = *slot; peer && memcmp(peer->key, key, sizeof key) != 0;)
		peer = peer->next;
	if (!peer) {
		peer = mem_alloc(sizeof *peer);
		memcpy(peer->key, key, sizeof key);
		peer->next = *slot;
		*slot = peer;
	}
	if (peer->count == peers->max)
		return NULL;
	peer->count++;
	return peer;
}

void peers_leave(struct peers *peers, struct peer *peer)
{
	struct peer **at;

	if (!peer || --peer->count > 0)
		return;
	for (at = slot_of(peers, peer->key); *at != peer;)
		at = &(*at)->next;
	*at = peer->next;
	free(peer);
}
