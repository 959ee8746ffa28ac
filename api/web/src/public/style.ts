import bars from '@/charts/bars.css?inline';
import visitors from './visitors.css?inline';

/** The style of visitors' pages. It is in the script, since the office must not have it. */
export function dress() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(visitors + bars);
  document.adoptedStyleSheets = [sheet];
}
