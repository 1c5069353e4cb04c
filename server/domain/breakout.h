/* Breakout groups of a session as use cases: make groups, keep wishes, assign everybody (schedule/breakout.h says by
 * which rule), place somebody by hand. Whoever is invited to the session, said a wish or was placed takes part;
 * whoever moderates one of its groups has a place of their own and is not counted. Every change is journalled under
 * the topic groups, with the session as its subject. */
#ifndef P2C_DOMAIN_BREAKOUT_H
#define P2C_DOMAIN_BREAKOUT_H

#include "domain/import.h"
#include "schedule/breakout.h"
#include "store/groups.h"
#include "store/tx.h"

/* All groups of a session and everybody in and outside of them. */
struct breakout {
	const char *session_id;
	int64_t version, assigned_at; /* 0: has no groups yet; nobody was assigned */
	struct group_row *groups;     /* by position */
	size_t n_groups;
	struct group_member *members; /* by id */
	size_t n_members;
};
/* ERR_NOT_FOUND for a session that does not exist. */
enum err breakout_get(struct db *db, struct arena *arena, const char *session_id, struct breakout *out_breakout);
/* The index of the group, NULL when the id is none of its groups; and how many are in it. */
const struct group_row *breakout_group_find(const struct breakout *breakout, const char *group_id);
size_t breakout_size(const struct breakout *breakout, const char *group_id);
/* Where somebody comes from, as the spread sees it: a region of ITU as a key, "" for none. */
const char *breakout_region(const struct person *person);

/* What may be said about a group; NULL and 0 leave a field as it is, "" empties room, language or moderator. */
struct group_form {
	const char *name, *room_id, *language, *moderator_id;
	int64_t capacity; /* 1 to 1,000, never less than those in it */
};
/* Adds groups behind those that are there. ERR_INVALID with the field ("groups[2].capacity"), ERR_FIELD_MISSING. */
enum err breakout_add_groups(
    struct tx *tx, const char *session_id, const struct group_form *forms, size_t n, struct breakout *out_breakout);
/* ERR_STALE gives the row as it is now. */
enum err breakout_edit_group(
    struct tx *tx, const char *group_id, int64_t version, const struct group_form *form, struct group_row *out_group);
/* Whoever was in it stands outside; wishes for it are void. */
enum err breakout_remove_group(struct tx *tx, const char *group_id, struct breakout *out_breakout);

/* Replaces the wishes of somebody, who takes part from now on; their place stays until the next assignment.
 * ERR_INVALID for a group of another session, one said twice, or more than three. */
enum err breakout_wish(
    struct tx *tx, const char *session_id, const char *person_id, const char *const *wishes, size_t n);
/* They take part no longer, unless the session has invited them. */
enum err breakout_forget(struct tx *tx, const char *session_id, const char *person_id);
/* The same from a file, for the session that the options name: registration_id,wish1,wish2,wish3; a wish is a group's
 * name or its number. Told line by line, all or nothing, as import.h says. */
enum err breakout_import_wishes(struct tx *tx, const char *csv, size_t len, const struct import_options *options,
    struct import_report *out_report);

/* Assigns everybody anew; `keep_by_hand` leaves those alone who were placed by hand. ERR_CONFLICT without groups. */
enum err breakout_assign_all(struct tx *tx, const char *session_id, bool keep_by_hand, struct breakout *out_breakout);
/* Places somebody by hand, from another group or from outside. ERR_CONFLICT when the group is full, or they moderate
 * one. */
enum err breakout_place(struct tx *tx, const char *group_id, const char *person_id, struct breakout *out_breakout);
/* Takes somebody out; ERR_NOT_FOUND when they are not in it. */
enum err breakout_take_out(struct tx *tx, const char *group_id, const char *person_id, struct breakout *out_breakout);

#endif
