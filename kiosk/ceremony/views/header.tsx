// The head of the screen: which declaration, its state, how many have signed, and the two tabs.
import type { VNode } from "preact";
import { number, words } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { ActionButton, Button } from "../../common/ui/button.tsx";
import { StateChip, type Tone, cssVar } from "../../common/ui/chip.tsx";
import { LanguageSelect } from "../../common/ui/languages.tsx";
import type { Declaration, DeclarationState } from "../../common/wire/types.ts";
import { actions } from "../actions.ts";
import * as store from "../store.ts";

const TONES: Record<DeclarationState, Tone> = { draft: "wait", open: "ok", closed: "plain" };

export function Header(): VNode {
	const row = store.declaration.value;
	return (
		<header class="head">
			<div class="head-what">
				<div class="head-names">
					<h1>{t("ceremony.title")}</h1>
					{row !== null && <Choice />}
				</div>
				{row !== null && <StateChip tone={TONES[row.state]} text={t(`ceremony.state.${row.state}`)} />}
			</div>
			{row !== null && <Counter />}
			<div class="head-acts">
				{row !== null && <Tabs />}
				<LanguageSelect />
				<ActionButton actions={actions} id="keys" tone="quiet" />
				<ActionButton actions={actions} id="signout" tone="quiet" />
			</div>
		</header>
	);
}

const titleOf = (row: Declaration): string => words(row.text.title) || row.coalition;

function Choice(): VNode {
	const rows = store.declarations.value ?? [];
	const id = store.declaration.value?.id ?? "";
	if (rows.length < 2) return <p class="head-title" dir="auto">{store.declaration.value === null ? "" : titleOf(store.declaration.value)}</p>;
	return (
		<select class="head-select" aria-label={t("ceremony.choose")} value={id} onChange={(event) => { store.wantedId.value = event.currentTarget.value; }}>
			{rows.map((row) => <option key={row.id} value={row.id}>{titleOf(row)}</option>)}
		</select>
	);
}

function Counter(): VNode {
	const signed = store.declaration.value?.signed ?? 0;
	const total = store.total.value;
	const share = total === 0 ? 0 : signed / total;
	return (
		<div class="counter" data-testid="counter">
			<span>{t("ceremony.counter", { signed: number(signed), total: number(total) })}</span>
			<span class="counter-bar" ref={cssVar("--share", String(share))} aria-hidden="true" />
		</div>
	);
}

function Tabs(): VNode {
	return (
		<div class="tabs" role="group" aria-label={t("ceremony.tabs")}>
			<Button isPressed={store.tab.value === "list"} testId="tab-list" onPress={() => { store.tab.value = "list"; }}>{t("ceremony.tab.list")}</Button>
			<Button isPressed={store.tab.value === "text"} testId="tab-text" onPress={() => { store.tab.value = "text"; }}>{t("ceremony.tab.text")}</Button>
		</div>
	);
}
