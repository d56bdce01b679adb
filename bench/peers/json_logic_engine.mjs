// SPDX-License-Identifier: Apache-2.0
// json-logic-engine, interpreted and compiled by `build`. `null < 5` is true there, so comparisons are guarded.
import { load, quick, time, variables, versionOf, workload } from "./round.mjs";

const { LogicEngine } = await load("json-logic-engine");

const read = (name) => ({ var: `${variables.get(name).ofCandidate ? "c" : "p"}.${name}` });

function condition({ variable, relation, constant, other }) {
  if (constant === true) return read(variable);
  const operator = { "=": "===", "!=": "!==" }[relation] ?? relation;
  const one = { [operator]: [read(variable), other ? read(other) : constant] };
  const isGuarded = !variables.get(variable).ofCandidate && (relation === "!=" || relation === "<");
  // `null >= n` is false for every limit of this workload: all are above 0.
  return isGuarded ? { and: [{ "!==": [read(variable), null] }, one] } : one;
}

function logic({ all, any }) {
  const parts = all.map(condition);
  if (any.length > 0) parts.push({ or: any.map(condition) });
  return parts.length === 1 ? parts[0] : { and: parts };
}

const engine = new LogicEngine();
const texts = workload.rules.map(logic);
const built = texts.map((text) => engine.build(text));

function interpreted(patient) {
  let fired = 0;
  for (const candidate of workload.candidates) {
    const given = { p: workload.patients[patient], c: candidate };
    for (const text of texts) if (engine.run(text, given)) fired += 1;
  }
  return fired;
}

function compiled(patient) {
  let fired = 0;
  for (const candidate of workload.candidates) {
    const given = { p: workload.patients[patient], c: candidate };
    for (const rule of built) if (rule(given)) fired += 1;
  }
  return fired;
}

const label = { version: versionOf("json-logic-engine"), answer: "list of fired" };
await time({ ...label, engine: "json-logic-engine, interpreted", patients: quick ? 20 : 100 }, interpreted);
await time({ ...label, engine: "json-logic-engine, compiled", patients: quick ? 100 : 1000 }, compiled);
