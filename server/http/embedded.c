/* See embedded.h. The assembler includes the file: no generated C, no copy in memory. */
#include "http/embedded.h"

__asm__(".section .rodata\n"
	".global EMBEDDED_OPENAPI\n"
	".global EMBEDDED_OPENAPI_LEN\n"
	"EMBEDDED_OPENAPI:\n"
	".incbin \"server/http/openapi.json\"\n"
	"1:\n"
	".byte 0\n"
	".balign 8\n"
	"EMBEDDED_OPENAPI_LEN:\n"
	".quad 1b - EMBEDDED_OPENAPI\n"
	".text\n");
