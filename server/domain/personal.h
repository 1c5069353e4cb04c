/* What concerns one person on the day: the sessions they speak in, are invited to, sit or have a group in, sign at,
 * or are on the speakers' list of. For whoever holds the badge or the link (personal_link.h). Only looks. */
#ifndef P2C_DOMAIN_PERSONAL_H
#define P2C_DOMAIN_PERSONAL_H

#include "schedule/expected.h"
#include "store/read.h"

/* Of several in one session the first counts. The first four are those of enum person_role. */
enum personal_role {
	PERSONAL_SPEAKER,
	PERSONAL_CHAIR,
	PERSONAL_MODERATOR,
	PERSONAL_PANELLIST,
	PERSONAL_SIGNATORY,
	PERSONAL_ON_FLOOR,
	PERSONAL_GROUP,
	PERSONAL_SEAT,
	PERSONAL_INVITED,
	PERSONAL_ROLE_MAX
};
const char *personal_role_key(enum personal_role role);

struct personal_item {
	const struct agenda_session *session;
	enum personal_role role;
	const char *seat; /* "" for none */
	struct {
		const char *id, *name, *room; /* id "" for none; room: id, of the group or the session */
	} group;
	struct {
		const char *state; /* of enum floor_state; NULL when not on the list */
		int64_t position;  /* 1 is the next to speak; 0 when they do not wait */
		int64_t waiting;   /* how many wait */
	} speaking;
};

/* Everything lives in the arena. */
struct personal {
	struct agenda agenda;
	struct agenda_rows rows;
	const struct expected *times; /* of the whole agenda */
	struct personal_item *items;  /* by expected start */
	size_t n_items;
};
enum err personal_get(struct db *db, struct arena *arena, const char *person_id, struct personal *out_personal);

/* Who holds the badge of this code, long or short. ERR_CODE_UNKNOWN, ERR_BADGE_REVOKED. */
enum err personal_of_badge(struct db *db, struct arena *arena, const char *code, struct person *out_person);

#endif
