/* TLS in front of the core, over real sockets and a clock that only tests move: deadlines, ends, slow readers. What a
 * browser sees is tests/http/tls.test.mjs. */
#include "base/mem.h"
#include "http/tls.h"
#include "rig.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- given: a certificate in a folder of its own, and the rig listening with it ---- */

static char folder[64], crt[96], key[96];
static struct tls *shown;

static void write_pem(const char *path, EVP_PKEY *private_key, X509 *certificate)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fchmod(fileno(file), S_IRUSR | S_IWUSR), 0);
	if (private_key)
		assert_int_equal(PEM_write_PrivateKey(file, private_key, NULL, NULL, 0, NULL, NULL), 1);
	else
		assert_int_equal(PEM_write_X509(file, certificate), 1);
	fclose(file);
}

static void make_certificate(void)
{
	EVP_PKEY *pair = EVP_EC_gen("P-256");
	X509 *certificate = X509_new();
	ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
	X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
	X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
	X509_set_pubkey(certificate, pair);
	assert_true(X509_sign(certificate, pair, EVP_sha256()) > 0);
	write_pem(crt, NULL, certificate);
	write_pem(key, pair, NULL);
	X509_free(certificate);
	EVP_PKEY_free(pair);
}

static int group_setup(void **state)
{
	(void)state;
	const char *place = getenv("TMPDIR");
	snprintf(folder, sizeof folder, "%.30s/p2c-tls-XXXXXX", place ? place : "/tmp");
	assert_non_null(mkdtemp(folder));
	snprintf(crt, sizeof crt, "%s/server.crt", folder);
	snprintf(key, sizeof key, "%s/server.key", folder);
	make_certificate();
	return 0;
}

static int group_teardown(void **state)
{
	(void)state;
	unlink(crt);
	unlink(key);
	return rmdir(folder);
}

/* The rig's port is the TLS one from here on. */
static int setup(void **state)
{
	assert_int_equal(rig_setup(state), 0);
	struct rig *rig = *state;
	assert_int_equal(tls_create(crt, key, &shown, NULL), OK);
	assert_int_equal(http_server_listen(rig->server, "127.0.0.1", 0, shown, &rig->port, NULL), OK);
	return 0;
}

static int teardown(void **state)
{
	rig_teardown(state);
	tls_destroy(shown);
	shown = NULL;
	return 0;
}

struct client {
	SSL_CTX *context;
	SSL *ssl;
	int fd;
};

/* Turns the rig's loop until the client's step is done; answers what the step answered. */
static int go_on(struct rig *rig, struct client *client, int (*step)(struct client *client))
{
	for (int i = 0; i < RIG_PATIENCE; i++) {
		int done = step(client);
		int why = done > 0 ? SSL_ERROR_NONE : SSL_get_error(client->ssl, done);
		if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE)
			return done;
		struct pollfd ready = { .fd = client->fd, .events = POLLIN };
		event_base_loop(rig->base, EVLOOP_NONBLOCK);
		poll(&ready, 1, 1);
	}
	fail_msg("nothing came");
	return -1;
}

static int shake(struct client *client)
{
	return SSL_connect(client->ssl);
}

static struct client begin(struct rig *rig, int fd)
{
	struct client client = { .context = SSL_CTX_new(TLS_client_method()), .fd = fd };
	assert_int_equal(fcntl(fd, F_SETFL, O_NONBLOCK), 0);
	client.ssl = SSL_new(client.context);
	SSL_set_fd(client.ssl, fd);
	assert_int_equal(go_on(rig, &client, shake), 1);
	return client;
}

static void end(struct client *client)
{
	SSL_free(client->ssl);
	SSL_CTX_free(client->context);
	close(client->fd);
}

static void say(struct client *client, const char *text)
{
	assert_int_equal(SSL_write(client->ssl, text, (int)strlen(text)), strlen(text));
}

static char heard[64 * 1024];
static int heard_len;

static int hear(struct client *client)
{
	return heard_len = SSL_read(client->ssl, heard, sizeof heard - 1);
}

/* Everything until the server says goodbye; the first part stays in `heard`. */
static size_t read_all(struct rig *rig, struct client *client)
{
	size_t total = 0;
	while (go_on(rig, client, hear) > 0)
		total += (size_t)heard_len;
	assert_int_equal(SSL_get_error(client->ssl, heard_len), SSL_ERROR_ZERO_RETURN);
	return total;
}

/* ---- what it does ---- */

static void a_request_is_answered_and_its_address_is_the_clients(void **state)
{
	struct rig *rig = *state;
	struct client client = begin(rig, rig_connect(rig));
	say(&client, GET("/hello"));
	assert_true(go_on(rig, &client, hear) > 0);
	heard[heard_len] = '\0';
	rig_expect_has(heard, "HTTP/1.1 200 OK\r\n");
	assert_string_equal(rig->last_address, "127.0.0.1");
	end(&client);
}

static void whoever_begins_no_handshake_is_closed_after_the_deadline_of_a_head(void **state)
{
	struct rig *rig = *state;
	int fd = rig_connect(rig);
	rig_turn(rig);
	rig_pass(rig, 9000);
	rig_expect_silence(rig, fd);
	rig_pass(rig, 1100);
	rig_expect_closed(rig, fd);
	assert_int_equal(http_server_connections(rig->server), 0);
}

static void a_handshake_that_drips_has_the_same_deadline(void **state)
{
	struct rig *rig = *state;
	int fd = rig_connect(rig);
	for (int i = 0; i < 10; i++) {
		rig_say(fd, &"\x16\x03\x01\x02\x40"[i < 4 ? i : 4]); /* the start of a ClientHello, then more of it */
		rig_turn(rig);
		rig_pass(rig, 1010);
	}
	rig_expect_closed(rig, fd);
}

static void a_long_answer_comes_whole_through_a_small_window_then_the_goodbye(void **state)
{
	struct rig *rig = *state;
	struct client client = begin(rig, rig_connect_slow(rig));
	say(&client, "GET /big HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
	assert_true(read_all(rig, &client) > body_len(rig->big));
	end(&client);
}

/* A client that takes a few bytes now and then; the answer is longer than what is held for it. */
static void begin_sipping(struct rig *rig, struct client *client)
{
	*client = begin(rig, rig_connect_slow(rig));
	say(client, "GET /big HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
	while (rig->requests == 0)
		rig_turn(rig);
	rig_turn(rig);
}

/* His goodbye may meet the request, the answer on its way, or the answer gone: whatever the loop has done by then. */
static void whoever_ends_his_side_at_any_moment_still_gets_the_answer(void **state)
{
	struct rig *rig = *state;
	for (int turns = 0; turns < 24; turns++) {
		struct client client = begin(rig, rig_connect(rig));
		say(&client, GET("/hello"));
		for (int i = 0; i < turns; i++)
			event_base_loop(rig->base, EVLOOP_ONCE | EVLOOP_NONBLOCK);
		SSL_shutdown(client.ssl);
		assert_true(read_all(rig, &client) > 0);
		end(&client);
	}
}

static void expect_next(struct rig *rig, bool admitted)
{
	int next = rig_connect(rig);
	rig_turn(rig);
	if (!admitted) {
		rig_expect_closed(rig, next);
		return;
	}
	rig_expect_silence(rig, next);
	close(next);
}

/* The core gives up by its own deadline; what is held for the client by then is what a thief of places could sip at.
 */
static void whoever_sips_at_an_answer_has_his_place_until_he_is_given_up(void **state)
{
	struct rig *rig = *state;
	struct http_config config = rig_config(rig);
	struct client client;
	char sip[16];
	config.max_per_address = 1;
	rig_restart(rig, &config);
	assert_int_equal(http_server_listen(rig->server, "127.0.0.1", 0, shown, &rig->port, NULL), OK);
	begin_sipping(rig, &client);
	rig_pass(rig, 30000 + (int64_t)body_len(rig->big) / 16 + 1000);
	rig_turn(rig);
	assert_int_equal(http_server_connections(rig->server), 0);
	expect_next(rig, false);
	rig_pass(rig, 29000);
	assert_true(rig_await(rig, client.fd, sip, sizeof sip, 0) > 0);
	expect_next(rig, false);
	rig_pass(rig, 10000);
	expect_next(rig, true);
	end(&client);
}

static void a_stream_whose_reader_stalls_is_dropped_at_its_cap(void **state)
{
	struct rig *rig = *state;
	static char notice[16 * 1024];
	memset(notice, 'x', sizeof notice);
	struct client client = begin(rig, rig_connect_slow(rig));
	say(&client, GET("/stream"));
	while (!rig->stream)
		rig_turn(rig);
	for (int i = 0; i < 4096 && rig->streams_closed == 0; i++) {
		if (!stream_send(rig->stream, notice, sizeof notice))
			rig_turn(rig);
		event_base_loop(rig->base, EVLOOP_NONBLOCK);
	}
	assert_int_equal(rig->streams_closed, 1);
	assert_int_equal(rig->stream_why, STREAM_SLOW);
	end(&client);
}

static void a_drain_waits_until_the_last_answer_is_with_its_client(void **state)
{
	struct rig *rig = *state;
	struct client client = begin(rig, rig_connect_slow(rig));
	say(&client, "GET /big HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
	while (rig->requests == 0)
		rig_turn(rig);
	http_server_drain(rig->server, rig_on_empty, rig);
	rig_turn(rig);
	assert_false(rig->empty);
	assert_true(read_all(rig, &client) > body_len(rig->big));
	end(&client);
	rig_turn(rig);
	assert_true(rig->empty);
}

static void a_server_that_is_destroyed_takes_its_connections_along(void **state)
{
	struct rig *rig = *state;
	struct http_config config = rig_config(rig);
	struct client client = begin(rig, rig_connect(rig));
	int silent = rig_connect(rig);
	say(&client, GET("/hold"));
	while (rig->n_held == 0)
		rig_turn(rig);
	rig_turn(rig);
	rig_restart(rig, &config);
	end(&client);
	close(silent);
}

static void files_that_are_no_certificate_are_told_by_their_option(void **state)
{
	(void)state;
	struct tls *tls = NULL;
	struct fault fault = { 0 };
	assert_int_equal(tls_create("/nowhere.crt", key, &tls, &fault), ERR_CONFIG);
	assert_string_equal(fault.field, "tls-cert");
	assert_int_equal(tls_create(crt, "/nowhere.key", &tls, &fault), ERR_CONFIG);
	assert_string_equal(fault.field, "tls-key");
	assert_int_equal(tls_create(crt, crt, &tls, &fault), ERR_CONFIG);
	assert_string_equal(fault.field, "tls-key");
	assert_null(tls);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(a_request_is_answered_and_its_address_is_the_clients),
		CASE(whoever_begins_no_handshake_is_closed_after_the_deadline_of_a_head),
		CASE(a_handshake_that_drips_has_the_same_deadline),
		CASE(a_long_answer_comes_whole_through_a_small_window_then_the_goodbye),
		CASE(whoever_ends_his_side_at_any_moment_still_gets_the_answer),
		CASE(whoever_sips_at_an_answer_has_his_place_until_he_is_given_up),
		CASE(a_stream_whose_reader_stalls_is_dropped_at_its_cap),
		CASE(a_drain_waits_until_the_last_answer_is_with_its_client),
		CASE(a_server_that_is_destroyed_takes_its_connections_along),
		CASE(files_that_are_no_certificate_are_told_by_their_option),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
