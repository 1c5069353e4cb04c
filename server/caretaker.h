/* What the server does by itself once a day: it takes away the records whose time has come (domain/retention.h), in
 * small changes with pauses between them. It begins when the server does, and reads the server's own clock, also one
 * that is moved for a rehearsal. */
#ifndef P2C_CARETAKER_H
#define P2C_CARETAKER_H

struct caretaker;
struct event_base;
struct store;

/* Loop thread. */
struct caretaker *caretaker_create(struct event_base *base, struct store *store);
/* It begins with nothing after this; before store_close. NULL is fine. */
void caretaker_stop(struct caretaker *caretaker);
/* After store_close. */
void caretaker_destroy(struct caretaker *caretaker);

#endif
