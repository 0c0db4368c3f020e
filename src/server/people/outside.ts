/** Signing in through somebody else: OpenID Connect with authorization code, PKCE, state and nonce (openid-client). */
import * as client from 'openid-client';
import { Refusal } from '#regime';
import type { OutsideSetting } from './settings.ts';

/** What has to be remembered, sealed in a cookie, from the leading away until the coming back. */
export interface Errand {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Path to open afterwards. */
  readonly to: string;
  /** Milliseconds of the start. */
  readonly at: number;
}

export interface Outside {
  readonly name: string;
  /** Where to send the browser. Refusal `outside_away`. */
  begin(returnTo: string, to: string, now: Date): Promise<{ address: string; errand: Errand }>;
  /** Who came back. Refusals `outside_failed`, `outside_away`. */
  finish(back: URL, errand: Errand): Promise<{ issuer: string; subject: string; userName: string }>;
}

/** Minutes to sign in at the other side. */
export const errandMinutes = 10;

/** The single sign-on of a setting. It is asked about itself when somebody first uses it, and again after a failure. */
export function outsideOf(setting: OutsideSetting): Outside {
  let asked: Promise<client.Configuration> | undefined;
  const known = (): Promise<client.Configuration> => {
    asked ??= discover(setting);
    asked.catch(() => {
      asked = undefined;
    });
    return asked;
  };
  return {
    name: setting.name,
    begin: async (returnTo, to, now) => {
      const configuration = await known();
      const [state, nonce] = [client.randomState(), client.randomNonce()];
      const verifier = client.randomPKCECodeVerifier();
      const address = client.buildAuthorizationUrl(configuration, {
        redirect_uri: returnTo,
        scope: 'openid profile',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return { address: address.href, errand: { state, nonce, verifier, to, at: now.getTime() } };
    },
    finish: async (back, { state, nonce, verifier }) => {
      const configuration = await known();
      const tokens = await client
        .authorizationCodeGrant(configuration, back, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        })
        .catch((error: unknown) => {
          throw failed(error);
        });
      const claims = tokens.claims();
      if (!claims) throw new Refusal('outside_failed', { reason: 'no id token' });
      const { issuer } = configuration.serverMetadata();
      const named = claims[setting.claim];
      return { issuer, subject: claims.sub, userName: typeof named === 'string' ? named : '' };
    },
  };
}

async function discover({ issuer, client: id, secret }: OutsideSetting): Promise<client.Configuration> {
  // An address without TLS is only for a provider on this machine or in a closed network that has no other.
  const execute = issuer.startsWith('http:') ? { execute: [client.allowInsecureRequests] } : {};
  try {
    return await client.discovery(new URL(issuer), id, secret, undefined, { timeout: 10, ...execute });
  } catch (error) {
    throw new Refusal('outside_away', { reason: reasonOf(error), retry_after: 10 });
  }
}

const failed = (error: unknown): Refusal => new Refusal('outside_failed', { reason: reasonOf(error) });

function reasonOf(error: unknown): string {
  const { error: told, code, message } = error as { error?: unknown; code?: unknown; message?: unknown };
  return String(told ?? code ?? message ?? 'unknown').slice(0, 100);
}
