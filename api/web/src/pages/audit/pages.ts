import type { OfficePage } from '@/app/page';

export const pages: OfficePage[] = [];
