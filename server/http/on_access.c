/* Logins, accounts and one-time codes. Passwords are hashed in the prepare step, on a worker. */
#include "domain/device.h"
#include "domain/password.h"
#include "http/fields.h"
#include "http/guard.h"
#include "http/handlers.h"
#include "http/patience.h"
#include "http/route.h"
#include "http/view.h"

#include <string.h>

struct credentials {
	const char *name, *password, *code;
};

static const struct field CREDENTIALS[] = {
	FIELD(struct credentials, "name", TEXT, name),
	FIELD(struct credentials, "password", TEXT, password),
	FIELD(struct credentials, "code", TEXT, code),
	FIELDS_END,
};

/* What the prepare step found: whose password it was. */
struct checked {
	struct account account;
	const char *rehashed; /* NULL when its hash is as costly as today's */
};

/* The slow part, for whoever has not to wait (patience.h). */
static enum err check_password(struct request *request, const struct credentials *said, struct checked *out_checked)
{
	enum err err =
	    access_check_password(request->db, request->arena, said->name, said->password, &out_checked->account);
	if (!err)
		out_checked->rehashed = access_rehash(request->arena, &out_checked->account, said->password);
	if (request->patience && !err)
		patience_right(request->patience, said->name, request->address);
	else if (request->patience && err != ERR_LOGIN_FAILED)
		patience_spare(request->patience, said->name, request->address);
	return err;
}

enum err on_login_prepare(struct request *request, struct reply *reply)
{
	struct credentials said = { 0 };
	enum err err = request_fields(request, CREDENTIALS, &said);
	if (err || said.code)
		return err;
	if (!said.name || !said.password)
		return fault_set(request->fault, ERR_FIELD_MISSING, said.name ? "password" : "name", NULL);
	int64_t wait =
	    request->patience ? patience_try(request->patience, said.name, request->address, request->ticks) : 0;
	if (wait) {
		reply->retry_after = (int)((wait + 999) / 1000);
		return fault_set(request->fault, ERR_TOO_MANY, NULL, "Too many wrong passwords. Wait %d seconds.",
		    reply->retry_after);
	}
	struct checked *checked = arena_new(request->arena, struct checked);
	request->prepared = checked;
	return check_password(request, &said, checked);
}

/* Which device this is, for pages that keep its place: its desk, its point. */
static void view_device_of(struct jsonw *w, const struct request *request, const struct login *login)
{
	const char *id = device_of_scope(login->scope);
	struct device device;
	if (!id || device_get(request->db, request->arena, id, &device))
		return;
	jsonw_object(w, "device");
	jsonw_text(w, "id", device.id);
	jsonw_text(w, "name", device.name);
	view_text(w, "place", device.place);
	jsonw_object_end(w);
}

static void write_login(struct request *request, struct reply *reply, const struct login *login, const char *token)
{
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "name", login->name);
	view_words(&w, "roles", login->roles);
	jsonw_time(&w, "expires_at", login->expires_at);
	if (!token)
		view_device_of(&w, request, login);
	jsonw_object_end(&w);
	reply->secret = true;
	if (token)
		request_started(request, login, token);
	if (token)
		reply->cookie = guard_set_cookie(request->arena, request->is_secure, token, ACCESS_LOGIN_MS);
}

enum err on_login(struct request *request, struct reply *reply)
{
	struct credentials said = { 0 };
	struct login login;
	char token[ACCESS_TOKEN_LEN + 1];
	enum err err = request_fields(request, CREDENTIALS, &said);
	if (err)
		return err;
	const struct checked *checked = request->prepared;
	err = said.code ? access_login_by_code(request->tx, said.code, &login, token)
			: access_login(request->tx, &checked->account, checked->rehashed, &login, token);
	if (!err)
		write_login(request, reply, &login, token);
	return err;
}

enum err on_logout(struct request *request, struct reply *reply)
{
	enum err err = request_no_fields(request);
	if (!err && request->token)
		err = access_logout(request->tx, request->token);
	reply->secret = true;
	reply->cookie = guard_set_cookie(request->arena, request->is_secure, "", 0);
	/* Pictures of people that the browser kept go. Its storage stays: acts that wait for the server lie there,
	 * and those a spare asks for again; the page forgets the people in it by itself (net/sealed.ts). */
	reply->clear = "\"cache\"";
	buf_add_text(&reply->body, "{}");
	return err;
}

enum err on_me(struct request *request, struct reply *reply)
{
	if (!*request->login.name)
		return ERR_LOGIN_NEEDED;
	write_login(request, reply, &request->login, NULL);
	return OK;
}

struct user {
	const char *name, *role, *roles, *password;
};

static const struct field USER[] = {
	FIELD_REQUIRED(struct user, "name", TEXT, name),
	FIELD(struct user, "role", TEXT, role),
	FIELD(struct user, "roles", WORDS, roles),
	FIELD_REQUIRED(struct user, "password", TEXT, password),
	FIELDS_END,
};

enum err on_user_prepare(struct request *request, struct reply *reply)
{
	struct user user = { 0 };
	const char *hash = NULL;
	(void)reply;
	enum err err = request_fields(request, USER, &user);
	if (!err)
		err = password_judge(user.name, user.password, request->fault);
	if (!err)
		err = access_hash_password(request->arena, user.password, &hash, request->fault);
	request->prepared = arena_dup(request->arena, hash);
	return err;
}

enum err on_user_put(struct request *request, struct reply *reply)
{
	struct user user = { 0 };
	enum err err = request_fields(request, USER, &user);
	if (err)
		return err;
	const char *roles = user.roles ? user.roles : user.role;
	if (!roles)
		return fault_set(request->fault, ERR_FIELD_MISSING, "role", NULL);
	reply->secret = true;
	err = access_put_account(request->tx, user.name, roles, request->prepared);
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "name", user.name);
	view_words(&w, "roles", roles);
	jsonw_object_end(&w);
	return err;
}

static const struct field CLOSING[] = { FIELD_REQUIRED(struct user, "name", TEXT, name), FIELDS_END };

enum err on_user_close(struct request *request, struct reply *reply)
{
	struct user user = { 0 };
	enum err err = request_fields(request, CLOSING, &user);
	if (!err)
		err = access_close_account(request->tx, user.name);
	if (!err)
		buf_add_text(&reply->body, "{}");
	return err;
}

struct code_form {
	const char *role, *name;
};

static const struct field CODE[] = {
	FIELD_REQUIRED(struct code_form, "role", TEXT, role),
	FIELD(struct code_form, "name", TEXT, name),
	FIELDS_END,
};

enum err on_code_make(struct request *request, struct reply *reply)
{
	struct code_form form = { 0 };
	char code[ACCESS_TOKEN_LEN + 1];
	enum err err = request_fields(request, CODE, &form);
	if (!err)
		err = access_make_code(request->tx, form.name ? form.name : form.role, form.role, code);
	if (err)
		return err;
	reply->secret = true;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "code", code);
	jsonw_text(&w, "path", arena_printf(request->arena, "/login#code=%s", code));
	jsonw_text(&w, "role", form.role);
	jsonw_object_end(&w);
	return OK;
}
