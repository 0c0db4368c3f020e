/** This browser and the push service behind it: takes part only when asked, and can be taken out again. */
import { call } from '../../kit/client.ts';

export const canPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window;

const bytes = (key: string): Uint8Array<ArrayBuffer> => {
  const text = atob(key.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
};

/** Subscribes this browser; false where the person or the browser does not allow it. */
export async function takeBrowser(key: string): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  const worker = await navigator.serviceWorker.register('/push-worker.js');
  await navigator.serviceWorker.ready;
  const made = await worker.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) })
    .catch(() => undefined);
  const { endpoint, keys } = made?.toJSON() ?? {};
  if (endpoint === undefined || keys === undefined) return false;
  await call('addPush', { body: { endpoint, p256dh: keys.p256dh ?? '', auth: keys.auth ?? '' } });
  return true;
}

/** Takes this browser out. */
export async function dropBrowser(): Promise<boolean> {
  const worker = await navigator.serviceWorker.getRegistration('/push-worker.js');
  const made = await worker?.pushManager.getSubscription();
  if (!made) return true;
  await call('dropPush', { body: { endpoint: made.endpoint } });
  await made.unsubscribe();
  return true;
}
