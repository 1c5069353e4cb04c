// Lists in a sheet: badges that nobody has collected, and the help desk's queue.
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { HelpCase } from "../../common/wire/desk.ts";
import { category } from "../../common/net/catalogue.ts";
import { time } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { CategoryBand, StateChip } from "../../common/ui/chip.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { TextField } from "../../common/ui/field.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { ProblemPanel, type Failure } from "../../common/ui/problem.tsx";
import * as find from "../find.ts";
import * as help from "../help.ts";
import { loadUncollected } from "../lists.ts";
import { cases, uncollected } from "../store.ts";

interface Props { onClose: () => void }

/** Opens somebody of a list: the sheet makes room for them. */
function openPerson(id: string, onClose: () => void): void {
	onClose();
	find.clearField();
	void find.open(id);
}

function Band({ code }: { code: string }): VNode {
	const row = category(code);
	return <span class="list-band">{row && <CategoryBand category={row} size="small" />}</span>;
}

export function UncollectedSheet({ onClose }: Props): VNode {
	const rows = uncollected.value;
	const [text, setText] = useState("");
	useEffect(() => void loadUncollected(text), [text]);
	return (
		<Dialog title={t("desk.uncollected.title", { n: rows?.total ?? 0 })} onClose={onClose} size="wide">
			<TextField id="uncollected-q" label={t("desk.search.label")} value={text} onInput={setText} />
			{rows?.list.length === 0 && <p>{t("desk.uncollected.none")}</p>}
			<ul class="list" role="list">
				{rows?.list.map((row) => (
					<li key={row.id}>
						<button type="button" class="list-row" onClick={() => openPerson(row.id, onClose)}>
							<Band code={row.category} />
							<span class="list-who"><b><Bdi text={row.name.display} /></b> <span class="soft"><Bdi text={row.entity.name} /></span></span>
							<span class="num">{t("desk.badge.short", { serial: row.badge?.serial ?? "" })}</span>
							<span class="soft">{row.badge?.desk != null && t("desk.before.desk", { desk: row.badge.desk })} <time>{time(row.badge?.issued_at ?? "")}</time></span>
						</button>
					</li>
				))}
			</ul>
		</Dialog>
	);
}

export function QueueSheet({ onClose }: Props): VNode {
	const rows = cases.value ?? [];
	return (
		<Dialog title={t("desk.queue.title", { n: rows.length })} onClose={onClose} size="wide">
			{rows.length === 0 && <p>{t("desk.queue.none")}</p>}
			<ul class="list" role="list">{rows.map((row) => <CaseRow key={row.id} row={row} onOpen={() => openPerson(row.person.id, onClose)} />)}</ul>
		</Dialog>
	);
}

function CaseRow({ row, onOpen }: { row: HelpCase; onOpen: () => void }): VNode {
	const [isClosing, setClosing] = useState(false);
	const [outcome, setOutcome] = useState("");
	const [failure, setFailure] = useState<Failure | null>(null);
	const close = async (): Promise<void> => {
		if (outcome.trim() !== "") setFailure(await help.close(row, outcome.trim()));
	};
	return (
		<li class="case" data-testid="case" data-state={row.state}>
			<Band code={row.person.category} />
			<div class="list-who">
				<p><b><Bdi text={row.person.name} /></b> <span class="soft"><Bdi text={row.person.entity} /></span></p>
				<p>{t(`desk.help.reason.${row.reason}`)}{row.words !== null && <>: <Bdi text={row.words} /></>}</p>
				<p class="soft">{row.desk !== null && <>{t("desk.before.desk", { desk: row.desk })} · </>}<Bdi text={row.by} /> · <time>{time(row.at)}</time></p>
			</div>
			<div class="case-acts">
				{row.state === "taken" && row.taken_by !== null && <StateChip tone="info" text={t("desk.queue.taken", { by: row.taken_by })} />}
				{row.state === "open" && <Button testId="case.take" onPress={() => void help.take(row).then(setFailure)}>{t("desk.queue.take")}</Button>}
				<Button testId="case.open" onPress={onOpen}>{t("desk.queue.person")}</Button>
				<Button testId="case.close" isPressed={isClosing} onPress={() => setClosing(!isClosing)}>{t("desk.queue.close")}</Button>
			</div>
			{isClosing && (
				<form class="case-close" onSubmit={(event) => { event.preventDefault(); void close(); }}>
					<TextField id={`outcome-${row.id}`} label={t("desk.queue.outcome")} value={outcome} onInput={setOutcome} isRequired />
					<Button type="submit" tone="main" onPress={() => undefined}>{t("desk.queue.send")}</Button>
				</form>
			)}
			{failure !== null && <ProblemPanel failure={failure} />}
		</li>
	);
}
