// What the desk's sheets share: a form in a dialog that is sent once, and a list of choices.
import type { ComponentChildren, VNode } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import type { IconName } from "../../common/ui/icon.tsx";
import { ProblemPanel, type Failure } from "../../common/ui/problem.tsx";

export interface SheetFormProps {
	title: string;
	onClose: () => void;
	/** Null: done, and the sheet closes. */
	onSend: () => Promise<Failure | null>;
	/** On the button: what it does. */
	label: string;
	icon?: IconName;
	isDisabled?: boolean;
	children: ComponentChildren;
}

export function SheetForm({ title, onClose, onSend, label, icon, isDisabled = false, children }: SheetFormProps): VNode {
	const [isBusy, setBusy] = useState(false);
	const [failure, setFailure] = useState<Failure | null>(null);
	const send = async (): Promise<void> => {
		if (isBusy || isDisabled) return;
		setBusy(true);
		const wrong = await onSend();
		setBusy(false);
		setFailure(wrong);
		if (wrong === null) onClose();
	};
	return (
		<Dialog title={title} onClose={onClose}>
			<form class="sheet" onSubmit={(event) => { event.preventDefault(); void send(); }}>
				{failure !== null && <ProblemPanel failure={failure} />}
				{children}
				<div class="dialog-acts">
					<Button tone="quiet" onPress={onClose}>{t("desk.cancel")}</Button>
					<Button type="submit" tone="main" {...(icon && { icon })} isBusy={isBusy} isDisabled={isDisabled} chord="Enter" onPress={() => undefined}>{label}</Button>
				</div>
			</form>
		</Dialog>
	);
}

export interface ChoicesProps<T extends string> {
	name: string;
	legend: string;
	rows: readonly { value: T; label: ComponentChildren; isDisabled?: boolean }[];
	value: T;
	onChange: (value: T) => void;
}

export function Choices<T extends string>({ name, legend, rows, value, onChange }: ChoicesProps<T>): VNode {
	return (
		<fieldset class="choices">
			<legend>{legend}</legend>
			{rows.map((row) => (
				<label key={row.value} class="choice">
					<input type="radio" name={name} value={row.value} checked={value === row.value} disabled={row.isDisabled ?? false} onChange={() => onChange(row.value)} />
					<span>{row.label}</span>
				</label>
			))}
		</fieldset>
	);
}
