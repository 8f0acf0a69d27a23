import assert from "node:assert/strict";
import { test } from "node:test";
import { INITIAL, readFragment, type State, writeFragment } from "../../src/state/state.ts";
import { Store } from "../../src/state/store.ts";

const FULL: State = {
  view: "table",
  entity: "model/clip",
  edge: "model/clip developedBy organisation/openai",
  around: "model/clip",
  path: ["model/clip", "model/a&b=c"],
  kinds: ["LanguageModel", "Trend"],
  relations: ["developedBy"],
  sectors: ["sector/healthcare"],
  confidence: 80,
  origin: "asserted",
  from: 640,
  to: 650,
  limit: 400,
  place: "-12,4.5,0.25",
  query: "a # ü %",
};

test("every state survives the way through a link", () => {
  assert.deepEqual(readFragment(`#${writeFragment(FULL)}`), FULL);
  assert.equal(writeFragment(INITIAL), "");
  assert.deepEqual(readFragment(""), INITIAL);
});

test("nonsense in a link is passed over", () => {
  const state = readFragment("#view=x&confidence=-4&origin=2&from=soon&limit=NaN&place=1,2&path=a&%E0%A4%A=1&new=1");
  assert.deepEqual(state, INITIAL);
});

test("the first links still work", () => {
  assert.equal(readFragment("#/entity/model%2Fclip").entity, "model/clip");
  assert.equal(readFragment("#/entity/%E0%A4%A").entity, "%E0%A4%A");
});

test("listeners hear of a change once, and of none that changes nothing", () => {
  const store = new Store("");
  const heard: string[] = [];
  store.listen((now, before) => heard.push(`${before.entity}>${now.entity}`));
  store.set({ entity: "a" });
  store.set({ entity: "a" });
  store.read("entity=b");
  assert.deepEqual(heard, [">a", "a>b"]);
});
