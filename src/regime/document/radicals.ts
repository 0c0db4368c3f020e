/** Radicals that stand for whole characters: many PDF files name their signs so. */

/** Of the block U+2E80 to U+2EFF; Unicode gives these no character of their own, unlike those from U+2F00 on. */
const supplement =
  '⺁厂⺃乚⺄乙⺈勹⺋卩⺌小⺍小⺎尢⺐尣⺓幺⺕彐⺗心⺘手⺙攴⺜曰⺝月⺠民⺡水⺢水⺣火⺥爪⺦丬⺧牛⺨犬⺩王⺪疋⺫目⺬示⺭示⺮竹⺯糸⺰纟⺱网⺲网⺶羊⺷羊⺸羊⺹老⺼肉⺽臼⺾艹⻁虎⻂衣⻃西⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒长⻓长⻔门⻕阜⻖阜⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龟⻲亀';
const whole = new Map(
  Array.from({ length: supplement.length / 2 }, (_, at) => [supplement[at * 2]!, supplement[at * 2 + 1]!] as const),
);

/** The text with whole characters in place of radicals; its length stays. */
export function wholeCharacters(text: string): string {
  if (!/[\u2e80-\u2fdf]/.test(text)) return text;
  return text.replace(/[\u2e80-\u2fdf]/g, (one) => whole.get(one) ?? one.normalize('NFKC').slice(0, 1));
}
