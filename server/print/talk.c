/* See talk.h. */
#include "print/talk.h"

#include <cups/cups.h>
#include <stdlib.h>
#include <string.h>

enum { WISHED_DPI = 300, WORDS_MAX = 160 };

/* ---- asking ---- */

static const ipp_op_t OPERATIONS[TALK_MAX] = {
	[TALK_PRINTER] = IPP_OP_GET_PRINTER_ATTRIBUTES,
	[TALK_CREATE] = IPP_OP_CREATE_JOB,
	[TALK_SEND] = IPP_OP_SEND_DOCUMENT,
	[TALK_PRINT] = IPP_OP_PRINT_JOB,
	[TALK_JOB] = IPP_OP_GET_JOB_ATTRIBUTES,
	[TALK_JOBS] = IPP_OP_GET_JOBS,
	[TALK_CANCEL] = IPP_OP_CANCEL_JOB,
};

static const char *const OF_PRINTER[] = { "printer-state", "printer-state-reasons", "printer-is-accepting-jobs",
	"operations-supported", "document-format-supported", "media-supported", "pwg-raster-document-type-supported",
	"pwg-raster-document-resolution-supported", "pwg-raster-document-sheet-back", "printer-resolution-supported",
	"sides-supported" };
static const char *const OF_JOB[] = { "job-id", "job-name", "job-state" };

static ssize_t take(void *ctx, ipp_uchar_t *bytes, size_t len)
{
	buf_add(ctx, bytes, len);
	return (ssize_t)len;
}

static void add_text(ipp_t *ipp, ipp_tag_t group, ipp_tag_t tag, const char *name, const char *value)
{
	if (value)
		ippAddString(ipp, group, tag, name, NULL, value);
}

static void add_wishes(ipp_t *ipp, enum talk_ask ask)
{
	if (ask == TALK_PRINTER)
		ippAddStrings(ipp, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
		    sizeof OF_PRINTER / sizeof *OF_PRINTER, NULL, OF_PRINTER);
	if (ask == TALK_JOB || ask == TALK_JOBS)
		ippAddStrings(ipp, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
		    sizeof OF_JOB / sizeof *OF_JOB, NULL, OF_JOB);
}

/* RFC 8011 §4.1.5: charset, language and the target come first. */
void talk_say(const struct talk_said *said, struct buf *out)
{
	ipp_t *ipp = ippNewRequest(OPERATIONS[said->ask]);
	ippSetRequestId(ipp, said->number);
	add_text(ipp, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", said->uri);
	if (said->job)
		ippAddInteger(ipp, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", said->job);
	add_text(ipp, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", "p2c");
	add_text(ipp, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", said->job_name);
	add_text(ipp, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", said->format);
	if (said->ask == TALK_JOBS)
		add_text(ipp, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs",
		    said->over ? "completed" : "not-completed");
	if (said->ask == TALK_SEND)
		ippAddBoolean(ipp, IPP_TAG_OPERATION, "last-document", 1);
	add_wishes(ipp, said->ask);
	add_text(ipp, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", said->media);
	add_text(ipp, IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", said->sides);
	ippSetState(ipp, IPP_STATE_IDLE);
	ippWriteIO(out, take, 1, NULL, ipp);
	ippDelete(ipp);
}

/* ---- hearing ---- */

struct source {
	const char *bytes;
	size_t len;
};

static ssize_t give(void *ctx, ipp_uchar_t *bytes, size_t len)
{
	struct source *source = ctx;
	size_t n = len < source->len ? len : source->len;
	memcpy(bytes, source->bytes, n);
	source->bytes += n;
	source->len -= n;
	return (ssize_t)n;
}

static const struct {
	ipp_status_t status;
	enum talk_outcome outcome;
} STATUSES[] = {
	{ IPP_STATUS_ERROR_BUSY, TALK_BUSY },
	{ IPP_STATUS_ERROR_SERVICE_UNAVAILABLE, TALK_BUSY },
	{ IPP_STATUS_ERROR_TEMPORARY, TALK_BUSY },
	{ IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS, TALK_BUSY },
	{ IPP_STATUS_ERROR_PRINTER_IS_DEACTIVATED, TALK_BUSY },
	{ IPP_STATUS_ERROR_TOO_MANY_JOBS, TALK_BUSY },
	{ IPP_STATUS_ERROR_NOT_FOUND, TALK_NOT_FOUND },
	{ IPP_STATUS_ERROR_GONE, TALK_NOT_FOUND },
	{ IPP_STATUS_ERROR_NOT_POSSIBLE, TALK_OVER },
};

static enum talk_outcome outcome_of(ipp_status_t status)
{
	for (size_t i = 0; i < sizeof STATUSES / sizeof *STATUSES; i++)
		if (STATUSES[i].status == status)
			return STATUSES[i].outcome;
	return (int)status >= 0 && (int)status < 0x100 ? TALK_DONE : TALK_REFUSED;
}

/* What a printer says ends on a clerk's screen: one short line that can be printed. */
static const char *clean(struct arena *arena, const char *text, size_t most)
{
	char *copy = arena_copy(arena, text, strnlen(text, most));
	for (char *c = copy; *c; c++)
		*c = *c < ' ' || *c > '~' ? '?' : *c;
	return copy;
}

static struct talk_list list_of(ipp_t *ipp, const char *name, struct arena *arena)
{
	ipp_attribute_t *found = ippFindAttribute(ipp, name, IPP_TAG_ZERO);
	struct talk_list list = { 0 };
	int count = found ? ippGetCount(found) : 0;
	count = count > TALK_LIST_MAX ? TALK_LIST_MAX : count;
	list.items = arena_array(arena, const char *, count ? count : 1);
	for (int i = 0; i < count; i++) {
		const char *item = ippGetString(found, i, NULL);
		if (item)
			list.items[list.n++] = clean(arena, item, 255);
	}
	return list;
}

bool talk_lists(const struct talk_list *list, const char *item)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->items[i], item) == 0)
			return true;
	return false;
}

static int number_of(ipp_t *ipp, const char *name, ipp_tag_t tag)
{
	ipp_attribute_t *found = ippFindAttribute(ipp, name, tag);
	return found ? ippGetInteger(found, 0) : 0;
}

static bool has_operation(ipp_t *ipp, ipp_op_t operation)
{
	ipp_attribute_t *found = ippFindAttribute(ipp, "operations-supported", IPP_TAG_ENUM);
	for (int i = 0; found && i < ippGetCount(found) && i < TALK_LIST_MAX; i++)
		if (ippGetInteger(found, i) == (int)operation)
			return true;
	return false;
}

/* Square dots only; the one nearest to what badges are made for. */
static unsigned dpi_of(ipp_t *ipp, const char *name)
{
	ipp_attribute_t *found = ippFindAttribute(ipp, name, IPP_TAG_RESOLUTION);
	int best = 0;
	for (int i = 0; found && i < ippGetCount(found) && i < TALK_LIST_MAX; i++) {
		int y = 0;
		ipp_res_t unit = IPP_RES_PER_INCH;
		int x = ippGetResolution(found, i, &y, &unit);
		bool usable = unit == IPP_RES_PER_INCH && x == y && x >= 72 && x <= 600;
		if (usable && (!best || abs(x - WISHED_DPI) < abs(best - WISHED_DPI)))
			best = x;
	}
	return (unsigned)best;
}

static uint64_t reasons_of(ipp_t *ipp, struct arena *arena)
{
	struct talk_list words = list_of(ipp, "printer-state-reasons", arena);
	uint64_t bits = 0;
	for (size_t i = 0; i < words.n; i++) {
		enum print_reason reason = print_reason_read(words.items[i], strlen(words.items[i]));
		bits |= reason == PRINT_WHY_NONE ? 0 : UINT64_C(1) << reason;
	}
	return bits;
}

/* Only what the codec knows how to turn. */
static const char *back_of(ipp_t *ipp)
{
	static const char *const BACKS[] = { "normal", "flipped", "rotated", "manual-tumble" };
	ipp_attribute_t *found = ippFindAttribute(ipp, "pwg-raster-document-sheet-back", IPP_TAG_KEYWORD);
	const char *said = found ? ippGetString(found, 0, NULL) : NULL;
	for (size_t i = 0; said && i < sizeof BACKS / sizeof *BACKS; i++)
		if (strcmp(said, BACKS[i]) == 0)
			return BACKS[i];
	return BACKS[0];
}

static struct talk_printer printer_of(ipp_t *ipp, struct arena *arena)
{
	int state = number_of(ipp, "printer-state", IPP_TAG_ENUM);
	ipp_attribute_t *accepts = ippFindAttribute(ipp, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
	struct talk_printer printer = {
		.state = state == IPP_PSTATE_IDLE         ? "idle"
			 : state == IPP_PSTATE_PROCESSING ? "processing"
			 : state == IPP_PSTATE_STOPPED    ? "stopped"
							  : "unknown",
		.reasons = reasons_of(ipp, arena),
		.accepts = accepts && ippGetBoolean(accepts, 0),
		.creates = has_operation(ipp, IPP_OP_CREATE_JOB) && has_operation(ipp, IPP_OP_SEND_DOCUMENT),
		.formats = list_of(ipp, "document-format-supported", arena),
		.media = list_of(ipp, "media-supported", arena),
		.sides = list_of(ipp, "sides-supported", arena),
		.back = back_of(ipp),
		.types = list_of(ipp, "pwg-raster-document-type-supported", arena),
		.dpi = dpi_of(ipp, "pwg-raster-document-resolution-supported"),
	};
	if (!printer.dpi)
		printer.dpi = dpi_of(ipp, "printer-resolution-supported");
	return printer;
}

static enum talk_job_state job_state(int state)
{
	switch (state) {
	case IPP_JSTATE_PENDING:
	case IPP_JSTATE_HELD:
		return TALK_JOB_PENDING;
	case IPP_JSTATE_PROCESSING:
	case IPP_JSTATE_STOPPED:
		return TALK_JOB_AT_WORK;
	case IPP_JSTATE_COMPLETED:
		return TALK_JOB_DONE;
	case IPP_JSTATE_ABORTED:
		return TALK_JOB_ABORTED;
	case IPP_JSTATE_CANCELED:
		return TALK_JOB_CANCELLED;
	default:
		return TALK_JOB_NONE;
	}
}

/* Takes one attribute of the job group into the job. */
static void read_job(ipp_attribute_t *attribute, struct arena *arena, struct talk_job *job)
{
	const char *name = ippGetName(attribute), *text;
	if (strcmp(name, "job-id") == 0 && ippGetValueTag(attribute) == IPP_TAG_INTEGER)
		job->number = ippGetInteger(attribute, 0);
	else if (strcmp(name, "job-state") == 0 && ippGetValueTag(attribute) == IPP_TAG_ENUM)
		job->state = job_state(ippGetInteger(attribute, 0));
	else if (strcmp(name, "job-name") == 0 && (text = ippGetString(attribute, 0, NULL)))
		job->name = clean(arena, text, 255);
}

/* Jobs stand one behind the other, each a group; another group or an attribute without a name ends one. */
static void read_jobs(ipp_t *ipp, struct arena *arena, struct talk_heard *heard)
{
	struct talk_job *job = NULL;
	heard->jobs = arena_array(arena, struct talk_job, TALK_LIST_MAX);
	for (ipp_attribute_t *at = ippFirstAttribute(ipp); at; at = ippNextAttribute(ipp)) {
		if (ippGetGroupTag(at) != IPP_TAG_JOB || !ippGetName(at)) {
			job = NULL;
			continue;
		}
		if (!job && heard->n_jobs == TALK_LIST_MAX)
			return;
		if (!job) {
			job = &heard->jobs[heard->n_jobs++];
			job->name = "";
		}
		read_job(at, arena, job);
	}
}

enum err talk_hear(const void *bytes, size_t len, int32_t number, struct arena *arena, struct talk_heard *out_heard)
{
	struct source source = { bytes, len };
	struct talk_heard heard = { 0 };
	ipp_t *ipp = ippNew();
	ipp_state_t state = ippReadIO(&source, give, 1, NULL, ipp);
	int minor, major = ippGetVersion(ipp, &minor);
	bool is_answer = state == IPP_STATE_DATA && ippGetRequestId(ipp) == number && (major == 1 || major == 2);
	if (is_answer) {
		ipp_status_t status = ippGetStatusCode(ipp);
		ipp_attribute_t *said = ippFindAttribute(ipp, "status-message", IPP_TAG_TEXT);
		const char *text = said ? ippGetString(said, 0, NULL) : NULL;
		heard.outcome = outcome_of(status);
		heard.words = clean(arena, text && *text ? text : ippErrorString(status), WORDS_MAX);
		heard.printer = printer_of(ipp, arena);
		read_jobs(ipp, arena, &heard);
		*out_heard = heard;
	}
	ippDelete(ipp);
	return is_answer ? OK : ERR_MALFORMED;
}
