// A field that searches while one types, with its list of hits (ARIA combobox): arrows, Enter, Esc.
import type { VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../../common/text/t.ts";

export interface FinderProps<T> {
	id: string;
	label: string;
	hint?: string;
	/** null = a newer question took over, or no answer came. */
	find: (text: string) => Promise<T[] | null>;
	onPick: (hit: T) => void;
	onClose: () => void;
	option: (hit: T, query: string) => VNode;
	/** Offered beneath the hits, for what is not in the list. */
	onNew?: (text: string) => void;
	newLabel?: (text: string) => string;
}

interface Found<T> { query: string; hits: T[] }

export function Finder<T>(props: FinderProps<T>): VNode {
	const { id, label, hint, find, onPick, onClose, option, onNew, newLabel } = props;
	const [text, setText] = useState("");
	const [found, setFound] = useState<Found<T>>({ query: "", hits: [] });
	const [at, setAt] = useState(0);
	const field = useRef<HTMLInputElement>(null);
	useLayoutEffect(() => field.current?.focus(), []);

	const query = text.trim();
	const hits = query === "" ? [] : found.hits;
	const last = hits.length - (onNew === undefined || query === "" ? 1 : 0);
	const onInput = async (value: string): Promise<void> => {
		setText(value);
		setAt(0);
		const wanted = value.trim();
		const rows = wanted === "" ? [] : await find(wanted);
		if (rows !== null) setFound({ query: wanted, hits: rows });
	};
	const take = (index: number): void => {
		/* Enter was faster than the answer: what it would pick is not what one sees. */
		if (found.query !== query) return;
		const hit = hits[index];
		if (hit !== undefined) onPick(hit);
		else if (onNew !== undefined && query !== "") onNew(query);
	};
	const onKey = (event: KeyboardEvent): void => {
		const acts: Record<string, () => void> = {
			ArrowDown: () => setAt(Math.min(at + 1, last)),
			ArrowUp: () => setAt(Math.max(at - 1, 0)),
			Enter: () => take(at),
			Escape: onClose,
		};
		const act = acts[event.key];
		if (act === undefined || event.isComposing || event.ctrlKey) return;
		event.preventDefault();
		act();
	};
	return (
		<div class="finder">
			<label class="field-label" for={id}>{label}</label>
			{hint !== undefined && <p class="field-hint" id={`${id}-hint`}>{hint}</p>}
			<input
				ref={field} id={id} class="input" type="text" dir="auto" value={text} autocomplete="off" spellcheck={false}
				role="combobox" aria-autocomplete="list" aria-expanded={last >= 0} aria-controls={`${id}-list`}
				aria-activedescendant={last >= 0 ? `${id}-${at}` : undefined}
				aria-describedby={hint === undefined ? undefined : `${id}-hint`}
				onInput={(event) => void onInput(event.currentTarget.value)} onKeyDown={onKey}
			/>
			<ul id={`${id}-list`} class="finder-list" role="listbox" aria-label={label}>
				{hits.map((hit, i) => (
					<li key={i} id={`${id}-${i}`} role="option" aria-selected={i === at}
						onMouseDown={(event) => { event.preventDefault(); take(i); }}>
						{option(hit, query)}
					</li>
				))}
				{onNew !== undefined && query !== "" && (
					<li id={`${id}-${hits.length}`} role="option" aria-selected={at === hits.length}
						onMouseDown={(event) => { event.preventDefault(); onNew(query); }}>
						{newLabel?.(query) ?? query}
					</li>
				)}
			</ul>
			{query !== "" && found.query === query && hits.length === 0 && onNew === undefined && <p class="empty">{t("moderator.finder.none")}</p>}
		</div>
	);
}
