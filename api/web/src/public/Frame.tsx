import { useEffect, type ReactNode } from 'react';
import { useLanguage, useWords } from '@/words';
import { setLanguage } from '@/words/language';
import { words } from './words';

const kPages = [
  ['/public', 'overview'],
  ['/public/look-up', 'lookUp'],
  ['/public/proof', 'proof'],
] as const;

/** The frame of all pages for visitors. */
export function Frame({ title, children }: { title: string; children: ReactNode }) {
  const say = useWords(words);
  const language = useLanguage();
  useEffect(() => {
    document.title = `${title} · ${say('product')}`;
  }, [title, say]);
  return (
    <>
      <a className="skip" href="#content">
        {say('skip')}
      </a>
      <header className="top">
        <a className="brand" href="/public">
          <img src="/icon.svg" alt="" width="26" height="26" />
          {say('product')}
        </a>
        <nav>
          {kPages.map(([path, name]) => (
            <a
              key={path}
              href={path}
              aria-current={location.pathname === path ? 'page' : undefined}
            >
              {say(name)}
            </a>
          ))}
        </nav>
        <button
          type="button"
          className="plain"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
        >
          {say('language')}
        </button>
      </header>
      <main id="content" tabIndex={-1}>
        <h1>{title}</h1>
        {children}
      </main>
      <footer>
        <a href="/">{say('office')}</a>
      </footer>
    </>
  );
}

export function Waiting() {
  const say = useWords(words);
  return (
    <p role="status" className="quiet">
      {say('loading')}
    </p>
  );
}

export function Failed({ again }: { again: () => void }) {
  const say = useWords(words);
  return (
    <div role="alert" className="note bad">
      <p>{say('failed')}</p>
      <button type="button" onClick={again}>
        {say('again')}
      </button>
    </div>
  );
}
