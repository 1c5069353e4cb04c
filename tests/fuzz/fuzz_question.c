/* libFuzzer: what strangers type into the search. Whatever comes: nobody is found twice, nobody who is not there, the
 * letters that are marked lie inside their text, in order and apart. */
#include "find/mark.h"

#include <stdlib.h>
#include <string.h>

enum { QUESTION_MAX = 400 };

static const struct find_person PEOPLE[] = {
	{ .id = "1",
	    .display = "José Núñez-Ortega",
	    .latin = "Jose Nunez-Ortega",
	    .registration_id = "P-0001",
	    .entity_id = "a",
	    .entity = "Ministère de l’Économie",
	    .country = { "FRA", "France", "法国", "فرنسا" } },
	{ .id = "2",
	    .display = "محمد بن علي الزهراني",
	    .latin = "Mohammed Al Zahrani",
	    .registration_id = "W-0042",
	    .entity_id = "b",
	    .entity = "شركة أطلس للاتصالات" },
	{ .id = "3",
	    .display = "欧阳小明",
	    .latin = "Ouyang Xiaoming",
	    .registration_id = "W-0043",
	    .entity_id = "c",
	    .entity = "长河通信集团",
	    .vip = true },
	{ .id = "4",
	    .display = "Щербаков Юрий",
	    .latin = "",
	    .registration_id = "",
	    .entity_id = "c",
	    .entity = "长河通信集团",
	    .expected_on = 20261110 },
	{ .id = "5",
	    .display = "ተስፋዬ በቀለ राजेश",
	    .latin = "Tesfaye",
	    .registration_id = "5",
	    .entity_id = "a",
	    .entity = "Acme" },
};
enum { PEOPLE_N = sizeof PEOPLE / sizeof *PEOPLE };

static void must(int holds)
{
	if (!holds)
		abort();
}

static size_t units(const char *text)
{
	size_t n = 0;
	for (; *text; text++)
		n += ((unsigned char)*text & 0xC0) != 0x80 ? 1 + ((unsigned char)*text >= 0xF0) : 0;
	return n;
}

static void check_hit(struct arena *arena, const struct find_answer *answer, size_t hit)
{
	struct find_mark marks[FIND_TERMS_MAX];
	size_t who = strtoul(answer->hits[hit].id, NULL, 10);
	must(who >= 1 && who <= PEOPLE_N);
	for (size_t i = 0; i < hit; i++)
		must(strcmp(answer->hits[i].id, answer->hits[hit].id) != 0);
	size_t n = find_marks(arena, answer, hit, &PEOPLE[who - 1], marks);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < marks[i].n; k++) {
			must(marks[i].ranges[k].from < marks[i].ranges[k].to);
			must(marks[i].ranges[k].to <= units(marks[i].text));
			must(!k || marks[i].ranges[k].from > marks[i].ranges[k - 1].to);
		}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char text[QUESTION_MAX + 1];
	struct find_answer answer;
	struct arena *arena = arena_create();
	struct directory *directory = directory_create();
	struct find_room *room = find_room_create();
	len = len < QUESTION_MAX ? len : QUESTION_MAX;
	memcpy(text, bytes, len);
	text[len] = '\0';
	for (size_t i = 0; i < PEOPLE_N; i++)
		directory_put(directory, &PEOPLE[i]);
	directory_settle(directory);
	struct find_question question = { .text = text, .limit = 3, .today = 20261110 };
	directory_ask(directory, room, arena, &question, &answer);
	must(answer.n <= 3 && answer.total >= (int64_t)answer.n && answer.total <= PEOPLE_N);
	for (size_t i = 0; i < answer.n; i++)
		check_hit(arena, &answer, i);
	find_room_destroy(room);
	directory_destroy(directory);
	arena_destroy(arena);
	return 0;
}
