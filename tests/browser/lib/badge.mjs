// Badges for screens that anybody passes: people of the agenda with a badge of their own.
import { answerOf } from "./page.mjs";

/** Whom a test has had already; their names are the same in every demonstration day. */
const taken = new Set();

/** Somebody whom no test had, who speaks, chairs or moderates in a session for which `isFit` holds, with a new badge: { person, session, qr }. */
export async function somebodyOf(server, isFit = () => true) {
	const desk = await server.as("desk");
	const { sessions } = await answerOf(server.guest.get("/api/agenda"));
	for (const session of sessions.filter((row) => row.state === "planned" && row.kind !== "foreign" && isFit(row)))
		for (const { name } of session.people) {
			if (taken.has(name)) continue;
			taken.add(name);
			const { participants } = await answerOf(desk.get(`/api/participants?q=${encodeURIComponent(name)}`));
			const person = participants.find((row) => row.name.display === name && ["confirmed", "arrived"].includes(row.state));
			if (person === undefined) continue;
			const { qr } = await answerOf(desk.post(`/api/participants/${person.id}/badge`, person.badge === null ? {} : { reason: "lost" }));
			return { person, session, qr };
		}
	throw new Error("nobody fits");
}
