/* What faults.c is to fail, for both sides of it. */
#ifndef P2C_TESTS_FAULTS_H
#define P2C_TESTS_FAULTS_H

#include <stdatomic.h>
#include <stdint.h>

enum kind { MEMORY = 1, FILES = 2, NETWORK = 4, KERNEL = 8, HALVES = 16, QUESTIONS = 32 };
enum { WHERE_MAX = 160, PLACES_MAX = 16384 };

/* As tests/torture/lib/faults.mjs reads and writes it, little-endian. */
struct control {
	_Atomic int64_t kinds;    /* bits of enum kind that count; 0: nothing is counted, nothing fails */
	_Atomic int64_t first;    /* the number of the call that fails, from 1, or its place; 0: count only */
	_Atomic int64_t for_ever; /* all from that one on */
	_Atomic int64_t depth; /* 0: calls have numbers; else a place, told by so many frames of the program itself */
	_Atomic int64_t cause; /* the errno of those that fail; 0: what such a call usually says */
	_Atomic int64_t counted;
	_Atomic int64_t failed;
	char where[WHERE_MAX];              /* the first that failed, and who called it */
	_Atomic int64_t places[PLACES_MAX]; /* those that were counted; 0 is none */
};

/* Of this process. */
struct control *faults_control(void);

#endif
