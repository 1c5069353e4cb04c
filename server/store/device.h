/* Devices and the logins there are, as rows. The rules are read.h's and write.h's. Not for who may come in
 * (domain/device.h, domain/access.h). */
#ifndef P2C_STORE_DEVICE_H
#define P2C_STORE_DEVICE_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;

enum { LOGIN_ID_LEN = 32 }; /* bytes: the hash of the login's token, which opens nothing */

struct device {
	const char *id, *name, *role, *place /* "" for none: desk, point or room */, *state;
	const char *code;    /* what its screen shows while it asks */
	const char *browser; /* what it says of itself */
	const char *target;  /* of a screen: the page it is pointed to, "" for where it is */
	int64_t reload;      /* of a screen: how often it was told to load its page anew */
	const char *decided_by;
	int64_t version, asked_at, ends_at, decided_at;
};
enum err device_get(struct db *db, struct arena *arena, const char *id, struct device *out_device);
/* Newest first; those that asked and were not heard in time are left out. */
enum err device_list(struct db *db, struct arena *arena, int64_t now, struct device **out_devices, size_t *out_n);
/* How many wait for an answer. */
enum err device_count_asked(struct db *db, int64_t now, int64_t *out_n);
/* Is this the hash of the secret that the device was given? */
enum err device_check(struct db *db, const char *id, const unsigned char secret_hash[32], bool *out_is_right);

struct login_row {
	unsigned char id[LOGIN_ID_LEN];
	const char *name, *roles, *scope;
	int64_t created_at, expires_at;
};
enum err login_list(struct db *db, struct arena *arena, int64_t now, struct login_row **out_logins, size_t *out_n);

/* ---- changes ---- */

/* id, code, browser, asked_at, ends_at are read. ERR_CONFLICT when somebody asks with this code. */
enum err device_add(struct db *db, const struct device *device, const unsigned char secret_hash[32]);
/* Writes what can change, and the version it says. */
enum err device_put(struct db *db, const struct device *device);
/* Writes the name, the target, how often to reload, and the version it says. */
enum err device_put_screen(struct db *db, const struct device *device);
/* Those that nobody let in in time are gone. */
enum err device_forget(struct db *db, int64_t now);
/* ERR_NOT_FOUND when there is no such login, or it has ended. */
enum err login_end_by_id(
    struct db *db, struct arena *arena, const unsigned char id[LOGIN_ID_LEN], int64_t now, const char **out_name);

#endif
