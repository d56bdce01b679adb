// SPDX-License-Identifier: Apache-2.0
// ZEN (Rust behind Node): a decision table and expressions, evaluated per candidate, and expressions that hold all
// candidates. Comparing null is an error there, so comparisons are guarded.
import { load, quick, ruleText, time, variables, versionOf, workload } from "./round.mjs";

const { ZenEngine } = (await load("@gorules/zen-engine")).default;
const engine = new ZenEngine();

function decision(type, content) {
  return engine.createDecision({
    nodes: [
      { id: "in", name: "in", type: "inputNode" },
      { id: "rules", name: "rules", type, content },
      { id: "out", name: "out", type: "outputNode" },
    ],
    edges: [
      { id: "first", sourceId: "in", targetId: "rules" },
      { id: "second", sourceId: "rules", targetId: "out" },
    ],
  });
}

// ---- Expressions.

const literal = (constant) => (typeof constant === "string" ? `"${constant}"` : String(constant));

function writer(nameOf) {
  return ({ variable, relation, constant, other }) => {
    const right = other ? nameOf(other) : literal(constant);
    const one = `${nameOf(variable)} ${relation === "=" ? "==" : relation} ${right}`;
    const isGuarded = relation !== "=" && !variables.get(variable).ofCandidate;
    return isGuarded ? `(${nameOf(variable)} != null and ${one})` : one;
  };
}

function expressions(text) {
  const all = workload.rules.map((rule, i) => ({ id: `r${i}`, key: `r${i}`, value: text(rule) }));
  return decision("expressionNode", { expressions: all });
}

const flat = writer((name) => name);
const inside = writer((name) => (variables.get(name).ofCandidate ? `#.${name}` : name));
const perCandidate = expressions((rule) => ruleText(rule, flat, " and ", " or "));
const allCandidates = expressions((rule) => `count(candidates, ${ruleText(rule, inside, " and ", " or ")})`);

// ---- A decision table: a column per variable, a row per way in which a rule can fire.

function cell({ relation, constant, other }) {
  if (relation === "=") return literal(constant);
  const right = other ?? literal(constant);
  return relation === "!=" ? `$ != null and $ != ${right}` : `${relation} ${right}`;
}

const emptyRow = Object.fromEntries(workload.variables.map(({ name }) => [`in ${name}`, ""]));
const rowOf = (rule, comparisons) => ({
  ...emptyRow,
  rule: String(rule),
  ...Object.fromEntries(comparisons.map((comparison) => [`in ${comparison.variable}`, cell(comparison)])),
});

function rows(rule, i) {
  const ways = rule.any.length > 0 ? rule.any.map((one) => [...rule.all, one]) : [rule.all];
  return ways.map((comparisons, way) => ({ _id: `${i} ${way}`, ...rowOf(i, comparisons) }));
}

const table = decision("decisionTableNode", {
  hitPolicy: "collect",
  inputs: workload.variables.map(({ name }) => ({ id: `in ${name}`, name, field: name })),
  outputs: [{ id: "rule", name: "rule", field: "rule" }],
  rules: workload.rules.flatMap(rows),
});

// ---- Timing.

const few = quick ? 5 : 20;
const facts = workload.patients
  .slice(0, few)
  .map((patient) => workload.candidates.map((candidate) => ({ ...patient, ...candidate })));
const records = workload.patients.map((patient) => ({ ...patient, candidates: workload.candidates }));

async function askTable(patient) {
  let fired = 0;
  for (const one of facts[patient]) {
    const { result } = await table.evaluate(one);
    fired += new Set(result.map(({ rule }) => rule)).size;
  }
  return fired;
}

async function askPerCandidate(patient) {
  let fired = 0;
  for (const one of facts[patient]) {
    const { result } = await perCandidate.evaluate(one);
    for (const key in result) if (result[key] === true) fired += 1;
  }
  return fired;
}

async function askAllCandidates(patient) {
  let fired = 0;
  const { result } = await allCandidates.evaluate(records[patient]);
  for (const key in result) fired += result[key];
  return fired;
}

const version = `${versionOf("@gorules/zen-engine")}, from Node`;
const label = { version, answer: "list of fired", patients: few };
await time({ ...label, engine: "ZEN, expressions, one call a candidate" }, askPerCandidate);
await time({ ...label, engine: "ZEN, decision table" }, askTable);
const counts = { version, answer: "counts of fired", patients: quick ? 20 : 100 };
await time({ ...counts, engine: "ZEN, expressions, one call a patient" }, askAllCandidates);
