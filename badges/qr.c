/* See qr.h. */
#include "badges/qr.h"

#include <qrencode.h>
#include <string.h>

enum { MOST_VERSION = 10, LONGEST = 311 /* characters of version 10-M in alphanumeric mode */ };

static bool is_alphanumeric(const char *text)
{
	return text[strspn(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")] == '\0';
}

static QRcode *encode(const char *text)
{
	QRinput *input = QRinput_new2(0, QR_ECLEVEL_M);
	if (!input)
		return NULL;
	QRcode *code = NULL;
	QRencodeMode mode = is_alphanumeric(text) ? QR_MODE_AN : QR_MODE_8;
	if (QRinput_append(input, mode, (int)strlen(text), (const unsigned char *)text) == 0)
		code = QRcode_encodeInput(input);
	QRinput_free(input);
	return code;
}

enum err badge_qr_make(const char *text, struct badge_qr *out_qr, struct fault *out_fault)
{
	if (!text || !*text) {
		*out_qr = (struct badge_qr){ 0 };
		return OK;
	}
	QRcode *code = strlen(text) <= LONGEST ? encode(text) : NULL;
	if (!code || code->version > MOST_VERSION) {
		QRcode_free(code);
		return fault_set(out_fault, ERR_INVALID, "qr", "The code is too long for a badge.");
	}
	out_qr->side = (unsigned)code->width;
	for (unsigned row = 0; row < out_qr->side; row++)
		for (unsigned column = 0; column < out_qr->side; column++)
			out_qr->dark[row][column] = code->data[row * out_qr->side + column] & 1;
	QRcode_free(code);
	return OK;
}
