// Chips of a signatory's state and authority: colour, sign and word.
import type { VNode } from "preact";
import { t } from "../../common/text/t.ts";
import { StateChip, type Tone } from "../../common/ui/chip.tsx";
import type { Signatory, SignatoryState } from "../../common/wire/types.ts";

const TONES: Record<SignatoryState, Tone> = { expected: "plain", called: "info", signed: "ok", absent: "refuse", late: "wait", declined: "refuse" };

export function SignatoryChip({ row }: { row: Signatory }): VNode {
	return <StateChip tone={TONES[row.state]} text={t(`ceremony.signatory.${row.state}`)} />;
}

/** What is in order is said quietly; what blocks stands out. */
export function AuthorityChip({ row }: { row: Signatory }): VNode {
	if (row.person === null) return <StateChip tone="warn" text={t("ceremony.nobody")} />;
	const { state, kind } = row.authority;
	if (state === "unseen") return <StateChip tone="warn" text={t("ceremony.authority.unseen")} />;
	return <StateChip tone="ok" text={kindText(kind)} />;
}

export const KINDS = ["full_powers", "credentials", "mandate", "head_of_state", "head_of_government", "foreign_minister"] as const;
export type Kind = (typeof KINDS)[number];

export function kindText(kind: string | null): string {
	const known = KINDS.find((row) => row === kind);
	return known === undefined ? "" : t(`ceremony.kind.${known}`);
}
