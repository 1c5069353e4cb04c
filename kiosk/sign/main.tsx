// The pages /sign/{room} and /wall: what is on and what comes next, for people who pass by. No keys, no sign-in, nothing to press.
import { boot } from "../common/boot.tsx";
import { offline } from "../common/net/offline.ts";
import { keepLive } from "./live.ts";
import { roomId, start } from "./store.ts";
import "./style.css";
import "./board.css";
import { Screen } from "./views/screen.tsx";

void boot({
	title: "sign.title",
	needsLogin: false,
	offline,
	isUnattended: true,
	room: roomId,
	start: () => {
		start();
		keepLive();
	},
	view: Screen,
});
