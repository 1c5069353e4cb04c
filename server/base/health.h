/* How the server itself is, in one place: whoever watches something says it here, and /readyz, /metrics and the page
 * of the office read it. Any thread. Not a log, and not for what happens in the day. */
#ifndef P2C_BASE_HEALTH_H
#define P2C_BASE_HEALTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum health_matter {
#define MATTER(name, text) HEALTH_##name,
#define NUMBER(name, text, type, help)
#include "base/health.def"
#undef MATTER
	HEALTH_MATTERS
};

enum health_number {
#define MATTER(name, text)
#undef NUMBER
#define NUMBER(name, text, type, help) HEALTH_##name,
#include "base/health.def"
#undef MATTER
#undef NUMBER
	HEALTH_NUMBERS
};

enum { HEALTH_CODE_LEN = 23, HEALTH_WORDS_LEN = 299 };

struct health;

/* All is well, all numbers are 0. destroy(NULL) is fine. */
struct health *health_create(void);
void health_destroy(struct health *health);

/* Something is not well: `code` is for programs and never shown ("disk-low"), the words tell a technician what it is
 * and what to do; no personal data. True when the code is another one than before: a reason for one line in the log.
 */
bool health_ill(struct health *health, enum health_matter matter, const char *code, const char *words, ...)
    __attribute__((format(printf, 4, 5)));
/* It is well (again): true when it was not. */
bool health_well(struct health *health, enum health_matter matter);

struct health_state {
	char code[HEALTH_CODE_LEN + 1]; /* "" when it is well */
	char words[HEALTH_WORDS_LEN + 1];
};
struct health_state health_of(struct health *health, enum health_matter matter);
/* "disk", as /readyz and /metrics name it. */
const char *health_name(enum health_matter matter);

void health_set(struct health *health, enum health_number number, int64_t value);
/* A number as /metrics writes it. */
struct health_figure {
	const char *name, *type, *help;
	int64_t value;
};
struct health_figure health_figure(const struct health *health, enum health_number number);

#endif
