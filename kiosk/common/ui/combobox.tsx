// A text field with suggestions (ARIA combobox): arrows choose, Enter takes, Esc closes the list and nothing else.
import type { ComponentChildren, VNode } from "preact";
import { useState } from "preact/hooks";
import { described, Field } from "./field.tsx";

export interface Option { id: string; content: ComponentChildren }

export interface ComboboxProps {
	id: string;
	label: string;
	value: string;
	options: readonly Option[];
	onInput: (text: string) => void;
	onPick: (id: string) => void;
	hint?: string;
	error?: string;
	isRequired?: boolean;
}

export function Combobox(props: ComboboxProps): VNode {
	const { id, label, value, options, hint, error } = props;
	const [isOpen, setOpen] = useState(false);
	const [active, setActive] = useState(-1);
	const isShown = isOpen && options.length > 0;
	const pick = (index: number): void => {
		const option = options[index];
		if (option === undefined) return;
		setOpen(false);
		setActive(-1);
		props.onPick(option.id);
	};
	const onKeyDown = (event: KeyboardEvent): void => {
		if (!isShown) return;
		const moves: Record<string, () => void> = {
			ArrowDown: () => setActive((active + 1) % options.length),
			ArrowUp: () => setActive((active <= 0 ? options.length : active) - 1),
			Escape: () => setOpen(false),
			...(active >= 0 && { Enter: () => pick(active) }),
		};
		const move = moves[event.key];
		if (move === undefined) return;
		event.preventDefault();
		event.stopPropagation();
		move();
	};
	return (
		<Field id={id} label={label} {...(hint !== undefined && { hint })} {...(error !== undefined && { error })}>
			<div class="combobox">
				<input class="input" id={id} name={id} role="combobox" aria-expanded={isShown} aria-controls={`${id}-list`} aria-autocomplete="list"
					{...(isShown && active >= 0 && { "aria-activedescendant": `${id}-${active}` })}
					{...described(id, hint, error)}
					value={value} dir="auto" autocomplete="off" spellcheck={false} required={props.isRequired ?? false}
					onInput={(event) => { setOpen(true); setActive(-1); props.onInput(event.currentTarget.value); }}
					onKeyDown={onKeyDown} onBlur={() => setOpen(false)} />
				<ul class="combobox-list" id={`${id}-list`} role="listbox" aria-label={label} hidden={!isShown}>
					{options.map((option, i) => (
						<li key={option.id} id={`${id}-${i}`} role="option" aria-selected={i === active}
							onMouseDown={(event) => { event.preventDefault(); pick(i); }}>
							{option.content}
						</li>
					))}
				</ul>
			</div>
		</Field>
	);
}
