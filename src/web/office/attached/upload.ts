/** Sending one file with its progress; what `fetch` cannot tell, the older way can. */
import type { Reply } from '#contract';
import { addressOf, Broken, isRefusal, Refused, Unreachable } from '../../kit/client.ts';

export interface Sending {
  readonly done: Promise<Reply<'uploadFile'>>;
  readonly stop: () => void;
}

/** Largest file that is worth sending: the server takes none above it. */
export const largest = 20 * 1024 * 1024;

/** Sends a file for a record of a unit. Rejects with `Refused`, `Unreachable` or `Broken`. */
export function upload(to: { unit: string; kind: string }, file: File, progress: (share: number) => void): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<Reply<'uploadFile'>>((resolve, reject) => {
    const address = addressOf('uploadFile', {
      params: { code: to.unit },
      query: { kind: to.kind, name: file.name.slice(-200) },
    });
    request.open('POST', address);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept', 'application/json');
    request.responseType = 'json';
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.onload = () => {
      const body = request.response as unknown;
      if (request.status === 200 && body !== null) return resolve(body as Reply<'uploadFile'>);
      reject(isRefusal(body) ? new Refused(request.status, body) : new Broken(request.status, null));
    };
    request.onerror = () => reject(new Unreachable());
    request.onabort = () => reject(new Unreachable());
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}
