import { Page } from '@/ui/Page';
import { useWords } from '@/words';
import { words } from '@/app/words';

export default function Home() {
  const say = useWords(words);
  return (
    <Page title={say('home')}>
      <p />
    </Page>
  );
}
