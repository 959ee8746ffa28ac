import { describe, expect, it } from 'vitest';
import { dropDraft, keepDraft, loadDraft } from './draft';

function memory(): Storage {
  const rows = new Map<string, string>();
  return {
    getItem: (key: string) => rows.get(key) ?? null,
    setItem: (key: string, value: string) => void rows.set(key, value),
    removeItem: (key: string) => void rows.delete(key),
  } as unknown as Storage;
}

const papers = [{ type: 'id_card', digest: 'ab', pages: 1, name: '王小明身份证.jpg' }];

describe('a draft', () => {
  it('is there again for the same person and fund only', () => {
    const store = memory();
    keepDraft(store, 'wang', 'jinan', { case: 'c1', amount_asked: 30000 }, 7);
    expect(loadDraft(store, 'wang', 'jinan')).toEqual({
      given: { case: 'c1', amount_asked: 30000 },
      kept: 7,
    });
    expect(loadDraft(store, 'li', 'jinan')).toBeUndefined();
    expect(loadDraft(store, 'wang', 'pingyin')).toBeUndefined();
  });
  it('keeps the fingerprints of papers and not the names of their files', () => {
    const store = memory();
    keepDraft(store, 'wang', 'jinan', { case: 'c1', papers }, 7);
    expect(loadDraft(store, 'wang', 'jinan')?.given.papers).toEqual([
      { type: 'id_card', digest: 'ab', pages: 1 },
    ]);
  });
  it('is gone when it was sent, and rubbish is none', () => {
    const store = memory();
    keepDraft(store, 'wang', 'jinan', { case: 'c1' }, 7);
    dropDraft(store, 'wang', 'jinan');
    expect(loadDraft(store, 'wang', 'jinan')).toBeUndefined();
    store.setItem('mingzhang.draft.case.wang.jinan', '{"given":');
    expect(loadDraft(store, 'wang', 'jinan')).toBeUndefined();
  });
  it('says when the device keeps nothing', () => {
    const full = {
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    } as unknown as Storage;
    expect(keepDraft(full, 'wang', 'jinan', { case: 'c1' }, 7)).toBe(false);
  });
});
