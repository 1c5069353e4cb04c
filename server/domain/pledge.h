/* Pledges: logged while they are announced, corrected, and taken step by step to the record. Each step is a journal
 * entry with who and when; nothing is overwritten without one. The steps allowed are a table (pledge_rules.h). */
#ifndef P2C_DOMAIN_PLEDGE_H
#define P2C_DOMAIN_PLEDGE_H

#include "domain/pledge_rules.h"
#include "store/read.h"
#include "store/tx.h"

enum { PLEDGE_PLEDGERS_MAX = 40, PLEDGE_COUNTRIES_MAX = 200, PLEDGE_TEXT_MAX = 8000 };

struct pledger_form {
	const char *entity_id; /* or by name: */
	const char *entity_name, *country;
	bool lead;
};
/* What may be said about a pledge; NULL leaves a field as it is (or empty in a new one), "" empties it. Another
 * session without a speaker takes the speaker away. */
struct pledge_form {
	const char *type, *title, *text, *language, *session_id, *speaker_id;
	const char *amount_value, *amount_currency; /* both or neither; clear_amount takes the amount away */
	const struct pledger_form *pledgers;
	const char *const *countries; /* alpha3 */
	size_t n_pledgers, n_countries;
	int64_t focus_areas;
	bool has_focus_areas, has_pledgers, has_countries, clear_amount;
};

/* Logs a pledge as heard in the room, or files it as submitted before the day. Required: type and one pledger. */
enum err pledge_log(
    struct tx *tx, const struct pledge_form *form, enum pledge_state state, struct pledge *out_pledge);
/* Is a pledge with this lead, type, title, text and amount filed already? Forms come twice; imports must not file
 * them twice. */
enum err pledge_is_filed(struct tx *tx, const struct pledge_form *form, bool *out_is_filed);
/* Corrects what the form names, if the row is still at `version`: ERR_STALE, and *out_pledge is then the row as it
 * is. */
enum err pledge_correct(
    struct tx *tx, const char *id, int64_t version, const struct pledge_form *form, struct pledge *out_pledge);
/* One step of the life cycle. `version` as above; 0 takes the row as it is. `form` (may be NULL) is said with the
 * step: the amount, session and speaker of an announcement. A withdrawal needs a reason. ERR_STEP with the present
 * state in words. */
enum err pledge_step(struct tx *tx, const char *id, int64_t version, enum pledge_step step,
    const struct pledge_form *form, const char *reason, struct pledge *out_pledge);

#endif
