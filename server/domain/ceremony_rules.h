/* Pure decisions about a signing ceremony: which step leads where, what counts as authority to sign, and in which
 * order the signatories come. No store, no clock; texts and hashes are ceremony_text.h's. */
#ifndef P2C_DOMAIN_CEREMONY_RULES_H
#define P2C_DOMAIN_CEREMONY_RULES_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- a declaration: draft → open → closed, and open again for accession ---- */

enum declaration_step {
	DECLARATION_OPEN,
	DECLARATION_CLOSE,
	DECLARATION_REOPEN,
	DECLARATION_LAUNCH,
	DECLARATION_STEP_MAX
};
const char *declaration_step_name(enum declaration_step step);
/* DECLARATION_STEP_MAX when unknown. */
enum declaration_step declaration_step_find(const char *name);
/* The state the step leads to; NULL when the table does not allow it from there. A launch leaves the state as it is.
 */
const char *declaration_rules_step(const char *from, enum declaration_step step);

/* ---- a signatory: expected, called, signed, absent, late, declined ---- */

enum signatory_step {
	SIGNATORY_CALL,
	SIGNATORY_ABSENT,
	SIGNATORY_LATE,
	SIGNATORY_DECLINE,
	SIGNATORY_RETURN,
	SIGNATORY_PHOTO,
	SIGNATORY_SIGN_TABLET, /* the last three are taken by signing.h, not by name */
	SIGNATORY_SIGN_PAPER,
	SIGNATORY_ANNUL,
	SIGNATORY_STEP_MAX
};
const char *signatory_step_name(enum signatory_step step);
/* Of the steps one can ask for; SIGNATORY_STEP_MAX when unknown. */
enum signatory_step signatory_step_find(const char *name);
/* As above. A photo leaves the state as it is. */
const char *signatory_rules_step(const char *from, enum signatory_step step);
/* May he or she still be called: expected, and late after all who are expected. */
bool signatory_is_waiting(const char *state);

/* ---- authority ----
 * The Vienna Convention on the Law of Treaties, article 7: full powers, or an office that needs none (heads of State
 * and of Government, ministers for foreign affairs). By analogy a delegation's credentials and an organisation's
 * mandate. */

/* Is it a known kind for that state ("seen", "not_needed")? An empty kind is one for "unseen" only. */
bool authority_is_valid(const char *state, const char *kind);
/* The kind when only "seen" was said: full powers of a government, the mandate of everybody else. */
const char *authority_default_kind(const char *entity_type);
bool authority_allows(const char *state);

/* ---- the order ----
 * protocol: rank of the named person (heads of State or Government, ministers, deputy ministers, heads of UN agencies
 * and of regulators, ambassadors, the rest), then as alphabetical. alphabetical: States by their name in the host
 * language, then organisations by theirs, with that language's own alphabet and accents ignored (domain/collate.h).
 * hand: as it was arranged. */

bool order_is_known(const char *order);

struct order_entry {
	const char *category; /* of the named person, "" for nobody */
	const char *key;      /* sort key of the name (collate_keys) */
	int64_t hand;
	bool is_state;
	size_t index; /* the caller's */
};
/* Sorts by that order; equal entries by hand. */
void order_sort(const char *order, struct order_entry *entries, size_t n);

#endif
