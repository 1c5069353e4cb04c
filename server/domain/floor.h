/* The floor: who asked for it, who has it, who had it. One list a session, one speaker at a time. Each act is one
 * change with one journal entry that can be taken back; what is decided without looking at the database is
 * floor_rules.h. */
#ifndef P2C_DOMAIN_FLOOR_H
#define P2C_DOMAIN_FLOOR_H

#include "domain/floor_rules.h"
#include "store/tx.h"

/* The rules of a list until somebody sets others; three minutes a statement, as at recent plenipotentiary
 * conferences. */
enum { FLOOR_ALLOTTED_SECONDS = 180, FLOOR_AMBER_SECONDS = 30, FLOOR_CORRECTION_MINUTES = 60 };

/* The rules of a session's list. ERR_NOT_FOUND when there is no such session. */
enum err floor_list_rules(struct db *db, struct arena *arena, const char *session_id, struct floor *out_floor);

/* Who asks for the floor, by id or by the code of a badge, and how; what is not said is the usual: a statement, in
 * the room, for as long as the rules give. */
struct floor_form {
	const char *person_id, *code, *kind;
	const char *speaks_for; /* the group whose spokesperson this is */
	const int64_t *allotted_seconds;
	bool remote, prior;
};
/* Puts a person on the list where the rule says. ERR_BADGE_REVOKED, ERR_CODE_UNKNOWN; ERR_CONFLICT when the person
 * (or, where the rules want one speaker an entity, the entity) is on the list already; ERR_STEP when it is closed. */
enum err floor_request(
    struct tx *tx, const char *session_id, const struct floor_form *form, struct speaker *out_speaker);

/* One act on one speaker; *out_speaker is that row afterwards. ERR_STEP with the state when it is not possible from
 * there. */
typedef enum err floor_act(struct tx *tx, const char *speaker_id, struct speaker *out_speaker);
/* Gives the floor. Whoever has it in that session has delivered; a point of order interrupts instead, and that
 * statement's clock runs on when the point of order ends. */
floor_act floor_call;
/* Ends the statement. */
floor_act floor_end;
/* Takes a waiting speaker off the list; kept as withdrawn. */
floor_act floor_withdraw;
/* Holds the clock of who speaks, and lets it run again. */
floor_act floor_pause, floor_resume;

/* A waiting speaker will not be heard; `statement` is the text as handed in, NULL for none. */
enum err floor_undelivered(struct tx *tx, const char *speaker_id, const char *statement, struct speaker *out_speaker);
/* Puts a waiting speaker by hand before another one of that list, or at its end (NULL). No clock is touched. */
enum err floor_move(struct tx *tx, const char *speaker_id, const char *before_id, struct speaker *out_speaker);

/* What may be corrected; NULL leaves a member as it is. */
struct floor_edit {
	const char *speaks_for, *language, *statement, *kind;
	const int64_t *allotted_seconds;
	const bool *remote;
};
/* Changes what the form names, if the row is still at `version`: ERR_STALE, and *out_speaker is then the row as it
 * is. ERR_STEP for a text or language after the time for corrections, and for the rest once the statement has ended.
 * What turns out to be a point of order goes to the head of the list.
 */
enum err floor_edit(struct tx *tx, const char *speaker_id, int64_t version, const struct floor_edit *form,
    struct speaker *out_speaker);

struct floor_rules_form {
	const char *order; /* keys of floor_rules.h separated by spaces */
	const bool *one_per_entity;
	const int64_t *allotted_seconds, *amber_seconds, *correction_minutes;
};
/* Sets rules; who is on the list already stays where they are (floor_list_sort). ERR_STALE, ERR_INVALID with the
 * field. */
enum err floor_list_set(struct tx *tx, const char *session_id, int64_t version, const struct floor_rules_form *form);

/* One act on a whole list. */
typedef enum err floor_list_act(struct tx *tx, const char *session_id);
/* Orders by the rule who was not placed by hand. */
floor_list_act floor_list_sort;
/* Ends the list: who waits is kept as undelivered, and nobody is added. ERR_STEP when it is closed already. */
floor_list_act floor_list_close;
/* Opens it again; whoever was cut off by the close waits again. */
floor_list_act floor_list_reopen;
/* Takes the last act on the list back; again, the one before it. `seq` as the reader saw it, 0 whichever is the last:
 * ERR_STALE when another act is the last by now. ERR_CONFLICT when there is nothing left. */
enum err floor_list_undo(struct tx *tx, const char *session_id, int64_t seq);

#endif
