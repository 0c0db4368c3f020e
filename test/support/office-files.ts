/** Small .docx and .pdf files made in memory, sound and hostile. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface Part {
  readonly name: string;
  readonly bytes: Buffer | string;
  /** What the file says of the unpacked size, where it lies. */
  readonly claims?: number;
}

/** A ZIP file of the parts, each deflated. */
export function zipOf(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, claims } of parts) {
    const raw = Buffer.from(bytes as string);
    const packed = deflateRawSync(raw, { level: 9 });
    const title = Buffer.from(name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(raw), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(claims ?? raw.length, 18);
    head.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, title, packed]);
    const entry = Buffer.alloc(46);
    entry.write('PK\x01\x02', 0, 'latin1');
    entry.writeUInt16LE(20, 4);
    head.copy(entry, 6, 0, 24);
    entry.writeUInt32LE(offset, 42);
    locals.push(local);
    list.push(entry, title);
    offset += local.length;
  }
  const size = list.reduce((sum, one) => sum + one.length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...list, end]);
}

const types = '<?xml version="1.0"?><Types><Default Extension="xml" ContentType="application/xml"/></Types>';
const safe = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** A paragraph: its words, those between ** in bold. */
export function paragraph(text: string, properties = ''): string {
  const runs = text.split('**').map((words, index) => {
    const bold = index % 2 === 1 ? '<w:rPr><w:b/></w:rPr>' : '';
    return `<w:r>${bold}<w:t xml:space="preserve">${safe(words)}</w:t></w:r>`;
  });
  return `<w:p>${properties}${runs.join('')}</w:p>`;
}

export const wordBody = (paragraphs: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>${paragraphs}</w:body></w:document>`;

/** A .docx file of the lines, with further parts. */
export function docxOf(lines: readonly string[], more: readonly Part[] = []): Buffer {
  const body = wordBody(lines.map((line) => paragraph(line)).join(''));
  return zipOf([{ name: '[Content_Types].xml', bytes: types }, { name: 'word/document.xml', bytes: body }, ...more]);
}

/** A .pdf file: pages of lines, in a Chinese font that is named but not embedded. */
export function pdfOf(pages: readonly (readonly string[])[]): Buffer {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const kids = pages.map((_, index) => `${6 + index * 2} 0 R`).join(' ');
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  add('<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>');
  add(
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 5 0 R >>',
  );
  add(
    '<< /Type /FontDescriptor /FontName /SimSun /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
  );
  pages.forEach((lines, index) => {
    const text = lines.map((line, row) => placed(line, 780 - row * 20)).join('\n');
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${7 + index * 2} 0 R >>`,
    );
    add(`<< /Length ${text.length} >>\nstream\n${text}\nendstream`);
  });
  let file = '%PDF-1.4\n';
  const places = objects.map((body, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

/** A line of 12 points; blanks before it move it to the right, as in print. */
function placed(line: string, y: number): string {
  const words = line.replace(/^\u3000+/, '');
  const x = 60 + (line.length - words.length) * 12;
  const hex = Buffer.from(words, 'utf16le').swap16().toString('hex');
  return `BT /F1 12 Tf 1 0 0 1 ${x} ${y} Tm <${hex}> Tj ET`;
}
