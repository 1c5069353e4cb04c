/* See site.h. */
#include "site.h"

#include "authority.h"
#include "base/buf.h"
#include "credentials.h"
#include "machine.h"

#include <stdlib.h>
#include <string.h>

struct addresses {
	struct arena *arena;
	const char *text;
};

static void take_address(void *ctx, const char *address, bool is_loopback)
{
	struct addresses *all = ctx;
	bool is_wordy = strchr(address, ':') && *all->text; /* IPv6 beside an address that is easier to type */
	if (!is_loopback && !is_wordy)
		all->text = arena_printf(all->arena, "%s%s%s", all->text, *all->text ? ", " : "", address);
}

/* With the port it really has: 0 asks for a free one, and a socket that was handed over has its own. */
static const char *address_with(
    struct arena *arena, const char *listen, const struct listening *listening, unsigned port)
{
	const char *colon = strrchr(listen, ':');
	if (!port)
		return "";
	if (listening->is_handed_over || !colon)
		return arena_printf(arena, "0.0.0.0:%u", port);
	return arena_printf(arena, "%s:%u", arena_copy(arena, listen, (size_t)(colon - listen)), port);
}

static void read_authority(struct arena *arena, const struct options *options, struct site *site)
{
	struct credentials files;
	struct buf pem = { 0 };
	char fingerprint[AUTHORITY_FINGERPRINT_LEN + 1];
	/* A certificate that was fetched before the day needs no authority of the venue. */
	if (options_has(options, "tls-cert") || credentials_find(options, &files, NULL) ||
	    !credentials_read(&files, CREDENTIAL_AUTHORITY, &pem))
		return;
	if (authority_fingerprint(pem.bytes, pem.len, fingerprint) == OK) {
		site->authority_len = pem.len;
		site->authority = arena_copy(arena, pem.bytes, pem.len);
		site->fingerprint = arena_dup(arena, fingerprint);
	}
	buf_finish(&pem);
}

/* As it is found from any folder: the card is read on another machine. */
static const char *whole_path(struct arena *arena, const char *path)
{
	char *whole = *path ? realpath(path, NULL) : NULL;
	const char *kept = arena_dup(arena, whole ? whole : path);
	free(whole);
	return kept;
}

void site_read(
    struct arena *arena, const struct options *options, const struct listening *listening, struct site *out_site)
{
	struct addresses addresses = { arena, "" };
	machine_addresses(take_address, &addresses);
	*out_site = (struct site){ .version = P2C_VERSION,
		.listen = address_with(arena, options_text(options, "listen"), listening, listening->port),
		.listen_tls =
		    address_with(arena, options_text(options, "listen-tls"), listening, listening->tls_port),
		.port = arena_printf(arena, "%u", listening->port),
		.tls_port = listening->tls_port ? arena_printf(arena, "%u", listening->tls_port) : "",
		.hosts = options_text(options, "hosts"),
		.addresses = addresses.text,
		.snapshots = whole_path(arena, options_text(options, "snapshots")),
		.contact = options_text(options, "contact"),
		.authority = "",
		.fingerprint = "" };
	read_authority(arena, options, out_site);
}
