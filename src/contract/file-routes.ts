/** Addresses of attachments. */
export const fileRoutes = {
  uploadFile: ['POST', '/api/units/:code/files'],
  listFiles: ['GET', '/api/records/:county/:id/files'],
  getFile: ['GET', '/api/records/:county/:id/files/:digest/file'],
  getFileText: ['GET', '/api/records/:county/:id/files/:digest/text'],
} as const;
