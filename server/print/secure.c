/* See secure.h. */
#include "print/secure.h"

#include "base/fatal.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdint.h>
#include <string.h>

static void write_hex(const unsigned char *bytes, size_t len, char *out)
{
	static const char DIGITS[] = "0123456789abcdef";
	for (size_t i = 0; i < len; i++) {
		out[2 * i] = DIGITS[bytes[i] >> 4];
		out[2 * i + 1] = DIGITS[bytes[i] & 15];
	}
	out[2 * len] = '\0';
}

/* In place of OpenSSL's own: who signed it, for whom and until when says nothing of a printer. */
static int verify(X509_STORE_CTX *store, void *ctx)
{
	const SSL *ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
	struct secure_seen *seen = SSL_get_app_data(ssl);
	unsigned char digest[PRINTER_PRINT_LEN / 2];
	const X509 *certificate = X509_STORE_CTX_get0_cert(store);
	(void)ctx;
	if (!certificate || X509_digest(certificate, EVP_sha256(), digest, NULL) != 1)
		return 0;
	write_hex(digest, sizeof digest, seen->shown);
	seen->is_stranger = strcmp(seen->shown, seen->pinned) != 0;
	X509_STORE_CTX_set_error(store, seen->is_stranger ? X509_V_ERR_CERT_REJECTED : X509_V_OK);
	return !seen->is_stranger;
}

struct secure *secure_create(void)
{
	SSL_CTX *context = SSL_CTX_new(TLS_client_method());
	if (!context)
		fatal("no memory for TLS");
	SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
	SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
	SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
	SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
	SSL_CTX_set_cert_verify_callback(context, verify, NULL);
	return (struct secure *)(void *)context;
}

void secure_destroy(struct secure *secure)
{
	SSL_CTX_free((SSL_CTX *)(void *)secure);
}

/* An address has no place in a server's name (RFC 6066 §3). */
static bool is_address(const char *host)
{
	unsigned char bytes[sizeof(struct in6_addr)];
	return inet_pton(AF_INET, host, bytes) == 1 || inet_pton(AF_INET6, host, bytes) == 1;
}

struct ssl_st *secure_session(struct secure *secure, const char *host, struct secure_seen *seen)
{
	SSL *ssl = SSL_new((SSL_CTX *)(void *)secure);
	if (!ssl)
		return NULL;
	SSL_set_app_data(ssl, seen);
	if (!is_address(host))
		SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, (void *)(uintptr_t)host);
	return ssl;
}

bool secure_is_of_tls(unsigned long error)
{
	return error && ERR_GET_LIB(error) == ERR_LIB_SSL;
}
