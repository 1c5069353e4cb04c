/* The printing room: carries out what stands in the queue, on the event loop. Each printer is watched, and has one
 * badge in hand at a time: what has not been sent can still go to another printer. Everything that happens to a job
 * is a change through the store's writer first (domain/print_job.h), so that a restart knows what may have been
 * printed. Not for deciding what is printed: that is the desk's. Loop thread only unless said. */
#ifndef P2C_PRINT_ROOM_H
#define P2C_PRINT_ROOM_H

#include "store/store.h"

struct event_base;
struct print_room;

/* Nothing is asked of any printer before print_room_start. The journal ends at `last_seq`, which is on the disk. */
struct print_room *print_room_create(struct event_base *base, struct store *store, int64_t last_seq);
/* Takes up what a former run left. The store's writer runs. */
void print_room_start(struct print_room *room);
/* For store_config.on_ahead and on_commit, any thread: what is queued is drawn as soon as it can be read, and no
 * printer hears of it before the disk has it. */
void print_room_ahead(struct print_room *room, unsigned topics);
void print_room_committed(struct print_room *room, int64_t last_seq);
/* To end, in this order: print_room_stop (what was being sent is cut, and found out about at the next start),
 * store_close, print_room_destroy. Each takes NULL. */
void print_room_stop(struct print_room *room);
void print_room_destroy(struct print_room *room);

#endif
