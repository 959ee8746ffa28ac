import type { ReactNode } from 'react';
import { useEffect, useMemo, useRef } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Skeleton, Table } from 'antd';
import type { TableProps } from 'antd';
import { useWords } from '@/words';
import { LoadProblem } from './Problem';
import { words } from './words';

/** One page of a list of the API. */
export interface ListPage<Row> {
  items: Row[];
  next?: string;
}

/** A column that does not say its width has this one, in px. */
const kColumnWidth = 140;

/** What all columns need, in px: a virtual table must be told. */
function widthOf<Row>(columns: TableProps<Row>['columns']): number {
  const width = (one: { width?: number | string }) =>
    typeof one.width === 'number' ? one.width : kColumnWidth;
  return (columns ?? []).reduce((sum, one) => sum + width(one), 0);
}

/**
 * A list of any length: pages are fetched as one scrolls towards the end, rows beyond the screen are
 * not drawn. `name` and what it depends on identify the list; `read` fetches the page at a cursor.
 */
export function PagedTable<Row extends object>({
  name,
  read,
  columns,
  rowKey,
  height = 560,
  empty,
  onRow,
  label,
  rowSelection,
}: {
  name: readonly unknown[];
  read: (cursor: string | undefined) => Promise<ListPage<Row>>;
  columns: TableProps<Row>['columns'];
  rowKey: (row: Row) => string | number;
  height?: number;
  empty?: ReactNode;
  onRow?: TableProps<Row>['onRow'];
  label: string;
  rowSelection?: TableProps<Row>['rowSelection'];
}) {
  const say = useWords(words);
  const list = useInfiniteQuery({
    queryKey: name,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  const frame = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const { hasNextPage, isFetching, fetchNextPage } = list;

  // A page may be short or empty while more follow: what was looked at is bounded, not what is found.
  const wanted = rows.length < 20 && hasNextPage && !isFetching;
  useEffect(() => {
    if (wanted) void fetchNextPage();
  }, [wanted, fetchNextPage, rows.length]);

  if (list.isError) return <LoadProblem error={list.error} again={() => void list.refetch()} />;
  return (
    <div ref={frame} aria-label={label} role="region">
      <Table<Row>
        virtual
        size="middle"
        columns={columns}
        dataSource={rows}
        rowKey={rowKey}
        pagination={false}
        loading={list.isPending}
        scroll={{ x: widthOf(columns), y: height }}
        onRow={onRow}
        rowSelection={rowSelection}
        locale={{
          emptyText: list.isPending ? <Skeleton /> : <Empty description={empty ?? say('empty')} />,
        }}
        onScroll={(event) => {
          const at = event.currentTarget;
          const left = at.scrollHeight - at.scrollTop - at.clientHeight;
          if (left < 400 && hasNextPage && !isFetching) void fetchNextPage();
        }}
      />
      {rows.length > 0 && (
        <p className="mz-list-foot" role="status">
          {isFetching
            ? say('loading')
            : hasNextPage
              ? say('shown', { n: rows.length })
              : say('thatIsAll', { n: rows.length })}
          {hasNextPage && !isFetching && (
            <Button type="link" onClick={() => void fetchNextPage()}>
              {say('more')}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}
