/** The texts of drafting a pack, added when the first of these pages is opened. */
import { addTexts } from '../language.ts';
import { enDrafts } from './en-drafts.ts';
import { zhDrafts } from './zh-drafts.ts';

addTexts({ zh: zhDrafts, en: enDrafts });
