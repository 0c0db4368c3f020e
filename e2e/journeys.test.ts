/** All journeys through the office face, one file each, in front of one program: starting it is the dear part. */
import { after, before, describe } from 'node:test';
import { accessibility } from './accessibility.ts';
import { attachments } from './attachments.ts';
import { auditor } from './auditor.ts';
import { children } from './children.ts';
import { conflict } from './conflict.ts';
import { countyOffice } from './county-office.ts';
import { countySecretary } from './county-secretary.ts';
import { department } from './department.ts';
import { documents } from './documents.ts';
import { drillDown } from './drill-down.ts';
import { form } from './form.ts';
import { keyboard } from './keyboard.ts';
import { law } from './law.ts';
import { personalExport } from './personal-export.ts';
import { print } from './print.ts';
import { record } from './record.ts';
import { registered } from './registered.ts';
import { review } from './review.ts';
import { search } from './search.ts';
import { securityAdministrator } from './security-administrator.ts';
import { sheet } from './sheet.ts';
import { spoken } from './spoken.ts';
import { type Office, startOffice } from './support.ts';
import { townshipOffice } from './township.ts';
import { units } from './units.ts';
import { villageCadre } from './village-cadre.ts';
import { whatIf } from './what-if.ts';
import { when } from './when.ts';

let running: Office | undefined;
const office = (): Office => {
  if (!running) throw new Error('the program is not running');
  return running;
};

before(async () => {
  running = await startOffice();
});
after(async () => running?.stop());

describe('from nation to village and back', () => drillDown(office));
describe('the units below', () => children(office));
describe('finding a unit', () => search(office));
describe('recording, seeing it count, withdrawing', () => record(office));
describe('two people and one record', () => conflict(office));
describe('a second look, and what is said', () => review(office));
describe('another day, another year', () => when(office));
describe('another regime, from the nation to a village', () => whatIf(office));
describe('the form keeps what was written', () => form(office));
describe('files of a record', () => attachments(office));
describe('the duty sheet of a seat', () => sheet(office));
describe('the law library', () => law(office));
describe('from a text to a law in force', () => documents(office));
describe('a unit and what becomes of it', () => units(office));
describe('by keyboard alone', () => keyboard(office));
describe('by ear', () => spoken(office));
describe('a village cadre', () => villageCadre(office));
describe('the office of a county', () => countyOffice(office));
describe('what a unit has of the bodies of the law', () => registered(office));
describe('the county secretary', () => countySecretary(office));
describe('a department', () => department(office));
describe('the township', () => townshipOffice(office));
describe('the security administrator', () => securityAdministrator(office));
describe('the auditor', () => auditor(office));
describe('personal data leave by two persons', () => personalExport(office));
describe('on paper', () => print(office));
describe('for everyone', () => accessibility(office));
