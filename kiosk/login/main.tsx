// Signing in: name and password, or a one-time link (/login#code=…). Goes on to the page that asked for it. On a screen
// without keys (/login?screen) it only shows the code of the device.
import { boot } from "../common/boot.tsx";
import { isScreen, startScreen } from "./device.ts";
import { start } from "./login.ts";
import "./style.css";
import { LoginView } from "./views/login.tsx";

void boot({ title: "login.title", needsLogin: false, needsCatalogue: false, start: isScreen ? () => void startScreen() : start, view: LoginView });
