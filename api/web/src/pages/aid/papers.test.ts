import { describe, expect, it } from 'vitest';
import { digestOf, docsOf } from './papers';

describe('digestOf', () => {
  it('is the SHA-256 of the bytes (FIPS 180-4, "abc")', async () => {
    expect(await digestOf(new Blob(['abc']))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

describe('docsOf', () => {
  it('leaves the name of the file and an empty place out', () => {
    const paper = { type: 'id_card', digest: 'ab', pages: 2, place: '', name: 'IMG_1.jpg' };
    expect(docsOf([paper])).toEqual([{ type: 'id_card', digest: 'ab', pages: 2 }]);
    expect(docsOf([])).toBeUndefined();
  });
});
