// The latest pledges: those on their way, then those the server has, each with what may be done to it.
import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { focusArea } from "../../common/net/catalogue.ts";
import { money, time } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { type Tone, FocusChip, StateChip } from "../../common/ui/chip.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { failureText } from "../../common/ui/problem.tsx";
import type { Pledge, PledgeState } from "../../common/wire/types.ts";
import { keyFor } from "../acts.ts";
import { confirmPledge } from "../commands.ts";
import { discard, takeBack } from "../outbox.ts";
import { type Sending, isLogOfAll, log, sendings } from "../store.ts";
import { EditPledge } from "./edit.tsx";
import { WithdrawPledge } from "./withdraw.tsx";

const TONES: Record<PledgeState, Tone> = {
	submitted: "plain",
	heard: "warn",
	confirmed: "ok",
	signed: "ok",
	published: "info",
	withdrawn: "refuse",
};

type Open = { id: string; act: "edit" | "withdraw" } | null;

export function Log(): VNode {
	const [open, setOpen] = useState<Open>(null);
	const [current, setCurrent] = useState<string | null>(null);
	const list = useRef<HTMLUListElement>(null);
	const rows = log.value ?? [];
	const active = rows.some((row) => row.id === current) ? current : (rows[0]?.id ?? null);
	const close = (id: string): void => {
		setOpen(null);
		list.current?.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus();
	};
	return (
		<section class="log" id="log" aria-labelledby="log-title">
			<div class="log-head">
				<h2 id="log-title">{t("moderator.log")}</h2>
				<label class="log-all">
					<input type="checkbox" checked={isLogOfAll.value} onChange={() => { isLogOfAll.value = !isLogOfAll.value; }} />
					<span>{t("moderator.log.all")}</span>
				</label>
				<span class="soft log-keys">{t("moderator.log.keys")}</span>
			</div>
			<ul class="log-list" role="list" ref={list} onKeyDown={(event) => onKey(event, rows, setOpen)}>
				{[...sendings.value].reverse().map((row) => <SendingRow key={row.key} row={row} />)}
				{rows.map((row) => (
					<li key={row.id} class="log-row" data-state={row.state} data-row={row.id} data-testid="log-row"
						tabIndex={row.id === active ? 0 : -1} onFocus={() => setCurrent(row.id)}>
						<Summary row={row} />
						<Acts row={row} setOpen={setOpen} />
						{open?.id === row.id && open.act === "edit" && <EditPledge pledge={row} onClose={() => close(row.id)} />}
						{open?.id === row.id && open.act === "withdraw" && <WithdrawPledge pledge={row} onClose={() => close(row.id)} />}
					</li>
				))}
			</ul>
			{log.value !== null && rows.length === 0 && sendings.value.length === 0 && <p class="empty">{t("moderator.log.none")}</p>}
		</section>
	);
}

/** Keys of the row that has the focus; inside its fields and buttons they are ordinary keys. */
function onKey(event: KeyboardEvent, rows: readonly Pledge[], setOpen: (open: Open) => void): void {
	const target = event.target as HTMLElement;
	const row = rows.find((one) => one.id === target.dataset["row"]);
	if (row === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
	const acts: Record<string, () => void> = {
		ArrowDown: () => (target.nextElementSibling as HTMLElement | null)?.focus(),
		ArrowUp: () => (target.previousElementSibling as HTMLElement | null)?.focus(),
		Enter: () => setOpen({ id: row.id, act: "edit" }),
		e: () => setOpen({ id: row.id, act: "edit" }),
		w: () => setOpen({ id: row.id, act: "withdraw" }),
		c: () => void (row.state === "heard" && confirmPledge(row, keyFor(`confirm.${row.id}.${row.version}`))),
	};
	const act = acts[event.key];
	if (act === undefined) return;
	event.preventDefault();
	if (row.state !== "withdrawn" || event.key.startsWith("Arrow")) act();
}

function leadOf(row: Pledge): string {
	return (row.pledgers.find((one) => one.lead) ?? row.pledgers[0])?.entity.name ?? "";
}

function Summary({ row }: { row: Pledge }): VNode {
	const others = row.pledgers.length - 1;
	return (
		<>
			<span class="num soft log-time">{row.heard_at === null ? "" : time(row.heard_at)}</span>
			<span class="code log-number">{row.number}</span>
			<StateChip tone={TONES[row.state]} text={t(`pledge.state.${row.state}`)} />
			<span class="log-who">
				<Bdi text={leadOf(row)} />
				{others > 0 && <span class="soft"> +{others}</span>}
			</span>
			<span class="log-type">{t(`pledge.type.${row.type}`)}</span>
			<span class="num log-amount"><bdi>{row.amount === null ? "–" : money(row.amount.value, row.amount.currency)}</bdi></span>
			<span class="log-what">
				{row.focus_areas.map((key) => {
					const area = focusArea(key);
					return area === undefined ? null : <FocusChip key={key} area={area} />;
				})}
				<span class="soft log-text" dir="auto">{row.state === "withdrawn" ? (row.reason ?? "") : (row.title || row.text || "")}</span>
			</span>
		</>
	);
}

function Acts({ row, setOpen }: { row: Pledge; setOpen: (open: Open) => void }): VNode {
	const [isBusy, setBusy] = useState(false);
	if (row.state === "withdrawn") return <span class="log-acts" />;
	const confirm = async (): Promise<void> => {
		setBusy(true);
		await confirmPledge(row, keyFor(`confirm.${row.id}.${row.version}`));
		setBusy(false);
	};
	return (
		<span class="log-acts">
			{row.state === "heard" && (
				<button type="button" class="small-act" data-tone="main" aria-busy={isBusy || undefined} disabled={isBusy}
					onClick={() => void confirm()}>
					{t("moderator.confirm")}<span class="sr-only"> {row.number}</span>
				</button>
			)}
			<button type="button" class="small-act" onClick={() => setOpen({ id: row.id, act: "edit" })}>
				{t("moderator.edit")}<span class="sr-only"> {row.number}</span>
			</button>
			<button type="button" class="small-act" data-tone="risk" onClick={() => setOpen({ id: row.id, act: "withdraw" })}>
				{t("moderator.withdraw")}<span class="sr-only"> {row.number}</span>
			</button>
		</span>
	);
}

/** Not yet with the server: kept on this laptop, sent by itself; a refusal waits for a decision. */
function SendingRow({ row }: { row: Sending }): VNode {
	const { body, problem } = row;
	return (
		<li class="log-row" data-state="sending" data-testid="sending-row">
			<span class="num soft log-time">{time(row.madeAt)}</span>
			<span class="log-number" />
			<StateChip tone={row.state === "refused" ? "refuse" : "wait"} text={t(`moderator.sending.${row.state}`)} />
			<span class="log-who"><Bdi text={row.who} /></span>
			<span class="log-type">{t(`pledge.type.${body.type}`)}</span>
			<span class="num log-amount"><bdi>{body.amount === undefined ? "–" : money(body.amount.value, body.amount.currency)}</bdi></span>
			<span class="log-what">
				{problem === null
					? <span class="soft log-text" dir="auto">{body.text ?? ""}</span>
					: <strong class="missing">{failureText({ kind: "refused", problem })}</strong>}
			</span>
			<span class="log-acts">
				{row.state === "refused" && <Button onPress={() => void takeBack(row)}>{t("moderator.sending.back")}</Button>}
				{row.state === "refused" && <Button tone="quiet" onPress={() => void discard(row)}>{t("moderator.sending.drop")}</Button>}
			</span>
		</li>
	);
}
