// When nothing reads the badge: the short code under the QR, typed. A slip is told before anything is asked.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { readCode } from "../../common/text/code.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { TextField } from "../../common/ui/field.tsx";
import { scanned } from "../scan.ts";

export function TypeSheet({ onClose }: { onClose: () => void }): VNode {
	const [text, setText] = useState("");
	const [isWrong, setWrong] = useState(false);
	const send = (): void => {
		if (readCode(text) === null) {
			setWrong(true);
			return;
		}
		onClose();
		scanned(text);
	};
	return (
		<Dialog title={t("door.type")} onClose={onClose}>
			<form class="type" onSubmit={(event) => { event.preventDefault(); send(); }}>
				<TextField id="code" label={t("door.type.label")} hint={t("door.type.hint")} value={text} dir="ltr" {...(isWrong && { error: t("door.type.wrong") })}
					onInput={(typed) => { setText(typed.toUpperCase()); setWrong(false); }} />
				<div class="dialog-acts"><Button type="submit" tone="main" onPress={send} testId="check">{t("door.type.check")}</Button></div>
			</form>
		</Dialog>
	);
}
