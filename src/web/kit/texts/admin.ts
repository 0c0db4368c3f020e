/** The texts of the administrators' pages, added when the first of these pages is opened. */
import { addTexts } from '../language.ts';
import { enAdmin } from './en-admin.ts';
import { zhAdmin } from './zh-admin.ts';

addTexts({ zh: zhAdmin, en: enAdmin });
