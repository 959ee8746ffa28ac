import { StrictMode, type ComponentType } from 'react';
import type { Root } from 'react-dom/client';
import { GiftPage } from './Gift';
import { LookUp } from './LookUp';
import { Overview } from './Overview';
import { ProofPage } from './Proof';
import './visitors.css';

const kPages: [RegExp, ComponentType][] = [
  [/^\/gift(\/|$)/, GiftPage],
  [/^\/public\/look-up\/?$/, LookUp],
  [/^\/public\/proof\/?$/, ProofPage],
];

/** What anybody may see, without signing in: no Ant Design here, so that it is there at once. */
export function show(root: Root) {
  const Page = kPages.find(([path]) => path.test(location.pathname))?.[1] ?? Overview;
  root.render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
}
