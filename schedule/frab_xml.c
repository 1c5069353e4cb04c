/* See frab_xml.h. Written by hand into the buffer, read through libxml2's tree. */
#include "schedule/frab_xml.h"

#include "base/clock.h"
#include "schedule/extension.h"
#include "schedule/frab.h"
#include "schedule/text.h"
#include "schedule/xml_scan.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

/* --- writing --- */

struct writer {
	struct buf *out;
	struct arena *arena;
	const struct agenda *agenda;
	const struct write_options *options;
	struct frab_plan plan;
};

static void element(struct writer *w, int depth, const char *name, const char *text)
{
	buf_printf(w->out, "%*s<%s>", depth * 2, "", name);
	text_add_xml(w->out, text ? text : "");
	buf_printf(w->out, "</%s>\n", name);
}

static void attribute(struct writer *w, const char *name, const char *value)
{
	buf_printf(w->out, " %s=\"", name);
	text_add_xml(w->out, value);
	buf_add_byte(w->out, '"');
}

static void instant(struct writer *w, const char *name, int64_t ms)
{
	char text[CLOCK_RFC3339_LEN + 1];
	attribute(w, name, clock_rfc3339(ms, text));
}

/* JSON as a processing instruction: the two things it may not hold are written otherwise. */
static void instruction(struct writer *w, int depth, struct buf *json)
{
	buf_printf(w->out, "%*s<?p2c ", depth * 2, "");
	for (size_t i = 0; i < json->len; i++) {
		const char *at = json->bytes + i;
		if (*at == '>' && i && at[-1] == '?') {
			buf_add_text(w->out, "\\u003e");
		} else if (i + 2 < json->len && !memcmp(at, "\xef\xbf", 2) && (unsigned char)at[2] >= 0xbe) {
			buf_add_text(w->out, "\xef\xbf\xbd");
			i += 2;
		} else {
			buf_add_byte(w->out, *at);
		}
	}
	buf_add_text(w->out, "?>\n");
	buf_finish(json);
}

static bool is_http(const char *url)
{
	return url && (!strncmp(url, "http://", 7) || !strncmp(url, "https://", 8));
}

static void write_conference(struct writer *w)
{
	char date[CLOCK_DATE_LEN + 1];
	const struct frab_plan *plan = &w->plan;
	buf_add_text(w->out, "  <conference>\n");
	element(w, 2, "title", w->agenda->title);
	element(w, 2, "acronym", frab_acronym(w->arena, w->agenda));
	element(w, 2, "start", clock_date(plan->days[0].starts_at, date));
	element(w, 2, "end", clock_date(plan->days[plan->n_days - 1].starts_at, date));
	element(w, 2, "days", arena_printf(w->arena, "%zu", plan->n_days));
	element(w, 2, "timeslot_duration", "00:05");
	if (is_http(w->options->base_url))
		element(w, 2, "base_url", w->options->base_url);
	element(w, 2, "time_zone_name", clock_zone());
	for (int area = 0; area < FOCUS_AREA_MAX; area++) {
		const char *name = focus_area_name((enum focus_area)area);
		buf_add_text(w->out, "    <track");
		attribute(w, "name", name);
		attribute(w, "slug", text_slug(w->arena, name, '-'));
		buf_add_text(w->out, "/>\n");
	}
	buf_add_text(w->out, "  </conference>\n");
}

static void write_persons(struct writer *w, const struct agenda_session *session)
{
	buf_add_text(w->out, "        <persons>\n");
	for (size_t i = 0; i < session->n_persons; i++) {
		const struct agenda_person *person = &session->persons[i];
		buf_add_text(w->out, "          <person");
		attribute(w, "guid", frab_guid(w->arena, "person", person->id, person->name));
		buf_add_byte(w->out, '>');
		text_add_xml(w->out, person->name);
		buf_add_text(w->out, "</person>\n");
	}
	buf_add_text(w->out, "        </persons>\n");
}

static void write_session(struct writer *w, const struct frab_slot *slot, const char *room)
{
	char date[CLOCK_RFC3339_LEN + 1];
	const struct agenda_session *session = slot->session;
	struct buf json = { 0 };
	struct jsonw extension = jsonw_start(&json);
	buf_printf(w->out, "      <event id=\"%d\"", slot->number);
	attribute(w, "guid", session->id);
	buf_add_text(w->out, ">\n");
	extension_write_session(&extension, NULL, w->agenda, session, w->options->lang, SAID_TITLE_AND_ABSTRACT);
	instruction(w, 4, &json);
	element(w, 4, "room", room);
	element(w, 4, "title", texts_best(&session->title, w->options->lang));
	element(w, 4, "type", session_kind_key(session->kind));
	element(w, 4, "date", clock_rfc3339(session->starts_at, date));
	element(w, 4, "start", frab_start(w->arena, session->starts_at));
	element(w, 4, "duration", frab_duration(w->arena, session, true));
	element(w, 4, "abstract", texts_best(&session->abstract, w->options->lang));
	element(w, 4, "track", frab_track(w->arena, session));
	write_persons(w, session);
	if (session->language)
		element(w, 4, "language", session->language);
	if (is_http(w->options->base_url))
		element(w, 4, "url", arena_printf(w->arena, "%s/#%s", w->options->base_url, session->id));
	buf_add_text(w->out, "      </event>\n");
}

/* One day with all its rooms; *slot moves past its sessions. */
static void write_day(struct writer *w, size_t index, size_t *slot)
{
	char date[CLOCK_DATE_LEN + 1];
	const struct frab_plan *plan = &w->plan;
	const struct frab_day *day = &plan->days[index];
	buf_printf(w->out, "  <day index=\"%zu\"", index + 1);
	attribute(w, "date", clock_date(day->starts_at, date));
	instant(w, "start", day->starts_at);
	instant(w, "end", day->ends_at);
	buf_add_text(w->out, ">\n");
	for (size_t i = 0; i < plan->n_rooms; i++) {
		int at = plan->rooms[i];
		const struct agenda_room *room = at < 0 ? NULL : &w->agenda->rooms[at];
		bool used = *slot < plan->n_slots && plan->slots[*slot].day == index && plan->slots[*slot].room == at;
		if (!used && (!room || index))
			continue; /* the first day names every room, the others those they use */
		buf_add_text(w->out, "    <room");
		attribute(w, "name", room ? room->name : "");
		if (room)
			attribute(w, "guid", frab_guid(w->arena, "room", room->guid, room->name));
		buf_add_text(w->out, ">\n");
		for (; *slot < plan->n_slots && plan->slots[*slot].day == index && plan->slots[*slot].room == at;
		     ++*slot)
			write_session(w, &plan->slots[*slot], room ? room->name : "");
		buf_add_text(w->out, "    </room>\n");
	}
	buf_add_text(w->out, "  </day>\n");
}

enum err frab_xml_write(
    const struct agenda *agenda, const struct write_options *options, struct buf *out, struct fault *out_fault)
{
	enum err err = format_check(agenda, out_fault);
	if (err != OK)
		return err;
	char version[CLOCK_RFC3339_LEN + 1];
	struct arena *arena = arena_create();
	struct writer w = { out, arena, agenda, options, frab_plan(arena, agenda, options->stamp_at) };
	struct buf json = { 0 };
	struct jsonw extension = jsonw_start(&json);
	buf_add_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<schedule>\n");
	extension_write_agenda(&extension, NULL, agenda);
	instruction(&w, 1, &json);
	buf_add_text(out, "  <generator name=\"p2c\" version=\"" P2C_VERSION "\"/>\n");
	element(&w, 1, "version", clock_rfc3339(options->stamp_at, version));
	write_conference(&w);
	for (size_t day = 0, slot = 0; day < w.plan.n_days; day++)
		write_day(&w, day, &slot);
	buf_add_text(out, "</schedule>\n");
	arena_destroy(arena);
	return OK;
}

/* --- reading --- */

static enum err parse(const char *bytes, size_t len, xmlDocPtr *out_doc, struct fault *out_fault)
{
	const int options =
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES | XML_PARSE_NOCDATA;
	enum err err = xml_scan(bytes, len, out_fault);
	if (err != OK)
		return err;
	xmlInitParser();
	xmlParserCtxtPtr parser = xmlNewParserCtxt();
	xmlDocPtr doc = xmlCtxtReadMemory(parser, bytes, (int)len, "schedule.xml", NULL, options);
	const xmlError *error = xmlCtxtGetLastError(parser);
	const char *why = error && error->message ? error->message : "This is not an XML file.";
	if (!doc)
		err = build_refuse(out_fault, error ? error->line : 0, "%.*s", (int)strcspn(why, "\n"), why);
	else
		*out_doc = doc;
	xmlFreeParserCtxt(parser);
	return err;
}

static bool is_element(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

static const char *taken(struct arena *arena, xmlChar *text)
{
	const char *copy = text ? arena_dup(arena, (const char *)text) : NULL;
	xmlFree(text);
	return copy;
}

static const char *content(struct arena *arena, const xmlNode *node)
{
	return taken(arena, xmlNodeGetContent(node));
}

static const char *attr(struct arena *arena, const xmlNode *node, const char *name)
{
	return taken(arena, xmlGetNoNsProp(node, (const xmlChar *)name));
}

/* The text of the first child element with that name; NULL when there is none. */
static const char *child_text(struct arena *arena, const xmlNode *parent, const char *name)
{
	for (const xmlNode *node = parent->children; node; node = node->next)
		if (is_element(node, name))
			return content(arena, node);
	return NULL;
}

/* The JSON of our processing instruction among the children; NULL when there is none. */
static const char *child_extension(struct arena *arena, const xmlNode *parent)
{
	for (const xmlNode *node = parent->children; node; node = node->next)
		if (node->type == XML_PI_NODE && !strcmp((const char *)node->name, "p2c"))
			return content(arena, node);
	return NULL;
}

static void read_persons(struct arena *arena, const xmlNode *parent, struct frab_entry *entry)
{
	const xmlNode *list = parent->children;
	while (list && !is_element(list, "persons"))
		list = list->next;
	size_t n = 0;
	for (const xmlNode *node = list ? list->children : NULL; node; node = node->next)
		n += is_element(node, "person");
	struct frab_person *persons = arena_array(arena, struct frab_person, n + 1);
	for (const xmlNode *node = list ? list->children : NULL; node; node = node->next)
		if (is_element(node, "person"))
			persons[entry->n_persons++] =
			    (struct frab_person){ attr(arena, node, "guid"), content(arena, node), NULL };
	entry->persons = persons;
}

static enum err read_session(
    struct build *build, const xmlNode *node, const char *day, const char *room, struct fault *out_fault)
{
	static const struct {
		const char *name;
		size_t offset;
	} FIELDS[] = {
#define FIELD(name) { #name, offsetof(struct frab_entry, name) }
		FIELD(date),
		FIELD(start),
		FIELD(end),
		FIELD(duration),
		FIELD(room),
		FIELD(title),
		FIELD(type),
		FIELD(track),
		FIELD(language),
		FIELD(abstract),
		FIELD(description),
#undef FIELD
	};
	struct arena *arena = build->arena;
	struct frab_entry entry = { .line = (int)xmlGetLineNo(node), .day = day };
	entry.guid = attr(arena, node, "guid");
	entry.id = attr(arena, node, "id");
	entry.code = attr(arena, node, "code");
	for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
		const char *text = child_text(arena, node, FIELDS[i].name);
		if (text)
			text = text_clean(arena, text);
		memcpy((char *)&entry + FIELDS[i].offset, &text, sizeof text);
	}
	if (!entry.room || !*entry.room)
		entry.room = room;
	entry.extension = child_extension(arena, node);
	read_persons(arena, node, &entry);
	return frab_take(build, &entry, out_fault);
}

static enum err read_room(struct build *build, const xmlNode *parent, const char *day, struct fault *out_fault)
{
	enum err err = OK;
	const char *name = attr(build->arena, parent, "name"), *guid = attr(build->arena, parent, "guid");
	int at = build_room(build, name, (int)xmlGetLineNo(parent));
	if (at >= 0)
		build->agenda.rooms[at].guid = frab_guid(build->arena, "room", guid, build->agenda.rooms[at].name);
	for (const xmlNode *node = parent->children; node && err == OK; node = node->next)
		if (is_element(node, "event"))
			err = read_session(build, node, day, name, out_fault);
	return err;
}

static enum err read_day(struct build *build, const xmlNode *parent, struct fault *out_fault)
{
	enum err err = OK;
	const char *day = attr(build->arena, parent, "date");
	for (const xmlNode *node = parent->children; node && err == OK; node = node->next)
		if (is_element(node, "room"))
			err = read_room(build, node, day, out_fault);
	return err;
}

static void read_conference(struct build *build, const xmlNode *node)
{
	struct arena *arena = build->arena;
	build->agenda.title = text_clean(arena, child_text(arena, node, "title"));
	build->agenda.acronym = text_clean(arena, child_text(arena, node, "acronym"));
	build->agenda.zone = text_clean(arena, child_text(arena, node, "time_zone_name"));
}

static enum err read_schedule(struct build *build, const xmlNode *root, struct fault *out_fault)
{
	if (!root || !is_element(root, "schedule"))
		return build_refuse(
		    out_fault, root ? (int)xmlGetLineNo(root) : 0, "The root element is not <schedule>.");
	for (const xmlNode *node = root->children; node; node = node->next)
		if (is_element(node, "conference"))
			read_conference(build, node);
	const char *extension = child_extension(build->arena, root);
	if (extension)
		extension_read_agenda(build, extension, (int)xmlGetLineNo(root));
	enum err err = OK;
	for (const xmlNode *node = root->children; node && err == OK; node = node->next)
		if (is_element(node, "day"))
			err = read_day(build, node, out_fault);
	return err;
}

enum err frab_xml_read(struct arena *arena, const char *bytes, size_t len, const struct read_options *options,
    struct agenda *out_agenda, struct read_report *out_report, struct fault *out_fault)
{
	xmlDocPtr doc = NULL;
	enum err err = build_check_size(len, out_fault);
	if (err == OK)
		err = parse(bytes, len, &doc, out_fault);
	if (err != OK)
		return err;
	struct build build = build_start(arena, options);
	err = read_schedule(&build, xmlDocGetRootElement(doc), out_fault);
	xmlFreeDoc(doc);
	return err == OK ? build_finish(&build, out_agenda, out_report, out_fault) : err;
}
