// The latest pledges: those on their way, then those the server has, each with what may be done to it.
import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { focusArea, me } from "../../common/net/catalogue.ts";
import { money, time } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { type Tone, FocusChip, StateChip } from "../../common/ui/chip.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { failureText } from "../../common/ui/problem.tsx";
import type { Pledge, PledgeState } from "../../common/wire/types.ts";
import { keyFor } from "../acts.ts";
import { confirmPledge } from "../commands.ts";
import { discard, takeBack } from "../outbox.ts";
import { reopen } from "../reopen.ts";
import { isIncomplete } from "../sheet.ts";
import { type Sending, isHidden, isListening, isLogOfAll, log, sendings } from "../store.ts";
import { EditPledge } from "./edit.tsx";
import { HearingPanel } from "./hearing.tsx";
import { History } from "./history.tsx";
import { showRow } from "./more.tsx";
import { ReadBackPanel } from "./readback.tsx";
import { WithdrawPledge } from "./withdraw.tsx";

const TONES: Record<PledgeState, Tone> = {
	submitted: "plain",
	heard: "warn",
	confirmed: "ok",
	signed: "ok",
	published: "info",
	withdrawn: "refuse",
};

type Act = "edit" | "withdraw" | "read_back" | "hearing" | "history";
type Open = { id: string; act: Act } | null;

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
				{!isListening.value && <span class="soft log-keys">{t("moderator.log.keys")}</span>}
			</div>
			<ul class="log-list" role="list" ref={list} onKeyDown={(event) => onKey(event, rows, setOpen)}>
				{[...sendings.value].reverse().map((row) => <SendingRow key={row.key} row={row} />)}
				{rows.map((row) => (
					<li key={row.id} class="log-row" data-state={row.state} data-row={row.id} data-testid="log-row"
						tabIndex={row.id === active ? 0 : -1} onFocus={() => setCurrent(row.id)}>
						{isHidden(row) ? <Unheard row={row} /> : <Summary row={row} setOpen={setOpen} />}
						{!isHidden(row) && <Acts row={row} setOpen={setOpen} />}
						{open?.id === row.id && <Panel row={row} act={open.act} setOpen={setOpen} onClose={() => close(row.id)} />}
					</li>
				))}
			</ul>
			{log.value !== null && rows.length === 0 && sendings.value.length === 0 && <p class="empty">{t("moderator.log.none")}</p>}
		</section>
	);
}

interface PanelProps { row: Pledge; act: Act; setOpen: (open: Open) => void; onClose: () => void }

function Panel({ row, act, setOpen, onClose }: PanelProps): VNode {
	switch (act) {
		case "edit":
			return <EditPledge pledge={row} onClose={onClose} />;
		case "withdraw":
			return <WithdrawPledge pledge={row} onClose={onClose} />;
		case "read_back":
			return <ReadBackPanel pledge={row} onClose={onClose} />;
		case "hearing":
			return <HearingPanel pledge={row} onClose={onClose} onEdit={() => { setOpen(null); reopen(row); }} />;
		case "history":
			return <History pledge={row} onClose={onClose} />;
	}
}

/** Keys of the row that has the focus; inside its fields and buttons they are ordinary keys. */
function onKey(event: KeyboardEvent, rows: readonly Pledge[], setOpen: (open: Open) => void): void {
	const target = event.target as HTMLElement;
	const row = rows.find((one) => one.id === target.dataset["row"]);
	if (row === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
	const always: Record<string, () => void> = {
		ArrowDown: () => (target.nextElementSibling as HTMLElement | null)?.focus(),
		ArrowUp: () => (target.previousElementSibling as HTMLElement | null)?.focus(),
	};
	const show = (act: Act) => () => setOpen({ id: row.id, act });
	const visible: Record<string, () => void> = isHidden(row) ? {} : { h: show("history") };
	const changing: Record<string, () => void> = row.state === "withdrawn" || isListening.value ? {} : {
		Enter: () => reopen(row),
		f: () => reopen(row),
		e: show("edit"),
		w: show("withdraw"),
		r: show("read_back"),
		...(row.differs && { d: show("hearing") }),
		c: () => void (row.state === "heard" && confirmPledge(row, keyFor(`confirm.${row.id}.${row.version}`))),
	};
	const act = { ...always, ...visible, ...changing }[event.key];
	if (act === undefined) {
		/* A letter that means nothing for this row must not act on the floor either. */
		if (/^[cdefhrw]$/.test(event.key)) event.preventDefault();
		return;
	}
	event.preventDefault();
	act();
}

function leadOf(row: Pledge): string {
	return (row.pledgers.find((one) => one.lead) ?? row.pledgers[0])?.entity.name ?? "";
}

/** What still has to be done about it, one press away. */
function Attention({ row, setOpen }: { row: Pledge; setOpen: (open: Open) => void }): VNode | null {
	if (row.state === "withdrawn" || isListening.value || (!row.differs && !isIncomplete(row))) return null;
	const press = row.differs ? () => setOpen({ id: row.id, act: "hearing" }) : () => reopen(row);
	return (
		<button type="button" class="small-act" data-tone="warn" data-testid={row.differs ? "differs" : "incomplete"} onClick={press}>
			{row.differs && <Icon name="warn" />}{t(row.differs ? "moderator.differs" : "moderator.incomplete")}
			<span class="sr-only"> {row.number}</span>
		</button>
	);
}

function isEditedElsewhere(row: Pledge): boolean {
	return row.editing !== null && row.editing !== undefined && row.editing.by !== me.value?.name;
}

function Summary({ row, setOpen }: { row: Pledge; setOpen: (open: Open) => void }): VNode {
	const others = row.pledgers.length - 1;
	return (
		<>
			<span class="num soft log-time">{row.heard_at === null ? "" : time(row.heard_at)}</span>
			<span class="code log-number">{row.number}</span>
			<span class="log-states">
				<StateChip tone={TONES[row.state]} text={t(`pledge.state.${row.state}`)} />
				<Attention row={row} setOpen={setOpen} />
				{row.read_back?.answer === "confirmed" && <span class="soft log-means" title={row.read_back.name ?? ""}>{t(`moderator.means.${meansOf(row)}`)}</span>}
			</span>
			<span class="log-who">
				<Bdi text={leadOf(row)} />
				{others > 0 && <span class="soft"> +{others}</span>}
			</span>
			<span class="log-type">{t(`pledge.type.${row.type}`)}</span>
			<span class="num log-amount"><bdi>{row.amount === null ? "–" : money(row.amount.value, row.amount.currency)}</bdi></span>
			<span class="log-what">
				{row.focus_areas.map((key) => {
					const area = focusArea(key);
					return area === undefined ? null : <FocusChip key={key} area={area} isLetter={row.focus_areas.length > 1} />;
				})}
				{isEditedElsewhere(row) && <strong class="log-editing">{t("moderator.editing", { name: row.editing?.by ?? "" })}</strong>}
				<span class="soft log-text" dir="auto">{row.state === "withdrawn" ? (row.reason ?? "") : (row.title || row.text || "")}</span>
			</span>
		</>
	);
}

const MEANS = ["tablet", "link", "text", "person"] as const;

function meansOf(row: Pledge): (typeof MEANS)[number] {
	return MEANS.find((means) => means === row.read_back?.means) ?? "person";
}

/** What is on the log but must not yet be read by a second ear. */
function Unheard({ row }: { row: Pledge }): VNode {
	return (
		<>
			<span class="num soft log-time">{row.heard_at === null ? "" : time(row.heard_at)}</span>
			<span class="code log-number">{row.number}</span>
			<span class="log-states" />
			<span class="log-who"><Bdi text={leadOf(row)} /></span>
			<span class="soft log-unheard">{t("moderator.listen.hidden")}</span>
		</>
	);
}

function Acts({ row, setOpen }: { row: Pledge; setOpen: (open: Open) => void }): VNode {
	const [isBusy, setBusy] = useState(false);
	const act = (what: Act, label: string, tone?: string): VNode => (
		<button type="button" class="small-act" data-tone={tone} onClick={() => setOpen({ id: row.id, act: what })}>
			{label}<span class="sr-only"> {row.number}</span>
		</button>
	);
	const history = (
		<button type="button" class="small-act" title={t("moderator.history.open")} onClick={() => setOpen({ id: row.id, act: "history" })}>
			<Icon name="clock" /><span class="sr-only">{t("moderator.history.open")} {row.number}</span>
		</button>
	);
	if (row.state === "withdrawn" || isListening.value) return <span class="log-acts">{history}</span>;
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
			{act("read_back", t("moderator.read_back"))}
			{act("edit", t("moderator.edit"))}
			{act("withdraw", t("moderator.withdraw"), "risk")}
			{history}
		</span>
	);
}

/** A paper slip that was keyed in before: the refusal carries the pledge that has it. */
function slipTaken(row: Sending): Pledge | null {
	const current = row.problem?.status === 409 ? (row.problem.current as Pledge | undefined) : undefined;
	return current?.number === undefined || row.body.slip === undefined ? null : current;
}

/** Not yet with the server: kept on this laptop, sent by itself; a refusal waits for a decision. */
function SendingRow({ row }: { row: Sending }): VNode {
	const { body, problem } = row;
	const taken = slipTaken(row);
	return (
		<li class="log-row" data-state="sending" data-testid="sending-row">
			<span class="num soft log-time">{time(row.madeAt)}</span>
			<span class="log-number" />
			<span class="log-states"><StateChip tone={row.state === "refused" ? "refuse" : "wait"} text={t(`moderator.sending.${row.state}`)} /></span>
			<span class="log-who"><Bdi text={row.who} /></span>
			<span class="log-type">{t(`pledge.type.${body.type}`)}</span>
			<span class="num log-amount"><bdi>{body.amount === undefined ? "–" : money(body.amount.value, body.amount.currency)}</bdi></span>
			<span class="log-what">
				{problem === null
					? <span class="soft log-text" dir="auto">{body.text ?? ""}</span>
					: <strong class="missing">{taken === null ? failureText({ kind: "refused", problem }) : t("moderator.slip.known", { slip: body.slip ?? "", number: taken.number })}</strong>}
			</span>
			<span class="log-acts">
				{taken !== null && <Button tone="main" onPress={() => showRow(taken.id)}>{t("moderator.slip.show")}</Button>}
				{row.state === "refused" && <Button onPress={() => void takeBack(row)}>{t("moderator.sending.back")}</Button>}
				{row.state === "refused" && <Button tone="quiet" onPress={() => void discard(row)}>{t("moderator.sending.drop")}</Button>}
			</span>
		</li>
	);
}
