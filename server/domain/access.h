/* Who may come in: accounts with passwords, one-time codes, logins. Tokens and codes are random and kept only as
 * hashes. Nobody has a password by default; the first code comes from `p2c init`. */
#ifndef P2C_DOMAIN_ACCESS_H
#define P2C_DOMAIN_ACCESS_H

#include "store/read.h"
#include "store/tx.h"

#include <stdbool.h>

/* Roles of logins, as bits. A route names the roles that may use it. */
#define ROLE(name) ROLE_##name
enum role_bit {
	ROLE_KIOSK = 1 << 0,
	ROLE_DOOR = 1 << 1,
	ROLE_DESK = 1 << 2,
	ROLE_MODERATOR = 1 << 3,
	ROLE_RAPPORTEUR = 1 << 4,
	ROLE_PROTOCOL = 1 << 5,
	ROLE_AGENDA = 1 << 6,
	ROLE_ADMIN = 1 << 7,
	ROLE_DELEGATE = 1 << 8, /* may answer one read-back, nothing else; never an account's (domain/read_back.h) */
	ROLE_SCREEN = 1 << 9,   /* an unattended sign: may say what stands on it, nothing else */
	ROLE_ANYONE = 1 << 10,  /* no login needed */
};
#undef ROLE
enum { ROLES_N = 10, ACCESS_TOKEN_LEN = 43, ACCESS_LOGIN_MS = 12 * 3600 * 1000, ACCESS_CODE_MS = 24 * 3600 * 1000 };
extern const char *const ROLE_NAMES[ROLES_N];
/* Bits of a space-separated list; 0 when a name is unknown. */
unsigned roles_parse(const char *roles);

/* Hashes a password with argon2id (19 MiB, 2 passes: OWASP's floor); slow on purpose, so off the loop and the writer.
 * At least 12 characters; ERR_INVALID otherwise. */
enum err access_hash_password(
    struct arena *arena, const char *password, const char **out_hash, struct fault *out_fault);
/* Checks name and password against the stored hash; slow; takes as long for a name that does not exist.
 * ERR_LOGIN_FAILED; ERR_BUSY when there was no memory to tell by. */
enum err access_check_password(
    struct db *db, struct arena *arena, const char *name, const char *password, struct account *out_account);

/* A hash of the same password at today's cost, when the account's was made at a lower one; NULL when there is nothing
 * to do. Slow. */
const char *access_rehash(struct arena *arena, const struct account *account, const char *password);

/* Adds or changes an account; what was signed in to it has to sign in again, so that a role that was taken away is
 * gone at the next request. ERR_INVALID for a name that is empty or longer than 60 bytes, or a role that is unknown
 * or a delegate's. */
enum err access_put_account(struct tx *tx, const char *name, const char *roles, const char *password_hash);
/* Nobody signs in to it any more, and who is in is out. ERR_NOT_FOUND. */
enum err access_close_account(struct tx *tx, const char *name);
/* Makes a one-time code for roles, good for 24 hours; the code itself is only in out_code. ERR_INVALID as above. */
enum err access_make_code(struct tx *tx, const char *name, const char *roles, char out_code[ACCESS_TOKEN_LEN + 1]);
/* The same for somebody who may do one thing only: `scope` says to what. The login that comes of it ends with the
 * code, at `expires_at`. Journalled by the caller, who knows what for. */
enum err access_make_scoped_code(struct tx *tx, const struct login *grants, char out_code[ACCESS_TOKEN_LEN + 1]);
/* A random secret (ACCESS_TOKEN_LEN characters) and the hash under which it is kept; and the hash of one that was
 * said, false when it cannot be one. */
void access_make_secret(char out_text[ACCESS_TOKEN_LEN + 1], unsigned char out_hash[32]);
bool access_hash_secret(const char *text, unsigned char out_hash[32]);
/* May somebody of this name and these roles come in? ERR_INVALID names the field. */
enum err access_check_who(struct tx *tx, const char *name, const char *roles);
/* Starts the login of a device, good until login->expires_at; its name, roles and scope are read. */
enum err access_login_as(struct tx *tx, const struct login *login, char out_token[ACCESS_TOKEN_LEN + 1]);
/* Ends the logins of a scope at that instant, if not before. */
enum err access_end_scope(struct tx *tx, const char *scope, int64_t expires_at);
/* Starts a login for an account whose password was checked, or with a one-time code. The token is only in out_token.
 * ERR_LOGIN_FAILED when the account was changed or closed since; ERR_CODE_USED. With `rehashed` (access_rehash) the
 * account has that hash from now on. */
enum err access_login(struct tx *tx, const struct account *account, const char *rehashed, struct login *out_login,
    char out_token[ACCESS_TOKEN_LEN + 1]);
enum err access_login_by_code(
    struct tx *tx, const char *code, struct login *out_login, char out_token[ACCESS_TOKEN_LEN + 1]);
/* Ends a login by its id (store/device.h), with `all` every login under its name; ERR_NOT_FOUND. */
enum err access_end_login(struct tx *tx, const unsigned char id[32], bool all);
/* Ends the login of this token; OK also when there is none. The second for one that nobody used for long. */
enum err access_logout(struct tx *tx, const char *token);
enum err access_end_unused(struct tx *tx, const char *token);
/* The login a token belongs to; ERR_LOGIN_NEEDED. */
enum err access_who(struct db *db, struct arena *arena, const char *token, int64_t now, struct login *out_login);

#endif
