/* See mailbox.h. */
#include "base/mailbox.h"

#include "base/fatal.h"
#include "base/mem.h"

#include <event2/event.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct mailbox {
	pthread_mutex_t lock;
	struct letter *first, **last;
	bool rung; /* the loop was woken for what is inside */
	struct event *woken;
	int fd;
};

/* Opens what was inside at this moment; false when there was nothing. */
static bool open_all(struct mailbox *mailbox)
{
	pthread_mutex_lock(&mailbox->lock);
	struct letter *letter = mailbox->first;
	mailbox->first = NULL;
	mailbox->last = &mailbox->first;
	mailbox->rung = false;
	pthread_mutex_unlock(&mailbox->lock);
	bool any = letter != NULL;
	while (letter) {
		struct letter *next = letter->next;
		letter->open(letter);
		letter = next;
	}
	return any;
}

static void on_woken(evutil_socket_t fd, short what, void *ctx)
{
	uint64_t count;
	(void)what;
	ssize_t got = read(fd, &count, sizeof count);
	(void)got; /* that it rang is all there is to know */
	open_all(ctx);
}

struct mailbox *mailbox_create(struct event_base *base)
{
	struct mailbox *mailbox = mem_alloc(sizeof *mailbox);
	pthread_mutex_init(&mailbox->lock, NULL);
	mailbox->last = &mailbox->first;
	mailbox->fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	mailbox->woken = event_new(base, mailbox->fd, EV_READ | EV_PERSIST, on_woken, mailbox);
	if (mailbox->fd < 0 || !mailbox->woken || event_add(mailbox->woken, NULL) != 0)
		fatal("no way to wake the loop");
	return mailbox;
}

void mailbox_destroy(struct mailbox *mailbox)
{
	if (!mailbox)
		return;
	while (open_all(mailbox))
		; /* a letter that is opened may post another */
	event_free(mailbox->woken);
	close(mailbox->fd);
	pthread_mutex_destroy(&mailbox->lock);
	free(mailbox);
}

void mailbox_leave(struct mailbox *mailbox, struct letter *letter)
{
	letter->next = NULL;
	pthread_mutex_lock(&mailbox->lock);
	*mailbox->last = letter;
	mailbox->last = &letter->next;
	pthread_mutex_unlock(&mailbox->lock);
}

void mailbox_ring(struct mailbox *mailbox)
{
	pthread_mutex_lock(&mailbox->lock);
	bool due = mailbox->first && !mailbox->rung;
	mailbox->rung |= due;
	pthread_mutex_unlock(&mailbox->lock);
	if (due) {
		const uint64_t one = 1;
		if (write(mailbox->fd, &one, sizeof one) != (ssize_t)sizeof one)
			fatal("no way to wake the loop");
	}
}

void mailbox_post(struct mailbox *mailbox, struct letter *letter)
{
	mailbox_leave(mailbox, letter);
	mailbox_ring(mailbox);
}
