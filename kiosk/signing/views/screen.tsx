// The tablet's screen: calm while it waits; the text beside the pad when somebody is called; thanks, or what went wrong.
import type { VNode } from "preact";
import { timeWithSeconds, words, wordsLang } from "../../common/text/format.ts";
import { dirOf } from "../../common/text/dir.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { LanguageRow } from "../../common/ui/languages.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { ProblemPanel } from "../../common/ui/problem.tsx";
import { Strip } from "../../common/ui/strip.tsx";
import type { Ceremony, Signature } from "../../common/wire/types.ts";
import { discard, takeBack } from "../outbox.ts";
import * as store from "../store.ts";
import { vault } from "../vault.ts";
import { Sign } from "./sign.tsx";
import { Text } from "./text.tsx";

export function SigningView(): VNode {
	return (
		<div class="tablet">
			<Stage />
			<Strip>{!vault.isKeeping.value && <strong class="not-kept">{t("signing.not_kept")}</strong>}</Strip>
		</div>
	);
}

function Stage(): VNode {
	const ceremony = store.ceremony.value;
	const sending = store.sending.value;
	if (sending?.state === "refused") return <Refused />;
	if (sending !== null && (sending.isLate || ceremony?.now == null)) return <Kept />;
	if (ceremony === undefined) return <main class="calm"><p>{t("ui.waiting")}</p></main>;
	if (ceremony === null) return <main class="calm"><LanguageRow /><h1>{t("signing.title")}</h1><p>{t("signing.none")}</p></main>;
	if (ceremony.now === null) return store.taken.value === null ? <Calm ceremony={ceremony} /> : <Thanks signature={store.taken.value} />;
	return (
		<div class="table">
			<Text declaration={ceremony.declaration} />
			<Sign row={ceremony.now} />
		</div>
	);
}

function Calm({ ceremony }: { ceremony: Ceremony }): VNode {
	const { title } = ceremony.declaration.text;
	const first = ceremony.next[0];
	const total = ceremony.signatories.length - ceremony.counts.declined;
	const code = wordsLang(title);
	return (
		<main class="calm" data-testid="calm">
			<LanguageRow />
			<h1 lang={code} {...(code !== undefined && { dir: dirOf(code) })}>{words(title) || ceremony.declaration.coalition}</h1>
			<p class="calm-wait">{t("signing.wait")}</p>
			{first !== undefined && <p><span class="soft">{t("signing.wait.next")}</span> <b><Bdi text={store.linesOf(first.entity).main} /></b></p>}
			<p class="calm-counter num">{t("signing.counter", { signed: ceremony.declaration.signed, total })}</p>
		</main>
	);
}

function Thanks({ signature }: { signature: Signature }): VNode {
	return (
		<main class="calm" data-testid="thanks">
			<span class="calm-sign" data-tone="ok"><Icon name="tick" /></span>
			<h1>{t("signing.thanks")}</h1>
			<p class="calm-wait">{t("signing.thanks.text", { name: store.linesOf(signature.entity).main, at: timeWithSeconds(signature.signed_at) })}</p>
			<p class="soft">{t("signing.thanks.hash")}</p>
			<p class="code hash" dir="ltr">{signature.sha256}</p>
		</main>
	);
}

/** On this tablet's disk, not yet at the server. */
function Kept(): VNode {
	return (
		<main class="calm" data-testid="kept" aria-busy="true">
			<span class="calm-sign" data-tone="wait"><Icon name="clock" /></span>
			<h1><Bdi text={store.sending.value?.who ?? ""} /></h1>
			<p class="calm-wait">{t("signing.kept")}</p>
		</main>
	);
}

function Refused(): VNode | null {
	const row = store.sending.value;
	if (row === null || row.problem === null) return null;
	return (
		<main class="calm" data-testid="refused">
			<h1>{t("signing.refused")}</h1>
			<p class="calm-wait"><Bdi text={row.who} /></p>
			<ProblemPanel failure={{ kind: "refused", problem: row.problem }} />
			<p>{t("signing.refused.text")}</p>
			<div class="calm-acts">
				<Button tone="main" testId="take-back" onPress={() => void takeBack()}>{t("signing.refused.back")}</Button>
				<Button tone="risk" testId="discard" onPress={() => void discard()}>{t("signing.refused.drop")}</Button>
			</div>
		</main>
	);
}
