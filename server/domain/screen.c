/* See screen.h. */
#include "domain/screen.h"

#include "base/buf.h"
#include "base/jsonw.h"
#include "domain/access.h"
#include "domain/device.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Pages that are made to stand unattended; a page for people who sign in is no target. */
static const char *const PAGES[] = { "/sign", "/wall", "/hall", "/kiosk", "/lectern", "/signing" };

static bool is_screen(const struct device *d)
{
	bool is_in = strcmp(d->state, "approved") == 0 || strcmp(d->state, "enrolled") == 0;
	return is_in && (roles_parse(d->role) & (ROLE_KIOSK | ROLE_SCREEN));
}

static int by_name(const void *a, const void *b)
{
	const struct device *one = a, *other = b;
	int order = strcasecmp(one->name, other->name);
	return order ? order : strcmp(one->id, other->id);
}

enum err screen_list(struct db *db, struct arena *arena, int64_t now, struct device **out_screens, size_t *out_n)
{
	struct device *devices;
	size_t n = 0, kept = 0;
	enum err err = device_list(db, arena, now, &devices, &n);
	if (err)
		return err;
	for (size_t i = 0; i < n; i++)
		if (is_screen(&devices[i]) && devices[i].ends_at > now)
			devices[kept++] = devices[i];
	if (kept)
		qsort(devices, kept, sizeof *devices, by_name);
	*out_screens = devices;
	*out_n = kept;
	return OK;
}

enum err screen_of_scope(
    struct db *db, struct arena *arena, const char *scope, struct device *out_screen, struct fault *out_fault)
{
	struct device device;
	const char *id = device_of_scope(scope);
	enum err err = id ? device_get(db, arena, id, &device) : ERR_NOT_FOUND;
	if (err == ERR_NOT_FOUND || (!err && !is_screen(&device)))
		return fault_set(out_fault, ERR_NOT_FOUND, NULL,
		    "This is for a screen that was let in by its code; a person’s login is none.");
	if (!err)
		*out_screen = device;
	return err;
}

static enum err screen_get(struct tx *tx, const char *id, struct device *out_screen)
{
	struct device device;
	enum err err = device_get(tx_db(tx), tx_arena(tx), id, &device);
	if (!err && !is_screen(&device))
		err = ERR_NOT_FOUND;
	if (!err)
		*out_screen = device;
	return err;
}

/* Does the path lead to that page, or below it? */
static bool leads_to(const char *path, const char *page)
{
	size_t len = strlen(page);
	return strncmp(path, page, len) == 0 && (!path[len] || strchr("/?", path[len]));
}

static bool is_page(const char *target)
{
	for (const char *at = target; *at; at++)
		if (*at <= ' ' || *at > '~' || strchr("\"'<>\\#", *at))
			return false;
	for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++)
		if (leads_to(target, PAGES[i]))
			return true;
	return false;
}

static enum err take(struct tx *tx, const struct screen_form *form, struct device *screen)
{
	enum err err = form->name ? access_check_who(tx, form->name, screen->role) : OK;
	if (err)
		return err;
	if (form->target && *form->target && (strlen(form->target) > SCREEN_TARGET_MAX || !is_page(form->target)))
		return fault_set(tx_fault(tx), ERR_INVALID, "target",
		    "A screen shows /sign/ROOM, /wall, /hall, /kiosk, /lectern or /signing.");
	screen->name = form->name ? form->name : screen->name;
	screen->target = form->target ? form->target : screen->target;
	return OK;
}

static enum err save(struct tx *tx, const char *action, struct device *screen)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "name", screen->name);
	jsonw_text(&w, "target", screen->target);
	jsonw_int(&w, "reload", screen->reload);
	jsonw_object_end(&w);
	screen->version++;
	enum err err = device_put_screen(tx_db(tx), screen);
	if (!err)
		err = tx_journal(tx, &(struct journal_note){ .topic = "screens",
					 .action = action,
					 .subject = screen->id,
					 .version = screen->version,
					 .data = buf_text(&out) });
	buf_finish(&out);
	return err;
}

enum err screen_edit(
    struct tx *tx, const char *id, int64_t version, const struct screen_form *form, struct device *out_screen)
{
	struct device screen;
	enum err err = screen_get(tx, id, &screen);
	if (!err && screen.version != version) {
		*out_screen = screen;
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	}
	if (!err)
		err = take(tx, form, &screen);
	if (!err)
		err = save(tx, "screen.edit", &screen);
	if (!err)
		*out_screen = screen;
	return err;
}

enum err screen_reload(struct tx *tx, const char *id, struct device *out_screen)
{
	struct device screen;
	enum err err = screen_get(tx, id, &screen);
	if (err)
		return err;
	screen.reload++;
	err = save(tx, "screen.reload", &screen);
	if (!err)
		*out_screen = screen;
	return err;
}
