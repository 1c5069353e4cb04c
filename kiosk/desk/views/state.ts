// How a participant's state looks.
import type { ParticipantState } from "../../common/wire/types.ts";
import type { Tone } from "../../common/ui/chip.tsx";

const TONES: Record<ParticipantState, Tone> = { requested: "warn", approved: "plain", confirmed: "info", arrived: "ok", declined: "refuse", merged: "plain", erased: "plain" };

export function stateTone(state: ParticipantState): Tone {
	return TONES[state];
}
