/* The way of a print job as a table: which act takes it from where to where. Pure: no database, no clock, no printer.
 *
 *   queued → sent → accepted → printing → printed
 *
 * `sent` is written before the first byte of the badge leaves: from then on it may have been printed, so nothing goes
 * back to `queued` unless it is certain that nothing arrived. What cannot be found out is `unknown`: a person looks
 * into the tray and answers; a machine never prints it again. */
#ifndef P2C_DOMAIN_PRINT_RULES_H
#define P2C_DOMAIN_PRINT_RULES_H

#include <stdbool.h>

enum print_state {
	PRINT_QUEUED,
	PRINT_SENT,
	PRINT_ACCEPTED,
	PRINT_PRINTING,
	PRINT_PRINTED,
	PRINT_FAILED,
	PRINT_UNKNOWN,
	PRINT_CANCELLED,
	PRINT_STATE_MAX
};

enum print_act {
	PRINT_SEND,      /* the badge is about to leave */
	PRINT_RETURN,    /* it is certain that nothing of it arrived */
	PRINT_NOTE,      /* it stands still, or goes on; why */
	PRINT_ACCEPT,    /* the printer has all of it */
	PRINT_START,     /* the printer works on it */
	PRINT_FINISH,    /* the printer says it is done */
	PRINT_FAIL,      /* it will not be printed, for certain */
	PRINT_LOSE,      /* nobody can tell */
	PRINT_DROP,      /* the printer says it was taken off */
	PRINT_CANCEL,    /* by a person, before anything left */
	PRINT_WITHDRAW,  /* by a person, after that: the printer is to be told */
	PRINT_SEEN,      /* a person looked: it is in the tray */
	PRINT_MISSING,   /* a person looked: it is not; the printer is told to drop it should it still have it */
	PRINT_WITHDRAWN, /* the printer has dropped that, or does not know it */
	PRINT_AFTER_ALL, /* the printer printed it although it was missing */
	PRINT_ACT_MAX
};

/* "queued", as on the wire and in the database; find answers PRINT_STATE_MAX for a name that is none. */
const char *print_state_name(enum print_state state);
enum print_state print_state_find(const char *name);
/* As in the journal, "print.send". */
const char *print_act_name(enum print_act act);
/* Where the act leads from there; PRINT_STATE_MAX when it is not allowed. */
enum print_state print_act_leads(enum print_act act, enum print_state from);
/* Has the printing room still to do with a job in this state? */
bool print_state_is_open(enum print_state state);

#endif
