// The front door: where each screen is. Not a sign-in page.
import { boot } from "../common/boot.tsx";
import { loadCatalogue } from "../common/net/catalogue.ts";
import "./style.css";
import { StartView } from "./views/start.tsx";

void boot({ title: "start.title", needsLogin: false, needsCatalogue: false, start: () => void loadCatalogue(), view: StartView });
