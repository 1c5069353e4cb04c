/* See floor.h. */
#include "domain/floor.h"

#include "badges/code.h"
#include "base/id.h"
#include "base/jsonw.h"
#include "store/write.h"

#include <assert.h>
#include <string.h>

static enum err note(struct tx *tx, const char *action, const struct speaker *s)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "session", s->session_id);
	jsonw_text(&w, "state", s->state);
	jsonw_int(&w, "position", s->position);
	jsonw_object_end(&w);
	enum err err = tx_journal(tx, &(struct journal_note){ .topic = "floor",
					  .action = action,
					  .subject = s->id,
					  .version = s->version,
					  .data = buf_text(&out) });
	buf_finish(&out);
	return err;
}

/* Who holds the badge with this code. */
static enum err person_of_code(struct tx *tx, const char *code, const char **out_person_id)
{
	char clean[BADGE_CODE_QR_LEN + 1];
	struct badge badge;
	if (badge_code_normalise(code, strlen(code), clean) == BADGE_CODE_NEITHER)
		return fault_set(tx_fault(tx), ERR_CODE_UNKNOWN, "code", NULL);
	enum err err = badge_find(tx_db(tx), tx_arena(tx), clean, &badge);
	if (err)
		return err == ERR_NOT_FOUND ? fault_set(tx_fault(tx), ERR_CODE_UNKNOWN, "code", NULL) : err;
	if (strcmp(badge.state, "issued") != 0)
		return fault_set(tx_fault(tx), ERR_BADGE_REVOKED, "code", NULL);
	*out_person_id = badge.person_id;
	return OK;
}

/* Nobody stands twice on one list. */
static enum err check_not_listed(struct tx *tx, const char *session_id, const char *person_id)
{
	struct speaker *speakers;
	size_t n;
	assert(person_id);
	enum err err = speaker_list(tx_db(tx), tx_arena(tx), session_id, &speakers, &n);
	for (size_t i = 0; !err && i < n; i++) {
		bool open = strcmp(speakers[i].state, "waiting") == 0 || strcmp(speakers[i].state, "speaking") == 0;
		if (open && strcmp(speakers[i].person_id, person_id) == 0)
			return fault_set(tx_fault(tx), ERR_CONFLICT, "person", "This person is on the list already.");
	}
	return err;
}

enum err floor_request(
    struct tx *tx, const char *session_id, const char *person_id, const char *code, struct speaker *out_speaker)
{
	struct person person;
	int64_t session;
	enum err err = session_version(tx_db(tx), session_id, &session);
	if (!err && !person_id)
		err = code ? person_of_code(tx, code, &person_id)
			   : fault_set(tx_fault(tx), ERR_FIELD_MISSING, "person", "Say who asks for the floor.");
	if (!err && (err = person_get(tx_db(tx), tx_arena(tx), person_id, &person)) == ERR_NOT_FOUND)
		return fault_set(tx_fault(tx), ERR_INVALID, "person", "There is no such person.");
	if (!err)
		err = check_not_listed(tx, session_id, person_id);
	if (err)
		return err;
	struct id id = id_new(tx_now(tx));
	struct speaker speaker = { .id = arena_dup(tx_arena(tx), id.text),
		.session_id = session_id,
		.person_id = person_id,
		.requested_at = tx_now(tx),
		.allotted_seconds = FLOOR_ALLOTTED_SECONDS };
	err = speaker_add(tx_db(tx), &speaker, &speaker.position);
	if (!err)
		err = speaker_get(tx_db(tx), tx_arena(tx), speaker.id, &speaker);
	if (!err)
		err = note(tx, "floor.request", &speaker);
	if (!err)
		*out_speaker = speaker;
	return err;
}

static enum err save(struct tx *tx, struct speaker *s, const char *action)
{
	enum err err = speaker_edit(tx_db(tx), s);
	s->version++;
	return err ? err : note(tx, action, s);
}

/* Whoever has the floor in this session has delivered. */
static enum err end_running(struct tx *tx, const char *session_id)
{
	struct speaker *speakers;
	size_t n;
	enum err err = speaker_list(tx_db(tx), tx_arena(tx), session_id, &speakers, &n);
	for (size_t i = 0; !err && i < n; i++) {
		if (strcmp(speakers[i].state, "speaking") != 0)
			continue;
		speakers[i].state = "delivered";
		speakers[i].ended_at = tx_now(tx);
		err = save(tx, &speakers[i], "floor.end");
	}
	return err;
}

/* Reads a speaker that must be in the given state. */
static enum err expect(struct tx *tx, const char *speaker_id, const char *state, struct speaker *out_speaker)
{
	enum err err = speaker_get(tx_db(tx), tx_arena(tx), speaker_id, out_speaker);
	if (!err && strcmp(out_speaker->state, state) != 0)
		err = fault_set(
		    tx_fault(tx), ERR_STEP, "state", "This speaker is %s, not %s.", out_speaker->state, state);
	return err;
}

enum err floor_call(struct tx *tx, const char *speaker_id, struct speaker *out_speaker)
{
	struct speaker s;
	enum err err = expect(tx, speaker_id, "waiting", &s);
	if (!err)
		err = end_running(tx, s.session_id);
	if (err)
		return err;
	s.state = "speaking";
	s.started_at = tx_now(tx);
	err = save(tx, &s, "floor.call");
	if (!err)
		*out_speaker = s;
	return err;
}

enum err floor_end(struct tx *tx, const char *speaker_id, struct speaker *out_speaker)
{
	struct speaker s;
	enum err err = expect(tx, speaker_id, "speaking", &s);
	if (err)
		return err;
	s.state = "delivered";
	s.ended_at = tx_now(tx);
	err = save(tx, &s, "floor.end");
	if (!err)
		*out_speaker = s;
	return err;
}

enum err floor_withdraw(struct tx *tx, const char *speaker_id, struct speaker *out_speaker)
{
	struct speaker s;
	enum err err = expect(tx, speaker_id, "waiting", &s);
	if (err)
		return err;
	s.state = "withdrawn";
	err = save(tx, &s, "floor.withdraw");
	if (!err)
		*out_speaker = s;
	return err;
}
