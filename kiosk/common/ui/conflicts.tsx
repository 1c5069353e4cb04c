// What needs a person's look after time without the server: what the server noted, and what it refused of this browser. Each row says
// what was done, where and when, and is settled with words. Nothing leaves by itself.
import type { VNode } from "preact";
import "../../styles/offline.css";
import { useState } from "preact/hooks";
import { shortDay, time } from "../text/format.ts";
import { hasKey, t } from "../text/t.ts";
import type { Conflict } from "../wire/door.ts";
import type { Problem } from "../wire/types.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { Bdi } from "./name.tsx";
import { failureText, ProblemPanel, type Failure } from "./problem.tsx";

/** A row of the outbox, as far as it is shown. */
export interface LateAct { n: number; kind: string; about: string; madeAt: number; problem?: Problem; words?: string }

export interface ConflictsProps<Act extends LateAct> {
	conflicts: readonly Conflict[];
	refused: readonly Act[];
	settled: readonly Act[];
	onResolve: (conflict: Conflict, take: "keep" | "undo", words: string) => Promise<Failure | null>;
	onSettle: (act: Act, words: string) => Promise<boolean>;
	onAgain: (act: Act) => Promise<void>;
	pointName: (id: string) => string;
}

/** These the server can take back by itself; the others are put right at the desk. */
const CAN_UNDO = ["double_entry", "revoked_badge", "not_allowed"];

export function Conflicts<Act extends LateAct>(props: ConflictsProps<Act>): VNode {
	const { conflicts, refused, settled } = props;
	return (
		<div class="conflicts" data-testid="conflicts">
			{conflicts.length + refused.length === 0 && <p class="conflicts-none"><Icon name="tick" />{t("offline.none")}</p>}
			<ul role="list">
				{conflicts.map((row) => <ConflictRow key={row.id} conflict={row} onResolve={props.onResolve} pointName={props.pointName} />)}
			</ul>
			{refused.length > 0 && (
				<>
					<h3>{t("offline.refused.title")}</h3>
					<p class="soft">{t("offline.refused.hint")}</p>
					<ul role="list">
						{refused.map((act) => <RefusedRow key={act.n} act={act} onSettle={props.onSettle} onAgain={props.onAgain} />)}
					</ul>
				</>
			)}
			{settled.length > 0 && <Settled acts={settled} />}
		</div>
	);
}

interface ConflictRowProps {
	conflict: Conflict;
	onResolve: (conflict: Conflict, take: "keep" | "undo", words: string) => Promise<Failure | null>;
	pointName: (id: string) => string;
}

function ConflictRow({ conflict, onResolve, pointName }: ConflictRowProps): VNode {
	const [words, setWords] = useState("");
	const [failure, setFailure] = useState<Failure | null>(null);
	const [isBusy, setBusy] = useState(false);
	const settle = (take: "keep" | "undo"): void => {
		setBusy(true);
		void onResolve(conflict, take, words.trim()).then((failed) => {
			setFailure(failed);
			setBusy(false);
		});
	};
	const who = conflict.person?.name ?? conflict.card ?? conflict.code ?? "";
	const where = conflict.desk != null ? t("offline.where.desk", { name: conflict.desk }) : pointName(conflict.point ?? "");
	return (
		<li class="conflict" data-testid="conflict" data-kind={conflict.kind}>
			<p class="conflict-what"><Icon name="warn" /><b>{t(`offline.conflict.${conflict.kind}`)}</b></p>
			<p class="conflict-who"><Bdi text={who} /></p>
			<p class="soft"><Bdi text={where} /> · <When at={conflict.at} /> · <Bdi text={conflict.by ?? ""} /></p>
			<p class="soft">{t("offline.reported", { at: time(conflict.received_at) })}</p>
			<WordsField id={`words-${conflict.id}`} words={words} onInput={setWords} />
			<div class="conflict-acts">
				{CAN_UNDO.includes(conflict.kind) && <Button isBusy={isBusy} onPress={() => settle("undo")} testId="undo">{t("offline.undo")}</Button>}
				<Button tone="main" isBusy={isBusy} onPress={() => settle("keep")} testId="keep">{t("offline.keep")}</Button>
			</div>
			{failure !== null && <ProblemPanel failure={failure} onClose={() => setFailure(null)} />}
		</li>
	);
}

interface RefusedRowProps<Act extends LateAct> { act: Act; onSettle: (act: Act, words: string) => Promise<boolean>; onAgain: (act: Act) => Promise<void> }

function RefusedRow<Act extends LateAct>({ act, onSettle, onAgain }: RefusedRowProps<Act>): VNode {
	const [words, setWords] = useState("");
	return (
		<li class="conflict" data-testid="refused" data-kind={act.kind}>
			<ActLine act={act} />
			{act.problem !== undefined && <p class="conflict-why">{failureText({ kind: "refused", problem: act.problem })}</p>}
			<WordsField id={`words-${act.n}`} words={words} onInput={setWords} />
			<div class="conflict-acts">
				<Button onPress={() => void onAgain(act)} testId="again">{t("offline.again")}</Button>
				<Button tone="main" isDisabled={words.trim() === ""} onPress={() => void onSettle(act, words.trim())} testId="settle">{t("offline.settle")}</Button>
			</div>
		</li>
	);
}

function WordsField({ id, words, onInput }: { id: string; words: string; onInput: (words: string) => void }): VNode {
	return (
		<label class="field" for={id}>
			<span class="field-label">{t("offline.words")}</span>
			<input class="input" id={id} type="text" dir="auto" maxLength={300} autocomplete="off" value={words} onInput={(event) => onInput(event.currentTarget.value)} />
		</label>
	);
}

function Settled({ acts }: { acts: readonly LateAct[] }): VNode {
	return (
		<details class="conflicts-settled">
			<summary>{t("offline.settled", { n: acts.length })}</summary>
			<ul role="list">{acts.map((act) => <li key={act.n}><ActLine act={act} /><p class="soft"><Bdi text={act.words ?? ""} /></p></li>)}</ul>
		</details>
	);
}

/** An act of a kind that this screen has no words for is still named. */
function ActLine({ act: { kind, about, madeAt } }: { act: LateAct }): VNode {
	const key = `offline.act.${kind}`;
	return <p class="conflict-what"><Icon name="cross" /><b>{hasKey(key) ? t(key) : kind}</b> <Bdi text={about} /> <span class="soft"><When at={madeAt} /></span></p>;
}

function When({ at }: { at: string | number }): VNode {
	return <time>{shortDay(at)} {time(at)}</time>;
}
