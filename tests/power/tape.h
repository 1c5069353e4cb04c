/* The tape: one ordered list of what a program did to its files and said to its clients. recorder.c writes it from
 * inside the program, into memory that it shares with a file, so a kill takes nothing of it away; the checker reads
 * it. The order is what is careful here: a write is on the tape when it is done, a sync when it is done, with the
 * place where the tape stood when it began: it holds only what stood on the tape before it began; an answer is on the
 * tape before its first byte leaves. So an answer never stands before a sync that it had to wait for, unless it did
 * not wait. */
#ifndef P2C_TESTS_POWER_TAPE_H
#define P2C_TESTS_POWER_TAPE_H

#include <pthread.h>
#include <stdint.h>

enum tape_kind {
	TAPE_START = 1, /* a program began: its command line */
	TAPE_ENDED,     /* it ended by itself; at: with this code */
	TAPE_OPEN,      /* fd is the file of that path; at: 1 when it was made if it was not there */
	TAPE_WRITE,     /* bytes of fd, at */
	TAPE_TRUNCATE,  /* fd, at: to this length */
	TAPE_SYNC,      /* fd, at: where the tape stood when it began */
	TAPE_LOST,      /* the same sync failed: the kernel forgets what it held, and no later sync brings it back */
	TAPE_MKDIR,     /* a path */
	TAPE_REMOVE,    /* a path */
	TAPE_RENAME,    /* from, NUL, to */
	TAPE_HEARD,     /* bytes that came in; at: the number of the connection */
	TAPE_SAID       /* bytes that left */
};

/* Followed by len bytes, and by nothing up to the next multiple of 8. Paths are below the folder that is watched, ""
 * is that folder. */
struct tape_entry {
	uint16_t kind;
	uint16_t process; /* counts programs */
	int32_t fd;
	uint32_t len;
	uint32_t kept; /* how many of the bytes count: what the kernel did not take was not said */
	int64_t at;
};

/* The disk fails on demand: whoever shares the file writes here which call is to fail with EIO, and when. */
struct tape_fault {
	int32_t in;       /* the next is 1; 0 is none */
	int32_t call;     /* enum tape_call */
	int32_t file;     /* enum tape_file, or 0 for both */
	int32_t for_ever; /* from that one on */
	int32_t failed;   /* so many did */
	int32_t unused;
};
enum tape_call { TAPE_SYNCS = 1, TAPE_WRITES, TAPE_TRUNCATES };
enum tape_file { TAPE_DATABASE = 1, TAPE_LOG };

struct tape_head {
	uint64_t magic, size;
	struct tape_fault fault;
	pthread_mutex_t mutex; /* shared and robust: who is killed with it leaves the last entry out */
	uint64_t len;          /* of what follows */
	uint32_t processes, connections;
	_Alignas(8) unsigned char entries[];
};

#define TAPE_MAGIC 0x7032632d74617065u

#endif
