/* What the printing room and its printers keep. Only for room.c, asking.c, watch.c, errand.c,
 * inquiry.c. */
#ifndef P2C_PRINT_STATE_H
#define P2C_PRINT_STATE_H

#include "base/id.h"
#include "base/mailbox.h"
#include "base/pool.h"
#include "domain/print_job.h"
#include "domain/printer_uri.h"
#include "print/client.h"
#include "print/room.h"
#include "print/secure.h"
#include "print/sheet.h"
#include "print/talk.h"

#include <stdatomic.h>

struct event;
struct printer;
struct errand;

/* One exchange of a lane: a printer has two, so that a badge that takes long keeps nobody from hearing why. */
struct asking {
	struct printer *printer;
	struct client *client; /* NULL: nothing under way */
	int32_t number;
	/* `heard` is NULL when no IPP answer came; end says how far it got. Text lives until the next question. */
	void (*then)(struct asking *asking, const struct talk_heard *heard, enum client_end end);
	char certificate[PRINTER_PRINT_LEN + 1]; /* that was shown the last time, "" for none */
	struct arena *arena;
};

/* A change on its way through the writer; one at a time for each. */
struct note {
	struct change change;
	struct letter letter;
	struct printer *printer;
	char subject[ID_LEN + 1]; /* the printer's id, for the writer's thread */
	bool under_way;
	enum err err;
};

struct watch {
	struct asking asking;
	struct event *timer;
	struct note note;
	struct arena *told_arena, *caps_arena;
	struct printer_seen told; /* what the note says, or said; of told_arena */
	bool is_told;             /* it was saved */
	struct talk_printer caps; /* as the printer last said; of caps_arena */
	struct sheet_form takes;  /* what to send it, of caps_arena; media NULL: no paper of that size */
	bool reachable;
	/* The host's address, found by a worker when it is a name. */
	struct task find;
	struct letter found;
	struct sockaddr_storage address;
	socklen_t address_len; /* 0: not known */
	struct printer_uri sought;
	bool finding;
};

/* The job in hand: at most one a printer. */
struct errand {
	struct asking asking, sending; /* what goes on while the badge itself goes out */
	struct event *timer;
	void (*timed)(struct errand *errand);
	struct note note;
	struct print_step step; /* what the note says; its words are of `arena` */
	void (*after)(struct errand *errand), (*then)(struct errand *errand);
	struct arena *arena; /* of the present job */
	bool busy;
	/* The job, as it is known to be written. */
	char job_id[ID_LEN + 1];
	int64_t serial;
	enum print_state state;
	enum print_reason why;
	int32_t remote_id; /* the printer's number for it; 0: not known */
	bool withdraw, told_withdraw;
	/* What became of it? */
	enum print_reason doubt; /* why nobody could tell, should it come to that */
	int64_t silent_since;    /* monotonic ms; 0: the printer answers */
	bool inquiring, over;    /* searching among those that are over */
	/* Drawing it, and at the same time making room for it at the printer and writing down that it is sent. */
	struct task draw;
	struct letter drawn;
	struct sheet_form form; /* of `arena` */
	struct buf document;
	enum err draw_err;
	struct fault draw_fault;
	int64_t seq; /* of the journal, where the job was read: no printer hears of it before that is on the disk */
	bool drawing, creating, saving;
	bool waiting;              /* for that, to be created */
	bool taken_back;           /* or handed over, in the last moment */
	enum print_reason refused; /* why there is no room */
	const char *refused_words;
	/* Until the next one. */
	unsigned pause_ms;
	int64_t not_before; /* monotonic ms */
	int64_t look;       /* the first look at the store that knows what was done last */
	bool unsure;        /* a job of ours may stand at the printer without a badge in it */
	unsigned swept;     /* such jobs that were taken off */
};

struct printer {
	struct print_room *room;
	char id[ID_LEN + 1];
	bool enabled;
	char pinned[PRINTER_PRINT_LEN + 1]; /* the certificate that it has to show */
	struct printer_row row; /* of the room's last look, with its jobs and what its template asks for */
	struct sheet_paper paper;
	struct print_job *jobs;
	size_t n_jobs;
	struct printer_uri uri;
	struct watch watch;
	struct errand errand;
};

struct look; /* room.c */

struct print_room {
	struct event_base *base;
	struct store *store;
	struct mailbox *mailbox;
	struct pool *workers; /* read and draw */
	struct secure *secure;
	struct pool *names; /* waits for name servers, so that drawing does not */
	struct printer **printers;
	size_t n;
	struct look *look; /* the last one: rows point into it */
	int64_t looks;     /* begun so far */
	int64_t looked;    /* the number of `look` */
	bool looking, look_again, stopping;
	_Atomic int64_t durable; /* the journal is on the disk up to here */
	atomic_bool awaited;     /* somebody waits for it to move on */
};

/* What a worker thread owns; press is NULL until something is drawn. */
struct print_worker {
	struct db *db;
	struct badge_press *press;
};

/* ---- asking.c ---- */
void asking_begin(struct asking *asking, struct printer *printer);
void asking_end(struct asking *asking);
/* Asks; `said` needs no number and no uri. The document's bytes are taken; NULL for none. */
void asking_ask(struct asking *asking, const struct talk_said *said, struct buf *document, unsigned whole_ms,
    void (*then)(struct asking *asking, const struct talk_heard *heard, enum client_end end));
int64_t asking_clock(void); /* monotonic, ms */
struct timeval asking_after(unsigned ms);

/* ---- room.c ---- */
/* Reads the store again, now or after the look that is under way. */
void room_look(struct print_room *room);
/* Is the journal on the disk up to here? If not, errand_next is called again when it may be. */
bool room_has(struct print_room *room, int64_t seq);
/* Where the journal ended in the room's last look. */
int64_t room_seq(const struct print_room *room);
/* Submits a change; `open` is called on the loop when it is durable or failed. False when the store does not take it.
 */
bool room_note(struct note *note, void (*open)(struct letter *letter));

/* ---- watch.c ---- */
void watch_begin(struct printer *printer);
void watch_end(struct printer *printer);
/* The row is new: ask at once. */
void watch_row(struct printer *printer, bool moved);
/* May a badge be sent now? */
bool watch_is_ready(const struct printer *printer);
/* The printer did not answer an errand: have it looked at soon. */
void watch_soon(struct printer *printer);

/* ---- errand.c ---- */
void errand_begin(struct printer *printer);
void errand_end(struct printer *printer);
/* Takes up the next job if nothing is in hand; called whenever something changed. */
void errand_next(struct printer *printer);
/* Writes a step down, then goes on with `after`; where somebody else was faster, the job is let go. */
void errand_save(struct errand *errand, enum print_act act, enum print_reason why, const char *words,
    void (*after)(struct errand *errand));
/* Lets the job go: the store knows how it stands. Then the next one, after a pause where `later`. */
void errand_rest(struct errand *errand);
void errand_rest_a_while(struct errand *errand);
void errand_in(struct errand *errand, unsigned ms, void (*timed)(struct errand *errand));

/* The printer did not take what was sent: back into the queue, or failed. */
void errand_refused(struct errand *errand);

/* ---- inquiry.c: what became of a job at the printer ---- */
/* Asks until it is printed, failed or lost, and writes each step down. */
void inquiry_begin(struct errand *errand);
/* The printer has spoken of it already. */
void inquiry_judge(struct errand *errand, const struct talk_job *job);
/* Has the printer drop a job that a person called missing. */
void inquiry_withdraw(struct errand *errand);

#define PRINT_OF(member_pointer, type, member) ((type *)(void *)((char *)(member_pointer)-offsetof(type, member)))

#endif
