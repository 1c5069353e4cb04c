/* A machine without the fonts is told so at start, by name, instead of printing boxes. The program runs with a font
 * configuration of its own, which has to stand before the first font is looked for. */
#include "badges/press.h"

#include "leaks.h"
#include "tools.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Everything but what can write Chinese and Ethiopic. */
static const char CONFIGURATION[] = "<?xml version=\"1.0\"?><fontconfig>"
				    "<dir>/usr/share/fonts/truetype/noto</dir>"
				    "<selectfont><rejectfont>"
				    "<glob>*Ethiopic*</glob><glob>*CJK*</glob>"
				    "</rejectfont></selectfont></fontconfig>";

static void missing_scripts_are_named_with_their_packages(void **state)
{
	struct badge_press *press = NULL;
	struct fault fault = { 0 };
	(void)state;
	assert_int_equal(badge_press_create(&press, &fault), ERR_CONFIG);
	assert_null(press);
	assert_string_equal(fault.field, "fonts");
	assert_non_null(strstr(fault.detail, "Chinese, Ethiopic"));
	assert_non_null(strstr(fault.detail, "fonts-noto-cjk"));
	assert_non_null(strstr(fault.detail, "fonts-noto-core"));
	assert_null(strstr(fault.detail, "Latin"));
}

static void nobody_has_to_ask_for_the_fault(void **state)
{
	struct badge_press *press = NULL;
	(void)state;
	assert_int_equal(badge_press_create(&press, NULL), ERR_CONFIG);
	assert_null(press);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(missing_scripts_are_named_with_their_packages),
		cmocka_unit_test(nobody_has_to_ask_for_the_fault),
	};
	struct folder folder = folder_make();
	char path[320];
	folder_path(&folder, "fonts.conf", path);
	folder_write(&folder, "fonts.conf", CONFIGURATION, sizeof CONFIGURATION - 1);
	setenv("FONTCONFIG_FILE", path, 1);
	setenv("XDG_CACHE_HOME", folder.path, 1);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	folder_remove(&folder);
	return failed;
}
