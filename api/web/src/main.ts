import { createRoot } from 'react-dom/client';
import { show } from './public/Visitors';
import { currentLanguage, setLanguage } from './words/language';

/**
 * Visitors' pages are a much smaller program than the office's: they come with the first script, on a
 * slow line one journey sooner.
 */
const visitors = /^\/(public|gift)(\/|$)/.test(location.pathname);

setLanguage(currentLanguage());
const root = createRoot(document.getElementById('root')!);
if (visitors) {
  show(root);
} else {
  void import('./app/App').then(({ show }) => show(root));
}
