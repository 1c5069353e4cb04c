/* The changes one can make to rows; only inside a change that the writer runs (store.h). Each function does what it
 * says and nothing else: rules, journal and versions to expect are the business of domain/. Text is copied by the
 * database. Every function answers OK, ERR_CONFLICT for a violated constraint, ERR_DISK_FULL, ERR_BROKEN. */
#ifndef P2C_STORE_WRITE_H
#define P2C_STORE_WRITE_H

#include "store/read.h"

/* ERR_CONFLICT when another one is called so in that country. */
enum err entity_put(struct db *db, const struct entity *entity, const char *folded);
enum err entity_add(struct db *db, const struct entity *entity, const char *folded, int64_t now);

/* Uses entity.id of the person. */
enum err person_add(struct db *db, const struct person *person, int64_t now);
enum err person_edit(struct db *db, const struct person *person);
/* Sets the arrival if there was none (arrived_at, arrived_by, arrived_desk are read); out_first tells whether this
 * call did. */
enum err person_arrive(struct db *db, const struct person *person, bool *out_first);
/* Raises the version of a person whose badge changed. */
enum err person_touch(struct db *db, const char *id);

/* Revokes what the person holds and puts in the new badge (serial, code, qr, issued_at, issued_by, reason, desk are
 * read). */
enum err badge_replace(struct db *db, const struct badge *badge);
enum err badge_revoke(struct db *db, const char *person_id, int64_t now);

enum err room_put(struct db *db, const struct room_row *room);
enum err room_texts_put(struct db *db, const char *room_id, const struct room_text_row *texts, size_t n);
enum err session_put(struct db *db, const struct session_row *session);
/* Replaces all texts, or all persons, of a session. */
enum err session_texts_put(struct db *db, const char *session_id, const struct session_text_row *texts, size_t n);
enum err session_persons_put(
    struct db *db, const char *session_id, const struct session_person_row *persons, size_t n);
/* Takes all co-chairs off an area. */
enum err cochair_clear(struct db *db, int64_t focus_area);
enum err cochair_add(struct db *db, int64_t focus_area, int64_t position, const char *person_id, const char *seat);

/* Adds at the end of the session's list, as waiting (id, session_id, person_id, requested_at, allotted_seconds, kind,
 * speaks_for, remote, prior are read; NULL is a plain statement). */
enum err speaker_add(struct db *db, const struct speaker *speaker, int64_t *out_position);
/* Writes what can change of a speaker, and the version it says. */
enum err speaker_edit(struct db *db, const struct speaker *speaker);
enum err floor_put(struct db *db, const struct floor *floor);
/* Replaces the scene, and with wall_texts_put the words of the message. */
enum err wall_put(struct db *db, const struct wall *wall);
enum err wall_texts_put(struct db *db, const struct wall_text *texts, size_t n);

/* Puts the row with its pledgers and countries. `search` is the folded text that lists are searched in. */
enum err pledge_add(struct db *db, const struct pledge *pledge, const char *search, int64_t now);
enum err pledge_edit(struct db *db, const struct pledge *pledge, const char *search, int64_t now);
enum err rate_put(struct db *db, const char *currency, const char *valid_on, const char *per_usd);

enum err account_put(struct db *db, const struct account *account, int64_t now);
/* Another hash of the same password, unless it was changed meanwhile. */
enum err account_rehash(struct db *db, const struct account *account, const char *new_hash);
/* ERR_NOT_FOUND when there is no open account of that name. */
enum err account_close(struct db *db, const char *name, int64_t now);
/* All logins that came of its password; all logins under that name, whatever they came of. */
enum err login_end_account(struct db *db, const char *name, int64_t now);
enum err login_end_name(struct db *db, const char *name, int64_t now);
enum err login_add(struct db *db, const unsigned char token_hash[32], const char *account_id,
    const struct login *login, int64_t now);
enum err login_end(struct db *db, const unsigned char token_hash[32], int64_t now);
/* Logins of this scope end at that instant, if not before. */
enum err login_shorten(struct db *db, const char *scope, int64_t expires_at);
enum err code_add(struct db *db, const unsigned char code_hash[32], const struct login *grants, int64_t now);
/* Uses a code up; ERR_NOT_FOUND when it was used, has expired or never was. Fills all of it. */
enum err code_use(
    struct db *db, struct arena *arena, const unsigned char code_hash[32], int64_t now, struct login *out_grants);

/* Answers kept for repeated requests. */
struct idem {
	const char *key, *actor, *route, *answer;
	unsigned char body_hash[32];
	int64_t status;
};
enum err idem_get(struct db *db, struct arena *arena, const char *key, struct idem *out_idem);
enum err idem_add(struct db *db, const struct idem *idem, int64_t now);

#endif
