import { describe, expect, it } from 'vitest';
import { parseCheckpoint } from '@/proof/note';
import { noteIn } from './kept';

const root = 'r6/IWDsUNcpfRDAqzNaPo8R+6fUK5UUSyuP1UaL+8JE=';
const note = `a.example/log\n77\n${root}\n\n— a.example/log AAAAAAA=\n`;

describe('what a person pastes', () => {
  it('is the checkpoint, however it came', () => {
    expect(noteIn(note)).toBe(note);
    expect(noteIn(`\n${note.replaceAll('\n', '\r\n').trim()}`)).toBe(note);
    const proof = `c2sp.org/tlog-proof@v1\nindex 5\n${root}\n\n${note}`;
    expect(noteIn(proof)).toBe(note);
    expect(parseCheckpoint(noteIn(proof))).toMatchObject({ size: 77 });
    expect(parseCheckpoint(noteIn('nonsense'))).toBeUndefined();
  });
});
