// src/lib/schema.d.ts from the server's OpenAPI document: `node types.mjs openapi.json [target]`. Only the calls that the page
// makes, so that a change elsewhere does not change it; which ones those are is read from the sources.
import openapiTS, { astToString } from 'openapi-typescript';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [from, target = 'src/lib/schema.d.ts'] = process.argv.slice(2);
const document = JSON.parse(readFileSync(from, 'utf8'));

const sources = readdirSync('src', { recursive: true }).filter(
  (each) => /\.(svelte|ts)$/.test(each) && !each.endsWith('schema.d.ts'),
);
const used = new Set();
for (const each of sources)
  for (const [, path] of readFileSync(join('src', each), 'utf8').matchAll(/'(\/api\/[^'?]*)'/g))
    if (document.paths[path] && path !== '/api/events') used.add(path);

const paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => used.has(path)));
for (const item of Object.values(paths))
  for (const operation of Object.values(item))
    for (const status of Object.keys(operation.responses ?? {}))
      // The page never waits (`Prefer`), so that what begins answers 202 alone.
      if (!/^20[0-2]$/.test(status) || (status === '201' && operation.responses['202']))
        delete operation.responses[status];

// The schemas that these calls name, and those that they name in turn.
const schemas = {};
const keep = (value) => {
  for (const [, name] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g))
    if (!schemas[name]) keep((schemas[name] = document.components.schemas[name]));
};
keep(paths);

const lean = (value) => {
  if (Array.isArray(value)) return value.map(lean);
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, each]) => !(key === 'description' && typeof each === 'string') && key !== 'example')
      .map(([key, each]) => [key, lean(each)]),
  );
};
const ordered = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
const ast = await openapiTS(lean({ openapi: '3.1.0', info: document.info, paths, components: { schemas: ordered } }), {
  alphabetize: true,
});
writeFileSync(target, '// Made by web/types.mjs from /openapi.json: `make web-types`.\n' + astToString(ast));
