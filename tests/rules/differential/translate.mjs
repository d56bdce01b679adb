// SPDX-License-Identifier: Apache-2.0
// The official CQL translator, with what its package leaves to us: CQL's own model, units, and finding libraries.
import fs from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// Packages are installed in the build folder, not beside this file.
const packages = createRequire(`${process.env.EUTHYMIA_CQL_PACKAGES}/package.json`);

export async function load(name) {
  return import(pathToFileURL(packages.resolve(name)).href);
}

export const require = packages;

// The translator asks for unit conversions only where quantities meet; the export has none, so every question is a
// fault of the export.
function noUnits(asked) {
  throw new Error(`the export holds a unit: ${asked}`);
}

export async function translator() {
  const cql = await load("@cqframework/cql/cql-to-elm");
  const models = new cql.ModelManager();
  const system = fs.readFileSync(new URL("system-modelinfo.xml", import.meta.url), "utf8");
  models.modelInfoLoader.registerModelInfoProvider(
    cql.createModelInfoProvider((id) => (id === "System" ? cql.stringAsSource(system) : null)),
  );
  const ucum = cql.createUcumService(noUnits, noUnits, noUnits, noUnits);
  const manager = () => new cql.LibraryManager(models, undefined, undefined, ucum);
  const translate = (text) => {
    const libraries = manager();
    const translated = cql.CqlTranslator.fromText(text, libraries);
    const messages = translated.exceptions.asJsReadonlyArrayView().map((one) => one.message);
    return { elm: JSON.parse(translated.toJson()), messages };
  };
  const librariesWith = (name, text) => {
    const libraries = manager();
    const find = (id) => (id === name ? cql.stringAsSource(text) : null);
    libraries.librarySourceLoader.registerProvider(cql.createLibrarySourceProvider(find));
    return libraries;
  };
  return { translate, librariesWith };
}
