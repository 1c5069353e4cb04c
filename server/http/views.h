/* Public views (the agenda, the totals, the wall) kept as they are sent: plain, gzip and ETag, until a commit changes
 * what they are made of. Built once however many ask. Loop thread only; building happens on a worker. */
#ifndef P2C_HTTP_VIEWS_H
#define P2C_HTTP_VIEWS_H

#include "http/answer.h"
#include "http/route.h"
#include "http/server.h"
#include "http/wire.h"

struct views;
struct view;

/* Starts building a view (a job on a worker); the result comes back through views_built. */
typedef enum err view_build(void *ctx, struct view *view, const struct route *route);

struct views *views_create(view_build *build, void *ctx);
void views_destroy(struct views *views);

/* The view behind this path, NULL when it is none. */
struct view *views_find(struct views *views, const char *path);
/* Answers now, or when the view is built. */
void view_serve(struct view *view, struct exchange *exchange, const struct wire_request *wire);
/* A build has ended: `plain` becomes the view (its reference passes to it), or everybody who waits gets the error.
 * `gzip` may be NULL. */
void view_built(struct view *view, enum err err, const struct fault *fault, const char *content_type,
    struct body *plain, struct body *gzip);
/* Builds a stale view before anybody asks; one that becomes stale while it is built, once more when that has ended.
 */
void view_refresh(struct view *view);
/* For the build that was begun: its own until view_built. */
struct view_parts *view_parts(struct view *view);
/* As it was built last; NULL before the first time. */
const struct body *view_bytes(const struct view *view);
bool view_is_building(const struct view *view);
/* Is it made of any of these topics? Any thread. */
bool view_is_of(const struct view *view, unsigned topics);
/* Entries of these topics were committed, the last with this number: if it is made of them it is stale, once.
 * Of any topics: what its parts were made of may have changed. */
void view_stale(struct view *view, unsigned topics, int64_t seq);
/* The same for all views. */
void views_stale(struct views *views, unsigned topics, int64_t seq);

#endif
