/** Wording of what is refused about seats and the persons in them. */
import type { RefusalWords } from './refusals.ts';

export const seatRefusals = {
  seat_elsewhere: {
    status: 422,
    message: { zh: '职务 {value} 不属于单位 {unit}。', en: 'The seat {value} does not belong to unit {unit}.' },
    remedy: {
      zh: '任职和代行只能登记在职务所在的单位，请到该单位的“职务”页办理。',
      en: "Tenures and deputies are entered at the seat's own unit: use its page of seats.",
    },
  },
  until_before_from: {
    status: 422,
    message: { zh: '截止日 {until} 早于起始日 {from}。', en: 'It ends on {until}, before it begins on {from}.' },
    remedy: {
      zh: '请核对两个日期；当日到任当日离任的，两日相同。',
      en: 'Check both days; a single day has the same twice.',
    },
  },
  deputy_is_holder: {
    status: 422,
    message: {
      zh: '此人在这些日子本就担任“{post}”。',
      en: 'This person holds the seat "{post}" on these days himself.',
    },
    remedy: { zh: '请选择另一人代行，或核对起止日期。', en: 'Choose somebody else, or check the days.' },
  },
  body_unknown: {
    status: 422,
    message: { zh: '本级没有机构“{value}”。', en: 'There is no body "{value}" at this level.' },
    remedy: {
      zh: '请按“机构与职务”页上的法定名称或编号填写；本地叫法写在本地全称里。',
      en: 'Name it as the page of bodies and seats does; its local name goes into the full local name.',
    },
  },
  post_not_set_up: {
    status: 422,
    message: {
      zh: '{name_zh}自 {from} 起登记为未设，{day} 不能任职或代行。',
      en: '{name_en} is entered as not set up from {from}: nobody can hold it or stand in on {day}.',
    },
    remedy: {
      zh: '确已设立的，先在“机构与职务”页更正或终止这条登记；未设的，请在承担其工作的机构登记任职。',
      en: 'If it is set up, correct or end that entry on the page of bodies and seats first; if not, appoint at the body that does its work.',
    },
  },
  post_held: {
    status: 422,
    message: {
      zh: '{name_zh}自 {since} 起有人任职，{day} 起不能登记为未设。',
      en: '{name_en} is held since {since}: it cannot be entered as not set up from {day}.',
    },
    remedy: {
      zh: '请先登记离任，再从离任次日起登记未设。',
      en: 'End the tenure first, then enter it as not set up from the day after.',
    },
  },
  entry_elsewhere: {
    status: 422,
    message: { zh: '职务 {value} 不属于单位 {unit}。', en: 'The seat {value} does not belong to unit {unit}.' },
    remedy: {
      zh: '机构和职务在其所在单位登记，请到该单位的“机构与职务”页办理。',
      en: 'Bodies and seats are entered at their own unit: use its page of bodies and seats.',
    },
  },
  setup_unknown: {
    status: 422,
    message: { zh: '设立情况没有“{value}”这一项。', en: '"{value}" does not say how far it is set up.' },
    remedy: { zh: '请填写其中一项：{options_zh}。', en: 'Write one of: {options_en}.' },
  },
  entry_twice: {
    status: 422,
    message: {
      zh: '从 {from} 起已有一条登记，同一天不能有两条。',
      en: 'There is an entry from {from} already; one day has only one.',
    },
    remedy: {
      zh: '请更正已有的那条，或改起始日期。',
      en: 'Correct the one that is there, or change the day it begins.',
    },
  },
  entry_carrier_missing: {
    status: 422,
    message: { zh: '没有写明与谁合署或由谁承担。', en: 'It does not say with whom it works or who does its work.' },
    remedy: {
      zh: '请填写合署或承担的机构、职务；没有的，设立情况选“未设”。',
      en: 'Name the other body or seat; if there is none, choose "Not set up".',
    },
  },
  entry_carrier_needless: {
    status: 422,
    message: {
      zh: '设立情况与合署或承担的机构、职务不相符。',
      en: 'Another body or seat is named, but what is chosen has none.',
    },
    remedy: {
      zh: '由别人承担的，设立情况选“未设，由其他机构（职务）承担”；否则不填承担者。',
      en: 'Where another does the work, choose so; otherwise name none.',
    },
  },
  entry_carrier_itself: {
    status: 422,
    message: { zh: '合署或承担的就是它自己。', en: 'It is named as working with, or carried by, itself.' },
    remedy: { zh: '请填写另一个机构或职务。', en: 'Name another body or seat.' },
  },
  person_unknown: {
    status: 404,
    message: { zh: '没有编号为 {person} 的人员。', en: 'There is no person {person}.' },
    remedy: { zh: '请从单位的“职务”页打开人员。', en: 'Open the person from the page of seats of a unit.' },
  },
  purpose_unknown: {
    status: 422,
    message: { zh: '没有说明查看联系方式的用途。', en: 'It was not said what the contact details are needed for.' },
    remedy: { zh: '请从所列用途中选一项：{purposes_zh}。', en: 'Choose one of the purposes: {purposes_en}.' },
  },
  phone_invalid: {
    status: 422,
    message: {
      zh: '电话不是完整的手机号或固定电话。',
      en: 'The phone number is neither a whole mobile number nor a landline.',
    },
    remedy: {
      zh: '手机填十一位数字；固定电话带区号，如 0743-1234567。',
      en: 'A mobile has eleven digits; a landline has its area code, as 0743-1234567.',
    },
  },
  mail_invalid: {
    status: 422,
    message: { zh: '邮箱地址不完整。', en: 'The mail address is not whole.' },
    remedy: { zh: '请按 name@example.cn 的样子填写。', en: 'Write it like name@example.cn.' },
  },
  person_ambiguous: {
    status: 422,
    message: {
      zh: '本地登记有 {count} 位“{name}”，分不清是哪一位。',
      en: 'There are {count} persons named "{name}" here.',
    },
    remedy: {
      zh: '请填写人员编号，或到人员页分别登记。',
      en: 'Give the number of the person, or enter it on the page of each.',
    },
  },
  contact_differs: {
    status: 409,
    message: { zh: '此人已登记的与表中不同。', en: 'Something else is entered for this person already.' },
    remedy: { zh: '请核对；要更改的，到人员页更改。', en: 'Check it; change it on the page of the person.' },
  },
  tenure_unknown: {
    status: 404,
    message: { zh: '单位 {unit} 没有这样一段近期离任：{tenure}。', en: 'No tenure {tenure} ended of late at {unit}.' },
    remedy: {
      zh: '请先登记离任；离任次日起可办交接，很久以前的离任不再办理。',
      en: 'Enter the end of the tenure first; it is handed over from the day after, and not long afterwards.',
    },
  },
  handover_no_taker: {
    status: 422,
    message: { zh: '职务空缺，没有接任者。', en: 'The seat is vacant; nobody follows.' },
    remedy: {
      zh: '请先登记继任者，或指定一人暂时接收。',
      en: 'Enter the successor first, or name somebody who takes over for now.',
    },
  },
  sheet_unreadable: {
    status: 400,
    message: {
      zh: '这个文件不是可读的 .xlsx 表格。',
      en: 'The file is no readable .xlsx spreadsheet.',
    },
    remedy: { zh: '请用模板填写，另存为 .xlsx 后再试。', en: 'Fill in the template, save it as .xlsx and try again.' },
  },
  sheet_columns: {
    status: 422,
    message: { zh: '表格第一行缺少列：{missing}。', en: 'The first row lacks columns: {missing}.' },
    remedy: { zh: '请下载模板，按模板的列填写。', en: 'Download the template and fill in its columns.' },
  },
  sheet_too_long: {
    status: 413,
    message: { zh: '表格超过 {limit} 行。', en: 'The sheet has more than {limit} rows.' },
    remedy: { zh: '请分成几个文件导入。', en: 'Import it in several files.' },
  },
  cell_digits: {
    status: 422,
    message: {
      zh: '“{field}”的数字太长，表格软件已丢失末位。',
      en: 'The number in "{field}" is so long that the spreadsheet lost digits.',
    },
    remedy: { zh: '请把该列设为文本格式后重新填写。', en: 'Format the column as text and write it again.' },
  },
  import_differs: {
    status: 409,
    message: {
      zh: '这段任职已登记，但离任日等内容与表中不同。',
      en: 'This tenure is entered already, with other content.',
    },
    remedy: {
      zh: '请到单位的“职务与任职”页更正或登记离任。',
      en: 'Correct it, or enter its end, on the page of seats of the unit.',
    },
  },
  not_yours_to_sign: {
    status: 403,
    message: {
      zh: '这一步须由制度包指定的人办理，您不是其中之一。',
      en: 'The pack says who does this step, and it is not you.',
    },
    remedy: {
      zh: '请由移交人、接收人、职务任职者本人或农办办理；一方无法签字的，由未参与交接的农办人员监交。',
      en: 'It is done by who leaves, who follows, the holder, or the rural work office; somebody of the office who takes no part witnesses.',
    },
  },
  person_name_differs: {
    status: 409,
    message: {
      zh: '编号为 {person} 的人员已登记为“{name}”，与所填“{given}”不同。',
      en: 'The person {person} is registered as "{name}", not "{given}".',
    },
    remedy: {
      zh: '同名的另一人请新登记；姓名写错的，请先在人员页更正姓名。',
      en: 'Enter another person anew; correct a misspelt name on the page of the person first.',
    },
  },
} as const satisfies Record<string, RefusalWords>;
