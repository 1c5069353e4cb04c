/* The printing room: carries out what stands in the queue, on the event loop. Each printer is watched, and has one
 * badge in hand at a time: what has not been sent can still go to another printer. Everything that happens to a job
 * is a change through the store's writer first (domain/print_job.h), so that a restart knows what may have been
 * printed. Not for deciding what is printed: that is the desk's. Loop thread only unless said. */
#ifndef P2C_PRINT_ROOM_H
#define P2C_PRINT_ROOM_H

#include "store/store.h"

struct event_base;
struct print_room;

/* Nothing is asked of any printer before print_room_start. */
struct print_room *print_room_create(struct event_base *base, struct store *store);
/* Takes up what a former run left. The store's writer runs. */
void print_room_start(struct print_room *room);
/* For store_config.on_commit, any thread: these topics changed. */
void print_room_committed(struct print_room *room, unsigned topics);
/* To end, in this order: print_room_stop (what was being sent is cut, and found out about at the next start),
 * store_close, print_room_destroy. Each takes NULL. */
void print_room_stop(struct print_room *room);
void print_room_destroy(struct print_room *room);

#endif
