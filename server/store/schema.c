/* The texts of schema/, inside the program. The assembler reads them from the tree's root, where make runs. */
#include "store/migrate.h"

#define SCHEMA(symbol, file)                                                                                         \
	__asm__(".pushsection .rodata\n"                                                                             \
		".global schema_text_" #symbol "\n"                                                                  \
		".hidden schema_text_" #symbol "\n"                                                                  \
		"schema_text_" #symbol ": .incbin \"server/store/schema/" file "\"\n"                                \
		".byte 0\n"                                                                                          \
		".popsection\n");                                                                                    \
	extern const char schema_text_##symbol[] __attribute__((visibility("hidden")));
#include "store/schema.def"
#undef SCHEMA

static const struct schema SCHEMAS[] = {
#define SCHEMA(symbol, file) { file, schema_text_##symbol },
#include "store/schema.def"
#undef SCHEMA
};

const struct schema *schema_files(size_t *out_n)
{
	*out_n = sizeof SCHEMAS / sizeof *SCHEMAS;
	return SCHEMAS;
}
