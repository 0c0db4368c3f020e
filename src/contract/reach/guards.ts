/**
 * How each endpoint is guarded by reach, beyond `who` may come at all. It is enforced in one place, before the handler;
 * a test over all routes walks: not signed in, out of reach, not allowed, allowed.
 */
import type { ReachAct } from '#regime';
import type { RouteName } from '../routes.ts';

/** Where in a request a unit code, or a list of them or of things that have a `code`, stands. */
export type UnitPlace = `${'params' | 'query' | 'body'}.${string}`;

export type Guard =
  /** Names, the tree, the law, the installation: open to whoever `who` lets come. */
  | 'open'
  /** What is the caller's own. */
  | 'own'
  /** An act on a unit, or on some record of it, and on each where there are several; out of reach it is `unit_unknown`. */
  | { readonly act: ReachAct; readonly at: UnitPlace | readonly UnitPlace[] }
  /** A unit in reach; what of it is open, the handler says. */
  | { readonly covers: UnitPlace }
  /** One thing that the handler finds only within reach, and is not found otherwise. */
  | { readonly finds: 'record' | 'person' };

const ofUnit = <A extends ReachAct>(act: A) => ({ act, at: 'params.code' }) as const;
const inReach = { covers: 'params.code' } as const;
const record = { finds: 'record' } as const;

/** One for every endpoint: a missing or surplus one does not compile. */
const each: Readonly<Record<RouteName, Guard>> = {
  getStatus: 'open',
  searchUnits: 'open',
  getUnit: 'open',
  listChildren: 'open',
  getOverview: ofUnit('figures'),
  listObligations: ofUnit('figures'),
  getObligation: ofUnit('figures'),
  listSeats: ofUnit('figures'),
  getSheet: ofUnit('figures'),
  listKinds: inReach,
  listRecords: ofUnit('see'),
  exportRecords: ofUnit('export'),
  getRecord: record,
  performAct: record,
  // Each is judged by itself, and one out of reach is refused as unknown among the others.
  performActs: 'own',
  // Whoever moves a unit answers for where it comes from and for where it goes: nobody gives a neighbour a village.
  performUnitAct: { act: 'import', at: ['body.from', 'body.to'] },
  listDocuments: 'open',
  getDocument: 'open',
  getClause: 'open',
  getDuty: 'open',
  compareRegimes: 'open',
  listAssumptions: 'open',
  listPapers: 'open',
  getPaperDocx: ofUnit('export'),
  getPaperPdf: ofUnit('export'),
  checkPaper: 'open',
  readFile: 'open',
  importFile: { act: 'draft-regime', at: 'query.home' },
  listImported: 'open',
  getImported: 'open',
  getImportedFile: 'open',
  assignPack: { act: 'draft-regime', at: 'params.home' },
  alignWithBase: 'open',
  comparePrints: 'open',
  comparePrintsXlsx: 'open',
  listDrafts: 'own',
  createDraft: { act: 'draft-regime', at: 'body.home' },
  getDraft: { covers: 'params.home' },
  actOnDraft: { covers: 'params.home' },
  getDraftFile: { covers: 'params.home' },
  getSignIn: 'open',
  signIn: 'open',
  enterSample: 'open',
  beginOutside: 'open',
  endOutside: 'open',
  lookAtLink: 'open',
  useLink: 'open',
  setUpAdministrator: 'open',
  signOut: 'own',
  getMe: 'own',
  changePassword: 'own',
  listSessions: 'own',
  endSession: 'own',
  endOtherSessions: 'own',
  beginSecondFactor: 'own',
  confirmSecondFactor: 'own',
  dropSecondFactor: 'own',
  listAccounts: 'open',
  askPasswordChange: 'open',
  searchPersons: 'open',
  createAccount: 'open',
  resetAccount: 'open',
  disableAccount: 'open',
  enableAccount: 'open',
  exportAccounts: 'open',
  listApprovals: 'own',
  askApproval: { act: 'export-people', at: 'body.unit' },
  // What does not concern whoever asks is unknown to him.
  decideApproval: 'own',
  listAudit: 'open',
  exportAudit: 'open',
  getHome: 'own',
  listPosts: inReach,
  searchPeople: ofUnit('appoint'),
  getPerson: { finds: 'person' },
  renamePerson: { act: 'appoint', at: 'params.county' },
  readContact: { finds: 'person' },
  changeContact: { finds: 'person' },
  getContactExport: ofUnit('export-people'),
  exportContacts: ofUnit('export-people'),
  listHandovers: inReach,
  getHandover: inReach,
  beginHandover: inReach,
  getImportTemplate: ofUnit('import'),
  importRows: ofUnit('import'),
  getRejectedRows: ofUnit('import'),
  uploadFile: inReach,
  listFiles: record,
  getFile: record,
  getFileText: record,
  listReviews: 'own',
  performReviews: 'own',
  getReview: record,
  getDraw: ofUnit('figures'),
  listComments: record,
  addComment: record,
  takeBackComment: record,
  listMentionable: record,
  listNotices: 'own',
  getBell: 'own',
  markNoticesSeen: 'own',
  getNoticeSetting: 'own',
  setNotices: 'own',
  addPush: 'own',
  dropPush: 'own',
};

/** The guard of an endpoint. */
export const guardOf = (name: RouteName): Guard => each[name];
