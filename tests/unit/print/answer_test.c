/* A printer's HTTP answers: whole, in pieces, and every way in which one is none. */
#include "print/answer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n"

static enum answer_state read_text(const char *text, bool ended, int *out_status, struct buf *body)
{
	return answer_read(text, strlen(text), ended, out_status, body);
}

static void expect(const char *text, bool ended, enum answer_state state, int status, const char *body)
{
	struct buf got = { 0 };
	int got_status = 0;
	assert_int_equal(read_text(text, ended, &got_status, &got), state);
	assert_int_equal(got_status, status);
	assert_string_equal(buf_text(&got), body);
	buf_finish(&got);
}

static void an_answer_ends_where_its_length_says(void **state)
{
	(void)state;
	expect(HEAD "Content-Length: 5\r\n\r\nhello", false, ANSWER_WHOLE, 200, "hello");
	expect(HEAD "content-length:  5 \r\n\r\nhello and more", false, ANSWER_WHOLE, 200, "hello");
	expect("HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n", false, ANSWER_WHOLE, 404, "");
	expect("HTTP/1.1 401\r\nContent-Length: 0\r\n\r\n", false, ANSWER_WHOLE, 401, "");
}

static void chunks_are_joined(void **state)
{
	(void)state;
	expect(HEAD "Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n", false, ANSWER_WHOLE,
	    200, "hello");
	expect(HEAD "Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nl", false, ANSWER_MORE, 0, "");
}

static void without_a_length_the_end_of_the_connection_is_the_end(void **state)
{
	(void)state;
	expect(HEAD "\r\nhello", false, ANSWER_MORE, 0, "");
	expect(HEAD "\r\nhello", true, ANSWER_WHOLE, 200, "hello");
}

static void interim_answers_are_passed_over(void **state)
{
	(void)state;
	expect("HTTP/1.1 100 Continue\r\n\r\n" HEAD "Content-Length: 2\r\n\r\nok", false, ANSWER_WHOLE, 200, "ok");
	expect("HTTP/1.1 100 Continue\r\n\r\n", false, ANSWER_MORE, 0, "");
}

static void an_answer_in_pieces_is_not_whole_before_its_last_byte(void **state)
{
	(void)state;
	static const char *const WHOLE[] = { HEAD "Content-Length: 5\r\n\r\nhello",
		HEAD "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n" };
	for (size_t i = 0; i < 2; i++)
		for (size_t len = 1; len < strlen(WHOLE[i]); len++) {
			struct buf body = { 0 };
			int status;
			assert_int_equal(answer_read(WHOLE[i], len, false, &status, &body), ANSWER_MORE);
			assert_int_equal(answer_read(WHOLE[i], len, true, &status, &body), ANSWER_BROKEN);
			assert_int_equal(body.len, 0);
			buf_finish(&body);
		}
}

static void what_is_no_answer_is_broken(void **state)
{
	(void)state;
	static const char *const NONE[] = {
		"SSH-2.0-OpenSSH\r\n",
		"HTTP/2.0 200 OK\r\n\r\n",
		"HTTP/1.1 20 OK\r\n\r\n",
		"HTTP/1.1 2000 OK\r\n\r\n",
		"HTTP/1.1 099 No\r\n\r\n",
		HEAD "Content-Length: -1\r\n\r\n",
		HEAD "Content-Length: 99999999999999999999\r\n\r\n",
		HEAD "Content-Length: 5, 5\r\n\r\nhello",
		HEAD "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
		HEAD "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
		HEAD "Transfer-Encoding: gzip\r\n\r\n",
		HEAD "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
		HEAD "Transfer-Encoding: chunked\r\n\r\n5\r\nhello!\n0\r\n\r\n",
		HEAD "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nhello",
		HEAD "X: a\nb\r\n\r\n",
	};
	for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++)
		expect(NONE[i], false, ANSWER_BROKEN, 0, "");
}

static void a_head_without_end_is_broken(void **state)
{
	(void)state;
	struct buf long_head = { 0 }, body = { 0 };
	int status;
	buf_add_text(&long_head, HEAD "X: ");
	while (long_head.len <= ANSWER_HEAD_MAX)
		buf_add_byte(&long_head, 'x');
	assert_int_equal(answer_read(long_head.bytes, long_head.len, false, &status, &body), ANSWER_BROKEN);
	buf_finish(&long_head);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_ends_where_its_length_says),
		cmocka_unit_test(chunks_are_joined),
		cmocka_unit_test(without_a_length_the_end_of_the_connection_is_the_end),
		cmocka_unit_test(interim_answers_are_passed_over),
		cmocka_unit_test(an_answer_in_pieces_is_not_whole_before_its_last_byte),
		cmocka_unit_test(what_is_no_answer_is_broken),
		cmocka_unit_test(a_head_without_end_is_broken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
