// What happened to a pledge: who, when, what changed; and taking the last act back, in two clicks.
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { catalogue } from "../../common/net/catalogue.ts";
import { shortDay, timeWithSeconds } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import type { HistoryEntry, Pledge } from "../../common/wire/types.ts";
import { keyFor } from "../acts.ts";
import { undoPledge } from "../commands.ts";
import { actName } from "../floor.ts";
import { asPledge } from "../journalled.ts";
import { historyOf } from "../load.ts";
import { digitsOf, isListening } from "../store.ts";
import { hasLabel, labelOf, shownAs } from "./facts.ts";

export function History({ pledge, onClose }: { pledge: Pledge; onClose: () => void }): VNode {
	const [entries, setEntries] = useState<HistoryEntry[] | null>(null);
	const [isAsking, setAsking] = useState(false);
	useEffect(() => void historyOf(pledge.id).then((rows) => setEntries(rows ?? [])), [pledge.version]);
	const rows = [...(entries ?? [])].reverse();
	const undo = async (): Promise<void> => {
		if (await undoPledge(pledge, keyFor(`undo.${pledge.id}.${pledge.version}`))) setAsking(false);
	};
	return (
		<Dialog size="wide" title={t("moderator.history", { number: pledge.number })} onClose={onClose}>
			<ol class="history" role="list" data-testid="history" aria-busy={entries === null}>
				{rows.map((entry, i) => (
					<Entry key={entry.seq} entry={entry} before={rows.slice(i + 1).find((row) => row.pledge !== null)} pledgers={pledge.pledgers} />
				))}
			</ol>
			<div class="dialog-acts">
				{!isListening.value && (isAsking
					? <Button tone="risk" onPress={() => void undo()}>{t("moderator.history.undo_now")}</Button>
					: <Button onPress={() => setAsking(true)}>{t("moderator.history.undo")}</Button>)}
				<Button tone="quiet" onPress={onClose}>{t("ui.close")}</Button>
			</div>
		</Dialog>
	);
}

interface EntryProps { entry: HistoryEntry; before: HistoryEntry | undefined; pledgers: Pledge["pledgers"] }

function Entry({ entry, before, pledgers }: EntryProps): VNode {
	const known = { focusAreas: (catalogue.value?.focus_areas ?? []).map((row) => row.key), digitsOf, pledgers };
	const now = entry.pledge === null ? {} : asPledge(entry.pledge, known);
	const then = before?.pledge == null ? {} : asPledge(before.pledge, known);
	const changed = entry.pledge === null ? [] : entry.changed.filter(hasLabel);
	return (
		<li class="history-row">
			<p>
				<strong>{actName(entry.action)}</strong>
				<span class="soft num"><bdi>{shortDay(entry.at)} {timeWithSeconds(entry.at)}</bdi></span>
				<span class="soft"><Bdi text={entry.actor ?? "–"} /></span>
				<span class="code">#{entry.seq}</span>
			</p>
			{before !== undefined && changed.length > 0 && (
				<ul class="history-changes" role="list">
					{changed.map((field) => (
						<li key={field}>
							<span class="soft">{labelOf(field)}:</span> <del><Bdi text={shownAs(field, then[field])} /></del> <ins><Bdi text={shownAs(field, now[field])} /></ins>
						</li>
					))}
				</ul>
			)}
		</li>
	);
}
