/* A day to test with: a store of its own in a temporary folder, a clock that stands where it is put, and the use
 * cases as changes. Each helper runs one change of desk-1, checks that its answer is what the store holds now, and
 * gives a copy that lives as long as the day. A refusal must have left the journal as it was; why it was refused is
 * in fault. */
#ifndef P2C_TESTS_DAY_H
#define P2C_TESTS_DAY_H

#include "domain/arrival.h"
#include "domain/badge_issue.h"
#include "domain/door.h"
#include "domain/event_mark.h"
#include "domain/floor.h"
#include "domain/participant.h"
#include "domain/pledge.h"
#include "domain/programme.h"
#include "store/journal.h"
#include "tests/unit/domain/own_store.h"

struct day_rig {
	struct own_store *own;
	struct store *store;
	struct db *db; /* a reader */
	struct arena *arena;
	struct clock *clock;
	struct fault fault; /* of the last change */
};

/* Tuesday 7 June 2022, 14:30 in Kigali, the zone of the day. */
static const int64_t DAY_START = 1654605000000;

int day_setup(void **state);
int day_teardown(void **state);
#define day_test(f) cmocka_unit_test_setup_teardown(f, day_setup, day_teardown)

/* Any act as one change. */
enum err day_run(struct day_rig *day, enum err (*act)(struct tx *tx, void *ctx), void *ctx);

/* The last entry of the journal, and how many there are. */
struct journal_entry day_last(struct day_rig *day);
int64_t day_entries(struct day_rig *day);
/* The last change was refused with this error, at this field ("" for none). */
void day_expect_fault(const struct day_rig *day, enum err err, const char *field);
/* The last entry is this one, of desk-1 or of another actor. */
void day_expect_entry(
    struct day_rig *day, const char *topic, const char *action, const char *subject, int64_t version);
void day_expect_entry_of(struct day_rig *day, const char *actor, const char *topic, const char *action,
    const char *subject, int64_t version);

enum err day_add(struct day_rig *day, const struct participant_form *form, struct person *out_person);
enum err day_edit(struct day_rig *day, const char *id, int64_t version, const struct participant_form *form,
    struct person *out_person);
enum err day_check_in(struct day_rig *day, const char *id, bool with_badge, struct check_in *out_check_in);
enum err day_badge(struct day_rig *day, const char *id, const char *reason, struct badge *out_badge);
enum err day_scan_as(struct day_rig *day, const struct door_form *form, struct door_answer *out_answer);
/* A plain scan at `main`, on the way in. */
struct door_answer day_scan(struct day_rig *day, const char *code);
/* Codes of another event. */
struct badge_code day_foreign_code(void);
/* Somebody of a company called Kariba Telecom, with that name. */
struct person day_somebody(struct day_rig *day, const char *display);
struct person day_person(struct day_rig *day, const char *id);

/* A planned panel of an hour from DAY_START on; its id. */
const char *day_session(struct day_rig *day, const char *title);
enum err day_put(struct day_rig *day, const struct agenda_session *session, const char *room, int64_t *out_version);

enum err day_request(
    struct day_rig *day, const char *session, const char *person, const char *code, struct speaker *out_speaker);
/* Somebody called so, waiting on the list of a session; and a speaker as the store has them now. */
struct speaker day_speaker(struct day_rig *day, const char *session, const char *display);
struct speaker day_speaker_now(struct day_rig *day, const char *id);
typedef enum err day_floor_act(struct tx *tx, const char *speaker_id, struct speaker *out_speaker);
/* floor_call, floor_end or floor_withdraw. */
enum err day_floor(struct day_rig *day, day_floor_act *act, const char *speaker, struct speaker *out_speaker);

enum err day_log(
    struct day_rig *day, const struct pledge_form *form, enum pledge_state state, struct pledge *out_pledge);
enum err day_correct(
    struct day_rig *day, const char *id, int64_t version, const struct pledge_form *form, struct pledge *out_pledge);
enum err day_step(struct day_rig *day, const char *id, int64_t version, enum pledge_step step,
    const struct pledge_form *form, const char *reason, struct pledge *out_pledge);
/* A pledge as the store has it now. */
struct pledge day_pledge_now(struct day_rig *day, const char *id);
enum err day_rate(struct day_rig *day, const char *currency, const char *valid_on, const char *per_usd);

#endif
