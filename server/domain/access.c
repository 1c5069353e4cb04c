/* See access.h. */
#include "domain/access.h"

#include "base/id.h"
#include "store/device.h"
#include "store/write.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>

enum { TOKEN_BYTES = 32, PASSWORD_MIN = 12, PASSWORD_MAX = 256, HASH_LEN = 32, NAME_MAX_LEN = 60 };

/* OWASP's second choice for argon2id: 19 MiB and two passes (about 30 ms here), so that two at once fit the memory
 * budget. */
static const size_t ARGON2_MEMORY = (size_t)19 << 20;
static const unsigned long long ARGON2_PASSES = 2;
/* Checked when the name does not exist, so that both answers take as long. */
static const char NOBODY[crypto_pwhash_STRBYTES] =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$m0HvSN4cH1bbOKIEBgnCm1y6gMtGCDbqJVBRGr2nq6I";

const char *const ROLE_NAMES[ROLES_N] = { "kiosk", "door", "desk", "moderator", "rapporteur", "protocol", "agenda",
	"admin", "delegate", "screen" };

unsigned roles_parse(const char *roles)
{
	unsigned bits = 0;
	while (*roles) {
		size_t len = strcspn(roles, " ");
		unsigned bit = 0;
		for (size_t i = 0; i < ROLES_N; i++)
			if (strlen(ROLE_NAMES[i]) == len && strncmp(ROLE_NAMES[i], roles, len) == 0)
				bit = 1u << i;
		if (!bit)
			return 0;
		bits |= bit;
		roles += len + strspn(roles + len, " ");
	}
	return bits;
}

static bool make_hash(struct arena *arena, const char *password, const char **out_hash)
{
	char *hash = arena_alloc(arena, crypto_pwhash_STRBYTES);
	if (crypto_pwhash_argon2id_str(hash, password, strlen(password), ARGON2_PASSES, ARGON2_MEMORY) != 0)
		return false;
	*out_hash = hash;
	return true;
}

enum err access_hash_password(
    struct arena *arena, const char *password, const char **out_hash, struct fault *out_fault)
{
	size_t len = strlen(password);
	if (len < PASSWORD_MIN || len > PASSWORD_MAX)
		return fault_set(out_fault, ERR_INVALID, "password", "A password has %d to %d characters.",
		    PASSWORD_MIN, PASSWORD_MAX);
	return make_hash(arena, password, out_hash) ? OK : fault_set(out_fault, ERR_BUSY, NULL, NULL);
}

enum err access_check_password(
    struct db *db, struct arena *arena, const char *name, const char *password, struct account *out_account)
{
	struct account account;
	enum err err = account_get(db, arena, name, &account);
	if (err && err != ERR_NOT_FOUND)
		return err;
	errno = 0;
	if (crypto_pwhash_str_verify(err ? NOBODY : account.password_hash, password, strlen(password)) != 0)
		return errno == ENOMEM ? ERR_BUSY : ERR_LOGIN_FAILED;
	if (err)
		return ERR_LOGIN_FAILED;
	*out_account = account;
	return OK;
}

const char *access_rehash(struct arena *arena, const struct account *account, const char *password)
{
	const char *hash = NULL;
	if (crypto_pwhash_str_needs_rehash(account->password_hash, ARGON2_PASSES, ARGON2_MEMORY) != 1)
		return NULL;
	return make_hash(arena, password, &hash) ? hash : NULL;
}

/* Actors of the journal that are nobody's account. */
static const char *const RESERVED[] = { "operator", "system", "guest", "delegate" };

/* Is it that word, or does it begin with it ("delegate P-0042")? */
static bool is_word(const char *name, const char *word)
{
	size_t len = strlen(word);
	return strncmp(name, word, len) == 0 && (name[len] == '\0' || name[len] == ' ');
}

/* Whoever is to come in needs a name for the journal and at least one role. */
enum err access_check_who(struct tx *tx, const char *name, const char *roles)
{
	size_t len = strlen(name);
	if (!len || len > NAME_MAX_LEN)
		return fault_set(tx_fault(tx), ERR_INVALID, "name", "A name has 1 to %d characters.", NAME_MAX_LEN);
	for (size_t i = 0; i < sizeof RESERVED / sizeof *RESERVED; i++)
		if (is_word(name, RESERVED[i]))
			return fault_set(tx_fault(tx), ERR_INVALID, "name",
			    "The name \"%s\" stands for this program itself.", name);
	if (!roles_parse(roles) || (roles_parse(roles) & ROLE_DELEGATE))
		return fault_set(tx_fault(tx), ERR_INVALID, "role",
		    "There is no role \"%.60s\". Roles are kiosk, door, desk, moderator, rapporteur, protocol, "
		    "agenda and admin.",
		    roles);
	return OK;
}

enum err access_put_account(struct tx *tx, const char *name, const char *roles, const char *password_hash)
{
	enum err err = access_check_who(tx, name, roles);
	if (err)
		return err;
	struct id id = id_new(tx_now(tx));
	struct account account = { .id = id.text, .name = name, .roles = roles, .password_hash = password_hash };
	err = account_put(tx_db(tx), &account, tx_now(tx));
	if (!err)
		err = login_end_account(tx_db(tx), name, tx_now(tx));
	if (!err)
		err = tx_journal(
		    tx, &(struct journal_note){ .topic = "access", .action = "account.put", .subject = name });
	return err;
}

enum err access_close_account(struct tx *tx, const char *name)
{
	enum err err = account_close(tx_db(tx), name, tx_now(tx));
	if (!err)
		err = login_end_account(tx_db(tx), name, tx_now(tx));
	if (!err)
		err = tx_journal(
		    tx, &(struct journal_note){ .topic = "access", .action = "account.close", .subject = name });
	return err;
}

/* A secret for people's hands: random, and the hash under which it is kept. */
void access_make_secret(char out_text[ACCESS_TOKEN_LEN + 1], unsigned char out_hash[HASH_LEN])
{
	unsigned char random[TOKEN_BYTES];
	randombytes_buf(random, sizeof random);
	sodium_bin2base64(
	    out_text, ACCESS_TOKEN_LEN + 1, random, sizeof random, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	crypto_generichash(out_hash, HASH_LEN, (const unsigned char *)out_text, ACCESS_TOKEN_LEN, NULL, 0);
	sodium_memzero(random, sizeof random);
}

bool access_hash_secret(const char *text, unsigned char out_hash[HASH_LEN])
{
	if (strlen(text) != ACCESS_TOKEN_LEN)
		return false;
	crypto_generichash(out_hash, HASH_LEN, (const unsigned char *)text, ACCESS_TOKEN_LEN, NULL, 0);
	return true;
}

enum err access_make_scoped_code(struct tx *tx, const struct login *grants, char out_code[ACCESS_TOKEN_LEN + 1])
{
	char code[ACCESS_TOKEN_LEN + 1];
	unsigned char hash[HASH_LEN];
	access_make_secret(code, hash);
	enum err err = code_add(tx_db(tx), hash, grants, tx_now(tx));
	if (!err)
		memcpy(out_code, code, sizeof code);
	return err;
}

enum err access_end_scope(struct tx *tx, const char *scope, int64_t expires_at)
{
	return login_shorten(tx_db(tx), scope, expires_at);
}

enum err access_make_code(struct tx *tx, const char *name, const char *roles, char out_code[ACCESS_TOKEN_LEN + 1])
{
	char code[ACCESS_TOKEN_LEN + 1];
	enum err err = access_check_who(tx, name, roles);
	if (err)
		return err;
	struct login grants = { .name = name, .roles = roles, .expires_at = tx_now(tx) + ACCESS_CODE_MS };
	err = access_make_scoped_code(tx, &grants, code);
	if (!err)
		err = tx_journal(
		    tx, &(struct journal_note){ .topic = "access", .action = "code.make", .subject = name });
	if (!err)
		memcpy(out_code, code, sizeof code);
	return err;
}

static enum err start_login(
    struct tx *tx, const char *account_id, struct login *login, char out_token[ACCESS_TOKEN_LEN + 1])
{
	char token[ACCESS_TOKEN_LEN + 1];
	unsigned char hash[HASH_LEN];
	access_make_secret(token, hash);
	enum err err = login_add(tx_db(tx), hash, account_id, login, tx_now(tx));
	if (!err)
		err = tx_journal(
		    tx, &(struct journal_note){ .topic = "access", .action = "login", .subject = login->name });
	if (!err)
		memcpy(out_token, token, sizeof token);
	return err;
}

/* The password was checked a moment ago, outside: is it still this one, of an account that is still open? */
static enum err look_again(struct tx *tx, const struct account *checked, struct account *out_account)
{
	enum err err = account_get(tx_db(tx), tx_arena(tx), checked->name, out_account);
	if (!err && strcmp(out_account->password_hash, checked->password_hash) != 0)
		err = ERR_LOGIN_FAILED;
	return err == ERR_NOT_FOUND ? ERR_LOGIN_FAILED : err;
}

enum err access_login(struct tx *tx, const struct account *account, const char *rehashed, struct login *out_login,
    char out_token[ACCESS_TOKEN_LEN + 1])
{
	struct account now;
	enum err err = look_again(tx, account, &now);
	if (!err && rehashed)
		err = account_rehash(tx_db(tx), &now, rehashed);
	if (err)
		return err;
	struct login login = {
		.name = now.name, .roles = now.roles, .scope = "", .expires_at = tx_now(tx) + ACCESS_LOGIN_MS
	};
	err = start_login(tx, now.id, &login, out_token);
	if (!err)
		*out_login = login;
	return err;
}

enum err access_login_by_code(
    struct tx *tx, const char *code, struct login *out_login, char out_token[ACCESS_TOKEN_LEN + 1])
{
	unsigned char hash[HASH_LEN];
	struct login login;
	enum err err = access_hash_secret(code, hash) ? code_use(tx_db(tx), tx_arena(tx), hash, tx_now(tx), &login)
						      : ERR_NOT_FOUND;
	if (err == ERR_NOT_FOUND)
		return fault_set(tx_fault(tx), ERR_CODE_USED, NULL, NULL);
	if (err)
		return err;
	int64_t end = tx_now(tx) + ACCESS_LOGIN_MS;
	if (!*login.scope || login.expires_at > end)
		login.expires_at = end;
	err = start_login(tx, NULL, &login, out_token);
	if (!err)
		*out_login = login;
	return err;
}

enum err access_login_as(struct tx *tx, const struct login *login, char out_token[ACCESS_TOKEN_LEN + 1])
{
	struct login started = *login;
	return start_login(tx, NULL, &started, out_token);
}

enum err access_end_login(struct tx *tx, const unsigned char id[HASH_LEN], bool all)
{
	const char *name = NULL;
	enum err err = login_end_by_id(tx_db(tx), tx_arena(tx), id, tx_now(tx), &name);
	if (!err && all)
		err = login_end_name(tx_db(tx), name, tx_now(tx));
	if (err)
		return err;
	const char *action = all ? "login.end_all" : "login.end";
	return tx_journal(tx, &(struct journal_note){ .topic = "access", .action = action, .subject = name });
}

enum err access_logout(struct tx *tx, const char *token)
{
	unsigned char hash[HASH_LEN];
	if (!access_hash_secret(token, hash))
		return OK;
	enum err err = login_end(tx_db(tx), hash, tx_now(tx));
	if (!err)
		err = tx_journal(
		    tx, &(struct journal_note){ .topic = "access", .action = "logout", .subject = tx_actor(tx) });
	return err;
}

enum err access_end_unused(struct tx *tx, const char *token)
{
	struct login login;
	enum err err = access_who(tx_db(tx), tx_arena(tx), token, tx_now(tx), &login);
	if (err)
		return err == ERR_LOGIN_NEEDED ? OK : err; /* it ended meanwhile */
	tx_act_as(tx, login.name);
	unsigned char hash[HASH_LEN];
	access_hash_secret(token, hash);
	err = login_end(tx_db(tx), hash, tx_now(tx));
	if (err)
		return err;
	return tx_journal(
	    tx, &(struct journal_note){ .topic = "access", .action = "login.unused", .subject = login.name });
}

enum err access_who(struct db *db, struct arena *arena, const char *token, int64_t now, struct login *out_login)
{
	unsigned char hash[HASH_LEN];
	if (!access_hash_secret(token, hash))
		return ERR_LOGIN_NEEDED;
	enum err err = login_get(db, arena, hash, now, out_login);
	return err == ERR_NOT_FOUND ? ERR_LOGIN_NEEDED : err;
}
