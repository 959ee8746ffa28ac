import { Empty, Input, Skeleton } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useSearchParams } from 'react-router-dom';
import { api, take } from '@/api/client';
import { hasDuty, useOffice } from '@/session/session';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { FindingRow } from './FindingRow';
import { exactHit, placeOf } from './places';
import './search.css';
import { words } from './words';

function Results({ text }: { text: string }) {
  const say = useWords(words);
  const auditor = hasDuty(useOffice().session, 'auditor');
  const found = useQuery({
    queryKey: ['search', text],
    queryFn: () => take(api.GET('/v1/search', { params: { query: { q: text } } })),
  });
  if (found.isError) {
    return <LoadProblem error={found.error} again={() => void found.refetch()} />;
  }
  if (!found.data) return <Skeleton active={false} />;
  const { items } = found.data;
  const hit = exactHit(items, text);
  const place = hit && placeOf(hit, auditor);
  if (place) return <Navigate to={place} replace />;
  return (
    <section className="mz-card" aria-live="polite">
      {items.length === 0 ? (
        <Empty description={say('nothing', { text })}>
          <p className="mz-muted">{say('nothingWhy')}</p>
        </Empty>
      ) : (
        <>
          <h2>{say('found', { n: items.length })}</h2>
          <ul className="mz-found">
            {items.map((one) => (
              <FindingRow key={`${one.type} ${one.id}`} found={one} to={placeOf(one, auditor)} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

export default function Search() {
  const say = useWords(words);
  const [search, setSearch] = useSearchParams();
  const text = (search.get('q') ?? '').trim();
  return (
    <Page title={text ? say('titleOf', { text }) : say('title')} about={say('hint')}>
      <div className="mz-filters">
        <Input.Search
          key={text}
          autoFocus
          allowClear
          enterButton={say('go')}
          aria-label={say('label')}
          placeholder={say('label')}
          maxLength={95}
          defaultValue={text}
          className="mz-search-wide"
          onSearch={(typed) => typed.trim() && setSearch({ q: typed.trim() })}
        />
      </div>
      {text && <Results key={text} text={text} />}
    </Page>
  );
}
