/** Checks of document templates: what a text, a figure or a table names must be there. */
import { parameters, type Template, type TemplateBlock } from '../template.ts';
import { type Fault, fault, type PathStep, type Placed } from './fault.ts';
import { clauseFaults } from './regimes.ts';
import { type Scope, twice } from './scope.ts';

type PlacedTemplate = Placed<Template>;

/** Names in braces of a text. */
export const namesIn = (text: string): string[] => [...text.matchAll(/\{([a-z0-9_]+)\}/g)].map((match) => match[1]!);

/** All template faults of a pack. */
export function templateFaults(scope: Scope): Fault[] {
  const doubles = twice(scope.pack.templates, ({ value }) => value.id).map(({ value, at }) =>
    fault(at('id'), `公文模板重复：${value.id}`, `the document template stands twice: ${value.id}`),
  );
  return [...doubles, ...scope.pack.templates.flatMap((one) => faultsOf(one, scope))];
}

function faultsOf(placed: PlacedTemplate, scope: Scope): Fault[] {
  const { value: template, at } = placed;
  const figures = template.figures ?? {};
  const faults = clauseFaults(at, ['clauses'], template.clauses ?? [], scope.clauses);
  for (const [name, figure] of Object.entries(figures)) {
    if (!template.questions[figure.of]) faults.push(noQuestion(at('figures', name, 'of'), figure.of));
    if ((parameters as readonly string[]).includes(name))
      faults.push(fault(at('figures', name), `${name} 是参数名`, `${name} is the name of a parameter`));
  }
  for (const [path, text] of textsOf(template)) {
    for (const name of namesIn(text)) {
      if (figures[name] || isParameter(template, name)) continue;
      faults.push(fault(at(...path), `没有名为 ${name} 的数字或参数`, `there is no figure or parameter ${name}`));
    }
  }
  for (const [path, block] of blocksOf(template)) {
    if ('table' in block && !template.questions[block.table.of])
      faults.push(noQuestion(at(...path, 'table', 'of'), block.table.of));
    for (const key of ['when', 'unless'] as const) {
      const name = block[key];
      if (name !== undefined && !figures[name])
        faults.push(fault(at(...path, key), `没有数字 ${name}`, `there is no figure ${name}`));
    }
  }
  return faults;
}

const noQuestion = (where: ReturnType<PlacedTemplate['at']>, name: string): Fault =>
  fault(where, `没有问题 ${name}`, `there is no question ${name}`);

const isParameter = ({ needs = [] }: Template, name: string): boolean =>
  ['unit', 'code', 'day', 'year', ...needs].includes(name);

type PlacedBlock = [path: PathStep[], block: TemplateBlock];

function blocksOf({ body, attachments = [] }: Template): PlacedBlock[] {
  return [
    ...body.map((block, index): PlacedBlock => [['body', index], block]),
    ...attachments.flatMap((part, at) =>
      part.body.map((block, index): PlacedBlock => [['attachments', at, 'body', index], block]),
    ),
  ];
}

function textsOf(template: Template): [path: PathStep[], text: string][] {
  const { issuer, mark, number, title, joint = [], addressees = [], copies = [], attachments = [] } = template;
  return [
    [['issuer'], issuer],
    [['mark'], mark ?? ''],
    [['number'], number ?? ''],
    [['title'], title],
    ...joint.map((text, index): [PathStep[], string] => [['joint', index], text]),
    ...addressees.map((text, index): [PathStep[], string] => [['addressees', index], text]),
    ...copies.map((text, index): [PathStep[], string] => [['copies', index], text]),
    ...attachments.map((part, index): [PathStep[], string] => [['attachments', index, 'title'], part.title]),
    ...blocksOf(template).flatMap(([path, block]): [PathStep[], string][] => {
      if ('heading' in block) return [[[...path, 'heading'], block.heading]];
      if ('text' in block) return [[[...path, 'text'], block.text]];
      return 'to_write' in block ? [[[...path, 'to_write'], block.to_write]] : [];
    }),
  ];
}
