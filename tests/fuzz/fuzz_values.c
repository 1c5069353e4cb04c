/* Any text where a value is wanted: an amount, a time, a printer's address, an id, what is signed and how it was
 * drawn. What is taken can be said again and is then the same; what is refused names its field. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "domain/access.h"
#include "domain/ceremony_text.h"
#include "domain/epoch.h"
#include "domain/money.h"
#include "domain/printer_uri.h"

#include <stdlib.h>
#include <string.h>

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_money(const char *text)
{
	static const char *const CURRENCIES[] = { "USD", "JPY", "KWD" };
	for (size_t i = 0; i < sizeof CURRENCIES / sizeof *CURRENCIES; i++) {
		char shown[MONEY_LEN];
		int64_t minor = 0, again = 0, usd = 0;
		struct fault fault = { 0 };
		int digits = currency_find(CURRENCIES[i])->digits;
		enum err err = money_parse(text, CURRENCIES[i], &minor, &fault);
		must(err ? fault.err == err : minor > 0);
		if (!err)
			must(money_parse(money_format(minor, digits, shown), CURRENCIES[i], &again, &fault) == OK &&
			     again == minor);
		if (money_to_usd(100, digits, text, &usd) == OK)
			must(usd >= 0);
	}
}

static void check_time(const char *text)
{
	char shown[CLOCK_RFC3339_LEN + 1];
	int64_t at = 0, again = 0;
	if (clock_parse(text, &at) == OK)
		must(clock_parse(clock_rfc3339(at, shown), &again) == OK && again == at);
}

static void check_uri(const char *text)
{
	struct printer_uri uri;
	struct fault fault = { 0 };
	enum err err = printer_uri_parse(text, &uri, &fault);
	must(err ? fault.err == err && *fault.detail : uri.host[0] && uri.path[0] == '/' && uri.port > 0);
}

/* What is hashed ends its last line, whatever stands in it. */
static void write_ceremony(const char *clean)
{
	char hash[CEREMONY_HASH_LEN + 1];
	struct buf bytes = { 0 };
	struct texts title = { .in = { [LANG_EN] = "A title", [LANG_ZH] = "T" } },
		     body = { .in = { [LANG_EN] = clean } };
	const struct signature signature = {
		.reservation = clean, .statement = clean, .means = "paper", .strokes = ""
	};
	ceremony_text_write(&title, &body, &bytes);
	must(bytes.len > 0 && bytes.bytes[bytes.len - 1] == '\n');
	ceremony_hash(&bytes, hash);
	must(strlen(hash) == CEREMONY_HASH_LEN);
	bytes.len = 0;
	ceremony_record_write(&signature, &bytes);
	must(bytes.bytes[bytes.len - 1] == '\n');
	buf_finish(&bytes);
}

static void check_ceremony(struct arena *arena, const char *text)
{
	struct fault fault = { 0 };
	const char *clean = ceremony_clean(arena, text);
	must(strcmp(ceremony_clean(arena, clean), clean) == 0);
	enum err err = ceremony_check_text("en", "A title", clean, &fault);
	must(err ? fault.err == err : true);
	err = ceremony_check_text("fr", clean, "A body", &fault);
	must(err ? fault.err == err : !strchr(clean, '\n'));
	err = ceremony_check_strokes(text, &fault);
	must(err ? fault.err == err : text[0] == '[');
	write_ceremony(clean);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct epoch ours = { .number = 2 };
	struct arena *arena = arena_create();
	const char *text = arena_copy(arena, (const char *)data, size);
	bool is_text = utf8_is_text((const char *)data, size, NULL);
	must(is_text || size > 0);
	check_money(text);
	check_time(text);
	check_uri(text);
	must(!id_is_valid(text) || strlen(text) == ID_LEN);
	roles_parse(text);
	must(!epoch_is_superseded_by(&ours, text) || strlen(text) <= EPOCH_TOKEN_LEN);
	if (is_text)
		check_ceremony(arena, text);
	arena_destroy(arena);
	return 0;
}
