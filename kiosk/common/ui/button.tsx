// Buttons: plain ones, and ones drawn from a row of the action table (label, key, enabled, run).
import type { ComponentChildren, VNode } from "preact";
import { type Actions, ariaChord } from "../input/actions.ts";
import { t } from "../text/t.ts";
import { Icon, type IconName } from "./icon.tsx";

export interface ButtonProps {
	children: ComponentChildren;
	onPress: () => void;
	/** main: the one thing to do here · quiet: beside others · risk: cannot simply be taken back. */
	tone?: "main" | "plain" | "quiet" | "risk";
	icon?: IconName;
	isDisabled?: boolean;
	/** The act is under way: stays focusable, says so, takes no second press. */
	isBusy?: boolean;
	isPressed?: boolean;
	/** Shown as a key cap, e.g. "F2". */
	chord?: string;
	type?: "button" | "submit";
	testId?: string;
}

/** A second press within this time does nothing: double clicks on a slow network. */
const DOUBLE_MS = 600;

export function Button(props: ButtonProps): VNode {
	const { tone = "plain", icon, chord, isBusy = false, type = "button" } = props;
	return (
		<button
			type={type}
			class="button"
			data-tone={tone}
			disabled={props.isDisabled ?? false}
			aria-disabled={isBusy || undefined}
			aria-busy={isBusy || undefined}
			aria-pressed={props.isPressed}
			aria-keyshortcuts={chord === undefined ? undefined : ariaChord(chord)}
			data-testid={props.testId}
			onClick={(event) => press(event, props)}
		>
			{icon !== undefined && <Icon name={icon} />}
			<span>{props.children}</span>
			{chord !== undefined && <KeyCap chord={chord} />}
		</button>
	);
}

function press(event: MouseEvent, { isBusy, onPress, type }: ButtonProps): void {
	const button = event.currentTarget as HTMLButtonElement;
	const before = Number(button.dataset["pressedAt"] ?? "-1e9");
	const isDouble = event.timeStamp - before < DOUBLE_MS && event.detail > 1;
	if (isBusy === true || isDouble) {
		event.preventDefault();
		return;
	}
	button.dataset["pressedAt"] = String(event.timeStamp);
	// A submit button leaves the act to its form, so that Enter in a field and the press do the same.
	if (type !== "submit") onPress();
}

export interface ActionButtonProps {
	actions: Actions;
	id: string;
	tone?: ButtonProps["tone"];
	icon?: IconName;
	isBusy?: boolean;
}

export function ActionButton({ actions, id, ...rest }: ActionButtonProps): VNode {
	const action = actions.get(id);
	const chord = action.keys[0];
	const extra = { ...(rest.tone && { tone: rest.tone }), ...(rest.icon && { icon: rest.icon }), ...(chord && { chord }) };
	return (
		<Button {...extra} testId={id} isBusy={rest.isBusy ?? false} isDisabled={!actions.isEnabled(id)} onPress={() => actions.run(id)}>
			{t(action.label)}
		</Button>
	);
}

const SIGNS: Record<string, string> = { ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc", " ": "Space" };

/** Keys are named as they stand on the keyboard, whatever the language. */
export function KeyCap({ chord }: { chord: string }): VNode {
	const parts = chord === "+" ? [chord] : chord.split("+");
	const nameOf = (part: string): string => (/^[A-Z]$/.test(part) ? `Shift+${part}` : part.length === 1 ? part.toUpperCase() : part);
	const shown = parts.map((part) => SIGNS[part] ?? nameOf(part)).join("+");
	return <kbd class="keycap" dir="ltr" aria-hidden="true">{shown}</kbd>;
}
