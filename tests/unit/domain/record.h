/* The acts of the record for tests: several people act, and each answer is a copy that lives as long as the day. */
#ifndef P2C_TESTS_RECORD_H
#define P2C_TESTS_RECORD_H

#include "domain/editing.h"
#include "domain/hearing.h"
#include "domain/pledge_history.h"
#include "domain/read_back.h"
#include "tests/unit/domain/day.h"

/* Any act as one change of this actor. */
enum err record_as(struct day_rig *day, const char *actor, enum err (*act)(struct tx *tx, void *ctx), void *ctx);

/* The last entry is this one, about pledges. */
void record_expect_entry(
    struct day_rig *day, const char *actor, const char *action, const char *subject, int64_t version);

enum err record_log(
    struct day_rig *day, const char *actor, const struct pledge_form *form, struct pledge *out_pledge);
enum err record_undo(struct day_rig *day, const char *id, int64_t version, struct pledge *out_pledge);
enum err record_hear(
    struct day_rig *day, const char *actor, const struct pledge_form *form, struct hearing *out_hearing);
enum err record_settle(struct day_rig *day, const char *id, int64_t version, const char *take,
    const struct pledge_form *form, struct hearing *out_hearing);
struct hearing record_hearing(struct day_rig *day, const char *id);
/* The code of a link for this pledge. */
enum err record_ask(struct day_rig *day, const char *pledge_id, const char *means, int64_t hours,
    char out_code[ACCESS_TOKEN_LEN + 1]);
/* Signs in with a code. */
enum err record_enter(struct day_rig *day, const char *code, struct login *out_login);
enum err record_answer(
    struct day_rig *day, const struct login *login, int64_t version, const char *answer, const char *name);

#endif
