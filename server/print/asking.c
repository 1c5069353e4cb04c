/* One lane of exchanges with a printer: a question, its answer read, the next. See state.h. */
#include "print/state.h"

#include <event2/event.h>
#include <string.h>
#include <time.h>

enum { CONNECT_MS = 1000, SECURE_MS = 3000 /* a small printer takes a second or two to sign its handshake */ };

int64_t asking_clock(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct timeval asking_after(unsigned ms)
{
	return (struct timeval){ .tv_sec = ms / 1000, .tv_usec = (suseconds_t)(ms % 1000) * 1000 };
}

void asking_begin(struct asking *asking, struct printer *printer)
{
	asking->printer = printer;
	asking->arena = arena_create();
}

void asking_end(struct asking *asking)
{
	client_cancel(asking->client);
	asking->client = NULL;
	arena_destroy(asking->arena);
}

static void on_answer(void *ctx, const struct client_answer *answer)
{
	struct asking *asking = ctx;
	struct talk_heard heard;
	asking->client = NULL;
	arena_reset(asking->arena);
	bool is_ipp = answer->end == CLIENT_ANSWERED && answer->status == 200 &&
		      talk_hear(answer->bytes, answer->len, asking->number, asking->arena, &heard) == OK;
	memcpy(asking->certificate, answer->certificate, strlen(answer->certificate) + 1);
	asking->then(asking, is_ipp ? &heard : NULL, answer->end);
}

void asking_ask(struct asking *asking, const struct talk_said *said, struct buf *document, unsigned whole_ms,
    void (*then)(struct asking *asking, const struct talk_heard *heard, enum client_end end))
{
	struct printer *printer = asking->printer;
	struct talk_said whole = *said;
	struct buf bytes = { 0 };
	asking->number = asking->number % 0x7FFFFFF + 1;
	asking->then = then;
	whole.number = asking->number;
	whole.uri = printer->row.uri;
	talk_say(&whole, &bytes);
	struct client_request request = { .uri = &printer->uri,
		.secure = printer->room->secure,
		.pinned = printer->pinned,
		.address = printer->watch.address,
		.address_len = printer->watch.address_len,
		.ipp = &bytes,
		.document = document,
		.connect_ms = printer->uri.secure ? SECURE_MS : CONNECT_MS,
		.whole_ms = whole_ms };
	asking->client = client_ask(printer->room->base, &request, on_answer, asking);
}
