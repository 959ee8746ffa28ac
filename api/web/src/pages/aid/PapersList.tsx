import { useRef, useState } from 'react';
import { Alert, Button } from 'antd';
import { moment } from '@/domain/dates';
import { useWords } from '@/words';
import { words } from './case/words';
import { useCodes } from '@/domain/tableRows';
import { digestOf } from './papers';
import type { Doc, Entry } from './reads';

/** All papers that a case's entries name, and a way to see whether a file is one of them. */
export function PapersList({ history }: { history: Entry[] }) {
  const say = useWords(words);
  const types = useCodes('doc_types');
  const chooser = useRef<HTMLInputElement>(null);
  const [checked, setChecked] = useState<{ name: string; found?: Doc }>();
  const papers = history.flatMap((entry) =>
    ((entry.body as { docs?: Doc[] }).docs ?? []).map((doc) => ({ doc, entry })),
  );
  async function check(file: File) {
    const digest = await digestOf(file).catch(() => '');
    setChecked({ name: file.name, found: papers.find(({ doc }) => doc.digest === digest)?.doc });
  }
  return (
    <section className="mz-card">
      <h2>{say('papers')}</h2>
      {papers.length === 0 && <p className="mz-muted">{say('noPapers')}</p>}
      <ul className="mz-aid-rules">
        {papers.map(({ doc, entry }) => (
          <li key={`${entry.seq} ${doc.digest}`} className="mz-aid-paper">
            <strong>{types.title(doc.type)}</strong>{' '}
            <span className="mz-muted">
              {say('nPages', { n: doc.pages })}
              {doc.place && ` · ${doc.place}`} · {moment(entry.time).slice(0, 10)} · {entry.actor}
            </span>
            <div className="mz-code mz-muted" title={doc.digest}>
              {doc.digest.slice(0, 16)}…
            </div>
          </li>
        ))}
      </ul>
      {papers.length > 0 && (
        <div className="mz-no-print" style={{ marginTop: 8 }}>
          <input
            ref={chooser}
            type="file"
            style={{ display: 'none' }}
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = '';
              if (file) void check(file);
            }}
          />
          <Button size="small" onClick={() => chooser.current?.click()}>
            {say('checkPaper')}
          </Button>
          {checked && (
            <Alert
              style={{ marginTop: 8 }}
              role="status"
              showIcon
              type={checked.found ? 'success' : 'error'}
              title={
                checked.found
                  ? say('paperIsThere', {
                      name: checked.name,
                      type: types.title(checked.found.type),
                    })
                  : say('paperIsNot', { name: checked.name })
              }
            />
          )}
        </div>
      )}
    </section>
  );
}
