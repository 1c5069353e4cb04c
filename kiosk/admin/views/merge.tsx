// Two rows of one person, side by side: one stays, the other points to it. Its journal stays, its badges are revoked.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { StateChip } from "../../common/ui/chip.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { TextField } from "../../common/ui/field.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { type Failure, ProblemPanel } from "../../common/ui/problem.tsx";
import * as store from "../people.ts";
import { close } from "../stage.ts";
import type { Person } from "../wire.ts";
import { Band, listed, moment, PersonPicker, Photo } from "./parts.tsx";
import { TONES } from "./people.tsx";

export function MergeSheet({ row }: { row: Person }): VNode {
	const [other, setOther] = useState<Person | null>(null);
	return (
		<Dialog title={t("admin.act.merge")} size="wide" onClose={close}>
			{other === null
				? <div class="form"><p class="form-lead">{t("admin.merge.lead")}</p><PersonPicker id="merge-find" label={t("admin.merge.find")} without={[row.id]} onPick={setOther} /></div>
				: <Compare a={row} b={other} />}
		</Dialog>
	);
}

function Compare({ a, b }: { a: Person; b: Person }): VNode {
	const [stays, setStays] = useState(a.id);
	const [reason, setReason] = useState("");
	const [failure, setFailure] = useState<Failure | null>(null);
	const [into, from] = stays === a.id ? [a, b] : [b, a];
	const send = async (): Promise<void> => {
		const why = await store.merge(from, into, reason.trim());
		setFailure(why);
		if (why === null) close();
	};
	return (
		<form class="form" onSubmit={(event) => { event.preventDefault(); void send(); }}>
			<table class="compare">
				<caption class="sr-only">{t("admin.act.merge")}</caption>
				<thead>
					<tr><td />{[a, b].map((row) => (
						<th key={row.id} scope="col" data-stays={row.id === stays}>
							<label class="check"><input type="radio" name="stays" value={row.id} checked={row.id === stays} onChange={() => setStays(row.id)} /><span>{row.id === stays ? t("admin.merge.stays") : t("admin.merge.goes")}</span></label>
						</th>
					))}</tr>
				</thead>
				<tbody>
					{ROWS.map(({ id, label, cell, value }) => {
						const differs = value(a) !== value(b);
						return (
							<tr key={id} data-differs={differs}>
								<th scope="row">{label()}{differs && <><Icon name="warn" /><span class="sr-only">{t("admin.merge.differs")}</span></>}</th>
								{[a, b].map((row) => <td key={row.id}>{cell?.(row) ?? <Bdi text={value(row) || "–"} />}</td>)}
							</tr>
						);
					})}
				</tbody>
			</table>
			<p class="form-lead">{t("admin.merge.what", { name: into.name.display })}</p>
			<TextField id="merge-reason" label={t("admin.form.reason")} value={reason} onInput={setReason} isRequired />
			{failure !== null && <ProblemPanel failure={failure} />}
			<div class="dialog-acts">
				<Button onPress={close}>{t("admin.cancel")}</Button>
				<Button type="submit" tone="risk" testId="submit" onPress={() => undefined}>{t("admin.merge.do")}</Button>
			</div>
		</form>
	);
}

interface MergeRow { id: string; label: () => string; value: (row: Person) => string; cell?: (row: Person) => VNode }

const ROWS: readonly MergeRow[] = [
	{ id: "photo", label: () => t("admin.merge.photo"), value: (row) => row.photo?.at ?? "", cell: (row) => <Photo person={row} size="small" /> },
	{ id: "name", label: () => t("admin.people.name"), value: (row) => row.name.display },
	{ id: "latin", label: () => t("admin.form.latin"), value: (row) => row.name.latin ?? "" },
	{ id: "title", label: () => t("admin.form.title"), value: (row) => row.title ?? "" },
	{ id: "entity", label: () => t("admin.people.entity"), value: (row) => row.entity.name },
	{ id: "category", label: () => t("admin.people.category"), value: (row) => row.category, cell: (row) => <Band code={row.category} size="full" /> },
	{ id: "state", label: () => t("admin.people.state"), value: (row) => row.state, cell: (row) => <StateChip tone={TONES[row.state]} text={t(`admin.state.${row.state}`)} /> },
	{ id: "registration", label: () => t("admin.people.registration"), value: (row) => row.registration_id ?? "" },
	{ id: "email", label: () => t("admin.person.email"), value: (row) => row.email ?? "" },
	{ id: "roles", label: () => t("admin.person.roles"), value: (row) => listed(row.roles.map((role) => t(`admin.role.${role as "speaker"}`))) },
	{ id: "badge", label: () => t("admin.people.badge"), value: (row) => row.badge?.serial ?? "" },
	{ id: "arrived", label: () => t("admin.people.arrived"), value: (row) => (row.arrived_at === null ? "" : moment(row.arrived_at)) },
];
