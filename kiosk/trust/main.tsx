// How a device comes to trust the server of a closed network: the venue's certificate, its fingerprint, where it is installed.
// Served without encryption too, because nobody trusts it yet. Not for signing in.
import { boot } from "../common/boot.tsx";
import { loadTrust } from "./store.ts";
import "./style.css";
import { TrustView } from "./views/trust.tsx";

void boot({ title: "trust.title", needsLogin: false, needsCatalogue: false, start: () => void loadTrust(), view: TrustView });
