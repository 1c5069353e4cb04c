// The keyboard on the screen. Its keys lie as on the desk at home, so it never mirrors; the field it types into does.
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { LANGS, OWN_NAMES } from "../../common/text/dir.ts";
import { t } from "../../common/text/t.ts";
import { candidates, choose, erase, isOpen, layout, layoutLang, loadKeys, setOpen, space, take, type } from "../keys.ts";
import { Sign } from "./sign.tsx";

/** What stands on the key of a layout: its own first letters. */
const SHORT = { en: "EN", fr: "FR", es: "ES", ar: "ع", ru: "РУ", zh: "拼" } as const;

/** The field keeps the cursor while keys are pressed. */
const keepFocus = (event: PointerEvent | MouseEvent): void => event.preventDefault();

export function Keyboard(): VNode {
	useEffect(() => void loadKeys(), [layoutLang.value]);
	if (!isOpen.value) {
		return (
			<div class="keyboard" data-open={false}>
				<button type="button" class="key key-wide" onClick={() => setOpen(true)}><Sign name="keys" /><span>{t("agenda.keys.show")}</span></button>
			</div>
		);
	}
	return (
		<div class="keyboard" role="group" aria-label={t("agenda.keys")} dir="ltr" onMouseDown={keepFocus}>
			{layout.value?.isPinyin === true && <Candidates />}
			{(layout.value?.rows ?? []).map((row) => (
				<div key={row} class="keyboard-row">
					{[...row].map((letter) => <button key={letter} type="button" class="key" lang={layoutLang.value} onClick={() => type(letter)}>{letter}</button>)}
				</div>
			))}
			<div class="keyboard-row">
				{LANGS.map((code) => (
					<button key={code} type="button" class="key key-layout" lang={code} aria-pressed={layoutLang.value === code}
						aria-label={t("agenda.keys.layout", { language: `${SHORT[code]} ${OWN_NAMES[code]}` })} onClick={() => choose(code)}>
						{SHORT[code]}
					</button>
				))}
				<button type="button" class="key key-space" aria-label={t("agenda.keys.space")} onClick={space}><Sign name="space" /></button>
				<button type="button" class="key key-edge" aria-label={t("agenda.keys.erase")} onClick={erase}><Sign name="erase" /></button>
				<button type="button" class="key key-edge" aria-label={t("agenda.keys.hide")} onClick={() => setOpen(false)}><Sign name="hide" /></button>
			</div>
		</div>
	);
}

/** Always there on this layout, so that no key moves when it fills. */
function Candidates(): VNode {
	return (
		<div class="keyboard-row candidates" lang="zh" role="group" aria-label={t("agenda.keys.candidates")}>
			{candidates.value.map((one) => <button key={one.text} type="button" class="key candidate" onClick={() => take(one)}>{one.text}</button>)}
			{candidates.value.length === 0 && <span class="candidates-none">{t("agenda.keys.pinyin")}</span>}
		</div>
	);
}
