/* Options of the command line, the environment and the configuration file, as one table (options.def). */
#ifndef P2C_OPTIONS_H
#define P2C_OPTIONS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct options;

/* Reads argv[1…] for a command that takes the options named in `allowed` (separated by spaces; data, config, json and
 * help always). ERR_INVALID for a wrong use (exit 2), ERR_CONFIG for a wrong configuration file, with its line (exit
 * 78). */
enum err options_read(
    int argc, char **argv, const char *allowed, struct options **out_options, struct fault *out_fault);
void options_destroy(struct options *options);

/* The value of an option, its default when nobody set it. The name must be in the table. */
const char *options_text(const struct options *options, const char *name);
/* Was it set, by anybody? */
bool options_has(const struct options *options, const char *name);
/* A whole number of at least 1; ERR_CONFIG otherwise. */
enum err options_number(
    const struct options *options, const char *name, unsigned *out_number, struct fault *out_fault);
/* The words that are no options, NULL beyond the last. */
const char *options_word(const struct options *options, size_t i);

/* The help lines of these options, for --help. */
void options_help(const char *allowed);

#endif
