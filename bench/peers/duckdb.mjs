// SPDX-License-Identifier: Apache-2.0
// DuckDB: patients and candidates are tables, each rule is a join of both, their union is counted per patient.
import path from "node:path";
import { load, median, print, quick, ruleText, variables, versionOf, workload, workloadFolder } from "./round.mjs";

const { DuckDBInstance } = (await load("@duckdb/node-api")).default;

const columnTypes = { truth: "BOOLEAN", number: "INTEGER", choice: "UTINYINT" };
const nameOf = (name) => `${variables.get(name).ofCandidate ? "c" : "p"}.${name}`;
// Choices are small numbers: the fastest form there.
const literal = (value) => (typeof value === "string" ? value.split("_")[1] : String(value));

function compare({ variable, relation, constant, other }) {
  if (constant === true) return nameOf(variable);
  if (constant === false) return `NOT ${nameOf(variable)}`;
  return `${nameOf(variable)} ${relation === "!=" ? "<>" : relation} ${other ? nameOf(other) : literal(constant)}`;
}

const columns = (ofCandidate) => workload.variables.filter((variable) => variable.ofCandidate === ofCandidate);
const definitions = (ofCandidate) => columns(ofCandidate).map(({ name, kind }) => `${name} ${columnTypes[kind]}`);

function tables() {
  const rows = workload.candidates.map(
    (candidate, i) => `(${[i, ...Object.values(candidate).map(literal)].join(", ")})`,
  );
  return [
    "SET threads = 1",
    `CREATE TABLE patient (id INTEGER, ${definitions(false).join(", ")})`,
    `COPY patient FROM '${path.join(workloadFolder, "patients.csv")}' (HEADER)`,
    `CREATE TABLE candidate (id INTEGER, ${definitions(true).join(", ")})`,
    `INSERT INTO candidate VALUES ${rows.join(", ")}`,
  ];
}

function counting(condition) {
  const joins = workload.rules.map(
    (rule) => `SELECT p.id FROM patient p, candidate c WHERE ${condition(ruleText(rule, compare, " AND ", " OR "))}`,
  );
  return `SELECT id, count(*)::INTEGER FROM (${joins.join(" UNION ALL ")}) GROUP BY id`;
}

const connection = await (await DuckDBInstance.create(":memory:")).connect();
for (const statement of tables()) await connection.run(statement);
const size = Number((await connection.runAndReadAll("SELECT count(*) FROM patient")).getRows()[0][0]);

async function counts(statement) {
  const all = new Array(size).fill(0);
  for (const [id, count] of (await statement.runAndReadAll()).getRows()) all[id] = count;
  return all;
}

const engine = "DuckDB, a join a rule, one thread";
console.error(`   ${engine}`);
const firing = await connection.prepare(counting((text) => text));
const fired = await counts(firing);
const unknown = await counts(await connection.prepare(counting((text) => `(${text}) IS NULL`)));
for (const [expected, found] of [[workload.fired, fired], [workload.unknown, unknown]]) {
  const wrong = expected.findIndex((count, i) => found[i] !== count);
  if (wrong >= 0) throw new Error(`DuckDB: patient ${wrong} has ${found[wrong]}, not ${expected[wrong]}`);
}

const taken = [];
for (let i = 0; i < (quick ? 1 : 5); i += 1) {
  const start = performance.now();
  await firing.runAndReadAll();
  taken.push(((performance.now() - start) * 1000) / size);
}
const label = { engine, version: versionOf("@duckdb/node-api"), answer: "counts of fired", patients: size };
print(label, median(taken), fired, unknown);
