import { Button } from 'antd';
import { useLanguage, useWords } from '@/words';
import { setLanguage } from '@/words/language';
import { words } from './words';

/** To the other language, in place. */
export function LanguageButton() {
  const say = useWords(words);
  const language = useLanguage();
  return (
    <Button
      type="text"
      lang={language === 'zh' ? 'en' : 'zh-CN'}
      onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
    >
      {say('language')}
    </Button>
  );
}
