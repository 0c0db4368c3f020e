/** The screens of the office face: address, and the module that shows it. A new screen is one folder and one line. */
import type { ComponentType } from 'react';

export interface Screen {
  readonly path: string;
  readonly load: () => Promise<{ Screen: ComponentType }>;
}

export const screens: readonly Screen[] = [
  { path: '/', load: () => import('./home/home.tsx') },
  { path: '/u/$code', load: () => import('./overview/overview.tsx') },
  { path: '/u/$code/unit', load: () => import('./unit/unit.tsx') },
  { path: '/u/$code/obligations', load: () => import('./obligations/obligations.tsx') },
  { path: '/u/$code/o/$duty/$holder/$period', load: () => import('./obligation/obligation.tsx') },
  { path: '/u/$code/seats', load: () => import('./seats/seats.tsx') },
  { path: '/u/$code/posts', load: () => import('./seats/posts.tsx') },
  { path: '/u/$code/import', load: () => import('./import/import.tsx') },
  { path: '/u/$code/handovers', load: () => import('./handover/handovers.tsx') },
  { path: '/u/$code/handovers/$tenure', load: () => import('./handover/handover.tsx') },
  { path: '/p/$county/$id', load: () => import('./person/person.tsx') },
  { path: '/u/$code/s/$seat', load: () => import('./sheet/sheet.tsx') },
  { path: '/u/$code/records', load: () => import('./records/records.tsx') },
  { path: '/u/$code/new', load: () => import('./record-form/kinds.tsx') },
  { path: '/u/$code/new/$kind', load: () => import('./record-form/create.tsx') },
  { path: '/r/$county/$id', load: () => import('./record/record.tsx') },
  { path: '/r/$county/$id/amend', load: () => import('./record-form/amend.tsx') },
  { path: '/reviews', load: () => import('./review/reviews.tsx') },
  { path: '/notices', load: () => import('./review/notice-list.tsx') },
  { path: '/me', load: () => import('./account/account.tsx') },
  { path: '/accounts', load: () => import('./accounts/accounts.tsx') },
  { path: '/approvals', load: () => import('./accounts/approvals.tsx') },
  { path: '/audit', load: () => import('./audit/audit.tsx') },
  { path: '/law', load: () => import('./law/documents.tsx') },
  { path: '/law/documents/$id', load: () => import('./law/document.tsx') },
  { path: '/law/clause', load: () => import('./law/clause.tsx') },
  { path: '/law/duties/$duty', load: () => import('./law/duty.tsx') },
  { path: '/papers/check', load: () => import('./papers/check.tsx') },
  { path: '/law/texts', load: () => import('./texts/texts.tsx') },
  { path: '/law/texts/compare', load: () => import('./texts/compare.tsx') },
  { path: '/law/texts/$home/$id', load: () => import('./texts/text.tsx') },
  { path: '/law/texts/$home/$id/draft', load: () => import('./drafts/begin.tsx') },
  { path: '/law/drafts', load: () => import('./drafts/drafts.tsx') },
  { path: '/law/drafts/$home/$id', load: () => import('./drafts/draft.tsx') },
  { path: '/law/texts/$home/$id/base', load: () => import('./texts/alignment.tsx') },
  { path: '/law/compare', load: () => import('./law/compare.tsx') },
  { path: '/law/assumptions', load: () => import('./law/assumptions.tsx') },
];
