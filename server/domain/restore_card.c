/* See restore_card.h. */
#include "domain/restore_card.h"

#include "domain/epoch.h"
#include "domain/paper_facts.h"

#include <string.h>

/* Beside whoever types: nobody has to be root for it. */
static const char FOLDER[] = "p2c-restored";
static const char PLAIN[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:,@%+=-";

/* As one word of a shell: what has more than plain letters stands between quotes. */
static const char *shell_word(struct arena *arena, const char *text)
{
	if (*text && strspn(text, PLAIN) == strlen(text))
		return text;
	const char *out = "'";
	for (const char *at = text; *at; at++)
		out = *at == '\'' ? arena_printf(arena, "%s'\\''", out) : arena_printf(arena, "%s%c", out, *at);
	return arena_printf(arena, "%s'", out);
}

static const char *first_of(struct arena *arena, const char *list)
{
	return arena_copy(arena, list, strcspn(list, ", "));
}

/* ADDR of ADDR:PORT, "" for all addresses. */
static const char *address_of(struct arena *arena, const char *listen)
{
	const char *colon = strrchr(listen, ':');
	const char *address = arena_copy(arena, listen, colon ? (size_t)(colon - listen) : 0);
	return strcmp(address, "0.0.0.0") == 0 || strcmp(address, "[::]") == 0 ? "" : address;
}

/* What people type: a name when there is one, else where it listens, else the machine's first address. */
static const char *host_of(struct arena *arena, const struct site *site, const char *listen)
{
	const char *address = address_of(arena, listen);
	return *site->hosts ? first_of(arena, site->hosts)
	       : *address   ? address
			    : first_of(arena, *site->addresses ? site->addresses : "localhost");
}

static const char *url_of(struct arena *arena, const struct site *site, bool is_secure)
{
	const char *listen = is_secure ? site->listen_tls : site->listen;
	return arena_printf(arena, "%s://%s:%s", is_secure ? "https" : "http", host_of(arena, site, listen),
	    is_secure ? site->tls_port : site->port);
}

static void take_option(
    struct arena *arena, struct restore_card *card, const char **lines, const char *name, const char *value)
{
	if (*value)
		lines[card->n_serve++] = arena_printf(arena, "--%s %s", name, shell_word(arena, value));
}

/* The machine's addresses and its names: the certificate and the pages that are open know it by these. */
static const char *addresses_of(struct arena *arena, const struct site *site)
{
	const char *address = address_of(arena, site->listen);
	const char *known = *address ? address : site->addresses;
	return arena_printf(arena, "%s%s%s", known, *known && *site->hosts ? ", " : "", site->hosts);
}

enum err restore_card_facts(struct db *db, struct arena *arena, const struct site *site, const char *language,
    int64_t now, struct restore_card *out_card, struct fault *out_fault)
{
	struct restore_card card = { .version = site->version, .folder = FOLDER, .contact = site->contact };
	struct epoch epoch;
	bool is_secure = *site->listen_tls;
	if (!*site->snapshots)
		return fault_set(out_fault, ERR_CONFLICT, "snapshots",
		    "This server takes no snapshots, so a spare has nothing to begin with. Start it with --snapshots "
		    "and a folder on a second disk.");
	enum err err = paper_facts(db, arena, language, now, &card.paper);
	if (!err)
		err = epoch_get(db, arena, &epoch);
	if (err)
		return err;
	const char **lines = arena_alloc(arena, RESTORE_CARD_SERVE_MAX * sizeof *lines);
	take_option(arena, &card, lines, "listen", site->listen);
	take_option(arena, &card, lines, "listen-tls", site->listen_tls);
	take_option(arena, &card, lines, "hosts", site->hosts);
	take_option(arena, &card, lines, "snapshots", site->snapshots);
	card.serve = lines;
	card.epoch = epoch.number;
	card.snapshots = shell_word(arena, site->snapshots);
	card.addresses = addresses_of(arena, site);
	card.url = url_of(arena, site, is_secure);
	card.authority_url = *site->fingerprint ? arena_printf(arena, "%s/ca.crt", url_of(arena, site, false)) : "";
	card.fingerprint = site->fingerprint;
	*out_card = card;
	return OK;
}
