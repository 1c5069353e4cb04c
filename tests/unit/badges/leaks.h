/* What LeakSanitizer shall not blame these tests for: cairo 1.16 loses 768 bytes for each Chinese font that it ends a
 * PDF with, and 1,916 bytes for a recorded picture that it paints into one; fontconfig keeps pieces of its
 * configuration. Everything that our own code allocates is still watched. */
#ifndef P2C_TESTS_UNIT_BADGES_LEAKS_H
#define P2C_TESTS_UNIT_BADGES_LEAKS_H

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:close_surface\nleak:cairo_paint\nleak:libfontconfig\n";
}

/* Whole call stacks through libraries without frame pointers, so that the names above are found. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "fast_unwind_on_malloc=0";
}

#endif
