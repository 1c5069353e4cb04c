/* The texts of schema/, inside the program. */
#include "base/embed.h"
#include "store/migrate.h"

#define SCHEMA(symbol, file) EMBED(schema_text_##symbol, "server/store/schema/" file);
#define SCHEMA_ADDS(symbol, file) SCHEMA(symbol, file)
#include "store/schema.def"
#undef SCHEMA_ADDS
#undef SCHEMA

static const struct schema SCHEMAS[] = {
#define SCHEMA(symbol, file) { file, schema_text_##symbol, false },
#define SCHEMA_ADDS(symbol, file) { file, schema_text_##symbol, true },
#include "store/schema.def"
#undef SCHEMA_ADDS
#undef SCHEMA
};

const struct schema *schema_files(size_t *out_n)
{
	*out_n = sizeof SCHEMAS / sizeof *SCHEMAS;
	return SCHEMAS;
}
