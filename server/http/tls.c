/* See tls.h. */
#include "http/tls.h"

#include "base/mem.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Forward secrecy and authenticated encryption only; TLS 1.3 has nothing else (RFC 9325 §4.2). */
static const char CIPHERS[] = "ECDHE+AESGCM:ECDHE+CHACHA20";

struct tls {
	char *certificate, *key;
	SSL_CTX *context;
};

static enum err refuse(const char *option, const char *path, struct fault *out_fault)
{
	unsigned long code = ERR_peek_last_error();
	const char *why = ERR_reason_error_string(code);
	fault_set(out_fault, ERR_CONFIG, option, "%s: %s.", path, why ? why : "it cannot be read");
	ERR_clear_error();
	return ERR_CONFIG;
}

/* A key that everybody may read is no key. */
static enum err check_mode(const char *path, struct fault *out_fault)
{
	struct stat info;
	if (stat(path, &info) != 0)
		return fault_set(out_fault, ERR_CONFIG, "tls-key", "%s cannot be read.", path);
	if (info.st_mode & (S_IROTH | S_IWOTH | S_IWGRP))
		return fault_set(out_fault, ERR_CONFIG, "tls-key", "%s may be read by others: chmod 600 it.", path);
	return OK;
}

/* The one protocol we speak; a client that asks for others only is refused (RFC 7301 §3.2). */
static int choose_protocol(
    SSL *ssl, const unsigned char **out, unsigned char *out_len, const unsigned char *in, unsigned len, void *ctx)
{
	static const unsigned char OURS[] = "\x08http/1.1";
	unsigned char *chosen;
	(void)ssl;
	(void)ctx;
	if (SSL_select_next_proto(&chosen, out_len, OURS, sizeof OURS - 1, in, len) != OPENSSL_NPN_NEGOTIATED)
		return SSL_TLSEXT_ERR_ALERT_FATAL;
	*out = chosen;
	return SSL_TLSEXT_ERR_OK;
}

static void set_rules(SSL_CTX *context)
{
	SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
	SSL_CTX_set_cipher_list(context, CIPHERS);
	SSL_CTX_set_options(
	    context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
	SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
	SSL_CTX_set_alpn_select_cb(context, choose_protocol, NULL);
}

static enum err read_files(const struct tls *tls, SSL_CTX **out_context, struct fault *out_fault)
{
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());
	enum err err = context ? check_mode(tls->key, out_fault) : ERR_BROKEN;
	if (!err && SSL_CTX_use_certificate_chain_file(context, tls->certificate) != 1)
		err = refuse("tls-cert", tls->certificate, out_fault);
	if (!err && SSL_CTX_use_PrivateKey_file(context, tls->key, SSL_FILETYPE_PEM) != 1)
		err = refuse("tls-key", tls->key, out_fault);
	if (err) {
		SSL_CTX_free(context);
		return err;
	}
	set_rules(context);
	*out_context = context;
	return OK;
}

enum err tls_create(const char *certificate, const char *key, struct tls **out_tls, struct fault *out_fault)
{
	struct tls *tls = mem_alloc(sizeof *tls);
	tls->certificate = mem_dup(certificate);
	tls->key = mem_dup(key);
	enum err err = read_files(tls, &tls->context, out_fault);
	if (err)
		tls_destroy(tls);
	else
		*out_tls = tls;
	return err;
}

void tls_destroy(struct tls *tls)
{
	if (!tls)
		return;
	SSL_CTX_free(tls->context);
	free(tls->certificate);
	free(tls->key);
	free(tls);
}

enum err tls_reload(struct tls *tls, struct fault *out_fault)
{
	SSL_CTX *fresh;
	enum err err = read_files(tls, &fresh, out_fault);
	if (err)
		return err;
	SSL_CTX_free(tls->context);
	tls->context = fresh;
	return OK;
}

int64_t tls_ends_at(const struct tls *tls)
{
	int days = 0, seconds = 0;
	const X509 *certificate = SSL_CTX_get0_certificate(tls->context);
	if (!certificate || ASN1_TIME_diff(&days, &seconds, NULL, X509_get0_notAfter(certificate)) != 1)
		return 0;
	return (int64_t)time(NULL) + (int64_t)days * 86400 + seconds;
}

struct ssl_st *tls_session(struct tls *tls)
{
	return SSL_new(tls->context);
}
