// SPDX-License-Identifier: Apache-2.0
// cql-execution: the rules as one CQL library, translated by the official translator; the facts are one parameter
// and each rule is a query over the candidates. Three-valued by itself.
//
// Facts as a parameter each would go wrong: 3.3.2 gives `undefined` for a null parameter read inside a query, and its
// logic takes that for neither unknown nor false, so `true and <unknown fact>` is true.
import { load, quick, ruleText, time, variables, versionOf, workload } from "./round.mjs";
import { translator } from "../../tests/rules/differential/translate.mjs";

const cql = (await load("cql-execution")).default;

const types = { truth: "Boolean", number: "Integer", choice: "String" };
const nameOf = (name) => (variables.get(name).ofCandidate ? `C.${name}` : `P.${name}`);

function compare({ variable, relation, constant, other }) {
  if (constant === true) return nameOf(variable);
  if (constant === false) return `not ${nameOf(variable)}`;
  const right = typeof constant === "string" ? `'${constant}'` : constant;
  return `${nameOf(variable)} ${relation} ${other ? nameOf(other) : right}`;
}

function tuple(ofCandidate) {
  const members = workload.variables.filter((variable) => variable.ofCandidate === ofCandidate);
  return `Tuple{${members.map(({ name, kind }) => `${name} ${types[kind]}`).join(", ")}}`;
}

function libraryText() {
  const rules = workload.rules.map(
    (rule, i) => `define R${i}: Candidates C return all (${ruleText(rule, compare, " and ", " or ")})`,
  );
  const parameters = [`parameter P ${tuple(false)}`, `parameter Candidates List<${tuple(true)}>`];
  return ["library Rules", ...parameters, "context Unfiltered", ...rules].join("\n");
}

const { translate } = await translator();
const { elm, messages } = translate(libraryText());
if (messages.length > 0) throw new Error(`the translator says: ${messages[0]}`);
const executor = new cql.Executor(new cql.Library(elm));
const nobody = { currentPatient: () => undefined, nextPatient: () => undefined };

async function ask(patient) {
  const given = { P: workload.patients[patient], Candidates: workload.candidates };
  const { unfilteredResults } = await executor.withParameters(given).exec(nobody);
  let fired = 0;
  let unknown = 0;
  for (const rule in unfilteredResults) {
    for (const answer of unfilteredResults[rule]) {
      if (answer === true) fired += 1;
      else if (answer === null) unknown += 1;
    }
  }
  return [fired, unknown];
}

const answer = "yes/no/unknown";
await time({ engine: "cql-execution", version: versionOf("cql-execution"), answer, patients: quick ? 5 : 20 }, ask);
