/* Letting devices in: a desk, a door, a kiosk or a sign asks with a short code on its screen; an administrator who
 * stands before it types that code, names the device and gives it one role. Nobody types a password into a tablet,
 * and one act shuts a lost one out. Not for people's accounts (access.h). */
#ifndef P2C_DOMAIN_DEVICE_H
#define P2C_DOMAIN_DEVICE_H

#include "domain/access.h"
#include "store/device.h"

enum {
	DEVICE_CODE_LEN = 7,               /* "K7Q-F3M" */
	DEVICE_ASKING_MS = 10 * 60 * 1000, /* an unanswered question is forgotten */
	DEVICE_ASKING_MAX = 50,            /* that wait at once */
	DEVICE_AGAIN_MS = 10 * 60 * 1000,  /* the answer may be lost: it may come in again so long */
	DEVICE_DAYS = 14,                  /* how long it stays in: the event and its days of building up */
	DEVICE_LOGIN_MS = DEVICE_DAYS * 24 * 3600 * 1000,
};

/* "device ID": the scope of the logins of a device. */
const char *device_scope(struct arena *arena, const char *id);
/* The id in a scope, NULL when it is none of a device's. */
const char *device_of_scope(const char *scope);

/* A device asks. The secret proves later that it is the one that asked. ERR_TOO_MANY while fifty wait. */
enum err device_ask(
    struct tx *tx, const char *browser, struct device *out_device, char out_secret[ACCESS_TOKEN_LEN + 1]);

struct device_form {
	const char *code;  /* as its screen shows it; case and dash do not matter */
	const char *name;  /* "Door hall 1": the journal's name for what it does */
	const char *role;  /* one of ROLE_NAMES, not admin: whoever finds the tablet has it */
	const char *place; /* desk, point or room; NULL for none */
};
/* Lets it in. ERR_INVALID names code, name or role; ERR_STEP when it does not ask (any more). */
enum err device_approve(struct tx *tx, const char *id, const struct device_form *form, struct device *out_device);
/* The device comes in with its secret, and for ten minutes again. ERR_STEP while nobody has let it in, ERR_CODE_USED
 * for a wrong secret. */
enum err device_enrol(
    struct tx *tx, const char *id, const char *secret, struct login *out_login, char out_token[ACCESS_TOKEN_LEN + 1]);
/* Shuts it out: its logins end now. Also refuses one that asks. ERR_STEP when it is out already. */
enum err device_revoke(struct tx *tx, const char *id, struct device *out_device);

#endif
