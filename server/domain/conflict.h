/* What was done at a desk or a door while the server could not be asked and does not fit what it knows: kept, shown,
 * settled by a person. Nothing that arrives late is refused for such a reason, and nothing is dropped. */
#ifndef P2C_DOMAIN_CONFLICT_H
#define P2C_DOMAIN_CONFLICT_H

#include "store/door.h"
#include "store/tx.h"

enum conflict_kind {
	CONFLICT_DOUBLE_ARRIVAL, /* a desk checked in somebody who had arrived */
	CONFLICT_DOUBLE_ENTRY,   /* a door admitted a badge that was inside already */
	CONFLICT_REVOKED_BADGE,  /* a door admitted a badge that had been replaced before */
	CONFLICT_UNKNOWN_CODE,   /* a door admitted a code that belongs to nobody */
	CONFLICT_NOT_ALLOWED,    /* a door admitted somebody who may not enter there */
	CONFLICT_STALE_PERSON,   /* a desk acted on somebody whose registration had changed meanwhile */
	CONFLICT_KIND_MAX
};
/* "double_entry" */
const char *conflict_kind_name(enum conflict_kind kind);

struct conflict_said {
	enum conflict_kind kind;
	int64_t at;            /* when it was done, ms UTC */
	const char *desk;      /* the name of the desk; NULL where it was a door */
	const char *point;     /* the scan point; NULL where it was a desk */
	const char *person_id; /* NULL when nobody is known */
	int64_t card;          /* serial of a transferable card; 0 for none */
	const char *code;      /* what was scanned; NULL for nothing */
	const char *words;     /* one sentence: what does not fit */
};
/* Keeps a conflict as one of whoever acts in this change, and journals it (topic doors). *out_id may be NULL. */
enum err conflict_note(struct tx *tx, const struct conflict_said *said, const char **out_id);

enum conflict_take { CONFLICT_KEEP, CONFLICT_UNDO, CONFLICT_TAKE_MAX };
struct conflict_settling {
	enum conflict_take take;
	const char *words;
	bool only_doors; /* by somebody of the doors: they settle what doors did, a desk's is none of theirs */
};
/* Settles it: KEEP leaves things as they are; UNDO takes the presence at that point back (of double_entry,
 * revoked_badge and not_allowed; ERR_STEP for the others: they are taken back at the desk). ERR_NOT_FOUND, ERR_STEP
 * when it is settled already, ERR_INVALID for more than 300 characters. */
enum err conflict_resolve(
    struct tx *tx, const char *id, const struct conflict_settling *how, struct conflict *out_conflict);

#endif
