// The emergency message: four kinds with words that are ready, rooms or everywhere, one button; and what is up now, with its end.
import type { VNode } from "preact";
import { emergency } from "../../common/net/emergency.ts";
import { dirOf, LANGS, OWN_NAMES } from "../../common/text/dir.ts";
import { time, words, wordsLang } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { EmergencySign } from "../../common/ui/emergency.tsx";
import type { Emergency, EmergencyKind } from "../../common/wire/screens.ts";
import * as store from "../messages.ts";
import { venue } from "../screens.ts";
import { isBusy } from "../stage.ts";
import { listed } from "./parts.tsx";

const KINDS: readonly EmergencyKind[] = ["evacuate", "stay", "medical", "info"];
const MOST_WORDS = 280;

export function MessagesView(): VNode {
	const up = emergency.value;
	return (
		<div class="messages">
			{up !== null && <Up emergency={up} />}
			<section class="message-form" aria-labelledby="message-title">
				<h2 id="message-title">{up === null ? t("screens.message.title") : t("screens.message.other")}</h2>
				<Kinds />
				<Texts />
				<Rooms />
				<div class="message-send">
					<Button tone="main" isBusy={isBusy.value} testId="emergency-up" onPress={() => void store.putUp()}>{t("screens.message.send")}</Button>
					<p class="soft">{t("screens.message.note")}</p>
				</div>
			</section>
		</div>
	);
}

function Up({ emergency: { kind, words: texts, since, where } }: { emergency: Emergency }): VNode {
	return (
		<section class="message-up" data-kind={kind} data-testid="emergency-now">
			{kind !== null && <EmergencySign kind={kind} />}
			<div>
				<h2>{kind !== null && t(`ui.emergency.${kind}`)}</h2>
				<p lang={wordsLang(texts)}>{words(texts)}</p>
				<p>{since !== null && t("screens.message.since", { at: time(since) })} · {where.length === 0 ? t("screens.message.everywhere") : roomNames(where)}</p>
			</div>
			<Button isBusy={isBusy.value} testId="emergency-end" onPress={() => void store.takeDown()}>{t("screens.message.end")}</Button>
		</section>
	);
}

function roomNames(ids: readonly string[]): string {
	return listed(venue.value.filter(({ id }) => ids.includes(id)).map((room) => words(room.names) || room.name));
}

function Kinds(): VNode {
	return (
		<div class="message-kinds" role="group" aria-label={t("screens.message.kind")}>
			{KINDS.map((kind) => (
				<button key={kind} type="button" class="message-kind" data-kind={kind} data-testid={`emergency-${kind}`} aria-pressed={store.draft.value.kind === kind} onClick={() => store.choose(kind)}>
					<EmergencySign kind={kind} />
					<span>{t(`ui.emergency.${kind}`)}</span>
				</button>
			))}
		</div>
	);
}

function Texts(): VNode {
	const { words: said } = store.draft.value;
	return (
		<fieldset class="message-texts">
			<legend class="field-label">{t("screens.message.words")}</legend>
			{LANGS.map((lang) => (
				<label key={lang} class="message-text">
					<span class="field-hint" lang={lang}>{OWN_NAMES[lang]}</span>
					<textarea class="input" rows={3} maxLength={MOST_WORDS} lang={lang} dir={dirOf(lang)} name={`words.${lang}`} value={said[lang] ?? ""} onInput={(event) => store.write(lang, event.currentTarget.value)} />
				</label>
			))}
		</fieldset>
	);
}

function Rooms(): VNode {
	const { rooms } = store.draft.value;
	return (
		<fieldset class="checks message-rooms">
			<legend class="field-label">{rooms.length === 0 ? t("screens.message.everywhere") : t("screens.message.rooms")}</legend>
			<div class="checks-list">
				{venue.value.map((room) => (
					<label key={room.id} class="check"><input type="checkbox" checked={rooms.includes(room.id)} onChange={() => store.toggleRoom(room.id)} /><span>{words(room.names) || room.name}</span></label>
				))}
			</div>
		</fieldset>
	);
}
