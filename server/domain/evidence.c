/* See evidence.h. */
#include "domain/evidence.h"

#include "domain/floor.h"
#include "domain/paper_facts.h"
#include "domain/pledge_rules.h"
#include "domain/programme.h"

#include <string.h>

enum { DELIVERED, UNDELIVERED, OVERTIME, HEARD, CONFIRMED, COUNTS };

/* In the order of enum lang. */
static const char *const WORDS[COUNTS][LANG_MAX] = {
	[DELIVERED] = { "Statements delivered", "Déclarations prononcées", "Declaraciones pronunciadas",
	    "البيانات التي أُلقيت", "Произнесено заявлений", "已作发言" },
	[UNDELIVERED] = { "Statements kept, not delivered", "Déclarations conservées, non prononcées",
	    "Declaraciones conservadas, no pronunciadas", "البيانات المحفوظة التي لم تُلق",
	    "Сохранено, но не произнесено", "存档未宣读的发言" },
	[OVERTIME] = { "Statements over their time", "Déclarations au-delà du temps imparti",
	    "Declaraciones que excedieron su tiempo", "البيانات التي تجاوزت وقتها", "Превысили регламент",
	    "超时发言" },
	[HEARD] = { "Pledges heard, not yet confirmed", "Engagements entendus, non confirmés",
	    "Compromisos anunciados, sin confirmar", "التعهدات المسموعة التي لم تُؤكَّد بعد",
	    "Обязательства услышаны, не подтверждены", "已宣布待确认的承诺" },
	[CONFIRMED] = { "Pledges confirmed", "Engagements confirmés", "Compromisos confirmados", "التعهدات المؤكَّدة",
	    "Обязательства подтверждены", "已确认的承诺" },
};

enum { PLEDGES_MAX = 100000 };

struct counting {
	struct db *db;
	struct arena *arena;
	int64_t of[COUNTS];
	int64_t closed_at;
};

static enum err count_floor(struct counting *counting, const char *session_id, int64_t now)
{
	struct floor floor;
	struct speaker *speakers;
	size_t n;
	enum err err = floor_list_rules(counting->db, counting->arena, session_id, &floor);
	if (!err)
		err = speaker_list(counting->db, counting->arena, session_id, &speakers, &n);
	for (size_t i = 0; !err && i < n; i++) {
		counting->of[DELIVERED] += floor_is(&speakers[i], FLOOR_DELIVERED);
		counting->of[UNDELIVERED] += floor_is(&speakers[i], FLOOR_UNDELIVERED);
		counting->of[OVERTIME] += floor_overtime_ms(&speakers[i], now) > 0;
	}
	if (!err)
		counting->closed_at = floor.closed_at;
	return err;
}

static enum err count_pledges(struct counting *counting, const char *session_id)
{
	struct pledge_query query = { .state = "", .session_id = session_id, .entity_id = "", .limit = PLEDGES_MAX };
	struct pledge *pledges;
	size_t n;
	enum err err = pledge_list(counting->db, counting->arena, &query, &pledges, &n);
	for (size_t i = 0; !err && i < n; i++) {
		enum pledge_state state = pledge_state_find(pledges[i].state);
		counting->of[HEARD] += pledge_is_heard(state);
		counting->of[CONFIRMED] += pledge_is_confirmed(state);
	}
	return err;
}

/* One session, or every one of the agenda. */
static enum err count_all(struct counting *counting, const struct agenda *agenda, const char *session_id, int64_t now)
{
	enum err err = *session_id ? count_floor(counting, session_id, now) : OK;
	for (size_t i = 0; !err && !*session_id && i < agenda->n_sessions; i++)
		err = count_floor(counting, agenda->sessions[i].id, now);
	return err ? err : count_pledges(counting, session_id);
}

static const struct evidence_count *words_of(const struct counting *counting, enum lang lang)
{
	struct evidence_count *counts = arena_array(counting->arena, struct evidence_count, COUNTS);
	for (size_t i = 0; i < COUNTS; i++)
		counts[i] = (struct evidence_count){ WORDS[i][lang],
			arena_printf(counting->arena, "%lld", (long long)counting->of[i]) };
	return counts;
}

enum err evidence_facts(struct db *db, struct arena *arena, const char *session_id, const char *language, int64_t now,
    struct evidence_data *out_data)
{
	struct counting counting = { .db = db, .arena = arena };
	struct evidence_data data = { .n_counts = COUNTS };
	struct agenda agenda;
	enum lang lang = LANG_EN;
	enum err err = programme_get(db, arena, &agenda, NULL);
	if (!err)
		err = paper_facts(db, arena, language, now, &data.paper);
	if (!err)
		err = count_all(&counting, &agenda, session_id, now);
	if (err)
		return err;
	lang_parse(data.paper.language, &lang);
	const struct agenda_session *session = agenda_session_find(&agenda, session_id);
	data.session = session ? texts_best(&session->title, lang) : data.paper.day_title;
	data.closed_at = *session_id ? paper_time(arena, counting.closed_at) : "";
	data.counts = words_of(&counting, lang);
	*out_data = data;
	return OK;
}
