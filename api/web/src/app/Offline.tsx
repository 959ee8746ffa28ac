import { useSyncExternalStore } from 'react';
import { Alert } from 'antd';
import { useWords } from '@/words';
import { words } from './words';

function subscribe(changed: () => void) {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}

/** A calm line while there is no network: what is typed stays. */
export function Offline() {
  const say = useWords(words);
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status" className="mz-no-print">
      {!online && <Alert banner type="warning" title={say('offline')} />}
    </div>
  );
}
