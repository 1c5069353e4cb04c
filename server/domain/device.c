/* See device.h. */
#include "domain/device.h"

#include "base/id.h"

#include <ctype.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { PLACE_MAX = 60, SIGNS = 6, TRIES = 8 };

static const char SCOPE[] = "device ";
/* Crockford's base 32, as on badges: nothing that is read two ways. */
static const char BASE32[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const char *device_scope(struct arena *arena, const char *id)
{
	return arena_printf(arena, "%s%s", SCOPE, id);
}

const char *device_of_scope(const char *scope)
{
	return strncmp(scope, SCOPE, sizeof SCOPE - 1) == 0 ? scope + sizeof SCOPE - 1 : NULL;
}

static enum err note(struct tx *tx, const char *action, const struct device *device)
{
	return tx_journal(
	    tx, &(struct journal_note){
		    .topic = "access", .action = action, .subject = device->id, .version = device->version });
}

static void draw_code(char out[DEVICE_CODE_LEN + 1])
{
	unsigned char random[SIGNS];
	randombytes_buf(random, sizeof random);
	char *at = out;
	for (size_t i = 0; i < SIGNS; i++) {
		if (i == SIGNS / 2)
			*at++ = '-';
		*at++ = BASE32[random[i] % 32];
	}
	*at = '\0';
}

/* Two that ask at once have two codes; those that nobody answered make room first. */
enum err device_ask(
    struct tx *tx, const char *browser, struct device *out_device, char out_secret[ACCESS_TOKEN_LEN + 1])
{
	struct id id = id_new(tx_now(tx));
	unsigned char hash[LOGIN_ID_LEN];
	char code[DEVICE_CODE_LEN + 1], secret[ACCESS_TOKEN_LEN + 1];
	int64_t waiting = 0;
	enum err err = device_count_asked(tx_db(tx), tx_now(tx), &waiting);
	if (!err && waiting >= DEVICE_ASKING_MAX)
		return fault_set(tx_fault(tx), ERR_TOO_MANY, NULL, "Too many devices wait to be let in.");
	if (!err)
		err = device_forget(tx_db(tx), tx_now(tx));
	struct device device = { .id = arena_dup(tx_arena(tx), id.text),
		.version = 1,
		.state = "asked",
		.browser = browser,
		.asked_at = tx_now(tx),
		.ends_at = tx_now(tx) + DEVICE_ASKING_MS };
	access_make_secret(secret, hash);
	enum err added = ERR_CONFLICT;
	for (int i = 0; !err && i < TRIES && added == ERR_CONFLICT; i++) {
		draw_code(code);
		device.code = arena_dup(tx_arena(tx), code);
		added = device_add(tx_db(tx), &device, hash);
	}
	err = err ? err : added;
	if (!err)
		err = note(tx, "device.ask", &device);
	if (!err) {
		*out_device = device;
		memcpy(out_secret, secret, sizeof secret);
	}
	return err;
}

/* Do the two say the same? Case, dashes and spaces do not count, nor O for 0 and I or L for 1. */
static bool is_same_code(const char *said, const char *code)
{
	for (;;) {
		said += strspn(said, " -");
		code += strspn(code, "-");
		char one = (char)toupper((unsigned char)*said);
		one = one == 'O' ? '0' : one == 'I' || one == 'L' ? '1' : one;
		if (one != *code)
			return false;
		if (!one)
			return true;
		said++;
		code++;
	}
}

static enum err check_form(struct tx *tx, const struct device *device, const struct device_form *form)
{
	unsigned role = roles_parse(form->role);
	enum err err = access_check_who(tx, form->name, form->role);
	if (err)
		return err;
	if (role & (role - 1))
		return fault_set(tx_fault(tx), ERR_INVALID, "role", "A device has one role.");
	if (role & ROLE_ADMIN)
		return fault_set(tx_fault(tx), ERR_INVALID, "role",
		    "A device is no administrator: whoever picks it up would be one.");
	if (form->place && strlen(form->place) > PLACE_MAX)
		return fault_set(tx_fault(tx), ERR_INVALID, "place", "A place has at most %d bytes.", PLACE_MAX);
	if (!is_same_code(form->code, device->code))
		return fault_set(tx_fault(tx), ERR_INVALID, "code",
		    "This is not the code on that device's screen. Look at it again.");
	return OK;
}

/* The next step of a device. */
static enum err step(struct tx *tx, struct device *device, const char *state, const char *action)
{
	device->version++;
	device->state = state;
	enum err err = device_put(tx_db(tx), device);
	return err ? err : note(tx, action, device);
}

enum err device_approve(struct tx *tx, const char *id, const struct device_form *form, struct device *out_device)
{
	struct device device;
	enum err err = device_get(tx_db(tx), tx_arena(tx), id, &device);
	if (!err && (strcmp(device.state, "asked") != 0 || device.ends_at <= tx_now(tx)))
		err =
		    fault_set(tx_fault(tx), ERR_STEP, "state", "The device does not ask any more. Let it ask again.");
	if (!err)
		err = check_form(tx, &device, form);
	if (err)
		return err;
	device.name = form->name;
	device.role = form->role;
	device.place = form->place ? form->place : "";
	device.decided_by = arena_dup(tx_arena(tx), tx_actor(tx));
	device.decided_at = tx_now(tx);
	device.ends_at = tx_now(tx) + DEVICE_LOGIN_MS;
	err = step(tx, &device, "approved", "device.approve");
	if (!err)
		*out_device = device;
	return err;
}

static bool may_enrol(const struct device *device, int64_t now)
{
	bool is_in = strcmp(device->state, "approved") == 0 || strcmp(device->state, "enrolled") == 0;
	return is_in && now < device->decided_at + DEVICE_AGAIN_MS;
}

enum err device_enrol(
    struct tx *tx, const char *id, const char *secret, struct login *out_login, char out_token[ACCESS_TOKEN_LEN + 1])
{
	struct device device;
	unsigned char hash[LOGIN_ID_LEN];
	bool is_right = false;
	enum err err = access_hash_secret(secret, hash) ? device_check(tx_db(tx), id, hash, &is_right) : OK;
	if (!err && !is_right)
		return fault_set(tx_fault(tx), ERR_CODE_USED, "secret", NULL);
	if (!err)
		err = device_get(tx_db(tx), tx_arena(tx), id, &device);
	if (!err && !may_enrol(&device, tx_now(tx)))
		err = fault_set(tx_fault(tx), ERR_STEP, "state", "Nobody has let this device in, or too long ago.");
	if (!err)
		err = step(tx, &device, "enrolled", "device.enrol");
	if (err)
		return err;
	struct login login = { .name = device.name,
		.roles = device.role,
		.scope = device_scope(tx_arena(tx), device.id),
		.expires_at = device.ends_at };
	tx_act_as(tx, device.name);
	err = access_login_as(tx, &login, out_token);
	if (!err)
		*out_login = login;
	return err;
}

enum err device_revoke(struct tx *tx, const char *id, struct device *out_device)
{
	struct device device;
	enum err err = device_get(tx_db(tx), tx_arena(tx), id, &device);
	if (!err && strcmp(device.state, "revoked") == 0)
		err = fault_set(tx_fault(tx), ERR_STEP, "state", "The device is shut out already.");
	if (err)
		return err;
	device.decided_by = arena_dup(tx_arena(tx), tx_actor(tx));
	device.decided_at = tx_now(tx);
	device.ends_at = tx_now(tx);
	err = step(tx, &device, "revoked", "device.revoke");
	if (!err)
		err = access_end_scope(tx, device_scope(tx_arena(tx), device.id), tx_now(tx));
	if (!err)
		*out_device = device;
	return err;
}
