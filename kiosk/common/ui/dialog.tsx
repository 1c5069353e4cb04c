// A modal sheet on the native <dialog>: focus stays inside, Esc closes, focus goes back to where it was.
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Actions } from "../input/actions.ts";
import { t } from "../text/t.ts";
import { Button, KeyCap } from "./button.tsx";
import { Icon } from "./icon.tsx";

export interface DialogProps {
	title: string;
	onClose: () => void;
	children: ComponentChildren;
	/** wide for forms in two columns. */
	size?: "narrow" | "wide";
}

/** What one came for: the choice that is made, else the first thing to fill in, else the main button; the cross in the corner only where there is nothing else. */
const FIRST = ["input[type=radio]:checked", "input:not([disabled], [type=file]), select, textarea", ".button[data-tone=main]:enabled", "button:not(.dialog-close)"];

/** Mounted means open: the screen draws it only while it is wanted. */
export function Dialog({ title, onClose, children, size = "narrow" }: DialogProps): VNode {
	const ref = useRef<HTMLDialogElement>(null);
	useEffect(() => {
		const before = document.activeElement;
		const dialog = ref.current;
		dialog?.showModal();
		FIRST.map((kind) => dialog?.querySelector<HTMLElement>(kind)).find((one) => one != null)?.focus();
		return () => {
			dialog?.close();
			if (before instanceof HTMLElement) before.focus();
		};
	}, []);
	return (
		<dialog ref={ref} class="dialog" data-size={size} aria-labelledby="dialog-title"
			onCancel={(event) => { event.preventDefault(); onClose(); }}
			onClose={(event) => { if (event.currentTarget.isConnected) onClose(); }}>
			<div class="dialog-head">
				<h2 id="dialog-title">{title}</h2>
				<button type="button" class="dialog-close" onClick={onClose} aria-label={t("ui.close")}>
					<Icon name="cross" />
				</button>
			</div>
			{children}
		</dialog>
	);
}

/** The help sheet, made from the action table. */
export function KeyHelp({ actions, onClose }: { actions: Actions; onClose: () => void }): VNode {
	return (
		<Dialog title={t("ui.keys.title")} onClose={onClose} size="wide">
			<dl class="key-help">
				{actions.list.filter((action) => action.isSilent !== true).map((action) => (
					<div key={action.id}>
						<dt>{action.keys.map((chord) => <KeyCap key={chord} chord={chord} />)}<span class="sr-only">{action.keys.join(", ")}</span></dt>
						<dd>{t(action.label)}</dd>
					</div>
				))}
			</dl>
			<div class="dialog-acts"><Button tone="main" onPress={onClose}>{t("ui.close")}</Button></div>
		</Dialog>
	);
}
