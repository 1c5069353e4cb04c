/*
 * The people that a desk holds without the server: who goes takes nobody along.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { Finder } = await load("common/net/roster-find.ts");
const person = (id, more = {}) => ({
	id, registration_id: `R-${id}`, name: { display: `${id} Uwimana`, latin: "" }, entity: { id: "e", name: "Ministry", country: "RWA" },
	category: "D", state: "confirmed", isVip: false, arrivedAt: null, serial: 1, badge: `hash of ${id}`, ...more,
});
const idsOf = (finder, ...ids) => ids.map((id) => finder.byId(id)?.id ?? null);

test("somebody who was gone before the list came takes nobody else's place", () => {
	const finder = new Finder();
	finder.put([person("anna"), person("gone", { state: "merged" }), person("berta"), person("erased", { state: "erased" })]);
	assert.deepEqual(idsOf(finder, "anna", "gone", "berta", "erased"), ["anna", null, "berta", null]);
	assert.equal(finder.size, 2);
});

test("who is merged away or erased goes with their badge, first, last or between", async () => {
	for (const gone of ["anna", "berta", "carla"]) {
		const finder = new Finder();
		finder.put(["anna", "berta", "carla"].map((id) => person(id)));
		finder.put([person(gone, { state: "merged", badge: "" })]);
		for (const id of ["anna", "berta", "carla"]) {
			const wanted = id === gone ? null : id;
			assert.deepEqual(idsOf(finder, id), [wanted]);
			assert.equal(finder.byBadge(`hash of ${id}`)?.id ?? null, wanted);
		}
		assert.equal((await finder.find("uwimana", 10)).length, 2);
	}
});
