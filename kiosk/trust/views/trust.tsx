// Four steps to a trusted connection. What is typed or compared reads from the left in every language.
import type { VNode } from "preact";
import { t, type Key } from "../../common/text/t.ts";
import { LanguageRow } from "../../common/ui/languages.tsx";
import { trust } from "../store.ts";

/** Each system by the name it gives itself. */
const SYSTEMS: readonly { name: string; how: Key; lines?: string }[] = [
	{ name: "Android", how: "trust.android" },
	{ name: "iPhone, iPad", how: "trust.ios" },
	{ name: "Windows", how: "trust.windows" },
	{ name: "macOS", how: "trust.macos" },
	{
		name: "Debian, Ubuntu", how: "trust.debian",
		lines: "sudo cp ca.crt /usr/local/share/ca-certificates/p2c.crt\nsudo update-ca-certificates\ncertutil -d sql:$HOME/.pki/nssdb -A -t C,, -n p2c -i ca.crt",
	},
	{ name: "Firefox", how: "trust.firefox" },
	{ name: "Chromium, Firefox", how: "trust.managed" },
];

export function TrustView(): VNode {
	const has = trust.value;
	return (
		<div class="page">
			<header class="page-head"><LanguageRow /></header>
			<main class="page-main">
				<div class="page-title">
					<h1>{t("trust.title")}</h1>
					<p class="page-lead">{t("trust.lead")}</p>
				</div>
				{has !== null && (has.fingerprint === "" ? <p data-testid="none">{t("trust.none")}</p> : <Steps fingerprint={has.fingerprint} port={has.tls_port} />)}
			</main>
		</div>
	);
}

function Steps({ fingerprint, port }: { fingerprint: string; port: string }): VNode {
	return (
		<ol class="steps">
			<li>
				<h2>{t("trust.get")}</h2>
				<a href="/ca.crt">{t("trust.file")}</a>
			</li>
			<li>
				<h2>{t("trust.compare")}</h2>
				<code class="typed" dir="ltr" data-testid="fingerprint">{fingerprint}</code>
				<p>{t("trust.differs")}</p>
			</li>
			<li>
				<h2>{t("trust.install")}</h2>
				<dl class="systems">{SYSTEMS.map((system) => <System key={system.how} {...system} />)}</dl>
			</li>
			{port !== "" && (
				<li>
					<h2>{t("trust.open")}</h2>
					<a href={`https://${location.hostname}:${port}/`} dir="ltr" data-testid="open">{`https://${location.hostname}:${port}/`}</a>
				</li>
			)}
		</ol>
	);
}

function System({ name, how, lines }: { name: string; how: Key; lines?: string }): VNode {
	return (
		<div>
			<dt><bdi>{name}</bdi></dt>
			<dd>
				{t(how)}
				{lines !== undefined && <code class="typed" dir="ltr">{lines}</code>}
			</dd>
		</div>
	);
}
