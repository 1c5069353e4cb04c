/* A hash table of numbers whose keys, bytes, are kept by its owner. Open addressing; half full at most. */
#ifndef P2C_FIND_TABLE_H
#define P2C_FIND_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TABLE_NONE = UINT32_MAX };

struct table {
	uint64_t *cells; /* hash in the upper half, number + 1 in the lower; 0 is empty */
	uint32_t n, room;
};

uint32_t table_hash(const char *bytes, size_t len);
/* The number that has this key, which `is` tells; TABLE_NONE when there is none. */
uint32_t table_find(const struct table *table, uint32_t hash,
    bool (*is)(const void *owner, uint32_t number, const char *key, size_t len), const void *owner, const char *key,
    size_t len);
/* The number must not be in it yet. */
void table_add(struct table *table, uint32_t hash, uint32_t number);
void table_drop(struct table *table, uint32_t hash, uint32_t number);
/* Each number becomes the one that stands at its place in `numbers`; their keys stay. */
void table_renumber(struct table *table, const uint32_t *numbers);
void table_finish(struct table *table);

#endif
