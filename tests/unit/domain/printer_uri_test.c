/* Addresses of printers: what is one, and what is none although it looks like one. */
#include "domain/printer_uri.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void expect(const char *text, const char *host, unsigned port, const char *path)
{
	struct printer_uri uri;
	assert_int_equal(printer_uri_parse(text, &uri, NULL), OK);
	assert_string_equal(uri.host, host);
	assert_int_equal(uri.port, port);
	assert_string_equal(uri.path, path);
}

static void an_address_is_host_port_and_path(void **state)
{
	(void)state;
	expect("ipp://192.168.1.20/ipp/print", "192.168.1.20", 631, "/ipp/print");
	expect("ipp://desk-4.local:8631/printers/Badges%204", "desk-4.local", 8631, "/printers/Badges%204");
	expect("ipp://[fe80::1]:631/ipp", "fe80::1", 631, "/ipp");
	expect("ipp://[::1]", "::1", 631, "/");
	expect("ipp://printer", "printer", 631, "/");
	expect("ipps://printer/ipp/print", "printer", 631, "/ipp/print");
}

static void within_tls_is_another_place(void **state)
{
	struct printer_uri plain, secure, longer;
	(void)state;
	assert_int_equal(printer_uri_parse("ipp://printer/", &plain, NULL), OK);
	assert_int_equal(printer_uri_parse("ipps://printer/", &secure, NULL), OK);
	assert_int_equal(printer_uri_parse("ipps://printer/ipp/print", &longer, NULL), OK);
	assert_true(secure.secure && !plain.secure);
	assert_false(printer_uri_is_same_place(&plain, &secure));
	assert_true(printer_uri_is_same_place(&secure, &longer));
}

#define PAIRS_15 "00:01:02:03:04:05:06:07:08:09:0A:0b:0C:0d:0E"

static void a_fingerprint_is_read_as_people_write_it(void **state)
{
	char print[PRINTER_PRINT_LEN + 1] = "untouched";
	(void)state;
	assert_false(printer_print_read("", print));
	assert_false(printer_print_read(PAIRS_15 ":" PAIRS_15 ":fe", print));
	assert_false(printer_print_read(PAIRS_15 ":" PAIRS_15 ":fe:ff:00", print));
	assert_false(printer_print_read(PAIRS_15 ":" PAIRS_15 ":fe:fg", print));
	assert_string_equal(print, "untouched");
	assert_true(printer_print_read(PAIRS_15 " " PAIRS_15 ":FE:ff", print));
	assert_string_equal(print, "000102030405060708090a0b0c0d0e000102030405060708090a0b0c0d0efeff");
}

static void what_looks_like_one_is_refused_in_words(void **state)
{
	(void)state;
	static const char *const NONE[] = { "", "printer", "http://printer/", "ippss://printer/", "ipps://",
		"ipp:/printer", "ipp://", "ipp:///path", "ipp://user@printer/", "ipp://printer:/", "ipp://printer:0/",
		"ipp://printer:65536/", "ipp://printer:63 1/", "ipp://printer:-1/", "ipp://pri nter/", "ipp://[::1/",
		"ipp://[::1]631/", "ipp://printer/a b", "ipp://printer/a\r\nHost: x", "ipp://printer/\xc3\xa9",
		"ipp://printer/a#b", "ipp://printer/a\"b", "ipp://printer?x" };
	for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++) {
		struct printer_uri uri = { .port = 1 };
		struct fault fault = { 0 };
		assert_int_equal(printer_uri_parse(NONE[i], &uri, &fault), ERR_INVALID);
		assert_string_equal(fault.field, "uri");
		assert_true(*fault.detail);
		assert_int_equal(uri.port, 1);
	}
}

static void an_address_that_is_too_long_is_none(void **state)
{
	(void)state;
	char text[PRINTER_URI_MAX + 2] = "ipp://printer/";
	struct printer_uri uri;
	memset(text + strlen(text), 'x', sizeof text - 1 - strlen(text));
	assert_int_equal(printer_uri_parse(text, &uri, NULL), ERR_INVALID);
	text[PRINTER_URI_MAX] = '\0';
	assert_int_equal(printer_uri_parse(text, &uri, NULL), OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_is_host_port_and_path),
		cmocka_unit_test(what_looks_like_one_is_refused_in_words),
		cmocka_unit_test(within_tls_is_another_place),
		cmocka_unit_test(a_fingerprint_is_read_as_people_write_it),
		cmocka_unit_test(an_address_that_is_too_long_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
