// Writes what the server sends to browsers that can unpack it: FILE.gz and FILE.br beside each FILE
// that gets smaller by it. index.html is left alone: the server writes a nonce into it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const folder = fileURLToPath(new URL('../../../build/web', import.meta.url));
const kinds = /\.(js|css|svg|json|webmanifest)$/;
let plain = 0;
let packed = 0;
for (const name of readdirSync(folder, { recursive: true })) {
  if (!kinds.test(name)) continue;
  const path = join(folder, name);
  const content = readFileSync(path);
  const gz = gzipSync(content, { level: 9 });
  const br = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  if (gz.length < content.length) writeFileSync(`${path}.gz`, gz);
  if (br.length < content.length) writeFileSync(`${path}.br`, br);
  plain += content.length;
  packed += gz.length;
}
console.log(`web: ${(plain / 1024).toFixed(0)} KiB, ${(packed / 1024).toFixed(0)} KiB gzip`);
