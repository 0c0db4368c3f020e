/** The OpenAPI 3.1 description of the contract at /api/openapi.json, to be read at /api/docs by whoever is signed in. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { admit, callerOf, type SignedIn } from './signed-in.ts';

/** To be called before the routes are registered. */
export async function describeApi(app: FastifyInstance, version: string, signedIn: SignedIn): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '责任田 Zerentian',
        version,
        description:
          '乡村振兴责任制的应尽事项、台账与履行情况。Every refusal has one shape: code, message and remedy in Chinese and English, facts, law, faults by field.',
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  // What there is to ask for is nobody's business who may ask for nothing.
  await app.register(async (inner) => {
    inner.addHook('onRequest', async (request) => admit('signed-in', await signedIn(callerOf(request))));
    await inner.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: false, uiConfig: { docExpansion: 'list' } });
    inner.get('/api/openapi.json', { schema: { hide: true } as object }, (_request, reply) => {
      reply.serializer(JSON.stringify).header('content-type', 'application/json; charset=utf-8').send(app.swagger());
    });
  });
}
