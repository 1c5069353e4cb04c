/* Devices that ask to come in, and the logins there are. */
#include "domain/device.h"
#include "http/fields.h"
#include "http/guard.h"
#include "http/handlers.h"
#include "http/view.h"

#include <stdio.h>
#include <string.h>

/* The short view is for the device itself and for whoever passes by: whether it was let in. */
static void view_device(struct jsonw *w, const char *name, const struct device *d)
{
	jsonw_object(w, name);
	jsonw_text(w, "id", d->id);
	jsonw_int(w, "version", d->version);
	jsonw_text(w, "state", d->state);
	view_text(w, "name", d->name);
	view_text(w, "role", d->role);
	view_text(w, "place", d->place);
	view_text(w, "browser", d->browser);
	jsonw_time(w, "asked_at", d->asked_at);
	jsonw_time(w, "ends_at", d->ends_at);
	view_text(w, "decided_by", d->decided_by);
	jsonw_time(w, "decided_at", d->decided_at);
	jsonw_object_end(w);
}

enum err on_device_ask(struct request *request, struct reply *reply)
{
	struct device device;
	char secret[ACCESS_TOKEN_LEN + 1];
	enum err err = request_no_fields(request);
	if (!err)
		err = device_ask(request->tx, request->device, &device, secret);
	if (err)
		return err;
	reply->secret = true;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "id", device.id);
	jsonw_text(&w, "code", device.code);
	jsonw_text(&w, "secret", secret);
	jsonw_time(&w, "ends_at", device.ends_at);
	jsonw_object_end(&w);
	return OK;
}

enum err on_device_state(struct request *request, struct reply *reply)
{
	struct device device;
	enum err err = device_get(request->db, request->arena, request->params[0], &device);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "state", device.ends_at <= request->now ? "ended" : device.state);
	jsonw_object_end(&w);
	return OK;
}

struct proof {
	const char *secret;
};
static const struct field PROOF[] = { FIELD_REQUIRED(struct proof, "secret", TEXT, secret), FIELDS_END };

enum err on_device_enrol(struct request *request, struct reply *reply)
{
	struct proof said = { 0 };
	struct login login;
	char token[ACCESS_TOKEN_LEN + 1];
	enum err err = request_fields(request, PROOF, &said);
	if (!err)
		err = device_enrol(request->tx, request->params[0], said.secret, &login, token);
	if (err)
		return err;
	request_started(request, &login, token);
	reply->secret = true;
	reply->cookie = guard_set_cookie(request->arena, request->is_secure, token, login.expires_at - request->now);
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "name", login.name);
	view_words(&w, "roles", login.roles);
	jsonw_time(&w, "expires_at", login.expires_at);
	jsonw_object_end(&w);
	return OK;
}

enum err on_devices(struct request *request, struct reply *reply)
{
	struct device *devices;
	size_t n;
	enum err err = device_list(request->db, request->arena, request->now, &devices, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "devices");
	for (size_t i = 0; i < n; i++)
		view_device(&w, NULL, &devices[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

static const struct field APPROVAL[] = {
	FIELD_REQUIRED(struct device_form, "code", TEXT, code),
	FIELD_REQUIRED(struct device_form, "name", TEXT, name),
	FIELD_REQUIRED(struct device_form, "role", TEXT, role),
	FIELD(struct device_form, "place", TEXT, place),
	FIELDS_END,
};

static enum err answer_device(struct reply *reply, const struct device *device)
{
	struct jsonw w = reply_json(reply);
	view_device(&w, NULL, device);
	return OK;
}

enum err on_device_approve(struct request *request, struct reply *reply)
{
	struct device_form form = { 0 };
	struct device device;
	enum err err = request_fields(request, APPROVAL, &form);
	if (!err)
		err = device_approve(request->tx, request->params[0], &form, &device);
	return err ? err : answer_device(reply, &device);
}

enum err on_device_revoke(struct request *request, struct reply *reply)
{
	struct device device;
	enum err err = request_no_fields(request);
	if (!err)
		err = device_revoke(request->tx, request->params[0], &device);
	return err ? err : answer_device(reply, &device);
}

/* ---- logins ---- */

enum { HEX_LEN = 2 * LOGIN_ID_LEN };

static const char *hex_of(struct arena *arena, const unsigned char id[LOGIN_ID_LEN])
{
	char *hex = arena_alloc(arena, HEX_LEN + 1);
	for (size_t i = 0; i < LOGIN_ID_LEN; i++)
		snprintf(hex + 2 * i, 3, "%02x", id[i]);
	return hex;
}

/* Two digits a byte, lower case as we write them. */
static bool read_hex(const char *hex, unsigned char out_id[LOGIN_ID_LEN])
{
	static const char DIGITS[] = "0123456789abcdef";
	if (strlen(hex) != HEX_LEN || strspn(hex, DIGITS) != HEX_LEN)
		return false;
	for (size_t i = 0; i < LOGIN_ID_LEN; i++)
		out_id[i] = (unsigned char)((strchr(DIGITS, hex[2 * i]) - DIGITS) << 4 |
					    (strchr(DIGITS, hex[2 * i + 1]) - DIGITS));
	return true;
}

enum err on_logins(struct request *request, struct reply *reply)
{
	struct login_row *logins;
	size_t n;
	enum err err = login_list(request->db, request->arena, request->now, &logins, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "logins");
	for (size_t i = 0; i < n; i++) {
		jsonw_object(&w, NULL);
		jsonw_text(&w, "id", hex_of(request->arena, logins[i].id));
		jsonw_text(&w, "name", logins[i].name);
		view_words(&w, "roles", logins[i].roles);
		jsonw_text(&w, "device", device_of_scope(logins[i].scope));
		jsonw_time(&w, "created_at", logins[i].created_at);
		jsonw_time(&w, "expires_at", logins[i].expires_at);
		jsonw_object_end(&w);
	}
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

struct ending {
	bool all;
};
static const struct field ENDING[] = { FIELD(struct ending, "all", BOOL, all), FIELDS_END };

enum err on_login_end(struct request *request, struct reply *reply)
{
	unsigned char id[LOGIN_ID_LEN];
	struct ending said = { 0 };
	enum err err = request_fields(request, ENDING, &said);
	if (!err && !read_hex(request->params[0], id))
		err = ERR_NOT_FOUND;
	if (!err)
		err = access_end_login(request->tx, id, said.all);
	if (!err)
		buf_add_text(&reply->body, "{}");
	return err;
}
