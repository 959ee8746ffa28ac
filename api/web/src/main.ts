import { currentLanguage, setLanguage } from './words/language';

/** Pages for visitors are another, much smaller program than the office's. */
const visitors = /^\/(public|gift)(\/|$)/.test(location.pathname);

setLanguage(currentLanguage());
const root = document.getElementById('root')!;
if (visitors) {
  void import('./public/Visitors').then(({ show }) => show(root));
} else {
  void import('./app/App').then(({ show }) => show(root));
}
