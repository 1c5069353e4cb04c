// Templates: the list, and the one that is open as text beside its picture, which the server draws while one types.
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { number } from "../../common/text/format.ts";
import { hasKey, t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { StateChip } from "../../common/ui/chip.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { text } from "../forms.ts";
import type { Column } from "../lists.ts";
import { open, place } from "../route.ts";
import { refuse, sheet } from "../stage.ts";
import * as store from "../templates.ts";
import type { TemplateRow } from "../wire.ts";
import { FormSheet } from "./form.tsx";
import { Choose } from "./parts.tsx";
import { Table } from "./table.tsx";

const sizeOf = (row: TemplateRow): string => `${number(row.width)} × ${number(row.height)} mm`;

const columns = (): readonly Column<TemplateRow>[] => [
	{ id: "name", label: t("admin.template.name"), value: (row) => row.name },
	{ id: "kind", label: t("admin.template.kind"), value: (row) => t(`admin.kind.${row.kind}`) },
	{ id: "size", label: t("admin.template.size"), value: sizeOf, cell: (row) => <bdi dir="ltr">{sizeOf(row)}</bdi> },
	{ id: "sides", label: t("admin.template.sides"), isNumber: true, value: (row) => row.sides, cell: (row) => number(row.sides) },
	{ id: "origin", label: t("admin.template.origin"), value: (row) => t(row.built_in ? "admin.template.built_in" : "admin.template.own"), cell: (row) => <StateChip tone={row.built_in ? "plain" : "info"} text={t(row.built_in ? "admin.template.built_in" : "admin.template.own")} /> },
];

export function TemplatesView(): VNode {
	const { id } = place.value;
	useEffect(() => void store.openTemplate(id), [id]);
	if (id !== "") return <Editor key={id} />;
	return <Table id="templates" caption={t("admin.part.templates")} rows={store.templates.value} columns={columns()} keyOf={(row) => row.id} empty={t("ui.waiting")} onOpen={(row) => open(row.id)} />;
}

function Editor(): VNode {
	const row = store.current.value;
	const area = useRef<HTMLTextAreaElement>(null);
	const preview = store.preview.value;
	const isWrong = preview.kind === "wrong";
	const goTo = (): void => {
		if (area.current === null || preview.kind !== "wrong") return;
		const at = store.findField(store.draft.peek(), preview.field);
		const line = store.draft.peek().slice(0, at).split("\n").length;
		area.current.focus();
		area.current.setSelectionRange(at, at);
		area.current.scrollTop = Math.max(0, line - 4) * Number.parseFloat(getComputedStyle(area.current).lineHeight);
	};
	return (
		<section class="editor" aria-label={row?.name ?? t("admin.part.templates")}>
			<div class="editor-head">
				<a class="button" data-tone="quiet" href="#badges/templates"><Icon name="back" /><span>{t("admin.part.templates")}</span></a>
				<h2>{row?.name}</h2>
				{row !== null && <span class="soft"><bdi dir="ltr">{sizeOf(row)}</bdi></span>}
				{store.isChanged.value && <StateChip tone="wait" text={t("admin.template.changed")} />}
				<span class="editor-acts">
					{row?.built_in === false && <Button testId="template-remove" onPress={() => { sheet.value = () => <RemoveSheet row={row} />; }}>{t("admin.template.remove")}</Button>}
					{row?.built_in === false && <Button tone="main" testId="template-save" isDisabled={isWrong || !store.isChanged.value} onPress={() => void saveOver(row)}>{t("admin.save")}</Button>}
					<Button tone={row?.built_in === false ? "plain" : "main"} testId="template-save-new" isDisabled={isWrong} onPress={() => { sheet.value = () => <SaveSheet row={row} />; }}>{t("admin.template.save_new")}</Button>
				</span>
			</div>
			<div class="editor-text">
				<label for="template-json">{t("admin.template.json")}</label>
				<textarea id="template-json" ref={area} class="input code-area" dir="ltr" lang="en" spellcheck={false} autocomplete="off" value={store.draft.value} aria-invalid={isWrong} aria-describedby="template-wrong"
					onInput={(event) => store.write(event.currentTarget.value)} />
				<div id="template-wrong" role="status">
					{isWrong && (
						<div class="problem" data-testid="template-wrong">
							<Icon name="cross" />
							<div class="problem-text">
								{preview.field !== "" && <p><button type="button" class="link-button code" dir="ltr" onClick={goTo}>{preview.field}</button></p>}
								<p lang="en" dir="auto">{preview.words}</p>
							</div>
						</div>
					)}
				</div>
			</div>
			<Picture sides={row?.sides ?? 1} />
		</section>
	);
}

async function saveOver(row: TemplateRow): Promise<void> {
	const failure = await store.save(row.id, row.name);
	if (failure !== null) refuse(failure);
}

function Picture({ sides }: { sides: number }): VNode {
	const preview = store.preview.value;
	return (
		<div class="editor-picture">
			<div class="editor-tools">
				<Choose id="sample" label={t("admin.template.sample")} value={store.sample.value} onChange={(value) => { store.sample.value = value; store.drawSoon(); }}
					options={store.samples.value.map((value) => ({ value, label: hasKey(`admin.sample.${value}`) ? t(`admin.sample.${value as "latin"}`) : value }))} />
				{sides > 1 && (
					<div class="editor-sides" role="group" aria-label={t("admin.template.sides")}>
						{[1, 2].map((n) => <Button key={n} isPressed={store.side.value === n} onPress={() => { store.side.value = n; store.drawSoon(); }}>{t("admin.template.side", { n })}</Button>)}
					</div>
				)}
			</div>
			<div class="paper" data-kind={preview.kind} data-testid="preview">
				{preview.kind === "picture" && <img src={preview.url} alt={t("admin.template.picture")} />}
				{preview.kind === "wrong" && <p class="soft">{t("admin.template.no_picture")}</p>}
				{preview.kind === "unknown" && <p class="soft">{t("err.network")}</p>}
			</div>
		</div>
	);
}

function RemoveSheet({ row }: { row: TemplateRow }): VNode {
	return (
		<FormSheet title={t("admin.template.remove.title", { name: row.name })} lead={t("admin.template.remove.lead")} submit={t("admin.template.remove")} tone="risk" fields={[]}
			onSubmit={async () => {
				const failure = await store.remove(row);
				if (failure === null) open("");
				return failure;
			}} />
	);
}

function SaveSheet({ row }: { row: TemplateRow | null }): VNode {
	return (
		<FormSheet title={t("admin.template.save_new")} submit={t("admin.save")}
			fields={[
				{ id: "name", label: t("admin.template.name"), kind: "text", value: row === null ? "" : t("admin.template.copy", { name: row.name }) },
				{ id: "id", label: t("admin.template.id"), kind: "text", dir: "ltr", value: row === null ? "" : `${row.id}-2`, hint: t("admin.template.id.hint") },
			]}
			onSubmit={async (values) => {
				const failure = await store.save(text(values, "id"), text(values, "name"));
				if (failure === null) open(text(values, "id"));
				return failure;
			}} />
	);
}
