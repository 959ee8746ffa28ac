import { useRef, useState } from 'react';
import { Alert, Button, Input, InputNumber, Select } from 'antd';
import { useWords } from '@/words';
import { useCodes } from '@/domain/tableRows';
import { digestOf, type PaperGiven } from './papers';
import { words } from './words';

/** An entry holds at most so many papers. */
const kPapersMax = 32;

/** Papers as photos or scans: the browser computes what the ledger keeps of them. */
export function PapersInput({
  value = [],
  onChange,
  id,
  first = 'other_paper',
}: {
  value?: PaperGiven[];
  onChange?: (papers: PaperGiven[]) => void;
  id?: string;
  /** The type that a paper has before another is chosen. */
  first?: string;
}) {
  const say = useWords(words);
  const types = useCodes('doc_types');
  const chooser = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<string[]>([]);

  async function add(files: File[]) {
    setBusy(true);
    const papers = [...value];
    const wrong: string[] = [];
    for (const file of files) {
      try {
        const digest = await digestOf(file);
        if (papers.some((paper) => paper.digest === digest)) {
          wrong.push(say('samePaper', { name: file.name }));
        } else {
          papers.push({ type: first, digest, pages: 1, name: file.name });
        }
      } catch {
        wrong.push(say('unreadable', { name: file.name }));
      }
    }
    setProblems(wrong);
    setBusy(false);
    onChange?.(papers.slice(0, kPapersMax));
  }
  function change(index: number, part: Partial<PaperGiven>) {
    onChange?.(value.map((paper, at) => (at === index ? { ...paper, ...part } : paper)));
  }

  return (
    <div id={id}>
      <p className="mz-muted" style={{ marginTop: 0 }}>
        {say('papersHow')}
      </p>
      {value.map((paper, index) => (
        <div key={paper.digest} className="mz-aid-row">
          <div className="mz-aid-field">
            <span className="mz-muted">{say('paperType')}</span>
            <Select
              aria-label={`${say('paperType')} ${index + 1}`}
              value={paper.type}
              onChange={(type) => change(index, { type })}
              showSearch={{ optionFilterProp: 'label' }}
              options={types.choices()}
            />
          </div>
          <div className="mz-aid-field">
            <span className="mz-muted">{say('pages')}</span>
            <InputNumber
              aria-label={`${say('pages')} ${index + 1}`}
              min={1}
              max={10000}
              precision={0}
              value={paper.pages}
              onChange={(pages) => change(index, { pages: pages ?? 1 })}
              style={{ width: '100%' }}
            />
          </div>
          <div className="mz-aid-field">
            <span className="mz-muted">{say('place')}</span>
            <Input
              aria-label={`${say('place')} ${index + 1}`}
              placeholder={say('placeHint')}
              maxLength={40}
              value={paper.place ?? ''}
              onChange={(event) =>
                change(index, { place: event.target.value.replace(/[^ -~]/g, '') })
              }
            />
          </div>
          <div className="mz-aid-field">
            <span className="mz-code" title={paper.digest}>
              {paper.name ? `${paper.name} · ` : ''}
              {paper.digest.slice(0, 12)}…
            </span>
            <Button
              aria-label={`${say('remove')} ${index + 1}`}
              onClick={() => onChange?.(value.filter((_, at) => at !== index))}
            >
              {say('remove')}
            </Button>
          </div>
        </div>
      ))}
      {problems.map((problem) => (
        <Alert key={problem} type="warning" showIcon title={problem} role="alert" />
      ))}
      <input
        ref={chooser}
        type="file"
        accept="image/*,application/pdf"
        multiple
        style={{ display: 'none' }}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          void add(files);
        }}
      />
      <Button loading={busy} onClick={() => chooser.current?.click()}>
        {busy ? say('computing') : say('choosePapers')}
      </Button>
    </div>
  );
}
