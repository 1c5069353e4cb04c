// The categories of badges: letter, colour with the contrast of what stands on it, rooms, what is asked of whom.
import type { VNode } from "preact";
import { LANGS } from "../../common/text/dir.ts";
import { languageName, number, words } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { cssVar, inkOn } from "../../common/ui/chip.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { rooms } from "../doors.ts";
import { type FormField, type FormValues, flag, list, text } from "../forms.ts";
import type { Column } from "../lists.ts";
import * as store from "../people.ts";
import { sheet } from "../stage.ts";
import type { CategoryRow } from "../wire.ts";
import { contrastOn, FormSheet } from "./form.tsx";
import { listed } from "./parts.tsx";
import { Table } from "./table.tsx";

const roomNames = (row: CategoryRow): string => (row.rooms.length === 0 ? t("admin.category.all_rooms") : listed(row.rooms.map((id) => rooms.value.find((room) => room.id === id)?.name ?? id)));
const FLAGS = ["vip", "letter_needed", "photo_needed", "transferable"] as const;
const yes = (on: boolean): VNode | string => (on ? <><Icon name="tick" /><span class="sr-only">{t("admin.yes")}</span></> : "");

const columns = (): readonly Column<CategoryRow>[] => [
	{ id: "code", label: t("admin.category.code"), value: (row) => row.code, cell: (row) => <Sample row={row} /> },
	{ id: "letter", label: t("admin.category.letter"), value: (row) => row.letter },
	{ id: "words", label: t("admin.category.words"), value: (row) => words(row.words) },
	{ id: "people", label: t("admin.tab.people"), isNumber: true, value: (row) => (store.people.value ?? []).filter(({ category }) => category === row.code).length, cell: (row) => number((store.people.value ?? []).filter(({ category }) => category === row.code).length) },
	{ id: "rgb", isMinor: true, label: t("admin.category.colour"), value: (row) => row.rgb, cell: (row) => <span><span class="code">{row.rgb}</span> <span class="soft">{t("admin.category.contrast", { ratio: contrastOn(row.rgb).toFixed(1) })}</span></span> },
	{ id: "rooms", label: t("admin.category.rooms"), value: roomNames },
	...FLAGS.map((key) => ({ id: key, label: t(`admin.category.${key}`), value: (row: CategoryRow) => (row[key] ? t("admin.yes") : ""), cell: (row: CategoryRow) => <span class="tick">{yes(row[key])}</span> })),
];

function Sample({ row }: { row: CategoryRow }): VNode {
	return <span class="band" ref={(element) => { cssVar("--band", row.rgb)(element); cssVar("--band-ink", inkOn(row.rgb))(element); }}><b>{row.code}</b></span>;
}

export function CategoriesView(): VNode {
	const add = (): void => { sheet.value = () => <CategorySheet row={null} />; };
	return (
		<Table id="categories" caption={t("admin.part.categories")} rows={store.categories.value} columns={columns()} keyOf={(row) => row.code} empty={t("ui.waiting")}
			onOpen={(row) => { sheet.value = () => <CategorySheet row={row} />; }}
			acts={<Button tone="main" icon="plus" testId="category-add" onPress={add}>{t("admin.category.add")}</Button>} />
	);
}

function CategorySheet({ row }: { row: CategoryRow | null }): VNode {
	const fields: readonly FormField[] = [
		...(row === null ? [{ id: "code", label: t("admin.category.code"), kind: "text" as const, dir: "ltr" as const, isHalf: true, value: "", hint: t("admin.category.code.hint") }] : []),
		{ id: "letter", label: t("admin.category.letter"), kind: "text", dir: "ltr", isHalf: true, value: row?.letter ?? "" },
		{ id: "rgb", label: t("admin.category.colour"), kind: "colour", isHalf: true, value: row?.rgb ?? "#4A5560", hint: t("admin.category.colour.hint") },
		...LANGS.map((lang) => ({ id: `words.${lang}`, label: t("admin.category.words.in", { lang: languageName(lang) }), kind: "text" as const, isHalf: true, value: row?.words[lang] ?? "" })),
		{ id: "rooms", label: t("admin.category.rooms"), kind: "checks", hint: t("admin.category.rooms.hint"), value: row?.rooms ?? [], options: rooms.value.map(({ id, name }) => ({ value: id, label: name })) },
		...FLAGS.map((key) => ({ id: key, label: t(`admin.category.${key}`), kind: "check" as const, isHalf: true, value: row?.[key] ?? false })),
	];
	const said = (values: FormValues): object => ({
		...(row === null && { code: text(values, "code").toUpperCase() }),
		letter: text(values, "letter").toUpperCase(), rgb: text(values, "rgb"), rooms: list(values, "rooms"),
		words: Object.fromEntries(LANGS.map((lang) => [lang, text(values, `words.${lang}`)])),
		...Object.fromEntries(FLAGS.map((key) => [key, flag(values, key)])),
	});
	return <FormSheet title={row === null ? t("admin.category.add") : `${row.code} · ${words(row.words)}`} size="wide" fields={fields} submit={t("admin.save")} onSubmit={(values) => store.saveCategory(row, said(values))} />;
}
