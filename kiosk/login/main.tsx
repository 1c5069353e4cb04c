// Signing in: name and password, or a one-time link (/login#code=…). Goes on to the page that asked for it.
import { boot } from "../common/boot.tsx";
import { start } from "./login.ts";
import "./style.css";
import { LoginView } from "./views/login.tsx";

void boot({ title: "login.title", needsLogin: false, needsCatalogue: false, start, view: LoginView });
