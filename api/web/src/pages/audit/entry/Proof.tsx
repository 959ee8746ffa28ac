import { Alert, Button, Skeleton } from 'antd';
import { LoadProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { useEntryCheck, type OneEntry } from '../reads';
import { Check } from '../verify/Check';
import '../verify/verify.css';
import { words } from '../words';

/** That the entry is in the books: computed here, from its bytes. */
export function Proof({ entry }: { entry: OneEntry }) {
  const say = useWords(words);
  const found = useEntryCheck(entry);
  if (found.isError) {
    return <LoadProblem error={found.error} again={() => void found.refetch()} />;
  }
  if (!found.data) return <Skeleton active={false} />;
  const check = found.data;
  const verdict = (right: boolean) => (right ? 'right' : 'wrong');
  const signed = check.signed === 'unsupported' ? 'open' : verdict(check.signed === 'signed');
  return (
    <>
      <Alert
        type={check.proved ? 'success' : 'error'}
        showIcon
        role={check.proved ? 'status' : 'alert'}
        title={say(check.proved ? 'proved' : 'notProved', { n: check.size ?? 0 })}
      />
      <ol className="mz-checks">
        <Check verdict={verdict(check.leafRight && check.seqRight)} name={say('proofLeaf')}>
          <code className="mz-code">{check.leaf}</code>
        </Check>
        <Check
          verdict={verdict(check.included === true)}
          name={say('proofPath', { n: check.steps, size: check.size ?? 0 })}
        >
          {check.root && <code className="mz-code">{check.root}</code>}
        </Check>
        <Check verdict={signed} name={say('proofSigned')} />
      </ol>
      <div className="mz-actions mz-no-print">
        <Button href={`/v1/entries/${entry.seq}/proof`} download={`${entry.seq}.tlog-proof`}>
          {say('proofFile')}
        </Button>
        <Button href={`/log/proof/${entry.seq}`} download={`${entry.seq}-bare.tlog-proof`}>
          {say('proofBare')}
        </Button>
      </div>
    </>
  );
}
