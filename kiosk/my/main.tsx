// The page /my/{token}: somebody's own day on their own phone. No sign-in: whoever has the address sees it.
import { boot } from "../common/boot.tsx";
import { start } from "./store.ts";
import "./style.css";
import { Screen } from "./views/screen.tsx";

void boot({ title: "my.title", needsLogin: false, start, view: Screen });
