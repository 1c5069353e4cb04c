/* The plain vocabulary of what goes wrong with printers (print_reason.def): one table from what printers say to what
 * a clerk reads. Pure. */
#ifndef P2C_DOMAIN_PRINT_REASON_H
#define P2C_DOMAIN_PRINT_REASON_H

#include <stdbool.h>
#include <stddef.h>

enum print_reason {
	PRINT_WHY_NONE, /* nothing is wrong: the empty key */
#define PRINT_REASON(ID, key, holds, words, keywords) PRINT_WHY_##ID,
#include "domain/print_reason.def"
#undef PRINT_REASON
	PRINT_WHY_MAX
};

/* "media-empty"; "" for PRINT_WHY_NONE. */
const char *print_reason_key(enum print_reason reason);
/* The sentence; "" for PRINT_WHY_NONE. */
const char *print_reason_words(enum print_reason reason);
/* PRINT_WHY_NONE for a key that is not in the table. */
enum print_reason print_reason_find(const char *key);
/* Is nothing new sent while a printer says this? */
bool print_reason_holds(enum print_reason reason);
/* One keyword of printer-state-reasons, with or without its -error, -warning or -report: PRINT_WHY_NONE for "none"
 * and for what is no trouble, PRINT_WHY_OTHER for an error that is not in the table. */
enum print_reason print_reason_read(const char *keyword, size_t len);

#endif
