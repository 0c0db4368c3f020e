/** Refusals about the tree of units, its files and the sample. Their sentences come with the case; here is what to do. */
import type { RefusalWords } from './refusals.ts';

const told = { zh: '{zh}', en: '{en}' };
const lookAtUnit = {
  zh: '请打开该单位的页面，核对其代码、名称和变更记录。',
  en: 'Open the page of the unit and check its code, its name and what became of it.',
};
const mendAct = {
  zh: '请按上文改正后，以同一编号重新提交。',
  en: 'Mend it as it says and send it again under the same id.',
};
const said = <S extends RefusalWords['status']>(status: S, remedy: RefusalWords['remedy']) => ({
  status,
  message: told,
  remedy,
});

export const treeRefusals = {
  unit_act_shape: said(422, mendAct),
  unit_act_level: said(422, mendAct),
  unit_act_same_day: said(422, mendAct),
  unit_act_nothing: said(422, mendAct),
  unit_act_out_of_order: said(409, lookAtUnit),
  unit_act_differs: said(409, { zh: '请换一个新编号提交这次的内容。', en: 'Send this content under a new id.' }),
  unit_ended: said(409, lookAtUnit),
  unit_succession_cycle: said(422, lookAtUnit),
  unit_split_children: said(422, mendAct),
  unit_name_missing: said(422, mendAct),
  unit_code_taken: said(409, lookAtUnit),
  unit_parent_missing: said(422, lookAtUnit),
  unit_codes_full: said(422, { zh: '请先合并或另设上级单位。', en: 'Merge units or make another one above first.' }),
  units_not_loaded: said(503, { zh: '请稍候数秒重试。', en: 'Try again in a few seconds.' }),
  units_missing: said(409, { zh: '请运行 zerentian units load。', en: 'Run zerentian units load.' }),
  units_upper_missing: said(409, { zh: '请运行 zerentian units load。', en: 'Run zerentian units load.' }),
  units_changed: said(409, { zh: '请以单位变更逐项登记。', en: 'Record the changes one by one as acts on units.' }),
  unit_overrides: said(500, { zh: '请改正 db/units/overrides.yaml。', en: 'Mend db/units/overrides.yaml.' }),
  unit_file: said(500, { zh: '请用脚本重新生成单位数据文件。', en: 'Make the unit file anew with its script.' }),
  sample_not_empty: said(409, { zh: '请换一个空的数据文件夹。', en: 'Use an empty data folder.' }),
  sample_units_missing: said(409, { zh: '请先运行 zerentian units load。', en: 'Run zerentian units load first.' }),
} as const satisfies Record<string, RefusalWords>;
