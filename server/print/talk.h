/* IPP (RFC 8010, 8011) between values and bytes: what is asked of a printer, and what its answer says. libcups is the
 * codec and nothing else: it never sees a socket. Pure. Not for what follows from an answer (printer.h). */
#ifndef P2C_PRINT_TALK_H
#define P2C_PRINT_TALK_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "domain/print_reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum talk_ask {
	TALK_PRINTER, /* Get-Printer-Attributes */
	TALK_CREATE,  /* Create-Job */
	TALK_SEND,    /* Send-Document, the last one */
	TALK_PRINT,   /* Print-Job */
	TALK_JOB,     /* Get-Job-Attributes */
	TALK_JOBS,    /* Get-Jobs, of everybody */
	TALK_CANCEL,  /* Cancel-Job */
	TALK_MAX
};

struct talk_said {
	enum talk_ask ask;
	int32_t number;       /* request-id, from 1: the answer has it too */
	const char *uri;      /* the printer's */
	const char *job_name; /* CREATE, PRINT */
	const char *media;    /* CREATE, PRINT: the printer's name for the paper */
	const char *sides;    /* CREATE, PRINT: a keyword; NULL leaves it to the printer */
	const char *format;   /* SEND, PRINT: a media type */
	int32_t job;          /* SEND, JOB, CANCEL: the printer's number */
	bool over;            /* JOBS: those that are over, else those that are not */
};
/* Adds the request's bytes to *out. */
void talk_say(const struct talk_said *said, struct buf *out);

/* What follows from a status-code for whoever asked. */
enum talk_outcome {
	TALK_DONE,
	TALK_BUSY,      /* not now: nothing was taken */
	TALK_NOT_FOUND, /* no such job (or printer) */
	TALK_OVER,      /* the job is over already */
	TALK_REFUSED,
};
enum talk_job_state {
	TALK_JOB_NONE,
	TALK_JOB_PENDING,
	TALK_JOB_AT_WORK,
	TALK_JOB_DONE,
	TALK_JOB_ABORTED,
	TALK_JOB_CANCELLED
};
struct talk_job {
	int32_t number;
	const char *name; /* "" when it was not said */
	enum talk_job_state state;
};
enum { TALK_LIST_MAX = 400 }; /* of any list: the rest is not looked at */
struct talk_list {
	const char **items;
	size_t n;
};
struct talk_printer {
	const char *state; /* "idle", "processing", "stopped"; "unknown" when it was not said */
	uint64_t reasons;  /* bits 1 << enum print_reason */
	bool accepts, creates /* Create-Job and Send-Document */;
	struct talk_list formats, media, sides, types /* of raster: srgb_8 … */;
	const char *back; /* pwg-raster-document-sheet-back; "normal" when it was not said */
	unsigned dpi;     /* the raster resolution nearest to 300 that it takes; 0 when none was said */
};
struct talk_heard {
	enum talk_outcome outcome;
	const char *words; /* status-message, or the name of the status; printable */
	struct talk_printer printer;
	struct talk_job *jobs; /* all that were named; the one of CREATE, SEND, PRINT, JOB */
	size_t n_jobs;
};
/* Reads an answer to request `number`. All text lies in the arena. ERR_MALFORMED for what is no IPP answer to it. */
enum err talk_hear(const void *bytes, size_t len, int32_t number, struct arena *arena, struct talk_heard *out_heard);

bool talk_lists(const struct talk_list *list, const char *item);

#endif
