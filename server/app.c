/* See app.h. */
#include "app.h"

#include "base/clock.h"
#include "base/fatal.h"
#include "base/health.h"
#include "base/id.h"
#include "base/log.h"
#include "base/mailbox.h"
#include "base/mem.h"
#include "caretaker.h"
#include "demo_day.h"
#include "disk_watch.h"
#include "domain/epoch.h"
#include "domain/event_mark.h"
#include "domain/recount.h"
#include "fence.h"
#include "libraries.h"
#include "http/assets.h"
#include "http/dispatch.h"
#include "http/guard.h"
#include "http/tls.h"
#include "listening.h"
#include "sandbox.h"
#include "site.h"
#include "snapshots.h"
#include "supervisor.h"
#include "print/room.h"
#include "store/journal.h"
#include "store/shelf.h"
#include "zone.h"

#include <event2/event.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { DRAIN_SECONDS = 5, HOSTS_MAX = 32 };

struct app {
	const struct options *options;
	struct event_base *base;
	struct clock *clock;
	struct store *store;
	struct files *files;
	int shelf; /* of the videos */
	struct dispatch *dispatch;
	struct print_room *print;
	struct http_server *server;
	struct event *on_term, *on_int, *on_hup, *drain_over, *alive;
	struct caretaker *caretaker;
	struct snapshots *snapshots;
	struct health *health;
	struct disk_watch *disk_watch;
	_Atomic int64_t snapshot_at;
	struct id boot;
	char *host_names;
	const char *hosts[HOSTS_MAX];
	size_t n_hosts;
	struct listening listening;
	struct mailbox *mailbox; /* of the writer's threads */
	struct broken {
		struct letter letter;
		struct app *app;
	} broken;
	int64_t began_at;    /* the journal's end at the start */
	bool is_broken;      /* the loop's */
	struct arena *arena; /* of the site's text */
	struct site site;
};

/* ---- store ---- */

static void on_ahead(void *ctx, int64_t last_seq, unsigned topics)
{
	struct app *app = ctx;
	if (app->dispatch)
		dispatch_ahead(app->dispatch, last_seq, topics);
	if (app->print)
		print_room_ahead(app->print, topics);
}

static void on_commit(void *ctx, int64_t last_seq, unsigned topics)
{
	struct app *app = ctx;
	if (app->dispatch) /* before it exists (sign-in links of the demonstration) nobody listens yet */
		dispatch_committed(app->dispatch, last_seq, topics);
	if (app->print)
		print_room_committed(app->print, last_seq);
}

static void on_settled(void *ctx)
{
	struct app *app = ctx;
	dispatch_settled(app->dispatch);
}

/* Nothing may be acknowledged any more: say so and end; the supervisor starts us again and the start checks the disk.
 */
static void end_broken(struct letter *letter)
{
	struct app *app = ((struct broken *)(void *)letter)->app;
	app->is_broken = true;
	event_base_loopbreak(app->base);
}

/* On a thread of the writer, once. */
static void on_broken(void *ctx, const struct fault *fault)
{
	struct app *app = ctx;
	log_fact(LOG_ERROR, "store-broken", "detail", fault->detail, NULL);
	mailbox_post(app->mailbox, &app->broken.letter);
}

static enum err open_store(struct app *app, struct fault *out_fault)
{
	struct store_config config = { .folder = options_text(app->options, "data"),
		.clock = app->clock,
		.on_ahead = on_ahead,
		.on_commit = on_commit,
		.on_settled = on_settled,
		.on_broken = on_broken,
		.ctx = app };
	enum err err = store_open(&config, &app->store, out_fault);
	if (!err)
		err = zone_take(app->store, out_fault);
	if (!err)
		err = recount_open(app->store, out_fault);
	return err ? err : event_mark_open(app->store, out_fault);
}

/* What the dispatch begins with: the journal's end, and which server of the event this is. */
static enum err read_start(struct app *app, struct dispatch_config *config)
{
	struct db *db;
	struct journal_head head;
	enum err err = store_reader_open(app->store, &db);
	if (err)
		return err;
	struct arena *arena = arena_create();
	err = journal_head(db, &head);
	if (!err)
		err = epoch_get(db, arena, &config->epoch);
	arena_destroy(arena);
	store_reader_close(db);
	app->began_at = config->journal_seq = head.seq;
	config->is_fenced = fence_stands(options_text(app->options, "data"));
	return err;
}

/* ---- network ---- */

static void on_trouble(void *ctx, int error)
{
	(void)ctx;
	log_fact(LOG_WARN, "accept-failed", "reason", strerror(error), NULL);
}

static void take_hosts(struct app *app)
{
	char *rest = NULL;
	app->hosts[app->n_hosts++] = "localhost";
	app->host_names = mem_dup(options_text(app->options, "hosts"));
	for (char *name = strtok_r(app->host_names, ", ", &rest); name && app->n_hosts < HOSTS_MAX;
	     name = strtok_r(NULL, ", ", &rest))
		app->hosts[app->n_hosts++] = name;
}

/* A screen holds two connections, and a shell allows a program 1,024 descriptors unless it asks for what it may have.
 */
static void ask_for_descriptors(void)
{
	struct rlimit files;
	if (getrlimit(RLIMIT_NOFILE, &files) != 0)
		return;
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
}

static void look_at_certificate(struct app *app)
{
	if (app->listening.tls)
		health_set(app->health, HEALTH_CERTIFICATE_ENDS, tls_ends_at(app->listening.tls));
}

static enum err open_server(struct app *app, struct fault *out_fault)
{
	ask_for_descriptors();
	struct http_config config = { .read_piece = dispatch_read_piece,
		.refuse = dispatch_refuse,
		.on_trouble = on_trouble,
		.ctx = app->dispatch };
	take_hosts(app);
	config.rules = (struct wire_rules){
		.hosts = app->hosts, .n_hosts = app->n_hosts, .any_literal = true, .body_limit = guard_body_limit
	};
	enum err err = options_number(app->options, "connections", &config.max_connections, out_fault);
	if (!err)
		err = options_number(app->options, "connections-per-address", &config.max_per_address, out_fault);
	if (!err && options_has(app->options, "hsts"))
		err = options_number(app->options, "hsts", &config.hsts_days, out_fault);
	if (err)
		return err;
	app->server = http_server_create(app->base, &config, dispatch_request, app->dispatch);
	dispatch_watch(app->dispatch, app->server);
	err = listening_open(&app->listening, app->options, app->server, out_fault);
	look_at_certificate(app);
	if (!err)
		site_read(app->arena, app->options, &app->listening, &app->site);
	return err;
}

/* Another server took our place while we were away: what is acknowledged here would be lost. */
static void on_superseded(void *ctx)
{
	struct app *app = ctx;
	enum err err = fence_raise(options_text(app->options, "data"));
	log_fact(LOG_ERROR, "superseded", "advice",
	    "switch this server off; the file " FENCE_FILE " in its data folder keeps it fenced", "kept",
	    err ? "no" : "yes", NULL);
}

static enum err open_dispatch(struct app *app, struct fault *out_fault)
{
	struct dispatch_config config = { .base = app->base,
		.store = app->store,
		.clock = app->clock,
		.movable =
		    options_has(app->options, "clock") || options_has(app->options, "demo") ? app->clock : NULL,
		.boot = app->boot.text,
		.on_superseded = on_superseded,
		.ctx = app,
		.site = &app->site,
		.health = app->health,
		.snapshot_at = options_has(app->options, "snapshots") ? &app->snapshot_at : NULL };
	const char *folder = options_text(app->options, "asset-dir");
	unsigned idle_seconds = 0;
	enum err err = options_number(app->options, "workers", &config.workers, out_fault);
	if (!err)
		err = options_number(app->options, "requests-per-address", &config.requests_per_address, out_fault);
	if (!err)
		err = options_number(app->options, "idle-seconds", &idle_seconds, out_fault);
	config.idle_ms = (int64_t)idle_seconds * 1000;
	if (!err)
		err = read_start(app, &config);
	if (err)
		return err;
	err = shelf_open(options_text(app->options, "data"), &app->shelf, out_fault);
	if (err)
		return err;
	config.shelf = app->shelf;
	config.files = app->files = files_create(assets, assets_len, *folder ? folder : NULL);
	app->dispatch = dispatch_create(&config);
	return OK;
}

/* ---- snapshots ---- */

static enum err start_snapshots(struct app *app, struct fault *out_fault)
{
	struct snapshots_config config = { .store = app->store,
		.folder = options_text(app->options, "snapshots"),
		.health = app->health,
		.at = &app->snapshot_at };
	if (!options_has(app->options, "snapshots"))
		return OK;
	enum err err = options_number(app->options, "snapshot-seconds", &config.seconds, out_fault);
	if (!err)
		err = options_number(app->options, "snapshots-kept", &config.keep, out_fault);
	if (!err && config.keep < SNAPSHOTS_LEAST)
		err = fault_set(out_fault, ERR_CONFIG, "snapshots-kept",
		    "At least %d snapshots are kept: the newest may be the one that is damaged.", SNAPSHOTS_LEAST);
	if (!err)
		err = credentials_find(app->options, &config.credentials, out_fault);
	return err ? err : snapshots_start(&config, &app->snapshots);
}

static enum err start_disk_watch(struct app *app, struct fault *out_fault)
{
	struct disk_watch_config config = {
		.store = app->store, .health = app->health, .insists = options_has(app->options, "ballast")
	};
	enum err err = options_number(app->options, "ballast", &config.ballast_mb, out_fault);
	if (!err)
		app->disk_watch = disk_watch_start(&config);
	return err;
}

/* ---- the end ---- */

static void on_empty(void *ctx)
{
	struct app *app = ctx;
	event_base_loopexit(app->base, NULL);
}

static void on_signal(evutil_socket_t number, short what, void *ctx)
{
	struct app *app = ctx;
	struct timeval most = { .tv_sec = DRAIN_SECONDS };
	(void)what;
	log_fact(LOG_INFO, "stopping", "signal", number == SIGTERM ? "TERM" : "INT", NULL);
	supervisor_say("STOPPING=1");
	event_add(app->drain_over, &most);
	http_server_drain(app->server, on_empty, app);
}

static void on_drain_over(evutil_socket_t fd, short what, void *ctx)
{
	(void)fd;
	(void)what;
	on_empty(ctx);
}

/* A renewed certificate is taken without a stop; a wrong one leaves the old in use. */
static void on_reload(evutil_socket_t number, short what, void *ctx)
{
	struct app *app = ctx;
	struct fault fault = { 0 };
	(void)number;
	(void)what;
	if (!app->listening.tls)
		return;
	if (tls_reload(app->listening.tls, &fault))
		log_fact(LOG_ERROR, "certificate-refused", "detail", fault.detail, NULL);
	else
		log_fact(LOG_INFO, "certificate-read", NULL);
	look_at_certificate(app);
}

static void take_signals(struct app *app)
{
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a limit of file sizes is then a write that fails, like a full disk */
	app->on_term = evsignal_new(app->base, SIGTERM, on_signal, app);
	app->on_int = evsignal_new(app->base, SIGINT, on_signal, app);
	app->on_hup = evsignal_new(app->base, SIGHUP, on_reload, app);
	app->drain_over = evtimer_new(app->base, on_drain_over, app);
	if (event_add(app->on_term, NULL) || event_add(app->on_int, NULL) || event_add(app->on_hup, NULL))
		fatal("no way to hear signals"); /* it could not be ended but by force */
}

/* The loop answers for all of us: whatever holds it up holds everybody up. */
static void on_alive(evutil_socket_t fd, short what, void *ctx)
{
	(void)fd;
	(void)what;
	(void)ctx;
	supervisor_say("WATCHDOG=1");
}

static void watch_alive(struct app *app)
{
	int64_t ms = supervisor_watchdog_ms() / 2;
	struct timeval every = { .tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000 };
	if (!ms)
		return;
	app->alive = event_new(app->base, -1, EV_PERSIST, on_alive, app);
	event_add(app->alive, &every);
}

static void finish(struct app *app)
{
	caretaker_stop(app->caretaker);
	disk_watch_stop(app->disk_watch);
	snapshots_stop(app->snapshots);
	dispatch_end_workers(app->dispatch);
	print_room_stop(app->print);
	store_close(app->store);
	caretaker_destroy(app->caretaker);
	print_room_destroy(app->print);
	dispatch_settle(app->dispatch);
	if (app->server)
		http_server_destroy(app->server);
	dispatch_destroy(app->dispatch);
	files_destroy(app->files);
	if (app->shelf)
		close(app->shelf);
	if (app->on_term) {
		event_free(app->on_term);
		event_free(app->on_int);
		event_free(app->on_hup);
		event_free(app->drain_over);
	}
	if (app->alive)
		event_free(app->alive);
	tls_destroy(app->listening.tls);
	mailbox_destroy(app->mailbox);
	event_base_free(app->base);
	clock_destroy(app->clock);
	health_destroy(app->health);
	free(app->host_names);
	arena_destroy(app->arena);
}

static enum err start(struct app *app, struct fault *out_fault)
{
	enum err err = options_has(app->options, "demo") ? demo_day_make(app->options, app->clock, out_fault) : OK;
	if (!err)
		err = open_store(app, out_fault);
	if (!err && options_has(app->options, "demo"))
		err = demo_day_resume(app->options, app->store, app->clock, out_fault);
	if (!err)
		err = open_dispatch(app, out_fault);
	if (!err)
		app->print = print_room_create(app->base, app->store, app->began_at);
	if (!err)
		err = open_server(app, out_fault);
	if (!err)
		err = start_snapshots(app, out_fault);
	if (!err)
		err = start_disk_watch(app, out_fault);
	return err ? err : sandbox_enter(out_fault);
}

static void say_started(struct app *app)
{
	char port[8];
	snprintf(port, sizeof port, "%u", app->listening.tls_port);
	if (app->listening.tls)
		log_fact(
		    LOG_INFO, "listening-tls", "on", options_text(app->options, "listen-tls"), "port", port, NULL);
	snprintf(port, sizeof port, "%u", app->listening.port);
	if (fence_stands(options_text(app->options, "data")))
		log_fact(LOG_ERROR, "superseded", "advice",
		    "another server took the place of this one; it answers nothing", NULL);
	log_fact(LOG_INFO, "listening", "on", options_text(app->options, "listen"), "port", port, "version",
	    P2C_VERSION, NULL);
	if (options_has(app->options, "demo"))
		demo_day_say(options_text(app->options, "data"), app->listening.port);
}

/* What libevent has to say goes the way of all lines; what it cannot go on without is an end like any other. */
static void on_libevent_says(int severity, const char *words)
{
	if (severity >= EVENT_LOG_WARN)
		log_fact(LOG_WARN, "libevent", "detail", words, NULL);
}

static void on_libevent_ends(int error)
{
	(void)error;
	fatal("the loop cannot go on");
}

enum err app_serve(const struct options *options, struct fault *out_fault)
{
	struct app app = { .options = options, .boot = id_new(0) };
	int64_t at = 0;
	if (options_has(options, "clock") && clock_parse(options_text(options, "clock"), &at))
		return fault_set(
		    out_fault, ERR_CONFIG, "clock", "The clock needs a time such as 2022-06-08T15:00:00+02:00.");
	app.clock = clock_create(0);
	if (at)
		clock_move(app.clock, at);
	event_set_log_callback(on_libevent_says);
	event_set_fatal_callback(on_libevent_ends);
	app.base = event_base_new();
	if (!app.base)
		fatal("no way to wait for anything");
	app.mailbox = mailbox_create(app.base);
	app.broken = (struct broken){ { NULL, end_broken }, &app };
	app.arena = arena_create();
	app.health = health_create();
	enum err err = libraries_check(app.health, out_fault);
	if (!err)
		err = start(&app, out_fault);
	if (!err) {
		take_signals(&app);
		store_start(app.store);
		print_room_start(app.print);
		app.caretaker = caretaker_create(app.base, app.store);
		watch_alive(&app);
		say_started(&app);
		supervisor_say("READY=1");
		event_base_dispatch(app.base);
	}
	finish(&app);
	return app.is_broken ? ERR_BROKEN : err;
}
