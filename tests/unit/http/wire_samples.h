/* The table of requests that must be taken or refused (wire_cases.def), for whoever judges by it. Header only. */
#ifndef P2C_TESTS_HTTP_WIRE_SAMPLES_H
#define P2C_TESTS_HTTP_WIRE_SAMPLES_H

#include "http/wire.h"

#define LINE(line) line "\r\nHost: localhost\r\n\r\n"       /* this request line */
#define PATH(path) LINE("GET " path " HTTP/1.1")            /* a GET of this */
#define HOST(fields) "GET / HTTP/1.1\r\n" fields "\r\n\r\n" /* a GET with these header lines alone */
#define FIELD(fields) HOST("Host: localhost\r\n" fields)    /* a GET with these header lines more */
/* A POST with these header lines and these bytes. */
#define SENT(fields, body) "POST /p HTTP/1.1\r\nHost: localhost\r\n" fields "\r\n\r\n" body
#define CHUNKED(body) SENT("Transfer-Encoding: chunked", body)
/* So many letters; sixteen fields. */
#define L64 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define K1 L64 L64 L64 L64 L64 L64 L64 L64 L64 L64 L64 L64 L64 L64 L64 L64
#define K4 K1 K1 K1 K1
#define K16 K4 K4 K4 K4
#define F4 "A: a\r\nB: b\r\nC: c\r\nD: d\r\n"
#define F16 F4 F4 F4 F4

struct sample {
	int status; /* 0: taken; below 0: the name of a group */
	const char *what, *text;
	size_t len;
};

static const struct sample samples[] = {
#define GROUP(name) { -1, name, "", 0 },
#define TAKEN(what, text) { 0, what, text, sizeof(text) - 1 },
#define REFUSED(status, what, text) { status, what, text, sizeof(text) - 1 },
#include "wire_cases.def"
#undef GROUP
#undef TAKEN
#undef REFUSED
};

enum { N_SAMPLES = sizeof samples / sizeof samples[0] };

static const char *const hosts[] = { "localhost", "p2c.example:8443" };
static const struct wire_rules rules = { .hosts = hosts, .n_hosts = 2, .any_literal = true };

#endif
