/* Memory that lives as long as one request (or one job) and is let go at once.
 * Not for program-long state, and not thread safe: an arena has one owner at a time.
 * Running out of memory ends the process (base/mem.c): sizes that a stranger chooses are limited before they get
 * here. */
#ifndef P2C_BASE_ARENA_H
#define P2C_BASE_ARENA_H

#include <stddef.h>

struct arena;

/* A new, empty arena; arena_destroy(NULL) is fine. */
struct arena *arena_create(void);
void arena_destroy(struct arena *arena);
/* Forgets everything allocated but keeps the first block for the next user. */
void arena_reset(struct arena *arena);
/* Zeroed memory, aligned for any type; valid until reset or destroy. */
void *arena_alloc(struct arena *arena, size_t size);
/* A copy of len bytes with a NUL behind them. */
char *arena_copy(struct arena *arena, const char *bytes, size_t len);
/* A copy of a C string; NULL stays NULL. */
char *arena_dup(struct arena *arena, const char *text);
/* printf into the arena. */
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, n) ((type *)arena_alloc((arena), sizeof(type) * (size_t)(n)))

#endif
