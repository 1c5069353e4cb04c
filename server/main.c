/* p2c: one program for the event days. This file is the table of its subcommands and nothing else. */
#include "commands.h"

#include "base/fatal.h"
#include "base/log.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	command *run;
	size_t words; /* at most, behind the name */
	const char *options, *use, *what;
	const char *example; /* what stands behind "p2c", one a line */
} COMMANDS[] = {
	{ "serve", command_serve, 0,
	    "listen listen-tls tls-cert tls-key hosts snapshots snapshot-seconds snapshots-kept contact ballast "
	    "workers "
	    "connections connections-per-address requests-per-address idle-seconds hsts asset-dir clock "
	    "demo",
	    "serve [--data DIR] [--listen ADDR:PORT] [--demo]", "run the day",
	    "serve --data /var/lib/p2c --listen 0.0.0.0:8022 --listen-tls 0.0.0.0:8443 --snapshots /mnt/spare/p2c" },
	{ "init", command_init, 0, "title acronym place dates zone", "init [--data DIR] [--title TEXT] [--zone TZID]",
	    "make a data folder and the first one-time code",
	    "init --data /var/lib/p2c --title \"Partner2Connect 2026\" --zone Africa/Kigali" },
	{ "tls", command_tls, 1, "hosts", "tls init [--hosts NAMES]",
	    "make a certificate authority of the venue and the server's certificate",
	    "tls init --hosts desk.example --data /var/lib/p2c" },
	{ "user", command_user, 2, "role", "user add NAME --role ROLE",
	    "add an account (password from standard input)", "user add amina --role desk --data /var/lib/p2c" },
	{ "code", command_code, 0, "role", "code --role ROLE", "make a one-time sign-in code",
	    "code --role admin --data /var/lib/p2c" },
	{ "printer", command_printer, 3, "", "printer add NAME ipp://HOST/PATH | trust NAME FINGERPRINT",
	    "add a printer; confirm the certificate of one at an ipps:// address",
	    "printer add desk-1 ipp://192.168.1.20/ipp/print --data /var/lib/p2c" },
	{ "printers", command_printers, 0, "", "printers [--json]", "list the printers and how they are",
	    "printers --data /var/lib/p2c" },
	{ "import", command_import, 2, "dry-run map format kind draft force",
	    "import participants|agenda|pledges|rates FILE", "take a file in, all or nothing",
	    "import participants people.csv --dry-run --data /var/lib/p2c\n"
	    "import participants guests.csv --map \"Surname=family_name;House=entity\" --data /var/lib/p2c\n"
	    "import agenda wtdc.ics --kind foreign --draft --data /var/lib/p2c" },
	{ "export", command_export, 1, "format output", "export participants|pledges|agenda [-o FILE]",
	    "write a file out", "export agenda --format xlsx -o agenda.xlsx --data /var/lib/p2c" },
	{ "badge", command_badge, 1, "output template side", "badge PERSON -o FILE.pdf|png|svg", "draw one badge",
	    "badge P2C-0001 -o badge.png --data /var/lib/p2c" },
	{ "badges", command_badges, 0, "all output template packs entity", "badges --all -o FILE.pdf [--packs]",
	    "draw everybody's badge into one file", "badges --all --packs -o packs.pdf --data /var/lib/p2c" },
	{ "nameplates", command_nameplates, 0, "output template session entity order lang",
	    "nameplates -o FILE.pdf [--session ID|--entity ID]", "draw nameplates to fold",
	    "nameplates --session ID --order seats -o plates.pdf --data /var/lib/p2c" },
	{ "door-signs", command_door_signs, 0, "output template room lang second",
	    "door-signs -o FILE.pdf [--room ID] [--lang LANGUAGE] [--second LANGUAGE|none]",
	    "draw a sign for each room", "door-signs --lang en --second fr -o signs.pdf --data /var/lib/p2c" },
	{ "check", command_check, 2, "", "check agenda FILE [--json]", "look for clashes in an agenda file",
	    "check agenda schedule.xml" },
	{ "verify", command_verify, 0, "head", "verify [--head SEQ:HASH]", "prove that the journal was not altered",
	    "verify --head 1204:4c4f... --data /var/lib/p2c" },
	{ "backup", command_backup, 1, "", "backup FILE", "write a verified copy, also while the server runs",
	    "backup /mnt/spare/before.db --data /var/lib/p2c" },
	{ "restore", command_restore, 1, "", "restore FILE|SNAPSHOTS --data DIR",
	    "make a data folder of a backup, or of the newest snapshot",
	    "restore /mnt/spare/p2c --data /var/lib/p2c-2" },
	{ "card", command_card, 1, "lang output", "card restore -o FILE.pdf [--lang LANGUAGE]",
	    "print what a volunteer needs to bring the day back on a spare",
	    "card restore -o card.pdf --lang fr --data /var/lib/p2c" },
	{ "privacy", command_privacy, 3, "output reason keep dry-run lang",
	    "privacy table|held|export|erase|retain|days ...",
	    "what is held of people: show, copy, erase, let go by time",
	    "privacy held P2C-0001 --data /var/lib/p2c\n"
	    "privacy erase P2C-0001 --reason \"asked for in writing, 12 November\" --data /var/lib/p2c\n"
	    "privacy days scans 30 --data /var/lib/p2c" },
	{ "clock", command_clock, 1, "", "clock TIME", "move the clock of a rehearsal",
	    "clock 2026-11-10T14:55:00+02:00 --data /var/lib/p2c" },
	{ "routes", command_routes, 0, "", "routes [--json]", "list every address of the server", "routes" },
};

enum { COMMANDS_N = sizeof COMMANDS / sizeof *COMMANDS };

static int help(void)
{
	puts(
	    "p2c runs the event days of ITU's Partner2Connect segment from one box.\n\nUse: p2c COMMAND [OPTIONS]\n");
	for (size_t i = 0; i < COMMANDS_N; i++)
		printf("  %-56s %s\n", COMMANDS[i].use, COMMANDS[i].what);
	puts("\np2c COMMAND --help tells the options of a command, with an example.");
	return 0;
}

static int help_of(size_t i)
{
	printf("Use: p2c %s\n%s\n\n", COMMANDS[i].use, COMMANDS[i].what);
	options_help(COMMANDS[i].options);
	puts("\nFor example:");
	for (const char *line = COMMANDS[i].example; *line; line += strcspn(line, "\n"), line += *line == '\n')
		printf("  p2c %.*s\n", (int)strcspn(line, "\n"), line);
	return 0;
}

static enum err set_log(const struct options *options, struct fault *out_fault)
{
	static const char *const LEVELS[] = { "error", "warn", "info", "debug" };
	const char *format = options_text(options, "log-format");
	bool json = strcmp(format, "json") == 0;
	for (size_t i = 0; i < sizeof LEVELS / sizeof *LEVELS; i++)
		if (strcmp(LEVELS[i], options_text(options, "log-level")) == 0 &&
		    (json || strcmp(format, "text") == 0)) {
			log_set((enum log_level)i, json);
			return OK;
		}
	return fault_set(out_fault, ERR_CONFIG, "log-level",
	    "log-level is error, warn, info or debug and log-format json or text.");
}

static int run(size_t i, int argc, char **argv)
{
	struct options *options;
	struct fault fault = { 0 };
	enum err err = options_read(argc, argv, COMMANDS[i].options, &options, &fault);
	if (err == ERR_INVALID)
		return command_misused(fault.detail);
	if (err)
		return command_fail(err, &fault);
	int code;
	if (options_has(options, "help"))
		code = help_of(i);
	else if (options_word(options, COMMANDS[i].words))
		code = command_misused("There are too many words.");
	else if ((err = set_log(options, &fault)))
		code = command_fail(err, &fault);
	else
		code = COMMANDS[i].run(options);
	options_destroy(options);
	return code;
}

/* libsodium ends with abort() when the kernel gives it no random bytes. */
static void no_randomness(void)
{
	fatal("no source of randomness");
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "--help";
	sodium_set_misuse_handler(no_randomness);
	if (sodium_init() < 0)
		no_randomness();
	bool asks = strcmp(name, "help") == 0 && argc > 2;
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || (strcmp(name, "help") == 0 && !asks))
		return help();
	if (strcmp(name, "--version") == 0) {
		puts("p2c " P2C_VERSION);
		return 0;
	}
	name = asks ? argv[2] : name;
	for (size_t i = 0; i < COMMANDS_N; i++)
		if (strcmp(COMMANDS[i].name, name) == 0)
			return asks ? help_of(i) : run(i, argc - 1, argv + 1);
	fprintf(stderr, "p2c: there is no command \"%s\". p2c --help lists them.\n", name);
	return 2;
}
