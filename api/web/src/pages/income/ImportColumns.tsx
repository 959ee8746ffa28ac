import { Button } from 'antd';
import { useWords } from '@/words';
import { csvOf, download } from '@/domain/csv';
import { importWords } from './importWords';

const kColumns = [
  { name: 'number', example: '2026112600001' },
  { name: 'time', example: '2026-11-26 09:30:00' },
  { name: 'amount', example: '100.00' },
  { name: 'channel', example: '微信' },
] as const;

const kSample = [
  ['交易单号', '交易时间', '金额', '渠道'],
  ['SAMPLE0001', '2026-11-20 09:30:00', '100.00', '微信'],
  ['SAMPLE0002', '2026-11-20 10:05:12', '20.50', '支付宝'],
];

/** What a file must look like, and one that does. */
export function ImportColumns() {
  const say = useWords(importWords);
  return (
    <section className="mz-card">
      <h2>{say('columns')}</h2>
      <p className="mz-muted">{say('columnsAbout')}</p>
      <div className="mz-scroll">
        <table className="mz-plain">
          <thead>
            <tr>
              <th scope="col">{say('columnName')}</th>
              <th scope="col">{say('columnWhat')}</th>
              <th scope="col">{say('columnExample')}</th>
            </tr>
          </thead>
          <tbody>
            {kColumns.map(({ name, example }) => (
              <tr key={name}>
                <th scope="row">{say(`col_${name}`)}</th>
                <td>{say(`what_${name}`)}</td>
                <td className="mz-code">{example}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Button onClick={() => download(say('sampleName'), csvOf(kSample))}>{say('sample')}</Button>
    </section>
  );
}
