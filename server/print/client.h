/* One exchange with a printer: a connection of its own, one POST, one answer, on the event loop. Deadlines are
 * absolute. Within TLS the certificate is looked at before the first byte is said. A connection is never used twice:
 * one that the printer closed meanwhile could not be told from a badge that got lost on it. Our own, and not
 * libevent's HTTP client, because that does not say whether anything of a request left. */
#ifndef P2C_PRINT_CLIENT_H
#define P2C_PRINT_CLIENT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

struct client;
struct event_base;
struct printer_uri;
struct secure;

enum client_end {
	CLIENT_ANSWERED,
	CLIENT_NOT_REACHED, /* no connection: nothing left this machine */
	CLIENT_STRANGER, /* its certificate is not the one that was confirmed: nothing of the request left either */
	CLIENT_NO_TLS,   /* it does not speak TLS; nor this time */
	CLIENT_CUT       /* something may have arrived, and no whole answer came back in time */
};

struct client_answer {
	enum client_end end;
	int status;        /* HTTP; only when answered */
	const char *bytes; /* the body, valid during the call; NULL unless answered */
	size_t len;
	const char *certificate; /* what a printer within TLS showed (secure.h); "" for none; valid during the call */
};
/* Did all of the request stay here? */
bool client_is_unsent(enum client_end end);
/* Called once, from the loop, never from inside client_ask. The client is gone afterwards. */
typedef void client_done(void *ctx, const struct client_answer *answer);

struct client_request {
	const struct printer_uri *uri;
	struct secure *secure;           /* for an address within TLS */
	const char *pinned;              /* the certificate that it has to show then; "" for none */
	struct sockaddr_storage address; /* of that host and port */
	socklen_t address_len;
	struct buf *ipp;      /* the operation; its bytes are taken, the buffer is left empty */
	struct buf *document; /* what follows it; taken too; NULL for none */
	unsigned connect_ms, whole_ms;
};
struct client *client_ask(
    struct event_base *base, const struct client_request *request, client_done *done, void *ctx);
/* Ends it; `done` is not called. NULL is fine. */
void client_cancel(struct client *client);

#endif
