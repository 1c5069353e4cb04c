// The pages /sign/{room} and /wall: what is on and what comes next, for people who pass by. No keys, no sign-in, nothing to press.
import { boot } from "../common/boot.tsx";
import "./style.css";
import { start } from "./store.ts";
import { Screen } from "./views/screen.tsx";

void boot({ title: "sign.title", needsLogin: false, start, view: Screen });
