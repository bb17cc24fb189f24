// Everything that Vite wrote, as the one file that src/api/page.hpp reads: a line of JSON, then the bytes of each file
// and, where that is shorter, the same in gzip.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};
const [folder, target] = [process.argv[2] ?? 'dist', process.argv[3] ?? 'dist/page.bundle'];

const files = (at) =>
  readdirSync(at)
    .sort()
    .flatMap((name) => {
      const path = join(at, name);
      return statSync(path).isDirectory() ? files(path) : [path];
    });

const index = [],
  parts = [];
for (const path of files(folder).filter((each) => each !== target)) {
  const type = types[extname(path)];
  if (!type) throw new Error(`${path}: bundle.mjs does not know what kind of file this is`);
  const bytes = readFileSync(path);
  const zipped = gzipSync(bytes, { level: 9 });
  const isWorth = zipped.length < bytes.length * 0.95;
  index.push({
    name: '/' + relative(folder, path),
    type,
    size: bytes.length,
    zipped_size: isWorth ? zipped.length : 0,
  });
  parts.push(bytes, ...(isWorth ? [zipped] : []));
}
writeFileSync(target, Buffer.concat([Buffer.from(JSON.stringify(index) + '\n'), ...parts]));
