/** Attachments in a store that speaks the S3 protocol: five calls, signed; every object under its digest. */
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AwsClient } from 'aws4fetch';
import { type BlobKey, type Blobs, type KeptBlob, keyOf, pathOf } from './blobs.ts';
import type { S3Setting } from './setting.ts';

/** Keeps attachments in a bucket that exists already. */
export function s3Blobs({ endpoint, bucket, region, keyId, secret }: S3Setting): Blobs {
  const client = new AwsClient({ accessKeyId: keyId, secretAccessKey: secret, region, service: 's3', retries: 3 });
  const root = `${endpoint.replace(/\/+$/, '')}/${bucket}`;
  const ask = async (method: string, path: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await client.fetch(`${root}${path}`, { ...init, method, signal: AbortSignal.timeout(60_000) });
    if (answer.ok || answer.status === 404) return answer;
    const text = await answer.text();
    throw new Error(`S3 ${method} ${answer.status}: ${/<Code>([^<]*)/.exec(text)?.[1] ?? text.slice(0, 200)}`);
  };
  return {
    put: async (key, bytes) => {
      // The store compares the bytes with their digest, which is signed with the rest.
      const headers = { 'x-amz-content-sha256': key.digest, 'content-type': 'application/octet-stream' };
      const answer = await ask('PUT', `/${pathOf(key)}`, { body: bytes as NonNullable<RequestInit['body']>, headers });
      if (!answer.ok) throw new Error(`S3: there is no bucket ${bucket}`);
    },
    has: async (key) => (await ask('HEAD', `/${pathOf(key)}`)).ok,
    open: async (key) => {
      const answer = await ask('GET', `/${pathOf(key)}`);
      if (answer.ok && answer.body) return Readable.fromWeb(answer.body as ReadableStream);
      await answer.body?.cancel();
      return undefined;
    },
    remove: async (key: BlobKey) => void (await ask('DELETE', `/${pathOf(key)}`)),
    all: () => listed((query) => ask('GET', `?${query}`)),
  };
}

/** Page by page in the first form of the protocol, which every store speaks; each begins after the last name before. */
async function* listed(ask: (query: URLSearchParams) => Promise<Response>): AsyncGenerator<KeptBlob> {
  for (let last: string | undefined = ''; last !== undefined; ) {
    const query = new URLSearchParams({ 'max-keys': '1000' });
    if (last !== '') query.set('marker', last);
    const text = await (await ask(query)).text();
    let name: string | undefined;
    for (const [, entry = ''] of text.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
      name = unescaped(tag(entry, 'Key') ?? '');
      const key = keyOf(name);
      const changed = new Date(tag(entry, 'LastModified') ?? Number.NaN);
      if (key && !Number.isNaN(changed.getTime())) yield { ...key, changed };
    }
    last = tag(text, 'IsTruncated') === 'true' ? name : undefined;
  }
}

const tag = (text: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];

const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (text: string): string => text.replaceAll(/&(\w+);/g, (all, name: string) => signs[name] ?? all);
