/* A badge is scanned at a door. */
#ifndef P2C_DOMAIN_SCAN_H
#define P2C_DOMAIN_SCAN_H

#include "store/read.h"
#include "store/tx.h"

/* What a scan at a point says. */
enum scan_result { SCAN_ADMITTED, SCAN_ALREADY, SCAN_REVOKED, SCAN_REFUSED, SCAN_UNKNOWN, SCAN_MAX };
extern const char *const SCAN_RESULT_NAMES[SCAN_MAX];
struct scan {
	enum scan_result result;
	const char *reason;   /* a sentence */
	struct person person; /* id is NULL when unknown */
};
/* Presence is set by the first scan, never toggled; every outcome is a result, not an error. ERR_INVALID for an
 * unknown point. */
enum err participant_scan(struct tx *tx, const char *code, const char *point, struct scan *out_scan);

#endif
