// Parts of a page that most visits never need, fetched when somebody asks for them: data, or code of our own. Their addresses are
// written into the page by the build.
import { ask } from "./api.ts";

function addressOf(name: string): string | null {
	const said = document.querySelector<HTMLMetaElement>('meta[name="p2c-parts"]')?.content ?? "{}";
	return (JSON.parse(said) as Record<string, string>)[name] ?? null;
}

/** The data of a part, or null: it cannot be had now. */
export async function loadData<T>(name: string): Promise<T | null> {
	const address = addressOf(name);
	const answer = address === null ? null : await ask<T>(address);
	return answer?.kind === "done" ? answer.value : null;
}

/** What a part's module exports, or null: it cannot be had now. */
export async function loadCode<T>(name: string): Promise<T | null> {
	const address = addressOf(name);
	if (address === null) return null;
	try {
		return (await import(address)) as T;
	} catch {
		return null;
	}
}
