/* See scan.h. */
#include "domain/scan.h"

#include "badges/code.h"
#include "base/clock.h"
#include "base/jsonw.h"
#include "domain/participant_note.h"
#include "domain/participant_rules.h"
#include "store/write.h"

#include <string.h>

const char *const SCAN_RESULT_NAMES[SCAN_MAX] = { "admitted", "already", "revoked", "refused", "unknown" };

/* Who holds this code: SCAN_UNKNOWN, SCAN_REVOKED, SCAN_REFUSED when the approval was taken back, or SCAN_ADMITTED as
 * far as the badge goes. */
static enum err judge_code(struct tx *tx, const char *code, struct scan *scan)
{
	char clean[BADGE_CODE_QR_LEN + 1];
	struct badge badge;
	*scan = (struct scan){ .result = SCAN_UNKNOWN, .reason = err_words(ERR_CODE_UNKNOWN) };
	if (badge_code_normalise(code, strlen(code), clean) == BADGE_CODE_NEITHER)
		return OK;
	enum err err = badge_find(tx_db(tx), tx_arena(tx), clean, &badge);
	if (err)
		return err == ERR_NOT_FOUND ? OK : err;
	err = person_get(tx_db(tx), tx_arena(tx), badge.person_id, &scan->person);
	if (err)
		return err;
	scan->result = SCAN_ADMITTED;
	scan->reason = "";
	if (strcmp(badge.state, "issued") != 0) {
		scan->result = SCAN_REVOKED;
		scan->reason = err_words(ERR_BADGE_REVOKED);
	} else if (!person_is_approved(&scan->person)) {
		scan->result = SCAN_REFUSED;
		scan->reason = "This registration is not approved. Send the person to the help desk.";
	}
	return OK;
}

static enum err note_scan(struct tx *tx, const struct scan *scan, const char *point)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "point", point);
	jsonw_text(&w, "result", SCAN_RESULT_NAMES[scan->result]);
	jsonw_object_end(&w);
	return participant_note_fact(tx, "scan", &scan->person, buf_keep(&out, tx_arena(tx)));
}

enum err participant_scan(struct tx *tx, const char *code, const char *point, struct scan *out_scan)
{
	struct scan scan;
	if (strcmp(point, "main") != 0)
		return fault_set(tx_fault(tx), ERR_INVALID, "point", "There is no scan point \"%.40s\".", point);
	enum err err = judge_code(tx, code, &scan);
	if (!err && scan.result == SCAN_ADMITTED) {
		bool first;
		err = presence_set(tx_db(tx), scan.person.id, point, tx_now(tx), tx_actor(tx), &first);
		if (!err && !first) {
			int64_t at = 0;
			char when[CLOCK_RFC3339_LEN + 1];
			err = presence_get(tx_db(tx), scan.person.id, point, &at);
			scan.result = SCAN_ALREADY;
			scan.reason = arena_printf(tx_arena(tx), "Admitted before, %s.", clock_rfc3339(at, when));
		}
	}
	if (!err && scan.person.id)
		err = note_scan(tx, &scan, point);
	if (!err)
		*out_scan = scan;
	return err;
}
