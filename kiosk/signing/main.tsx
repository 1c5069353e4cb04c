// The tablet at the signing table: waits, shows who signs and what, takes the signature, keeps it until the server has it.
import { effect } from "@preact/signals";
import { boot } from "../common/boot.tsx";
import { startRepeating } from "../common/net/again.ts";
import { network } from "../common/net/link.ts";
import { follow } from "./load.ts";
import { restore, send } from "./outbox.ts";
import "./style.css";
import { SigningView } from "./views/screen.tsx";

function start(): void {
	startRepeating();
	void restore();
	follow();
	effect(() => {
		if (network.value === "open") void send();
	});
}

void boot({ title: "signing.title", needsLogin: true, start, view: SigningView });
