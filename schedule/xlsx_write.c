/* See xlsx_write.h. The library writes to a path only: it gets that of a file in memory. */
#include "schedule/xlsx_write.h"

#include "base/clock.h"
#include "base/utf8.h"

#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { TEXT_MAX = 32767 / 4, PATH_SIZE = 40 }; /* a cell holds 32,767 units of UTF-16 */

struct formats {
	lxw_format *head, *text, *instant;
};

/* As much of the text as a cell takes, whole characters. */
static const char *cut(struct arena *arena, const char *text)
{
	size_t len = 0;
	for (size_t n = 0; n < TEXT_MAX && text[len]; n++) {
		size_t step = utf8_len(text + len, 4);
		len += step ? step : 1;
	}
	return text[len] ? arena_copy(arena, text, len) : text;
}

static void write_cell(lxw_worksheet *to, const struct formats *formats, struct arena *arena, lxw_row_t row,
    lxw_col_t column, const struct sheet_cell *cell)
{
	if (cell->kind == SHEET_TEXT && *cell->text)
		worksheet_write_string(to, row, column, cut(arena, cell->text), formats->text);
	if (cell->kind == SHEET_NUMBER && cell->number)
		worksheet_write_number(to, row, column, (double)cell->number, NULL);
	if (cell->kind == SHEET_INSTANT && cell->number) {
		struct clock_local at = clock_local(cell->number);
		lxw_datetime when = { at.year, at.month, at.day, at.hour, at.minute, at.second };
		worksheet_write_datetime(to, row, column, &when, formats->instant);
	}
}

static void write_sheet(lxw_worksheet *to, const struct sheet *sheet, const struct formats *formats)
{
	struct arena *arena = arena_create();
	lxw_col_t columns = (lxw_col_t)sheet->n_columns;
	for (lxw_col_t i = 0; i < columns; i++) {
		worksheet_set_column(to, i, i, sheet->widths[i], NULL);
		worksheet_write_string(to, 0, i, sheet->titles[i], formats->head);
	}
	for (size_t row = 0; row < sheet->n_rows; row++)
		for (lxw_col_t i = 0; i < columns; i++)
			write_cell(to, formats, arena, (lxw_row_t)row + 1, i, &sheet->cells[row * columns + i]);
	worksheet_freeze_panes(to, 1, 0);
	worksheet_autofilter(to, 0, 0, (lxw_row_t)sheet->n_rows, (lxw_col_t)(columns - 1));
	arena_destroy(arena);
}

static lxw_error write_book(const char *path, const struct sheet *sheet, const struct xlsx_options *options)
{
	lxw_workbook *book = workbook_new(path);
	if (!book)
		return LXW_ERROR_MEMORY_MALLOC_FAILED;
	lxw_doc_properties properties = { .title = (char *)(uintptr_t)options->title,
		.created = (time_t)(options->stamp_at / 1000) };
	struct formats formats = { workbook_add_format(book), workbook_add_format(book), workbook_add_format(book) };
	format_set_bold(formats.head);
	format_set_text_wrap(formats.text);
	format_set_align(formats.text, LXW_ALIGN_VERTICAL_TOP);
	format_set_align(formats.instant, LXW_ALIGN_VERTICAL_TOP);
	format_set_num_format(formats.instant, "yyyy-mm-dd hh:mm");
	workbook_set_properties(book, &properties);
	lxw_worksheet *to = workbook_add_worksheet(book, NULL);
	if (options->from_right)
		worksheet_right_to_left(to);
	write_sheet(to, sheet, &formats);
	return workbook_close(book);
}

static enum err read_back(int file, struct buf *out)
{
	struct stat info;
	if (fstat(file, &info) != 0)
		return ERR_DISK_FULL;
	const void *bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, file, 0);
	if (bytes == MAP_FAILED)
		return ERR_DISK_FULL;
	buf_add(out, bytes, (size_t)info.st_size);
	munmap((void *)(uintptr_t)bytes, (size_t)info.st_size);
	return OK;
}

enum err xlsx_write(
    const struct sheet *sheet, const struct xlsx_options *options, struct buf *out, struct fault *out_fault)
{
	char path[PATH_SIZE];
	int file = memfd_create("p2c.xlsx", MFD_CLOEXEC);
	enum err err = file < 0 ? ERR_DISK_FULL : OK;
	if (!err) {
		snprintf(path, sizeof path, "/proc/self/fd/%d", file);
		lxw_error failed = write_book(path, sheet, options);
		err = failed ? ERR_DISK_FULL : read_back(file, out);
		close(file);
	}
	return err ? fault_set(out_fault, err, NULL, "There is no room to make the spreadsheet.") : OK;
}
