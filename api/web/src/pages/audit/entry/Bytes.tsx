import { useState } from 'react';
import { Segmented } from 'antd';
import { CopyButton } from '../CopyButton';
import { useWords } from '@/words';
import type { OneEntry } from '../reads';
import { words } from '../words';

/** The bytes that are hashed, as they are or in lines. */
export function Bytes({ entry }: { entry: OneEntry }) {
  const say = useWords(words);
  const [raw, setRaw] = useState(false);
  const text = raw ? entry.bytes : JSON.stringify(entry.entry, null, 2);
  return (
    <>
      <div className="mz-actions mz-no-print">
        <Segmented
          value={raw ? 'raw' : 'pretty'}
          onChange={(value) => setRaw(value === 'raw')}
          options={[
            { value: 'pretty', label: say('pretty') },
            { value: 'raw', label: say('raw') },
          ]}
        />
        <CopyButton text={entry.bytes} label={say('copyBytes')} />
      </div>
      <pre className="mz-bytes" tabIndex={0} aria-label={say('bytes')}>
        {text}
      </pre>
      <p className="mz-muted">{say('bytesHow', { seq: entry.seq })}</p>
    </>
  );
}
