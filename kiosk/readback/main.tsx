// The page behind a read-back link: one pledge, as it was heard, and two answers. Nothing else can be done with it.
import { boot } from "../common/boot.tsx";
import { start } from "./store.ts";
import "./style.css";
import { ReadBack } from "./views/readback.tsx";

void boot({ title: "readback.title", needsLogin: false, start, view: ReadBack });
