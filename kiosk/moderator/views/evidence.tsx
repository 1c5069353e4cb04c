// The proof of what was recorded so far: the report to sign, and the journal's head to photograph.
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { timeWithSeconds } from "../../common/text/format.ts";
import { lang, t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { Qr } from "../../common/ui/qr.tsx";
import type { JournalHead } from "../../common/wire/types.ts";
import { journalHead } from "../load.ts";
import { opened, sessionId } from "../store.ts";

export function Evidence(): VNode {
	const [head, setHead] = useState<JournalHead | null>(null);
	useEffect(() => void journalHead().then(setHead), []);
	const close = (): void => { opened.value = null; };
	const query = new URLSearchParams({ session: sessionId.value ?? "", lang: lang.value });
	return (
		<Dialog title={t("moderator.evidence")} onClose={close}>
			<div class="evidence" data-testid="evidence">
				<p>{t("moderator.evidence.what")}</p>
				{head !== null && (
					<figure>
						<Qr rows={head.qr} label={t("moderator.evidence.qr")} />
						<figcaption>
							<code class="head-text" dir="ltr">{head.text}</code>
							<span class="soft num">{timeWithSeconds(head.at)}</span>
						</figcaption>
					</figure>
				)}
				<div class="dialog-acts">
					<a class="button" data-tone="main" href={`/api/evidence.pdf?${query.toString()}`} target="_blank" rel="noopener">{t("moderator.evidence.pdf")}</a>
					<Button tone="quiet" onPress={close}>{t("ui.close")}</Button>
				</div>
			</div>
		</Dialog>
	);
}
