/* The agenda as files for other programs: the exchange formats, kept encoded as views, and tables for people who work
 * in spreadsheets. Files that come in: on_import.c. */
#include "base/clock.h"
#include "domain/day.h"
#include "domain/import.h"
#include "domain/programme.h"
#include "http/handlers.h"
#include "schedule/frab_json.h"
#include "schedule/frab_json2.h"
#include "schedule/frab_xml.h"
#include "schedule/ics.h"
#include "schedule/xlsx_write.h"

static enum err agenda_read(struct request *request, enum lang lang, struct agenda *out)
{
	struct day day;
	enum err err = programme_get(request->db, request->arena, out, NULL);
	if (!err)
		err = day_get(request->db, request->arena, &day);
	if (err)
		return err;
	out->title = texts_best(&day.title, lang);
	out->acronym = *day.acronym ? day.acronym : "p2c";
	return OK;
}

/* ---- exchange formats ---- */

typedef enum err agenda_writer(
    const struct agenda *agenda, const struct write_options *options, struct buf *out, struct fault *out_fault);

static enum err write_file(
    struct request *request, struct reply *reply, agenda_writer *write, const char *content_type)
{
	struct agenda agenda;
	struct write_options options = { .lang = LANG_EN, .stamp_at = request->now };
	reply->content_type = content_type;
	enum err err = agenda_read(request, LANG_EN, &agenda);
	return err ? err : write(&agenda, &options, &reply->body, request->fault);
}

enum err on_agenda_ics(struct request *request, struct reply *reply)
{
	return write_file(request, reply, ics_write, "text/calendar; charset=utf-8");
}

enum err on_agenda_xml(struct request *request, struct reply *reply)
{
	return write_file(request, reply, frab_xml_write, "application/xml; charset=utf-8");
}

enum err on_agenda_json(struct request *request, struct reply *reply)
{
	return write_file(request, reply, frab_json_write, "application/json");
}

enum err on_agenda_json2(struct request *request, struct reply *reply)
{
	return write_file(request, reply, frab_json2_write, "application/json");
}

/* ---- tables ---- */

static enum err take_lang(const struct request *request, enum lang *out_lang)
{
	if (lang_parse(request_query(request, "lang", "en"), out_lang))
		return OK;
	return fault_set(request->fault, ERR_QUERY, "lang", "The language is en, fr, es, ar, ru or zh.");
}

static const char *cell_text(struct arena *arena, const struct sheet_cell *cell)
{
	char time[CLOCK_RFC3339_LEN + 1];
	switch (cell->kind) {
	case SHEET_NUMBER:
		return cell->number ? arena_printf(arena, "%lld", (long long)cell->number) : "";
	case SHEET_INSTANT:
		return cell->number ? arena_dup(arena, clock_rfc3339(cell->number, time)) : "";
	default:
		return cell->text;
	}
}

enum err on_agenda_csv(struct request *request, struct reply *reply)
{
	static const char BOM[] = "\xef\xbb\xbf";
	struct agenda agenda;
	enum lang lang;
	enum err err = take_lang(request, &lang);
	if (!err)
		err = agenda_read(request, lang, &agenda);
	if (err)
		return err;
	struct sheet sheet = sheet_of(request->arena, &agenda, lang, SHEET_FOR_PROGRAMS);
	buf_add_text(&reply->body, BOM);
	for (size_t i = 0; i < sheet.n_columns; i++)
		csv_cell(&reply->body, sheet.titles[i], i + 1 == sheet.n_columns);
	for (size_t i = 0; i < sheet.n_rows * sheet.n_columns; i++)
		csv_cell(&reply->body, cell_text(request->arena, &sheet.cells[i]),
		    i % sheet.n_columns + 1 == sheet.n_columns);
	reply->content_type = "text/csv; charset=utf-8";
	reply->file_name = "agenda.csv";
	return OK;
}

enum err on_agenda_xlsx(struct request *request, struct reply *reply)
{
	struct agenda agenda;
	enum lang lang;
	enum err err = take_lang(request, &lang);
	if (!err)
		err = agenda_read(request, lang, &agenda);
	if (err)
		return err;
	struct sheet sheet = sheet_of(request->arena, &agenda, lang, SHEET_FOR_PEOPLE);
	const struct xlsx_options options = { agenda.title, lang == LANG_AR, request->now };
	reply->content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
	reply->file_name = "agenda.xlsx";
	return xlsx_write(&sheet, &options, &reply->body, request->fault);
}
