import { StrictMode, type ComponentType } from 'react';
import type { Root } from 'react-dom/client';
import { GiftPage } from './Gift';
import { LookUp } from './LookUp';
import { Overview } from './Overview';
import { ProofPage } from './Proof';
import { dress } from './style';
import { whichPage, type VisitorsPage } from './whichPage';

const kPages: Record<VisitorsPage, ComponentType> = {
  gift: GiftPage,
  lookUp: LookUp,
  overview: Overview,
  proof: ProofPage,
};

/** What anybody may see, without signing in: no Ant Design here, so that it is there at once. */
export function show(root: Root) {
  dress();
  const Page = kPages[whichPage(location)];
  root.render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
}
