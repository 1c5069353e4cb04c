/* See room.h. The room looks at the store whenever something about printing was committed, and hands each printer its
 * row and its jobs; what they do with them is watch.c's and errand.c's. */
#include "print/state.h"

#include "badges/press.h"
#include "base/mem.h"
#include "store/journal.h"
#include "store/topic.h"

#include <stdlib.h>
#include <string.h>

enum { JOBS_MAX = 50, TASKS_MAX = 4096 };

/* What one look found. */
struct look {
	struct task task;
	struct letter letter;
	struct print_room *room;
	struct arena *arena;
	struct printer_row *rows;
	struct found {
		struct print_job *jobs;
		size_t n;
		struct sheet_paper paper;
	} * found;
	size_t n;
	int64_t seq; /* of the journal's last entry */
	enum err err;
};

/* ---- changes ---- */

static void note_done(struct change *change, enum err err)
{
	struct note *note = (struct note *)(void *)change;
	note->err = err;
	mailbox_post(note->printer->room->mailbox, &note->letter);
}

bool room_note(struct note *note, void (*open)(struct letter *letter))
{
	memcpy(note->subject, note->printer->id, sizeof note->subject);
	note->change.done = note_done;
	note->letter.open = open;
	note->under_way = store_submit(note->printer->room->store, &note->change) == OK;
	return note->under_way;
}

/* ---- printers ---- */

static struct printer *find(const struct print_room *room, const char *id)
{
	for (size_t i = 0; i < room->n; i++)
		if (strcmp(room->printers[i]->id, id) == 0)
			return room->printers[i];
	return NULL;
}

static struct printer *add(struct print_room *room, const char *id)
{
	struct printer *printer = mem_alloc(sizeof *printer);
	printer->room = room;
	memcpy(printer->id, id, strnlen(id, ID_LEN));
	watch_begin(printer);
	errand_begin(printer);
	room->printers = mem_grow(room->printers, (room->n + 1) * sizeof(struct printer *));
	room->printers[room->n++] = printer;
	return printer;
}

static bool is_same(const struct sheet_paper *one, const struct sheet_paper *other)
{
	return one->width == other->width && one->height == other->height && one->sides == other->sides;
}

/* The row as it is now; a printer is watched anew when it was moved, switched, or prints on other paper. */
static void take(struct printer *printer, const struct printer_row *row, const struct found *found)
{
	struct printer_uri uri = { .port = 0 };
	printer_uri_parse(row->uri, &uri, NULL);
	bool moved = !printer_uri_is_same_place(&uri, &printer->uri) || strcmp(uri.path, printer->uri.path) != 0;
	bool changed = moved || !is_same(&printer->paper, &found->paper) || printer->enabled != row->enabled ||
		       strcmp(row->pinned, printer->pinned) != 0;
	printer->uri = uri;
	printer->row = *row;
	printer->enabled = row->enabled;
	memcpy(printer->pinned, row->pinned, strnlen(row->pinned, PRINTER_PRINT_LEN) + 1);
	printer->paper = found->paper;
	printer->jobs = found->jobs;
	printer->n_jobs = found->n;
	if (changed)
		watch_row(printer, moved);
}

/* ---- looking ---- */

static enum err read_all(struct look *look, struct db *db)
{
	struct journal_head head = { 0 };
	enum err err = store_read_begin(db);
	if (err)
		return err;
	err = journal_head(db, &head);
	look->seq = head.seq;
	if (!err)
		err = printer_all(db, look->arena, &look->rows, &look->n);
	look->found = arena_array(look->arena, struct found, look->n ? look->n : 1);
	for (size_t i = 0; !err && i < look->n; i++) {
		struct found *found = &look->found[i];
		sheet_paper(db, look->rows[i].template, &found->paper);
		err = print_job_open(db, look->arena, look->rows[i].id, JOBS_MAX, &found->jobs, &found->n);
	}
	store_read_end(db);
	return err;
}

static void run_look(struct task *task, void *context)
{
	struct look *look = PRINT_OF(task, struct look, task);
	struct print_worker *worker = context;
	look->err = worker ? read_all(look, worker->db) : ERR_BROKEN;
	bool prints = !look->err && look->n;
	mailbox_post(look->room->mailbox, &look->letter); /* not ours from here on */
	if (prints && !worker->press)
		badge_press_create(&worker->press, NULL); /* warm before the first badge is wanted */
}

static void look_free(struct look *look)
{
	if (look)
		arena_destroy(look->arena);
	free(look);
}

static void open_look(struct letter *letter)
{
	struct look *look = PRINT_OF(letter, struct look, letter), *before;
	struct print_room *room = look->room;
	room->looking = false;
	if (room->stopping || look->err) {
		look_free(look);
		return;
	}
	before = room->look;
	room->look = look;
	room->looked = room->looks;
	for (size_t i = 0; i < look->n; i++) {
		struct printer *printer = find(room, look->rows[i].id);
		take(printer ? printer : add(room, look->rows[i].id), &look->rows[i], &look->found[i]);
	}
	look_free(before);
	if (room->look_again)
		room_look(room);
	for (size_t i = 0; i < room->n; i++)
		errand_next(room->printers[i]);
}

void room_look(struct print_room *room)
{
	room->look_again = room->looking;
	if (room->looking || room->stopping)
		return;
	struct look *look = mem_alloc(sizeof *look);
	*look =
	    (struct look){ .task.run = run_look, .letter.open = open_look, .room = room, .arena = arena_create() };
	room->looks++;
	room->looking = pool_submit(room->workers, &look->task) == OK;
	if (!room->looking)
		look_free(look);
}

int64_t room_seq(const struct print_room *room)
{
	return room->look ? room->look->seq : 0;
}

/* The second look is for what moved on between the first and the flag. */
bool room_has(struct print_room *room, int64_t seq)
{
	if (room->durable >= seq)
		return true;
	room->awaited = true;
	return room->durable >= seq;
}

/* ---- what the writer's threads tell ---- */

struct told {
	struct letter letter;
	struct print_room *room;
};

static void tell(struct print_room *room, void (*open)(struct letter *letter))
{
	struct told *told = mem_alloc(sizeof *told);
	*told = (struct told){ { NULL, open }, room };
	mailbox_post(room->mailbox, &told->letter);
}

static void open_ahead(struct letter *letter)
{
	room_look(((struct told *)(void *)letter)->room);
	free(letter);
}

void print_room_ahead(struct print_room *room, unsigned topics)
{
	if (topics & topic_bit(TOPIC_PRINT))
		tell(room, open_ahead);
}

static void open_committed(struct letter *letter)
{
	struct print_room *room = ((struct told *)(void *)letter)->room;
	free(letter);
	for (size_t i = 0; i < room->n && !room->stopping; i++)
		errand_next(room->printers[i]);
}

void print_room_committed(struct print_room *room, int64_t last_seq)
{
	room->durable = last_seq;
	if (atomic_exchange(&room->awaited, false))
		tell(room, open_committed);
}

/* ---- life ---- */

static void *worker_begin(void *ctx)
{
	struct print_room *room = ctx;
	struct print_worker *worker = mem_alloc(sizeof *worker);
	if (store_reader_open(room->store, &worker->db) == OK)
		return worker;
	free(worker);
	return NULL;
}

static void worker_end(void *context)
{
	struct print_worker *worker = context;
	if (!worker)
		return;
	badge_press_destroy(worker->press);
	store_reader_close(worker->db);
	free(worker);
}

struct print_room *print_room_create(struct event_base *base, struct store *store, int64_t last_seq)
{
	struct print_room *room = mem_alloc(sizeof *room);
	*room = (struct print_room){ .base = base,
		.store = store,
		.mailbox = mailbox_create(base),
		.durable = last_seq,
		.secure = secure_create() };
	struct pool_config workers = {
		.threads = 1, .waiting_max = TASKS_MAX, .begin = worker_begin, .end = worker_end, .ctx = room
	};
	struct pool_config names = { .threads = 1, .waiting_max = TASKS_MAX };
	room->workers = pool_create(&workers);
	room->names = pool_create(&names);
	return room;
}

void print_room_start(struct print_room *room)
{
	room_look(room);
}

void print_room_stop(struct print_room *room)
{
	if (!room)
		return;
	room->stopping = true;
	pool_destroy(room->workers);
	pool_destroy(room->names);
}

void print_room_destroy(struct print_room *room)
{
	if (!room)
		return;
	mailbox_destroy(room->mailbox);
	for (size_t i = 0; i < room->n; i++) {
		watch_end(room->printers[i]);
		errand_end(room->printers[i]);
		free(room->printers[i]);
	}
	look_free(room->look);
	secure_destroy(room->secure);
	free(room->printers);
	free(room);
}
