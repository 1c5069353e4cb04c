/* Who may come in: passwords that are slow to guess, codes that work once, logins that end. The clock is moved, never
 * waited for. */
#include "tests/unit/domain/day.h"

#include "base/buf.h"
#include "domain/access.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char PASSWORD[] = "correct horse battery";

/* ---- the acts as changes ---- */

struct access_act {
	const char *name, *roles, *secret, *rehashed;
	const struct account *account;
	struct login login;
	char out[ACCESS_TOKEN_LEN + 1];
};

static enum err act_put(struct tx *tx, void *ctx)
{
	const struct access_act *act = ctx;
	return access_put_account(tx, act->name, act->roles, act->secret);
}

static enum err act_code(struct tx *tx, void *ctx)
{
	struct access_act *act = ctx;
	return access_make_code(tx, act->name, act->roles, act->out);
}

static enum err act_login(struct tx *tx, void *ctx)
{
	struct access_act *act = ctx;
	return access_login(tx, act->account, act->rehashed, &act->login, act->out);
}

static enum err act_close(struct tx *tx, void *ctx)
{
	const struct access_act *act = ctx;
	return access_close_account(tx, act->name);
}

static enum err act_login_by_code(struct tx *tx, void *ctx)
{
	struct access_act *act = ctx;
	return access_login_by_code(tx, act->secret, &act->login, act->out);
}

static enum err act_logout(struct tx *tx, void *ctx)
{
	const struct access_act *act = ctx;
	return access_logout(tx, act->secret);
}

/* An account with PASSWORD. */
static void account(struct day_rig *day, const char *name, const char *roles)
{
	struct access_act act = { .name = name, .roles = roles };
	assert_int_equal(access_hash_password(day->arena, PASSWORD, &act.secret, NULL), OK);
	assert_int_equal(day_run(day, act_put, &act), OK);
}

static const char *code(struct day_rig *day, const char *roles)
{
	struct access_act act = { .name = "door-3", .roles = roles };
	assert_int_equal(day_run(day, act_code, &act), OK);
	assert_int_equal(strlen(act.out), ACCESS_TOKEN_LEN);
	return arena_dup(day->arena, act.out);
}

static enum err use_code(struct day_rig *day, const char *secret, struct access_act *out_act)
{
	*out_act = (struct access_act){ .secret = secret };
	return day_run(day, act_login_by_code, out_act);
}

static enum err who(struct day_rig *day, const char *token, struct login *out_login)
{
	return access_who(day->db, day->arena, token, clock_now(day->clock), out_login);
}

/* ---- roles ---- */

static void roles_are_read_as_a_list_of_words(void **state)
{
	(void)state;
	assert_int_equal(roles_parse("desk"), ROLE_DESK);
	assert_int_equal(roles_parse("desk door  admin"), ROLE_DESK | ROLE_DOOR | ROLE_ADMIN);
	assert_int_equal(roles_parse("desk desk"), ROLE_DESK);
	assert_int_equal(roles_parse("desk "), ROLE_DESK);
	for (int i = 0; i < ROLES_N; i++)
		assert_int_equal(roles_parse(ROLE_NAMES[i]), 1 << i);
}

static void one_unknown_role_makes_the_whole_list_worthless(void **state)
{
	static const char *const BAD[] = { "", " ", " desk", "Desk", "desk,door", "desk king", "admi", "admins",
		"anyone" };
	(void)state;
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_int_equal(roles_parse(BAD[i]), 0);
}

/* ---- passwords ---- */

static void a_password_is_kept_as_a_slow_salted_hash(void **state)
{
	struct day_rig *day = *state;
	const char *hash, *again;
	assert_int_equal(access_hash_password(day->arena, PASSWORD, &hash, NULL), OK);
	assert_int_equal(access_hash_password(day->arena, PASSWORD, &again, NULL), OK);
	assert_string_not_equal(hash, again);
	assert_ptr_equal(strstr(hash, "$argon2id$v=19$m=19456,t=2,p=1$"), hash);
	assert_null(strstr(hash, PASSWORD));
	assert_int_equal(crypto_pwhash_str_verify(hash, PASSWORD, strlen(PASSWORD)), 0);
}

static void passwords_are_neither_short_nor_endless(void **state)
{
	struct day_rig *day = *state;
	char text[258];
	static const size_t BAD[] = { 0, 1, 11, 257 }, GOOD[] = { 12, 256 };
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
		const char *hash = "untouched";
		struct fault fault = { 0 };
		memset(text, 'p', BAD[i]);
		text[BAD[i]] = '\0';
		assert_int_equal(access_hash_password(day->arena, text, &hash, &fault), ERR_INVALID);
		assert_string_equal(fault.field, "password");
		assert_string_equal(hash, "untouched");
	}
	for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
		const char *hash;
		memset(text, 'p', GOOD[i]);
		text[GOOD[i]] = '\0';
		assert_int_equal(access_hash_password(day->arena, text, &hash, NULL), OK);
	}
}

static void the_right_password_of_the_right_name_comes_in(void **state)
{
	struct day_rig *day = *state;
	struct account found;
	account(day, "amina", "moderator rapporteur");
	assert_int_equal(access_check_password(day->db, day->arena, "amina", PASSWORD, &found), OK);
	assert_string_equal(found.name, "amina");
	assert_string_equal(found.roles, "moderator rapporteur");
}

static void a_wrong_password_and_an_unknown_name_fail_alike(void **state)
{
	static const char *const WRONG[] = { "", "wrong", "Correct horse battery", "correct horse battery ",
		"correct horse batter" };
	static const char *const NAMES[] = { "", "nobody", "Amina", "amina ", "amina' OR '1'='1" };
	struct day_rig *day = *state;
	struct account found = { .name = "untouched" };
	account(day, "amina", "moderator");
	for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
		assert_int_equal(
		    access_check_password(day->db, day->arena, "amina", WRONG[i], &found), ERR_LOGIN_FAILED);
		assert_int_equal(
		    access_check_password(day->db, day->arena, NAMES[i], PASSWORD, &found), ERR_LOGIN_FAILED);
	}
	assert_string_equal(found.name, "untouched");
}

/* ---- the work of a wrong guess, counted where it is done ---- */

static struct {
	int times;
	bool has_no_memory;
	char hash[crypto_pwhash_STRBYTES];
} worked;

/* Stands before libsodium's own, which it calls. */
int crypto_pwhash_str_verify(
    const char hash[crypto_pwhash_STRBYTES], const char *const password, unsigned long long len)
{
	worked.times++;
	snprintf(worked.hash, sizeof worked.hash, "%s", hash);
	errno = ENOMEM;
	return worked.has_no_memory ? -1 : crypto_pwhash_argon2id_str_verify(hash, password, len);
}

static void guess(const struct day_rig *day, const char *name)
{
	struct account found;
	worked.times = 0;
	assert_int_equal(
	    access_check_password(day->db, day->arena, name, "wrong password", &found), ERR_LOGIN_FAILED);
}

/* Who cannot be judged is not told that the password is wrong, and no guess is counted (on_access.c). */
static void a_right_password_for_which_there_is_no_memory_is_not_called_wrong(void **state)
{
	struct day_rig *day = *state;
	struct account found = { .name = "untouched" };
	account(day, "amina", "moderator");
	worked.has_no_memory = true;
	assert_int_equal(access_check_password(day->db, day->arena, "amina", PASSWORD, &found), ERR_BUSY);
	assert_int_equal(access_check_password(day->db, day->arena, "nobody", PASSWORD, &found), ERR_BUSY);
	worked.has_no_memory = false;
	assert_string_equal(found.name, "untouched");
	assert_int_equal(access_check_password(day->db, day->arena, "amina", PASSWORD, &found), OK);
}

/* Whose name is on no account could be told by an answer that comes sooner: so both are one argon2id of one cost.
 * Counted, because time on a shared machine says little. */
static void an_unknown_name_takes_the_work_of_a_known_one(void **state)
{
	struct day_rig *day = *state;
	account(day, "amina", "moderator");
	static const char *const NAMES[] = { "amina", "nobody", "" };
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
		guess(day, NAMES[i]);
		assert_int_equal(worked.times, 1);
		/* 0: it is well formed to its end, and has these passes and this memory */
		assert_int_equal(crypto_pwhash_str_needs_rehash(worked.hash, 2, (size_t)19 << 20), 0);
		assert_int_equal(strlen(worked.hash), 97); /* salt and result are as long */
	}
}

static void an_account_put_again_has_the_new_roles_and_password(void **state)
{
	struct day_rig *day = *state;
	struct account found;
	int64_t n;
	account(day, "amina", "moderator");
	struct access_act act = { .name = "amina", .roles = "admin" };
	assert_int_equal(access_hash_password(day->arena, "another password", &act.secret, NULL), OK);
	assert_int_equal(day_run(day, act_put, &act), OK);
	day_expect_entry(day, "access", "account.put", "amina", 0);
	assert_int_equal(account_count(day->db, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(access_check_password(day->db, day->arena, "amina", PASSWORD, &found), ERR_LOGIN_FAILED);
	assert_int_equal(access_check_password(day->db, day->arena, "amina", "another password", &found), OK);
	assert_string_equal(found.roles, "admin");
}

static void accounts_and_codes_need_a_name_and_known_roles(void **state)
{
	static enum err (*const ACTS[])(struct tx *, void *) = { act_put, act_code };
	struct day_rig *day = *state;
	char name[62];
	memset(name, 'n', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	for (size_t i = 0; i < 2; i++) {
		struct access_act act = { .name = "", .roles = "desk", .secret = "hash", .out = "untouched" };
		assert_int_equal(day_run(day, ACTS[i], &act), ERR_INVALID);
		day_expect_fault(day, ERR_INVALID, "name");
		act.name = name;
		assert_int_equal(day_run(day, ACTS[i], &act), ERR_INVALID);
		act.name = "amina";
		act.roles = "king";
		assert_int_equal(day_run(day, ACTS[i], &act), ERR_INVALID);
		day_expect_fault(day, ERR_INVALID, "role");
		act.roles = "";
		assert_int_equal(day_run(day, ACTS[i], &act), ERR_INVALID);
		assert_string_equal(act.out, "untouched");
	}
}

/* ---- logins ---- */

static void a_login_is_known_by_its_token_until_it_ends(void **state)
{
	struct day_rig *day = *state;
	struct account found;
	struct login login;
	account(day, "amina", "moderator");
	assert_int_equal(access_check_password(day->db, day->arena, "amina", PASSWORD, &found), OK);
	struct access_act act = { .account = &found };
	assert_int_equal(day_run(day, act_login, &act), OK);
	day_expect_entry(day, "access", "login", "amina", 0);
	assert_int_equal(strlen(act.out), ACCESS_TOKEN_LEN);
	assert_int_equal(who(day, act.out, &login), OK);
	assert_string_equal(login.name, "amina");
	assert_string_equal(login.roles, "moderator");
	assert_in_range(login.expires_at, DAY_START + ACCESS_LOGIN_MS, DAY_START + ACCESS_LOGIN_MS + 60000);
	assert_int_equal(access_who(day->db, day->arena, act.out, login.expires_at - 1, &login), OK);
	assert_int_equal(access_who(day->db, day->arena, act.out, login.expires_at, &login), ERR_LOGIN_NEEDED);
}

static void signing_out_ends_this_login_and_no_other(void **state)
{
	struct day_rig *day = *state;
	struct access_act here, there;
	struct login login;
	assert_int_equal(use_code(day, code(day, "door"), &here), OK);
	assert_int_equal(use_code(day, code(day, "door"), &there), OK);
	assert_string_not_equal(here.out, there.out);
	struct access_act out = { .secret = here.out };
	assert_int_equal(day_run(day, act_logout, &out), OK);
	assert_int_equal(who(day, here.out, &login), ERR_LOGIN_NEEDED);
	assert_int_equal(who(day, there.out, &login), OK);
	assert_int_equal(day_run(day, act_logout, &out), OK);
	out.secret = "no token";
	assert_int_equal(day_run(day, act_logout, &out), OK);
}

static void what_is_no_token_is_nobody(void **state)
{
	struct day_rig *day = *state;
	struct access_act act;
	struct login login = { .name = "untouched" };
	assert_int_equal(use_code(day, code(day, "door"), &act), OK);
	char token[ACCESS_TOKEN_LEN + 2];
	memcpy(token, act.out, sizeof act.out);
	token[0] = token[0] == 'A' ? 'B' : 'A';
	assert_int_equal(who(day, token, &login), ERR_LOGIN_NEEDED);
	memcpy(token, act.out, ACCESS_TOKEN_LEN);
	token[ACCESS_TOKEN_LEN] = 'A';
	token[ACCESS_TOKEN_LEN + 1] = '\0';
	assert_int_equal(who(day, token, &login), ERR_LOGIN_NEEDED);
	token[ACCESS_TOKEN_LEN - 1] = '\0';
	assert_int_equal(who(day, token, &login), ERR_LOGIN_NEEDED);
	assert_int_equal(who(day, "", &login), ERR_LOGIN_NEEDED);
	assert_string_equal(login.name, "untouched");
}

/* Comes in with PASSWORD; answers the token. */
static const char *come_in(struct day_rig *day, const char *name)
{
	struct account *found = arena_new(day->arena, struct account);
	assert_int_equal(access_check_password(day->db, day->arena, name, PASSWORD, found), OK);
	struct access_act act = { .account = found };
	assert_int_equal(day_run(day, act_login, &act), OK);
	return arena_dup(day->arena, act.out);
}

static void a_role_that_was_taken_away_is_gone_at_once(void **state)
{
	struct day_rig *day = *state;
	struct login login;
	account(day, "amina", "moderator admin");
	account(day, "bo", "desk");
	const char *amina = come_in(day, "amina"), *bo = come_in(day, "bo");
	account(day, "amina", "moderator");
	assert_int_equal(who(day, amina, &login), ERR_LOGIN_NEEDED);
	assert_int_equal(who(day, bo, &login), OK);
	const char *again = come_in(day, "amina");
	assert_string_not_equal(again, amina);
	assert_int_equal(who(day, again, &login), OK);
	assert_string_equal(login.roles, "moderator");
}

static void a_closed_account_is_nobodys(void **state)
{
	struct day_rig *day = *state;
	struct login login;
	struct account found;
	account(day, "amina", "moderator");
	const char *token = come_in(day, "amina");
	struct access_act act = { .name = "amina" };
	assert_int_equal(day_run(day, act_close, &act), OK);
	day_expect_entry(day, "access", "account.close", "amina", 0);
	assert_int_equal(who(day, token, &login), ERR_LOGIN_NEEDED);
	assert_int_equal(access_check_password(day->db, day->arena, "amina", PASSWORD, &found), ERR_LOGIN_FAILED);
	assert_int_equal(day_run(day, act_close, &act), ERR_NOT_FOUND);
}

/* Between the slow check and the login somebody else changes the account. */
static void a_password_that_was_right_a_moment_ago_comes_in_only_as_what_it_is_now(void **state)
{
	struct day_rig *day = *state;
	struct account checked;
	account(day, "amina", "moderator admin");
	assert_int_equal(access_check_password(day->db, day->arena, "amina", PASSWORD, &checked), OK);
	account(day, "amina", "moderator");
	struct access_act act = { .account = &checked, .name = "amina" };
	assert_int_equal(day_run(day, act_login, &act), ERR_LOGIN_FAILED);
	assert_int_equal(access_check_password(day->db, day->arena, "amina", PASSWORD, &checked), OK);
	assert_int_equal(day_run(day, act_close, &act), OK);
	assert_int_equal(day_run(day, act_login, &act), ERR_LOGIN_FAILED);
}

static void a_hash_of_a_lower_cost_is_made_anew_when_its_owner_comes_in(void **state)
{
	struct day_rig *day = *state;
	char cheap[crypto_pwhash_STRBYTES];
	struct account found;
	assert_int_equal(crypto_pwhash_argon2id_str(cheap, PASSWORD, strlen(PASSWORD), 1, 8 << 20), 0);
	struct access_act act = { .name = "amina", .roles = "desk", .secret = cheap };
	assert_int_equal(day_run(day, act_put, &act), OK);
	assert_int_equal(access_check_password(day->db, day->arena, "amina", PASSWORD, &found), OK);
	act = (struct access_act){ .account = &found, .rehashed = access_rehash(day->arena, &found, PASSWORD) };
	assert_non_null(act.rehashed);
	assert_int_equal(day_run(day, act_login, &act), OK);
	assert_int_equal(access_check_password(day->db, day->arena, "amina", PASSWORD, &found), OK);
	assert_ptr_equal(strstr(found.password_hash, "$argon2id$v=19$m=19456,t=2,p=1$"), found.password_hash);
	assert_null(access_rehash(day->arena, &found, PASSWORD));
}

static int compare_secrets(const void *a, const void *b)
{
	return memcmp(a, b, ACCESS_TOKEN_LEN);
}

static void ten_thousand_tokens_have_256_bits_each_and_none_comes_twice(void **state)
{
	enum { N = 10000 };
	static char tokens[N][ACCESS_TOKEN_LEN + 1];
	unsigned char hash[32], bytes[64];
	size_t len;
	(void)state;
	for (size_t i = 0; i < N; i++) {
		access_make_secret(tokens[i], hash);
		assert_int_equal(sodium_base642bin(bytes, sizeof bytes, tokens[i], ACCESS_TOKEN_LEN, NULL, &len, NULL,
				     sodium_base64_VARIANT_URLSAFE_NO_PADDING),
		    0);
		assert_int_equal(len, 32);
	}
	qsort(tokens, N, sizeof *tokens, compare_secrets);
	for (size_t i = 1; i < N; i++)
		assert_memory_not_equal(tokens[i - 1], tokens[i], ACCESS_TOKEN_LEN);
}

/* ---- one-time codes ---- */

static void a_code_opens_the_door_once(void **state)
{
	struct day_rig *day = *state;
	struct access_act first, second = { 0 };
	struct login login;
	const char *secret = code(day, "door desk");
	assert_int_equal(use_code(day, secret, &first), OK);
	assert_string_equal(first.login.name, "door-3");
	assert_int_equal(who(day, first.out, &login), OK);
	assert_string_equal(login.roles, "door desk");
	for (int i = 0; i < 3; i++) {
		assert_int_equal(use_code(day, secret, &second), ERR_CODE_USED);
		day_expect_fault(day, ERR_CODE_USED, "");
		assert_string_equal(second.out, "");
	}
	assert_int_equal(who(day, first.out, &login), OK);
}

static void a_code_expires_by_the_clock(void **state)
{
	struct day_rig *day = *state;
	struct access_act act;
	const char *late = code(day, "door"), *early = code(day, "door");
	clock_move(day->clock, DAY_START + ACCESS_CODE_MS - 60000);
	assert_int_equal(use_code(day, early, &act), OK);
	clock_move(day->clock, DAY_START + ACCESS_CODE_MS + 60000);
	assert_int_equal(use_code(day, late, &act), ERR_CODE_USED);
	clock_move(day->clock, DAY_START);
	assert_int_equal(use_code(day, late, &act), OK);
}

static enum err use_and_fail(struct tx *tx, void *ctx)
{
	assert_int_equal(act_login_by_code(tx, ctx), OK);
	return ERR_INVALID;
}

static void a_code_whose_change_failed_is_still_good(void **state)
{
	struct day_rig *day = *state;
	struct access_act act = { .secret = code(day, "door") }, again;
	struct login login;
	assert_int_equal(day_run(day, use_and_fail, &act), ERR_INVALID);
	assert_int_equal(who(day, act.out, &login), ERR_LOGIN_NEEDED);
	assert_int_equal(use_code(day, act.secret, &again), OK);
}

static void what_is_no_code_is_refused_in_the_same_words(void **state)
{
	struct day_rig *day = *state;
	struct access_act act, login;
	static const char *const BAD[] = { "", "short", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_int_equal(use_code(day, BAD[i], &act), ERR_CODE_USED);
	assert_int_equal(use_code(day, code(day, "door"), &login), OK);
	assert_int_equal(use_code(day, login.out, &act), ERR_CODE_USED);
}

static void neither_tokens_nor_codes_stand_in_the_data_folder(void **state)
{
	struct day_rig *day = *state;
	struct access_act act;
	const char *secret = code(day, "door"), *unused = code(day, "desk");
	assert_int_equal(use_code(day, secret, &act), OK);
	static const char *const FILES[] = { "p2c.db", "p2c.db-wal" };
	for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
		FILE *file = fopen(arena_printf(day->arena, "%s/%s", day->own->folder, FILES[i]), "re");
		struct buf bytes = { 0 };
		size_t got;
		assert_non_null(file);
		while ((got = fread(buf_room(&bytes, 65536), 1, 65536, file)) > 0)
			bytes.len += got;
		fclose(file);
		assert_null(memmem(bytes.bytes, bytes.len, secret, ACCESS_TOKEN_LEN));
		assert_null(memmem(bytes.bytes, bytes.len, unused, ACCESS_TOKEN_LEN));
		assert_null(memmem(bytes.bytes, bytes.len, act.out, ACCESS_TOKEN_LEN));
		assert_true(bytes.len > 0);
		buf_finish(&bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roles_are_read_as_a_list_of_words),
		cmocka_unit_test(one_unknown_role_makes_the_whole_list_worthless),
		day_test(a_password_is_kept_as_a_slow_salted_hash),
		day_test(passwords_are_neither_short_nor_endless),
		day_test(the_right_password_of_the_right_name_comes_in),
		day_test(a_wrong_password_and_an_unknown_name_fail_alike),
		day_test(a_right_password_for_which_there_is_no_memory_is_not_called_wrong),
		day_test(an_unknown_name_takes_the_work_of_a_known_one),
		day_test(an_account_put_again_has_the_new_roles_and_password),
		day_test(accounts_and_codes_need_a_name_and_known_roles),
		day_test(a_login_is_known_by_its_token_until_it_ends),
		day_test(signing_out_ends_this_login_and_no_other),
		day_test(what_is_no_token_is_nobody),
		day_test(a_role_that_was_taken_away_is_gone_at_once),
		day_test(a_closed_account_is_nobodys),
		day_test(a_password_that_was_right_a_moment_ago_comes_in_only_as_what_it_is_now),
		day_test(a_hash_of_a_lower_cost_is_made_anew_when_its_owner_comes_in),
		cmocka_unit_test(ten_thousand_tokens_have_256_bits_each_and_none_comes_twice),
		day_test(a_code_opens_the_door_once),
		day_test(a_code_expires_by_the_clock),
		day_test(a_code_whose_change_failed_is_still_good),
		day_test(what_is_no_code_is_refused_in_the_same_words),
		day_test(neither_tokens_nor_codes_stand_in_the_data_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
