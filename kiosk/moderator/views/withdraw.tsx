// Withdrawing a pledge: it leaves the wall at once, so a reason is kept with it.
import type { VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { type Failure, ProblemPanel } from "../../common/ui/problem.tsx";
import type { Pledge } from "../../common/wire/types.ts";
import { keyFor } from "../acts.ts";
import { withdrawPledge } from "../commands.ts";

export function WithdrawPledge({ pledge, onClose }: { pledge: Pledge; onClose: () => void }): VNode {
	const [reason, setReason] = useState("");
	const [failure, setFailure] = useState<Failure | null>(null);
	const [isBusy, setBusy] = useState(false);
	const field = useRef<HTMLInputElement>(null);
	useLayoutEffect(() => {
		field.current?.closest("form")?.scrollIntoView({ block: "nearest" });
		field.current?.focus();
	}, []);
	const isReady = reason.trim() !== "";

	const send = async (): Promise<void> => {
		if (!isReady || isBusy) return;
		setBusy(true);
		const answer = await withdrawPledge(pledge, reason.trim(), keyFor(`withdraw.${pledge.id}.${pledge.version}.${reason.trim()}`));
		setBusy(false);
		if (answer.kind === "done") onClose();
		else if (answer.kind !== "aborted") setFailure(answer);
	};
	return (
		<form class="row-panel" onSubmit={(event) => { event.preventDefault(); void send(); }}
			onKeyDown={(event) => { if (event.key === "Escape") { event.preventDefault(); onClose(); } }}>
			<label class="field-label" for="reason">{t("moderator.withdraw.reason")}</label>
			<input ref={field} id="reason" class="input" type="text" dir="auto" maxLength={300} value={reason}
				onInput={(event) => setReason(event.currentTarget.value)} />
			{failure !== null && <ProblemPanel failure={failure} />}
			<div class="row-acts">
				<Button tone="risk" type="submit" onPress={() => undefined} isBusy={isBusy} isDisabled={!isReady}>
					{t("moderator.withdraw.do", { number: pledge.number })}
				</Button>
				<Button tone="quiet" onPress={onClose}>{t("moderator.cancel")}</Button>
			</div>
		</form>
	);
}
