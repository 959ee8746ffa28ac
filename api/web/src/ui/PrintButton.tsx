import { Button } from 'antd';
import { useWords } from '@/words';
import { words } from './words';

export function PrintButton({ children }: { children?: string }) {
  const say = useWords(words);
  return <Button onClick={() => window.print()}>{children ?? say('print')}</Button>;
}
