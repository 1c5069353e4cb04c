/* The table behind err.h. */
#include "base/err.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

static const struct {
	const char *name;
	const char *words;
	enum err_kind kind;
} ROWS[ERR_MAX] = {
	[OK] = { "OK", "Done.", KIND_OK },
#define ERR(name, kind, words) [ERR_##name] = { #name, words, KIND_##kind },
#include "base/err.def"
#undef ERR
};

enum err_kind err_kind(enum err err)
{
	assert(err >= OK && err < ERR_MAX);
	return ROWS[err].kind;
}

const char *err_name(enum err err)
{
	assert(err >= OK && err < ERR_MAX);
	return ROWS[err].name;
}

const char *err_words(enum err err)
{
	assert(err >= OK && err < ERR_MAX);
	return ROWS[err].words;
}

enum err fault_set(struct fault *out_fault, enum err err, const char *field, const char *detail, ...)
{
	if (!out_fault)
		return err;
	out_fault->err = err;
	snprintf(out_fault->field, sizeof out_fault->field, "%s", field ? field : "");
	out_fault->detail[0] = '\0';
	if (detail) {
		va_list args;
		va_start(args, detail);
		vsnprintf(out_fault->detail, sizeof out_fault->detail, detail, args);
		va_end(args);
	}
	return err;
}
