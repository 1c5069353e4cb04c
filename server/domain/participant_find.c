/* See participant_find.h. */
#include "domain/participant_find.h"

#include "badges/code.h"

#include <string.h>

enum err participant_of_badge(struct tx *tx, const char *code, struct person *out_person)
{
	char clean[BADGE_CODE_QR_LEN + 1];
	struct badge badge;
	if (badge_code_normalise(code, strlen(code), clean) == BADGE_CODE_NEITHER)
		return fault_set(tx_fault(tx), ERR_CODE_UNKNOWN, "code", NULL);
	enum err err = badge_find(tx_db(tx), tx_arena(tx), clean, &badge);
	if (err == ERR_NOT_FOUND)
		return fault_set(tx_fault(tx), ERR_CODE_UNKNOWN, "code", NULL);
	if (!err && strcmp(badge.state, "issued") != 0)
		return fault_set(tx_fault(tx), ERR_BADGE_REVOKED, "code", NULL);
	return err ? err : person_get(tx_db(tx), tx_arena(tx), badge.person_id, out_person);
}
