/* Shared bytes, gzip, entity tags, status words, and the count of connections an address holds. */
#include "base/mem.h"
#include "http/answer.h"
#include "http/body.h"
#include "http/etag.h"
#include "http/gzip.h"
#include "http/peers.h"

#include <libdeflate.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static unsigned released;

static void count_release(void *bytes, size_t len)
{
	assert_int_equal(len, 3);
	assert_memory_equal(bytes, "abc", 3);
	released++;
}

static void the_last_reference_releases_the_bytes_once(void **state)
{
	struct body *body = body_wrap("abc", 3, count_release);

	(void)state;
	released = 0;
	assert_ptr_equal(body_ref(body), body);
	body_release(body);
	assert_int_equal(released, 0);
	assert_memory_equal(body_bytes(body), "abc", 3);
	body_release(body);
	assert_int_equal(released, 1);
	body_release(NULL);
	assert_null(body_ref(NULL));
}

static void bodies_are_copied_stolen_or_borrowed(void **state)
{
	char text[] = "abc";
	struct buf buf = { 0 };
	struct body *copy = body_copy(text, 3), *stolen, *none, *borrowed = body_wrap(text, 3, NULL);

	(void)state;
	text[0] = 'x';
	assert_memory_equal(body_bytes(copy), "abc", 3);
	assert_ptr_equal(body_bytes(borrowed), text);
	buf_add_text(&buf, "text");
	stolen = body_steal(&buf);
	assert_int_equal(buf.len, 0);
	assert_memory_equal(body_bytes(stolen), "text", 4);
	none = body_steal(&buf);
	assert_int_equal(body_len(none), 0);
	assert_non_null(body_bytes(none));
	body_release(copy);
	body_release(stolen);
	body_release(none);
	body_release(borrowed);
	none = body_copy(NULL, 0);
	assert_int_equal(body_len(none), 0);
	body_release(none);
}

static void a_file_may_be_a_body(void **state)
{
	FILE *file = tmpfile();
	struct body *body;

	(void)state;
	assert_non_null(file);
	assert_true(fputs("abcdef", file) >= 0);
	assert_int_equal(fflush(file), 0);
	body = body_map(fileno(file), 6);
	assert_null(body_map(-1, 6));
	assert_null(body_map(fileno(file), 0));
	fclose(file);
	assert_int_equal(body_len(body), 6);
	assert_memory_equal(body_bytes(body), "abcdef", 6);
	body_release(body);
}

static void what_is_large_may_be_a_file_that_nobody_changes(void **state)
{
	enum { LARGE = 300000 };
	struct buf buf = { 0 };
	struct body *body;
	char byte = 'x';

	(void)state;
	for (int i = 0; i < LARGE; i++)
		buf_add_byte(&buf, (char)i);
	body = body_seal(&buf);
	assert_int_equal(buf.len, 0);
	assert_int_equal(body_len(body), LARGE);
	for (int i = 0; i < LARGE; i++)
		assert_int_equal(body_bytes(body)[i], (char)i);
	assert_int_equal(pread(body_file(body), &byte, 1, LARGE - 1), 1);
	assert_int_equal(byte, (char)(LARGE - 1));
	assert_int_equal(pwrite(body_file(body), "y", 1, 0), -1);
	assert_int_equal(ftruncate(body_file(body), 1), -1);
	body_release(body);
	buf_add_text(&buf, "small");
	body = body_seal(&buf);
	assert_int_equal(body_file(body), -1);
	assert_memory_equal(body_bytes(body), "small", 5);
	body_release(body);
}

static void *ref_and_release(void *arg)
{
	for (int i = 0; i < 10000; i++)
		body_release(body_ref(arg));
	return NULL;
}

static void threads_may_count_at_the_same_time(void **state)
{
	struct body *body = body_wrap("abc", 3, count_release);
	pthread_t threads[4];

	(void)state;
	released = 0;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, ref_and_release, body), 0);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	assert_int_equal(released, 0);
	body_release(body);
	assert_int_equal(released, 1);
}

static void gzip_gives_the_same_bytes_back(void **state)
{
	struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
	char *text = mem_alloc(20000), *back = mem_alloc(20000);
	struct body *zip, *again;
	size_t len;

	(void)state;
	for (size_t i = 0; i < 20000; i++)
		text[i] = "pledge "[i * i % 7];
	zip = gzip_body(text, 20000);
	again = gzip_body(text, 20000);
	assert_true(body_len(zip) < 2000);
	assert_int_equal(body_len(zip), body_len(again));
	assert_memory_equal(body_bytes(zip), body_bytes(again), body_len(zip));
	assert_int_equal(libdeflate_gzip_decompress(decompressor, body_bytes(zip), body_len(zip), back, 20000, &len),
	    LIBDEFLATE_SUCCESS);
	assert_int_equal(len, 20000);
	assert_memory_equal(back, text, len);
	body_release(zip);
	body_release(again);
	libdeflate_free_decompressor(decompressor);
	free(text);
	free(back);
}

static void gzip_that_does_not_pay_is_not_made(void **state)
{
	(void)state;
	assert_null(gzip_body("", 0));
	assert_null(gzip_body("a", 1));
	assert_null(gzip_body("{\"state\":\"open\"}", 16));
}

static void tags_tell_versions_and_forms_apart(void **state)
{
	char one[ETAG_LEN + 1], two[ETAG_LEN + 1], zip[ETAG_LEN + 1];

	(void)state;
	etag_of("abc", 3, "", one);
	assert_int_equal(strlen(one), 18);
	assert_string_equal(etag_of("abc", 3, "", two), one);
	assert_string_not_equal(etag_of("abd", 3, "", two), one);
	assert_string_not_equal(etag_of("abc\0", 4, "", two), one);
	etag_of("abc", 3, "-gz", zip);
	assert_int_equal(strlen(zip), ETAG_LEN);
	assert_memory_equal(zip, one, 17);
	assert_string_equal(zip + 17, "-gz\"");
}

static void tags_are_compared_weakly_or_strongly(void **state)
{
	(void)state;
	assert_true(etag_weak_match("\"a\"", "\"a\""));
	assert_true(etag_weak_match("W/\"a\"", "\"a\""));
	assert_true(etag_weak_match("\"a\"", "W/\"a\""));
	assert_true(etag_weak_match("\"x,y\" , \"a\"", "\"a\""));
	assert_false(etag_weak_match("\"ab\"", "\"a\""));
	assert_false(etag_weak_match("w/\"a\"", "\"a\""));
	assert_false(etag_weak_match("", "\"a\""));
	assert_false(etag_weak_match(NULL, "\"a\""));
	assert_true(etag_strong_match("\"b\",\"a\"", "\"a\""));
	assert_true(etag_strong_match("*", "\"a\""));
	assert_false(etag_strong_match("W/\"a\"", "\"a\""));
	assert_false(etag_strong_match("W/\"a\"", "W/\"a\""));
	assert_false(etag_strong_match("a", "\"a\""));
	assert_false(etag_strong_match(NULL, "\"a\""));
}

static void statuses_have_words(void **state)
{
	(void)state;
	assert_string_equal(answer_words(200), "OK");
	assert_string_equal(answer_words(507), "Insufficient Storage");
	assert_string_equal(answer_words(299), "");
	assert_string_equal(answer_words(-1), "");
	assert_string_equal(answer_words(600), "");
}

/* Addresses. */

static const unsigned char four_a[16] = { [10] = 0xff, 0xff, 192, 0, 2, 1 };
static const unsigned char four_b[16] = { [10] = 0xff, 0xff, 192, 0, 2, 2 };
static const unsigned char six_a[16] = { 0x20, 0x01, 0x0d, 0xb8, [15] = 1 };
static const unsigned char six_same_net[16] = { 0x20, 0x01, 0x0d, 0xb8, [8] = 9, [15] = 2 };
static const unsigned char six_other_net[16] = { 0x20, 0x01, 0x0d, 0xb8, [7] = 1, [15] = 1 };

static void each_address_has_its_own_count(void **state)
{
	struct peers *peers = peers_create(2);
	struct peer *one = peers_enter(peers, four_a), *two = peers_enter(peers, four_a);

	(void)state;
	assert_non_null(one);
	assert_ptr_equal(one, two);
	assert_null(peers_enter(peers, four_a));
	assert_non_null(peers_enter(peers, four_b));
	peers_leave(peers, one);
	assert_non_null(peers_enter(peers, four_a));
	assert_null(peers_enter(peers, four_a));
	peers_leave(peers, NULL);
	peers_destroy(peers);
	peers_destroy(NULL);
}

static void a_network_of_ipv6_counts_as_one(void **state)
{
	struct peers *peers = peers_create(1);

	(void)state;
	assert_non_null(peers_enter(peers, six_a));
	assert_null(peers_enter(peers, six_same_net));
	assert_non_null(peers_enter(peers, six_other_net));
	peers_destroy(peers);
}

static void many_addresses_come_and_go(void **state)
{
	enum { MANY = 5000 };
	static struct peer *entered[MANY];
	struct peers *peers = peers_create(1);

	(void)state;
	for (unsigned round = 0; round < 2; round++) {
		for (unsigned i = 0; i < MANY; i++) {
			unsigned char address[16] = {
				[10] = 0xff, 0xff, 10, 0, (unsigned char)(i >> 8), (unsigned char)i
			};

			entered[i] = peers_enter(peers, address);
			assert_non_null(entered[i]);
			assert_null(peers_enter(peers, address));
		}
		for (unsigned i = 0; i < MANY; i++)
			peers_leave(peers, entered[i]);
	}
	peers_destroy(peers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_reference_releases_the_bytes_once),
		cmocka_unit_test(bodies_are_copied_stolen_or_borrowed),
		cmocka_unit_test(a_file_may_be_a_body),
		cmocka_unit_test(what_is_large_may_be_a_file_that_nobody_changes),
		cmocka_unit_test(threads_may_count_at_the_same_time),
		cmocka_unit_test(gzip_gives_the_same_bytes_back),
		cmocka_unit_test(gzip_that_does_not_pay_is_not_made),
		cmocka_unit_test(tags_tell_versions_and_forms_apart),
		cmocka_unit_test(tags_are_compared_weakly_or_strongly),
		cmocka_unit_test(statuses_have_words),
		cmocka_unit_test(each_address_has_its_own_count),
		cmocka_unit_test(a_network_of_ipv6_counts_as_one),
		cmocka_unit_test(many_addresses_come_and_go),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
