// The page as a whole: tabs, the parts of the one that is open, what the last act came to, the list; a form on top.
import type { VNode } from "preact";

import { number } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { LanguageSelect } from "../../common/ui/languages.tsx";
import { Strip } from "../../common/ui/strip.tsx";
import { addressOf } from "../route.ts";
import * as shell from "../shell.ts";
import { note, sheet } from "../stage.ts";

export function AdminView(): VNode {
	const tab = shell.tab.value;
	const part = shell.part.value;
	const Sheet = sheet.value;
	return (
		<div class="admin">
			<Header />
			<Note />
			{tab === undefined || part === undefined
				? <main class="nothing"><h1>{t("admin.title")}</h1><p>{t("err.FORBIDDEN")}</p></main>
				: <main class="stage" key={`${tab.id}/${part.id}`} aria-label={t(part.label)}><part.view /></main>}
			<Strip />
			{Sheet !== null && <Sheet />}
		</div>
	);
}

function Header(): VNode {
	const tab = shell.tab.value;
	const part = shell.part.value;
	return (
		<header class="head">
			<h1>{t("admin.title")}</h1>
			<nav class="tabs" aria-label={t("admin.title")}>
				{shell.tabs.value.map((row) => <Place key={row.id} label={t(row.label)} href={addressOf(row.id)} isHere={row === tab} waiting={row.parts.reduce((sum, { waiting }) => sum + (waiting?.() ?? 0), 0)} />)}
			</nav>
			<div class="head-acts">
				<LanguageSelect />
				<Button tone="quiet" icon="leave" testId="signout" onPress={() => void shell.signOut()}>{t("ui.sign_out")}</Button>
			</div>
			{tab !== undefined && (
				<nav class="parts" aria-label={t(tab.label)}>
					{tab.parts.map((row) => <Place key={row.id} label={t(row.label)} href={addressOf(tab.id, row.id)} isHere={row === part} waiting={row.waiting?.() ?? 0} />)}
				</nav>
			)}
		</header>
	);
}

function Place({ label, href, isHere, waiting }: { label: string; href: string; isHere: boolean; waiting: number }): VNode {
	return (
		<a href={href} aria-current={isHere ? "page" : undefined}>
			<span>{label}</span>
			{waiting > 0 && <span class="waiting-count"><span aria-hidden="true">{number(waiting)}</span><span class="sr-only">{t("admin.waiting", { n: waiting })}</span></span>}
		</a>
	);
}

/** What the last act came to; refusals stay until the next act. */
function Note(): VNode | null {
	const row = note.value;
	if (row === null) return null;
	return (
		<div class="note" data-tone={row.tone} data-testid="note">
			<Icon name={row.tone === "ok" ? "tick" : "cross"} />
			<p><span>{row.text}</span>{row.detail !== null && <bdi class="note-detail" dir="auto" lang="en">{row.detail}</bdi>}</p>
			<button type="button" class="dialog-close" aria-label={t("ui.close")} onClick={() => { note.value = null; }}><Icon name="cross" /></button>
		</div>
	);
}
