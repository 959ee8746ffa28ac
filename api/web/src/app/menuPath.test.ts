import { expect, it } from 'vitest';
import { menuPathOf } from './menuPath';

const pages = [
  { path: '/', menu: {} },
  { path: '/gifts', menu: {} },
  { path: '/gifts/new', menu: {} },
  { path: '/gifts/:seq' },
  { path: '/limits', menu: {} },
  { path: '/limits/new' },
];

it('finds the one entry of the menu that a page stands under', () => {
  expect(menuPathOf('/', pages)).toBe('/');
  expect(menuPathOf('/gifts/new', pages)).toBe('/gifts/new');
  expect(menuPathOf('/gifts/36', pages)).toBe('/gifts');
  expect(menuPathOf('/limits/new', pages)).toBe('/limits');
  expect(menuPathOf('/giftsandmore', pages)).toBeUndefined();
});
