// What goes on the wall: the scenes, a look at the chosen one before the room sees it, and a message in six languages.
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { dirOf, LANGS, OWN_NAMES } from "../../common/text/dir.ts";
import { lang, t } from "../../common/text/t.ts";
import { Button, KeyCap } from "../../common/ui/button.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import type { Lang, SceneName, Words } from "../../common/wire/types.ts";
import { opened, scene } from "../store.ts";
import { SCENES, blankOrBack, showScene } from "../wall.ts";

/** In the header: what the room sees now, and the two keys that change it. */
export function WallControl(): VNode {
	const name = scene.value?.name ?? "auto";
	const isBlank = name === "blank";
	return (
		<div class="wall-control" data-testid="wall-control" data-scene={name}>
			<button type="button" class="wall-button" aria-haspopup="dialog" onClick={() => { opened.value = "wall"; }}>
				<span class="soft">{t("moderator.wall.now")}</span>
				<strong>{t(`moderator.scene.${name}`)}</strong>
				<KeyCap chord="w" />
			</button>
			<button type="button" class="wall-button" aria-pressed={isBlank} data-testid="wall-blank" onClick={() => void blankOrBack()}>
				{t(isBlank ? "moderator.wall.back" : "moderator.scene.blank")}
				<KeyCap chord="b" />
			</button>
		</div>
	);
}

export function WallMenu(): VNode {
	const [chosen, setChosen] = useState<SceneName>(scene.value?.name ?? "auto");
	const [message, setMessage] = useState<Words>(scene.value?.message ?? {});
	const [isBusy, setBusy] = useState(false);
	useEffect(() => document.querySelector<HTMLElement>(".scene-row input:checked")?.focus(), [chosen]);
	const close = (): void => { opened.value = null; };
	const said = Object.fromEntries(Object.entries(message).filter(([, text]) => text.trim() !== "")) as Words;
	const isReady = chosen !== "message" || Object.keys(said).length > 0;
	const show = async (): Promise<void> => {
		if (!isReady || isBusy) return;
		setBusy(true);
		const isDone = await showScene(chosen, chosen === "message" ? said : undefined);
		setBusy(false);
		if (isDone) close();
	};
	const onKey = (event: KeyboardEvent): void => {
		const name = /^\d$/.test(event.key) ? SCENES[(Number(event.key) + 9) % 10] : undefined;
		if (name === undefined || event.target instanceof HTMLTextAreaElement) return;
		event.preventDefault();
		setChosen(name);
	};
	return (
		<Dialog size="wide" title={t("moderator.wall.title")} onClose={close}>
			<form class="wall-menu" data-testid="wall-menu" onKeyDown={onKey} onSubmit={(event) => { event.preventDefault(); void show(); }}>
				<fieldset class="scenes">
					<legend class="sr-only">{t("moderator.wall.title")}</legend>
					{SCENES.map((name, i) => (
						<label key={name} class="scene-row" data-checked={chosen === name}>
							<input type="radio" name="scene" value={name} checked={chosen === name} onChange={() => setChosen(name)} />
							<KeyCap chord={String((i + 1) % 10)} />
							<span>{t(`moderator.scene.${name}`)}</span>
							{scene.value?.name === name && <span class="scene-now">{t("moderator.wall.here")}</span>}
						</label>
					))}
				</fieldset>
				<div class="wall-look">
					{chosen === "message"
						? <Composer message={message} setMessage={setMessage} />
						: <iframe class="wall-frame" title={t("moderator.wall.preview")} src={previewOf(chosen)} tabIndex={-1} />}
				</div>
				<div class="dialog-acts">
					<a class="head-link" href="/hall" target="_blank" rel="noopener">{t("moderator.wall")}</a>
					<Button tone="quiet" onPress={close}>{t("moderator.cancel")}</Button>
					<Button tone="main" type="submit" chord="Enter" isBusy={isBusy} isDisabled={!isReady} onPress={() => undefined}>{t("moderator.wall.show")}</Button>
				</div>
			</form>
		</Dialog>
	);
}

/** The wall's own page, small: what it would show, not what it does show. */
function previewOf(name: SceneName): string {
	return `/hall?${new URLSearchParams({ scene: name, lang: lang.value }).toString()}`;
}

interface ComposerProps { message: Words; setMessage: (message: Words) => void }

/** One field a language; what stays empty is not shown. */
function Composer({ message, setMessage }: ComposerProps): VNode {
	const field = (code: Lang): VNode => (
		<label key={code} class="message-field">
			<span lang={code}>{OWN_NAMES[code]}</span>
			<textarea class="input" rows={2} maxLength={200} lang={code} dir={dirOf(code)} value={message[code] ?? ""}
				onInput={(event) => setMessage({ ...message, [code]: event.currentTarget.value })} />
		</label>
	);
	return (
		<fieldset class="choice message-fields">
			<legend class="field-label">{t("moderator.wall.message")}</legend>
			{LANGS.map(field)}
		</fieldset>
	);
}
