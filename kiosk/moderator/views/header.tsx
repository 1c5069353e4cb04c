// Which session, how late it is, and what has been pledged so far.
import type { VNode } from "preact";
import { moneyShort, number, shortDay, time, words, dayKey } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { StateChip } from "../../common/ui/chip.tsx";
import { LanguageSelect } from "../../common/ui/languages.tsx";
import { KeyCap } from "../../common/ui/button.tsx";
import type { Session } from "../../common/wire/types.ts";
import { chosenId, floor, isHelpOpen, isListening, roomName, session, sessionId, sessions, tally } from "../store.ts";
import { WallControl } from "./wall.tsx";

export function Header(): VNode {
	return (
		<header class="head">
			<h1 class="sr-only">{t("moderator.title")}</h1>
			<SessionPicker />
			<Timing />
			<Totals />
			{isListening.value ? <StateChip tone="info" text={t("moderator.listen")} /> : <WallControl />}
			<LanguageSelect />
			<button type="button" class="head-help" aria-label={t("moderator.act.help")} onClick={() => { isHelpOpen.value = true; }}>
				<KeyCap chord="?" />
			</button>
		</header>
	);
}

function pick(id: string): void {
	floor.value = null;
	chosenId.value = null;
	sessionId.value = id;
	history.replaceState(null, "", `#session=${encodeURIComponent(id)}`);
}

function SessionPicker(): VNode {
	const days = new Map<string, Session[]>();
	for (const row of sessions.value) {
		const key = dayKey(row.starts_at);
		days.set(key, [...(days.get(key) ?? []), row]);
	}
	return (
		<select id="session" class="head-session" aria-label={t("moderator.session")} value={sessionId.value ?? ""}
			onChange={(event) => pick(event.currentTarget.value)}>
			{sessionId.value === null && <option value="">{t("moderator.session.none")}</option>}
			{[...days].map(([key, rows]) => (
				<optgroup key={key} label={shortDay(rows[0]?.starts_at ?? "")}>
					{rows.map((row) => (
						<option key={row.id} value={row.id}>{`${time(row.starts_at)}  ${words(row.title)}`}</option>
					))}
				</optgroup>
			))}
		</select>
	);
}

function Timing(): VNode | null {
	const row = session.value;
	if (row === null) return null;
	const late = row.delay_minutes;
	return (
		<p class="head-timing">
			<span class="num"><bdi>{time(row.starts_at)}–{time(row.ends_at)}</bdi></span>
			{late !== 0 && <StateChip tone="warn" text={t("moderator.late", { minutes: late })} />}
			<span class="soft"><bdi dir="auto">{roomName.value}</bdi></span>
		</p>
	);
}

function Totals(): VNode | null {
	const sums = tally.value;
	if (sums === null) return null;
	return (
		<dl class="totals" data-testid="totals">
			<div data-kind="confirmed">
				<dt>{t("moderator.total.confirmed")}</dt>
				<dd class="num"><bdi>{moneyShort(sums.confirmed.usd, "USD")}</bdi></dd>
			</div>
			<div data-kind="heard">
				<dt>{t("moderator.total.heard")}</dt>
				<dd class="num"><bdi>{moneyShort(sums.heard.usd, "USD")}</bdi></dd>
			</div>
			<div>
				<dt>{t("moderator.total.pledges")}</dt>
				<dd class="num">{number(sums.pledges)}</dd>
			</div>
		</dl>
	);
}
