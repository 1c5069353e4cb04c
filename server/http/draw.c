/* See draw.h. */
#include "http/draw.h"

#include <stdio.h>
#include <string.h>

enum { FORM_PDF, FORM_PNG, FORM_SVG, FORMS_N, PNG_DPI = 300 };

static const struct {
	const char *form, *content_type;
} FORMS[FORMS_N] = { { "pdf", "application/pdf" }, { "png", "image/png" }, { "svg", "image/svg+xml" } };

static size_t form_of(const char *form)
{
	size_t at = 0;
	while (at < FORMS_N && strcmp(FORMS[at].form, form) != 0)
		at++;
	return at;
}

bool draw_knows(const char *form)
{
	return form_of(form) < FORMS_N;
}

static enum err read_side(
    struct request *request, const struct badge_template *template, size_t form, struct badge_template *out_template)
{
	int64_t side;
	enum err err = request_query_int(request, "side", 1, (int64_t) template->n_sides, 0, &side);
	if (!err)
		*out_template = side || form != FORM_PDF ? badge_template_side(template, (size_t)side) : *template;
	return err;
}

enum err draw_reply(struct request *request, struct reply *reply, const char *form,
    const struct badge_template *template, const struct badge_data *data)
{
	struct badge_template chosen;
	struct buf *out = &reply->body;
	int64_t dpi;
	size_t at = form_of(form);
	if (at == FORMS_N)
		return ERR_NOT_FOUND;
	enum err err = read_side(request, template, at, &chosen);
	if (!err)
		err = request_query_int(request, "dpi", BADGE_DPI_LEAST, BADGE_DPI_MOST, PNG_DPI, &dpi);
	if (err)
		return err;
	reply->content_type = FORMS[at].content_type;
	if (at == FORM_PDF)
		return badge_pdf(request->press, data, &chosen, out, request->fault);
	if (at == FORM_PNG)
		return badge_png(request->press, data, &chosen, (unsigned)dpi, out, request->fault);
	return badge_svg(request->press, data, &chosen, out, request->fault);
}

const char *draw_number(double value, char out[32])
{
	snprintf(out, 32, "%.10g", value);
	return out;
}
