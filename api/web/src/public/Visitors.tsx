import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './visitors.css';

/** What anybody may see, without signing in: no Ant Design here, so that it is there at once. */
export function show(root: HTMLElement) {
  createRoot(root).render(<StrictMode>{null}</StrictMode>);
}
