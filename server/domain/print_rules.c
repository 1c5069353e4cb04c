/* See print_rules.h. */
#include "domain/print_rules.h"

#include <string.h>

#define BIT(state) (1u << PRINT_##state)

enum { AT_PRINTER = BIT(SENT) | BIT(ACCEPTED) | BIT(PRINTING) };

static const char *const STATES[PRINT_STATE_MAX] = { "queued", "sent", "accepted", "printing", "printed", "failed",
	"unknown", "cancelled" };

/* THE table; to PRINT_STATE_MAX: it stays what it is. */
static const struct {
	const char *name;
	unsigned from; /* bits */
	enum print_state to;
} ACTS[PRINT_ACT_MAX] = {
	[PRINT_SEND] = { "print.send", BIT(QUEUED), PRINT_SENT },
	[PRINT_RETURN] = { "print.return", BIT(SENT), PRINT_QUEUED },
	[PRINT_NOTE] = { "print.note", BIT(QUEUED) | AT_PRINTER, PRINT_STATE_MAX },
	[PRINT_ACCEPT] = { "print.accept", BIT(SENT), PRINT_ACCEPTED },
	[PRINT_START] = { "print.start", BIT(SENT) | BIT(ACCEPTED), PRINT_PRINTING },
	[PRINT_FINISH] = { "print.finish", AT_PRINTER, PRINT_PRINTED },
	[PRINT_FAIL] = { "print.fail", BIT(QUEUED) | AT_PRINTER, PRINT_FAILED },
	[PRINT_LOSE] = { "print.lose", AT_PRINTER, PRINT_UNKNOWN },
	[PRINT_DROP] = { "print.drop", AT_PRINTER, PRINT_CANCELLED },
	[PRINT_CANCEL] = { "print.cancel", BIT(QUEUED), PRINT_CANCELLED },
	[PRINT_WITHDRAW] = { "print.withdraw", AT_PRINTER, PRINT_STATE_MAX },
	[PRINT_SEEN] = { "print.seen", BIT(UNKNOWN), PRINT_PRINTED },
	[PRINT_MISSING] = { "print.missing", BIT(UNKNOWN), PRINT_FAILED },
	[PRINT_WITHDRAWN] = { "print.withdrawn", BIT(FAILED), PRINT_STATE_MAX },
	[PRINT_AFTER_ALL] = { "print.after_all", BIT(FAILED), PRINT_PRINTED },
};

const char *print_state_name(enum print_state state)
{
	return STATES[state];
}

enum print_state print_state_find(const char *name)
{
	int i = 0;
	while (i < PRINT_STATE_MAX && strcmp(STATES[i], name) != 0)
		i++;
	return (enum print_state)i;
}

const char *print_act_name(enum print_act act)
{
	return ACTS[act].name;
}

enum print_state print_act_leads(enum print_act act, enum print_state from)
{
	if (from >= PRINT_STATE_MAX || !(ACTS[act].from & 1u << from))
		return PRINT_STATE_MAX;
	return ACTS[act].to == PRINT_STATE_MAX ? from : ACTS[act].to;
}

bool print_state_is_open(enum print_state state)
{
	return state < PRINT_STATE_MAX && (1u << state & (BIT(QUEUED) | AT_PRINTER));
}
