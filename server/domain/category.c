/* See category.h. */
#include "domain/category.h"

#include "base/jsonw.h"
#include "domain/plain_text.h"
#include "domain/room_list.h"
#include "store/people_write.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CODE_MIN = 2, CODE_MAX = 8, WORDS_MAX = 80, POSITION_MAX = 999 };
static const double CONTRAST_MIN = 4.5; /* WCAG 2.1, of text */
static const char CAPITALS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

static const char *const WORDS_FIELDS[CATEGORY_LANGUAGES] = { "words.en", "words.fr", "words.es", "words.ar",
	"words.ru", "words.zh" };

/* ---- colours ---- */

static double linear(uint32_t channel)
{
	double part = channel / 255.0;
	return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

/* Contrast with white. */
static double contrast(uint32_t rgb)
{
	double light =
	    0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
	return 1.05 / (light + 0.05);
}

static enum err take_colour(struct tx *tx, const char *said, uint32_t *rgb)
{
	if (!said)
		return OK;
	bool read = strlen(said) == 7 && *said == '#' && strspn(said + 1, "0123456789abcdefABCDEF") == 6;
	if (!read)
		return fault_set(tx_fault(tx), ERR_INVALID, "rgb", "A colour is written like #8A1538.");
	uint32_t value = (uint32_t)strtoul(said + 1, NULL, 16);
	if (contrast(value) < CONTRAST_MIN)
		return fault_set(tx_fault(tx), ERR_INVALID, "rgb",
		    "White letters cannot be read on this colour. Take a darker one.");
	*rgb = value;
	return OK;
}

/* ---- filling a category from a form ---- */

static enum err take_words(struct tx *tx, const struct category_form *form, struct category *c)
{
	for (size_t i = 0; i < CATEGORY_LANGUAGES; i++) {
		enum err err = plain_text_check(tx_fault(tx), WORDS_FIELDS[i], form->words[i], WORDS_MAX);
		if (err)
			return err;
		if (form->words[i])
			c->words[i] = form->words[i];
	}
	if (!*c->words[0])
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "words.en", "A category needs English words.");
	for (size_t i = 1; i < CATEGORY_LANGUAGES; i++)
		if (!*c->words[i])
			c->words[i] = c->words[0];
	return OK;
}

static enum err take_rooms(struct tx *tx, const char *said, const char **rooms)
{
	enum err err = said ? room_list_check(tx, said) : OK;
	if (!err && said)
		*rooms = said;
	return err;
}

static enum err take_letter(struct tx *tx, const char *said, const char **letter)
{
	if (!said)
		return OK;
	if (strlen(said) != 1 || !strchr(CAPITALS, *said))
		return fault_set(tx_fault(tx), ERR_INVALID, "letter", "The letter of a category is one of A to Z.");
	*letter = said;
	return OK;
}

static enum err fill(struct tx *tx, const struct category_form *form, struct category *c)
{
	enum err err = take_letter(tx, form->letter, &c->letter);
	if (!err)
		err = take_colour(tx, form->rgb, &c->rgb);
	if (!err)
		err = take_words(tx, form, c);
	if (!err)
		err = take_rooms(tx, form->rooms, &c->rooms);
	if (!err && form->position && (*form->position < 1 || *form->position > POSITION_MAX))
		err = fault_set(tx_fault(tx), ERR_INVALID, "position", "The position is 1 to %d.", POSITION_MAX);
	if (err)
		return err;
	c->position = form->position ? *form->position : c->position;
	c->vip = form->vip ? *form->vip : c->vip;
	c->letter_needed = form->letter_needed ? *form->letter_needed : c->letter_needed;
	c->photo_needed = form->photo_needed ? *form->photo_needed : c->photo_needed;
	c->transferable = form->transferable ? *form->transferable : c->transferable;
	return OK;
}

/* The catalogue is public, and so is what the journal says about it. */
static enum err note(struct tx *tx, const char *action, const struct category *c)
{
	const char *data = arena_printf(tx_arena(tx),
	    "{\"letter\":\"%s\",\"rgb\":\"#%06" PRIX32 "\",\"vip\":%s,\"position\":%" PRId64 "}", c->letter, c->rgb,
	    c->vip ? "true" : "false", c->position);
	return tx_journal(
	    tx, &(struct journal_note){
		    .topic = "agenda", .action = action, .subject = c->code, .version = c->version, .data = data });
}

static enum err save(struct tx *tx, const char *action, const struct category *c)
{
	enum err err = category_put(tx_db(tx), c);
	if (err == ERR_CONFLICT)
		return fault_set(
		    tx_fault(tx), err, "letter", "Another category has the letter %s already.", c->letter);
	return err ? err : note(tx, action, c);
}

static enum err check_code(struct tx *tx, const char *code)
{
	struct category other;
	size_t len = code ? strlen(code) : 0;
	if (!len)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "code", "A category needs a code.");
	if (len < CODE_MIN || len > CODE_MAX || strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != len)
		return fault_set(tx_fault(tx), ERR_INVALID, "code",
		    "The code of a category has %d to %d capital letters and digits.", CODE_MIN, CODE_MAX);
	enum err err = category_get(tx_db(tx), tx_arena(tx), code, &other);
	if (!err)
		return fault_set(tx_fault(tx), ERR_CONFLICT, "code", "There is a category %s already.", code);
	return err == ERR_NOT_FOUND ? OK : err;
}

enum err category_add(struct tx *tx, const struct category_form *form, struct category *out_category)
{
	struct category *all;
	size_t n = 0;
	struct category c = { .version = 1,
		.code = form->code,
		.letter = "",
		.rooms = "",
		.words = { "", "", "", "", "", "" },
		.photo_needed = form->vip && *form->vip };
	enum err err = check_code(tx, form->code);
	if (!err)
		err = category_list(tx_db(tx), tx_arena(tx), &all, &n);
	if (err)
		return err;
	c.position = n ? all[n - 1].position + 1 : 1;
	if (!form->letter || !form->rgb)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, form->letter ? "rgb" : "letter",
		    "A category needs a letter and a colour.");
	err = fill(tx, form, &c);
	if (!err)
		err = save(tx, "category.add", &c);
	if (!err)
		*out_category = c;
	return err;
}

enum err category_edit(
    struct tx *tx, const char *code, int64_t version, const struct category_form *form, struct category *out_category)
{
	struct category c;
	enum err err = category_get(tx_db(tx), tx_arena(tx), code, &c);
	if (err)
		return err;
	if (c.version != version) {
		*out_category = c;
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	}
	err = fill(tx, form, &c);
	c.version++;
	if (!err)
		err = save(tx, "category.edit", &c);
	if (!err)
		*out_category = c;
	return err;
}
