/* See authority.h. */
#include "authority.h"

#include "base/mem.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SERIAL_BYTES = 16, SERVER_DAYS = 397, CA_DAYS = 1827, DAY_SECONDS = 86400, PATH_MAX_LEN = 4096 };

/* A certificate with its key. */
struct pair {
	X509 *certificate;
	EVP_PKEY *key;
};

static void pair_free(struct pair *pair)
{
	X509_free(pair->certificate);
	EVP_PKEY_free(pair->key);
	*pair = (struct pair){ 0 };
}

static const char *path_of(const struct authority_wanted *wanted, const char *file, char out[PATH_MAX_LEN])
{
	snprintf(out, PATH_MAX_LEN, "%s/%s", wanted->folder, file);
	return out;
}

static enum err cannot(const char *path, struct fault *out_fault)
{
	return fault_set(out_fault, ERR_BROKEN, "tls", "%s: %s.", path, strerror(errno));
}

/* ---- making ---- */

static bool add_extension(X509 *certificate, X509 *issuer, int nid, const char *value)
{
	X509V3_CTX context;
	X509V3_set_ctx_nodb(&context);
	X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
	X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
	bool is_added = extension && X509_add_ext(certificate, extension, -1) == 1;
	X509_EXTENSION_free(extension);
	return is_added;
}

static bool set_serial(X509 *certificate)
{
	BIGNUM *number = BN_new();
	bool is_set = number && BN_rand(number, SERIAL_BYTES * 8 - 1, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
		      BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != NULL;
	BN_free(number);
	return is_set;
}

/* What both certificates have: version 3, a number, a validity, a name, a key. */
static bool begin(const struct authority_wanted *wanted, const char *name, int days, struct pair *out_pair)
{
	time_t from = (time_t)(wanted->now / 1000) - DAY_SECONDS;
	out_pair->key = EVP_EC_gen("P-256");
	out_pair->certificate = X509_new();
	X509 *certificate = out_pair->certificate;
	if (!out_pair->key || !certificate || !set_serial(certificate))
		return false;
	X509_set_version(certificate, X509_VERSION_3);
	X509_time_adj_ex(X509_getm_notBefore(certificate), 0, 0, &from);
	X509_time_adj_ex(X509_getm_notAfter(certificate), days, 0, &from);
	X509_NAME_add_entry_by_txt(
	    X509_get_subject_name(certificate), "CN", MBSTRING_UTF8, (const unsigned char *)name, -1, -1, 0);
	return X509_set_pubkey(certificate, out_pair->key) == 1;
}

static bool make_authority(const struct authority_wanted *wanted, struct pair *out_ca)
{
	return begin(wanted, "p2c venue authority", CA_DAYS, out_ca) &&
	       X509_set_issuer_name(out_ca->certificate, X509_get_subject_name(out_ca->certificate)) == 1 &&
	       add_extension(
		   out_ca->certificate, out_ca->certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
	       add_extension(
		   out_ca->certificate, out_ca->certificate, NID_key_usage, "critical,keyCertSign,cRLSign") &&
	       add_extension(out_ca->certificate, out_ca->certificate, NID_subject_key_identifier, "hash") &&
	       X509_sign(out_ca->certificate, out_ca->key, EVP_sha256()) > 0;
}

static bool is_address(const char *name)
{
	unsigned char bytes[sizeof(struct in6_addr)];
	return inet_pton(AF_INET, name, bytes) == 1 || inet_pton(AF_INET6, name, bytes) == 1;
}

/* Letters, digits, dots and dashes (RFC 1123 §2.1). */
static bool is_host_name(const char *name)
{
	size_t len = strlen(name);
	return len > 0 && len <= 253 && name[0] != '-' && name[0] != '.' &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") == len;
}

/* "DNS:desk.example,IP:192.0.2.1"; NULL and the fault for a name that cannot be in it. */
static char *write_names(const struct authority_wanted *wanted, struct fault *out_fault)
{
	char *names = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&names, &len);
	for (size_t i = 0; out && i < wanted->n_names; i++) {
		const char *name = wanted->names[i];
		if (!is_address(name) && !is_host_name(name)) {
			fault_set(out_fault, ERR_INVALID, "hosts",
			    "\"%.100s\" is neither a host name nor an IP address.", name);
			fclose(out);
			free(names);
			return NULL;
		}
		fprintf(out, "%s%s:%s", i ? "," : "", is_address(name) ? "IP" : "DNS", name);
	}
	if (out)
		fclose(out);
	return names;
}

static bool make_server(
    const struct authority_wanted *wanted, const struct pair *ca, const char *names, struct pair *out_server)
{
	return begin(wanted, wanted->names[0], SERVER_DAYS, out_server) &&
	       X509_set_issuer_name(out_server->certificate, X509_get_subject_name(ca->certificate)) == 1 &&
	       add_extension(out_server->certificate, ca->certificate, NID_basic_constraints, "critical,CA:FALSE") &&
	       add_extension(out_server->certificate, ca->certificate, NID_key_usage, "critical,digitalSignature") &&
	       add_extension(out_server->certificate, ca->certificate, NID_ext_key_usage, "serverAuth") &&
	       add_extension(out_server->certificate, ca->certificate, NID_subject_alt_name, names) &&
	       add_extension(out_server->certificate, ca->certificate, NID_authority_key_identifier, "keyid") &&
	       X509_sign(out_server->certificate, ca->key, EVP_sha256()) > 0;
}

/* ---- files ---- */

static FILE *create(const char *path, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
	if (fd >= 0 && fchmod(fd, mode) != 0) {
		close(fd);
		fd = -1;
	}
	return fd < 0 ? NULL : fdopen(fd, "w");
}

static enum err write_pair(const struct authority_wanted *wanted, const char *crt, const char *key,
    const struct pair *pair, struct fault *out_fault)
{
	char path[PATH_MAX_LEN];
	FILE *file = create(path_of(wanted, key, path), S_IRUSR | S_IWUSR);
	if (!file)
		return cannot(path, out_fault);
	bool is_written = PEM_write_PrivateKey(file, pair->key, NULL, NULL, 0, NULL, NULL) == 1;
	is_written = fclose(file) == 0 && is_written;
	file = is_written ? create(path_of(wanted, crt, path), S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH) : NULL;
	if (!file)
		return cannot(path, out_fault);
	is_written = PEM_write_X509(file, pair->certificate) == 1;
	return fclose(file) == 0 && is_written ? OK : cannot(path, out_fault);
}

/* The authority that is there already; false when there is none, or only half of it. */
static bool read_authority(const struct authority_wanted *wanted, struct pair *out_ca)
{
	char path[PATH_MAX_LEN];
	FILE *crt = fopen(path_of(wanted, "ca.crt", path), "re");
	FILE *key = fopen(path_of(wanted, "ca.key", path), "re");
	if (crt)
		out_ca->certificate = PEM_read_X509(crt, NULL, NULL, NULL);
	if (key)
		out_ca->key = PEM_read_PrivateKey(key, NULL, NULL, NULL);
	if (crt)
		fclose(crt);
	if (key)
		fclose(key);
	if (out_ca->certificate && out_ca->key)
		return true;
	pair_free(out_ca);
	return false;
}

static enum err take_authority(const struct authority_wanted *wanted, struct pair *out_ca, struct fault *out_fault)
{
	if (mkdir(wanted->folder, S_IRWXU) != 0 && errno != EEXIST)
		return cannot(wanted->folder, out_fault);
	if (read_authority(wanted, out_ca))
		return OK;
	if (!make_authority(wanted, out_ca))
		return fault_set(out_fault, ERR_BROKEN, "tls", "The authority could not be made.");
	return write_pair(wanted, "ca.crt", "ca.key", out_ca, out_fault);
}

static void write_fingerprint(X509 *certificate, char out[AUTHORITY_FINGERPRINT_LEN + 1])
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned len = 0;
	X509_digest(certificate, EVP_sha256(), digest, &len);
	for (unsigned i = 0; i < len; i++)
		snprintf(out + (size_t)i * 3, 4, "%02X%s", digest[i], i + 1 < len ? ":" : "");
}

enum err authority_fingerprint(const char *pem, size_t len, char out_fingerprint[AUTHORITY_FINGERPRINT_LEN + 1])
{
	BIO *bytes = BIO_new_mem_buf(pem, (int)len);
	X509 *certificate = bytes ? PEM_read_bio_X509(bytes, NULL, NULL, NULL) : NULL;
	BIO_free(bytes);
	if (!certificate)
		return ERR_INVALID;
	write_fingerprint(certificate, out_fingerprint);
	X509_free(certificate);
	return OK;
}

enum err authority_make(const struct authority_wanted *wanted, char out_fingerprint[AUTHORITY_FINGERPRINT_LEN + 1],
    struct fault *out_fault)
{
	struct pair ca = { 0 }, server = { 0 };
	char *names = write_names(wanted, out_fault);
	if (!names)
		return ERR_INVALID;
	enum err err = take_authority(wanted, &ca, out_fault);
	if (!err && !make_server(wanted, &ca, names, &server))
		err = fault_set(out_fault, ERR_BROKEN, "tls", "The certificate could not be made.");
	if (!err)
		err = write_pair(wanted, "server.crt", "server.key", &server, out_fault);
	if (!err)
		write_fingerprint(ca.certificate, out_fingerprint);
	pair_free(&ca);
	pair_free(&server);
	free(names);
	return err;
}
