// SPDX-License-Identifier: Apache-2.0
// Two CQL engines behind one function each: prepare(name, text, rules) gives a function from parameters to answers.
import { load, require, translator } from "./translate.mjs";

// ---- cql-execution

export async function cqlExecution() {
  const cql = require("cql-execution");
  const { translate } = await translator();
  const nobody = { currentPatient: () => undefined, nextPatient: () => undefined };
  return (name, text) => {
    const { elm, messages } = translate(text);
    const executor = new cql.Executor(new cql.Library(elm));
    const ask = async (given) => (await executor.withParameters(given).exec(nobody)).unfilteredResults;
    return { messages, ask };
  };
}

// ---- the reference implementation, on exact decimals

async function valueMakers() {
  const engine = await load("@cqframework/cql/engine");
  const { BigDecimal } = await load("@cqframework/cql/shared");
  return {
    Boolean: (value) => new engine.Boolean(value),
    Integer: (value) => new engine.Integer(value),
    String: (value) => new engine.String(value),
    Decimal: (value) => new engine.Decimal(BigDecimal.fromString(String(value))),
  };
}

function typesOfParameters(elm) {
  const parameters = elm.library.parameters?.def ?? [];
  return parameters.map((one) => [one.name, one.parameterTypeSpecifier.name.split("}")[1]]);
}

export async function reference() {
  const { CqlEngine, Environment, EvaluationParams } = await load("@cqframework/cql/engine");
  const { KtMap } = await load("@cqframework/cql/kotlin-kotlin-stdlib");
  const { translate, librariesWith } = await translator();
  const make = await valueMakers();
  return (name, text, rules) => {
    const { elm, messages } = translate(text);
    const types = typesOfParameters(elm);
    const engine = new CqlEngine(new Environment(librariesWith(name, text)));
    const expressions = new EvaluationParams.LibraryParams.Builder();
    expressions.expressionsByName(rules);
    const question = new EvaluationParams.Builder();
    question.libraryByName(name, expressions.build());
    const ask = async (given) => {
      const values = types.map(([id, type]) => [id, (given[id] ?? null) === null ? null : make[type](given[id])]);
      question.parameters = KtMap.fromJsMap(new Map(values));
      const results = engine.evaluate(question.build()).onlyResultOrThrow;
      return Object.fromEntries(rules.map((rule) => [rule, results.getByName(rule).value?.value ?? null]));
    };
    return { messages, ask };
  };
}
