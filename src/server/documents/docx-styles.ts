/** Paragraph styles of Word, as far as they number paragraphs: word/styles.xml with inheritance. */
import { readXml } from './xml.ts';

interface Style {
  basedOn: string | null;
  list: string | null;
  level: number | null;
}

export interface StyleNumber {
  /** The list, `0` where the style takes numbers away. */
  readonly list: string;
  /** null: the level of the list that names the style. */
  readonly level: number | null;
}

export interface Styles {
  /** The list that a paragraph of a style belongs to by itself; null for none. An empty name is the default style. */
  numberOf(style: string): StyleNumber | null;
}

/** Reads word/styles.xml. */
export function stylesOf(xml: string): Styles {
  const styles = new Map<string, Style>();
  let standard = '';
  let style: Style | null = null;
  readXml(xml, {
    open: (name, attribute) => {
      const value = attribute('w:val') ?? '';
      if (name === 'w:style') {
        if ((attribute('w:type') ?? 'paragraph') !== 'paragraph') return;
        style = { basedOn: null, list: null, level: null };
        const id = attribute('w:styleId') ?? '';
        styles.set(id, style);
        if (['1', 'true', 'on'].includes(attribute('w:default') ?? '')) standard = id;
      } else if (style && name === 'w:basedOn') style.basedOn = value;
      else if (style && name === 'w:numId') style.list = value;
      else if (style && name === 'w:ilvl') style.level = Number(value) || 0;
    },
    close: (name) => {
      if (name === 'w:style') style = null;
    },
    text: () => {},
  });
  return {
    numberOf: (given) => {
      let level: number | null = null;
      const seen = new Set<string>();
      for (let id: string | null = given || standard; id !== null && !seen.has(id); ) {
        seen.add(id);
        const at: Style | undefined = styles.get(id);
        level ??= at?.level ?? null;
        if (at?.list) return { list: at.list, level };
        id = at?.basedOn ?? null;
      }
      return null;
    },
  };
}
