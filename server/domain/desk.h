/* What a desk does with a registration besides check-in (arrival.h) and badges (badge_issue.h): approval,
 * confirmation, letter of accreditation, identity, handing over, and taking back whatever was done last. */
#ifndef P2C_DOMAIN_DESK_H
#define P2C_DOMAIN_DESK_H

#include "store/read.h"
#include "store/tx.h"

/* What may be said with an act; each reads what its comment names. NULL and false are "not said". */
struct desk_form {
	const char *desk;            /* every act */
	const char *by;              /* approve: the focal point · collect: who took it */
	const char *registration_id; /* confirm */
	const char *reason;          /* decline, merge, help */
	const char *state, *remark;  /* letter */
	const char *document;        /* identity: passport, id_card or other */
	const char *into;            /* merge: id of the row that counts */
	const char *words;           /* help */
	bool identity;               /* collect: whoever took it was looked at */
	int64_t at;   /* letter, identity, collect: when, if the server could not be reached then; else 0 */
	bool offline; /* the same: it was so */
};
/* Each act writes one entry and gives the person as they are then. ERR_NOT_FOUND, ERR_STEP by the table of
 * participant_rules.h, ERR_FIELD_MISSING and ERR_INVALID with the field. */
typedef enum err desk_act(struct tx *tx, const char *id, const struct desk_form *form, struct person *out_person);

/* The entity's focal point has granted the request. */
desk_act desk_approve;
/* The registration ID is final; another one may be given with it. */
desk_act desk_confirm;
/* The request is not granted; a badge that was issued is out of use. Not for somebody who is here. */
desk_act desk_decline;
/* The letter of accreditation was seen, is not needed, or is still to be seen. */
desk_act desk_letter;
/* The person showed who they are. */
desk_act desk_identity;
/* The badge was handed over. A VIP's goes to the person or to the collector who was named before, whose identity has
 * to be looked at. ERR_STEP without a badge, or when it was handed over before. */
desk_act desk_collect;
/* Takes back the last act of anybody on this person that was done within ten minutes, as a new act: check-in, badge
 * (out of use then), collect, letter, identity, approve, confirm, decline, merge. ERR_CONFLICT when there is none. */
desk_act desk_undo;

enum { DESK_UNDO_MINUTES = 10 };

#endif
