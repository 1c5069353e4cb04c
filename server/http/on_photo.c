/* A person's photo: taken in on a worker, kept by the writer, shown to desk and door. */
#include "domain/photo.h"

#include "badges/photo.h"
#include "http/handlers.h"
#include "http/view.h"
#include "store/photo.h"

#include <stdlib.h>

/* "x,y,width,height": four fractions and nothing else; NULL when nothing is said. What they mean is looked at by
 * photo_take. */
static enum err read_crop(const struct request *request, const struct photo_crop **out_crop)
{
	const char *said = request_query(request, "crop", NULL), *at = said;
	double parts[4] = { 0 };
	for (size_t i = 0; at && i < 4; i++) {
		char *end;
		parts[i] = strtod(at, &end);
		bool ends_well = end != at && *end == (i < 3 ? ',' : '\0');
		at = ends_well ? end + (i < 3) : NULL;
	}
	if (said && !at)
		return fault_set(request->fault, ERR_QUERY, "crop",
		    "The part to keep is said as x,y,width,height, each from 0 to 1.");
	struct photo_crop *crop = arena_new(request->arena, struct photo_crop);
	*crop = (struct photo_crop){ parts[0], parts[1], parts[2], parts[3] };
	*out_crop = said ? crop : NULL;
	return OK;
}

/* Decoding takes long and may fail: before the writer's turn. */
enum err on_photo_prepare(struct request *request, struct reply *reply)
{
	const struct photo_crop *crop = NULL;
	struct buf jpeg = { 0 };
	(void)reply;
	enum err err = read_crop(request, &crop);
	if (!err)
		err = photo_take(request->body, request->body_len, crop, &jpeg, request->fault);
	if (!err) {
		struct photo *photo = arena_new(request->arena, struct photo);
		photo->len = jpeg.len;
		photo->jpeg = buf_keep(&jpeg, request->arena);
		request->prepared = photo;
	}
	buf_finish(&jpeg);
	return err;
}

enum err on_photo_take(struct request *request, struct reply *reply)
{
	const struct photo *photo = request->prepared;
	struct person person;
	enum err err = photo_keep(request->tx, request->params[0], photo->jpeg, photo->len, &person);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_participant(&w, NULL, &person, request->roles);
	return OK;
}

enum err on_photo_remove(struct request *request, struct reply *reply)
{
	struct person person;
	enum err err = request_no_fields(request);
	if (!err)
		err = photo_remove(request->tx, request->params[0], &person);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_participant(&w, NULL, &person, request->roles);
	return OK;
}

enum err on_photo(struct request *request, struct reply *reply)
{
	struct photo photo;
	enum err err = photo_get(request->db, request->arena, request->params[0], &photo);
	if (err)
		return err;
	buf_add(&reply->body, photo.jpeg, photo.len);
	reply->content_type = "image/jpeg";
	reply->etag = arena_printf(request->arena, "\"%.32s\"", photo.sha256);
	return OK;
}
