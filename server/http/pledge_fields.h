/* The fields in which a browser says something about a pledge, for every address that takes them. */
#ifndef P2C_HTTP_PLEDGE_FIELDS_H
#define P2C_HTTP_PLEDGE_FIELDS_H

#include "domain/pledge_form.h"
#include "http/fields.h"
#include "http/request.h"

struct pledge_fields {
	struct pledge_form form; /* what was said, for the use case */
	/* As they came; pledge_fields_read moves them into the form. */
	enum field_said later, open;
	struct field_ints sdgs;
	struct field_list focus_areas, countries;
	struct field_rows pledgers;
	bool no_initiative, no_target, no_slip;
	/* Only where the address takes them. */
	const char *state, *reason;
};

/* Reads the body into *out (zeroed by the caller) by the fields of a pledge and by `more` (ended with FIELDS_END),
 * whose offsets are those of `out`, a struct that begins with struct pledge_fields. Errors as fields_read. */
enum err pledge_fields_read(struct request *request, const struct field *more, struct pledge_fields *out);

/* An entity as a body names it: by its id, or by its name. */
struct pledger_fields {
	const char *entity, *entity_name, *country;
	bool lead;
};
extern const struct field PLEDGER_FIELDS[];
struct pledger_form pledger_fields_form(const struct pledger_fields *said);

#endif
