/* Pledges: logged while they are announced, corrected, and taken step by step to the record. Each step is a journal
 * entry with who and when; nothing is overwritten without one. The steps allowed are a table (pledge_rules.h). */
#ifndef P2C_DOMAIN_PLEDGE_H
#define P2C_DOMAIN_PLEDGE_H

#include "domain/pledge_form.h"
#include "domain/pledge_rules.h"

enum { PLEDGE_SLIPS_MAX = 300 };

/* "P-0007"; text in the arena. */
const char *pledge_number(struct arena *arena, const struct pledge *pledge);

/* A pledge of which nothing is said yet: empty texts, no sums, nobody. For whoever fills one in. */
struct pledge pledge_blank(const char *id);
/* Logs a pledge as heard in the room, or files it as submitted before the day. Required: the type, and somebody who
 * pledges: named, or by a badge, or whoever speaks. ERR_SLIP_KEYED when its slip of paper was keyed in before, and
 * *out_pledge is then the pledge that has it (from the other two acts as well). */
enum err pledge_log(
    struct tx *tx, const struct pledge_form *form, enum pledge_state state, struct pledge *out_pledge);
/* Is a pledge with this lead, type, title, text and amount filed already (withdrawn, if that is the state asked for)?
 * Forms come twice; imports must not file them twice. */
enum err pledge_is_filed(struct tx *tx, const struct pledge_form *form, enum pledge_state state, bool *out_is_filed);
/* Corrects what the form names, if the row is still at `version`: ERR_STALE, and *out_pledge is then the row as it
 * is. */
enum err pledge_correct(
    struct tx *tx, const char *id, int64_t version, const struct pledge_form *form, struct pledge *out_pledge);
/* One step of the life cycle. `version` as above; 0 takes the row as it is. `form` (may be NULL) is said with the
 * step: the amount, session and speaker of an announcement. A withdrawal needs a reason, a publication that
 * consent was not refused. ERR_STEP with the present state in words. */
enum err pledge_step(struct tx *tx, const char *id, int64_t version, enum pledge_step step,
    const struct pledge_form *form, const char *reason, struct pledge *out_pledge);
/* Adds a pledger, who does not lead, to a pledge that is open. ERR_STEP when it is not, ERR_CONFLICT for an entity
 * that pledges in it already. */
enum err pledge_join(
    struct tx *tx, const char *id, int64_t version, const struct pledger_form *pledger, struct pledge *out_pledge);
/* Takes the next `count` numbers for slips of paper: *out_from and those that follow. ERR_INVALID for none or more
 * than PLEDGE_SLIPS_MAX. */
enum err pledge_slips(struct tx *tx, int64_t count, int64_t *out_from);

/* ---- for the record (pledge_history.c, hearing.c) ---- */

/* The row; a version other than the expected one (0 expects any) is ERR_STALE, and *out_pledge is then the row as it
 * is. */
enum err pledge_expect(struct tx *tx, const char *id, int64_t version, struct pledge *out_pledge);
/* Writes the row that was `before` as it shall be, with its journal entry, totals and hearings; its version goes up.
 * ERR_SLIP_KEYED as pledge_log. */
enum err pledge_put(
    struct tx *tx, const struct pledge *before, struct pledge *pledge, const char *action, struct pledge *out_pledge);
/* The pledge as the journal writes it; pledge_history.h reads it. */
const char *pledge_json(struct tx *tx, const struct pledge *pledge);

#endif
