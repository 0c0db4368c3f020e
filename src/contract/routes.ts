/**
 * Every endpoint by name: method and path. Plain words without schemas, so that the browser carries no validator;
 * `endpoints.ts` adds parameters, bodies and replies under the same names.
 */
import { fileRoutes } from './file-routes.ts';

import { reviewRouteTable } from './review-routes.ts';

export const routes = {
  ...fileRoutes,
  getStatus: ['GET', '/api/status'],
  searchUnits: ['GET', '/api/units'],
  getUnit: ['GET', '/api/units/:code'],
  listChildren: ['GET', '/api/units/:code/children'],
  getOverview: ['GET', '/api/units/:code/overview'],
  listObligations: ['GET', '/api/units/:code/obligations'],
  getObligation: ['GET', '/api/units/:code/obligations/:duty/:holder/:period'],
  listSeats: ['GET', '/api/units/:code/seats'],
  getSheet: ['GET', '/api/units/:code/sheets/:seat'],
  listKinds: ['GET', '/api/units/:code/kinds'],
  listRecords: ['GET', '/api/units/:code/records'],
  exportRecords: ['GET', '/api/units/:code/records.xlsx'],
  getRecord: ['GET', '/api/records/:county/:id'],
  performAct: ['POST', '/api/records/:county/:id/acts'],
  performUnitAct: ['POST', '/api/unit-acts'],
  listDocuments: ['GET', '/api/law/documents'],
  getDocument: ['GET', '/api/law/documents/:id'],
  getClause: ['GET', '/api/law/clauses'],
  getDuty: ['GET', '/api/law/duties/:id'],
  compareRegimes: ['GET', '/api/law/comparison'],
  listAssumptions: ['GET', '/api/law/assumptions'],
  listPapers: ['GET', '/api/units/:code/documents'],
  getPaperDocx: ['GET', '/api/units/:code/documents/:kind.docx'],
  getPaperPdf: ['GET', '/api/units/:code/documents/:kind.pdf'],
  readFile: ['POST', '/api/documents/readings'],
  importFile: ['POST', '/api/documents'],
  listImported: ['GET', '/api/documents'],
  getImported: ['GET', '/api/documents/:home/:id'],
  getImportedFile: ['GET', '/api/documents/:home/:id/file'],
  assignPack: ['POST', '/api/documents/:home/:id/pack'],
  alignWithBase: ['GET', '/api/documents/:home/:id/alignment'],
  comparePrints: ['GET', '/api/documents/comparison'],
  comparePrintsXlsx: ['GET', '/api/documents/comparison.xlsx'],
  ...reviewRouteTable,
} as const satisfies Record<string, readonly ['GET' | 'POST', `/api/${string}`]>;

export type RouteName = keyof typeof routes;
