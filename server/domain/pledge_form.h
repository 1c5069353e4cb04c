/* What is said about a pledge, and how it becomes the row: every field is checked, money gets its estimate, entities
 * are found by name. Nothing is written but entities that are new. Not for the life cycle (pledge_rules.h) nor for
 * the acts (pledge.h). */
#ifndef P2C_DOMAIN_PLEDGE_FORM_H
#define P2C_DOMAIN_PLEDGE_FORM_H

#include "store/read.h"
#include "store/tx.h"

enum { PLEDGE_PLEDGERS_MAX = 40, PLEDGE_COUNTRIES_MAX = 200, PLEDGE_TEXT_MAX = 8000 };

struct pledger_form {
	const char *entity_id; /* or by name: */
	const char *entity_name, *entity_type, *country;
	bool lead;
};
/* NULL leaves a field as it is (or empty in a new pledge), "" empties it. Another session without a speaker takes the
 * speaker away. */
struct pledge_form {
	const char *type, *title, *text, *language, *session_id, *speaker_id;
	const char *amount_value, *amount_currency; /* both or neither; clear_amount takes the amount away */
	const char *rate, *rate_on;                 /* of an estimate frozen before; NULL: by the rate of today */
	const char *badge_code;                     /* instead of pledgers: the entity of whoever wears it */
	const char *words[PLEDGE_WORD_MAX];
	const struct pledger_form *pledgers;
	const char *const *countries; /* alpha3 */
	const int64_t *sdgs;          /* 1 to 17 */
	size_t n_pledgers, n_countries, n_sdgs;
	int64_t focus_areas;
	bool later, open;
	bool has_focus_areas, has_pledgers, has_countries, has_sdgs, has_later, has_open, clear_amount;
};

/* Puts what the form says into the pledge. Who pledges when nobody is named: the entity of the badge, else of the
 * speaker. Errors name the field; the pledge may then be half filled and is thrown away. */
enum err pledge_form_fill(struct tx *tx, const struct pledge_form *form, struct pledge *pledge);
/* Adds a pledger at the end. ERR_CONFLICT when it pledges already. */
enum err pledge_form_join(struct tx *tx, const struct pledger_form *form, struct pledge *pledge);
/* A free text of at most PLEDGE_TEXT_MAX bytes; NULL leaves *out_text as it is. */
enum err pledge_form_text(struct tx *tx, const char *field, const char *said, const char **out_text);

#endif
