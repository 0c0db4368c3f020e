/** Wording of what the ledger and the tree refuse: units, seats, fields, records and acts. */
import type { RefusalWords } from './refusals.ts';

const fit = {
  zh: '请改正“{field}”后重新提交；已填内容不会丢失。',
  en: 'Mend "{field}" and send it again; nothing you filled in is lost.',
};
const look = {
  zh: '请按名称、拼音或代码查找单位。',
  en: 'Search for the unit by name, pinyin or code.',
};

export const actRefusals = {
  unit_code_invalid: {
    status: 400,
    message: {
      zh: '“{code}”不是单位代码：应为 2、4、6、9 或 12 位数字，全国为 0。',
      en: '"{code}" is not a unit code: it has 2, 4, 6, 9 or 12 digits, or is 0 for the nation.',
    },
    remedy: look,
  },
  unit_unknown: {
    status: 404,
    message: { zh: '没有代码为 {value} 的单位。', en: 'There is no unit with the code {value}.' },
    remedy: look,
  },
  unit_not_in_force: {
    status: 422,
    message: {
      zh: '单位 {value} 在 {day} 不存在（尚未设立或已撤并）。',
      en: 'Unit {value} did not exist on {day}: not founded yet, or merged.',
    },
    remedy: {
      zh: '请选择当日有效的单位；撤并后的单位见其单位页。',
      en: 'Choose a unit in force on that day; its page names what became of it.',
    },
  },
  unit_outside_county: {
    status: 400,
    message: {
      zh: '单位 {value} 不在地址所写的 {county} 之内。',
      en: 'Unit {value} does not belong to {county}, which the address names.',
    },
    remedy: {
      zh: '请用该单位所在县（县以上用其自身代码）的地址提交。',
      en: "Send it to the address of the unit's county, or of the unit itself above the county.",
    },
  },
  target_outside: {
    status: 422,
    message: { zh: '{value} 不是 {unit} 之内合乎要求的单位。', en: '{value} is not a fitting unit inside {unit}.' },
    remedy: {
      zh: '请选择本单位范围内、层级相符的涉农单位。',
      en: 'Choose units inside this one, of the level asked for, with farming where the law says so.',
    },
  },
  target_twice: {
    status: 422,
    message: { zh: '“{field}”中 {value} 出现了两次。', en: '{value} is named twice in "{field}".' },
    remedy: { zh: '请去掉重复的一项。', en: 'Remove the repetition.' },
  },
  seat_unknown: {
    status: 404,
    message: { zh: '没有职务或机构 {value}。', en: 'There is no seat or body {value}.' },
    remedy: {
      zh: '请从该单位的“职务与机构”中选择。',
      en: 'Choose one from the seats and bodies of the unit.',
    },
  },
  day_outside_tenure: {
    status: 422,
    message: {
      zh: '{day} 时“{post}”无人任职（最近的任期：{span}）。',
      en: 'Nobody held the seat "{post}" on {day} (nearest tenure: {span}).',
    },
    remedy: { zh: '请核对日期，或先登记任职。', en: 'Check the day, or register the tenure first.' },
  },
  day_unfinished: {
    status: 409,
    message: {
      zh: '{day} 尚未结束（今天是 {today}），不能封存。',
      en: '{day} is not over yet (today is {today}) and cannot be sealed.',
    },
    remedy: { zh: '请选昨天或更早的日期。', en: 'Choose yesterday or an earlier day.' },
  },
  day_invalid: {
    status: 400,
    message: { zh: '“{day}”不是日期。', en: '"{day}" is not a day.' },
    remedy: { zh: '请写作“年-月-日”，如 2026-03-01，并确有其日。', en: 'Write it YYYY-MM-DD, and a day that exists.' },
  },
  day_too_far: {
    status: 400,
    message: { zh: '{day} 太远：只能看到 {last} 为止。', en: '{day} is too far off: pages look up to {last}.' },
    remedy: { zh: '请选择较近的日期。', en: 'Choose an earlier day.' },
  },
  day_future: {
    status: 422,
    message: {
      zh: '{day} 在今天（{today}）之后；尚未发生的事不能记录。',
      en: '{day} lies after today ({today}); what has not happened cannot be recorded.',
    },
    remedy: { zh: '请改为实际发生的日期。', en: 'Give the day on which it happened.' },
  },
  kind_unknown: {
    status: 422,
    message: {
      zh: '在 {unit} 没有记录种类“{kind}”；现有：{kinds}。',
      en: '{unit} keeps no records of kind "{kind}"; there are: {kinds}.',
    },
    remedy: {
      zh: '请从该单位“记一条”所列的种类中选择。',
      en: 'Choose one of the kinds that the unit can record.',
    },
  },
  field_unknown: {
    status: 422,
    message: { zh: '此种记录没有“{field}”这一项。', en: 'This kind of record has no field "{field}".' },
    remedy: fit,
  },
  field_required: {
    status: 422,
    message: { zh: '“{field}”必须填写。', en: '"{field}" must be filled in.' },
    remedy: fit,
  },
  field_kind: {
    status: 422,
    message: {
      zh: '“{field}”的值类型不对（应为 {wanted}）。',
      en: 'The value of "{field}" is of the wrong type ({wanted} is wanted).',
    },
    remedy: fit,
  },
  field_too_many: {
    status: 422,
    message: {
      zh: '“{field}”有 {entries} 项，最多 {max} 项。',
      en: '"{field}" has {entries} entries; at most {max} are allowed.',
    },
    remedy: { zh: '请分成几条记录。', en: 'Split it into several records.' },
  },
  number_outside: {
    status: 422,
    message: {
      zh: '“{field}”为 {value}，应在 {min} 与 {max} 之间。',
      en: '"{field}" is {value}; it must lie between {min} and {max}.',
    },
    remedy: fit,
  },
  choice_unknown: {
    status: 422,
    message: {
      zh: '“{field}”没有选项“{value}”；可选：{options}。',
      en: '"{field}" has no choice "{value}"; there are: {options}.',
    },
    remedy: fit,
  },
  text_broken: {
    status: 422,
    message: {
      zh: '“{field}”第 {place} 个字符 {character} 已损坏或不可显示。',
      en: 'Character {place} of "{field}" ({character}) is broken or cannot be shown.',
    },
    remedy: {
      zh: '请重新输入该字符；生僻字可直接输入。',
      en: 'Type that character again; rare characters are kept as they are.',
    },
  },
  text_too_long: {
    status: 422,
    message: {
      zh: '“{field}”有 {length} 个字符，最多 {max} 个。',
      en: '"{field}" has {length} characters; at most {max} are kept.',
    },
    remedy: { zh: '请缩短；全文可作为文件另存。', en: 'Shorten it; the full text belongs in a file.' },
  },
  record_unknown: {
    status: 404,
    message: { zh: '没有这条台账。', en: 'There is no such record.' },
    remedy: {
      zh: '请从台账列表中打开；可能地址写错了，也可能它不在您的职务范围内。',
      en: 'Open it from the list of records; the address may be wrong, or it lies outside of what your seats reach.',
    },
  },
  record_exists: {
    status: 409,
    message: { zh: '编号为 {record} 的记录已经存在。', en: 'A record with the id {record} exists already.' },
    remedy: {
      zh: '新记录请用新的编号；要改它，请用 amend。',
      en: 'Use a new id for a new record; to change this one, send an amend.',
    },
  },
  kind_not_at_level: {
    status: 422,
    message: {
      zh: '“{value}”由 {levels} 级单位登记，{level} 级不登记。',
      en: '"{value}" is kept by units of level {levels}, not {level}.',
    },
    remedy: {
      zh: '请改由相应层级的单位登记，或换一种记录。',
      en: 'Let a unit of that level keep it, or choose another kind.',
    },
  },
  version_conflict: {
    status: 409,
    message: {
      zh: '记录已被改动：现为第 {version} 版，您依据的是第 {given} 版。',
      en: 'The record has moved on: it is at version {version}, you saw {given}.',
    },
    remedy: {
      zh: '请重新打开记录，核对后再提交；您填写的内容仍在表单中。',
      en: 'Open the record again, compare and resubmit; what you typed is still in the form.',
    },
  },
  act_not_open: {
    status: 409,
    message: {
      zh: '记录处于“{state}”，不能办理“{verb}”；现在可办：{open}。',
      en: 'In state "{state}" the record is not open to "{verb}"; open now: {open}.',
    },
    remedy: { zh: '请从可办动作中选择。', en: 'Choose one of the acts that are open.' },
  },
  reason_required: {
    status: 422,
    message: { zh: '办理“{verb}”必须写明理由。', en: 'The act "{verb}" needs a reason.' },
    remedy: { zh: '请写明理由。', en: 'Write the reason.' },
  },
  field_fixed: {
    status: 422,
    message: {
      zh: '“{field}”登记后不能更改（现为 {value}）。',
      en: '"{field}" cannot change once recorded (it is {value}).',
    },
    remedy: { zh: '请撤回这条记录，另行登记。', en: 'Withdraw this record and make another.' },
  },
  waiver_duty: {
    status: 422,
    message: { zh: '{unit}没有可免除的责任“{duty}”。', en: '{unit} owes no duty "{duty}" that could be excused.' },
    remedy: { zh: '请从该单位的应尽事项中选择。', en: 'Choose one of the obligations of the unit.' },
  },
  waiver_seat: {
    status: 422,
    message: {
      zh: '“{post}”不承担这项责任；承担者：{holders}。',
      en: '"{post}" does not owe this duty; it is owed by: {holders}.',
    },
    remedy: { zh: '请选择承担者之一，或留空表示全部。', en: 'Choose one of them, or leave it empty for all.' },
  },
  waiver_period: {
    status: 422,
    message: { zh: '责任“{duty}”没有时段“{value}”。', en: 'Duty "{duty}" has no period "{value}".' },
    remedy: { zh: '请从该责任的应尽事项中选择时段。', en: 'Choose the period from the obligations of that duty.' },
  },
  duplicate_act: {
    status: 409,
    message: {
      zh: '编号 {act} 的办理动作已经收到过，但内容不同；先前的保持不变。',
      en: 'An act with the id {act} was received before with other content; the earlier one stands.',
    },
    remedy: { zh: '请换一个新编号提交这次的内容。', en: 'Send this content under a new id.' },
  },
} as const satisfies Record<string, RefusalWords>;
