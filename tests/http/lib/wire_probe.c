/* The strict core as a filter, for tests that hold it against other readers of HTTP.
 *   wire_probe cases          the table of requests as JSON, one case a line
 *   wire_probe judge < FRAMES what the core reads from each frame (four bytes of length, little-endian, then bytes
 * that may hold several requests), one line of JSON each; texts are hexadecimal */
#include "tests/unit/http/wire_samples.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FRAME_MAX = 1024 * 1024 };

static void print_hex(const char *bytes, size_t len)
{
	putchar('"');
	for (size_t i = 0; i < len; i++)
		printf("%02x", (unsigned char)bytes[i]);
	putchar('"');
}

static int print_cases(void)
{
	const char *group = "";

	for (size_t i = 0; i < N_SAMPLES; i++) {
		const struct sample *sample = &samples[i];

		if (sample->status < 0) {
			group = sample->what;
			continue;
		}
		printf("{\"group\":\"%s\",\"status\":%d,\"what\":", group, sample->status);
		print_hex(sample->what, strlen(sample->what));
		printf(",\"bytes\":");
		print_hex(sample->text, sample->len);
		puts("}");
	}
	return 0;
}

static void print_request(const struct wire_request *request)
{
	printf("{\"method\":\"%s\",\"minor\":%d,\"keep\":%s,\"path\":", wire_method_name(request->method),
	    request->minor_version, request->keep_alive ? "true" : "false");
	print_hex(request->path, request->path_len);
	printf(",\"query\":");
	print_hex(request->query, request->query_len);
	printf(",\"fields\":[");
	for (unsigned i = 0; i < request->n_fields; i++) {
		const struct wire_field *field = &request->fields[i];

		printf(i ? ",[" : "[");
		print_hex(request->base + field->name, field->name_len);
		putchar(',');
		print_hex(request->base + field->value, field->value_len);
		putchar(']');
	}
	printf("],\"body\":");
	print_hex(request->body, request->body_len);
	putchar('}');
}

/* One connection: requests until one is refused, unfinished, or the last. */
static void judge(char *bytes, size_t len)
{
	struct wire wire;
	size_t n = 0;
	int refused = 0;

	printf("{\"requests\":[");
	while (len > 0) {
		wire_start(&wire, &rules);
		if (wire_feed(&wire, bytes, len) != WIRE_DONE) {
			refused = wire.refusal.status;
			break;
		}
		if (n++)
			putchar(',');
		print_request(&wire.request);
		bytes += wire.used;
		len -= wire.used;
		if (!wire.request.keep_alive)
			break;
	}
	printf("],\"refused\":%d}\n", refused);
}

static int judge_frames(void)
{
	unsigned char size[4];
	char *frame = malloc(FRAME_MAX);

	if (!frame)
		return 1;
	while (fread(size, 1, sizeof size, stdin) == sizeof size) {
		size_t len = size[0] | (size_t)size[1] << 8 | (size_t)size[2] << 16 | (size_t)size[3] << 24;
		char *bytes = len <= FRAME_MAX && fread(frame, 1, len, stdin) == len ? malloc(len + 1) : NULL;

		if (!bytes) {
			free(frame);
			return 1;
		}
		memcpy(bytes, frame, len); /* a block of its own size, so that a sanitizer sees a read beyond it */
		judge(bytes, len);
		free(bytes);
	}
	free(frame);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "cases") == 0)
		return print_cases();
	if (argc == 2 && strcmp(argv[1], "judge") == 0)
		return judge_frames();
	fputs("wire_probe cases | judge < frames\n", stderr);
	return 2;
}
