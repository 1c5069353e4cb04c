/* See system.h. */
#include "http/system.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

static void add(struct buf *out, const char *name, const char *type, const char *help, int64_t value)
{
	buf_printf(
	    out, "# HELP p2c_%s %s\n# TYPE p2c_%s %s\np2c_%s %" PRId64 "\n", name, help, name, type, name, value);
}

/* Resident pages of this process; 0 where the system does not tell. */
static int64_t resident_bytes(void)
{
	long size = 0, resident = 0;
	FILE *file = fopen("/proc/self/statm", "re");
	if (!file)
		return 0;
	if (fscanf(file, "%ld %ld", &size, &resident) != 2)
		resident = 0;
	fclose(file);
	return (int64_t)resident * sysconf(_SC_PAGESIZE);
}

static void add_health(struct health *health, struct buf *out)
{
	buf_add_text(out, "# HELP p2c_ill What needs a technician: 1, and /readyz says why.\n# TYPE p2c_ill gauge\n");
	for (int i = 0; i < HEALTH_MATTERS; i++)
		buf_printf(out, "p2c_ill{matter=\"%s\"} %d\n", health_name(i), *health_of(health, i).code != 0);
	for (int i = 0; i < HEALTH_NUMBERS; i++) {
		struct health_figure figure = health_figure(health, i);
		add(out, figure.name, figure.type, figure.help, figure.value);
	}
}

void system_metrics(const struct system *s, struct buf *out)
{
	buf_add_text(
	    out, "# HELP p2c_requests_total Answers by class of status.\n# TYPE p2c_requests_total counter\n");
	for (int i = 1; i < SYSTEM_STATUS_CLASSES; i++)
		buf_printf(out, "p2c_requests_total{class=\"%dxx\"} %" PRId64 "\n", i, s->requests[i]);
	add(out, "commits_total", "counter", "Transactions committed since the start.", s->commits);
	add(out, "notices_total", "counter", "Live notices sent to streams.", s->notices);
	add(out, "views_built_total", "counter", "Public views encoded again after a change.", s->views_built);
	add(out, "journal_seq", "gauge", "Number of the last journal entry.", s->journal_seq);
	add(out, "connections", "gauge", "Open connections, streams included.", s->connections);
	add(out, "streams", "gauge", "Open live streams.", s->streams);
	add(out, "writer_waiting", "gauge", "Changes waiting for the writer.", (int64_t)s->writer_waiting);
	add(out, "resident_bytes", "gauge", "Resident memory.", resident_bytes());
	add(out, "held_bytes", "gauge", "Memory asked for and not given back.", (int64_t)mem_held());
	add(out, "snapshot_time_seconds", "gauge",
	    "When the last verified snapshot was taken, Unix time; 0 for none.", s->snapshot_at / 1000);
	add(out, "start_time_seconds", "gauge", "When the server started, Unix time.", s->started_at / 1000);
	add_health(s->health, out);
}
