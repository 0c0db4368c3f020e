/** The built pages: compressed files beside the plain ones, hashed assets kept for ever, any other path is the app. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Serves `folder` (dist/web); without a build the address / says how to make one. `onUnknown` answers under /api. */
export async function serveWeb(
  app: FastifyInstance,
  folder: string,
  onUnknown: (request: FastifyRequest, reply: FastifyReply) => FastifyReply,
): Promise<void> {
  const index = join(folder, 'index.html');
  const isBuilt = existsSync(index);
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: folder,
      preCompressed: true,
      wildcard: false,
      index: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const isHashed = /[\\/]assets[\\/]/.test(path);
        reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  const page = isBuilt ? readFileSync(index) : Buffer.from(missingPage);
  const sendPage = (_request: FastifyRequest, reply: FastifyReply) =>
    reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
  app.get('/', { schema: { hide: true } as object }, sendPage);
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const isPage = request.method === 'GET' && !path.startsWith('/api') && !/\.\w+$/.test(path);
    return isPage ? sendPage(request, reply) : onUnknown(request, reply);
  });
}

const missingPage = `<!doctype html><html lang="zh"><meta charset="utf-8"><title>责任田 Zerentian</title>
<p>页面尚未构建。请运行 npm start。</p>
<p lang="en">The pages are not built yet. Run npm start.</p></html>`;
