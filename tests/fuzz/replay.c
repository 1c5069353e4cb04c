/* Runs a fuzz target over files without a fuzzer, so that every test run gives the parsers what they once stumbled
 * over. Not for finding anything new: `make fuzz` does that. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { INPUT_MAX = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An allocation of exactly the input's size: one byte too far is then seen by a sanitizer. */
static int replay(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *room = malloc(INPUT_MAX), *input = NULL;
	size_t size = file && room ? fread(room, 1, INPUT_MAX, file) : 0;
	int failed = !file || !room || ferror(file);
	if (!failed && (input = malloc(size ? size : 1))) {
		for (size_t i = 0; i < size; i++)
			input[i] = room[i];
		LLVMFuzzerTestOneInput(input, size);
	}
	if (file)
		fclose(file);
	free(input);
	free(room);
	if (failed)
		perror(path);
	return failed;
}

int main(int argc, char **argv)
{
	int failed = argc < 2;
	for (int i = 1; i < argc; i++)
		failed |= replay(argv[i]);
	printf("%s: %d inputs\n", argv[0], argc - 1);
	return failed;
}
