import { readFileSync } from "node:fs";
import { root } from "../build.mjs";
import { type Payload, parse } from "../src/data/payload.ts";

/** The sample made by hand that both sides of the format are held against. */
export const sample = (): Payload => parse(readFileSync(`${root}/test/sample.json`, "utf8"));
