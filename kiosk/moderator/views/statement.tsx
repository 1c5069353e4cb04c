// The text of a statement: handed in because there was no time for it, or corrected while that is still allowed.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { catalogue } from "../../common/net/catalogue.ts";
import { languageName } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { SelectField } from "../../common/ui/field.tsx";
import { type Failure, ProblemPanel } from "../../common/ui/problem.tsx";
import type { Speaker } from "../../common/wire/types.ts";
import { changeSpeaker, leaveUndelivered } from "../floor.ts";
import { statementOf } from "../store.ts";

export function Statement({ speaker, act }: { speaker: Speaker; act: "correct" | "undelivered" }): VNode {
	const [text, setText] = useState(speaker.statement ?? "");
	const [language, setLanguage] = useState(speaker.language ?? "");
	const [failure, setFailure] = useState<Failure | null>(null);
	const close = (): void => { statementOf.value = null; };
	const save = async (): Promise<void> => {
		const answer = act === "undelivered"
			? await leaveUndelivered(speaker, text.trim())
			: await changeSpeaker(speaker, { statement: text.trim(), ...(language !== "" && { language }) });
		if (answer.kind === "done") close();
		else if (answer.kind !== "aborted") setFailure(answer);
	};
	return (
		<Dialog size="wide" title={t(`moderator.statement.${act}.title`, { name: speaker.entity.name })} onClose={close}>
			<form class="statement" onSubmit={(event) => { event.preventDefault(); void save(); }}>
				<label class="field-label" for="statement-text">{t("moderator.statement.text")}</label>
				<textarea id="statement-text" class="input" rows={9} dir="auto" maxLength={20000} value={text}
					onInput={(event) => setText(event.currentTarget.value)} />
				{act === "correct" && (
					<SelectField id="statement-language" label={t("moderator.field.language")} value={language} empty={t("moderator.field.language.none")}
						options={(catalogue.value?.languages ?? []).map((code) => ({ value: code, label: languageName(code) }))} onChange={setLanguage} />
				)}
				{failure !== null && <ProblemPanel failure={failure} />}
				<div class="dialog-acts">
					<Button tone="quiet" onPress={close}>{t("moderator.cancel")}</Button>
					<Button tone="main" type="submit" onPress={() => undefined}>
						{act === "correct" ? t("moderator.edit.save") : t("moderator.statement.undelivered")}
					</Button>
				</div>
			</form>
		</Dialog>
	);
}
