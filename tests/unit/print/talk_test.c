/* IPP between values and bytes: what is asked is what another reader of IPP finds, and what answers say is
 * understood, hostile ones too. */
#include "print/talk.h"

#include <cups/cups.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

struct bytes {
	const char *at;
	size_t left;
};

static ssize_t give(void *ctx, ipp_uchar_t *out, size_t len)
{
	struct bytes *bytes = ctx;
	size_t n = len < bytes->left ? len : bytes->left;
	memcpy(out, bytes->at, n);
	bytes->at += n;
	bytes->left -= n;
	return (ssize_t)n;
}

static ssize_t take(void *ctx, ipp_uchar_t *bytes, size_t len)
{
	buf_add(ctx, bytes, len);
	return (ssize_t)len;
}

/* What a printer would read. */
static ipp_t *said(const struct talk_said *said)
{
	struct buf out = { 0 };
	ipp_t *ipp = ippNew();
	talk_say(said, &out);
	struct bytes bytes = { out.bytes, out.len };
	assert_int_equal(ippReadIO(&bytes, give, 1, NULL, ipp), IPP_STATE_DATA);
	assert_int_equal(bytes.left, 0);
	buf_finish(&out);
	return ipp;
}

static const char *text_of(ipp_t *ipp, const char *name)
{
	ipp_attribute_t *found = ippFindAttribute(ipp, name, IPP_TAG_ZERO);
	return found ? ippGetString(found, 0, NULL) : NULL;
}

static void a_job_is_created_under_our_own_name(void **state)
{
	(void)state;
	ipp_t *ipp = said(&(struct talk_said){ .ask = TALK_CREATE,
	    .number = 7,
	    .uri = "ipp://printer/ipp/print",
	    .job_name = "01a2",
	    .media = "oe_badge_105x148mm" });
	assert_int_equal(ippGetOperation(ipp), IPP_OP_CREATE_JOB);
	assert_int_equal(ippGetRequestId(ipp), 7);
	assert_string_equal(text_of(ipp, "printer-uri"), "ipp://printer/ipp/print");
	assert_string_equal(text_of(ipp, "job-name"), "01a2");
	ipp_attribute_t *media = ippFindAttribute(ipp, "media", IPP_TAG_KEYWORD);
	assert_int_equal(ippGetGroupTag(media), IPP_TAG_JOB);
	assert_null(text_of(ipp, "document-format"));
	ippDelete(ipp);
}

static void a_document_names_its_job_and_is_the_last(void **state)
{
	(void)state;
	ipp_t *ipp = said(&(struct talk_said){
	    .ask = TALK_SEND, .number = 1, .uri = "ipp://p/", .job = 12, .format = "application/pdf" });
	assert_int_equal(ippGetOperation(ipp), IPP_OP_SEND_DOCUMENT);
	assert_int_equal(ippGetInteger(ippFindAttribute(ipp, "job-id", IPP_TAG_INTEGER), 0), 12);
	assert_true(ippGetBoolean(ippFindAttribute(ipp, "last-document", IPP_TAG_BOOLEAN), 0));
	assert_string_equal(text_of(ipp, "document-format"), "application/pdf");
	ippDelete(ipp);
}

static void jobs_are_asked_for_by_whether_they_are_over(void **state)
{
	(void)state;
	for (int over = 0; over < 2; over++) {
		ipp_t *ipp =
		    said(&(struct talk_said){ .ask = TALK_JOBS, .number = 1, .uri = "ipp://p/", .over = over });
		assert_string_equal(text_of(ipp, "which-jobs"), over ? "completed" : "not-completed");
		ippDelete(ipp);
	}
}

/* ---- answers ---- */

static ipp_t *answer(ipp_status_t status)
{
	ipp_t *ipp = ippNew();
	ippSetVersion(ipp, 2, 0);
	ippSetRequestId(ipp, 7);
	ippSetStatusCode(ipp, status);
	ippAddString(ipp, IPP_TAG_OPERATION, IPP_TAG_CHARSET, "attributes-charset", NULL, "utf-8");
	ippAddString(ipp, IPP_TAG_OPERATION, IPP_TAG_LANGUAGE, "attributes-natural-language", NULL, "en");
	return ipp;
}

static struct buf bytes_of(ipp_t *ipp)
{
	struct buf out = { 0 };
	ippSetState(ipp, IPP_STATE_IDLE);
	ippWriteIO(&out, take, 1, NULL, ipp);
	ippDelete(ipp);
	return out;
}

static enum err hear(ipp_t *ipp, struct arena *arena, struct talk_heard *out_heard)
{
	struct buf out = bytes_of(ipp);
	enum err err = talk_hear(out.bytes, out.len, 7, arena, out_heard);
	buf_finish(&out);
	return err;
}

static void a_printer_says_how_it_is_and_what_it_takes(void **state)
{
	(void)state;
	static const char *const REASONS[] = { "media-empty-error", "toner-low-warning", "none" };
	static const char *const FORMATS[] = { "application/pdf", "image/pwg-raster" };
	static const int OPERATIONS[] = { IPP_OP_PRINT_JOB, IPP_OP_CREATE_JOB, IPP_OP_SEND_DOCUMENT };
	struct arena *arena = arena_create();
	struct talk_heard heard;
	ipp_t *ipp = answer(IPP_STATUS_OK);
	ippAddInteger(ipp, IPP_TAG_PRINTER, IPP_TAG_ENUM, "printer-state", IPP_PSTATE_STOPPED);
	ippAddStrings(ipp, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "printer-state-reasons", 3, NULL, REASONS);
	ippAddBoolean(ipp, IPP_TAG_PRINTER, "printer-is-accepting-jobs", 1);
	ippAddStrings(ipp, IPP_TAG_PRINTER, IPP_TAG_MIMETYPE, "document-format-supported", 2, NULL, FORMATS);
	ippAddIntegers(ipp, IPP_TAG_PRINTER, IPP_TAG_ENUM, "operations-supported", 3, OPERATIONS);
	ippAddResolution(ipp, IPP_TAG_PRINTER, "printer-resolution-supported", IPP_RES_PER_INCH, 203, 203);
	assert_int_equal(hear(ipp, arena, &heard), OK);
	assert_int_equal(heard.outcome, TALK_DONE);
	assert_string_equal(heard.printer.state, "stopped");
	assert_int_equal(
	    heard.printer.reasons, UINT64_C(1) << PRINT_WHY_MEDIA_EMPTY | UINT64_C(1) << PRINT_WHY_TONER_LOW);
	assert_true(heard.printer.accepts && heard.printer.creates);
	assert_true(talk_lists(&heard.printer.formats, "image/pwg-raster"));
	assert_false(talk_lists(&heard.printer.formats, "image/urf"));
	assert_int_equal(heard.printer.dpi, 203);
	arena_destroy(arena);
}

static void jobs_come_one_behind_the_other(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct talk_heard heard;
	ipp_t *ipp = answer(IPP_STATUS_OK);
	for (int i = 1; i <= 3; i++) {
		ippAddInteger(ipp, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-id", i);
		ippAddString(ipp, IPP_TAG_JOB, IPP_TAG_NAME, "job-name", NULL, i == 2 ? "ours" : "theirs");
		ippAddInteger(ipp, IPP_TAG_JOB, IPP_TAG_ENUM, "job-state", IPP_JSTATE_PENDING + i);
		ippAddSeparator(ipp);
	}
	assert_int_equal(hear(ipp, arena, &heard), OK);
	assert_int_equal(heard.n_jobs, 3);
	assert_int_equal(heard.jobs[1].number, 2);
	assert_string_equal(heard.jobs[1].name, "ours");
	assert_int_equal(heard.jobs[1].state, TALK_JOB_AT_WORK);
	arena_destroy(arena);
}

static void every_refusal_has_its_outcome(void **state)
{
	(void)state;
	static const struct {
		ipp_status_t status;
		enum talk_outcome outcome;
	} ROWS[] = {
		{ IPP_STATUS_OK_IGNORED_OR_SUBSTITUTED, TALK_DONE },
		{ IPP_STATUS_ERROR_BUSY, TALK_BUSY },
		{ IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS, TALK_BUSY },
		{ IPP_STATUS_ERROR_NOT_FOUND, TALK_NOT_FOUND },
		{ IPP_STATUS_ERROR_NOT_POSSIBLE, TALK_OVER },
		{ IPP_STATUS_ERROR_ATTRIBUTES_OR_VALUES, TALK_REFUSED },
		{ IPP_STATUS_ERROR_NOT_AUTHORIZED, TALK_REFUSED },
		{ IPP_STATUS_ERROR_INTERNAL, TALK_REFUSED },
	};
	struct arena *arena = arena_create();
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct talk_heard heard;
		assert_int_equal(hear(answer(ROWS[i].status), arena, &heard), OK);
		assert_int_equal(heard.outcome, ROWS[i].outcome);
		assert_true(*heard.words);
	}
	arena_destroy(arena);
}

static void words_of_a_printer_are_made_fit_to_be_shown(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct talk_heard heard;
	ipp_t *ipp = answer(IPP_STATUS_ERROR_INTERNAL);
	ippAddString(ipp, IPP_TAG_OPERATION, IPP_TAG_TEXT, "status-message", NULL, "\x1b[31mno\r\n\xe2\x80\xaepaper");
	assert_int_equal(hear(ipp, arena, &heard), OK);
	assert_string_equal(heard.words, "?[31mno?\?\?\?\?paper");
	arena_destroy(arena);
}

static void an_answer_to_another_question_is_none(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct talk_heard heard;
	struct buf out = bytes_of(answer(IPP_STATUS_OK));
	assert_int_equal(talk_hear(out.bytes, out.len, 8, arena, &heard), ERR_MALFORMED);
	for (size_t len = 0; len < out.len; len++)
		assert_int_equal(talk_hear(out.bytes, len, 7, arena, &heard), ERR_MALFORMED);
	assert_int_equal(talk_hear("<html>", 6, 7, arena, &heard), ERR_MALFORMED);
	buf_finish(&out);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_job_is_created_under_our_own_name),
		cmocka_unit_test(a_document_names_its_job_and_is_the_last),
		cmocka_unit_test(jobs_are_asked_for_by_whether_they_are_over),
		cmocka_unit_test(a_printer_says_how_it_is_and_what_it_takes),
		cmocka_unit_test(jobs_come_one_behind_the_other),
		cmocka_unit_test(every_refusal_has_its_outcome),
		cmocka_unit_test(words_of_a_printer_are_made_fit_to_be_shown),
		cmocka_unit_test(an_answer_to_another_question_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
