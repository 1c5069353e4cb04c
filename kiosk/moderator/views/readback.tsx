// Reading a pledge back to whoever made it: on a tablet at once, by a link, or from what they wrote or said.
import type { VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { shortDay, time } from "../../common/text/format.ts";
import { qrRows } from "../../common/text/qr.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { type Failure, ProblemPanel } from "../../common/ui/problem.tsx";
import { Qr } from "../../common/ui/qr.tsx";
import type { Pledge } from "../../common/wire/types.ts";
import { keyFor } from "../acts.ts";
import { type ReadBackLink, confirmPledge, readBack } from "../commands.ts";

type Shown = (ReadBackLink & { isCopied: boolean }) | null;

async function copied(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return false;
	}
}

export function ReadBackPanel({ pledge, onClose }: { pledge: Pledge; onClose: () => void }): VNode {
	const [shown, setShown] = useState<Shown>(null);
	const first = useRef<HTMLDivElement>(null);
	useLayoutEffect(() => {
		first.current?.closest("li")?.scrollIntoView({ block: "start" });
		first.current?.querySelector("button")?.focus();
	}, []);
	const ask = async (means: "tablet" | "link"): Promise<void> => {
		const made = await readBack(pledge, means);
		if (made === null) return;
		const link = location.origin + made.link;
		setShown({ ...made, link, isCopied: means === "link" && (await copied(link)) });
	};
	return (
		<div class="row-panel read-back" ref={first} data-testid="read-back"
			onKeyDown={(event) => { if (event.key === "Escape") { event.preventDefault(); onClose(); } }}>
			<div class="read-back-ways">
				<p class="soft">{t("moderator.read_back.what")}</p>
				<div class="row-acts">
					<Button tone="main" icon="screen" onPress={() => void ask("tablet")}>{t("moderator.read_back.tablet")}</Button>
					<Button icon="link" onPress={() => void ask("link")}>{t("moderator.read_back.link")}</Button>
				</div>
				<FromText pledge={pledge} onClose={onClose} />
			</div>
			{shown !== null && <Link shown={shown} />}
			<div class="row-acts"><Button tone="quiet" onPress={onClose}>{t("ui.close")}</Button></div>
		</div>
	);
}

function Link({ shown }: { shown: NonNullable<Shown> }): VNode {
	return (
		<figure class="read-back-link" data-testid="read-back-link">
			<Qr rows={qrRows(shown.link)} label={t("moderator.read_back.qr")} />
			<figcaption>
				<p>{t("moderator.read_back.scan", { at: `${shortDay(shown.expires_at)} ${time(shown.expires_at)}` })}</p>
				<input class="input link-text" type="text" readOnly dir="ltr" value={shown.link} aria-label={t("moderator.read_back.link")}
					onFocus={(event) => event.currentTarget.select()} />
				{shown.isCopied && <p class="note" data-tone="ok">{t("moderator.read_back.copied")}</p>}
			</figcaption>
		</figure>
	);
}

/** Somebody wrote it down, or says it at the table: whose word it is is kept with the confirmation. */
function FromText({ pledge, onClose }: { pledge: Pledge; onClose: () => void }): VNode {
	const [name, setName] = useState("");
	const [remark, setRemark] = useState("");
	const [means, setMeans] = useState<"text" | "person">("text");
	const [failure, setFailure] = useState<Failure | null>(null);
	const isReady = name.trim() !== "" && pledge.state === "heard";
	const send = async (): Promise<void> => {
		if (!isReady) return;
		const by = { means, name: name.trim(), ...(remark.trim() !== "" && { remark: remark.trim() }) };
		const answer = await confirmPledge(pledge, keyFor(`confirm.${pledge.id}.${pledge.version}.${JSON.stringify(by)}`), by);
		if (answer.kind === "done") onClose();
		else if (answer.kind !== "aborted") setFailure(answer);
	};
	return (
		<form class="from-text" onSubmit={(event) => { event.preventDefault(); void send(); }}>
			<select class="input" aria-label={t("moderator.read_back.means")} value={means} onChange={(event) => setMeans(event.currentTarget.value as "text" | "person")}>
				<option value="text">{t("moderator.read_back.text")}</option>
				<option value="person">{t("moderator.read_back.person")}</option>
			</select>
			<input class="input" type="text" dir="auto" maxLength={120} placeholder={t("moderator.read_back.name")} aria-label={t("moderator.read_back.name")} value={name}
				onInput={(event) => setName(event.currentTarget.value)} />
			<input class="input" type="text" dir="auto" maxLength={300} placeholder={t("moderator.read_back.remark")} aria-label={t("moderator.read_back.remark")}
				value={remark} onInput={(event) => setRemark(event.currentTarget.value)} />
			<Button type="submit" onPress={() => undefined} isDisabled={!isReady}>{t("moderator.confirm")}</Button>
			{failure !== null && <ProblemPanel failure={failure} />}
		</form>
	);
}
