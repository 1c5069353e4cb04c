/* A file of the tree inside the program: bytes from `name` to `name`_end. The path is relative to the root of the
 * tree, where make compiles. Text in assembler because C17 has no #embed; gcc and clang both take it. */
#ifndef P2C_BASE_EMBED_H
#define P2C_BASE_EMBED_H

#define EMBED(name, path)                                                                                            \
	__asm__(".pushsection .rodata\n"                                                                             \
		".hidden " #name "\n.global " #name "\n" #name ":\n"                                                 \
		".incbin \"" path "\"\n"                                                                             \
		".hidden " #name "_end\n.global " #name "_end\n" #name "_end:\n"                                     \
		".byte 0\n.popsection\n");                                                                           \
	extern const char name[], name##_end[]

#endif
