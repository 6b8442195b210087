// Bundles the page: its script, the script of its tools, its style. See "Decisions" in ARCHITECTURE.md.

import { basename } from "node:path";
import { build } from "esbuild";

const page = "geo/draw/page";
const common = { bundle: true, minify: true, target: "es2022", charset: "utf8", logLevel: "warning" };
const script = { ...common, legalComments: "none", metafile: true };

/** "geo/draw/page/dom.js" is the module "dom". */
const nameOf = (path) => basename(path, ".js");

/** What the page's script holds already, the tools take from there: a module is never in both. */
async function tools() {
  const { metafile } = await build({ ...script, entryPoints: [`${page}/page.js`], write: false });
  const held = new Set(Object.keys(metafile.inputs).map(nameOf));
  const borrow = ({ path }) => (held.has(nameOf(path)) ? { path: nameOf(path), external: true } : null);
  const made = await build({
    ...script,
    entryPoints: [`${page}/tools.js`],
    outfile: "geo/draw/static/tools.js",
    format: "cjs",
    plugins: [{ name: "borrow", setup: ({ onResolve }) => onResolve({ filter: /^\.\// }, borrow) }],
    // A function that is only called later: until then the browser does not compile it.
    banner: { js: 'function geoTools(){"use strict";const module={},require=name=>geoPage[name];' },
    footer: { js: "return module.exports}" },
  });
  const [{ imports }] = Object.values(made.metafile.outputs);
  return [...new Set(imports.map(({ path }) => path))].sort();
}

const lent = (await tools()).map((name) => `export * as ${name} from "./${name}.js";`);
await build({
  ...script,
  stdin: { contents: ['export { start } from "./page.js";', ...lent].join("\n"), resolveDir: page },
  outfile: "geo/draw/static/page.js",
  format: "iife",
  globalName: "geoPage",
});
await build({ ...common, entryPoints: [`${page}/page.css`], outfile: "geo/draw/static/page.css" });
