/** What the statuses of obligations are called wherever the server writes them, as on the screen and in the glossary. */
import type { Status } from '#ledger';
import type { Words } from '#regime';

export const statusWords: Readonly<Record<Status, Words>> = {
  met: { zh: '已完成', en: 'met' },
  excused: { zh: '已豁免', en: 'excused' },
  open: { zh: '待完成', en: 'open' },
  due_soon: { zh: '临近到期', en: 'due soon' },
  overdue: { zh: '已逾期', en: 'overdue' },
};
