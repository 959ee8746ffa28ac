import { useEffect, useRef, useState } from 'react';
import { App, Empty, Skeleton } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useWriteMany } from '@/api/writeMany';
import { words as appWords } from '@/app/words';
import { sumOf, useHeaps } from '@/domain/bookRows';
import { yuan } from '@/domain/money';
import { hasDuty, useOffice } from '@/session/session';
import { Yuan } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { LoadProblem, WriteProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import './books.css';
import { Changed, confirmationsFor } from './members';
import { PileRow } from './PileRow';
import { pilesOf, type Pile } from './piles';
import { words } from './words';

/** To the statement amount of that row, or of the one nearest to it. */
function focusRow(list: HTMLElement | null, index: number) {
  const inputs = [...(list?.querySelectorAll<HTMLInputElement>('.bk-statement input') ?? [])];
  inputs[Math.max(0, Math.min(index, inputs.length - 1))]?.focus();
}

/** 入账确认: what waits, held against the bank's statement, heap by heap. */
export default function Confirm() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const { message } = App.useApp();
  const { session, fund } = useOffice();
  const heaps = useHeaps(fund);
  const queries = useQueryClient();
  const writing = useWriteMany();
  const [busyKey, setBusyKey] = useState<string>();
  const list = useRef<HTMLUListElement>(null);
  const focusAt = useRef<number | undefined>(undefined);

  const piles = pilesOf(heaps.data ?? []);
  const may = hasDuty(session, 'bookkeeper');

  // What was confirmed is gone from the list: the one that follows has its place.
  useEffect(() => {
    if (focusAt.current === undefined || heaps.isFetching) return;
    focusRow(list.current, focusAt.current);
    focusAt.current = undefined;
  }, [heaps.isFetching, heaps.dataUpdatedAt]);

  async function confirm(pile: Pile, index: number, against: string) {
    setBusyKey(pile.key);
    try {
      const bodies = await confirmationsFor(pile, heaps.data ?? []);
      const more = against === '' ? {} : { against };
      const done = await writing.writeAll(
        bodies.map((body) => ({
          kind: 'income.confirmed' as const,
          ask: { fund: pile.fund, body: { ...body, ...more } },
        })),
      );
      if (done === bodies.length) {
        focusAt.current = index;
        void message.success(
          say('confirmed', { n: pile.count.toLocaleString('en'), amount: yuan(pile.amount) }),
        );
      }
    } catch (error) {
      if (!(error instanceof Changed)) throw error;
      void message.warning(say('changed'));
      await queries.invalidateQueries();
    } finally {
      setBusyKey(undefined);
    }
  }

  return (
    <Page title={sayApp('confirm')} about={say('confirmAbout')}>
      {heaps.isError && <LoadProblem error={heaps.error} again={() => void heaps.refetch()} />}
      <WriteProblem state={writing.state} />
      {heaps.isPending && <Skeleton active />}
      {heaps.isSuccess && piles.length === 0 && (
        <section className="mz-card">
          <Empty description={say('nothingWaits')} />
        </section>
      )}
      {piles.length > 0 && (
        <>
          <p className="bk-sum" role="status">
            {say('waiting')}{' '}
            <strong>
              {say('nIncomes', { n: sumOf(piles, (p) => p.count).toLocaleString('en') })}
            </strong>{' '}
            <Yuan fen={sumOf(piles, (pile) => pile.amount)} strong />
            {!may && <span className="mz-muted"> · {say('onlyBookkeeper')}</span>}
          </p>
          <ul className="bk-piles" aria-label={say('piles')} ref={list}>
            {piles.map((pile, index) => (
              <PileRow
                key={pile.key}
                pile={pile}
                may={may}
                busy={busyKey === pile.key}
                blocked={busyKey !== undefined}
                progress={
                  writing.of > 1 && busyKey === pile.key
                    ? say('progress', { done: writing.done, of: writing.of })
                    : undefined
                }
                onMove={(by) => focusRow(list.current, index + by)}
                onConfirm={(against) => confirm(pile, index, against)}
              />
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}
