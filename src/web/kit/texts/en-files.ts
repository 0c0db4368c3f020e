import type { zhFiles } from './zh-files.ts';

/** Attachments. */
export const enFiles: Record<keyof typeof zhFiles, string> = {
  'files.title': 'Attachments',
  'files.none': 'No attachments. They are voluntary; the record counts without them.',
  'files.choose': 'Choose files',
  'files.chooseOne': 'Choose a file',
  'files.noneChosen': 'none chosen',
  'files.drop': 'or drop them here',
  'files.kinds': '{{endings}}; at most {{max}}, each up to {{size}}',
  'files.photos': 'Photos are kept without place and camera; nobody needs to take one for this.',
  'files.remove': 'Remove',
  'files.removeOne': 'Remove {{name}}',
  'files.stop': 'Cancel',
  'files.stopOne': 'Cancel sending {{name}}',
  'files.sending': 'Sending {{name}}',
  'files.tooLarge': 'Above {{size}} and not sent. Make it smaller or split it.',
  'files.tooMany': 'At most {{max}}; this one was not sent.',
  'files.unreachable': 'Not sent: the server cannot be reached. Remove it and choose it again.',
  'files.wait': 'Files are still on their way…',
  'files.read': 'Read the text',
  'files.fold': 'Fold the text',
  'files.cut': 'Only the beginning is shown; download the file for all of it.',
  'files.earlier': '{{n}} attached before and taken out since',
  'files.add': 'Add attachments',
  'files.attach': 'Attach these {{n}}',
};
