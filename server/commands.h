/* The subcommands behind main.c's table, by file. Each gets its options and answers an exit code: 0 done, 1 failed, 2
 * wrong use, 78 wrong configuration. */
#ifndef P2C_COMMANDS_H
#define P2C_COMMANDS_H

#include "base/err.h"
#include "options.h"

typedef int command(const struct options *options);

/* commands.c */
command command_serve, command_init, command_user, command_code, command_import, command_export, command_card,
    command_clock, command_routes;
/* commands_tls.c */
command command_tls;
/* commands_badges.c */
command command_badge, command_badges, command_nameplates, command_door_signs;
/* commands_print.c */
command command_printer, command_printers;
/* commands_privacy.c */
command command_privacy;
/* commands_data.c */
command command_check, command_verify;
/* commands_backup.c */
command command_backup, command_restore;

/* Says a failure on standard error, in words, and gives the exit code that belongs to it. */
int command_fail(enum err err, const struct fault *fault);
/* Asks as the operator (operator.h): 0 with the answer's body, or the exit code after saying why not. */
struct buf;
struct request_said;
int command_ask(const struct options *options, const struct request_said *said, struct buf *out_body);
/* Prints a head of the journal as `p2c verify --head` takes it, on a line of its own. */
struct journal_head;
void command_say_head(const struct journal_head *head);
/* Writes to a file, or to standard output for "": 0, or 1 after saying why not. */
int command_write(const char *path, const struct buf *bytes);
/* Says a wrong use in a sentence and gives 2. */
int command_misused(const char *words);
/* Says how a command is used, from its name on ("code --role ROLE"), and where more stands; gives 2. */
int command_usage(const char *use);

#endif
