/* See audit.h. */
#include "http/audit.h"

#include "base/log.h"
#include "http/handlers.h"

#include <stdio.h>

/* Acts that went well and are worth a line. */
static const struct good {
	handler *run;
	const char *what;
} GOOD[] = {
	{ on_login, "login" },
	{ on_logout, "logout" },
	{ on_login_end, "login-ended" },
	{ on_user_put, "account-changed" },
	{ on_user_close, "account-closed" },
	{ on_code_make, "code-made" },
	{ on_device_approve, "device-let-in" },
	{ on_device_enrol, "login" },
	{ on_device_revoke, "device-shut-out" },
	{ on_participants_csv, "export-read" },
	{ on_pledges_csv, "export-read" },
	{ on_pledges_json, "export-read" },
	{ on_pledges_pdf, "export-read" },
	{ on_person_held, "export-read" },
	{ on_person_export_json, "export-read" },
	{ on_person_export_pdf, "export-read" },
	{ on_evacuation, "export-read" },
	{ on_roster, "export-read" },
	{ on_door_list, "export-read" },
	{ on_packs_pdf, "export-read" },
	{ on_declaration_pdf, "export-read" },
};

/* Failures that are. */
static const struct bad {
	enum err err;
	const char *what;
} BAD[] = {
	{ ERR_LOGIN_FAILED, "login-failed" },
	{ ERR_CODE_USED, "login-failed" },
	{ ERR_TOO_MANY, "throttled" },
	{ ERR_FORBIDDEN, "refused" },
	{ ERR_CROSS_SITE, "refused" },
};

static const char *good_of(handler *run)
{
	for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++)
		if (GOOD[i].run == run)
			return GOOD[i].what;
	return NULL;
}

static const char *bad_of(enum err err)
{
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		if (BAD[i].err == err)
			return BAD[i].what;
	return NULL;
}

/* Is there room for one more refusal in this second? */
static bool has_room(struct audit *audit, int64_t now_ms)
{
	if (now_ms / 1000 != audit->second) {
		audit->second = now_ms / 1000;
		audit->lines = 0;
	}
	if (audit->lines++ < AUDIT_LINES_A_SECOND)
		return true;
	audit->left_out++;
	return false;
}

/* Whose login it is: the one that was just made, or the one that asked; nobody's name is said for a stranger. */
static const char *who(const struct job *job)
{
	const struct login *started = job->request.started;
	return !job->err && started ? started->name : job->request.login.name;
}

void audit_job(struct audit *audit, const struct job *job, int64_t now_ms)
{
	const struct request *r = &job->request;
	const char *what = job->err ? bad_of(job->err) : good_of(r->route->run);
	char left_out[16];
	if (!what || job->replayed || (job->err && !has_room(audit, now_ms)))
		return;
	snprintf(left_out, sizeof left_out, "%u", audit->left_out);
	audit->left_out = 0;
	log_fact(job->err ? LOG_WARN : LOG_INFO, what, "who", who(job), "address", r->address, "method",
	    wire_method_name(r->route->method), "route", r->route->path, "code", err_name(job->err), "browser",
	    r->device ? r->device : "", "left_out", left_out, NULL);
}
