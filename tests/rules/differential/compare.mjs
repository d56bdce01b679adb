// SPDX-License-Identifier: Apache-2.0
// Do our answers and those of another CQL engine agree, for every rule and patient?
//
// usage: node compare.mjs FOLDER cql-execution|reference [MOST_CASES]
// Reads FOLDER/*.cql and FOLDER/cases.ndjson, prints counts, and fails on a message of the translator or on one
// disagreement that no rule of `excluded` covers.
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { excluded } from "./excluded.mjs";
import { cqlExecution, reference } from "./engines.mjs";

const [folder, engine] = process.argv.slice(2);
const mostCases = Number(process.argv[4] ?? Infinity);
const mostShown = 20;

const answerOf = { t: true, f: false, n: null };

const prepare = await (engine === "reference" ? reference() : cqlExecution());
const counts = { rules: 0, cases: 0, comparisons: 0, true: 0, false: 0, null: 0, disagreements: 0 };
const exclusions = new Map();
let failures = 0;

function complain(text) {
  failures += 1;
  if (failures <= mostShown) console.log(text);
}

function read(library) {
  const text = fs.readFileSync(path.join(folder, `${library.name}.cql`), "utf8");
  const { ask, messages } = prepare(library.name, text, library.rules);
  for (const message of messages) complain(`${library.name}: the translator says: ${message}`);
  counts.rules += library.rules.length;
  return { ...library, ask };
}

// What is not known is null for one patient, and left out for the next.
function parameters(names, line, leaveOut) {
  const given = {};
  names.forEach((name, i) => {
    if (line.values[i] === null && leaveOut) return;
    given[name] = line.values[i];
    given[`${name} assumed`] = line.assumed[i] === 1;
  });
  return given;
}

function entryOf(why) {
  if (!exclusions.has(why)) exclusions.set(why, { compared: 0, differ: 0, stopped: 0 });
  return exclusions.get(why);
}

// What the engine answers; undefined where it stops with an exception, which counts as a disagreement or is covered.
async function answersOf(library, given) {
  try {
    return await library.ask(given);
  } catch (error) {
    const why = excluded(engine, library.name);
    if (why) {
      entryOf(why).stopped += 1;
    } else {
      counts.disagreements += 1;
      complain(`${library.name}: the engine stops with "${error.message}", for ${JSON.stringify(given)}`);
    }
    return undefined;
  }
}

function compare(library, rule, expected, found, given) {
  counts.comparisons += 1;
  counts[String(expected)] += 1;
  const why = excluded(engine, library.name);
  if (why) {
    const entry = entryOf(why);
    entry.compared += 1;
    entry.differ += found === expected ? 0 : 1;
    return;
  }
  if (found === expected) return;
  counts.disagreements += 1;
  complain(`${library.name} ${rule}: ours ${expected}, theirs ${found}, for ${JSON.stringify(given)}`);
}

async function ask(library, given, answers) {
  const results = await answersOf(library, given);
  if (!results) return;
  library.rules.forEach((rule, i) => compare(library, rule, answerOf[answers[i]], results[rule], given));
}

let header;
for await (const text of readline.createInterface({ input: fs.createReadStream(path.join(folder, "cases.ndjson")) })) {
  const line = JSON.parse(text);
  if (!header) {
    header = { names: line.parameters, libraries: line.libraries.map(read) };
    continue;
  }
  if (counts.cases === mostCases) break;
  counts.cases += 1;
  const given = parameters(header.names, line, counts.cases % 2 === 0);
  for (const [i, library] of header.libraries.entries()) await ask(library, given, line.answers[i]);
}

console.log(`${path.basename(folder)}, ${engine}: ${JSON.stringify(counts)}`);
for (const [{ why, atMost, mayStop }, entry] of exclusions) {
  console.log(`   not counted: ${why}: ${entry.compared} comparisons, ${entry.differ} differ`);
  if (entry.stopped > 0) console.log(`   ${entry.stopped} patients were not answered at all`);
  if (entry.stopped > (mayStop ?? 0) * counts.cases) complain(`   that is more than ${mayStop ?? 0} of them`);
  if (entry.differ > atMost * entry.compared) complain(`   that is more than ${atMost} of them`);
}
if (failures > mostShown) console.log(`   ... ${failures} complaints in all`);
if (counts.comparisons === 0) complain("nothing was compared");
process.exitCode = failures === 0 ? 0 : 1;
