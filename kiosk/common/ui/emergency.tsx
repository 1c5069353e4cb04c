// An emergency over everything: on a page at which nobody sits it is the page, in all languages at once; on a page of staff a band on
// top that can be made small and never goes away by itself. Works on pages that were open long before.
import { signal, useSignalEffect } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { emergency } from "../net/emergency.ts";
import { second } from "../net/clock.ts";
import { dirOf, LANGS } from "../text/dir.ts";
import { hasDay, time, words, wordsLang } from "../text/format.ts";
import { t } from "../text/t.ts";
import type { Emergency, EmergencyKind } from "../wire/screens.ts";
import { announce } from "./announce.tsx";
import { Fit } from "./fit.tsx";

/** Drawn like the signs of ISO 7010, on a 48 × 48 grid. */
const SIGNS: Record<EmergencyKind, string> = {
	evacuate: "M29 6h13v36H29M22 9a3.5 3.5 0 1 0 .1 0M6 24l8-7 7 1 4 7 6 2M21 18l-5 10 6 5-2 9M16 28l-3 6H5",
	stay: "M6 22L24 7l18 15M10 19v22h28V19M24 23a3 3 0 1 0 .1 0M19 41v-8a5 5 0 0 1 10 0v8",
	medical: "M18 6h12v12h12v12H30v12H18V30H6V18h12z",
	info: "M24 5a19 19 0 1 0 .1 0M24 21v14M24 13.500v.2",
};

/** `room`: where the page hangs; an emergency of other rooms stands on top of it, and does not cover it. */
export function EmergencyOverlay({ isUnattended, room }: { isUnattended: boolean; room: string }): VNode | null {
	const current = emergency.value;
	if (current === null || current.kind === null) return null;
	const isHere = current.where.length === 0 || current.where.includes(room);
	return isUnattended && isHere ? <Full emergency={current} kind={current.kind} /> : <Band emergency={current} kind={current.kind} />;
}

interface Props { emergency: Emergency; kind: EmergencyKind }

export function EmergencySign({ kind }: { kind: EmergencyKind }): VNode {
	return <svg class="emergency-sign" viewBox="0 0 48 48" aria-hidden="true" focusable="false"><path d={SIGNS[kind]} /></svg>;
}

/** Over dialogs, too: they stand in the browser's top layer, so this has to go there after them. */
function useTopLayer(): { current: HTMLDivElement | null } {
	const box = useRef<HTMLDivElement>(null);
	const rise = (): void => {
		const element = box.current;
		if (element?.showPopover === undefined) return;
		if (element.matches(":popover-open")) element.hidePopover();
		element.showPopover();
	};
	useEffect(rise, []);
	useSignalEffect(() => {
		void second.value;
		if (document.querySelector("dialog[open]") !== null) rise();
	});
	return box;
}

function Full({ emergency: { words: texts, since }, kind }: Props): VNode {
	const box = useTopLayer();
	const said = LANGS.filter((lang) => (texts[lang] ?? "") !== "");
	return (
		<div ref={box} popover="manual" class="emergency" data-kind={kind} data-many={said.length > 1} role="alert" data-testid="emergency">
			<header class="emergency-head">
				<EmergencySign kind={kind} />
				<p data-emergency>{t(`ui.emergency.${kind}`)}</p>
				{since !== null && hasDay.value && <time class="num" dir="ltr">{time(since)}</time>}
			</header>
			<div class="emergency-texts">
				{said.map((lang) => <div key={lang} class="emergency-text" data-emergency dir={dirOf(lang)}><Fit text={texts[lang] ?? ""} lang={lang} most={7} /></div>)}
			</div>
		</div>
	);
}

const isSmall = signal(false, { name: "emergency.isSmall" });

function Band({ emergency: { words: texts, since }, kind }: Props): VNode {
	const box = useTopLayer();
	const text = words(texts);
	useEffect(() => {
		isSmall.value = false;
		announce(`${t(`ui.emergency.${kind}`)}. ${text}`, true);
	}, [since]);
	return (
		<div ref={box} popover="manual" class="emergency-band" data-kind={kind} data-small={isSmall.value} role="region" aria-label={t("ui.emergency.label")} data-testid="emergency">
			<EmergencySign kind={kind} />
			<p>
				<b data-emergency>{t(`ui.emergency.${kind}`)}</b>
				{!isSmall.value && <span data-emergency lang={wordsLang(texts)}>{text}</span>}
			</p>
			{since !== null && hasDay.value && <time class="num" dir="ltr">{time(since)}</time>}
			<button type="button" onClick={() => { isSmall.value = !isSmall.value; }}>{isSmall.value ? t("ui.emergency.large") : t("ui.emergency.small")}</button>
		</div>
	);
}
