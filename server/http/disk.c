/* What the workers do with the files of videos for the loop: reading the next piece of one that is being sent, and
 * taking away those that nobody wants any more, at the start and after each change of a video. Part of dispatch.h. */
#include "http/dispatch_state.h"

#include "base/log.h"
#include "base/mem.h"
#include "domain/video.h"
#include "http/job.h"

#include <stdlib.h>

struct piece_errand {
	struct task task;
	struct letter letter;
	struct dispatch *dispatch;
	struct file_piece *piece;
};

static void open_piece(struct letter *letter)
{
	struct piece_errand *errand = (void *)((char *)letter - offsetof(struct piece_errand, letter));
	errand->piece->done(errand->piece);
	free(errand);
}

static void run_piece(struct task *task, void *context)
{
	struct piece_errand *errand = (void *)task;
	(void)context;
	file_piece_read(errand->piece);
	errand->letter.open = open_piece;
	mailbox_post(errand->dispatch->mailbox, &errand->letter);
}

bool dispatch_read_piece(void *ctx, struct file_piece *piece)
{
	struct piece_errand *errand = mem_alloc(sizeof *errand);
	*errand = (struct piece_errand){ .task.run = run_piece, .dispatch = ctx, .piece = piece };
	bool taken = dispatch_submit(ctx, &errand->task) == OK;
	if (!taken)
		free(errand);
	return taken;
}

/* ---- the sweep ---- */

static void open_swept(struct letter *letter)
{
	struct sweep *sweep = (void *)((char *)letter - offsetof(struct sweep, letter));
	sweep->running = false;
	if (sweep->again)
		disk_sweep(sweep->dispatch);
}

static void run_sweep(struct task *task, void *context)
{
	struct sweep *sweep = (void *)((char *)task - offsetof(struct sweep, task));
	struct worker *worker = context;
	if (worker && video_sweep(worker->db, sweep->dispatch->config.shelf))
		log_fact(LOG_WARN, "videos-not-swept", NULL);
	sweep->letter.open = open_swept;
	mailbox_post(sweep->dispatch->mailbox, &sweep->letter);
}

void disk_sweep(struct dispatch *d)
{
	struct sweep *sweep = &d->sweep;
	sweep->again = sweep->running;
	if (sweep->running || !d->config.shelf)
		return;
	sweep->dispatch = d;
	sweep->task.run = run_sweep;
	sweep->running = dispatch_submit(d, &sweep->task) == OK;
}
