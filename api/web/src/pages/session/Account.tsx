import { PasswordForm } from '@/session/FirstPassword';
import { Page } from '@/ui/Page';
import { useWords } from '@/words';
import { words } from '@/app/words';
import { words as sessionWords } from '@/session/words';

export default function Account() {
  const say = useWords(words);
  const saySession = useWords(sessionWords);
  return (
    <Page title={say('account')}>
      <section className="mz-card" style={{ maxWidth: 420 }}>
        <h2>{saySession('change')}</h2>
        <PasswordForm onDone={() => undefined} />
      </section>
    </Page>
  );
}
