import { plainEnglish } from '@/domain/plainEnglish';
import { useLanguage } from '@/words';

/** What a cause is called; the ledger's table has it in Chinese. */
export function useCauseName(): (code: string, title: string | undefined) => string {
  const chinese = useLanguage() === 'zh';
  return (code, title) => (chinese ? (title ?? code) : plainEnglish(code));
}
