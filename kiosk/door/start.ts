// Starts the door: scanner, outbox. Runs once, before the first drawing.
import { startOutbox } from "../common/net/outbox.ts";

export function start(): void {
	void startOutbox();
}
