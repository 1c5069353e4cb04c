/* See participant_find.h. */
#include "domain/participant_find.h"

#include "badges/code.h"
#include "domain/fold.h"

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

static enum err find_by_code(
    struct db *db, struct arena *arena, const char *clean, struct person **out_persons, size_t *out_n)
{
	struct badge badge;
	struct person *person = arena_new(arena, struct person);
	enum err err = badge_find(db, arena, clean, &badge);
	if (!err)
		err = person_get(db, arena, badge.person_id, person);
	*out_persons = person;
	*out_n = err ? 0 : 1;
	return err == ERR_NOT_FOUND ? OK : err;
}

enum err participant_find(struct db *db, struct arena *arena, const char *text, int64_t limit,
    struct person **out_persons, size_t *out_n, int64_t *out_total)
{
	char clean[BADGE_CODE_QR_LEN + 1];
	if (badge_code_normalise(text, strlen(text), clean) != BADGE_CODE_NEITHER) {
		enum err err = find_by_code(db, arena, clean, out_persons, out_n);
		*out_total = (int64_t)*out_n;
		if (err || *out_n)
			return err;
	}
	struct person_query query = { .limit = limit };
	char *rest = NULL;
	for (char *term = strtok_r(fold_plain(arena, text), " ", &rest); term && query.n_terms < PERSON_TERMS;
	     term = strtok_r(NULL, " ", &rest))
		query.terms[query.n_terms++] = term;
	return person_search(db, arena, &query, out_persons, out_n, out_total);
}
