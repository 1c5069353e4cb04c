/* Carrying one badge to a printer: the oldest in its queue, drawn while the printer makes room for it; written down
 * as sent before its first byte leaves. See state.h. */
#include "print/state.h"

#include "badges/press.h"
#include "print/medium.h"
#include "store/tx.h"

#include <event2/event.h>
#include <string.h>

enum {
	WHOLE_MS = 5000,
	DOCUMENT_MS = 120000, /* a printer may take it no faster than it prints */
	PATIENT_MS = 3000,    /* then it is asked what it does, beside that */
	PAUSE_LEAST_MS = 500,
	PAUSE_MOST_MS = 4000,
	SAVE_AGAIN_MS = 300,
	SWEPT_MAX = 16,
};

static const char *const MEDIA_TYPES[] = { "image/pwg-raster", "application/pdf" }; /* by sheet_form.pdf */

/* ---- time ---- */

static void on_time(evutil_socket_t fd, short what, void *ctx)
{
	struct errand *errand = ctx;
	(void)fd;
	(void)what;
	errand->timed(errand);
}

void errand_in(struct errand *errand, unsigned ms, void (*timed)(struct errand *errand))
{
	struct timeval after = asking_after(ms);
	errand->timed = timed;
	event_add(errand->timer, &after);
}

/* ---- writing steps down ---- */

static enum err run_step(struct change *change, struct tx *tx)
{
	struct errand *errand = PRINT_OF(change, struct errand, note.change);
	struct print_job job;
	tx_act_as(tx, "printer");
	return print_job_step(tx, &errand->step, &job);
}

static void submit(struct errand *errand);

static void open_step(struct letter *letter)
{
	struct errand *errand = PRINT_OF(letter, struct errand, note.letter);
	enum err err = errand->note.err;
	errand->note.under_way = false;
	if (errand->note.printer->room->stopping)
		return;
	if (err == OK) {
		errand->state = print_act_leads(errand->step.act, errand->state);
		errand->why = errand->step.why;
		errand->after(errand);
	} else if (err == ERR_STEP || err == ERR_NOT_FOUND) {
		errand->taken_back = errand->step.act == PRINT_SEND;
		(errand->taken_back ? errand->after : errand_rest)(errand);
	} else {
		errand_in(errand, SAVE_AGAIN_MS, submit);
	}
}

static void submit(struct errand *errand)
{
	errand->note.change.run = run_step;
	if (!room_note(&errand->note, open_step))
		errand_in(errand, SAVE_AGAIN_MS, submit);
}

void errand_save(struct errand *errand, enum print_act act, enum print_reason why, const char *words,
    void (*after)(struct errand *errand))
{
	errand->step = (struct print_step){ .job_id = errand->job_id,
		.printer_id = errand->note.printer->id,
		.act = act,
		.why = why,
		.words = arena_dup(errand->arena, words),
		.remote_id = errand->remote_id };
	errand->after = after;
	submit(errand);
}

/* ---- letting go ---- */

static void timed_next(struct errand *errand)
{
	errand_next(errand->note.printer);
}

void errand_rest(struct errand *errand)
{
	struct print_room *room = errand->note.printer->room;
	errand->busy = false;
	client_cancel(errand->sending.client);
	errand->sending.client = NULL;
	buf_finish(&errand->document);
	errand->look = room->looks + 1;
	room_look(room);
}

void errand_rest_a_while(struct errand *errand)
{
	unsigned twice = errand->pause_ms * 2;
	errand->pause_ms = twice < PAUSE_LEAST_MS ? PAUSE_LEAST_MS : twice > PAUSE_MOST_MS ? PAUSE_MOST_MS : twice;
	errand->not_before = asking_clock() + errand->pause_ms;
	errand_in(errand, errand->pause_ms, timed_next);
	errand_rest(errand);
	watch_soon(errand->note.printer); /* a printer that took its badge is asked in its own time */
}

/* ---- sending ---- */

/* The room made for it at the printer is given back, whatever the answer: what is left there is found by its name. */
static void on_dropped(struct asking *asking, const struct talk_heard *heard, enum client_end end)
{
	struct errand *errand = PRINT_OF(asking, struct errand, asking);
	(void)end;
	errand->unsure |= heard == NULL;
	errand->remote_id = 0;
	errand->then(errand);
}

static void drop_room(struct errand *errand, void (*then)(struct errand *errand))
{
	struct talk_said said = { .ask = TALK_CANCEL, .job = errand->remote_id };
	errand->then = then;
	if (errand->remote_id)
		asking_ask(&errand->asking, &said, NULL, WHOLE_MS, on_dropped);
	else
		then(errand);
}

static void fail(struct errand *errand)
{
	errand_save(errand, PRINT_FAIL, errand->refused, errand->refused_words, errand_rest);
}

static void give_back(struct errand *errand)
{
	errand_save(errand, PRINT_RETURN, errand->refused, NULL, errand_rest_a_while);
}

void errand_refused(struct errand *errand)
{
	if (errand->refused == PRINT_WHY_OFFLINE)
		give_back(errand);
	else
		drop_room(errand, errand->refused == PRINT_WHY_BUSY ? give_back : fail);
}

static void on_sent(struct asking *asking, const struct talk_heard *heard, enum client_end end)
{
	struct errand *errand = PRINT_OF(asking, struct errand, sending);
	static const struct talk_job UNSAID = { .name = "", .state = TALK_JOB_PENDING };
	if (heard && heard->outcome != TALK_DONE) {
		errand->refused = heard->outcome == TALK_BUSY ? PRINT_WHY_BUSY : PRINT_WHY_REFUSED;
		errand->refused_words = arena_dup(errand->arena, heard->words);
	} else if (client_is_unsent(end)) {
		errand->unsure = true;
		errand->refused = PRINT_WHY_OFFLINE;
		watch_soon(asking->printer);
	} else if (!heard) {
		errand->doubt = PRINT_WHY_CUT;
	}
	if (errand->inquiring)
		return; /* it was asked for meanwhile: that goes on, and looks at `refused` */
	event_del(errand->timer);
	if (errand->refused != PRINT_WHY_NONE)
		errand_refused(errand);
	else if (heard)
		inquiry_judge(errand, heard->n_jobs ? &heard->jobs[0] : &UNSAID);
	else
		inquiry_begin(errand);
}

static void send_badge(struct errand *errand)
{
	bool made = errand->remote_id != 0;
	struct talk_said said = { .ask = made ? TALK_SEND : TALK_PRINT,
		.job = errand->remote_id,
		.job_name = made ? NULL : errand->job_id,
		.media = made ? NULL : errand->form.media,
		.sides = made ? NULL : errand->form.sides,
		.format = MEDIA_TYPES[errand->form.pdf] };
	asking_ask(&errand->sending, &said, &errand->document, DOCUMENT_MS, on_sent);
	errand_in(errand, PATIENT_MS, inquiry_begin);
}

/* ---- making it ready ---- */

static void note_busy(struct errand *errand)
{
	errand_save(errand, PRINT_NOTE, PRINT_WHY_BUSY, NULL, errand_rest_a_while);
}

/* Drawn, room made for it at the printer and written down; or not. */
static void go_on(struct errand *errand)
{
	if (errand->drawing || errand->creating || errand->saving)
		return;
	if (errand->taken_back) {
		drop_room(errand, errand_rest);
	} else if (errand->draw_err) {
		bool revoked = errand->draw_err == ERR_BADGE_REVOKED;
		errand->refused = revoked ? PRINT_WHY_REVOKED : PRINT_WHY_NOT_DRAWN;
		errand->refused_words = revoked ? NULL : errand->draw_fault.detail;
		drop_room(errand, fail);
	} else if (errand->refused == PRINT_WHY_NONE) {
		send_badge(errand);
	} else if (errand->refused == PRINT_WHY_BUSY) {
		note_busy(errand);
	} else if (errand->refused == PRINT_WHY_OFFLINE) {
		errand_rest_a_while(errand);
	} else {
		fail(errand);
	}
}

static void on_saved(struct errand *errand)
{
	errand->saving = false;
	go_on(errand);
}

/* While it is still being drawn: the disk takes as long as that. */
static void save_sent(struct errand *errand)
{
	errand->saving = true;
	errand_save(errand, PRINT_SEND, PRINT_WHY_NONE, NULL, on_saved);
}

static void on_created(struct asking *asking, const struct talk_heard *heard, enum client_end end)
{
	struct errand *errand = PRINT_OF(asking, struct errand, asking);
	errand->creating = false;
	if (!heard) {
		errand->refused = PRINT_WHY_OFFLINE;
		errand->unsure |= !client_is_unsent(end);
		watch_soon(asking->printer);
	} else if (heard->outcome == TALK_DONE && heard->n_jobs && heard->jobs[0].number > 0) {
		errand->remote_id = heard->jobs[0].number;
		if (errand->drawing || !errand->draw_err) {
			save_sent(errand);
			return;
		}
	} else {
		errand->refused = heard->outcome == TALK_BUSY ? PRINT_WHY_BUSY : PRINT_WHY_REFUSED;
		errand->refused_words = arena_dup(errand->arena, heard->words);
	}
	go_on(errand);
}

static enum err draw_in_view(struct errand *errand, struct print_worker *worker)
{
	enum err err = store_read_begin_long(worker->db);
	if (err)
		return err;
	err = sheet_draw(
	    worker->db, worker->press, errand->serial, &errand->form, &errand->document, &errand->draw_fault);
	store_read_end(worker->db);
	return err;
}

static void run_draw(struct task *task, void *context)
{
	struct errand *errand = PRINT_OF(task, struct errand, draw);
	struct print_worker *worker = context;
	struct fault *fault = &errand->draw_fault;
	enum err err = worker ? OK : ERR_BROKEN;
	if (!err && !worker->press)
		err = badge_press_create(&worker->press, fault);
	if (!err)
		err = draw_in_view(errand, worker);
	if (err == ERR_BUSY) /* its view stood in the log's way; there is room for another now */
		err = draw_in_view(errand, worker);
	errand->draw_err = err;
	mailbox_post(errand->note.printer->room->mailbox, &errand->drawn);
}

static void open_drawn(struct letter *letter)
{
	struct errand *errand = PRINT_OF(letter, struct errand, drawn);
	errand->drawing = false;
	if (!errand->note.printer->room->stopping)
		go_on(errand);
}

static void create(struct errand *errand)
{
	struct talk_said said = { .ask = TALK_CREATE,
		.job_name = errand->job_id,
		.media = errand->form.media,
		.sides = errand->form.sides };
	errand->waiting = !room_has(errand->note.printer->room, errand->seq);
	if (!errand->waiting)
		asking_ask(&errand->asking, &said, NULL, WHOLE_MS, on_created);
}

/* It is drawn while the disk writes down that it is queued. Where there is no room to be made, it is written down as
 * sent right away: the disk takes one after the other. */
static void start(struct errand *errand)
{
	struct printer *printer = errand->note.printer;
	errand->draw_err = OK;
	errand->draw_fault = (struct fault){ .err = OK };
	errand->draw = (struct task){ .run = run_draw };
	errand->drawn.open = open_drawn;
	errand->drawing = pool_submit(printer->room->workers, &errand->draw) == OK;
	errand->creating = errand->drawing && printer->watch.caps.creates;
	if (errand->creating)
		create(errand);
	else if (errand->drawing)
		save_sent(errand);
	else
		errand_rest_a_while(errand);
}

/* ---- what a former run, or a broken connection, may have left at the printer ---- */

static void sweep(struct errand *errand);

static void on_removed(struct asking *asking, const struct talk_heard *heard, enum client_end end)
{
	(void)heard;
	(void)end;
	sweep(PRINT_OF(asking, struct errand, asking));
}

static bool is_queued(const struct printer *printer, const char *id)
{
	for (size_t i = 0; i < printer->n_jobs; i++)
		if (strcmp(printer->jobs[i].id, id) == 0)
			return print_state_find(printer->jobs[i].state) == PRINT_QUEUED;
	return false;
}

/* What is queued here cannot be at the printer as well: it is a job without a badge, and goes. */
static void on_listed(struct asking *asking, const struct talk_heard *heard, enum client_end end)
{
	struct errand *errand = PRINT_OF(asking, struct errand, asking);
	(void)end;
	if (!heard) {
		errand_rest_a_while(errand);
		return;
	}
	for (size_t i = 0; i < heard->n_jobs && errand->swept < SWEPT_MAX; i++)
		if (is_queued(asking->printer, heard->jobs[i].name)) {
			struct talk_said said = { .ask = TALK_CANCEL, .job = heard->jobs[i].number };
			errand->swept++;
			asking_ask(asking, &said, NULL, WHOLE_MS, on_removed);
			return;
		}
	errand->unsure = false;
	start(errand);
}

static void sweep(struct errand *errand)
{
	static const struct talk_said WHICH = { .ask = TALK_JOBS };
	asking_ask(&errand->asking, &WHICH, NULL, WHOLE_MS, on_listed);
}

/* ---- taking up the next one ---- */

static void take(struct errand *errand, const struct print_job *job)
{
	event_del(errand->timer);
	arena_reset(errand->arena);
	errand->busy = true;
	memcpy(errand->job_id, job->id, strnlen(job->id, ID_LEN) + 1);
	errand->serial = job->serial;
	errand->state = print_state_find(job->state);
	errand->why = print_reason_find(job->why);
	errand->remote_id = (int32_t)job->remote_id;
	errand->seq = room_seq(errand->note.printer->room);
	errand->withdraw = job->withdraw;
	errand->waiting = errand->told_withdraw = errand->inquiring = errand->over = errand->taken_back = false;
	errand->doubt = errand->refused = PRINT_WHY_NONE;
	errand->refused_words = NULL;
	errand->silent_since = 0;
	errand->swept = 0;
}

static void begin(struct errand *errand)
{
	struct printer *printer = errand->note.printer;
	const struct sheet_form *takes = &printer->watch.takes;
	errand->form = *takes;
	errand->form.template = arena_dup(errand->arena, printer->row.template);
	errand->form.media = arena_dup(errand->arena, takes->media);
	if (!takes->pdf && !takes->dpi) {
		errand->refused = PRINT_WHY_FORMAT_UNSUPPORTED;
		fail(errand);
	} else if (!takes->media) {
		errand->refused = PRINT_WHY_MEDIA_UNSUPPORTED;
		errand->refused_words = arena_printf(errand->arena,
		    "The printer has no paper of %g x %g mm. It has: %s mm.", printer->paper.width,
		    printer->paper.height, medium_offers(&printer->watch.caps.media, errand->arena));
		fail(errand);
	} else if (errand->unsure && printer->watch.caps.creates) {
		sweep(errand);
	} else {
		start(errand);
	}
}

/* The first that is at the printer already, else one to be withdrawn, else the oldest in the queue. */
static const struct print_job *choose(const struct printer *printer)
{
	const struct print_job *best = NULL;
	int rank = 0;
	for (size_t i = 0; i < printer->n_jobs; i++) {
		const struct print_job *job = &printer->jobs[i];
		enum print_state state = print_state_find(job->state);
		int is = state == PRINT_QUEUED ? 1 : state == PRINT_FAILED ? 2 : 3;
		if (is > rank) {
			rank = is;
			best = job;
		}
	}
	return best;
}

/* The disk may have it now. And a person may want the job in hand back meanwhile. */
static void look_at_own(struct errand *errand, const struct printer *printer)
{
	if (errand->waiting)
		create(errand);
	if (!room_has(printer->room, room_seq(printer->room)))
		return;
	for (size_t i = 0; i < printer->n_jobs; i++)
		if (strcmp(printer->jobs[i].id, errand->job_id) == 0)
			errand->withdraw = printer->jobs[i].withdraw;
}

void errand_next(struct printer *printer)
{
	struct errand *errand = &printer->errand;
	struct print_room *room = printer->room;
	if (errand->busy) {
		look_at_own(errand, printer);
		return;
	}
	if (room->looked < errand->look && !room->looking)
		room_look(room); /* one that failed */
	const struct print_job *job = room->looked >= errand->look ? choose(printer) : NULL;
	if (room->stopping || !job)
		return;
	enum print_state state = print_state_find(job->state);
	int64_t left = errand->not_before - asking_clock();
	if (print_state_is_open(state) && state != PRINT_QUEUED) {
		take(errand, job);
		inquiry_begin(errand);
	} else if ((state != PRINT_QUEUED && !room_has(room, room_seq(room))) ||
		   (!watch_is_ready(printer) && (state == PRINT_QUEUED || !printer->watch.reachable))) {
		return; /* the room calls again, or the watch */
	} else if (left > 0) {
		errand_in(errand, (unsigned)left, timed_next);
	} else {
		take(errand, job);
		(state == PRINT_QUEUED ? begin : inquiry_withdraw)(errand);
	}
}

void errand_begin(struct printer *printer)
{
	struct errand *errand = &printer->errand;
	asking_begin(&errand->asking, printer);
	asking_begin(&errand->sending, printer);
	errand->arena = arena_create();
	errand->timer = evtimer_new(printer->room->base, on_time, errand);
	errand->note.printer = printer;
	errand->unsure = true;
}

void errand_end(struct printer *printer)
{
	struct errand *errand = &printer->errand;
	asking_end(&errand->asking);
	asking_end(&errand->sending);
	event_free(errand->timer);
	arena_destroy(errand->arena);
	buf_finish(&errand->document);
}
