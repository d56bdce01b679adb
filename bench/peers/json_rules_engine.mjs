// SPDX-License-Identifier: Apache-2.0
// json-rules-engine: one `run` per candidate over all rules. Its number operators take null for "does not hold".
import { load, quick, time, versionOf, workload } from "./round.mjs";

const { Engine } = (await load("json-rules-engine")).default;

const operators = { "=": "equal", "!=": "notEqual", "<": "lessThan", ">=": "greaterThanInclusive" };

function condition({ variable, relation, constant, other }) {
  const one = { fact: variable, operator: operators[relation], value: other ? { fact: other } : constant };
  return relation === "!=" ? { all: [{ fact: variable, operator: "notEqual", value: null }, one] } : one;
}

function conditions({ all, any }) {
  if (all.length === 0) return { any: any.map(condition) };
  return { all: [...all.map(condition), ...(any.length > 0 ? [{ any: any.map(condition) }] : [])] };
}

const engine = new Engine();
workload.rules.forEach((rule, i) => engine.addRule({ conditions: conditions(rule), event: { type: `r${i}` } }));

const patients = quick ? 5 : 20;
const facts = workload.patients
  .slice(0, patients)
  .map((patient) => workload.candidates.map((candidate) => ({ ...patient, ...candidate })));

async function ask(patient) {
  let fired = 0;
  for (const one of facts[patient]) fired += (await engine.run(one)).events.length;
  return fired;
}

const label = { engine: "json-rules-engine", version: versionOf("json-rules-engine"), answer: "list of fired" };
await time({ ...label, patients }, ask);
