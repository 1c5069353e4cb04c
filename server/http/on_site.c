/* What this server is at this venue: the authority that devices are to trust, and the card for whoever has to bring
 * the day back on another machine. */
#include "domain/restore_card.h"
#include "domain/vocabulary.h"
#include "http/handlers.h"

/* Commands that work on the folder itself have no site: nothing runs that it would describe. */
static enum err site_of(const struct request *request, const struct site **out_site)
{
	*out_site = request->site;
	return request->site
		   ? OK
		   : fault_set(request->fault, ERR_CONFLICT, NULL,
			 "No server runs on this data folder. Start it first: the card says how it is reached.");
}

/* PEM under the type that Android, iOS, Windows and Firefox offer to install. */
enum err on_authority(struct request *request, struct reply *reply)
{
	const struct site *site;
	enum err err = site_of(request, &site);
	if (err)
		return err;
	if (!site->authority_len)
		return fault_set(request->fault, ERR_NOT_FOUND, NULL,
		    "This server has no authority of its own: its certificate, if any, is one that browsers know.");
	reply->content_type = "application/x-x509-ca-cert";
	buf_add(&reply->body, site->authority, site->authority_len);
	return OK;
}

enum err on_trust(struct request *request, struct reply *reply)
{
	const struct site *site;
	enum err err = site_of(request, &site);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "fingerprint", site->fingerprint);
	jsonw_text(&w, "hosts", site->hosts);
	jsonw_text(&w, "tls_port", site->tls_port);
	jsonw_object_end(&w);
	return OK;
}

enum err on_restore_card(struct request *request, struct reply *reply)
{
	struct restore_card card;
	const struct site *site;
	const char *lang = request_query(request, "lang", NULL);
	if (lang && !language_is_official(lang))
		return fault_set(request->fault, ERR_QUERY, "lang", "The language is one of en, fr, es, ar, ru, zh.");
	enum err err = site_of(request, &site);
	if (!err)
		err =
		    restore_card_facts(request->db, request->arena, site, lang, request->now, &card, request->fault);
	if (!err)
		err = restore_card_pdf(request->press, &card, &reply->body, request->fault);
	reply->content_type = "application/pdf";
	reply->file_name = "restore-card.pdf";
	return err;
}
