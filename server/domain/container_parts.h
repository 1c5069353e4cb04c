/* What the two readers of containers share. Private to container*.c. */
#ifndef P2C_DOMAIN_CONTAINER_PARTS_H
#define P2C_DOMAIN_CONTAINER_PARTS_H

#include "domain/container.h"

/* Parts one file may have: a film of twelve hours has some 50,000. */
enum { CONTAINER_PARTS_MAX = 200000 };

struct container_reader {
	const struct container_source *source;
	struct fault *fault;
	int left; /* parts that may still be read */
};

/* Bytes as one number, big endian; at most 8. ERR_FILE_FORMAT when they lie beyond `end`. */
enum err container_number(
    const struct container_reader *r, int64_t at, int64_t end, size_t len, uint64_t *out_number);
/* Refuses the file with a sentence. */
enum err container_refuse(const struct container_reader *r, const char *sentence);
/* The same for what ends beyond its surroundings. */
enum err container_cut_off(const struct container_reader *r);
/* Sets the length, in units of 1/per_second; refuses none and too much. */
enum err container_take_length(
    const struct container_reader *r, double length, double per_second, struct container *out_container);

enum err container_mp4(struct container_reader *r, struct container *out_container);
enum err container_webm(struct container_reader *r, struct container *out_container);

#endif
