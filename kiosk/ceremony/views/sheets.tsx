// Small sheets: a new declaration, a further signatory, and the two steps that are asked twice (launch, close).
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { number } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Combobox } from "../../common/ui/combobox.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { TextField } from "../../common/ui/field.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import type { Participant } from "../../common/wire/types.ts";
import * as commands from "../commands.ts";
import { findPeople } from "../load.ts";
import * as store from "../store.ts";

interface SheetProps { onClose: () => void }

export function AskSheet({ what, onClose }: SheetProps & { what: "launch" | "close" }): VNode {
	const signed = number(store.declaration.value?.signed ?? 0);
	const go = (): void => void commands.stepDeclaration(what).then(onClose);
	return (
		<Dialog title={t(`ceremony.${what}.ask`)} onClose={onClose}>
			<p>{t(`ceremony.${what}.ask.text`, { signed, total: number(store.total.value) })}</p>
			<div class="dialog-acts">
				<Button onPress={onClose}>{t("ceremony.not_now")}</Button>
				<Button tone="main" testId={`${what}-yes`} isBusy={store.isBusy.value} onPress={go}>{t(`ceremony.${what}`)}</Button>
			</div>
		</Dialog>
	);
}

export function NewSheet({ onClose }: SheetProps): VNode {
	const [name, setName] = useState("");
	const go = (event: Event): void => {
		event.preventDefault();
		if (name.trim() !== "") void commands.addDeclaration(name.trim()).then((isDone) => isDone && onClose());
	};
	return (
		<Dialog title={t("ceremony.new")} onClose={onClose}>
			<form onSubmit={go}>
				<TextField id="coalition" label={t("ceremony.coalition")} value={name} onInput={setName} isRequired />
				<div class="dialog-acts"><Button tone="main" type="submit" isBusy={store.isBusy.value} onPress={() => undefined}>{t("ceremony.new.make")}</Button></div>
			</form>
		</Dialog>
	);
}

/** A person by name; what stands beneath says of which entity. */
export function PersonPicker({ id, label, onPick }: { id: string; label: string; onPick: (person: Participant) => void }): VNode {
	const [text, setText] = useState("");
	const [rows, setRows] = useState<readonly Participant[]>([]);
	const search = (typed: string): void => {
		setText(typed);
		if (typed.trim() === "") setRows([]);
		else void findPeople(typed).then((found) => found !== null && setRows(found));
	};
	const options = rows.map((person) => ({
		id: person.id,
		content: <><Bdi text={person.name.display} /> <span class="soft"><Bdi text={person.entity.name} /> {person.entity.country ?? ""}</span></>,
	}));
	return (
		<Combobox id={id} label={label} value={text} options={options} onInput={search}
			onPick={(picked) => {
				const person = rows.find((row) => row.id === picked);
				if (person !== undefined) onPick(person);
			}} />
	);
}

export function AddSheet({ onClose }: SheetProps): VNode {
	return (
		<Dialog title={t("ceremony.add")} onClose={onClose}>
			<div class="picker"><PersonPicker id="add-person" label={t("ceremony.add.who")} onPick={(person) => void commands.add(person.id).then(onClose)} /></div>
		</Dialog>
	);
}
