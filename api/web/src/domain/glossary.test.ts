import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allLabels } from './labels';

const source = fileURLToPath(new URL('..', import.meta.url));
const glossary = readFileSync(join(source, '../../../docs/glossary.md'), 'utf8');

function section(title: string): string[][] {
  const from = glossary.indexOf(`\n## ${title}\n`);
  const to = glossary.indexOf('\n## ', from + 1);
  return glossary
    .slice(from, to < 0 ? undefined : to)
    .split('\n')
    .filter((line) => /^\| (?!never|---)/.test(line))
    .map((line) => line.slice(2, -2).split(' | '));
}

/** A text in which a word is looked for, without what only looks like it. */
function words(file: string): string {
  return readFileSync(file, 'utf8').replaceAll('用户名', '');
}

function files(): string[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|schema\.d\.ts$/.test(name))
    .map((name) => join(source, name));
}

describe('docs/glossary.md', () => {
  const cells = section('What the screen calls the codes');

  for (const [sort, codes] of Object.entries(allLabels)) {
    it(`has every ${sort} as the screen calls it`, () => {
      for (const [code, [zh, en]] of Object.entries(codes)) {
        const row = cells.find((one) => one.includes(`\`${code}\``) && one.includes(zh));
        expect(row, `${sort} ${code}: ${zh}, ${en}`).toContain(en);
      }
    });
  }
});

describe('the words of the screens', () => {
  const never = section('Words never to be used').map(([word]) => word!);

  it('are checked against the words that are never used', () => {
    expect(never).toContain('资金池');
    expect(never.length).toBeGreaterThanOrEqual(5);
  });

  for (const word of never) {
    it(`never say ${word}`, () => {
      expect(files().filter((file) => words(file).includes(word))).toEqual([]);
    });
  }
});
