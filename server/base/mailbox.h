/* Results of other threads, handed to the loop thread: any thread posts, the loop takes everything at once.
 * Not for work (pool.h) and not for waiting: the loop is woken through an eventfd. */
#ifndef P2C_BASE_MAILBOX_H
#define P2C_BASE_MAILBOX_H

struct event_base;
struct mailbox;

/* Something posted; the poster owns the memory until `open` is called on the loop thread, in the order of posting. */
struct letter {
	struct letter *next; /* the mailbox's own */
	void (*open)(struct letter *letter);
};

struct mailbox *mailbox_create(struct event_base *base);
/* Opens what is still inside, and what that posts, then frees. Other threads have ended. destroy(NULL) is fine. */
void mailbox_destroy(struct mailbox *mailbox);
/* Any thread. */
void mailbox_post(struct mailbox *mailbox, struct letter *letter);
/* For many at once: each is left without a sound, then one ring wakes the loop for all of them. Any thread. */
void mailbox_leave(struct mailbox *mailbox, struct letter *letter);
void mailbox_ring(struct mailbox *mailbox);

#endif
