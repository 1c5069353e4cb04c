// What needs a person's look after time without the server.
import type { VNode } from "preact";
import { conflicts, resolve } from "../../common/net/conflicts.ts";
import { refused, sendAgain, settle, settled } from "../../common/net/outbox.ts";
import { t } from "../../common/text/t.ts";
import { Conflicts } from "../../common/ui/conflicts.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";

export function LateSheet({ onClose }: { onClose: () => void }): VNode {
	return (
		<Dialog title={t("offline.title")} onClose={onClose} size="wide">
			<Conflicts conflicts={conflicts.value} refused={refused.value} settled={settled.value}
				onResolve={resolve} onSettle={settle} onAgain={sendAgain} pointName={(id) => id} />
		</Dialog>
	);
}
