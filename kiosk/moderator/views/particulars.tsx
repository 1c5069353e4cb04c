// What is particular about one speaker: time, group, remote, language; and what else can be done with the row.
import type { VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { catalogue } from "../../common/net/catalogue.ts";
import { languageName } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import type { Speaker } from "../../common/wire/types.ts";
import { type Particulars as Changes, changeSpeaker, strike } from "../floor.ts";
import { openSpeaker, statementOf } from "../store.ts";

/** "3:30" or "210"; null when it is no time. */
export function secondsOf(text: string): number | null {
	const match = /^(?:(\d{1,2}):)?(\d{1,4})$/.exec(text.trim());
	if (match === null) return null;
	const seconds = Number(match[1] ?? 0) * 60 + Number(match[2]);
	return seconds > 0 ? seconds : null;
}

export function clockOf(seconds: number): string {
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function close(id: string): void {
	openSpeaker.value = null;
	document.querySelector<HTMLElement>(`#speakers [data-row="${id}"]`)?.focus();
}

export function Particulars({ speaker }: { speaker: Speaker }): VNode {
	const [time, setTime] = useState(clockOf(speaker.allotted_seconds));
	const [group, setGroup] = useState(speaker.speaks_for ?? "");
	const [isRemote, setRemote] = useState(speaker.remote);
	const [language, setLanguage] = useState(speaker.language ?? "");
	const [isAsking, setAsking] = useState(false);
	const first = useRef<HTMLInputElement>(null);
	useLayoutEffect(() => first.current?.select(), []);
	const seconds = secondsOf(time);

	const save = async (): Promise<void> => {
		if (seconds === null) return;
		const changes: Changes = {
			...(seconds !== speaker.allotted_seconds && { allotted_seconds: seconds }),
			...(group.trim() !== (speaker.speaks_for ?? "") && { speaks_for: group.trim() }),
			...(isRemote !== speaker.remote && { remote: isRemote }),
			...(language !== (speaker.language ?? "") && { language }),
		};
		const answer = Object.keys(changes).length === 0 ? null : await changeSpeaker(speaker, changes);
		if (answer === null || answer.kind === "done") close(speaker.id);
	};
	return (
		<form class="particulars" data-testid="particulars" onSubmit={(event) => { event.preventDefault(); void save(); }}
			onKeyDown={(event) => { if (event.key === "Escape") { event.preventDefault(); close(speaker.id); } }}>
			<label class="pair">
				<span>{t("moderator.particular.time")}</span>
				<input ref={first} class="input num" type="text" dir="ltr" inputMode="numeric" value={time} aria-invalid={seconds === null}
					onInput={(event) => setTime(event.currentTarget.value)} />
			</label>
			<label class="pair">
				<span>{t("moderator.field.language")}</span>
				<select class="input" value={language} onChange={(event) => setLanguage(event.currentTarget.value)}>
					<option value="">{t("moderator.field.language.none")}</option>
					{(catalogue.value?.languages ?? []).map((code) => <option key={code} value={code}>{languageName(code)}</option>)}
				</select>
			</label>
			<label class="pair">
				<span>{t("moderator.particular.speaks_for")}</span>
				<input class="input" type="text" dir="auto" maxLength={120} value={group} onInput={(event) => setGroup(event.currentTarget.value)} />
			</label>
			<label class="flag">
				<input type="checkbox" checked={isRemote} onChange={(event) => setRemote(event.currentTarget.checked)} />
				<span>{t("moderator.mark.remote")}</span>
			</label>
			<div class="row-acts">
				<Button tone="main" type="submit" onPress={() => undefined} isDisabled={seconds === null}>{t("moderator.edit.save")}</Button>
				<Button tone="quiet" onPress={() => close(speaker.id)}>{t("moderator.cancel")}</Button>
			</div>
			{speaker.state === "waiting" && (
				<div class="row-acts">
					<Button tone="plain" onPress={() => { openSpeaker.value = null; statementOf.value = { speaker, act: "undelivered" }; }}>
						{t("moderator.statement.undelivered")}
					</Button>
					{isAsking
						? <Button tone="risk" onPress={() => void strike(speaker).then(() => { openSpeaker.value = null; })}>{t("moderator.strike.yes")}</Button>
						: <Button tone="quiet" onPress={() => setAsking(true)}>{t("moderator.strike")}</Button>}
				</div>
			)}
		</form>
	);
}
