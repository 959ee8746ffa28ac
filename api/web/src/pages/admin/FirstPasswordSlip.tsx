import { Alert, Button, Modal } from 'antd';
import { today } from '@/domain/dates';
import { useWords } from '@/words';
import { words } from './words';

/** A password that is shown once, as a slip of paper to hand over. */
export function FirstPasswordSlip({
  person,
  password,
  onClose,
}: {
  person: string;
  password: string;
  onClose: () => void;
}) {
  const say = useWords(words);
  return (
    <Modal
      open
      title={say('slipTitle')}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      rootClassName="mz-print-alone"
      footer={
        <div className="mz-no-print">
          <Button type="primary" autoFocus onClick={() => window.print()}>
            {say('print')}
          </Button>{' '}
          <Button onClick={onClose}>{say('close')}</Button>
        </div>
      }
    >
      <Alert type="warning" showIcon className="mz-no-print" title={say('slipOnce')} />
      <dl className="mz-facts mz-slip">
        <dt>{say('slipAddress')}</dt>
        <dd className="mz-code">{location.origin}</dd>
        <dt>{say('person')}</dt>
        <dd className="mz-code">{person}</dd>
        <dt>{say('password')}</dt>
        <dd className="mz-code mz-password">{password}</dd>
        <dt>{say('given')}</dt>
        <dd>{today()}</dd>
      </dl>
      <p>{say('slipHow')}</p>
    </Modal>
  );
}
