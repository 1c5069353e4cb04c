// The declaration itself: title and text in six languages beside each other, what is missing, its number and hash.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { LANGS, OWN_NAMES, dirOf } from "../../common/text/dir.ts";
import { languageName, number } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Field, SelectField, TextField } from "../../common/ui/field.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import type { Declaration, Lang, SigningOrder } from "../../common/wire/types.ts";
import * as commands from "../commands.ts";
import { draftOf, drop, rebase, write } from "../drafts.ts";
import * as store from "../store.ts";

const ORDERS: readonly SigningOrder[] = ["protocol", "alphabetical", "hand"];

/** What a language has: as written here, else as the server has it. */
function written(row: Declaration, code: Lang): { title: string; body: string } {
	const draft = draftOf(row);
	return { title: draft?.title[code] ?? row.text.title[code] ?? "", body: draft?.body[code] ?? row.text.body[code] ?? "" };
}

export function TextTab({ declaration: row }: { declaration: Declaration }): VNode {
	const [code, setCode] = useState<Lang>(row.language);
	const isFixed = row.signed > 0;
	return (
		<main class="text">
			<nav class="text-langs" aria-label={t("ui.language")}>
				{LANGS.map((other) => <LangButton key={other} row={row} code={other} isChosen={other === code} onPress={() => setCode(other)} />)}
			</nav>
			<section class="text-edit" aria-label={languageName(code)}>
				{isFixed && <p class="block" data-tone="ok"><Icon name="tick" /><span>{t("ceremony.text.fixed")}</span></p>}
				<Writing key={code} row={row} code={code} isFixed={isFixed} />
				<Save row={row} />
			</section>
			<About row={row} />
		</main>
	);
}

function LangButton({ row, code, isChosen, onPress }: { row: Declaration; code: Lang; isChosen: boolean; onPress: () => void }): VNode {
	const { title, body } = written(row, code);
	const gap = title === "" ? t("ceremony.text.no_title") : body === "" ? t("ceremony.text.no_body") : null;
	return (
		<button type="button" class="text-lang" aria-pressed={isChosen} data-gap={gap !== null} onClick={onPress}>
			<span lang={code} dir={dirOf(code)}>{OWN_NAMES[code]}</span>
			<span class="text-gap"><Icon name={gap === null ? "tick" : "warn"} /><span>{gap ?? t("ceremony.text.whole")}</span></span>
		</button>
	);
}

function Writing({ row, code, isFixed }: { row: Declaration; code: Lang; isFixed: boolean }): VNode {
	const { title, body } = written(row, code);
	return (
		<>
			<Field id="title" label={t("ceremony.text.title")}>
				<input class="input" id="title" lang={code} dir={dirOf(code)} value={title} readOnly={isFixed}
					onInput={(event) => write(row, code, "title", event.currentTarget.value)} />
			</Field>
			<div class="text-body">
				<Field id="body" label={t("ceremony.text.body")}>
					<textarea class="input" id="body" lang={code} dir={dirOf(code)} value={body} readOnly={isFixed}
						onInput={(event) => write(row, code, "body", event.currentTarget.value)} />
				</Field>
			</div>
		</>
	);
}

function Save({ row }: { row: Declaration }): VNode | null {
	const draft = draftOf(row);
	if (draft === null) return null;
	const save = (): void => void commands.edit({ title: draft.title, body: draft.body }, draft.version).then((isDone) => {
		if (isDone) drop(row);
		else rebase(row, store.declaration.peek()?.version ?? row.version);
	});
	return (
		<div class="acts">
			<Button tone="main" testId="save-text" isBusy={store.isBusy.value} onPress={save}>{t("ceremony.text.save")}</Button>
			<Button tone="quiet" testId="drop-text" onPress={() => drop(row)}>{t("ceremony.text.drop")}</Button>
			<span class="soft" data-testid="unsaved">{t("ceremony.text.unsaved")}</span>
		</div>
	);
}

function About({ row }: { row: Declaration }): VNode {
	const [coalition, setCoalition] = useState(row.coalition);
	const languages = LANGS.map((value) => ({ value, label: languageName(value) }));
	return (
		<aside class="text-about">
			<dl class="facts">
				<div><dt>{t("ceremony.text.number")}</dt><dd class="num" data-testid="text-number">{number(row.text.number)}</dd></div>
				<div><dt>SHA-256</dt><dd class="code hash" dir="ltr" data-testid="sha256">{row.text.sha256}</dd></div>
			</dl>
			<p class="soft">{t("ceremony.text.proof")}</p>
			<p><a href={`/api/declarations/${row.id}.txt`} download>{t("ceremony.papers.txt")}</a></p>
			<TextField id="coalition" label={t("ceremony.coalition")} value={coalition} onInput={setCoalition} />
			{coalition.trim() !== row.coalition && coalition.trim() !== "" && (
				<Button isBusy={store.isBusy.value} onPress={() => void commands.edit({ coalition }, row.version)}>{t("ceremony.text.save")}</Button>
			)}
			<SelectField id="order" label={t("ceremony.order")} value={row.order} options={ORDERS.map((value) => ({ value, label: t(`ceremony.order.${value}`) }))}
				onChange={(value) => void commands.edit({ order: value as SigningOrder }, row.version)} />
			<SelectField id="host" label={t("ceremony.host")} value={row.language} options={languages}
				onChange={(value) => void commands.edit({ language: value as Lang }, row.version)} />
			<Button icon="plus" onPress={() => { store.sheet.value = { kind: "new" }; }}>{t("ceremony.new")}</Button>
		</aside>
	);
}
