// SPDX-License-Identifier: Apache-2.0
// What the engines under Node share: the workload, the check of the answers, the timing, the line of results.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, ...flags] = process.argv.slice(2);
export const quick = flags.includes("--quick");
export const workloadFolder = folder;
export const workload = JSON.parse(fs.readFileSync(path.join(folder, "workload.json"), "utf8"));
export const variables = new Map(workload.variables.map((variable) => [variable.name, variable]));

// Packages are installed in the build folder, not beside this file.
const packages = createRequire(`${process.env.EUTHYMIA_CQL_PACKAGES}/package.json`);
export const load = (name) => import(pathToFileURL(packages.resolve(name)).href);
const pinned = JSON.parse(fs.readFileSync(new URL("package.json", import.meta.url), "utf8")).optionalDependencies;
export const versionOf = (name) => pinned[name];

/** A rule as text: `compare` writes a comparison, `both` and `either` are the operators. */
export function ruleText(rule, compare, both, either) {
  const all = rule.all.map(compare);
  if (rule.any.length > 0) all.push(`(${rule.any.map(compare).join(either)})`);
  return all.join(both);
}

/** "sum:hash", the hash 64-bit FNV-1a over each count as four bytes, lowest first. */
export function checksum(counts) {
  let hash = 0xcbf29ce484222325n;
  for (const count of counts) {
    for (let shift = 0; shift < 32; shift += 8) {
      hash = BigInt.asUintN(64, (hash ^ BigInt((count >>> shift) & 255)) * 0x100000001b3n);
    }
  }
  return `${counts.reduce((sum, count) => sum + count, 0)}:${hash.toString(16).padStart(16, "0")}`;
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

export function print({ engine, version, answer, patients }, microseconds, fired, unknown) {
  const open = unknown ? checksum(unknown) : "-";
  console.log(["result", engine, version, answer, patients, microseconds, checksum(fired), open].join("\t"));
}

// Some engines answer at once, some with a promise; waiting for the former would be charged to them.
async function pass(ask, patients, each) {
  for (let patient = 0; patient < patients; patient += 1) {
    let counts = ask(patient);
    if (counts instanceof Promise) counts = await counts;
    each?.(counts, patient);
  }
}

function check(label, expected, found, patient) {
  if (found === expected[patient]) return;
  throw new Error(`${label.engine}: patient ${patient} has ${found}, not ${expected[patient]}`);
}

// V8 optimises what has run for a while.
async function warmUp(ask, patients) {
  const end = performance.now() + (quick ? 1000 : 3000);
  do await pass(ask, patients);
  while (performance.now() < end);
}

/**
 * Checks and times one engine. `ask(patient)` gives how many instances fired, or [fired, unknown].
 * `label` has engine, version, answer and patients (how many of them, from the first).
 */
export async function time(label, ask) {
  console.error(`   ${label.engine}, ${label.answer}`);
  const fired = [];
  const unknown = [];
  await pass(ask, label.patients, (counts, patient) => {
    const [yes, open] = Array.isArray(counts) ? counts : [counts];
    check(label, workload.fired, yes, patient);
    fired.push(yes);
    if (open === undefined) return;
    check(label, workload.unknown, open, patient);
    unknown.push(open);
  });
  await warmUp(ask, label.patients);
  const taken = [];
  for (let i = 0; i < (quick ? 1 : 5); i += 1) {
    const start = performance.now();
    await pass(ask, label.patients);
    taken.push(((performance.now() - start) * 1000) / label.patients);
  }
  print(label, median(taken), fired, unknown.length > 0 ? unknown : undefined);
}
