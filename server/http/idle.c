/* See idle.h. A few hundred rows at most, looked through from the start: tokens differ in their first bytes. */
#include "http/idle.h"

#include "base/log.h"
#include "base/mem.h"
#include "domain/access.h"
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

/* More than work in any office of an event; a login beyond that lives its twelve hours. */
enum { ROWS_MAX = 512 };
enum { OFFICE = ROLE_MODERATOR | ROLE_RAPPORTEUR | ROLE_PROTOCOL | ROLE_AGENDA | ROLE_ADMIN };

struct idle {
	struct store *store;
	int64_t after_ms;
	size_t n;
	struct row {
		char token[ACCESS_TOKEN_LEN + 1];
		int64_t used_ms;
	} rows[ROWS_MAX];
};

struct ending {
	struct change change;
	char token[ACCESS_TOKEN_LEN + 1];
};

struct idle *idle_create(struct store *store, int64_t after_ms)
{
	struct idle *idle = mem_alloc(sizeof *idle);
	idle->store = store;
	idle->after_ms = after_ms;
	return idle;
}

void idle_destroy(struct idle *idle)
{
	free(idle);
}

static struct row *row_of(struct idle *idle, const char *token)
{
	for (size_t i = 0; i < idle->n; i++)
		if (strcmp(idle->rows[i].token, token) == 0)
			return &idle->rows[i];
	return NULL;
}

void idle_used(struct idle *idle, const struct request *request, int64_t now_ms)
{
	const struct login *login = request->started ? request->started : &request->login;
	const char *token = request->started ? request->started_token : request->token;
	if (!idle->after_ms || !token || !(roles_parse(login->roles) & OFFICE) || *login->scope ||
	    strlen(token) != ACCESS_TOKEN_LEN)
		return;
	struct row *row = row_of(idle, token);
	if (!row && idle->n == ROWS_MAX)
		return;
	if (!row) {
		row = &idle->rows[idle->n++];
		memcpy(row->token, token, sizeof row->token);
	}
	row->used_ms = now_ms;
}

void idle_listens(struct idle *idle, const char *token, int64_t now_ms)
{
	struct row *row = row_of(idle, token);
	if (row)
		row->used_ms = now_ms;
}

static enum err run_end(struct change *change, struct tx *tx)
{
	return access_end_unused(tx, ((struct ending *)(void *)change)->token);
}

static void ended(struct change *change, enum err err)
{
	if (err)
		log_fact(LOG_WARN, "unused-login-not-ended", "code", err_name(err), NULL);
	free(change);
}

/* False when the writer takes nothing now: the next tick tries again. */
static bool end(struct idle *idle, const struct row *row)
{
	struct ending *ending = mem_alloc(sizeof *ending);
	ending->change.run = run_end;
	ending->change.done = ended;
	memcpy(ending->token, row->token, sizeof ending->token);
	if (store_submit(idle->store, &ending->change) == OK)
		return true;
	free(ending);
	return false;
}

void idle_tick(struct idle *idle, int64_t now_ms)
{
	for (size_t i = idle->n; i-- > 0;)
		if (now_ms - idle->rows[i].used_ms >= idle->after_ms && end(idle, &idle->rows[i]))
			idle->rows[i] = idle->rows[--idle->n];
}
