/* Watching a printer: where it is, how it is, what it takes; told to the store when that changes. See state.h. */
#include "print/state.h"

#include "domain/printer.h"
#include "print/medium.h"
#include "store/tx.h"

#include <event2/event.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>

/* The desk hears of it within two seconds: one may pass before the question, one before it counts as unanswered. */
enum { EVERY_MS = 800, WHOLE_MS = 5000, DPI = 300 };

static void again_in(struct watch *watch, unsigned ms)
{
	struct timeval after = asking_after(ms);
	event_add(watch->timer, &after);
}

/* ---- telling the store ---- */

static enum err run_note(struct change *change, struct tx *tx)
{
	struct note *note = (struct note *)(void *)change;
	tx_act_as(tx, "printer");
	return printer_says(tx, note->subject, &note->printer->watch.told);
}

static void tell(struct printer *printer);

static void open_note(struct letter *letter)
{
	struct note *note = PRINT_OF(letter, struct note, letter);
	note->under_way = false;
	note->printer->watch.is_told = note->err == OK;
	if (!note->printer->room->stopping && note->err == OK)
		tell(note->printer); /* what was said meanwhile */
}

/* The words for the store, of what the printer said last. */
static struct printer_seen word(const struct printer *printer, struct arena *arena)
{
	const struct watch *watch = &printer->watch;
	const struct sheet_form *takes = &watch->takes;
	const char *reasons = "";
	uint64_t bits = watch->caps.reasons;
	bool known = watch->reachable;
	if (known && !watch->caps.accepts)
		bits |= UINT64_C(1) << PRINT_WHY_NOT_ACCEPTING;
	if (known && !takes->media)
		bits |= UINT64_C(1) << PRINT_WHY_MEDIA_UNSUPPORTED;
	if (known && printer->paper.sides > 1 && !takes->sides)
		bits |= UINT64_C(1) << PRINT_WHY_SIDES_UNSUPPORTED;
	if (known && !takes->pdf && !takes->dpi)
		bits |= UINT64_C(1) << PRINT_WHY_FORMAT_UNSUPPORTED;
	for (int why = 0; why < PRINT_WHY_MAX; why++)
		if (bits & UINT64_C(1) << why)
			reasons = arena_printf(
			    arena, "%s%s%s", reasons, *reasons ? " " : "", print_reason_key((enum print_reason)why));
	return (struct printer_seen){ .state = watch->caps.state,
		.reasons = reasons,
		.format = !known       ? ""
			  : takes->pdf ? "pdf"
			  : takes->dpi ? "pwg"
				       : "",
		.media = known && takes->media ? arena_dup(arena, takes->media) : "",
		.certificate = arena_dup(arena, watch->asking.certificate),
		.accepts = known && watch->caps.accepts };
}

static void tell(struct printer *printer)
{
	struct watch *watch = &printer->watch;
	if (watch->note.under_way)
		return;
	struct arena *arena = arena_create();
	struct printer_seen seen = word(printer, arena);
	if (watch->is_told && printer_seen_is_same(&seen, &watch->told)) {
		arena_destroy(arena);
		return;
	}
	arena_destroy(watch->told_arena);
	watch->told_arena = arena;
	watch->told = seen;
	watch->note.change.run = run_note;
	watch->is_told = room_note(&watch->note, open_note);
}

/* ---- asking ---- */

/* The printer cannot be asked, or says nothing that can be understood. */
static void is_gone(struct printer *printer, enum print_reason why, const char *state)
{
	struct watch *watch = &printer->watch;
	watch->reachable = false;
	watch->caps = (struct talk_printer){ .state = state };
	watch->caps.reasons = why == PRINT_WHY_NONE ? 0 : UINT64_C(1) << why;
	watch->takes = (struct sheet_form){ .pdf = false };
	tell(printer);
}

/* Takes the answer over: its text moves with the arena. */
static void take(struct printer *printer, const struct talk_heard *heard)
{
	struct watch *watch = &printer->watch;
	struct arena *before = watch->caps_arena;
	watch->caps_arena = watch->asking.arena;
	watch->asking.arena = before;
	watch->caps = heard->printer;
	watch->reachable = true;
	const struct sheet_paper *paper = &printer->paper;
	bool pwg = talk_lists(&heard->printer.formats, "image/pwg-raster");
	watch->takes = (struct sheet_form){ .pdf = talk_lists(&heard->printer.formats, "application/pdf"),
		.dpi = !pwg                 ? 0
		       : heard->printer.dpi ? heard->printer.dpi
					    : DPI,
		.kind = pwg_kind_choose(&heard->printer.types),
		.media = medium_choose(&heard->printer.media, paper->width, paper->height, watch->caps_arena),
		.sides = paper->sides > 1 && talk_lists(&heard->printer.sides, sheet_sides(paper))
			     ? sheet_sides(paper)
			     : NULL,
		.back = heard->printer.back };
	tell(printer);
}

static enum print_reason why_gone(const struct printer *printer, enum client_end end)
{
	switch (end) {
	case CLIENT_ANSWERED:
		return PRINT_WHY_NO_PRINTER;
	case CLIENT_NO_TLS:
		return PRINT_WHY_NO_TLS;
	case CLIENT_STRANGER:
		return *printer->pinned ? PRINT_WHY_CERTIFICATE_CHANGED : PRINT_WHY_CERTIFICATE_NEW;
	default:
		return PRINT_WHY_OFFLINE;
	}
}

static const char *state_gone(enum client_end end)
{
	return end == CLIENT_NOT_REACHED || end == CLIENT_CUT ? "offline" : "unknown";
}

static void on_answer(struct asking *asking, const struct talk_heard *heard, enum client_end end)
{
	struct printer *printer = asking->printer;
	again_in(&printer->watch, EVERY_MS);
	if (heard && heard->outcome == TALK_DONE)
		take(printer, heard);
	else if (heard && heard->outcome == TALK_BUSY)
		return; /* it is there and will say more the next time */
	else
		is_gone(printer, why_gone(printer, end), state_gone(end));
	if (end == CLIENT_NOT_REACHED)
		printer->watch.address_len = 0; /* it may have another one by now */
	errand_next(printer);
}

/* ---- the address ---- */

static void run_find(struct task *task, void *context)
{
	struct watch *watch = PRINT_OF(task, struct watch, find);
	struct addrinfo wish = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_ADDRCONFIG }, *list = NULL;
	char port[8];
	(void)context;
	snprintf(port, sizeof port, "%u", watch->sought.port);
	if (getaddrinfo(watch->sought.host, port, &wish, &list) == 0 && list &&
	    list->ai_addrlen <= sizeof watch->address) {
		memcpy(&watch->address, list->ai_addr, list->ai_addrlen);
		watch->address_len = list->ai_addrlen;
	}
	if (list)
		freeaddrinfo(list);
	mailbox_post(watch->asking.printer->room->mailbox, &watch->found);
}

static void ask(struct printer *printer)
{
	static const struct talk_said WHICH = { .ask = TALK_PRINTER };
	asking_ask(&printer->watch.asking, &WHICH, NULL, WHOLE_MS, on_answer);
}

static void open_found(struct letter *letter)
{
	struct watch *watch = PRINT_OF(letter, struct watch, found);
	struct printer *printer = watch->asking.printer;
	watch->finding = false;
	if (printer->room->stopping)
		return;
	if (strcmp(watch->sought.host, printer->uri.host) != 0 || watch->sought.port != printer->uri.port)
		watch->address_len = 0; /* moved meanwhile */
	if (watch->address_len) {
		ask(printer);
		return;
	}
	is_gone(printer, PRINT_WHY_NAME_UNKNOWN, "offline");
	again_in(watch, EVERY_MS);
}

/* An address is taken at once; a name is looked up elsewhere. */
static bool is_address(struct watch *watch, const struct printer_uri *uri)
{
	struct addrinfo wish = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV }, *list;
	char port[8];
	snprintf(port, sizeof port, "%u", uri->port);
	if (getaddrinfo(uri->host, port, &wish, &list) != 0)
		return false;
	memcpy(&watch->address, list->ai_addr, list->ai_addrlen);
	watch->address_len = list->ai_addrlen;
	freeaddrinfo(list);
	return true;
}

static void on_time(evutil_socket_t fd, short what, void *ctx)
{
	struct printer *printer = ctx;
	struct watch *watch = &printer->watch;
	(void)fd;
	(void)what;
	if (watch->asking.client || watch->finding)
		return;
	if (!printer->row.enabled && !printer->errand.busy) {
		is_gone(printer, PRINT_WHY_NONE, "unknown");
		return; /* until its row changes */
	}
	if (watch->address_len || is_address(watch, &printer->uri)) {
		ask(printer);
		return;
	}
	watch->sought = printer->uri;
	watch->find = (struct task){ .run = run_find };
	watch->found.open = open_found;
	watch->finding = pool_submit(printer->room->names, &watch->find) == OK;
	if (!watch->finding)
		again_in(watch, EVERY_MS);
}

/* ---- for the others ---- */

void watch_soon(struct printer *printer)
{
	if (!printer->watch.asking.client && !printer->watch.finding)
		again_in(&printer->watch, 0);
}

void watch_row(struct printer *printer, bool moved)
{
	struct watch *watch = &printer->watch;
	if (moved && !watch->finding) {
		client_cancel(watch->asking.client);
		watch->asking.client = NULL;
		watch->address_len = 0;
		watch->reachable = false;
	}
	watch_soon(printer);
}

bool watch_is_ready(const struct printer *printer)
{
	const struct watch *watch = &printer->watch;
	if (!printer->row.enabled || !watch->reachable || !watch->caps.accepts ||
	    strcmp(watch->caps.state, "stopped") == 0)
		return false;
	for (int why = 0; why < PRINT_WHY_MAX; why++)
		if (watch->caps.reasons & UINT64_C(1) << why && print_reason_holds((enum print_reason)why))
			return false;
	return true;
}

void watch_begin(struct printer *printer)
{
	struct watch *watch = &printer->watch;
	asking_begin(&watch->asking, printer);
	watch->caps_arena = arena_create();
	watch->caps = (struct talk_printer){ .state = "unknown" };
	watch->timer = evtimer_new(printer->room->base, on_time, printer);
	watch->note.printer = printer;
}

void watch_end(struct printer *printer)
{
	struct watch *watch = &printer->watch;
	asking_end(&watch->asking);
	event_free(watch->timer);
	arena_destroy(watch->caps_arena);
	arena_destroy(watch->told_arena);
}
