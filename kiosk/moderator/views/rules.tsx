// How the list is ordered: what decides first, how long, until when a text may be corrected; and the list's end.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { type Failure, ProblemPanel } from "../../common/ui/problem.tsx";
import type { FloorRules, OrderKey, SpeakersAnswer } from "../../common/wire/types.ts";
import { changeRules, onList } from "../floor.ts";
import { opened } from "../store.ts";
import { clockOf, secondsOf } from "./particulars.tsx";

const KEYS: readonly OrderKey[] = ["group", "rank", "present", "prior", "request"];

function close(): void {
	opened.value = null;
}

function swapped(order: readonly OrderKey[], at: number, to: number): OrderKey[] {
	const next = [...order];
	const [row] = next.splice(at, 1);
	if (row !== undefined) next.splice(to, 0, row);
	return next;
}

export function Rules({ list }: { list: SpeakersAnswer }): VNode {
	/* The version the edit began with: another table's change must not slip under it. */
	const [base] = useState(list.rules);
	const [order, setOrder] = useState<OrderKey[]>(base.order);
	const [isOne, setOne] = useState(base.one_per_entity);
	const [time, setTime] = useState(clockOf(base.allotted_seconds));
	const [amber, setAmber] = useState(clockOf(base.amber_seconds));
	const [minutes, setMinutes] = useState(String(base.correction_minutes));
	const [failure, setFailure] = useState<Failure | null>(null);
	const [seconds, amberSeconds, correction] = [secondsOf(time), secondsOf(amber), /^\d{1,3}$/.test(minutes) ? Number(minutes) : null];
	const isReady = seconds !== null && amberSeconds !== null && correction !== null && order.length > 0;

	const told = (answer: Awaited<ReturnType<typeof onList>>): boolean => {
		if (answer.kind === "refused" || answer.kind === "unknown") setFailure(answer);
		return answer.kind === "done";
	};
	const save = async (): Promise<boolean> => {
		if (!isReady) return false;
		const next: Partial<FloorRules> = {
			order, one_per_entity: isOne, allotted_seconds: seconds, amber_seconds: amberSeconds, correction_minutes: correction,
		};
		return told(await changeRules(base, next));
	};
	const end = async (): Promise<void> => {
		const step = list.closed_at === null ? "close" : "reopen";
		if (told(await onList(step))) opened.value = step === "close" ? "evidence" : null;
	};
	return (
		<Dialog size="wide" title={t("moderator.rules")} onClose={close}>
			<form class="rules" data-testid="rules" onSubmit={(event) => { event.preventDefault(); void save().then((isDone) => { if (isDone) close(); }); }}>
				<fieldset class="choice rules-order">
					<legend class="field-label">{t("moderator.rules.order")}</legend>
					<ol role="list">
						{order.map((key, i) => <OrderRow key={key} name={key} at={i} order={order} setOrder={setOrder} />)}
					</ol>
					{KEYS.filter((key) => !order.includes(key)).map((key) => (
						<button key={key} type="button" class="small-act" onClick={() => setOrder([...order, key])}>+ {t(`moderator.order.${key}`)}</button>
					))}
				</fieldset>
				<div class="rules-fields">
					<label class="pair">
						<span>{t("moderator.rules.time")}</span>
						<input class="input num" dir="ltr" value={time} aria-invalid={seconds === null} onInput={(event) => setTime(event.currentTarget.value)} />
					</label>
					<label class="pair">
						<span>{t("moderator.rules.amber")}</span>
						<input class="input num" dir="ltr" value={amber} aria-invalid={amberSeconds === null}
							onInput={(event) => setAmber(event.currentTarget.value)} />
					</label>
					<label class="pair">
						<span>{t("moderator.rules.correction")}</span>
						<input class="input num" dir="ltr" value={minutes} aria-invalid={correction === null}
							onInput={(event) => setMinutes(event.currentTarget.value)} />
					</label>
					<label class="flag">
						<input type="checkbox" checked={isOne} onChange={(event) => setOne(event.currentTarget.checked)} />
						<span>{t("moderator.rules.one")}</span>
					</label>
				</div>
				{failure !== null && <ProblemPanel failure={failure} />}
				<div class="dialog-acts">
					<Button tone="risk" onPress={() => void end()}>{t(list.closed_at === null ? "moderator.list.close" : "moderator.list.reopen")}</Button>
					<Button onPress={() => void onList("sort").then((answer) => { if (told(answer)) close(); })}>{t("moderator.list.sort")}</Button>
					<Button tone="main" type="submit" isDisabled={!isReady} onPress={() => undefined}>{t("moderator.edit.save")}</Button>
				</div>
			</form>
		</Dialog>
	);
}

interface OrderRowProps { name: OrderKey; at: number; order: OrderKey[]; setOrder: (order: OrderKey[]) => void }

/** Arrows move it, Delete takes it out. */
function OrderRow({ name, at, order, setOrder }: OrderRowProps): VNode {
	const word = t(`moderator.order.${name}`);
	const move = (to: number): void => { if (to >= 0 && to < order.length) setOrder(swapped(order, at, to)); };
	return (
		<li class="order-row">
			<span class="num soft" aria-hidden="true">{at + 1}</span>
			<span>{word}</span>
			<button type="button" class="small-act" disabled={at === 0} onClick={() => move(at - 1)}>
				<span aria-hidden="true">↑</span><span class="sr-only">{t("moderator.order.up", { name: word })}</span>
			</button>
			<button type="button" class="small-act" disabled={at === order.length - 1} onClick={() => move(at + 1)}>
				<span aria-hidden="true">↓</span><span class="sr-only">{t("moderator.order.down", { name: word })}</span>
			</button>
			<button type="button" class="small-act" disabled={order.length === 1} onClick={() => setOrder(order.filter((key) => key !== name))}>
				<span aria-hidden="true">×</span><span class="sr-only">{t("moderator.order.out", { name: word })}</span>
			</button>
		</li>
	);
}
