/** Method and path of the endpoints of review, comments and notices. */
export const reviewRouteTable = {
  listReviews: ['GET', '/api/me/reviews'],
  performReviews: ['POST', '/api/me/reviews'],
  getReview: ['GET', '/api/records/:county/:id/review'],
  getDraw: ['GET', '/api/units/:code/draws/:month'],
  listComments: ['GET', '/api/records/:county/:id/comments'],
  addComment: ['POST', '/api/records/:county/:id/comments'],
  takeBackComment: ['POST', '/api/records/:county/:id/comments/:comment/back'],
  listMentionable: ['GET', '/api/records/:county/:id/mentionable'],
  listNotices: ['GET', '/api/me/notices'],
  getBell: ['GET', '/api/me/bell'],
  markNoticesSeen: ['POST', '/api/me/notices/seen'],
  getNoticeSetting: ['GET', '/api/me/notice-setting'],
  setNotices: ['POST', '/api/me/notice-setting'],
  addPush: ['POST', '/api/me/push'],
  dropPush: ['POST', '/api/me/push/drop'],
} as const;
