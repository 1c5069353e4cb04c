// Where two ears heard different things, or the pledger says otherwise: both side by side, settled as a whole or field by field.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { timeWithSeconds } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { type Failure, ProblemPanel } from "../../common/ui/problem.tsx";
import type { Difference, Hearing, Pledge } from "../../common/wire/types.ts";
import { keyFor } from "../acts.ts";
import { settle } from "../commands.ts";
import { hearings } from "../store.ts";
import { labelOf, shownAs } from "./facts.ts";

type Ear = "first" | "second";

export function HearingPanel({ pledge, onClose, onEdit }: { pledge: Pledge; onClose: () => void; onEdit: () => void }): VNode {
	const hearing = hearings.value.find((row) => row.pledge === pledge.id && row.state === "differs");
	const said = pledge.read_back?.answer === "differs" ? pledge.read_back : null;
	return (
		<div class="row-panel hearing" data-testid="hearing" onKeyDown={(event) => { if (event.key === "Escape") { event.preventDefault(); onClose(); } }}>
			{hearing !== undefined && <Settle hearing={hearing} first={pledge.by ?? ""} onClose={onClose} />}
			{said !== null && (
				<div class="said-otherwise">
					<p><strong>{t("moderator.hearing.said", { name: said.name ?? "–" })}</strong> <span class="soft num">{timeWithSeconds(said.at)}</span></p>
					<p><Bdi text={said.remark ?? "–"} /></p>
					<Button tone="main" onPress={onEdit}>{t("moderator.complete.do")}</Button>
				</div>
			)}
			<div class="row-acts"><Button tone="quiet" onPress={onClose}>{t("ui.close")}</Button></div>
		</div>
	);
}

function Settle({ hearing, first, onClose }: { hearing: Hearing; first: string; onClose: () => void }): VNode {
	const [chosen, setChosen] = useState<Record<string, Ear>>({});
	const [failure, setFailure] = useState<Failure | null>(null);
	const [isBusy, setBusy] = useState(false);
	const isAll = hearing.differences.every(({ field }) => chosen[field] !== undefined);
	const send = async (take: Ear | "mixed"): Promise<void> => {
		const fields = take === "mixed" ? Object.fromEntries(hearing.differences.map((row) => [row.field, sent(row, chosen[row.field] ?? "first")])) : {};
		setBusy(true);
		const answer = await settle(hearing, take, fields, keyFor(`settle.${hearing.id}.${hearing.version}.${take}.${JSON.stringify(fields)}`));
		setBusy(false);
		if (answer.kind === "done") onClose();
		else if (answer.kind !== "aborted") setFailure(answer);
	};
	return (
		<>
			<table class="both">
				<thead>
					<tr>
						<td />
						<th scope="col">{t("moderator.hearing.first", { name: first })}</th>
						<th scope="col">{t("moderator.hearing.second", { name: hearing.by })}</th>
					</tr>
				</thead>
				<tbody>
					{hearing.differences.map((row) => (
						<tr key={row.field}>
							<th scope="row">{labelOf(row.field)}</th>
							<Choice row={row} ear="first" chosen={chosen} setChosen={setChosen} />
							<Choice row={row} ear="second" chosen={chosen} setChosen={setChosen} />
						</tr>
					))}
				</tbody>
			</table>
			{failure !== null && <ProblemPanel failure={failure} />}
			<div class="row-acts">
				<Button onPress={() => void send("first")} isBusy={isBusy}>{t("moderator.hearing.take_first")}</Button>
				<Button onPress={() => void send("second")} isBusy={isBusy}>{t("moderator.hearing.take_second")}</Button>
				<Button tone="main" onPress={() => void send("mixed")} isBusy={isBusy} isDisabled={!isAll}>{t("moderator.hearing.take_mixed")}</Button>
			</div>
		</>
	);
}

/** What nobody said is sent empty; only a sum may be nothing. */
function sent(row: Difference, ear: Ear): unknown {
	return row.field === "amount" ? row[ear] : (row[ear] ?? "");
}

interface ChoiceProps { row: Difference; ear: Ear; chosen: Record<string, Ear>; setChosen: (chosen: Record<string, Ear>) => void }

function Choice({ row, ear, chosen, setChosen }: ChoiceProps): VNode {
	return (
		<td>
			<label class="ear" data-checked={chosen[row.field] === ear}>
				<input type="radio" name={`ear-${row.field}`} checked={chosen[row.field] === ear} onChange={() => setChosen({ ...chosen, [row.field]: ear })} />
				<Bdi text={shownAs(row.field, row[ear])} />
			</label>
		</td>
	);
}
