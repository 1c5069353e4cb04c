/* See print_job.h. */
#include "domain/print_job.h"

#include "base/id.h"
#include "base/jsonw.h"
#include "store/print_write.h"
#include "store/setting.h"

#include <string.h>

static enum err note(struct tx *tx, const char *action, const struct print_job *j)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "printer", j->printer_id);
	jsonw_text(&w, "state", j->state);
	if (j->serial)
		jsonw_int(&w, "serial", j->serial);
	if (*j->why)
		jsonw_text(&w, "why", j->why);
	if (*j->again_of)
		jsonw_text(&w, "again_of", j->again_of);
	jsonw_object_end(&w);
	return tx_journal(tx, &(struct journal_note){ .topic = "print",
				  .action = action,
				  .subject = j->id,
				  .version = j->version,
				  .data = buf_keep(&out, tx_arena(tx)) });
}

/* ---- into the queue ---- */

static enum err take_printer(struct tx *tx, const char *id, const char *field, struct printer_row *out_printer)
{
	enum err err = printer_get(tx_db(tx), tx_arena(tx), id, out_printer);
	if (err == ERR_NOT_FOUND)
		return fault_set(tx_fault(tx), ERR_INVALID, field, "There is no such printer.");
	if (!err && !out_printer->enabled)
		return fault_set(tx_fault(tx), ERR_STEP, field,
		    "The printer \"%.60s\" is switched off here. Choose another one.", out_printer->name);
	return err;
}

static enum err add(struct tx *tx, struct print_job *j, const char **out_id)
{
	struct id id = tx_new_id(tx);
	j->id = arena_dup(tx_arena(tx), id.text);
	j->version = 1;
	j->state = print_state_name(PRINT_QUEUED);
	j->why = j->words = "";
	j->created_at = j->changed_at = tx_now(tx);
	j->by = arena_dup(tx_arena(tx), tx_actor(tx));
	j->desk = j->desk ? j->desk : "";
	j->again_of = j->again_of ? j->again_of : "";
	enum err err = counter_next(tx, "print_job", &j->number);
	if (!err)
		err = print_job_add(tx_db(tx), j);
	if (!err)
		err = note(tx, "print.queue", j);
	if (!err)
		*out_id = j->id;
	return err;
}

/* Is this badge one that nobody holds yet? Two of the same code would both open the door. */
static enum err check_badge(struct tx *tx, int64_t serial)
{
	struct badge badge;
	struct print_job other;
	struct fault *fault = tx_fault(tx);
	enum err err = badge_get(tx_db(tx), tx_arena(tx), serial, &badge);
	if (err == ERR_NOT_FOUND)
		return fault_set(fault, ERR_INVALID, "serial", "There is no badge with this number.");
	if (!err && strcmp(badge.state, "issued") != 0)
		return fault_set(fault, ERR_BADGE_REVOKED, "serial", NULL);
	if (!err)
		err = print_job_of_badge(tx_db(tx), tx_arena(tx), serial, &other);
	if (err)
		return err == ERR_NOT_FOUND ? OK : err;
	enum print_state state = print_state_find(other.state);
	const char *words = state == PRINT_PRINTED   ? "was printed. Issue a new one, with a reason"
			    : state == PRINT_UNKNOWN ? "may be in the tray. Look there and say so first"
						     : "is waiting there already";
	return fault_set(fault, ERR_CONFLICT, "serial", "This badge %s (%.60s).", words, other.printer_name);
}

enum err print_enqueue(
    struct tx *tx, const char *printer_id, int64_t serial, const char *desk, const char **out_job_id)
{
	struct printer_row printer;
	enum err err = take_printer(tx, printer_id, "printer", &printer);
	if (!err)
		err = check_badge(tx, serial);
	if (err)
		return err;
	struct print_job j = { .printer_id = printer.id, .kind = "badge", .serial = serial, .desk = desk };
	return add(tx, &j, out_job_id);
}

enum err print_enqueue_test(struct tx *tx, const char *printer_id, const char **out_job_id)
{
	struct printer_row printer;
	enum err err = printer_get(tx_db(tx), tx_arena(tx), printer_id, &printer);
	if (!err)
		err = take_printer(tx, printer_id, "printer", &printer);
	if (err)
		return err;
	struct print_job j = { .printer_id = printer.id, .kind = "test", .desk = printer.desk };
	return add(tx, &j, out_job_id);
}

/* ---- steps ---- */

static enum err refuse(struct tx *tx, const struct print_job *j)
{
	return fault_set(tx_fault(tx), ERR_STEP, "state", "This print job is %s.", j->state);
}

/* What an act leaves in the row besides the state. */
static void leave(struct print_job *j, const struct print_step *step)
{
	bool said = step->act != PRINT_WITHDRAW && step->act != PRINT_WITHDRAWN;
	j->attempts += step->act == PRINT_SEND;
	j->remote_id = step->remote_id ? step->remote_id : j->remote_id;
	if (step->act == PRINT_RETURN)
		j->remote_id = 0;
	if (said) {
		j->why = print_reason_key(step->why);
		j->words = step->words ? step->words : "";
	}
	if (step->act == PRINT_WITHDRAW || step->act == PRINT_MISSING)
		j->withdraw = true;
	else if (step->act != PRINT_ACCEPT && step->act != PRINT_START && step->act != PRINT_NOTE)
		j->withdraw = false;
}

static enum err step_on(struct tx *tx, struct print_job *j, const struct print_step *step)
{
	enum print_state to = print_act_leads(step->act, print_state_find(j->state));
	if (to == PRINT_STATE_MAX)
		return refuse(tx, j);
	bool nothing_new = step->act == PRINT_NOTE && strcmp(j->why, print_reason_key(step->why)) == 0;
	if (nothing_new && (!step->remote_id || step->remote_id == j->remote_id))
		return OK;
	leave(j, step);
	j->state = print_state_name(to);
	j->changed_at = tx_now(tx);
	enum err err = print_job_edit(tx_db(tx), j, print_state_is_open(to) || j->withdraw);
	j->version++;
	return err ? err : note(tx, print_act_name(step->act), j);
}

enum err print_job_step(struct tx *tx, const struct print_step *said, struct print_job *out_job)
{
	struct print_job j;
	struct print_step step = *said;
	enum err err = print_job_get(tx_db(tx), tx_arena(tx), step.job_id, &j);
	if (!err && strcmp(j.printer_id, step.printer_id) != 0)
		err = refuse(tx, &j);
	if (!err && step.act == PRINT_RETURN && j.withdraw)
		step.act = PRINT_DROP; /* nothing arrived, and nobody wants it any more */
	if (!err)
		err = step_on(tx, &j, &step);
	if (!err)
		*out_job = j;
	return err;
}

/* An act of a person on a job, wherever it is. */
static enum err act_on(
    struct tx *tx, const char *id, enum print_act act, enum print_reason why, struct print_job *out_job)
{
	struct print_job j;
	enum err err = print_job_get(tx_db(tx), tx_arena(tx), id, &j);
	if (!err)
		err = step_on(tx, &j, &(struct print_step){ .act = act, .why = why });
	if (!err)
		*out_job = j;
	return err;
}

enum err print_job_answer(struct tx *tx, const char *id, bool printed, struct print_job *out_job)
{
	return printed ? act_on(tx, id, PRINT_SEEN, PRINT_WHY_IN_TRAY, out_job)
		       : act_on(tx, id, PRINT_MISSING, PRINT_WHY_NOT_IN_TRAY, out_job);
}

enum err print_job_cancel(struct tx *tx, const char *id, struct print_job *out_job)
{
	struct print_job j;
	enum err err = print_job_get(tx_db(tx), tx_arena(tx), id, &j);
	if (err)
		return err;
	bool queued = print_state_find(j.state) == PRINT_QUEUED;
	if (j.withdraw && !queued) { /* was asked for before */
		*out_job = j;
		return OK;
	}
	return act_on(tx, id, queued ? PRINT_CANCEL : PRINT_WITHDRAW, PRINT_WHY_NONE, out_job);
}

enum err print_job_again(struct tx *tx, const char *id, const char *printer_id, struct print_job *out_job)
{
	struct print_job before;
	struct printer_row printer;
	const char *made;
	enum err err = print_job_get(tx_db(tx), tx_arena(tx), id, &before);
	if (err)
		return err;
	enum print_state state = print_state_find(before.state);
	if (state != PRINT_FAILED && state != PRINT_CANCELLED)
		return refuse(tx, &before);
	err = take_printer(tx, printer_id ? printer_id : before.printer_id, "printer", &printer);
	if (!err && before.serial)
		err = check_badge(tx, before.serial);
	if (err)
		return err;
	struct print_job j = { .printer_id = printer.id,
		.kind = before.kind,
		.serial = before.serial,
		.desk = before.desk,
		.again_of = before.id };
	err = add(tx, &j, &made);
	return err ? err : print_job_get(tx_db(tx), tx_arena(tx), made, out_job);
}

/* ---- another printer ---- */

enum err print_job_hand_over(struct tx *tx, const char *printer_id, const char *to_id, int64_t *out_moved)
{
	struct printer_row from, to;
	enum err err = printer_get(tx_db(tx), tx_arena(tx), printer_id, &from);
	if (err)
		return err;
	const char *target = to_id ? to_id : from.backup_id;
	if (!*target)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "to",
		    "The printer \"%.60s\" has no backup. Say which one takes over.", from.name);
	if (strcmp(target, from.id) == 0)
		return fault_set(tx_fault(tx), ERR_INVALID, "to", "It is on this printer already.");
	int64_t moved;
	err = take_printer(tx, target, "to", &to);
	if (!err)
		err = print_job_move(tx_db(tx), from.id, to.id, tx_now(tx), &moved);
	if (err)
		return err;
	*out_moved = moved;
	if (!moved)
		return OK;
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "to", to.id);
	jsonw_int(&w, "jobs", moved);
	jsonw_object_end(&w);
	return tx_journal(tx, &(struct journal_note){ .topic = "print",
				  .action = "printer.hand_over",
				  .subject = from.id,
				  .version = from.version,
				  .data = buf_keep(&out, tx_arena(tx)) });
}
