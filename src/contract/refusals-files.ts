/** Wording of what attachments refuse. */
import type { RefusalWords } from './refusals.ts';

const accepted = {
  zh: '可附 .jpg .png .webp .heic 图片，.pdf .docx .xlsx .pptx .ofd 文件，或 .txt 文字。',
  en: 'Pictures (.jpg .png .webp .heic), .pdf .docx .xlsx .pptx .ofd files and .txt texts can be attached.',
};

export const fileRefusals = {
  config_files: {
    status: 500,
    message: { zh: '{zh}', en: '{en}' },
    remedy: { zh: '请改正环境变量 {name}。', en: 'Mend the environment variable {name}.' },
  },
  path_unreadable: {
    status: 404,
    message: {
      zh: '没有文件 {file}，或无法打开（{detail}）。',
      en: 'There is no file {file}, or it cannot be opened ({detail}).',
    },
    remedy: { zh: '请核对路径和权限。', en: 'Check the path and its permissions.' },
  },
  path_unwritable: {
    status: 422,
    message: { zh: '写不了文件 {file}（{detail}）。', en: 'The file {file} cannot be written ({detail}).' },
    remedy: {
      zh: '请核对文件夹是否存在、有无权限、磁盘是否已满。',
      en: 'Check that its folder is there, its permissions, and the room on the disk.',
    },
  },
  backup_exists: {
    status: 409,
    message: { zh: '文件已存在：{file}。', en: 'The file is there already: {file}.' },
    remedy: { zh: '请换一个文件名，旧备份不会被覆盖。', en: 'Take another name; no backup is written over.' },
  },
  backup_unreadable: {
    status: 404,
    message: { zh: '读不到备份文件：{file}（{detail}）。', en: 'The backup cannot be read: {file} ({detail}).' },
    remedy: { zh: '请核对路径和权限。', en: 'Check the path and its permissions.' },
  },
  backup_damaged: {
    status: 422,
    message: {
      zh: '备份文件损坏或不完整，什么也没有写入（{detail}）。',
      en: 'The backup is damaged or cut off; nothing was written ({detail}).',
    },
    remedy: { zh: '请用另一份备份。', en: 'Use another copy.' },
  },
  backup_migration: {
    status: 409,
    message: {
      zh: '备份的结构是第 {found} 号迁移，本程序是第 {known} 号。',
      en: 'The backup was made at migration {found}; this program is at {known}.',
    },
    remedy: {
      zh: '请用备份时的程序版本恢复，再升级程序。',
      en: 'Restore it with the version it was made by, then upgrade.',
    },
  },
  restore_not_empty: {
    status: 409,
    message: {
      zh: '这里已有数据，不能恢复到其中。',
      en: 'There is something here already; nothing is restored over it.',
    },
    remedy: {
      zh: '请另设空的数据目录（ZERENTIAN_DATA）或空的数据库（DATABASE_URL）。',
      en: 'Name an empty data folder (ZERENTIAN_DATA) or an empty database (DATABASE_URL).',
    },
  },
  file_empty: {
    status: 400,
    message: { zh: '文件是空的（0 字节）。', en: 'The file is empty (0 bytes).' },
    remedy: { zh: '请核对后重新选择。', en: 'Check it and choose again.' },
  },
  file_too_large: {
    status: 413,
    message: { zh: '文件超过上限 {limit}。', en: 'The file is above the limit of {limit}.' },
    remedy: { zh: '请压缩图片、拆分文件后再附。', en: 'Make its pictures smaller or split it.' },
  },
  file_kind: {
    status: 415,
    message: { zh: '这类文件（{kind}）不能作附件。', en: 'Files of this kind ({kind}) cannot be attached.' },
    remedy: {
      zh: `${accepted.zh}旧的 .doc .xls .ppt 请另存为 .docx .xlsx .pptx。`,
      en: `${accepted.en} Save old .doc .xls .ppt files as .docx .xlsx .pptx.`,
    },
  },
  file_kind_here: {
    status: 422,
    message: {
      zh: '“{name}”是{family}，此处只收：{accepts}。',
      en: '"{name}" is of kind {family}; here go: {accepts}.',
    },
    remedy: { zh: '请换用所列种类的文件。', en: 'Use a file of a kind named.' },
  },
  file_name: {
    status: 400,
    message: { zh: '文件名“{name}”不能用。', en: 'The file name "{name}" cannot be used.' },
    remedy: {
      zh: '请用上传后返回的文件名；不含斜杠，结尾与内容一致。',
      en: 'Use the name that the upload gave back: no slashes, and the ending of its content.',
    },
  },
  file_mixed: {
    status: 422,
    message: {
      zh: '文件前后夹带着别的内容，不予接收。',
      en: 'There is something else before or behind the document, so it is not taken.',
    },
    remedy: { zh: '请用原软件打开并另存一份，再附上。', en: 'Open it in its program, save it anew and attach that.' },
  },
  file_active: {
    status: 422,
    message: {
      zh: '文件里有会运行或从别处取来的内容（{part}），不予接收。',
      en: 'The file holds something that runs or is fetched from elsewhere ({part}), so it is not taken.',
    },
    remedy: { zh: '请另存为不含宏和脚本的文件，或导出为 PDF。', en: 'Save it without macros and scripts, or as PDF.' },
  },
  file_bomb: {
    status: 422,
    message: { zh: '文件解压后过大，已停止读取。', en: 'Unpacked, the file is too large; reading was stopped.' },
    remedy: { zh: '请去掉多余内容，或导出为 PDF。', en: 'Take out what is not needed, or save it as PDF.' },
  },
  file_broken: {
    status: 422,
    message: { zh: '文件已损坏（{why}）。', en: 'The file is damaged ({why}).' },
    remedy: { zh: '请打开原件另存后再附。', en: 'Open the original, save it anew and attach that.' },
  },
  file_encrypted: {
    status: 422,
    message: { zh: '文件已加密。', en: 'The file is encrypted.' },
    remedy: { zh: '请去掉密码后再附。', en: 'Remove its password and attach it again.' },
  },
  file_heavy: {
    status: 422,
    message: {
      zh: '检查文件超过 {seconds} 秒或内存上限，已停止。',
      en: 'Checking took over {seconds} s or too much memory.',
    },
    remedy: { zh: '请压缩或拆分后再附。', en: 'Make it smaller or split it.' },
  },
  picture_broken: {
    status: 422,
    message: { zh: '图片无法读取（{why}）。', en: 'The picture cannot be read ({why}).' },
    remedy: { zh: '请另存为 .jpg 或 .png 后再附。', en: 'Save it as .jpg or .png and attach that.' },
  },
  picture_too_large: {
    status: 422,
    message: { zh: '图片超过 {limit} 百万像素。', en: 'The picture has more than {limit} megapixels.' },
    remedy: { zh: '请缩小尺寸后再附。', en: 'Make it smaller and attach it again.' },
  },
  file_not_wanted: {
    status: 422,
    message: { zh: '此类记录（{kind}）不收附件。', en: 'Records of this kind ({kind}) take no attachments.' },
    remedy: { zh: '请写在文字里，或换一种记录。', en: 'Say it in words, or use another kind of record.' },
  },
  files_pending: {
    status: 409,
    message: {
      zh: '在此单位已传而未附上的文件已达 {limit}。',
      en: 'Files sent at this unit and not attached yet have reached {limit}.',
    },
    remedy: {
      zh: '请先提交正在填写的记录；未附上的 {hours} 小时后自动清除。',
      en: 'Send the records being written first; what is not attached goes after {hours} hours.',
    },
  },
  file_unknown: {
    status: 409,
    message: { zh: '附件“{name}”已不在或从未上传。', en: 'The attachment "{name}" is gone or was never sent.' },
    remedy: {
      zh: '请移除它，重新选择文件上传后再提交。',
      en: 'Take it out, choose the file again and send once more.',
    },
  },
  file_away: {
    status: 404,
    message: { zh: '没有这个附件。', en: 'There is no such attachment.' },
    remedy: { zh: '请从记录页重新打开。', en: 'Open it from its record.' },
  },
  file_lost: {
    status: 503,
    message: {
      zh: '附件“{name}”登记在案，但存储中取不到。',
      en: 'The attachment "{name}" is registered, but its store does not give it.',
    },
    remedy: { zh: '请告知管理员运行 zerentian verify。', en: 'Tell the operator to run zerentian verify.' },
  },
} as const satisfies Record<string, RefusalWords>;
