import { createRoot } from 'react-dom/client';
import { currentLanguage, setLanguage } from './words/language';

/** Pages for visitors are another, much smaller program than the office's. */
const visitors = /^\/(public|gift)(\/|$)/.test(location.pathname);

setLanguage(currentLanguage());
// React is here, not with the pages: it loads while the browser finds out which of them it needs.
const root = createRoot(document.getElementById('root')!);
if (visitors) {
  void import('./public/Visitors').then(({ show }) => show(root));
} else {
  void import('./app/App').then(({ show }) => show(root));
}
