/* The questions one can ask the store, and the rows that answer them. Text lives in the arena that was passed in and
 * is never NULL unless said; 0 stands for an instant that has not come. Not for changes (write.h) and not for rules
 * (domain/). Every function answers OK, ERR_NOT_FOUND where one row was asked for, or ERR_BROKEN. */
#ifndef P2C_STORE_READ_H
#define P2C_STORE_READ_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;

struct entity {
	const char *id, *name, *type, *country;
	int64_t version;
};

struct badge {
	int64_t serial; /* 0: no badge */
	const char *code, *qr, *state, *issued_by, *reason, *person_id, *desk;
	int64_t issued_at, revoked_at;
	const char *collected_by, *collected_desk; /* to whom and where it was handed over */
	int64_t collected_at;
};

struct person {
	const char *id, *registration_id, *display, *given, *family, *latin, *title, *category, *roles, *language,
	    *email, *state;
	const char *arrived_by, *gender; /* f, m, x or "" */
	int64_t version, arrived_at;
	struct entity entity;
	struct badge badge; /* the active one */

	/* How the registration stands; who saw to it. Rules are domain/participant_rules.h. */
	const char *approved_by; /* the entity's focal point */
	int64_t approved_at, confirmed_at, identity_at, letter_at, photo_at, created_at;
	const char *letter; /* of accreditation: unseen, seen or not_needed */
	const char *letter_by, *identity_by, *arrived_desk;
	const char *collector;   /* who else may take the badge of a VIP; "" nobody */
	const char *expected_on; /* the date, "2022-06-08", or "" */
	const char *merged_into; /* the row that counts instead of this one; "" for one that counts itself */
	struct {
		const char *id, *name, *registration_id; /* whom they accompany; "" nobody */
	} host;
	struct {
		const char *id, *reason; /* the case at the help desk that is open; "" none */
		int64_t at;
	} help;
	bool walk_in, remote;
	const char *rooms;      /* ids of those the category may enter; "" is all of them */
	bool vip, photo_needed; /* by the category, too */
};

enum err person_get(struct db *db, struct arena *arena, const char *id, struct person *out_person);
enum err person_by_registration(
    struct db *db, struct arena *arena, const char *registration_id, struct person *out_person);
enum err person_count(struct db *db, int64_t *out_n);
/* Everybody by registration ID, one call each; `each` stops the walk by answering something other than OK. */
enum err person_each(struct db *db, enum err (*each)(void *ctx, const struct person *person), void *ctx);

enum err badge_get(struct db *db, struct arena *arena, int64_t serial, struct badge *out_badge);
/* By what the QR carries (20 characters) or by the short code, both normalised. */
enum err badge_find(struct db *db, struct arena *arena, const char *code, struct badge *out_badge);
enum err badge_history(
    struct db *db, struct arena *arena, const char *person_id, struct badge **out_badges, size_t *out_n);

struct arrivals {
	int64_t arrived, expected; /* of all whose request was granted */
	struct {
		int64_t at, count;
	} quarters[200];
	size_t n_quarters;
};
enum err arrivals_get(struct db *db, struct arrivals *out_arrivals);

enum err entity_get(struct db *db, struct arena *arena, const char *id, struct entity *out_entity);
/* By folded name, and country when it is not empty. */
enum err entity_find(
    struct db *db, struct arena *arena, const char *folded, const char *country, struct entity *out_entity);
enum err entity_search(struct db *db, struct arena *arena, const char *folded, int64_t limit,
    struct entity **out_entities, size_t *out_n);

/* The agenda's rows as they stand; domain/agenda.h makes a struct agenda of them. */
struct room_row {
	const char *id, *name, *level, *languages; /* languages: interpretation channels in their order, "en fr" */
	int64_t version, capacity, position, equipment, turn_round_minutes, plan_x, plan_y;
};
struct room_text_row {
	const char *room_id, *language, *name, *way;
};
struct session_row {
	const char *id, *code, *kind, *state, *room_id, *language; /* room_id is "" for none */
	const char *moved_room_id, *reason;                        /* "" for none */
	int64_t version, starts_at, ends_at, delay_minutes, focus_areas, capacity, equipment, interpretation;
	int64_t started_at, ended_at, moved_starts_at, overrun_minutes; /* 0 for not yet, not moved */
	bool by_invitation, is_fixed, needs_high_level;
};
struct session_text_row {
	const char *session_id, *language, *title, *abstract;
};
struct session_person_row {
	const char *session_id, *person_id, *name, *role, *entity, *country;
};
struct cochair_row {
	int64_t focus_area;
	const char *display, *latin, *entity, *country, *seat, *person_id;
};
struct agenda_rows {
	struct room_row *rooms;
	struct room_text_row *room_texts;
	struct session_row *sessions;
	struct session_text_row *texts;
	struct session_person_row *persons;
	struct cochair_row *cochairs;
	size_t n_rooms, n_room_texts, n_sessions, n_texts, n_persons, n_cochairs;
};
/* All of it; with a session, the texts and persons of that one only and no co-chairs. */
enum err agenda_rows_get(struct db *db, struct arena *arena, const char *session_id, struct agenda_rows *out_rows);
/* What expected times need, and the texts of that session only. */
enum err agenda_rows_around(struct db *db, struct arena *arena, const char *session_id, struct agenda_rows *out_rows);
/* Is somebody a high-level participant of a Member: of a government, in a category for VIPs? */
enum err person_is_high_level(struct db *db, const char *person_id, bool *out_is);
/* 0 when there is no such room. */
enum err room_version(struct db *db, const char *id, int64_t *out_version);
enum err session_version(struct db *db, const char *id, int64_t *out_version);

struct speaker {
	const char *id, *session_id, *person_id, *state, *display, *latin, *title, *category;
	int64_t version, position, requested_at, started_at, ended_at, allotted_seconds;
	struct entity entity;
	const char *kind, *speaks_for, *language, *statement, *gender;
	int64_t paused_at, paused_ms; /* 0 unless the clock is held; the pauses that have ended */
	int64_t spoke_before;         /* how often this person has had the floor elsewhere, or earlier */
	int64_t rank;                 /* place in the protocol: VIP categories first, in their order */
	bool remote, prior, by_hand;
};
enum err speaker_get(struct db *db, struct arena *arena, const char *id, struct speaker *out_speaker);
/* By position. */
enum err speaker_list(
    struct db *db, struct arena *arena, const char *session_id, struct speaker **out_speakers, size_t *out_n);
/* Who has the floor anywhere; ERR_NOT_FOUND when nobody has. */
enum err speaker_now(struct db *db, struct arena *arena, struct speaker *out_speaker);

/* How the list of a session is run. */
struct floor {
	const char *session_id, *order; /* keys separated by spaces (domain/floor_rules.h) */
	int64_t version, allotted_seconds, amber_seconds, correction_minutes, closed_at;
	int64_t undo_seq, acted_at; /* the journal entry that an undo takes back next; when somebody last acted */
	bool one_per_entity;
};
/* ERR_NOT_FOUND for a list that nobody has acted on yet. */
enum err floor_get(struct db *db, struct arena *arena, const char *session_id, struct floor *out_floor);
/* The session on whose open list somebody acted last, not before `since`; ERR_NOT_FOUND when there is none. */
enum err floor_latest(struct db *db, struct arena *arena, int64_t since, const char **out_session_id);

/* What the wall was told to show. */
struct wall_text {
	const char *language, *words;
};
struct wall {
	const char *scene, *previous;
	int64_t version, since; /* 0: nobody has chosen yet */
	struct wall_text *texts;
	size_t n_texts;
};
enum err wall_get(struct db *db, struct arena *arena, struct wall *out_wall);

struct pledger {
	struct entity entity;
	bool lead;
};
/* The single texts of a pledge beyond the least, by column (domain/pledge_words.h); "" or NULL is "not said". */
enum pledge_word {
#define PLEDGE_WORD(id, name, most, kind, choices) PLEDGE_##id,
#include "store/pledge_words.def"
#undef PLEDGE_WORD
	PLEDGE_WORD_MAX
};
/* One time the pledge was read back to its pledger, or confirmed without asking; answer "" while it is open. */
struct read_back {
	const char *id; /* "" for none */
	const char *pledge_id, *means, *asked_by, *answer, *name, *remark, *device;
	int64_t round, asked_at, expires_at, answered_at;
};
/* What stands beside a pledge; not for the public. */
struct pledge_record {
	const char *editor; /* "" for nobody; it counts between the two instants */
	int64_t editing_since, editing_until;
	bool hearing_differs;       /* a second ear heard it otherwise, and nobody has settled it */
	struct read_back read_back; /* the last round */
};
struct pledge {
	const char *id, *state, *type, *title, *body, *currency, *rate, *rate_on, *language, *session_id, *speaker_id,
	    *by_actor, *reason;
	const char *words[PLEDGE_WORD_MAX];
	int64_t version, number, focus_areas, heard_at, confirmed_at, created_at, changed_at;
	int64_t amount_minor, usd_minor; /* 0: none */
	int64_t sdgs;                    /* bit n: Sustainable Development Goal n */
	bool later, open;                /* to be announced later; others may still join */
	struct pledger *pledgers;
	const char **countries;
	size_t n_pledgers, n_countries;
	struct pledge_record record;
};
enum { PLEDGE_TERMS = 5 };
struct pledge_query {
	const char *state, *session_id, *entity_id; /* "" is any */
	const char *terms[PLEDGE_TERMS];            /* folded words, each the beginning of one; NULL is any */
	int64_t limit;
};
enum err pledge_get(struct db *db, struct arena *arena, const char *id, struct pledge *out_pledge);
/* Newest change first. */
enum err pledge_list(
    struct db *db, struct arena *arena, const struct pledge_query *query, struct pledge **out_pledges, size_t *out_n);
/* Heard or further and not withdrawn, newest first: what the wall shows. */
struct pledge_mark {
	const char *id;
	int64_t version;
};
enum err pledge_on_wall(
    struct db *db, struct arena *arena, int64_t limit, struct pledge_mark **out_marks, size_t *out_n);
/* Every pledge by number, for the export. */
enum err pledge_all(struct db *db, struct arena *arena, struct pledge **out_pledges, size_t *out_n);

/* The pledge that was keyed in from this slip and is not withdrawn. */
enum err pledge_by_slip(struct db *db, struct arena *arena, const char *slip, struct pledge *out_pledge);
/* How many pledges say the same: lead pledger, type, title, text and amount, and withdrawn or not. */
enum err pledge_count_same(struct db *db, const struct pledge *pledge, int64_t *out_n);

/* The rate of a currency valid on a date: units for one US dollar. */
enum err rate_get(struct db *db, struct arena *arena, const char *currency, const char *on, const char **out_per_usd,
    const char **out_valid_on);

struct account {
	const char *id, *name, *roles, *password_hash;
};
enum err account_get(struct db *db, struct arena *arena, const char *name, struct account *out_account);
enum err account_count(struct db *db, int64_t *out_n);

struct login {
	const char *name, *roles;
	const char *scope; /* what it is limited to: the id of a read-back; "" for nothing */
	int64_t expires_at;
};
/* The login that this token's hash (32 bytes) belongs to and that has not ended. */
enum err login_get(
    struct db *db, struct arena *arena, const unsigned char token_hash[32], int64_t now, struct login *out_login);

#endif
